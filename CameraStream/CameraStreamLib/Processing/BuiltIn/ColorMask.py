"""Color mask: what has a color, within limits, as a mask. Click the color in the view, or set the limits."""

from typing import Annotated

import cv2

from CameraStreamLib.Processing.Annotations import PointInImage, WithinRange


class ColorMask:
    color: Annotated[tuple, PointInImage()] = ()
    """A pixel of the color, from which the limits are set."""

    hue: Annotated[int, WithinRange(0, 359)] = 120
    """Degrees: 0 red, 60 yellow, 120 green, 180 cyan, 240 blue, 300 magenta."""

    hueTolerance: Annotated[int, WithinRange(0, 180)] = 30
    """Largest distance from the hue, degrees."""

    minimumSaturation: Annotated[int, WithinRange(0, 255)] = 80
    minimumValue: Annotated[int, WithinRange(0, 255)] = 60

    def process(self, frame):
        image = cv2.cvtColor(frame.pixels, cv2.COLOR_RGB2HSV_FULL)
        if self.color:
            self._pick(*image[self.color[1], self.color[0]].tolist())
        hue, saturation, value = cv2.split(image)
        # Hues are cyclic: 0 to 255 stand for 0 to 360 degrees.
        distance = cv2.absdiff(hue, round(self.hue * 255 / 360))
        distance = cv2.min(distance, 255 - distance)
        isColor = distance <= self.hueTolerance * 255 / 360
        return {"mask": isColor & (saturation >= self.minimumSaturation) & (value >= self.minimumValue)}

    def _pick(self, hue, saturation, value):
        """Parameters that a processor sets itself are shown in the panel."""
        self.hue = round(hue * 360 / 255) % 360
        self.minimumSaturation, self.minimumValue = saturation // 2, value // 2
        self.color = ()
