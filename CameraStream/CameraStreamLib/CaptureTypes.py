"""What the capture and Slicer's side say to each other: settings in; states and frames out."""

import enum
import numbers
import re
import sys
from dataclasses import dataclass

import numpy as np

from .Source import MAXIMUM_RATE, MAXIMUM_SIZE, Source, SourceError, checkDeviceName, checkPort

LATE_TICK_SECONDS = 0.5
"""A tick that comes this late (s) says that the GUI was busy: a sign of life of the source is then waited for anew."""

ACQUISITIONS = ("process", "in-process")
"""Where a source is read: in a process of its own, or in a thread of Slicer."""

BACKENDS = ("Automatic", "V4L2", "DirectShow", "Media Foundation", "AVFoundation", "GStreamer", "FFmpeg")
"""OpenCV's capture interfaces that a user may have a reason to choose; Automatic is right nearly always."""

LARGEST = sys.float_info.max
"""Largest number that is still finite as a float: an int may be larger."""


class State(enum.Enum):
    """Idle -> Opening -> Streaming -> (Stalled -> Reconnecting ->) Streaming -> Stopped, or Failed."""

    IDLE = "Idle"
    OPENING = "Opening"
    STREAMING = "Streaming"
    STALLED = "Stalled"
    RECONNECTING = "Reconnecting"
    STOPPED = "Stopped"
    FAILED = "Failed"

    @property
    def isActive(self) -> bool:
        """Whether a source is held, or about to be."""
        return self.name not in ("IDLE", "STOPPED", "FAILED")  # by name, for one from before a reload


