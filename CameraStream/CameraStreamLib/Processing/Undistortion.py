"""Points of a picture, as a camera without distortion would see them, and back."""

import cv2
import numpy as np

from ..Shared.Calibration import Calibration

ITERATIONS = (cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, 50, 1e-9)
"""OpenCV's default of 5 leaves some hundredths of a pixel at the edge of a wide-angle picture."""


def raysOf(pixels: np.ndarray, calibration: Calibration) -> np.ndarray:
    """(n, 2): x and y, at a depth of 1, of the rays of points of the picture, (n, 2)."""
    pixels = np.ascontiguousarray(pixels, float).reshape(-1, 1, 2)
    if calibration.model == "fisheye":
        undistort = cv2.fisheye.undistortPoints
    else:
        # OpenCV 4 has a function of its own for undistortion with criteria.
        undistort = getattr(cv2, "undistortPointsIter", cv2.undistortPoints)
    found = undistort(pixels, calibration.matrix, calibration.coefficients, R=None, P=None, criteria=ITERATIONS)
    return found.reshape(-1, 2)


def undistorted(pixels: np.ndarray, calibration: Calibration) -> np.ndarray:
    """(n, 2): where points of the picture, (n, 2), would be without distortion; the camera matrix stays."""
    return raysOf(pixels, calibration) * calibration.focalLength + calibration.principalPoint


def project(points, rotation, translation, calibration: Calibration) -> np.ndarray:
    """(n, 2): where ``points``, (n, 3), appear after a rotation (a vector) and a translation."""
    points = np.asarray(points, float).reshape(-1, 1, 3)
    function = cv2.fisheye.projectPoints if calibration.model == "fisheye" else cv2.projectPoints
    values = (np.asarray(rotation, float), np.asarray(translation, float))
    return function(points, *values, calibration.matrix, calibration.coefficients)[0].reshape(-1, 2)


def distorted(pixels: np.ndarray, calibration: Calibration) -> np.ndarray:
    """(n, 2): the inverse of ``undistorted``."""
    rays = (np.asarray(pixels, float) - calibration.principalPoint) / calibration.focalLength
    return project(np.column_stack([rays, np.ones(len(rays))]), np.zeros(3), np.zeros(3), calibration)
