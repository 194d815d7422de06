"""Takes the distortion of a lens out of its pictures, by maps that are made once for each size and crop."""

import numpy as np

from ..Shared.Calibration import Calibration, fitting
from ..Shared.Commands import SetCalibration
from ..Shared.Errors import SourceError
from ..Shared.Errors import tr as _
from .OpenCV import cv2


class Undistortion:
    """``asked`` is what Slicer asks for; ``calibration`` that of the whole image that was prepared for last, or None;
    ``isOn``: whether images are to be undistorted, and can be."""

    def __init__(self):
        self.asked = SetCalibration(())
        self.calibration: Calibration | None = None
        self.isOn = False
        self._prepared = None  # for what
        self._problem = ""
        self._maps = (None, None)  # for what, and the two maps

    def prepare(self, size: tuple[int, int], ofSource: Calibration | None) -> str:
        """Find the calibration of images of ``size`` (width, height).

        :param ofSource: what a recording says of its own images
        :returns: a sentence if they were to be undistorted, and cannot be; else ""
        """
        if (self.asked, size, ofSource) != self._prepared:
            self._prepared = self.asked, size, ofSource
            self.calibration, self._problem = None, ""
            try:
                self.calibration = fitting((ofSource,) if ofSource else self.asked.calibrations, size)
                if not self.calibration:
                    self._problem = _("The camera is not calibrated, so its image is not undistorted.")
            except SourceError as error:
                self._problem = error.text
            isDistorted = self.calibration is not None and self.calibration.model != "pinhole"
            self.isOn = self.asked.isUndistorted and isDistorted
        return self._problem if self.asked.isUndistorted else ""

    def undistorted(self, image: np.ndarray, origin, offset, shape) -> np.ndarray:
        """A part of an image, undistorted; black where the image ends. The camera's matrix stays.

        :param image: (H, W) or (H, W, C), which begins at ``origin`` (column, row) of the whole image
        :param offset: where the part begins in the whole image (column, row)
        :param shape: of the part: height and width come first
        """
        wanted = (self.calibration, tuple(origin), tuple(offset), shape[:2], image.shape[:2])
        if wanted != self._maps[0]:
            self._maps = wanted, self._makeMaps(*wanted[:4])
        return cv2.remap(image, *self._maps[1], cv2.INTER_LINEAR)

    def _makeMaps(self, calibration: Calibration, origin, offset, shape) -> tuple[np.ndarray, np.ndarray]:
        """Fixed-point maps, by which cv2.remap is several times as fast as by floats."""
        size = (shape[1], shape[0])
        seen, wanted = calibration.cropped(origin, size), calibration.cropped(offset, size)
        function = cv2.fisheye if calibration.model == "fisheye" else cv2
        return function.initUndistortRectifyMap(
            seen.matrix, seen.coefficients, np.eye(3), wanted.matrix, size, cv2.CV_16SC2
        )
