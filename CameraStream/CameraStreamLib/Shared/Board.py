"""A flat board with a known pattern, by whose pictures a camera is calibrated."""

import dataclasses
import numbers
import re

import numpy as np

from .Errors import SourceError
from .Errors import tr as _
from .Numbers import isNumber

KINDS = ("ChArUco", "Checkerboard", "Circles")
"""ChArUco: a checkerboard with a marker in each white square, of which a part is enough. Circles: a grid of them."""

DICTIONARIES = (
    "4X4_50", "4X4_100", "4X4_250", "5X5_50", "5X5_100", "5X5_250", "6X6_50", "6X6_100", "6X6_250", "7X7_100",
    "ARUCO_ORIGINAL", "APRILTAG_16h5", "APRILTAG_25h9", "APRILTAG_36h10", "APRILTAG_36h11",
)  # fmt: skip
"""Sets of markers, as OpenCV names them without its prefix DICT_."""

MARKERS = {
    "ARUCO_ORIGINAL": 1024, "APRILTAG_16h5": 30, "APRILTAG_25h9": 35, "APRILTAG_36h10": 2320, "APRILTAG_36h11": 587,
}  # fmt: skip
"""How many markers those dictionaries have whose names do not say it (OpenCV, objdetect/aruco_dictionary.hpp)."""

LEAST, MOST = 3, 40
"""Columns, and rows: two corners do not make a plane, and more than 1500 corners are more than a camera can tell."""

LARGEST = 10_000.0
"""Of a square, mm: a wall of 10 m."""


@dataclasses.dataclass(frozen=True)
class Board:
    """``columns`` and ``rows`` count squares, or circles; ``squareSize`` is the edge of a square, or the distance from
    one circle's center to the next, mm. ``markerSize`` (mm) and ``dictionary`` belong to ChArUco.

    Its points are the inner corners of the squares, or the circles' centers, row by row from the upper left one. The
    origin is the board's upper left corner (the first circle), x along its columns, y along its rows, z into it.

    :raises SourceError: if there can be no such board
    """

    kind: str = "ChArUco"
    columns: int = 10
    rows: int = 7
    squareSize: float = 25.0
    markerSize: float = 18.0
    dictionary: str = "5X5_100"

    def __post_init__(self):
        if self.kind not in KINDS:
            raise SourceError(_('There is no board "{kind}". Choose one of {kinds}.'), kind=self.kind,
                              kinds=", ".join(KINDS))  # fmt: skip
        if not all(isNumber(count, LEAST, MOST, numbers.Integral) for count in (self.columns, self.rows)):
            problem = _("{columns!r} x {rows!r} is not a valid board. Enter {least} to {most} columns and rows.")
            raise SourceError(problem, columns=self.columns, rows=self.rows, least=LEAST, most=MOST)
        if not isNumber(self.squareSize, 0.01, LARGEST):
            problem = _("{size!r} mm is not a valid square size. Measure a square of the printed board. Example: 25.")
            raise SourceError(problem, size=self.squareSize)
        if self.kind == "ChArUco":
            self._checkMarkers()

    def _checkMarkers(self) -> None:
        if self.dictionary not in DICTIONARIES:
            problem = _('There is no dictionary "{name}". Choose one of {names}.')
            raise SourceError(problem, name=self.dictionary, names=", ".join(DICTIONARIES))
        if not isNumber(self.markerSize, 0.01, 0.95 * self.squareSize):
            problem = _("A marker of {marker!r} mm does not fit into a square of {square:g} mm. Enter less.")
            raise SourceError(problem, marker=self.markerSize, square=self.squareSize)
        needed, available = self.columns * self.rows // 2, markersIn(self.dictionary)
        if needed > available:
            problem = _("This board needs {needed} markers, and {name} has {available}. Choose a larger dictionary.")
            raise SourceError(problem, needed=needed, name=self.dictionary, available=available)

    @property
    def grid(self) -> tuple[int, int]:
        """Columns and rows of its points."""
        return (self.columns, self.rows) if self.kind == "Circles" else (self.columns - 1, self.rows - 1)

    @property
    def points(self) -> np.ndarray:
        """(n, 3), mm."""
        columns, rows = self.grid
        first = 0 if self.kind == "Circles" else 1
        y, x = np.mgrid[:rows, :columns]
        return np.column_stack([(x.ravel() + first), (y.ravel() + first), np.zeros(x.size)]) * float(self.squareSize)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of all squares, mm; of circles, with half a distance around them."""
        return self.columns * self.squareSize, self.rows * self.squareSize

    def toDict(self) -> dict:
        """Of what JSON can hold."""
        return dataclasses.asdict(self)


def markersIn(dictionary: str) -> int:
    """How many markers a dictionary has."""
    return MARKERS.get(dictionary) or int(re.search(r"_(\d+)$", dictionary).group(1))
