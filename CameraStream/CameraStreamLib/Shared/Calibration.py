"""How a camera sees: where in its picture a point in front of it appears."""

import dataclasses
from collections.abc import Sequence

import numpy as np

from .Errors import SourceError
from .Errors import tr as _
from .Schema import fits, number, numbers, optional, text

MODELS = {"pinhole": 0, "standard": 5, "rational": 8, "fisheye": 4}
"""OpenCV's models of a lens, with the number of their coefficients in OpenCV's order. *pinhole* has no distortion: an
undistorted picture."""

MAXIMUM_PIXELS = 32768
"""Largest width, height, focal length and coordinate of a principal point, pixels; a real one is far below it."""

MAXIMUM_COEFFICIENT = 1e6
"""Those of the rational model can be large, since they divide each other."""

ASPECT_TOLERANCE = 0.005
"""Sizes whose aspects differ by less have the same one: 1366x768 and 1280x720, which are 16:9 but for rounding."""

SCHEMA = {
    "model": lambda value: value in MODELS,
    "size": numbers(2, 1, MAXIMUM_PIXELS, int),
    "focalLength": numbers(2, 1e-3, MAXIMUM_PIXELS),
    "principalPoint": numbers(2, -MAXIMUM_PIXELS, MAXIMUM_PIXELS),
    "distortion": [number(-MAXIMUM_COEFFICIENT, MAXIMUM_COEFFICIENT)],
    "error": optional(number(0, MAXIMUM_PIXELS)),
    "camera": text,
    "time": text,
}


@dataclasses.dataclass(frozen=True)
class Calibration:
    """Of a camera's picture of ``size`` (width, height): ``focalLength`` (x, y) and ``principalPoint`` (column, row),
    in pixels, where the center of the first pixel is (0, 0), as in OpenCV; ``distortion``, the coefficients of
    ``model``.

    ``error`` is the RMS distance of the corners that it was computed from, pixels; None if nobody knows. ``camera`` is
    the name of the camera, ``time`` when it was calibrated (ISO 8601).

    The camera's axes are OpenCV's: x to the right in the picture, y down, z away from the camera; mm.
    """

    model: str
    size: tuple[int, int]
    focalLength: tuple[float, float]
    principalPoint: tuple[float, float]
    distortion: tuple[float, ...] = ()
    error: float | None = None
    camera: str = ""
    time: str = ""

    @property
    def matrix(self) -> np.ndarray:
        """OpenCV's camera matrix, (3, 3) float64."""
        (fx, fy), (cx, cy) = self.focalLength, self.principalPoint
        return np.array([[fx, 0, cx], [0, fy, cy], [0, 0, 1]], float)

    @property
    def coefficients(self) -> np.ndarray:
        """The distortion, (n,) float64, as OpenCV's functions take it; (0, 0, 0, 0) for a pinhole."""
        return np.array(self.distortion or (0, 0, 0, 0), float)

    def undistorted(self) -> "Calibration":
        """That of the picture after undistortion, which keeps the camera matrix."""
        return dataclasses.replace(self, model="pinhole", distortion=())

    def cropped(self, offset: tuple[int, int], size: tuple[int, int]) -> "Calibration":
        """That of a part of the picture, which begins at ``offset`` (column, row)."""
        (cx, cy), (left, top) = self.principalPoint, offset
        return dataclasses.replace(self, size=tuple(size), principalPoint=(cx - left, cy - top))

    def scaled(self, size: tuple[int, int]) -> "Calibration":
        """That of the same camera at another size, if that shows the same of the world.

        :raises SourceError: if the aspects differ, since the camera then crops
        """
        (width, height), (oldWidth, oldHeight) = size, self.size
        if tuple(size) == self.size:
            return self
        if abs(width * oldHeight / (height * oldWidth) - 1) > ASPECT_TOLERANCE:
            problem = _(
                "The calibration is for pictures of {oldWidth} x {oldHeight}, and cannot be used at {width} x "
                "{height}, where the camera shows another part of the scene. Calibrate at this size, or choose the "
                "other."
            )
            raise SourceError(problem, oldWidth=oldWidth, oldHeight=oldHeight, width=width, height=height)
        x, y = width / oldWidth, height / oldHeight
        (fx, fy), (cx, cy) = self.focalLength, self.principalPoint
        # Edges stay edges: the first pixel's center is half a pixel from the picture's edge at both sizes.
        principalPoint = ((cx + 0.5) * x - 0.5, (cy + 0.5) * y - 0.5)
        return dataclasses.replace(self, size=tuple(size), focalLength=(fx * x, fy * y), principalPoint=principalPoint)

    def ofFrame(self, frame) -> "Calibration":
        """That of a Frame's pixels, or a Result's: after the crop, and undistorted if they are.

        :raises SourceError: if its source's image has another aspect
        """
        whole = self.scaled(frame.sourceSize)
        height, width = frame.pixels.shape[:2] if hasattr(frame, "pixels") else frame.size[::-1]
        cropped = whole.cropped(frame.offset, (width, height))
        return cropped.undistorted() if frame.isUndistorted else cropped

    def toDict(self) -> dict:
        """Of what JSON can hold."""
        return dataclasses.asdict(self)

    @classmethod
    def fromDict(cls, values) -> "Calibration":
        """What ``toDict`` gave, also after JSON has made lists of its tuples.

        :raises SourceError: if it is no calibration
        """
        values = dict(values) if isinstance(values, dict) else {}
        values = {name: list(each) if isinstance(each, tuple) else each for name, each in values.items()}
        if not fits(values, SCHEMA) or len(values["distortion"]) != MODELS[values["model"]]:
            raise SourceError(_("This is not a valid calibration. Calibrate the camera again, or import another file."))
        names = [field.name for field in dataclasses.fields(cls)]
        return cls(**{name: tuple(each) if isinstance(each := values.get(name), list) else each for name in names})


def fitting(calibrations: Sequence[Calibration], size: tuple[int, int]) -> Calibration | None:
    """That of a camera's picture of ``size`` (width, height), or of the same aspect, scaled; None if there are none.

    :raises SourceError: if there are only those of other aspects
    """
    problem = None
    for calibration in sorted(calibrations, key=lambda each: each.size != tuple(size)):
        try:
            return calibration.scaled(size)
        except SourceError as error:
            problem = error
    if problem:
        raise problem
    return None


def fittingFrame(calibrations: Sequence[Calibration], frame) -> Calibration | None:
    """That of a Frame's pixels, after crop and undistortion; None if none of ``calibrations`` fits its size."""
    try:
        whole = fitting(calibrations, frame.sourceSize)
    except SourceError:
        return None
    return whole and whole.ofFrame(frame)
