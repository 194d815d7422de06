"""Sequences: frames in the scene with their times, within a limit of memory, from a camera or from a file."""

import numpy as np
import pytest
from conftest import runUntilFrames
from Recordings import writeVideo
from test_Recording import SOURCE, finish, numbersOf, record, rowsOf

import slicer

from CameraStreamLib.Shared import FrameStamp
from CameraStreamLib.Shared.Errors import SourceError
from Host.EventLoop import runUntil

pytestmark = pytest.mark.usefixtures("withoutViews")


def pixelsOf(volumeNode) -> np.ndarray:
    return np.array(slicer.util.arrayFromVolume(volumeNode))[0]


def stampsOf(sequenceNode) -> list[int]:
    nodes = [sequenceNode.GetNthDataNode(index) for index in range(sequenceNode.GetNumberOfDataNodes())]
    return [FrameStamp.read(pixelsOf(node))[0] for node in nodes]


def timesOf(sequenceNode) -> list[float]:
    return [float(sequenceNode.GetNthIndexValue(index)) for index in range(sequenceNode.GetNumberOfDataNodes())]


def importFile(path):
    """Make a sequence of a file, with the ticks that a timer would give."""
    from CameraStreamLib.Camera.SequenceImport import SequenceImport  # which needs the host

    imported = SequenceImport(path)

    def isOver() -> bool:
        imported.stream.update()
        return not imported.stream.state.isActive and not imported.stream.isReleasing

    assert runUntil(isOver, 10)
    return imported


def test_SequenceOfTheLiveImagePlays(logic):
    stream = logic.start(SOURCE, view="", acquisition="in-process")
    runUntilFrames(stream, 20)
    assert 1 < stream.sequenceMegabytesPerSecond < 30  # 0.3 MB at 60 frames/s
    shown, times = [], []
    recorder = stream.recordSequence()
    stream.addObserver(lambda stream: shown.append(FrameStamp.read(stream.frame.pixels)[0]))
    stream.addObserver(lambda stream: times.append(stream.frame.timestamp))
    assert runUntil(lambda: recorder.frames >= 20, 5)
    count = recorder.frames  # one more may come while the event loop ends
    assert recorder.megabytes == pytest.approx(count * 0.324, rel=0.01)
    browser = stream.stopSequence()
    sequence = browser.GetMasterSequenceNode()
    assert stampsOf(sequence) == shown[:count]
    np.testing.assert_allclose(timesOf(sequence), np.array(times[:count]) - times[0], atol=1e-5)
    assert (sequence.GetIndexName(), sequence.GetIndexUnit()) == ("time", "s")
    assert browser.GetPlaybackRateFps() == pytest.approx((count - 1) / (times[count - 1] - times[0]))
    proxy = browser.GetProxyNode(sequence)
    assert proxy is not stream.volumeNode
    browser.SetSelectedItemNumber(7)
    assert FrameStamp.read(pixelsOf(proxy))[0] == shown[7]
    runUntilFrames(stream, stream.statistics.framesShown + 3)  # the live image goes on, and the proxy stays
    assert FrameStamp.read(pixelsOf(proxy))[0] == shown[7]
    assert FrameStamp.read(pixelsOf(stream.volumeNode))[0] > shown[count - 1]
    assert sequence.GetNumberOfDataNodes() == count


def test_LimitOfMemoryEndsTheSequenceAndNotTheStream(logic):
    stream = logic.start(SOURCE, view="", acquisition="in-process")
    recorder = stream.recordSequence(limitMegabytes=2)
    with pytest.raises(SourceError, match="already"):
        stream.recordSequence()
    assert runUntil(lambda: not recorder.isActive, 5)
    assert "2 MB" in recorder.message
    assert recorder.frames == 6
    assert recorder.browserNode.GetNumberOfItems() == 6
    assert stream.state.name == "STREAMING"
    with pytest.raises(SourceError, match="MB"):
        stream.recordSequence(limitMegabytes=0)


def test_SequenceEndsWithItsStreamOrWithItsNodes(logic):
    stream = logic.start(SOURCE, view="", acquisition="in-process")
    recorder = stream.recordSequence()
    assert runUntil(lambda: recorder.frames > 2, 5)
    slicer.mrmlScene.RemoveNode(recorder.sequenceNode)
    assert runUntil(lambda: not recorder.isActive, 5)
    assert "deleted" in recorder.message
    assert slicer.mrmlScene.GetNumberOfNodesByClass("vtkMRMLSequenceBrowserNode") == 0
    recorder = stream.recordSequence()
    assert runUntil(lambda: recorder.frames > 2, 5)
    slicer.mrmlScene.RemoveNode(recorder.browserNode)
    assert runUntil(lambda: not recorder.isActive, 5)
    assert recorder.sequenceNode.GetScene() is slicer.mrmlScene, "what was recorded is not lost with its browser"
    recorder = stream.recordSequence()
    assert runUntil(lambda: recorder.frames > 2, 5)
    logic.stop()
    assert runUntil(lambda: not stream.isReleasing, 5)
    assert stream.stopSequence().GetNumberOfItems() == recorder.frames


