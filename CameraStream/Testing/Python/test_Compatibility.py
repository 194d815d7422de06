"""What the version of November 2026 wrote, and what scripts for it say, still work: Testing/Data was made by it."""

import pytest
from conftest import runUntilFrames

import slicer

from CameraStreamLib.Shared.CaptureInfo import CaptureInfo
from CameraStreamLib.Shared.RecordingFile import readRows, readSide
from Host.Application import REPOSITORY
from Host.EventLoop import runUntil

DATA = REPOSITORY / "CameraStream" / "Testing" / "Data"


def test_RecordingPlaysAtItsTimesAndPlacement(logic):
    path = DATA / "recording.avi"
    (rows, _), (side, _), times = readRows(path), readSide(path), []
    stream = logic.start(path, view="")
    stream.addObserver(lambda stream: times.append(stream.position.seconds))
    runUntilFrames(stream, 1)
    assert (stream.frame.offset, stream.frame.sourceSize) == ((10, 8), (96, 80))
    assert stream.info.placement.spacing == [0.5, 0.5, 0.5]
    assert stream.volume.sourceToRAS().tolist() == side["place"]["ijkToRAS"]
    assert runUntil(lambda: stream.state.name == "STOPPED", 10)
    assert (len(times), len(rows)) == (13, 13)
    assert times[-1] == pytest.approx(rows[-1].time - rows[0].time, abs=0.2)


def test_SceneHasItsSettings(panel, logic):
    slicer.mrmlScene.SetURL(str(DATA / "scene.mrml"))
    assert slicer.mrmlScene.Import()
    parameterNode = logic.getParameterNode()
    assert parameterNode.source == "testpattern:96x80@8"
    assert (parameterNode.view, parameterNode.rotation, parameterNode.spacing) == ("Green", 90, 0.5)
    assert (parameterNode.flip, parameterNode.interpolate) == (True, False)
    assert logic.session().cropRectangle() == (10, 8, 64, 60)
    stream = logic.start()
    runUntilFrames(stream, 1)
    assert stream.statistics.size == (64, 60)


def test_SettingsHaveTheirOldNames(logic):
    with pytest.deprecated_call(match="mirror is now called flip"):
        logic.start("testpattern:96x80@8", view="", mirror=True)
    parameterNode = logic.getParameterNode()
    with pytest.deprecated_call():
        assert parameterNode.mirror
    with pytest.deprecated_call():
        parameterNode.smooth = False
    assert (parameterNode.flip, parameterNode.interpolate, parameterNode.grayscale) == (True, False, False)


def test_InformationIsThereByItsOldNames():
    info = CaptureInfo(publishing={"address": "127.0.0.1:18944"}, controls={"gain": 2.0})
    assert (info["controls"], info.get("granted"), info.get("notice", "none")) == ({"gain": 2.0}, None, "none")
    with pytest.deprecated_call():
        assert info["publish"]["address"] == "127.0.0.1:18944"
    with pytest.deprecated_call():
        assert info.get("publish") == info.get("publishing")
