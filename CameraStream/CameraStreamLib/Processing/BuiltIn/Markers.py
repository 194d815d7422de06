"""Markers: where ArUco and AprilTag markers are in front of the camera, from its calibration and their size.

Each is a transform, "Marker 3", that takes the marker's points to the camera, in mm. The marker's axes begin in its
middle: x to its right, y up, z out of the paper. The camera's begin in its lens: x to the right in the picture, y down,
z away from the camera.
"""

from typing import Annotated

import cv2
import numpy as np

from CameraStreamLib.Processing.Annotations import Choice, WithinRange
from CameraStreamLib.Processing.MarkerDetector import MarkerDetector
from CameraStreamLib.Processing.PoseTracking import Pattern, PoseTracking, calibrationOf
from CameraStreamLib.Shared.Board import DICTIONARIES
from CameraStreamLib.Shared.Errors import SourceError
from CameraStreamLib.Shared.Errors import tr as _

CORNERS = np.array([[-0.5, 0.5, 0], [0.5, 0.5, 0], [0.5, -0.5, 0], [-0.5, -0.5, 0]])
"""Of a marker whose edge is 1: from its upper left one clockwise, as OpenCV finds them."""


class Markers:
    dictionary: Annotated[str, Choice(DICTIONARIES)] = "4X4_50"
    """Which markers. The fewer there are, and the more bits they have, the less looks like one by chance."""

    markerSize: Annotated[float, WithinRange(1.0, 2000.0)] = 50.0
    """Edge of the black square, mm: measure it on the print."""

    otherSizes: str = ""
    """Of markers of another size, mm, by their numbers: "3: 80, 7: 25"."""

    reference: Annotated[int, WithinRange(-1, 5000)] = -1
    """The number of the marker to which the others are relative; -1 for none: they are relative to the camera."""

    maximumError: Annotated[float, WithinRange(0.1, 20.0)] = 1.0
    """How far the corners may lie from where a pose has them for it to be shown, pixels (RMS)."""

    oneEuroFilter: bool = False
    """Filter the poses: they tremble less, and lag behind what moves."""

    minimumCutoff: Annotated[float, WithinRange(0.1, 30.0)] = 1.0
    """Of the filter, Hz: at rest, the poses lag behind by 160 ms divided by this."""

    beta: Annotated[float, WithinRange(0.0, 1.0)] = 0.05
    """Of the filter, Hz for each mm/s or degree/s: the more, the less they lag behind what moves."""

    pixelFormat = "Grayscale"

    _loaded = None

    def setup(self):
        self._tracking = PoseTracking()

    def process(self, frame):
        calibration = calibrationOf(frame)
        if self.dictionary != self._loaded:
            self._detector, self._loaded = MarkerDetector(self.dictionary), self.dictionary
        sizes = self._sizes()
        patterns = {}
        # Of two with the same number the larger one counts: small things look like a marker by chance.
        found = zip(*self._detector.find(frame.pixels))
        for number, corners in sorted(found, key=lambda each: cv2.contourArea(np.float32(each[1]))):
            points = CORNERS * sizes.get(number, self.markerSize)
            pixels = self._detector.refined(frame.pixels, corners, calibration)
            patterns[f"Marker {number}"] = Pattern(points, corners, pixels)
        cutoff = self.minimumCutoff if self.oneEuroFilter else None
        reference = f"Marker {self.reference}" if self.reference >= 0 else ""
        return self._tracking.result(patterns, frame, self.maximumError, cutoff, self.beta, reference)

    def _sizes(self):
        """Edge of a marker, mm, by its number."""
        try:
            pairs = [pair.split(":") for pair in self.otherSizes.split(",") if pair.strip()]
            sizes = {int(number): float(size) for number, size in pairs}
        except ValueError:
            sizes = {-1: 0.0}
        if not all(0 < size < np.inf for size in sizes.values()):
            raise SourceError(_('"{sizes}" is not a list of sizes. Example: 3: 80, 7: 25.'), sizes=self.otherSizes)
        return sizes
