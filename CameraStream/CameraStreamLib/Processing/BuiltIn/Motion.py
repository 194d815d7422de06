"""Motion: what has changed since the frames before, as a mask and a number."""

from typing import Annotated

import cv2
import numpy as np

from CameraStreamLib.Processing.Annotations import WithinRange


class Motion:
    """Compares each frame with a mean of those before it."""

    threshold: Annotated[int, WithinRange(1, 255)] = 25
    """Difference from the mean that counts as motion, gray values."""

    memory: Annotated[float, WithinRange(0.0, 0.99)] = 0.8
    """Share of the mean that the frames before the newest one have."""

    pixelFormat = "Grayscale"

    def setup(self):
        self._mean = None

    def process(self, frame):
        pixels = cv2.GaussianBlur(frame.pixels, (5, 5), 0)
        if self._mean is None or self._mean.shape != pixels.shape:
            self._mean = pixels.astype(np.float32)
        moving = cv2.absdiff(pixels, cv2.convertScaleAbs(self._mean)) > self.threshold
        cv2.accumulateWeighted(pixels, self._mean, 1 - self.memory)
        return {"mask": moving, "numbers": {"moving (%)": 100 * float(moving.mean())}}
