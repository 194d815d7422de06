"""Computes a camera's calibration from the places of a board's points in its pictures, and chooses the model."""

import dataclasses
import datetime
from collections.abc import Callable, Sequence

import cv2
import numpy as np

from ..Shared.Board import Board
from ..Shared.Calibration import MODELS as COEFFICIENTS
from ..Shared.Calibration import Calibration
from ..Shared.Errors import SourceError
from ..Shared.Errors import tr as _
from .Undistortion import project, raysOf

LEAST_PICTURES = 5
"""Three give as many equations as a camera has unknowns; with five, a bad one shows."""

SPLIT_PICTURES = 8
"""From so many on, half of them can judge what was made of the other half."""

BETTER = 0.8
"""A model with more numbers is taken if its error, on pictures that it has not seen, is less than this share of the
simpler one's: half of the noise that a fit hides would not be worth more unknowns."""

UNFIT_PIXELS = 3.0
"""No usable camera has an RMS error above this: the board is another one than was said, or not flat."""

LEAST_PERSPECTIVE = 0.1
"""Of two pictures at least: by how much of its size a board's far side appears smaller than its near one, or more. It
is 0.2 at a tilt of 20 degrees; without any, what a lens bends looks like 0.08, and the focal length may be anything."""

DOUBTFUL_PIXELS = 1.0
"""A usual webcam has 0.2 to 0.5."""

DOUBTFUL_FOCAL_LENGTH = 0.01
"""Standard deviation, as a share: 1 % is 5 mm at half a meter."""

MODELS = {"standard": 0, "fisheye": None, "rational": cv2.CALIB_RATIONAL_MODEL}
"""From the simplest one on (the first because every program knows it), with OpenCV's flag."""

STEEPEST = 2.5
"""Of the rays by which a pose is found, as a tangent: 68 degrees. Beyond that, noise is multiplied."""

# Where OpenCV 5 has them, and where 4 has.
FISHEYE_FLAGS = sum(
    getattr(cv2, name, None) or getattr(cv2.fisheye, name) for name in ("CALIB_RECOMPUTE_EXTRINSIC", "CALIB_FIX_SKEW")
)

PRECISE = (cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, 100, 1e-10)


@dataclasses.dataclass(frozen=True)
class Picture:
    """Where a board's points were seen: ``numbers`` (n,), ``corners`` (n, 2), column and row of the whole image."""

    numbers: np.ndarray
    corners: np.ndarray


@dataclasses.dataclass(frozen=True)
class Fit:
    """``errors`` are each picture's, RMS pixels; ``focalDeviation`` is the standard deviation of the focal length as
    a share of it, 0.0 if not known."""

    calibration: Calibration
    errors: list[float]
    focalDeviation: float = 0.0


def calibrate(
    board: Board, size: tuple[int, int], pictures: Sequence[Picture], models: Sequence[str] = tuple(MODELS),
    inform: Callable[[float], None] = lambda share: None,
) -> tuple[Fit, str, list[str]]:  # fmt: skip
    """The best fit, the reason for its model, and sentences on what is doubtful.

    :param models: to choose from
    :param inform: told which share of the work is done
    :raises SourceError: if these pictures calibrate no camera
    """
    if len(pictures) < LEAST_PICTURES:
        problem = _("{count} pictures are not enough. Take at least {least}, with the board at different angles.")
        raise SourceError(problem, count=len(pictures), least=LEAST_PICTURES)
    if sorted(_perspective(board, picture) for picture in pictures)[-2] < LEAST_PERSPECTIVE:
        problem = _("All pictures show the board from the front, which leaves the focal length open. Tilt the board.")
        raise SourceError(problem)
    isSplit = len(pictures) >= SPLIT_PICTURES and len(models) > 1
    tried = list(models) if isSplit else list(models)[:1]
    steps = 2 * len(tried)
    fits, errors = {}, {}
    for step, name in enumerate(tried):
        try:
            fits[name] = fit(name, board, size, pictures)
            inform((2 * step + 1) / steps)
            errors[name] = fits[name].calibration.error
            if isSplit:
                errors[name] = max(errors[name], _unseenError(name, board, size, pictures))
        except (cv2.error, SourceError):  # no such lens
            fits.pop(name, None)
        inform((2 * step + 2) / steps)
    usable = [name for name in tried if name in errors]
    chosen = usable[0] if usable else None
    for name in usable[1:]:
        if errors[name] < BETTER * errors[chosen]:
            chosen = name
    if chosen is None or fits[chosen].calibration.error > UNFIT_PIXELS:
        problem = _(
            "The pictures do not fit a camera (error {error} pixels). Check the board's type, columns and rows, and "
            "that it is flat. Then take new pictures."
        )
        error = "?" if chosen is None else f"{fits[chosen].calibration.error:.1f}"
        raise SourceError(problem, error=error)
    return fits[chosen], _reason(chosen, errors, isSplit, len(models)), _doubts(fits[chosen])


