"""A picture of a table with a board and a marker, as a known camera sees them: ``PythonSlicer MarkerScene.py PICTURE``.

Run in a process of its own, since OpenCV is not imported into Slicer. Prints JSON: the calibration, and the pose of the
marker's middle (x right, y up, z out of the paper), which it takes to the camera.
"""

import json
import sys
from pathlib import Path

TESTING = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTING / "Python"), str(TESTING.parent), str(TESTING)]

EDGE = 60.0
"""Of the marker, mm; a tenth of it is white all around."""


def main(path: str) -> None:
    import cv2
    import numpy as np
    from SyntheticCamera import Plane, SyntheticCamera, pose

    from CameraStreamLib.Shared.Calibration import Calibration

    calibration = Calibration("pinhole", (960, 720), (900.0, 900.0), (470.0, 370.0))
    aruco = cv2.aruco
    dictionary = aruco.getPredefinedDictionary(aruco.DICT_4X4_50)
    marker = cv2.copyMakeBorder(dictionary.generateImageMarker(3, 600), 60, 60, 60, 60, cv2.BORDER_CONSTANT, value=255)
    board = aruco.CharucoBoard((10, 7), 15, 11, aruco.getPredefinedDictionary(aruco.DICT_5X5_100))
    view = {"tilt": -50.0, "about": 0.0}
    table = Plane(np.full((8, 8, 3), (138, 108, 82), np.uint8), (900, 900), pose((900, 900), 560, **view))
    size = (1.2 * EDGE, 1.2 * EDGE)
    markerToCamera = pose(size, 430, turn=12, center=(-60, 20), **view)
    planes = [
        table,
        Plane(board.generateImage((1500, 1050)), (150, 105), pose((150, 105), 480, turn=-8, center=(105, -10), **view)),
        Plane(marker, size, markerToCamera),
    ]
    picture = SyntheticCamera(calibration).picture(planes)
    cv2.imwrite(path, cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
    middle = np.diag([1.0, -1, -1, 1])
    middle[:2, 3] = np.array(size) / 2
    print(json.dumps({"calibration": calibration.toDict(), "markerToCamera": (markerToCamera @ middle).tolist()}))


main(sys.argv[1])
