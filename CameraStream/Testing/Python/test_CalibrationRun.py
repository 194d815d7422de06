"""A camera is calibrated while it streams, kept, found again and used: real captures, processors and files."""

import dataclasses
import json
import textwrap

import numpy as np
import pytest
from CalibrationScenes import BOARD, CAMERA, calibrationFilm, scene
from conftest import runUntilFrames
from Films import writeFilm
from SyntheticCamera import SyntheticCamera, pose, projected
from test_Calibration import check

from CameraStreamLib.Acquisition import Calibrations
from CameraStreamLib.Camera.CalibrationPictures import spacingOf
from CameraStreamLib.Camera.CalibrationRun import UNEVEN
from CameraStreamLib.Capture.Sources import TestPattern as PatternFile
from CameraStreamLib.Processing.BoardDetector import BoardDetector
from CameraStreamLib.Shared.Errors import SourceError
from CameraStreamLib.Shared.RecordingFile import sidePath
from CameraStreamLib.Shared.Source import CameraName, parseSource
from Host.EventLoop import runUntil


@pytest.fixture(scope="session")
def film(tmp_path_factory):
    """The board, held still in each pose for 0.6 s."""
    return calibrationFilm(tmp_path_factory.mktemp("film") / "board.mkv")


@pytest.fixture(autouse=True)
def folder(monkeypatch, tmp_path):
    """Of the calibrations: not the user's own, where the tests run in Slicer."""
    monkeypatch.setattr(Calibrations, "FOLDER", str(tmp_path / "calibrations"))


@pytest.fixture
def session(panel, logic, withoutViews):
    return logic.session()


@pytest.fixture
def stillFilm(tmp_path):
    """The board in one pose, twenty times."""
    return calibrationFilm(tmp_path / "still.mkv", count=1, frames=20)


@pytest.fixture
def calibrated(session, logic, stillFilm):
    """The camera that plays this film, with the calibration that is true."""
    logic.start(stillFilm, loop=True)
    session.calibration.use(CAMERA)
    runUntilFrames(logic.stream, 2)
    return session


