"""Denoise: a mean over time, but where something moves."""

from typing import Annotated

import cv2
import numpy as np

from CameraStreamLib.Processing.Annotations import WithinRange


class Denoise:
    strength: Annotated[float, WithinRange(0.0, 0.95)] = 0.7
    """Share of the frames before in what rests."""

    motion: Annotated[int, WithinRange(1, 255)] = 20
    """A pixel that changes by more than this has moved, and is taken from the newest frame."""

    def setup(self):
        self._mean = None

    def process(self, frame):
        pixels = frame.pixels
        if self._mean is None or self._mean.shape != pixels.shape:
            self._mean = pixels.astype(np.float32)
        before = cv2.convertScaleAbs(self._mean)
        moved = cv2.blur(cv2.absdiff(pixels, before), (5, 5)).max(axis=2) > self.motion
        cv2.accumulateWeighted(pixels, self._mean, 1 - self.strength)
        self._mean[moved] = pixels[moved]
        return {"image": cv2.convertScaleAbs(self._mean)}
