"""Color mask: what has a color, within limits, as a mask."""

from typing import Annotated

import cv2

from CameraStreamLib.Processing.Annotations import WithinRange


class ColorMask:
    hue: Annotated[int, WithinRange(0, 359)] = 120
    """Degrees: 0 red, 60 yellow, 120 green, 180 cyan, 240 blue, 300 magenta."""

    hueTolerance: Annotated[int, WithinRange(0, 180)] = 30
    """How far from the hue a color may lie, degrees."""

    minimumSaturation: Annotated[int, WithinRange(0, 255)] = 80
    minimumValue: Annotated[int, WithinRange(0, 255)] = 60

    def process(self, frame):
        hue, saturation, value = cv2.split(cv2.cvtColor(frame.pixels, cv2.COLOR_RGB2HSV_FULL))
        # Hues go round: 0 to 255 stand for 0 to 360 degrees.
        distance = cv2.absdiff(hue, round(self.hue * 255 / 360))
        distance = cv2.min(distance, 255 - distance)
        isColor = distance <= self.hueTolerance * 255 / 360
        return {"mask": isColor & (saturation >= self.minimumSaturation) & (value >= self.minimumValue)}
