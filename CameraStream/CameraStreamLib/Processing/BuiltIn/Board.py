"""Board: where a ChArUco board, or a grid of ArUco markers, is in front of the camera.

It is a transform, "Board", that takes the board's points to the camera, in mm. The board's axes begin in its middle:
x to its right, y up, z out of the paper. The camera's begin in its lens: x to the right in the picture, y down, z away
from the camera.
"""

from typing import Annotated

import numpy as np

from CameraStreamLib.Processing.Annotations import Choice, WithinRange
from CameraStreamLib.Processing.BoardDetector import ChArUcoDetector
from CameraStreamLib.Processing.MarkerDetector import MarkerDetector, gridBoard
from CameraStreamLib.Processing.PoseTracking import Pattern, PoseTracking, calibrationOf
from CameraStreamLib.Processing.Undistortion import undistorted
from CameraStreamLib.Shared.Board import DICTIONARIES, LARGEST, LEAST, MOST
from CameraStreamLib.Shared.Board import Board as Measures

LEAST_CORNERS = 6
"""Four fix a pose, and more tell whether they fit."""


class Board:
    kind: Annotated[str, Choice(["ChArUco", "ArUco grid"])] = "ChArUco"

    columns: Annotated[int, WithinRange(LEAST, MOST)] = Measures.columns
    """Squares of the checkerboard in a row; of a grid, markers."""

    rows: Annotated[int, WithinRange(LEAST, MOST)] = Measures.rows

    squareSize: Annotated[float, WithinRange(1.0, LARGEST)] = Measures.squareSize
    """Edge of a square, mm; of a grid, from the left edge of one marker to that of the next one."""

    markerSize: Annotated[float, WithinRange(1.0, LARGEST)] = Measures.markerSize
    """Edge of a marker's black square, mm."""

    dictionary: Annotated[str, Choice(DICTIONARIES)] = Measures.dictionary

    maximumError: Annotated[float, WithinRange(0.1, 20.0)] = 1.0
    """How far the corners may lie from where a pose has them for it to be shown, pixels (RMS)."""

    oneEuroFilter: bool = False
    """Filter the pose: it trembles less, and lags behind what moves."""

    minimumCutoff: Annotated[float, WithinRange(0.1, 30.0)] = 1.0
    """Of the filter, Hz: at rest, the pose lags behind by 160 ms divided by this."""

    beta: Annotated[float, WithinRange(0.0, 1.0)] = 0.05
    """Of the filter, Hz for each mm/s or degree/s: the more, the less it lags behind what moves."""

    pixelFormat = "Grayscale"

    _loaded = None

    def setup(self):
        self._tracking = PoseTracking()

    def process(self, frame):
        calibration = calibrationOf(frame)
        measures = (self.kind, self.columns, self.rows, self.squareSize, self.markerSize, self.dictionary)
        if measures != self._loaded:
            self._load(measures)
        find = self._findSquares if self.kind == "ChArUco" else self._findMarkers
        points, corners, pixels = find(frame.pixels, calibration)
        # The corners of one row say nothing of the angle about it.
        isEnough = len(points) >= LEAST_CORNERS and np.linalg.matrix_rank(points - points[0]) == 2
        points = (points - self._middle) * [1, -1, 1]
        patterns = {"Board": Pattern(points, corners, pixels)} if isEnough else {}
        cutoff = self.minimumCutoff if self.oneEuroFilter else None
        return self._tracking.result(patterns, frame, self.maximumError, cutoff, self.beta)

    def _load(self, measures):
        kind, *sizes = measures
        if kind == "ChArUco":
            self._detector = ChArUcoDetector(Measures(kind, *sizes))
            self._board = self._detector.board
        else:
            self._board = gridBoard(*sizes)
            self._detector = MarkerDetector(self.dictionary)
        self._middle = np.array(self._board.getRightBottomCorner()) / 2
        self._loaded = measures

    def _findSquares(self, gray, calibration):
        """Of the checkerboard: its points that are seen, (n, 3), mm, from its upper left corner, y down; where they are
        in the picture, (n, 2), and undistorted, (n, 2)."""
        numbers, corners = self._detector.find(gray)
        if not len(numbers):
            return _NOTHING
        points = np.float64(self._board.getChessboardCorners())[numbers]
        return points, corners, undistorted(corners, calibration)

    def _findMarkers(self, gray, calibration):
        """The same of the markers' corners."""
        known = np.float64(self._board.getObjPoints())
        found = [each for each in zip(*self._detector.find(gray, self._board)) if each[0] < len(known)]
        if not found:
            return _NOTHING
        numbers, corners = zip(*found)
        pixels = [self._detector.refined(gray, each, calibration) for each in corners]
        return known[list(numbers)].reshape(-1, 3), np.concatenate(corners), np.concatenate(pixels)


_NOTHING = (np.zeros((0, 3)), np.zeros((0, 2)), np.zeros((0, 2)))
