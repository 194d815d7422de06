"""How a picture lies in a window, and the VTK camera that sees the scene as the camera saw the picture."""

import math

import numpy as np

from ..Shared.Calibration import Calibration

FOCAL_DISTANCE = 500.0
"""From the camera to its focal point, mm: where a hand-held marker is. Nothing that is drawn depends on it."""


def pictureRectangle(pictureSize: tuple[int, int], windowSize: tuple[int, int]) -> tuple[float, float, float, float]:
    """The largest rectangle of the picture's aspect in the middle of a window.

    :returns: left, top, width and height, pixels of the window; a fraction of a pixel counts
    """
    (columns, rows), (width, height) = pictureSize, windowSize
    scale = min(width / columns, height / rows)
    return (width - columns * scale) / 2, (height - rows * scale) / 2, columns * scale, rows * scale


def aim(camera, calibration: Calibration, cameraToWorld: np.ndarray, windowSize: tuple[int, int]) -> None:
    """Have a vtkCamera see as the calibrated camera does, with the picture in its ``pictureRectangle``.

    VTK's own parameters are set and no explicit projection matrix: clipping planes stay VTK's matter, and whoever asks
    for the view angle gets it. A vtkCamera's window coordinates go from -1 to 1, upward; (0, 0) of a picture is the
    center of its first pixel.

    :param cameraToWorld: (4, 4), of a rigid transform, mm; x right in the picture, y down, z away from the camera
    """
    left, top, width, _height = pictureRectangle(calibration.size, windowSize)
    scale = width / calibration.size[0]
    windowWidth, windowHeight = windowSize
    (fx, fy), (cx, cy) = calibration.focalLength, calibration.principalPoint
    column, row = left + (cx + 0.5) * scale, top + (cy + 0.5) * scale
    camera.ParallelProjectionOff()
    camera.UseHorizontalViewAngleOff()
    camera.SetViewAngle(math.degrees(2 * math.atan(windowHeight / (2 * fy * scale))))
    camera.SetUseExplicitAspectRatio(True)
    camera.SetExplicitAspectRatio(windowWidth / windowHeight * fy / fx)
    camera.SetWindowCenter(1 - 2 * column / windowWidth, 2 * row / windowHeight - 1)
    _right, down, ahead, position = np.asarray(cameraToWorld, float)[:3].T
    camera.SetPosition(*position)
    camera.SetFocalPoint(*(position + FOCAL_DISTANCE * ahead / np.linalg.norm(ahead)))
    camera.SetViewUp(*-down)
