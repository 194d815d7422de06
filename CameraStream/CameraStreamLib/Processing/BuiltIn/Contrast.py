"""Contrast: local contrast, by adaptive histogram equalization (CLAHE) of the lightness."""

from typing import Annotated

import cv2

from CameraStreamLib.Processing.Annotations import WithinRange


class Contrast:
    clipLimit: Annotated[float, WithinRange(1.0, 40.0)] = 2.0
    """How much contrast may be raised: noise is raised with it."""

    tiles: Annotated[int, WithinRange(1, 32)] = 8
    """Regions in a row and in a column, each with a histogram of its own."""

    def process(self, frame):
        equalizer = cv2.createCLAHE(self.clipLimit, (self.tiles, self.tiles))
        lightness, *colors = cv2.split(cv2.cvtColor(frame.pixels, cv2.COLOR_RGB2Lab))
        image = cv2.merge([equalizer.apply(lightness), *colors])
        return {"image": cv2.cvtColor(image, cv2.COLOR_Lab2RGB)}
