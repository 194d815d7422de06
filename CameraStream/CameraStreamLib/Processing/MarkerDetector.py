"""Finds ArUco and AprilTag markers, with their corners to a few hundredths of a pixel."""

import cv2
import numpy as np

from ..Shared.Board import markersIn
from ..Shared.Calibration import Calibration
from ..Shared.Errors import SourceError
from ..Shared.Errors import tr as _
from .BoardDetector import dictionaryOf
from .Undistortion import distorted, undistorted

REACH = 3.0
"""How far on both sides of an edge it is looked for, pixels: three times the blur of a sharp picture."""

REACH_OF_CELL = 0.6
"""But no farther than this share of a marker's cell, where the next edge would be seen."""

STEP = 0.25
"""Between two gray values across an edge, pixels."""

ENDS = 0.12
"""Of an edge at each end, as a share, that is not used: the corner's blur bends it."""

LEAST_CONTRAST = 10
"""Gray levels between the two sides of an edge, below which there is none: five times the noise of a usual camera."""


class MarkerDetector:
    """Of one dictionary, a name in DICTIONARIES."""

    def __init__(self, dictionary: str):
        self._dictionary = dictionaryOf(dictionary)
        parameters = cv2.aruco.DetectorParameters()
        parameters.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
        self._detector = cv2.aruco.ArucoDetector(self._dictionary, parameters)

    def find(self, gray: np.ndarray, board=None) -> tuple[list[int], list[np.ndarray]]:
        """Numbers of the markers in a picture, (H, W) uint8, and the corners of each, (4, 2), column and row: from its
        upper left one clockwise.

        :param board: OpenCV's, in which markers may be whose bits cannot be read
        """
        corners, numbers, rejected = self._detector.detectMarkers(gray)
        if board is not None:
            corners, numbers, *_others = self._detector.refineDetectedMarkers(gray, board, corners, numbers, rejected)
        numbers = [] if numbers is None else np.ravel(numbers).tolist()
        return numbers, [each.reshape(4, 2).astype(float) for each in corners]

    def refined(self, gray: np.ndarray, corners: np.ndarray, calibration: Calibration) -> np.ndarray:
        """The corners of a marker, (4, 2), undistorted, where the straight lines meet that its edges are: ten times as
        exact as each corner alone, which blur moves inwards by 0.1 to 0.3 pixels. (AprilTag 2 refines its edges in this
        way: Wang and Olson, 2016.) The corners as they were found, undistorted, if an edge cannot be seen well."""
        start = undistorted(corners, calibration)
        lines = self._lines(gray, start, calibration)
        if lines is None:
            return start
        refined = [_intersection(lines[index - 1], lines[index]) for index in range(4)]
        isNear = all(np.linalg.norm(new - old) < REACH for new, old in zip(refined, start))
        return np.array(refined) if isNear else start

    def _lines(self, gray, start, calibration):
        """A line for each edge: a point and a direction."""
        ends = np.roll(start, -1, axis=0)
        lengths = np.linalg.norm(ends - start, axis=1)
        cell = lengths.min() / (self._dictionary.markerSize + 2)
        reach = min(REACH, REACH_OF_CELL * cell)
        steps = np.arange(-reach, reach + STEP / 2, STEP)
        places = np.linspace(ENDS, 1 - ENDS, max(8, int(lengths.max() / 2)))
        outwards = (ends - start)[:, ::-1] * [1, -1] / lengths[:, None]
        # Edge, place, step, and column and row.
        middles = start[:, None] + places[None, :, None] * (ends - start)[:, None]
        samples = middles[:, :, None] + steps[None, None, :, None] * outwards[:, None, None]
        pixels = distorted(samples.reshape(-1, 2), calibration).astype(np.float32)
        values = cv2.remap(gray, pixels.reshape(-1, 1, 2), None, cv2.INTER_LINEAR).reshape(samples.shape[:3])
        slopes = np.maximum(values[:, :, 2:].astype(float) - values[:, :, :-2], 0)  # it is black inside
        weights = slopes**2
        offsets = (weights @ steps[1:-1]) / np.maximum(weights.sum(axis=2), 1e-9)
        hasEdge = slopes.sum(axis=2) / 2 > LEAST_CONTRAST
        lines = []
        for edge in range(4):
            found = (middles[edge] + offsets[edge][:, None] * outwards[edge])[hasEdge[edge]]
            if len(found) < len(places) / 2:
                return None
            dx, dy, x, y = cv2.fitLine(found.astype(np.float32), cv2.DIST_HUBER, 0, 1e-3, 1e-3).ravel()
            lines.append((np.array([x, y]), np.array([dx, dy])))
        return lines


def gridBoard(columns: int, rows: int, squareSize: float, markerSize: float, dictionary: str) -> cv2.aruco.GridBoard:
    """Markers in columns and rows, numbered from 0, whose edges are ``markerSize`` long; ``squareSize`` is from the
    left edge of one to that of the next one, mm.

    :raises SourceError: if there can be no such grid
    """
    if not markerSize < squareSize:
        problem = _("Markers of {marker:g} mm do not fit into squares of {square:g} mm. Enter smaller ones.")
        raise SourceError(problem, marker=markerSize, square=squareSize)
    needed, available = columns * rows, markersIn(dictionary)
    if needed > available:
        problem = _("This board needs {needed} markers, and {name} has {available}. Choose a larger dictionary.")
        raise SourceError(problem, needed=needed, name=dictionary, available=available)
    return cv2.aruco.GridBoard((columns, rows), markerSize, squareSize - markerSize, dictionaryOf(dictionary))


def _intersection(first, second) -> np.ndarray:
    (point, direction), (otherPoint, otherDirection) = first, second
    directions = np.column_stack([direction, -otherDirection])
    along, _onOther = np.linalg.lstsq(directions, otherPoint - point, rcond=None)[0]
    return point + along * direction
