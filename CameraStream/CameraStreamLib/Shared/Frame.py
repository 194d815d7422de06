"""One frame, which region of the source's image it shows, and where that lies in space."""

from dataclasses import dataclass, field

import numpy as np


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
            raise ValueError(f"{len(numbers)} numbers are not the pose of an image.")
        return cls(numbers[0], *matrices)


@dataclass(frozen=True)
class Placement:
    """Where the source's whole image lies in space: ``spacing`` (mm), ``ijkToRAS`` of its first pixel (4 x 4, lists of
    rows), ``isCalibrated`` if somebody else than CameraStream has placed it, and ``parentTransform``, the matrix
    (4 x 4) of a linear transform that it is under, or None."""

    spacing: list[float]
    ijkToRAS: list[list[float]]
    isCalibrated: bool = False
    parentTransform: list[list[float]] | None = None

    @classmethod
    def fromSideFile(cls, values: dict | None) -> "Placement | None":
        """The one in the side file of a recording, as ``readSide`` has let it pass; None if there is none."""
        if not values:
            return None
        above = values.get("parentTransform")
        return cls(values.get("spacing"), values["ijkToRAS"], bool(values.get("isCalibrated")), above)


@dataclass(frozen=True)
class FrameRegion:
    """What of an image of ``sourceSize`` (width, height) a frame shows: it begins at ``offset`` (column, row).
    ``tracking``: where that image was in space, if the source says so: two regions that differ in this only are the
    same."""

    offset: tuple[int, int]
    sourceSize: tuple[int, int]
    tracking: Tracking | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Frame:
    """One frame: ``pixels`` (H, W, 3) RGB or (H, W) grayscale, uint8 or uint16, contiguous, top row first.

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