def straightness(pixels) -> float:
    """Largest bend of the board's rows, pixels."""
    numbers, corners = BoardDetector(BOARD).find(pixels[..., 1].copy())
    rows = [corners[numbers // BOARD.grid[0] == row] for row in range(BOARD.grid[1])]
    centered = [row - row.mean(axis=0) for row in rows if len(row) > 5]
    return max(np.abs(row @ np.linalg.svd(row)[2][1]).max() for row in centered)


def test_ImageIsUndistorted_andGoesRawOrSoToFiles(calibrated, logic, stillFilm, tmp_path):
    stream = logic.stream
    assert stream.calibration.model == "standard"
    assert straightness(stream.frame.pixels) > 1
    calibrated.parameterNode.undistort = True
    assert runUntil(lambda: stream.frame.isUndistorted, 5)
    assert straightness(stream.frame.pixels) < 0.3
    assert stream.calibration == dataclasses.replace(CAMERA.undistorted(), camera=str(stillFilm))
    calibrated.calibration.begin(BOARD)  # the raw image is what counts for that
    assert runUntil(lambda: not stream.frame.isUndistorted, 5)
    calibrated.calibration.end()
    assert runUntil(lambda: stream.frame.isUndistorted, 5)
    crop = calibrated.parameterNode
    crop.cropLeft, crop.cropTop, crop.cropWidth, crop.cropHeight = 40, 30, 400, 300
    assert runUntil(lambda: stream.frame.pixels.shape == (300, 400, 3), 5)
    assert stream.calibration.principalPoint == (CAMERA.principalPoint[0] - 40, CAMERA.principalPoint[1] - 30)
    models = {}
    for isRaw in (False, True):
        crop.recordRaw = isRaw
        path = tmp_path / f"{isRaw}.mkv"
        stream.record(path)
        assert runUntil(lambda: stream.recording.frames > 3, 10)
        stream.stopRecording()
        assert runUntil(lambda: not stream.recording.isActive, 10)
        (part,) = json.loads(sidePath(path).read_text())["parts"]
        models[isRaw] = part["calibration"]["model"]
        assert part["calibration"]["size"] == [640, 480]
    assert models == {False: "pinhole", True: "standard"}
    logic.start(tmp_path / "False.mkv", undistort=True, loop=True)  # it is not undistorted twice
    runUntilFrames(logic.stream, 2)
    assert logic.stream.calibration.model == "pinhole"
    assert logic.stream.calibration.principalPoint == stream.calibration.principalPoint
    assert logic.stream.info.notice == ""
    assert straightness(logic.stream.frame.pixels) < 0.3


def test_ProcessorsGetTheCalibrationOfTheirPicture(calibrated, logic, stillFilm, tmp_path):
    path = tmp_path / "lens.py"
    path.write_text(
        textwrap.dedent("""
            class Lens:
                def process(self, frame):
                    lens = frame.calibration
                    numbers = lens and {"x": lens.principalPoint[0], "width": lens.size[0]}
                    return lens and {"numbers": numbers, "text": lens.model}
        """)
    )
    stream = logic.start(stillFilm, loop=True, acquisition="in-process")
    processor = stream.addProcessor(path)
    assert runUntil(lambda: processor.results and processor.results.text == "standard", 10), processor.error
    node = calibrated.parameterNode
    node.cropLeft, node.cropTop, node.cropWidth, node.cropHeight, node.undistort = 40, 30, 400, 300, True
    assert runUntil(lambda: processor.results.numbers.get("width") == 400, 5)
    assert runUntil(lambda: processor.results.text == "pinhole", 5)
    assert processor.results.numbers["x"] == CAMERA.principalPoint[0] - 40


def test_CalibrationsThatMayNotBeUsed(session, logic, tmp_path):
    source = "testpattern:640x360@30"
    with pytest.raises(SourceError, match="Start the camera first"):
        session.calibration.use(CAMERA)
    Calibrations.keep(parseSource(source), CAMERA)
    stream = logic.start(source, undistort=True)
    runUntilFrames(stream, 2)
    assert stream.calibration is None
    sentence = "The calibration is for pictures of 640 x 480, and cannot be used at 640 x 360"
    assert runUntil(lambda: stream.info.notice.startswith(sentence), 5), stream.info.notice
    assert not stream.frame.isUndistorted
    with pytest.raises(SourceError, match=sentence):
        session.calibration.use(CAMERA)
    other = dataclasses.replace(CAMERA, size=(640, 360), camera="Endoscope")
    with pytest.raises(SourceError) as error:
        session.calibration.use(other)
    assert str(error.value) == (
        f'This is the calibration of "Endoscope", and this camera is "{source}". Calibrate this camera.'
    )
    stream = logic.start("testpattern:320x240@30", undistort=True)
    runUntilFrames(stream, 2)
    notice = "The camera is not calibrated, so its image is not undistorted."
    assert runUntil(lambda: stream.info.notice == notice, 5), stream.info.notice
    with pytest.raises(SourceError, match="There are no pictures yet"):
        session.calibration.compute()
    session.calibration.begin(BOARD)
    session.calibration.compute()
    assert runUntil(lambda: session.calibration.run.message.startswith("0 pictures are not enough."), 10)
    stream.stop()
    with pytest.raises(SourceError, match="The camera is not running"):
        session.calibration.begin(BOARD)


def test_CameraIsKnownAgain(host):
    left = CameraName("Webcam", "046d:085e", "/dev/v4l/by-id/left")
    sources = {
        name: parseSource(str(camera))
        for name, camera in (
            ("left", left), ("moved", dataclasses.replace(left, path="/dev/video7")),
            ("right", dataclasses.replace(left, path="/dev/v4l/by-id/right")), ("other", CameraName("Endoscope")),
        )
    }  # fmt: skip
    assert Calibrations.calibrationsOf(sources["left"]) == ()
    Calibrations.keep(sources["left"], CAMERA)
    Calibrations.keep(sources["left"], CAMERA.scaled((1280, 960)))
    Calibrations.keep(sources["left"], dataclasses.replace(CAMERA, error=0.5))  # instead of the first
    assert {each.size: each.error for each in Calibrations.calibrationsOf(sources["left"])} == {
        (640, 480): 0.5, (1280, 960): None,
    }  # fmt: skip
    assert len(Calibrations.calibrationsOf(sources["moved"])) == 2
    assert Calibrations.calibrationsOf(sources["other"]) == ()
    Calibrations.keep(sources["right"], CAMERA)
    assert Calibrations.calibrationsOf(sources["moved"]) == ()  # it may be either
    network = parseSource("rtsp://user:secret@10.0.0.1/live")
    Calibrations.keep(network, CAMERA)
    files = list(Calibrations._folder().glob("*.json"))
    assert not any("secret" in path.name + path.read_text() for path in files)
    damaged = Calibrations._fileOf(Calibrations.identityOf(network))
    for text in ("", "[]", "{", '{"calibrations": 5}', '{"calibrations": [5, {}]}'):
        damaged.write_text(text)
        assert Calibrations.calibrationsOf(network) == ()


def test_SpacingIsMeasured_unlessTheBoardIsTilted(session, logic, tmp_path):
    image = SyntheticCamera(CAMERA.undistorted(), noise=2, samples=3).picture(scene(pose(BOARD.size, 400, 0, 20)))
    logic.start(writeFilm(tmp_path / "straight.mkv", [image] * 20, "ffv1", "bgr0", 15), loop=True)
    run = session.calibration.measureSpacing(BOARD)
    assert runUntil(lambda: not run.isActive, 15)
    assert session.parameterNode.spacing == pytest.approx(400 / 601.5, rel=0.003)
    assert len(session.processors) == 0
    for tilt, isRefused in ((2, False), (15, True), (40, True)):
        corners = projected(BOARD.points, pose(BOARD.size, 400, tilt, 20), CAMERA.undistorted())
        assert (spacingOf(BOARD, np.arange(54), corners)[1] > UNEVEN) == isRefused


def test_WholeRunInThePanel(panel, logic, withoutViews, film, tmp_path, monkeypatch, figures):
    import qt

    from CameraStreamLib.Shared.CalibrationFile import FORMATS, readCalibration

    ui = panel.calibrationSection._ui
    assert not ui.calibrateButton.enabled
    ui.calibrationCollapsibleButton.collapsed = False
    logic.start(film, loop=True)
    assert runUntil(lambda: ui.calibrateButton.enabled, 5)
    ui.calibrateButton.click()
    assert ui.calibrateButton.text == "Cancel"
    run = panel.session.calibration.run
    assert runUntil(lambda: len(run.pictures) >= 8, 25), ui.calibrationStatusLabel.text
    assert (run.pictures.pictures[0].pixels.shape, len(panel.session.processors)) == ((480, 640), 1)
    assert runUntil(lambda: "Error: 0.0" in ui.calibrationStatusLabel.text, 5), ui.calibrationStatusLabel.text
    ui.finishButton.click()
    assert not ui.calibrationProgressBar.isHidden()
    shares = []
    assert runUntil(lambda: shares.append(run.share) or not run.isComputing, 15), run.message
    assert shares[:-1] == sorted(shares[:-1])
    assert 0 < max(shares) < 1
    assert runUntil(lambda: "Calibrated. Error: 0.0" in ui.calibrationStatusLabel.text, 10)
    assert "0.0" in ui.pictureComboBox.itemText(0)
    assert len(panel.session.processors) == 0
    check(run.calibration, CAMERA)
    figures(f"{len(run.pictures)} pictures, RMS {run.calibration.error:.3f}. {run.reason} {run.doubts}")
    shown = ui.pictureViewLabel.pixmap.toImage()
    ui.pictureComboBox.currentIndex = 3
    assert ui.pictureViewLabel.pixmap.toImage() != shown
    count = len(run.pictures)
    ui.removePictureButton.click()
    assert len(run.pictures) == count - 1
    assert ui.finishButton.text == "Compute again"
    ui.finishButton.click()
    assert runUntil(lambda: f"in {count - 1} pictures" in ui.calibrationStatusLabel.text, 15)
    assert len(run.pictures.tilts) == 4
    covered = ui.coverageMapLabel.pixmap.toImage()
    assert (covered.width(), covered.height()) == (240, 180)

    assert runUntil(lambda: logic.stream.calibration.error == run.calibration.error, 5)
    logic.start(film, loop=True)  # it is found again
    runUntilFrames(logic.stream, 1)
    assert logic.stream.calibration == dataclasses.replace(run.calibration, camera=str(film))
    ui.undistortCheckBox.click()
    assert panel.session.parameterNode.undistort
    path = tmp_path / "camera.yaml"
    monkeypatch.setattr(qt.QFileDialog, "getSaveFileName", staticmethod(lambda *_: str(path)))
    monkeypatch.setattr(qt.QFileDialog, "getOpenFileName", staticmethod(lambda *_: str(path)))
    for index, kind in enumerate(FORMATS):
        ui.formatComboBox.currentIndex = index
        ui.exportButton.click()
        assert readCalibration(path).focalLength == run.calibration.focalLength, kind
        ui.importButton.click()
    path.write_text("nothing")
    ui.importButton.click()
    assert "is not a calibration" in panel.ui.statusLabel.text

    opened = []
    monkeypatch.setattr(qt.QDesktopServices, "openUrl", opened.append)
    path = tmp_path / "board.pdf"
    ui.boardComboBox.currentText = "Checkerboard"
    assert not ui.dictionaryComboBox.enabled
    ui.printButton.click()
    assert runUntil(lambda: opened, 10)
    assert path.read_bytes().startswith(b"%PDF")
    ui.squareSizeSpinBox.value = 60
    ui.printButton.click()
    assert runUntil(lambda: "too large for A4" in panel.ui.statusLabel.text, 10), panel.ui.statusLabel.text
    ui.boardColumnsSpinBox.value = 3
    ui.boardComboBox.currentText = "ChArUco"
    ui.markerSizeSpinBox.value = 60
    ui.printButton.click()
    assert "does not fit into a square" in panel.ui.statusLabel.text


def test_AutofocusIsOfferedToBeLocked(panel, logic, withoutViews, monkeypatch):
    """With a source that has one, in place of a camera."""
    original = PatternFile.TestPattern.__init__

    def withFocus(self, *arguments) -> None:
        original(self, *arguments)
        self._controls |= {"autoFocus": 1.0, "zoom": 1.0}

    monkeypatch.setattr(PatternFile.TestPattern, "__init__", withFocus)
    ui = panel.calibrationSection._ui
    ui.calibrationCollapsibleButton.collapsed = False
    assert ui.lockFocusButton.isHidden()
    stream = logic.start("testpattern:320x240", acquisition="in-process")
    assert runUntil(lambda: not ui.lockFocusButton.isHidden(), 5)
    zoom = "This camera can zoom: a calibration is valid for one zoom only."
    assert ui.focusLabel.text == f"Autofocus is on: a calibration is valid for one focus only. Lock it first. {zoom}"
    ui.lockFocusButton.click()
    assert runUntil(lambda: stream.info.controls["autoFocus"] == 0, 5)
    assert runUntil(lambda: ui.lockFocusButton.isHidden() and ui.focusLabel.text == zoom, 5)
