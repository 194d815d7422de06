"""One frame, as it is passed to a processor."""

from dataclasses import dataclass

import numpy as np

from ..Shared.Calibration import Calibration


@dataclass(frozen=True)
class ProcessorFrame:
    """``pixels`` are read-only, in the format that the processor requests: (H, W, 3) RGB or (H, W), uint8 or uint16,
    cropped as shown, but never rotated or flipped. They are valid until ``process`` returns.

    ``number`` counts the captured frames from 1; ``time`` is when it was read (``time.perf_counter()``, s); ``offset``
    is where its first pixel lies in the camera's image (column, row); ``spacing`` is the edge of a pixel, mm;
    ``pose`` takes a pixel (column, row, 0) of the camera's image to its place in mm, (4, 4), for a tracked image, else
    it is None. ``calibration``: how a point in front of the camera comes to its pixel in this very picture, after crop
    and undistortion; None for a camera that is not calibrated at this size. ``recorded`` is the number of a frame when
    it was recorded, 0 for a live one.
    """

    pixels: np.ndarray
    number: int
    time: float
    offset: tuple[int, int]
    spacing: float
    pose: np.ndarray | None = None
    calibration: Calibration | None = None
    recorded: int = 0

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, pixels."""
        return self.pixels.shape[1], self.pixels.shape[0]
