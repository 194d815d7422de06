"""Where a flat pattern is in front of the camera, and how exactly that is known: from its corners in the picture."""

import dataclasses

import cv2
import numpy as np

CORNER_NOISE = 0.1
"""Standard deviation of a corner's column and row in the pictures of a webcam, pixels (docs/marker-accuracy.md)."""

NOISE_WEIGHT = 8
"""How many measured coordinates CORNER_NOISE counts for where the noise of a picture is estimated. The 8 coordinates of
a single marker minus the 6 of its pose leave 2 that say something of the noise; those of a board say nearly all."""


@dataclasses.dataclass(frozen=True)
class Pose:
    """``rotation`` (3, 3) and ``translation`` (3,), mm, take the pattern's points to the camera. ``error`` is the RMS
    distance of the picture's corners from where they should be (reprojection error), pixels; ``distance`` and
    ``angle`` are what the pose may be wrong by (one standard deviation), mm and degrees; ``squares`` is the sum of the
    squared distances."""

    rotation: np.ndarray
    translation: np.ndarray
    error: float
    distance: float
    angle: float
    squares: float

    @property
    def matrix(self) -> np.ndarray:
        """(4, 4)."""
        matrix = np.eye(4)
        matrix[:3, :3], matrix[:3, 3] = self.rotation, self.translation
        return matrix


def posesOf(points: np.ndarray, pixels: np.ndarray, matrix: np.ndarray) -> list[Pose]:
    """The poses at which a flat pattern may be, the one that fits best first: one that is small in the picture looks
    nearly the same when it is tilted the other way. Both come from IPPE (Collins and Bartoli, "Infinitesimal
    Plane-Based Pose Estimation", 2014) and are refined to the least reprojection error.

    :param points: of the pattern, (n, 3), mm, in one plane but not on one line; n is at least 4
    :param pixels: (n, 2), where a camera without distortion sees them; ``matrix``, (3, 3), is that camera's
    :returns: two, or fewer if there is no such pose in front of the camera
    """
    points, pixels = np.ascontiguousarray(points, float), np.ascontiguousarray(pixels, float)
    found = cv2.solvePnPGeneric(points, pixels, matrix, None, flags=cv2.SOLVEPNP_IPPE)
    poses = []
    for rotation, translation in zip(found[1], found[2]):
        rotation, translation = cv2.solvePnPRefineLM(points, pixels, matrix, None, rotation, translation)
        pose = _pose(points, pixels, matrix, cv2.Rodrigues(rotation)[0], translation.ravel())
        if pose:
            poses.append(pose)
    return sorted(poses, key=lambda each: each.error)


def _pose(points, pixels, matrix, rotation, translation) -> Pose | None:
    """With its errors; None if a point lies behind the camera.

    They follow from the noise of the corners by the covariance of least squares, (J^T J)^-1 times the noise's variance
    (Hartley and Zisserman, "Multiple View Geometry", 2003, 5.2), where J says how the corners move with the pose. What
    shifts all corners at once, a wrong calibration or a wrong size, is not seen in them.
    """
    turned = points @ rotation.T
    if not (turned[:, 2] + translation[2] > 0).all():
        return None
    # Of a rotation by zero, so that its three angles are those about the camera's axes.
    expected, jacobian = cv2.projectPoints(turned, np.zeros(3), translation, matrix, None)
    jacobian = jacobian[:, :6]
    squares = float(((pixels - expected.reshape(-1, 2)) ** 2).sum())
    surplus = len(jacobian) - 6
    variance = (NOISE_WEIGHT * CORNER_NOISE**2 + squares) / (NOISE_WEIGHT + surplus)
    covariance = variance * np.linalg.pinv(jacobian.T @ jacobian)
    return Pose(
        rotation=rotation,
        translation=translation,
        error=float(np.sqrt(squares / len(points))),
        distance=float(np.sqrt(np.trace(covariance[3:, 3:]))),
        angle=float(np.degrees(np.sqrt(np.trace(covariance[:3, :3])))),
        squares=squares,
    )
