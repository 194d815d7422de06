"""A camera is calibrated while it streams, kept, found again and used: real captures, processors and files."""

import dataclasses
import json

import numpy as np
import pytest
from CalibrationScenes import BOARD, CAMERA, POSES, calibrationFilm
from conftest import runUntilFrames
from test_Calibration import check

from CameraStreamLib.Camera.CalibrationPictures import spacingOf
from CameraStreamLib.Shared.Board import Board
from CameraStreamLib.Shared.Errors import SourceError
from Host.EventLoop import runUntil


@pytest.fixture(scope="session")
def film(tmp_path_factory):
    """The board, held still in each pose for 0.6 s."""
    return calibrationFilm(tmp_path_factory.mktemp("film") / "board.mkv")


@pytest.fixture
def session(panel, logic, withoutViews):
    return logic.session()


@pytest.fixture
def calibrated(session, logic, film):
    """The camera that plays the film, with the calibration that is true."""
    logic.start(film, loop=True)
    session.calibration.use(CAMERA)
    return session


def test_WholeRun(session, logic, film, figures):
    stream = logic.start(film)
    run = session.calibration.begin(BOARD)
    assert runUntil(lambda: len(run.pictures) == len(POSES) or not stream.state.isActive, 25)
    assert len(run.pictures) >= len(POSES) - 2
    assert runUntil(lambda: run.currentError is not None, 5) or not stream.state.isActive
    run.compute()
    assert not run.isCollecting
    assert len(session.processors) == 0
    shares = []
    assert runUntil(lambda: shares.append(run.share) or not run.isComputing, 15), run.message
    assert run.message == ""
    check(run.calibration, CAMERA)
    assert [picture.error for picture in run.pictures.pictures].count(None) == 0
    assert run.pictures.pictures[0].pixels.shape == (480, 640)
    figures(f"{len(run.pictures)} pictures, RMS {run.calibration.error:.3f}, {run.reason} {run.doubts}")

    logic.start(film)  # it is found again
    runUntilFrames(logic.stream, 1)
    assert logic.stream.calibration.focalLength == run.calibration.focalLength
    assert logic.stream.calibration.camera == str(film)
