"""A board in front of a synthetic camera, as somebody who calibrates it would hold it."""

import functools
import sys
from pathlib import Path

import cv2
import numpy as np
from Films import writeFilm
from SyntheticCamera import Plane, SyntheticCamera, pose

from CameraStreamLib.Processing.BoardDetector import BoardDetector, charucoBoard
from CameraStreamLib.Processing.CameraModels import Picture
from CameraStreamLib.Shared.Board import Board
from CameraStreamLib.Shared.Calibration import Calibration

BOARD = Board()

CAMERA = Calibration("standard", (640, 480), (600.0, 603.0), (322.4, 236.1), (-0.28, 0.1, 0.001, -0.0005, -0.02))
"""A webcam with a strong barrel distortion."""

POSES = [
    pose(BOARD.size, distance, tilt, about, turn, center)
    for distance, tilt, about, turn, center in (
        (380, 0, 0, 0, (0, 0)), (330, 30, 90, 5, (-55, -25)), (330, 30, -90, -5, (55, 25)), (350, 35, 0, 3, (45, -40)),
        (350, 35, 180, -4, (-50, 40)), (300, 20, 45, 90, (-40, 0)), (420, 40, 135, 10, (70, -60)),
        (420, 40, -45, -10, (-75, 60)), (300, 15, 225, 180, (20, 10)), (360, 45, 90, 0, (0, 30)),
        (400, 30, 60, 20, (90, 60)), (400, 30, 240, -20, (-90, -60)),
    )
]  # fmt: skip
"""Of BOARD, 0.3-0.4 m away, tilted by up to 45 degrees, over the whole picture."""


@functools.cache
def texture(board: Board = BOARD) -> np.ndarray:
    """(H, W) uint8, 100 pixels for each square."""
    if board.kind == "ChArUco":
        return charucoBoard(board).generateImage((board.columns * 100, board.rows * 100))
    image = np.full((board.rows * 100, board.columns * 100), 255, np.uint8)
    for row in range(board.rows):
        for column in range(board.columns):
            if board.kind == "Circles":
                cv2.circle(image, (column * 200 + 99, row * 200 + 99), 50, 0, -1, cv2.LINE_AA, shift=1)
            elif (row + column) % 2 == 0:
                image[row * 100 : row * 100 + 100, column * 100 : column * 100 + 100] = 0
    return image


def scene(place: np.ndarray, board: Board = BOARD) -> list[Plane]:
    """The board on a sheet of white paper."""
    margin = board.squareSize
    size = (board.size[0] + 2 * margin, board.size[1] + 2 * margin)
    pixels = round(100 * margin / board.squareSize)
    sheet = np.pad(texture(board), pixels, constant_values=255)
    paper = place.copy()
    paper[:3, 3] -= place[:3, :2] @ [margin, margin]
    return [Plane(sheet, size, paper)]


@functools.cache
def images(calibration: Calibration = CAMERA, count: int = len(POSES), board: Board = BOARD) -> list[np.ndarray]:
    """(H, W, 3) each, of the first ``count`` poses, with noise of 2 grey levels."""
    camera = SyntheticCamera(calibration, noise=2, samples=3)
    return [camera.picture(scene(each, board)) for each in POSES[:count]]


def pictures(calibration: Calibration = CAMERA, board: Board = BOARD) -> list[Picture]:
    """What is found in the images."""
    detector = BoardDetector(board)
    return [
        Picture(*detector.find(cv2.cvtColor(each, cv2.COLOR_RGB2GRAY)))
        for each in images(calibration, len(POSES), board)
    ]


def calibrationFilm(path: Path, count: int = len(POSES), frames: int = 9, rate: int = 16) -> Path:
    """A lossless gray film in which the board is held still in each pose, for ``frames`` of them; returns ``path``."""
    taken = [cv2.cvtColor(each, cv2.COLOR_RGB2GRAY) for each in images(count=count)]
    return writeFilm(path, [each for each in taken for _ in range(frames)], "ffv1", "gray", rate)


if __name__ == "__main__":  # for a program that is not to import OpenCV itself
    calibrationFilm(Path(sys.argv[1]))
