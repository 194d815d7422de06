"""A camera whose lens and scene are known: textured planes at known poses, as that camera would see them.

The camera's axes are OpenCV's (``Shared/Calibration.py``), mm. A plane's origin is the upper left corner of its
texture, x along its columns and y along its rows, as OpenCV's boards have it: their ``generateImage`` without a margin
lies where ``cv2.projectPoints`` puts the board's own points.
"""

import dataclasses
import functools
from pathlib import Path

import cv2
import numpy as np
from Films import writeFilm

from CameraStreamLib.Processing.Undistortion import raysOf
from CameraStreamLib.Shared.Calibration import Calibration


@dataclasses.dataclass(frozen=True)
class Plane:
    """``texture``, (H, W) or (H, W, 3) RGB uint8, on a rectangle of ``size`` (width, height), mm; ``pose``, (4, 4),
    takes its points to the camera. It is seen from both sides."""

    texture: np.ndarray
    size: tuple[float, float]
    pose: np.ndarray


class SyntheticCamera:
    """Takes pictures of planes through the lens of ``calibration``.

    ``blur`` is the standard deviation of a Gaussian point spread, pixels; ``noise`` that of each pixel's channels, grey
    levels; the same ``seed`` gives the same noise again. Each pixel is the mean of ``samples`` squared rays.
    """

    def __init__(self, calibration: Calibration, blur=0.6, noise=0.0, seed=0, samples=4, background=110):
        self.calibration = calibration
        self._blur, self._noise, self._samples, self._background = blur, noise, samples, background
        self._random = np.random.default_rng(seed)
        self._rays = _rays(calibration, samples)

    def picture(self, planes: list[Plane]) -> np.ndarray:
        """(H, W, 3) uint8, RGB. A plane hides those that are farther away; ``distance`` is that of its middle."""
        width, height = self.calibration.size
        fine = np.full((*self._rays.shape[:2], 3), self._background, np.uint8)
        for plane in sorted(planes, key=_distance, reverse=True):
            self._draw(fine, plane)
        picture = cv2.resize(fine, (width, height), interpolation=cv2.INTER_AREA).astype(np.float32)
        if self._blur:
            picture = cv2.GaussianBlur(picture, (0, 0), self._blur)
        if self._noise:
            picture += self._random.normal(0, self._noise, picture.shape)
        return np.clip(picture.round(), 0, 255).astype(np.uint8)

    def film(self, path: Path, scenes: list[list[Plane]], rate: int = 30) -> Path:
        """A lossless film (FFV1, .mkv) of a picture for each of ``scenes``; returns ``path``."""
        return writeFilm(path, [self.picture(planes) for planes in scenes], "ffv1", "bgr0", rate)

    def _draw(self, fine: np.ndarray, plane: Plane) -> None:
        left, top, right, bottom = self._box(plane)
        if left >= right or top >= bottom:
            return
        part = (slice(top, bottom), slice(left, right))
        # The plane's points (x, y, 1) go to the ray's (x, y, 1) times its depth by two axes of the pose and its origin.
        toRay = plane.pose[:3][:, [0, 1, 3]]
        x, y, scale = np.moveaxis(cv2.transform(self._rays[part], np.linalg.inv(toRay)), 2, 0)
        rows, columns = plane.texture.shape[:2]
        with np.errstate(divide="ignore", invalid="ignore"):
            x, y = (x / scale / plane.size[0]).astype(np.float32), (y / scale / plane.size[1]).astype(np.float32)
        # The inverse's last row is the depth's inverse: negative behind the camera.
        isHit = (scale > 0) & (x >= 0) & (x < 1) & (y >= 0) & (y < 1)
        texture = plane.texture if plane.texture.ndim == 3 else cv2.cvtColor(plane.texture, cv2.COLOR_GRAY2RGB)
        colors = cv2.remap(texture, x * columns - 0.5, y * rows - 0.5, cv2.INTER_LINEAR, None, cv2.BORDER_REPLICATE)
        fine[part][isHit] = colors[isHit]

    def _box(self, plane: Plane) -> tuple[int, int, int, int]:
        """Left, top, right, bottom of the samples among which it appears: all of them if part of it lies behind."""
        rows, columns = self._rays.shape[:2]
        edge = np.linspace(0, 1, 50)
        outline = [(t, s) for t in edge for s in (0, 1)] + [(s, t) for t in edge for s in (0, 1)]
        points = np.column_stack([np.array(outline) * plane.size, np.zeros(len(outline))])
        if (transformed(points, plane.pose)[:, 2] < 1).any():
            return 0, 0, columns, rows
        samples = (projected(points, plane.pose, self.calibration) + 0.5) * self._samples
        low, high = samples.min(axis=0) - self._samples, samples.max(axis=0) + self._samples
        limits = np.clip([*low, *high], 0, [columns, rows, columns, rows])
        return tuple(int(limit) for limit in limits)


def pose(size, distance: float, tilt=0.0, about=0.0, turn=0.0, center=(0.0, 0.0)) -> np.ndarray:
    """(4, 4): where the middle of a plane of ``size`` (width, height) lies at ``center`` (x, y) and ``distance``, mm.

    It is turned by ``turn`` degrees in its own plane, then tilted by ``tilt`` degrees about an axis through its middle
    that lies parallel to the picture, ``about`` degrees from x towards y.
    """
    axis = np.array([np.cos(np.radians(about)), np.sin(np.radians(about)), 0])
    tilted, _ = cv2.Rodrigues(axis * np.radians(tilt))
    turned, _ = cv2.Rodrigues(np.array([0, 0, np.radians(turn)]))
    matrix = np.eye(4)
    matrix[:3, :3] = tilted @ turned
    matrix[:3, 3] = np.array([*center, distance]) - matrix[:3, :3] @ [size[0] / 2, size[1] / 2, 0]
    return matrix


def transformed(points: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """``points``, (n, 3), by ``matrix``, (4, 4)."""
    return points @ matrix[:3, :3].T + matrix[:3, 3]


def projected(points: np.ndarray, matrix: np.ndarray, calibration: Calibration) -> np.ndarray:
    """(n, 2): columns and rows at which ``points``, (n, 3) mm, appear; ``matrix``, (4, 4), takes them to the camera."""
    rotation, _ = cv2.Rodrigues(matrix[:3, :3])
    values = (rotation, matrix[:3, 3].copy(), calibration.matrix, calibration.coefficients)
    points = np.asarray(points, float).reshape(-1, 1, 3)
    project = cv2.fisheye.projectPoints if calibration.model == "fisheye" else cv2.projectPoints
    return project(points, *values)[0].reshape(-1, 2)


@functools.lru_cache(maxsize=4)
def _rays(calibration: Calibration, samples: int) -> np.ndarray:
    """x and y, at a depth of 1, of each sample: (H * samples, W * samples, 2)."""
    width, height = calibration.size
    columns = (np.arange(width * samples) + 0.5) / samples - 0.5
    rows = (np.arange(height * samples) + 0.5) / samples - 0.5
    points = np.stack(np.meshgrid(columns, rows), axis=-1)
    return raysOf(points.reshape(-1, 2), calibration).reshape(points.shape)


def _distance(plane: Plane) -> float:
    middle = np.array([[plane.size[0] / 2, plane.size[1] / 2, 0]])
    return float(transformed(middle, plane.pose)[0, 2])
