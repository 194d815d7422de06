"""The panel's recording: to a file, the last seconds, to a sequence; and a file that is played back and forth."""

import csv
import shutil

import pytest
from conftest import runUntilFrames
from Recordings import writeVideo
from test_Panel import clickStart, typeSource

import slicer

from CameraStreamLib.Shared import FrameStamp
from Host.EventLoop import runUntil
from Host.Hands import pressKey, turnWheel


@pytest.fixture
def streaming(panel, logic, tmp_path):
    """A camera that runs, and a panel that records into an empty folder."""
    panel.ui.recordingFolderLineEdit.currentPath = str(tmp_path)
    typeSource(panel, "testpattern:352x288")
    clickStart(panel)
    runUntilFrames(logic.stream, 1)
    panel.updateGUIFromLogic()
    return logic.stream


def test_RecordButtonIsRedWithTheTimeWhileItRecords(panel, logic, tmp_path):
    button = panel.ui.recordButton
    panel.ui.recordingFolderLineEdit.currentPath = str(tmp_path)
    assert (button.enabled, button.text) == (False, "Record")
    stream = logic.start("testpattern:352x288", acquisition="in-process")
    assert not button.enabled, "before there is an image"
    runUntilFrames(stream, 1)
    assert runUntil(lambda: button.enabled, 5)
    button.click()
    assert (button.text, button.checked) == ("0:00", True), "at once"
    color = button.grab().toImage().pixelColor(4, 4)
    assert color.red() > 2 * max(color.green(), color.blue())
    assert runUntil(lambda: button.text == "0:01", 5)
    button.click()
    assert runUntil(lambda: (button.text, button.checked) == ("Record", False), 10)


def test_WhatIsWrongWithARecordingIsSeenWhileTheSectionIsFolded(panel, streaming, tmp_path):
    ui = panel.ui
    folder = tmp_path / "folder"
    folder.mkdir()
    ui.recordingFolderLineEdit.currentPath = str(folder)
    ui.recordButton.click()
    assert runUntil(lambda: streaming.recording.frames > 2, 10)
    assert ui.recordingWarningLabel.isHidden()
    while folder.exists():  # a file may be written while it is emptied
        shutil.rmtree(folder, ignore_errors=True)
    assert runUntil(lambda: not ui.recordingWarningLabel.isHidden(), 10)
    assert str(folder.name) in ui.recordingWarningLabel.text
    assert not ui.recordButton.checked
    assert ui.recordingWarningLabel.text not in ui.recordingStatusLabel.text


def test_FolderIsRememberedOnceSomethingIsRecordedIntoIt(panel, streaming, tmp_path):
    panel.ui.recordingFolderLineEdit.currentPath = "/no/such/folder"
    panel.ui.recordButton.click()
    panel.ui.recordingFolderLineEdit.currentPath = str(tmp_path)
    panel.ui.recordButton.click()
    assert runUntil(lambda: streaming.recording.frames > 2, 10)
    panel.ui.recordButton.click()
    assert runUntil(lambda: not streaming.recording.isActive, 10)
    another = slicer.util.loadUI(panel.resourcePath("UI/CameraStream.ui"))  # as at the next start of Slicer
    assert slicer.util.findChild(another, "recordingFolderLineEdit").currentPath == str(tmp_path)


def test_RecordWritesEveryFrameToAFileNamedAfterTheCamera(panel, logic, streaming, tmp_path):
    ui = panel.ui
    ui.recordButton.click()
    assert runUntil(lambda: streaming.recording.frames > 15, 10)
    panel.updateGUIFromLogic()
    assert ui.recordButton.checked
    assert not ui.codecComboBox.enabled
    assert "frames, 0 lost" in ui.recordingStatusLabel.text
    ui.recordButton.click()
    (path,) = tmp_path.glob("Live camera 20*.mkv")
    assert f'Recorded to "{path}"' in ui.statusLabel.text
    assert runUntil(lambda: not streaming.recording.isActive, 10)
    with open(f"{path}.csv", newline="") as file:
        assert len(list(csv.DictReader(file))) == streaming.recording.frames
    logic.stop()
    replay = logic.start(str(path))
    assert runUntil(lambda: replay.state.name == "STOPPED", 15)
    assert replay.statistics.framesCaptured == streaming.recording.frames


@pytest.mark.parametrize(
    ("folder", "words"),
    [
        ("/no/such/folder", 'no folder "/no/such/folder"'),
        ("~no-such-user/films", "does not name a user"),
        (f"/tmp/{300 * 'x'}/films", "cannot be written to"),
    ],
)
def test_WrongFolderGetsASentence(panel, streaming, folder, words):
    panel.ui.recordingFolderLineEdit.currentPath = folder
    panel.ui.recordButton.click()
    assert words in panel.ui.statusLabel.text
    assert not panel.ui.recordButton.checked
    assert runUntil(lambda: streaming.state.name == "STREAMING", 5)


def test_LastSecondsAreKeptAndSaved(panel, streaming, tmp_path):
    ui = panel.ui
    assert not ui.saveLastButton.enabled
    ui.keepSpinBox.value = 2
    ui.codecComboBox.setCurrentIndex(1)
    panel.updateGUIFromLogic()
    captured = streaming.statistics.framesCaptured
    assert runUntil(lambda: streaming.statistics.framesCaptured > captured + 20, 10)
    ui.saveLastButton.click()
    assert runUntil(lambda: streaming.saved and not streaming.saved.isActive, 10)
    assert streaming.saved.frames >= 15
    assert len(list(tmp_path.glob("Live camera * last.avi"))) == 1


