"""Markers and boards at known poses, in the axes that the processors write: from the middle x right, y up, z out of the
paper; and how far from there a processor finds them. ``python MarkerScenes.py FILM`` writes a film of three of them, by
CAMERA."""

import dataclasses
import sys
from pathlib import Path

import cv2
import numpy as np
from SyntheticCamera import Plane, SyntheticCamera, pose

from CameraStreamLib.Processing.BoardDetector import charucoBoard, dictionaryOf
from CameraStreamLib.Processing.MarkerDetector import gridBoard
from CameraStreamLib.Processing.ProcessorFrame import ProcessorFrame
from CameraStreamLib.Shared.Board import Board
from CameraStreamLib.Shared.Calibration import Calibration

CAMERA = Calibration("standard", (960, 720), (850.0, 852.0), (482.3, 355.8), (-0.25, 0.09, 0.0008, -0.0006, -0.015))

CELL = 20
"""Pixels of a marker's cell in a texture: more than in the picture."""

INK, PAPER = 30, 220
"""Gray values of a print in a room: noise is not cut off."""


def markerPose(distance: float, **how) -> np.ndarray:
    """(4, 4): marker to camera. ``how``: see SyntheticCamera.pose."""
    return pose((0, 0), distance, **how) @ np.diag([1.0, -1, -1, 1])


def markerPlane(number: int, size: float, markerToCamera: np.ndarray, dictionary: str = "4X4_50") -> Plane:
    """A marker of ``size``, mm, on a sheet with two white cells around it."""
    made = dictionaryOf(dictionary)
    cells = made.markerSize + 2
    texture = np.pad(made.generateImageMarker(number, cells * CELL), 2 * CELL, constant_values=255)
    edge = size * (cells + 4) / cells
    return _plane(texture, (edge, edge), markerToCamera)


def boardPlane(board: Board, boardToCamera: np.ndarray) -> Plane:
    """A ChArUco board."""
    texture = charucoBoard(board).generateImage((board.columns * 120, board.rows * 120))
    return _plane(texture, board.size, boardToCamera)


def gridPlane(columns, rows, squareSize, markerSize, dictionary, boardToCamera) -> Plane:
    """A grid of markers, with as much white around it as between them."""
    board = gridBoard(columns, rows, squareSize, markerSize, dictionary)
    gap = squareSize - markerSize
    scale = 120 / squareSize
    size = (columns * squareSize + gap, rows * squareSize + gap)
    texture = board.generateImage((round(size[0] * scale), round(size[1] * scale)), marginSize=round(gap * scale))
    return _plane(texture, size, boardToCamera)


def _plane(texture: np.ndarray, size, markerToCamera: np.ndarray) -> Plane:
    toMiddle = np.diag([1.0, -1, -1, 1])
    toMiddle[:2, 3] = -size[0] / 2, size[1] / 2
    texture = cv2.convertScaleAbs(texture, alpha=(PAPER - INK) / 255, beta=INK)
    return Plane(texture, size, markerToCamera @ toMiddle)


@dataclasses.dataclass(frozen=True)
class Errors:
    """Of one pose: of its position, as a share of the distance, %, and mm; of its angle, degrees; and what the
    processor says of both, mm and degrees."""

    percent: float
    distance: float
    angle: float
    saidDistance: float
    saidAngle: float


def measure(
    planeOf, name, processor, camera, distance, tilt, count: int, change=None, calibration=None
) -> list[Errors]:
    """The errors of ``count`` poses; fewer if it was not seen in all pictures.

    :param planeOf: called with a pose, gives the marker or board there
    :param name: of its transform
    :param change: what happens to a picture, (H, W) uint8, before it is processed
    :param calibration: that the processor gets; the camera's own, if None
    """
    random = np.random.default_rng(0)
    errors = []
    for number in range(count):
        across, down = random.uniform(-0.25, 0.25), random.uniform(-0.12, 0.12)
        truth = markerPose(
            distance, tilt=tilt, about=random.uniform(0, 360), turn=random.uniform(0, 360),
            center=(across * distance, down * distance),
        )  # fmt: skip
        gray = cv2.cvtColor(camera.picture([planeOf(truth)]), cv2.COLOR_RGB2GRAY)
        gray = change(gray) if change else gray
        # Far apart in time: each pose is found without those before it.
        result = processor.process(frameOf(gray, number, 10.0 * number, calibration or camera.calibration))
        if name in result["transforms"]:
            errors.append(errorsOf(np.array(result["transforms"][name]), truth, result["numbers"], name))
    return errors


def frameOf(gray, number, time, calibration) -> ProcessorFrame:
    return ProcessorFrame(gray, number, time, (0, 0), 1.0, None, calibration)


def errorsOf(pose: np.ndarray, truth: np.ndarray, numbers: dict, name: str) -> Errors:
    distance = float(np.linalg.norm(pose[:3, 3] - truth[:3, 3]))
    return Errors(
        percent=100 * distance / float(np.linalg.norm(truth[:3, 3])),
        distance=distance,
        angle=float(np.degrees(np.linalg.norm(cv2.Rodrigues(pose[:3, :3] @ truth[:3, :3].T)[0]))),
        saidDistance=numbers[f"{name} error (mm)"],
        saidAngle=numbers[f"{name} error (degrees)"],
    )


def scene(share: float) -> list[Plane]:
    """Three markers that move, and are where they were after 1."""
    swing = np.sin(2 * np.pi * share)
    return [
        markerPlane(0, 50, markerPose(430, tilt=35, turn=-10, center=(-115, 45))),
        markerPlane(7, 50, markerPose(400, tilt=40, about=70, turn=25 + 10 * swing, center=(110, -60))),
        markerPlane(3, 50, markerPose(330 + 20 * swing, tilt=30, about=360 * share, turn=15, center=(5, 5))),
    ]


if __name__ == "__main__":
    SyntheticCamera(CAMERA, background=125).film(Path(sys.argv[1]), [scene(each / 30) for each in range(30)], 15)