def fit(name: str, board: Board, size: tuple[int, int], pictures: Sequence[Picture]) -> Fit:
    """The camera of one model that fits best.

    :raises SourceError: if that is no camera
    """
    # As rows: OpenCV 5.0 cannot calibrate a fisheye from columns (issue 29692).
    objects = [board.points[picture.numbers].reshape(1, -1, 3) for picture in pictures]
    images = [picture.corners.reshape(1, -1, 2).astype(float) for picture in pictures]
    deviation = 0.0
    if name == "fisheye":
        _error, matrix, distortion, rotations, translations = cv2.fisheye.calibrate(
            objects, images, size, np.eye(3), np.zeros((4, 1)), flags=FISHEYE_FLAGS, criteria=PRECISE
        )
    else:
        objects, images = ([each.astype(np.float32) for each in arrays] for arrays in (objects, images))
        _error, matrix, distortion, rotations, translations, deviations, *_rest = cv2.calibrateCameraExtended(
            objects, images, size, None, None, flags=MODELS[name], criteria=PRECISE
        )
        deviation = float((np.ravel(deviations)[:2] / np.diag(matrix)[:2]).max())
    calibration = _calibration(name, size, matrix, distortion)
    errors = [
        _rootMeanSquare(project(points, rotation, translation, calibration) - image.reshape(-1, 2))
        for points, image, rotation, translation in zip(objects, images, rotations, translations)
    ]
    counts = [image.shape[1] for image in images]
    total = float(np.sqrt(np.average(np.square(errors), weights=counts)))
    return Fit(dataclasses.replace(calibration, error=total), errors, deviation)


def _calibration(name: str, size, matrix: np.ndarray, distortion: np.ndarray) -> Calibration:
    """Check it.

    :raises SourceError: if these are not the values of a camera
    """
    values = Calibration(
        name,
        tuple(size),
        (float(matrix[0, 0]), float(matrix[1, 1])),
        (float(matrix[0, 2]), float(matrix[1, 2])),
        tuple(np.ravel(distortion).tolist()[: COEFFICIENTS[name]]),
        time=datetime.datetime.now().astimezone().isoformat(timespec="seconds"),
    )
    return Calibration.fromDict(values.toDict())


def _perspective(board: Board, picture: Picture) -> float:
    """By how much of its size one side of the board appears smaller than the opposite one."""
    plane, _isUsed = cv2.findHomography(board.points[picture.numbers][:, :2], picture.corners)
    if plane is None:
        return 0.0
    width, height = board.size
    # Depth goes with the last row.
    return float(max(abs(plane[2, 0]) * width, abs(plane[2, 1]) * height) / abs(plane[2] @ [width / 2, height / 2, 1]))


def _unseenError(name: str, board: Board, size, pictures: Sequence[Picture]) -> float:
    """RMS error, pixels, on every second picture, of what was made of the others."""
    calibration = fit(name, board, size, pictures[::2]).calibration
    errors = []
    for picture in pictures[1::2]:
        points = board.points[picture.numbers]
        rays = raysOf(picture.corners, calibration)
        isUsable = np.linalg.norm(rays, axis=1) < STEEPEST
        if isUsable.sum() < 6:  # of which solvePnP needs four
            isUsable[:] = True
        _isFound, rotation, translation = cv2.solvePnP(points[isUsable], rays[isUsable], np.eye(3), None)
        errors.append(_rootMeanSquare(project(points, rotation, translation, calibration) - picture.corners))
    return _rootMeanSquare(np.array(errors)[:, None])


def _rootMeanSquare(differences: np.ndarray) -> float:
    """Root of the mean square of their lengths, (n, 2)."""
    return float(np.sqrt(np.square(differences).sum(axis=1).mean()))


def _reason(chosen: str, errors: dict[str, float], isSplit: bool, count: int) -> str:
    if count == 1:
        return _("{model} model, as chosen.").format(model=chosen.capitalize())
    if not isSplit:
        text = _("{model} model: fewer than {count} pictures cannot show that another is better.")
        return text.format(model=chosen.capitalize(), count=SPLIT_PICTURES)
    others = ", ".join(f"{name} {error:.2f}" for name, error in errors.items() if name != chosen)
    text = _(
        "{model} model: the simplest that fits. Error on pictures that it was not made from: {error:.2f} pixels "
        "(others: {others})."
    )
    return text.format(model=chosen.capitalize(), error=errors[chosen], others=others or "-")


def _doubts(fitted: Fit) -> list[str]:
    doubts = []
    if fitted.calibration.error > DOUBTFUL_PIXELS:
        text = _("The error is large ({error:.1f} pixels). Remove the worst pictures, or check that the board is flat.")
        doubts.append(text.format(error=fitted.calibration.error))
    if fitted.focalDeviation > DOUBTFUL_FOCAL_LENGTH:
        text = _("The focal length is uncertain by {percent:.1f} %. Take more pictures with the board tilted.")
        doubts.append(text.format(percent=100 * fitted.focalDeviation))
    return doubts
