"""The synthetic camera, which other tests measure by, is right itself: OpenCV finds its pictures' corners where it
projects them."""

import cv2
import numpy as np
import pytest
from SyntheticCamera import Plane, SyntheticCamera, pose, projected

from CameraStreamLib.Processing.BoardDetector import CHARUCO_BIAS
from CameraStreamLib.Shared.Calibration import Calibration

SIZE = (225.0, 175.0)
"""Of the board: 9 x 7 squares of 25 mm."""

CAMERAS = {
    "standard": Calibration("standard", (640, 480), (600, 603), (322.4, 236.1), (-0.28, 0.1, 0.001, -0.0005, -0.02)),
    "rational": Calibration(
        "rational", (640, 480), (600, 603), (322.4, 236.1), (0.5, -0.2, 0.0005, 0.001, 0.01, 0.8, -0.1, 0.02)
    ),
    "fisheye": Calibration("fisheye", (640, 480), (420, 421), (322.4, 236.1), (0.05, -0.01, 0.002, -0.001)),
}


def makeBoard() -> cv2.aruco.CharucoBoard:
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_5X5_100)
    return cv2.aruco.CharucoBoard((9, 7), 25, 18, dictionary)


@pytest.mark.parametrize("model", CAMERAS)
def test_cornersLieWhereOpenCVProjectsThem(model):
    board, calibration = makeBoard(), CAMERAS[model]
    texture = board.generateImage((9 * 120, 7 * 120))
    place = pose(SIZE, 330, tilt=30, about=30, turn=5, center=(10, -5))
    picture = SyntheticCamera(calibration, noise=2, samples=3).picture([Plane(texture, SIZE, place)])
    corners, numbers, *_ = cv2.aruco.CharucoDetector(board).detectBoard(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY))
    points = np.array(board.getChessboardCorners())[numbers.ravel()]
    errors = np.linalg.norm(corners.reshape(-1, 2) - CHARUCO_BIAS - projected(points, place, calibration), axis=1)
    assert len(errors) >= 40
    assert np.median(errors) < 0.1
    assert np.percentile(errors, 95) < 0.2


def test_nearPlanesHideFarOnes_andASeedRepeatsItsNoise():
    calibration = CAMERAS["standard"]
    white = Plane(np.full((10, 10), 250, np.uint8), (300, 300), pose((300, 300), 500))
    red = Plane(np.full((10, 10, 3), (250, 0, 0), np.uint8), (50, 50), pose((50, 50), 300))
    pictures = [SyntheticCamera(calibration, noise=2, seed=seed, samples=3).picture([red, white]) for seed in (1, 1, 2)]
    assert np.array_equal(pictures[0], pictures[1])
    assert not np.array_equal(pictures[0], pictures[2])
    middle, beside, corner = pictures[0][231:242, 317:328], pictures[0][120:130, 320:330], pictures[0][:10, :10]
    assert abs(middle.mean(axis=(0, 1)) - (250, 0, 0)).max() < 2
    assert abs(beside.mean() - 250) < 1
    assert abs(corner.mean() - 110) < 1
    assert 1.8 < (beside.astype(int) - 250).std() < 2.2
