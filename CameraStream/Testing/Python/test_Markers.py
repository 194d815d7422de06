"""Poses of markers and boards, from pictures of a known camera: how exact they are, and what is said of them."""

import statistics

import cv2
import numpy as np
import pytest
from Benchmark.Markers import errorsOf, frameOf, measure
from MarkerScenes import boardPlane, gridPlane, markerPlane, markerPose
from SyntheticCamera import SyntheticCamera

from CameraStreamLib.Processing.Loading import Processor
from CameraStreamLib.Processing.OneEuroFilter import OneEuroFilter
from CameraStreamLib.Processing.PlanarPose import posesOf
from CameraStreamLib.Processing.PoseTracking import PoseTracking
from CameraStreamLib.Shared.Board import Board
from CameraStreamLib.Shared.Calibration import Calibration
from CameraStreamLib.Shared.Errors import SourceError
from CameraStreamLib.Shared.ProcessorFile import builtIns

CALIBRATION = Calibration("standard", (960, 540), (710, 712), (483, 266), (-0.25, 0.09, 0.0008, -0.0006, -0.015))
"""A webcam's, 68 degrees wide."""

GRID = {"kind": "ArUco grid", "columns": 6, "rows": 4, "squareSize": 40.0, "markerSize": 30.0, "dictionary": "4X4_50"}


@pytest.fixture(scope="module")
def camera():
    return SyntheticCamera(CALIBRATION, noise=2, samples=3)


def markers(**parameters) -> Processor:
    return Processor(builtIns()["Markers"], parameters)


def gray(camera, planes) -> np.ndarray:
    return cv2.cvtColor(camera.picture(planes), cv2.COLOR_RGB2GRAY)


def angleBetween(first, second) -> float:
    """Degrees."""
    return float(np.degrees(np.linalg.norm(cv2.Rodrigues(first[:3, :3] @ second[:3, :3].T)[0])))


def medians(errors) -> tuple[float, float]:
    """Percent of the distance, and degrees."""
    return tuple(statistics.median(getattr(each, name) for each in errors) for name in ("percent", "angle"))


def test_SingleMarkerIsAsExactAsPromised(camera, figures):
    """2 % of the distance and 3 degrees."""
    processor, errors = markers(), []
    for distance in (300, 650, 1000):
        for tilt in (20, 40, 60):
            errors += measure(lambda at: markerPlane(3, 50, at), "Marker 3", processor, camera, distance, tilt, 3)
    assert len(errors) == 27
    percent, angle = medians(errors)
    figures(f"{percent:.3f} %, {angle:.3f} degrees")
    assert percent < 2
    assert angle < 3
    assert max(each.percent for each in errors) < 2
    assert max(each.angle for each in errors) < 3
    said = [(each.distance / each.saidDistance, each.angle / each.saidAngle) for each in errors]
    assert (np.median(said, axis=0) < 1).all(), "it is not more exact than it says"


@pytest.mark.parametrize(("parameters", "planeOf"), [
    ({}, lambda at: boardPlane(Board(), at)),
    (GRID, lambda at: gridPlane(6, 4, 40, 30, "4X4_50", at)),
], ids=["ChArUco", "ArUco grid"])  # fmt: skip
def test_BoardIsAsExactAsPromised(camera, figures, parameters, planeOf):
    """0.5 % of the distance and 1 degree."""
    processor, errors = Processor(builtIns()["Board"], parameters), []
    for distance, tilt in ((400, 20), (400, 60), (700, 40), (1000, 20)):
        errors += measure(planeOf, "Board", processor, camera, distance, tilt, 3)
    assert len(errors) > 9
    percent, angle = medians(errors)
    figures(f"{percent:.4f} %, {angle:.4f} degrees")
    assert percent < 0.5
    assert angle < 1


def test_AxesAreThoseOfTheDrawing(camera):
    """docs/marker-axes.svg: the camera's x is right in the picture, y down, z away; the marker's x is to its right, y up,
    z out of the paper."""
    for right, down, turn in ((150, 0, 0), (0, 80, 90), (-100, -50, 180)):
        truth = markerPose(600, turn=turn, tilt=30, about=0, center=(right, down))
        picture = gray(camera, [markerPlane(3, 50, truth)])
        matrix = markers().process(frameOf(picture, 1, 0, CALIBRATION))["transforms"]["Marker 3"]
        assert np.allclose(matrix[:3, 3], (right, down, 600), atol=1.5)
        column, row = np.argwhere(picture < 60).mean(axis=0)[::-1]
        assert np.sign([round(column - 483, -2), round(row - 266, -2)]).tolist() == np.sign([right, down]).tolist()
        assert matrix[2, 2] < 0, "out of the paper is towards the camera"
        expected = {0: (1, 0), 90: (0, 1), 180: (-1, 0)}[turn]  # the marker's right, turned clockwise in the picture
        assert np.allclose(matrix[:2, 0], np.multiply(expected, (1, np.cos(np.radians(30)))), atol=0.02)


def test_SmallMarkerDoesNotFlip(camera):
    """Its two poses fit nearly alike, and the best one of a single picture is often the wrong one."""
    noisy = SyntheticCamera(CALIBRATION, blur=1.2, noise=8, samples=3)
    processor, last, alone = markers(), None, []
    for number in range(40):
        truth = markerPose(1000, tilt=35 - number / 2, about=20)
        picture = gray(noisy, [markerPlane(3, 30, truth)])
        result = processor.process(frameOf(picture, number, number / 30, CALIBRATION))
        matrix = result["transforms"].get("Marker 3")
        assert matrix is not None, result["text"]
        assert angleBetween(matrix, truth) < 15
        single = markers().process(frameOf(picture, number, number / 30, CALIBRATION))["transforms"]["Marker 3"]
        alone.append(angleBetween(single, truth))
    assert max(alone) > 20, "this test shows nothing"
