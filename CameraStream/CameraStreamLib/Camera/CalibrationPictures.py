"""The pictures by which a camera is calibrated: taken by themselves, when a board is still and shows something new."""

import dataclasses

import numpy as np

from ..Shared.Board import Board
from ..Shared.Errors import tr as _

COLUMNS, ROWS = 8, 6
"""Of the map of what is covered: an eighth of the picture is the edge in which a lens distorts most."""

STILL_SECONDS = 0.4
"""For which a board is to be still: longer than a hand rests by chance."""

STILL_SHARE = 0.003
"""Of the picture's width, by which a corner may move while the board is still: 2 pixels of 640, which blur nothing at a
usual exposure of a fiftieth of the time."""

NEW_VIEW = 0.1
"""A view is new if it differs from all others by this, see ``_viewOf``: a tenth of the picture, or some 10 degrees."""

TILTED = 0.12
"""Of a board's far edge: so much shorter than its near one, it is tilted: some 20 degrees."""

MOST_PICTURES = 60
"""No more are taken: computing takes seconds then, and nothing is gained."""


@dataclasses.dataclass
class CalibrationPicture:
    """``numbers`` (n,) and ``corners`` (n, 2), column and row of the whole image; ``pixels``, (H, W) uint8, is what of
    it was seen, from ``offset`` on, or None. ``error``: RMS, pixels, once it was computed, or None."""

    numbers: np.ndarray
    corners: np.ndarray
    pixels: np.ndarray | None = None
    offset: tuple[int, int] = (0, 0)
    error: float | None = None


class CalibrationPictures:
    """All of one size, ``size`` (width, height), which the first view gives."""

    def __init__(self, board: Board):
        self.board = board
        self.size: tuple[int, int] | None = None
        self.pictures: list[CalibrationPicture] = []
        self._views: list[np.ndarray] = []
        self._resting: tuple | None = None  # numbers and corners of the board since it moved last, and when that was

    def __len__(self) -> int:
        return len(self.pictures)

    def see(self, numbers: np.ndarray, corners: np.ndarray, size: tuple[int, int], time: float) -> bool:
        """The board was seen in an image of ``size`` at ``time`` (s). Returns whether to take a picture of it."""
        if size != self.size:
            self.pictures, self._views, self.size = [], [], size
        if self._hasMoved(numbers, corners):
            self._resting = numbers, corners, time
            return False
        isStill = time - self._resting[2] >= STILL_SECONDS
        return isStill and len(self) < MOST_PICTURES and self._isNew(numbers, corners)

    def add(self, picture: CalibrationPicture) -> None:
        """Take it."""
        self.pictures.append(picture)
        self._views.append(self._viewOf(picture.numbers, picture.corners))

    def remove(self, index: int) -> None:
        """Throw one out."""
        del self.pictures[index], self._views[index]

    @property
    def coverage(self) -> np.ndarray:
        """(ROWS, COLUMNS): how many corners lie in each part of the image."""
        counts = np.zeros((ROWS, COLUMNS), int)
        for picture in self.pictures:
            np.add.at(counts, self._cellsOf(picture.corners), 1)
        return counts

    @property
    def tilts(self) -> dict[str, bool]:
        """Which side of the board was farther away than the opposite one, in some picture."""
        views = np.array(self._views).reshape(-1, 5)
        return {
            "left": bool((views[:, 3] < -TILTED).any()), "right": bool((views[:, 3] > TILTED).any()),
            "top": bool((views[:, 4] < -TILTED).any()), "bottom": bool((views[:, 4] > TILTED).any()),
        }  # fmt: skip

    def doubts(self) -> list[str]:
        """Sentences on what these pictures do not show."""
        if not self.pictures:
            return [_("No picture yet. Show the board to the camera, and hold it still.")]
        isCovered, doubts = self.coverage > 0, []
        for edge, text in (
            (isCovered[:, 0], _("No picture reaches the left edge.")),
            (isCovered[:, -1], _("No picture reaches the right edge.")),
            (isCovered[0], _("No picture reaches the top edge.")),
            (isCovered[-1], _("No picture reaches the bottom edge.")),
        ):
            if not edge.any():
                doubts.append(text)
        if sum(self.tilts.values()) < 2:
            doubts.append(_("The board is hardly tilted in any picture. Tilt it about both axes, by 30 degrees."))
        return doubts

    def _hasMoved(self, numbers, corners) -> bool:
        if self._resting is None:
            return True
        before = dict(zip(self._resting[0].tolist(), self._resting[1]))
        moves = [np.linalg.norm(corner - before[n]) for n, corner in zip(numbers.tolist(), corners) if n in before]
        return len(moves) < len(before) / 2 or np.median(moves) > STILL_SHARE * self.size[0]

    def _isNew(self, numbers, corners) -> bool:
        if not self._views or (self.coverage[self._cellsOf(corners)] == 0).any():
            return True
        differences = np.abs(np.array(self._views) - self._viewOf(numbers, corners)).max(axis=1)
        return bool(differences.min() > NEW_VIEW)

    def _cellsOf(self, corners) -> tuple[np.ndarray, np.ndarray]:
        width, height = self.size
        columns = np.clip((corners[:, 0] + 0.5) * COLUMNS / width, 0, COLUMNS - 1).astype(int)
        rows = np.clip((corners[:, 1] + 0.5) * ROWS / height, 0, ROWS - 1).astype(int)
        return rows, columns

    def _viewOf(self, numbers, corners) -> np.ndarray:
        """Middle (x, y) and size of what is seen of the board, as shares of the image, and how much larger its left
        than its right side appears, and its top than its bottom: the perspective of the plane."""
        size = np.array(self.size)
        x, y = corners.mean(axis=0) / size
        spread = corners.std(axis=0).mean() / size.mean()
        plane = homography(self.board.points[numbers][:, :2], corners)
        width, height = self.board.size
        # A point's scale in the picture goes with the inverse of its depth, and that with the plane's last row.
        middle = plane[2] @ [width / 2, height / 2, 1]
        return np.array([x, y, 2 * spread, plane[2, 0] * width / middle, plane[2, 1] * height / middle])


