"""A frame, the region of the source's image that it shows, and where that lies in space."""

from dataclasses import dataclass, field

import numpy as np

from .Calibration import Calibration


@dataclass(frozen=True)
class Tracking:
    """Data of a tracked image: ``time`` at which it was created (seconds since the epoch, the sender's clock),
    ``ijkToRAS``, which maps a pixel (column, row, 0) of the whole image to RAS (mm), and ``transform``, the pose of the
    device that it is mounted on, or None. The matrices are (4, 4), float64."""

    time: float
    ijkToRAS: np.ndarray
    transform: np.ndarray | None = None

    def numbers(self) -> list[float]:
        """The time and the first three rows of each matrix: 13 numbers, 25 with a transform."""
        matrices = [self.ijkToRAS] if self.transform is None else [self.ijkToRAS, self.transform]
        return [self.time, *np.concatenate([matrix[:3].ravel() for matrix in matrices]).tolist()]

    @classmethod
    def fromNumbers(cls, numbers: list[float]) -> "Tracking":
        """The inverse of ``numbers``.

        :raises ValueError: if there are not 13 or 25 of them
        """
        matrices = [np.vstack([rows, [0, 0, 0, 1]]) for rows in np.reshape(numbers[1:], (-1, 3, 4))]
        if len(matrices) not in (1, 2):
            raise ValueError(f"{len(numbers)} numbers are not the pose of an image.")
        return cls(numbers[0], *matrices)


@dataclass(frozen=True)
class Placement:
    """Where the source's whole image lies in space: ``spacing`` (mm), ``ijkToRAS`` of its first pixel (4 x 4, lists of
    rows), ``isCalibrated`` if it was not CameraStream that placed it, and ``parentTransform``, the matrix (4 x 4) of
    its linear parent transform, or None."""

    spacing: list[float]
    ijkToRAS: list[list[float]]
    isCalibrated: bool = False
    parentTransform: list[list[float]] | None = None

    @classmethod
    def fromSideFile(cls, values: dict | None) -> "Placement | None":
        """From the side file of a recording, validated by ``readSide``; None if it has no placement."""
        if not values:
            return None
        above = values.get("parentTransform")
        return cls(values.get("spacing"), values["ijkToRAS"], bool(values.get("isCalibrated")), above)


@dataclass(frozen=True)
class FrameRegion:
    """The part of an image of ``sourceSize`` (width, height) that a frame shows, starting at ``offset`` (column, row).
    ``tracking``: where that image was in space, if the source provides it; ``recorded``: the number of the frame when
    it was recorded, or 0: these two do not count in comparisons.
    ``calibration``: of that whole image, if known; that of a pinhole if the image is undistorted."""

    offset: tuple[int, int]
    sourceSize: tuple[int, int]
    tracking: Tracking | None = field(default=None, compare=False)
    calibration: Calibration | None = None
    recorded: int = field(default=0, compare=False)

    @property
    def isUndistorted(self) -> bool:
        """Whether the lens' distortion was taken out of the image."""
        return self.calibration is not None and self.calibration.model == "pinhole"


@dataclass(frozen=True)
class Frame:
    """One frame: ``pixels`` (H, W, 3) RGB or (H, W) grayscale, uint8 or uint16, contiguous, top row first.

    ``number`` counts the captured frames from 1; ``timestamp`` is ``time.perf_counter()`` (s) right after it was read:
    one clock for all processes, like ``time.monotonic()``, whose resolution on Windows is 16 ms before Python 3.13.
    ``sourceSize`` (width, height) is the size of the whole image; ``offset`` (column, row), the position of the frame's
    top left pixel in it, is not (0, 0) if the image is cropped. ``tracking`` is set if the source provides it
    (OpenIGTLink). ``isUndistorted``: whether the lens distortion was removed. ``recorded`` is the number of the frame
    when it was recorded, 0 for a live one. ``pixels`` are only valid until the next frame is requested: then they may
    be overwritten."""

    pixels: np.ndarray
    number: int
    timestamp: float
    offset: tuple[int, int]
    sourceSize: tuple[int, int]
    tracking: Tracking | None = None
    isUndistorted: bool = False
    recorded: int = 0
