"""Finds a board in pictures."""

import cv2
import numpy as np

from ..Shared.Board import Board
from ..Shared.Errors import SourceError
from ..Shared.Errors import tr as _

BLURRED_PIXELS = 5.0
"""An edge that takes more pixels from black to white is blurred: a Gaussian of 2 pixels, at which corners of squares of
20 pixels begin to pull at each other."""

LEAST_CORNERS = 6
"""Of a ChArUco board in a picture: four fix a plane, and more tell whether they fit."""

CIRCLE_SHARE = 0.25
"""Area of a circle at most, as a share of its place in a picture that the board fills, of which it takes a fifth."""

MOST_BLOBS = 2
"""So many times the board's circles may be seen in a picture: OpenCV tries combinations of what is seen, for minutes in
a picture of leaves."""

LARGE_PIXELS = 960
"""Width of a picture in which a checkerboard is looked for at half its size: in 1080p, 90 instead of 340 ms."""

WINDOW_SHARE = 0.15
"""Half of the window in which a corner is refined, as a share of a square: it must not reach the next edge."""

PRECISE = (cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, 40, 0.001)

CHARUCO_BIAS = 0.5 if tuple(map(int, cv2.__version__.split(".")[:2])) < (4, 14) else 0.0
"""By which ChArUco corners lie too far to the right and below in OpenCV before 4.14, pixels (its pull request 28380);
a principal point would be wrong by as much."""

EDGES = 60
"""At most so many are measured for their blur."""


class BoardDetector:
    """Finds one board, in picture after picture."""

    def __init__(self, board: Board):
        self._board = board
        if board.kind == "ChArUco":
            self._detector = ChArUcoDetector(board)

    def find(self, gray: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Numbers (n,) and places (n, 2), column and row, of the board's points in a picture, (H, W) uint8.

        :raises SourceError: if it is not there, or blurred
        """
        found = {"ChArUco": self._findChArUco, "Checkerboard": self._findCheckerboard, "Circles": self._findCircles}
        numbers, corners = found[self._board.kind](gray)
        if len(numbers) < LEAST_CORNERS:
            raise SourceError(
                _("No board was found. Check that it is in view and in focus, and its type, columns and rows.")
            )
        if self._board.kind != "Circles" and self._edgeWidth(gray, numbers, corners) > BLURRED_PIXELS:
            raise SourceError(_("The board is blurred. Hold it still, or focus the camera."))
        return numbers, corners

    def _findChArUco(self, gray):
        return self._detector.find(gray)

    def _findCheckerboard(self, gray):
        isLarge = gray.shape[1] > LARGE_PIXELS
        small = cv2.resize(gray, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA) if isLarge else gray
        isFound, corners = cv2.findChessboardCornersSB(small, self._board.grid, flags=cv2.CALIB_CB_NORMALIZE_IMAGE)
        if not isFound:
            return _nothing()
        if isLarge:
            # The middle of a small pixel lies between two large ones.
            corners = 2 * np.reshape(corners, (-1, 2)) + np.float32(0.5)
            spacing = np.linalg.norm(np.diff(corners[: self._board.grid[0]], axis=0), axis=1).min()
            window = max(2, round(spacing * WINDOW_SHARE))
            corners = cv2.cornerSubPix(gray, corners, (window, window), (-1, -1), PRECISE)
        return _all(corners)

    def _findCircles(self, gray):
        settings = cv2.SimpleBlobDetector_Params()
        settings.maxArea = CIRCLE_SHARE * gray.size / len(self._board.points)
        blobs = cv2.SimpleBlobDetector_create(settings)
        if len(blobs.detect(gray)) > MOST_BLOBS * len(self._board.points):
            return _nothing()
        isFound, centers = cv2.findCirclesGrid(gray, self._board.grid, None, cv2.CALIB_CB_SYMMETRIC_GRID, blobs)
        return _all(centers) if isFound else _nothing()

    def _edgeWidth(self, gray: np.ndarray, numbers: np.ndarray, corners: np.ndarray) -> float:
        """From black to white, pixels: the median of the edges between two corners that are next to each other."""
        columns = self._board.grid[0]
        places = dict(zip(numbers.tolist(), corners))
        pairs = [(n, n + 1) for n in places if (n + 1) % columns] + [(n, n + columns) for n in places]
        pairs = [(places[a], places[b]) for a, b in pairs if b in places]
        if not pairs:
            return 0.0
        first, second = np.moveaxis(np.array(pairs[:: 1 + len(pairs) // EDGES]), 1, 0)
        lengths = np.linalg.norm(second - first, axis=1)
        normals = (second - first)[:, ::-1] * [1, -1] / lengths[:, None]
        # Across the edge's middle, no farther than the marker that lies beside it.
        steps = np.linspace(-0.12, 0.12, 25)
        samples = ((first + second) / 2)[:, None] + normals[:, None] * (lengths[:, None] * steps)[:, :, None]
        profiles = cv2.remap(gray, samples.astype(np.float32), None, cv2.INTER_LINEAR).astype(float)
        slopes = np.abs(np.diff(profiles, axis=1)).max(axis=1) / (lengths * (steps[1] - steps[0]))
        low, high = np.percentile(profiles, (5, 95))
        return float(np.median((high - low) / np.maximum(slopes, 1e-6)))


class ChArUcoDetector:
    """Finds the corners of a ChArUco board. ``board`` is OpenCV's."""

    def __init__(self, board: Board):
        self.board = charucoBoard(board)
        self._detector = cv2.aruco.CharucoDetector(self.board)

    def find(self, gray: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Numbers (n,) and places (n, 2), column and row, of those that are seen in a picture, (H, W) uint8."""
        corners, numbers, *_markers = self._detector.detectBoard(gray)
        if corners is None or numbers is None:
            return _nothing()
        return np.ravel(numbers).astype(int), np.reshape(corners, (-1, 2)).astype(float) - CHARUCO_BIAS


def charucoBoard(board: Board) -> cv2.aruco.CharucoBoard:
    """OpenCV's own, of the same measures."""
    size = (board.columns, board.rows)
    return cv2.aruco.CharucoBoard(size, board.squareSize, board.markerSize, dictionaryOf(board.dictionary))


def dictionaryOf(name: str) -> cv2.aruco.Dictionary:
    """OpenCV's dictionary of a name in DICTIONARIES."""
    return cv2.aruco.getPredefinedDictionary(getattr(cv2.aruco, f"DICT_{name}"))


def _all(corners: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    corners = np.reshape(corners, (-1, 2)).astype(float)
    return np.arange(len(corners)), corners


def _nothing() -> tuple[np.ndarray, np.ndarray]:
    return np.zeros(0, int), np.zeros((0, 2))