def homography(points: np.ndarray, places: np.ndarray) -> np.ndarray:
    """(3, 3): takes ``points`` (n, 2) of a plane to their ``places`` (n, 2), by least squares (the direct linear
    transform with normalized points, Hartley and Zisserman 2004, algorithm 4.2)."""
    first, second = _normalizing(points), _normalizing(places)
    a = np.column_stack([points, np.ones(len(points))]) @ first.T
    b = np.column_stack([places, np.ones(len(places))]) @ second.T
    zeros = np.zeros_like(a)
    equations = np.vstack([np.hstack([a, zeros, -b[:, :1] * a]), np.hstack([zeros, a, -b[:, 1:2] * a])])
    solution = np.linalg.svd(equations)[2][-1].reshape(3, 3)
    matrix = np.linalg.inv(second) @ solution @ first
    return matrix / matrix[2, 2]


def _normalizing(points: np.ndarray) -> np.ndarray:
    """Takes points to a mean of 0 and a deviation of 1."""
    scale = 1 / max(points.std(), 1e-9)
    x, y = points.mean(axis=0)
    return np.array([[scale, 0, -scale * x], [0, scale, -scale * y], [0, 0, 1]])


def spacingOf(board: Board, numbers: np.ndarray, corners: np.ndarray) -> tuple[float, float]:
    """The edge of a pixel where the board is, mm, and by how much it differs over the board, as a share: the board is
    tilted, or the lens distorts."""
    plane = homography(board.points[numbers][:, :2], corners)
    low, high = board.points[numbers][:, :2].min(axis=0), board.points[numbers][:, :2].max(axis=0)
    places = np.array([low, (high[0], low[1]), high, (low[0], high[1]), (low + high) / 2])
    weights = np.column_stack([places, np.ones(5)]) @ plane.T
    # The area that a mm squared takes in the picture: the determinant of the map's derivative.
    areas = np.abs(np.linalg.det(plane) / weights[:, 2] ** 3)
    spacings = 1 / np.sqrt(areas)
    derivative = (plane[:2, :2] - np.outer(weights[4, :2] / weights[4, 2], plane[2, :2])) / weights[4, 2]
    stretch = np.linalg.svd(derivative, compute_uv=False)
    return float(spacings[4]), float(max(np.ptp(spacings) / spacings[4], stretch[0] / stretch[1] - 1))
