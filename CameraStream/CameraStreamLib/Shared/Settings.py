"""Settings of a capture (source, format, crop), and checks of those for publishing."""

import numbers
import re
from dataclasses import dataclass

import numpy as np

from .Errors import SourceError
from .Errors import tr as _
from .Numbers import isNumber
from .Source import MAXIMUM_RATE, MAXIMUM_SIZE, Source, checkDeviceName, checkPort

ACQUISITIONS = ("process", "in-process")
"""Where a source is read: in a separate process, or in a thread of Slicer."""

BACKENDS = ("Automatic", "V4L2", "DirectShow", "Media Foundation", "AVFoundation", "GStreamer", "FFmpeg")
"""OpenCV's capture backends that a user may need to choose; Automatic is nearly always right."""


@dataclass(frozen=True)
class CaptureSettings:
    """Settings of a capture.

    ``width``, ``height`` (pixels) and ``frameRate`` (frames/s) are 0 and ``fourcc`` is "" for the source's defaults.
    ``frameRate`` is also the playback rate of an image sequence. ``grayscale`` asks for frames of one channel. ``crop``
    is (left, top, width, height) in pixels from the top left corner of the image; of no width or height for all of it.
    ``verifyCertificate``: whether to verify the certificate of an https server.
    """

    source: Source
    width: int = 0
    height: int = 0
    frameRate: float = 0.0
    fourcc: str = ""
    backend: str = "Automatic"
    loop: bool = False
    grayscale: bool = False
    crop: tuple[int, int, int, int] = (0, 0, 0, 0)
    verifyCertificate: bool = True

    def __post_init__(self):
        for name, value in (("width", self.width), ("height", self.height)):
            if not isNumber(value, 0, MAXIMUM_SIZE, numbers.Integral):
                problem = _("{value!r} is not a valid {name}. Enter 1 to {maximum} pixels, or 0 for the source's own.")
                raise SourceError(problem, value=value, name=name, maximum=MAXIMUM_SIZE)
        if bool(self.width) != bool(self.height):
            raise SourceError(_("Enter both a width and a height, or 0 for both to use the camera's own size."))
        if not isNumber(self.frameRate, 0, MAXIMUM_RATE):
            problem = _(
                "{rate!r} is not a valid frame rate. Enter up to {maximum:.0f} frames/s, or 0 for the source's own."
            )
            raise SourceError(problem, rate=self.frameRate, maximum=MAXIMUM_RATE)
        if not isinstance(self.fourcc, str) or not re.fullmatch(r"([!-~][ -~]{3})?", self.fourcc):
            problem = _('"{fourcc}" is not a valid pixel format. Enter four letters, such as MJPG, or leave it empty.')
            raise SourceError(problem, fourcc=self.fourcc)
        if not isinstance(self.backend, str) or self.backend not in BACKENDS:
            problem = _('There is no backend "{backend}". Choose one of {names}.')
            raise SourceError(problem, backend=self.backend, names=", ".join(BACKENDS))
        checkCrop(self.crop)

    @classmethod
    def fromDict(cls, values: dict) -> "CaptureSettings":
        """The inverse of ``dataclasses.asdict``, also after JSON."""
        return cls(**(values | {"source": Source.fromDict(values["source"]), "crop": tuple(values["crop"])}))


def checkCrop(crop) -> None:
    """Check that ``crop`` is four numbers of pixels; it is clipped to the image later.

    :raises SourceError: if not
    """
    isRectangle = isinstance(crop, (tuple, list, np.ndarray)) and len(crop) == 4
    if not isRectangle or not all(isNumber(value, 0, MAXIMUM_SIZE, numbers.Integral) for value in crop):
        problem = _("{crop!r} is not a valid crop. Enter left, top, width and height, each 0 to {maximum} pixels.")
        raise SourceError(problem, crop=crop, maximum=MAXIMUM_SIZE)


def checkPublishing(port: int, deviceName: str, host: str) -> None:
    """Check the name and the address for publishing.

    :raises SourceError: if they are not valid
    """
    checkPort(int(port) if isNumber(port, kind=numbers.Integral) else str(port))
    if not isinstance(deviceName, str) or not deviceName.isprintable() or not deviceName:
        raise SourceError(_("Enter a device name, by which the other program can find the images."))
    checkDeviceName(deviceName)
    # An empty address would mean all addresses of this computer.
    if not isinstance(host, str) or not host or not host.isprintable() or " " in host:
        problem = _("{host!r} is not a valid address. Enter 127.0.0.1, or 0.0.0.0 for all addresses of this computer.")
        raise SourceError(problem, host=host)
