"""Sharpen: details that the camera or a lens has blurred, by an unsharp mask."""

from typing import Annotated

import cv2

from CameraStreamLib.Processing.Annotations import WithinRange


class Sharpen:
    amount: Annotated[float, WithinRange(0.0, 5.0)] = 1.0
    """How much of the details is added."""

    radius: Annotated[float, WithinRange(0.5, 20.0)] = 2.0
    """Size of these details, pixels."""

    def process(self, frame):
        blurred = cv2.GaussianBlur(frame.pixels, (0, 0), self.radius)
        return {"image": cv2.addWeighted(frame.pixels, 1 + self.amount, blurred, -self.amount, 0)}