def test_SequenceIsCompleteWhenTheFilmEnds(panel, logic, tmp_path):
    """However soon after the last frame its capture has ended."""
    stream = logic.start(str(writeVideo(tmp_path / "film.mkv", 12, 30)))
    runUntilFrames(stream, 1)
    panel.updateGUIFromLogic()
    panel.ui.sequenceButton.click()
    assert runUntil(lambda: not panel.timer.isActive(), 10)
    assert not stream.sequenceRecorder.isActive
    assert stream.sequenceRecorder.browserNode.GetNumberOfItems() == stream.sequenceRecorder.frames > 5
    assert not panel.ui.sequenceButton.checked
    assert panel.ui.recordingStatusLabel.text == ""


def test_SequenceIsCompleteAfterStop(panel, streaming):
    panel.ui.sequenceButton.click()
    assert runUntil(lambda: streaming.sequenceRecorder.frames > 3, 5)
    panel.ui.startButton.click()
    streaming._capture._process.wait()  # it may end before the next tick
    assert runUntil(lambda: not panel.timer.isActive(), 5)
    assert streaming.sequenceRecorder.browserNode.GetNumberOfItems() == streaming.sequenceRecorder.frames


def test_SequenceIsRecordedWithinItsLimit(panel, logic, streaming):
    ui = panel.ui
    assert runUntil(lambda: "MB of memory per second" in ui.recordingStatusLabel.text, 5)
    ui.sequenceLimitSpinBox.value = 3  # 352 x 288 x 3 bytes: nine frames
    ui.sequenceButton.click()
    assert runUntil(lambda: not streaming.sequenceRecorder.isActive, 10)
    panel.updateGUIFromLogic()
    assert "limit of 3 MB" in ui.recordingStatusLabel.text
    assert not ui.sequenceButton.checked
    (browser,) = slicer.util.getNodesByClass("vtkMRMLSequenceBrowserNode")
    assert browser.GetNumberOfItems() == 9
    assert streaming.state.name == "STREAMING"


def test_FileIsPausedSteppedAndSearched(panel, logic, tmp_path):
    ui = panel.ui
    ui.replayWidget.visible = True
    stream = logic.start(str(writeVideo(tmp_path / "film.mkv", 200, 30)))
    assert runUntil(lambda: not ui.replayWidget.isHidden() and "of 200" in ui.positionLabel.text, 5)
    runUntilFrames(stream, 1)

    def shown() -> int:
        return FrameStamp.read(stream.frame.pixels)[0]

    ui.pauseButton.click()
    # The frame that was read last before the pause is shown at the next tick.
    assert runUntil(lambda: stream.position.isPaused and stream.position.frame == shown(), 5)
    number = shown()
    ui.stepButton.click()
    assert runUntil(lambda: shown() == number + 1, 5)
    ui.stepBackButton.click()
    assert runUntil(lambda: shown() == number, 5)
    for key, number in (("End", 200), ("PageDown", 190), ("Left", 189)):
        pressKey(ui.positionSlider, key)
        assert runUntil(lambda number=number: shown() == number, 5)
    turnWheel(ui.positionSlider, 120)
    ui.stepButton.click()
    assert runUntil(lambda: shown() == number + 1, 5), "the wheel has changed nothing"
    ui.positionSlider.sliderDown = True
    ui.positionSlider.setSliderPosition(150)  # as the mouse drags it
    ui.positionSlider.sliderDown = False
    assert runUntil(lambda: shown() == 150, 5)
    logic.stop()
    assert ui.replayWidget.isHidden()


def test_ConsoleMakesASequenceOfAFile(panel, logic, tmp_path):
    with pytest.raises(ValueError, match="not a video file"):
        logic.toSequence("testpattern")
    made = logic.toSequence(writeVideo(tmp_path / "film.mkv", 20, 25))
    assert panel.timer.isActive()
    assert runUntil(lambda: not made.isActive, 20)
    assert made.message == ""
    assert made.browserNode.GetNumberOfItems() == 20
    assert made.browserNode.GetMasterSequenceNode().GetNthIndexValue(19) == pytest.approx("0.760000")


def test_CropOfARecordingThatIsPlayedMeansTheCamerasPixels(logic, tmp_path):
    stream = logic.start("testpattern:352x288", crop=(100, 60, 200, 150))
    runUntilFrames(stream, 1)
    stream.record(tmp_path / "film.mkv")
    assert runUntil(lambda: stream.recording.frames > 3, 10)
    logic.stop()
    assert runUntil(lambda: not stream.recording.isActive, 10)
    logic.getParameterNode().source = str(tmp_path / "film.mkv")
    film = logic.start(parameterNode=logic.getParameterNode())
    runUntilFrames(film, 1)
    assert (film.frame.offset, film.frame.pixels.shape, film.frame.sourceSize) == ((100, 60), (150, 200, 3), (352, 288))
    film.setCrop((150, 100, 50, 400))
    assert runUntil(lambda: film.frame.offset == (150, 100), 5) or film.state.name == "STOPPED"


def test_StopRightAfterRecordIsNoCrash(logic, tmp_path):
    stream = logic.start("testpattern:352x288")
    runUntilFrames(stream, 1)
    stream.record(tmp_path / "film.mkv")
    logic.stop()
    assert runUntil(lambda: not stream.recording.isActive, 10)
    assert "unexpectedly" not in stream.recording.message
    assert runUntil(lambda: not logic.needsUpdate, 10)


def test_CameraNameThatIsNoFileNameIsRecorded(panel, logic, streaming, tmp_path):
    logic.getParameterNode().parameterNode.SetName("Probe 1/2: left?")
    panel.ui.recordButton.click()
    assert runUntil(lambda: streaming.recording and streaming.recording.frames > 2, 10)
    assert len(list(tmp_path.glob("Probe 1-2- left- 20*.mkv"))) == 1
    panel.ui.recordButton.click()
    assert runUntil(lambda: not streaming.recording.isActive, 10)