def test_ItemsLieWhereTheTransformHadThem(logic):
    stream = logic.start(SOURCE, view="", acquisition="in-process")
    runUntilFrames(stream, 1)
    transform = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLLinearTransformNode")
    shift = np.eye(4)
    shift[:3, 3] = 5, 6, 7
    transform.SetMatrixTransformToParent(slicer.util.vtkMatrixFromArray(shift))
    stream.volumeNode.SetAndObserveTransformNodeID(transform.GetID())
    recorder = stream.recordSequence()
    assert runUntil(lambda: recorder.frames > 1, 5)
    stream.stopSequence()
    item = recorder.sequenceNode.GetNthDataNode(0)
    np.testing.assert_allclose(np.subtract(item.GetOrigin(), stream.volumeNode.GetOrigin()), (5, 6, 7))


def test_ImportWhoseVolumeIsDeletedKeepsWhatItHas(logic, tmp_path):
    path = tmp_path / "film.mkv"
    finish(record(logic, path, frames=60))
    logic.stop()
    imported = logic.toSequence(path)
    assert runUntil(lambda: imported._recorder.frames > 3, 10)
    slicer.mrmlScene.RemoveNode(imported._node)
    assert runUntil(lambda: not imported.isActive, 10)
    assert "deleted" in imported.message
    assert imported.browserNode.GetNumberOfItems() == imported._recorder.frames


def test_RecordingBecomesASequence(logic, tmp_path):
    path = tmp_path / "film.mkv"
    finish(record(logic, path, frames=20))
    logic.stop()
    imported = importFile(path)
    sequence = imported.browserNode.GetMasterSequenceNode()
    assert imported.message == ""
    assert stampsOf(sequence) == numbersOf(path)
    times = np.array([float(row["time"]) for row in rowsOf(path)])
    np.testing.assert_allclose(timesOf(sequence), times - times[0], atol=2e-6)
    imported.browserNode.SetSelectedItemNumber(3)
    assert FrameStamp.read(pixelsOf(imported.browserNode.GetProxyNode(sequence)))[0] == numbersOf(path)[3]
    assert sequence.GetSaveWithScene()
    volumes = slicer.util.getNodesByClass("vtkMRMLVectorVolumeNode")
    assert not [node for node in volumes if node.GetHideFromEditors()]


def test_ImportStopsAtTheEndOfAFileThatWasCutOff(logic, tmp_path):
    path = writeVideo(tmp_path / "film.mkv", count=30, rate=30)
    path.write_bytes(path.read_bytes()[:-3000])
    imported = importFile(path)
    stamps = stampsOf(imported.browserNode.GetMasterSequenceNode())
    assert len(stamps) > 10
    assert stamps == list(range(1, len(stamps) + 1))


def test_ImportWithoutALimitLeavesNoVolume(logic, tmp_path):
    path = writeVideo(tmp_path / "film.mkv", count=3, rate=30)
    for limit in (0, None, "x", float("nan")):
        with pytest.raises(SourceError, match="MB is not a valid memory limit"):
            logic.toSequence(path, limit)
    assert slicer.mrmlScene.GetNumberOfNodesByClass("vtkMRMLVolumeNode") == 0


def test_SequenceOfACameraThatIsOffIsRefused(logic):
    stream = logic.start(SOURCE, view="", acquisition="in-process")
    logic.stop()
    with pytest.raises(SourceError, match="Press Start first"):
        stream.recordSequence()
    assert slicer.mrmlScene.GetNumberOfNodesByClass("vtkMRMLSequenceNode") == 0


def test_WhatIsNoVideoIsSaid(logic, tmp_path):
    with pytest.raises(SourceError, match="not a video file"):
        importFile("testpattern")
    (tmp_path / "film.mkv").write_text("rubbish")
    imported = importFile(tmp_path / "film.mkv")
    assert "not a readable video" in imported.message
    assert imported.browserNode is not None
    assert slicer.mrmlScene.GetNumberOfNodesByClass("vtkMRMLSequenceNode") == 0