@dataclass(frozen=True)
class CaptureSettings:
    """What is asked of a capture.

    ``width``, ``height`` (pixels) and ``frameRate`` (frames/s) are 0 and ``fourcc`` is "" for the source's own.
    ``frameRate`` is also the playback rate of an image sequence. ``grey`` asks for frames of one channel. ``crop`` is
    (left, top, width, height) in pixels from the top left corner of the image; of no width or height for all of it.
    """

    source: Source
    width: int = 0
    height: int = 0
    frameRate: float = 0.0
    fourcc: str = ""
    backend: str = "Automatic"
    loop: bool = False
    grey: bool = False
    crop: tuple[int, int, int, int] = (0, 0, 0, 0)

    def __post_init__(self):
        for name, value in (("width", self.width), ("height", self.height)):
            if not isNumber(value, 0, MAXIMUM_SIZE, numbers.Integral):
                raise SourceError(f"The {name} {value!r} cannot be asked for: give 1 to {MAXIMUM_SIZE} pixels, or 0.")
        if bool(self.width) != bool(self.height):
            raise SourceError("Give both a width and a height, or leave both at 0 for the camera's own size.")
        if not isNumber(self.frameRate, 0, MAXIMUM_RATE):
            raise SourceError(
                f"The frame rate {self.frameRate!r} cannot be asked for: give up to {MAXIMUM_RATE:.0f} frames/s, "
                "or 0 for the source's own."
            )
        if not isinstance(self.fourcc, str) or not re.fullmatch(r"([!-~][ -~]{3})?", self.fourcc):
            raise SourceError(
                f'"{self.fourcc}" is no pixel format: give four letters such as MJPG or YUYV, or nothing.'
            )
        if not isinstance(self.backend, str) or self.backend not in BACKENDS:
            raise SourceError(f'There is no backend "{self.backend}": choose one of {", ".join(BACKENDS)}.')
        checkCrop(self.crop)

    def toDict(self) -> dict:
        """For another process; with the password, if the source has one."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return values | {"source": self.source.toDict()}

    @classmethod
    def fromDict(cls, values: dict) -> "CaptureSettings":
        """What ``toDict`` gave."""
        return cls(**(values | {"source": Source.fromDict(values["source"]), "crop": tuple(values["crop"])}))


def isNumber(value, minimum: float = -LARGEST, maximum: float = LARGEST, kind=numbers.Real) -> bool:
    """Whether ``value`` is a number, Python's or NumPy's, within these limits; True and False are none."""
    value = value.item() if isinstance(value, np.generic) else value  # else the limits would be cast to its precision
    return isinstance(value, kind) and not isinstance(value, bool) and minimum <= value <= maximum


def checkCrop(crop) -> None:
    """Whether ``crop`` is four numbers of pixels; where it lies in the image is seen when there is one.

    :raises SourceError: if not
    """
    isRectangle = isinstance(crop, (tuple, list, np.ndarray)) and len(crop) == 4
    if not isRectangle or not all(isNumber(value, 0, MAXIMUM_SIZE, numbers.Integral) for value in crop):
        raise SourceError(
            f"The crop {crop!r} is no rectangle: give left, top, width and height, 0 to {MAXIMUM_SIZE} pixels."
        )


def checkPublishing(port: int, deviceName: str, host: str) -> None:
    """Whether images can be published under this name, at this address.

    :raises SourceError: if not
    """
    checkPort(int(port) if isNumber(port, kind=numbers.Integral) else str(port))
    if not isinstance(deviceName, str) or not deviceName.isprintable() or not deviceName:
        raise SourceError("Give the images a device name, under which the other program finds them.")
    checkDeviceName(deviceName)
    # An empty address would be all addresses of this computer.
    if not isinstance(host, str) or not host or not host.isprintable() or " " in host:
        raise SourceError(f"{host!r} is no address: give 127.0.0.1, or 0.0.0.0 for all addresses of this computer.")


_lastCaptures: dict[tuple, object] = globals().get("_lastCaptures", {})


def replaceCapture(source: Source, capture):
    """Remember the capture that has a camera now, over a reload too.

    :returns: the one that had it before, which may still have to let go of it, or None
    """
    key = (source.kind.name, str(source.address))  # not the source itself, which is of another class after a reload
    previous, _lastCaptures[key] = _lastCaptures.get(key), capture
    return previous


@dataclass(frozen=True)
class Tracking:
    """What a tracked image comes with: ``time`` at which its sender made it (seconds since the epoch, the sender's
    clock), ``ijkToRAS``, which takes a pixel (column, row, 0) of the whole image to its place (mm), and ``transform``,
    the pose of what it is mounted on, or None. The matrices are (4, 4), float64."""

    time: float
    ijkToRAS: np.ndarray
    transform: np.ndarray | None = None

    def numbers(self) -> list[float]:
        """The time and the first three rows of each matrix: 13 numbers, 25 with a transform."""
        matrices = [self.ijkToRAS] if self.transform is None else [self.ijkToRAS, self.transform]
        return [self.time, *np.concatenate([matrix[:3].ravel() for matrix in matrices]).tolist()]

    @classmethod
    def fromNumbers(cls, numbers: list[float]) -> "Tracking":
        """What ``numbers`` gave.

        :raises ValueError: if these are not 13 or 25
        """
        matrices = [np.vstack([rows, [0, 0, 0, 1]]) for rows in np.reshape(numbers[1:], (-1, 3, 4))]
        if len(matrices) not in (1, 2):
            raise ValueError(f"{len(numbers)} numbers are no place of an image.")
        return cls(numbers[0], *matrices)


@dataclass(frozen=True)
class Frame:
    """One frame: ``pixels`` (H, W, 3) RGB or (H, W) grey, uint8 or uint16, contiguous, top row first.

    ``number`` counts the captured frames from 1; ``timestamp`` is ``time.perf_counter()`` (s) right after it was read:
    one clock for all processes, as ``time.monotonic()`` is, which on Windows steps by 16 ms before Python 3.13.
    ``sourceSize`` (width, height) is that of the whole image, in which its top left pixel lies at ``offset`` (column,
    row): not 0 if the image is cropped. ``tracking`` is there if the source says where its image is (OpenIGTLink).
    ``pixels`` is lent: it may be overwritten once the next frame has been asked for.
    """

    pixels: np.ndarray
    number: int
    timestamp: float
    offset: tuple[int, int]
    sourceSize: tuple[int, int]
    tracking: Tracking | None = None
