"""What a script, a view or a hanging process does to a camera: it is on or off, never half, and the GUI goes on."""

import itertools
import os
import signal
import threading
import time

import pytest
from conftest import captureProcesses, runUntilFrames, sliceLogic

import slicer

from CameraStreamLib.Shared.Errors import SourceError, fromData, join, toData
from CameraStreamLib.Shared.Settings import checkCrop
from Host.Application import REPOSITORY
from Host.EventLoop import holdGil, runUntil


def test_FrozenPanelTicksSeldom(panel, logic):
    from CameraStreamLib.Panel.Widget import LONGEST_TICK_MS

    stream = logic.start("testpattern:352x288@30", view="")
    runUntilFrames(stream, 8)
    stream.freeze()
    captured, intervals = stream.statistics.framesCaptured, set()
    runUntil(lambda: panel.timer.interval == LONGEST_TICK_MS, 1)

    def isOver() -> bool:
        intervals.add(panel.timer.interval)
        return stream.statistics.framesCaptured > captured + 10

    assert runUntil(isOver, 5)
    assert intervals == {LONGEST_TICK_MS}
    stream.freeze(False)
    runUntilFrames(stream, stream.statistics.framesShown + 2)


def test_TickWithinATickDoesNothing(logic):
    stream = logic.start("testpattern:352x288@60", view="")
    depths = [0]

    def onFrame(stream) -> None:
        depths.append(depths[-1] + 1)
        if depths[-1] < 3:
            holdGil(40)  # the timer and the next frame are due
            slicer.app.processEvents()
        depths.append(depths[-1] - 1)

    stream.addObserver(onFrame)
    runUntilFrames(stream, 5)
    assert max(depths) == 1


@pytest.fixture
def withoutRed(host):
    """Called, takes the Red view out of the application; it is back after the test."""
    logics = slicer.app.applicationLogic().GetSliceLogics()
    red = slicer.app.applicationLogic().GetSliceLogicByLayoutName("Red")
    yield lambda: logics.RemoveItem(red)
    if not logics.IsItemPresent(red):
        logics.AddItem(red)


def test_StopHoldsThoughTheViewIsGone(panel, logic, withoutRed):
    stream = logic.start("testpattern:352x288")
    runUntilFrames(stream, 1)
    withoutRed()
    stream.stop()
    assert stream.state.name == "STOPPED"
    assert panel.ui.startButton.text == "Start"
    with pytest.raises(SourceError, match="not a slice view"):
        logic.session().start()
    assert (logic.state.name, logic.isActive) == ("FAILED", False)
    assert runUntil(lambda: not captureProcesses(), 5)


def test_HangingProcessKeepsNobodyWaiting(logic):
    stream = logic.start("testpattern:352x288", view="")
    runUntilFrames(stream, 2)
    (process,) = captureProcesses()
    os.kill(process, signal.SIGSTOP)
    timer = threading.Timer(4, os.kill, (process, signal.SIGCONT))  # for what would wait for ever
    timer.start()
    start = time.perf_counter()
    for value in range(4000):  # more than a pipe holds
        stream.setControl("gain", value % 2 + 2)
    took = time.perf_counter() - start
    timer.cancel()
    timer.join()
    os.kill(process, signal.SIGCONT)
    assert took < 2
    assert runUntil(lambda: stream.info.controls.get("gain") == 3, 10)
    stream.setControl("gain", 1)
    assert runUntil(lambda: stream.info.controls.get("gain") == 1, 10)


def nodesOf(scene) -> set[str]:
    return {scene.GetNthNode(index).GetID() for index in range(scene.GetNumberOfNodes())}


@pytest.mark.parametrize("source", ["17", "testpattern:64x48"])
def test_StartThatFailsLeavesNothingInTheScene(panel, logic, monkeypatch, tmp_path, source):
    if source != "17":  # a Python that has no OpenCV
        program = tmp_path / "PythonSlicer"
        program.write_text("#!/bin/sh\nexit 3\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    before = nodesOf(slicer.mrmlScene)
    stream = logic.start(source)
    assert runUntil(lambda: stream.state.name == "FAILED", 15)
    assert nodesOf(slicer.mrmlScene) == before
    assert logic.getParameterNode().outputVolume is None
    assert panel.ui.statusLabel.text.startswith(stream.error)
    monkeypatch.undo()
    stream = logic.start("testpattern:64x48")
    runUntilFrames(stream, 1)
    logic.stop()
    assert stream.volumeNode.GetScene(), "the last image stays"


def test_CamerasHaveNamesOfTheirOwn(logic):
    """Although each 3D view has a node named "Camera"."""
    assert slicer.mrmlScene.GetFirstNodeByName("Camera").IsA("vtkMRMLCameraNode")
    names = [logic.getParameterNode().parameterNode.GetName()]
    names += [logic.addCamera().parameterNode.GetName() for _ in range(2)]
    assert names == ["Live camera", "Live camera 2", "Live camera 3"]
    assert logic.start("testpattern:64x48", view="").volumeNode.GetName() == "Live camera image"


@pytest.mark.parametrize("order", list(itertools.permutations(("Red", "Green", "Yellow"))))
def test_CameraGetsTheFirstFreeViewWhateverTheirOrder(logic, host, monkeypatch, order):
    monkeypatch.setattr(type(host.layoutManager), "sliceViewNames", lambda self: order)
    volume = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLScalarVolumeNode", "CT")
    slicer.app.applicationLogic().GetSliceLogicByLayoutName("Red").GetSliceCompositeNode().SetBackgroundVolumeID(
        volume.GetID()
    )
    assert [logic.getParameterNode().view] + [logic.addCamera().view for _ in range(3)] == [
        "Red", "Green", "Yellow", "Red"
    ]  # fmt: skip


def test_CameraGetsAViewThatTheLayoutShowsUnlessItWasChosen(panel, logic, host):
    sliceNode = sliceLogic("Green").GetSliceNode()
    sliceNode.SetMappedInLayout(False)
    try:
        second = logic.addCamera()
        assert second.view == "Yellow"
        second.view = "Green"
        panel.ui.parameterNodeSelector.setCurrentNode(second.parameterNode)
        assert logic.session(second.parameterNode).parameterNode.view == "Green"
    finally:
        sliceNode.SetMappedInLayout(True)


def test_SentenceIsTranslatedWhereItIsShown(panel, logic, monkeypatch):
    """One of the capture process, with its values; a wrong translation is not shown."""
    german = {
        ("Capture.Reader", "End of file: {count} frames."): "Das Ende der Datei: {count} Bilder.",
        ("Shared.Settings", "There is no backend"): "{nothing}",
    }
    monkeypatch.setattr("slicer.i18n.translate", lambda context, text: german.get((context, text), text))
    stream = logic.start(REPOSITORY / "CameraStream/Testing/Data/recording.avi", view="")
    assert runUntil(lambda: stream.state.name == "STOPPED", 10)
    assert stream.message == "End of file: 13 frames."
    assert runUntil(lambda: panel.ui.statusLabel.text == "Das Ende der Datei: 13 Bilder.", 2)


def test_SentenceKeepsItsTemplateAndValues(host):
    from CameraStreamLib.Camera.Translation import translated

    with pytest.raises(SourceError) as caught:
        checkCrop(7)
    text = join(caught.value.text, "", "Then start again.")
    assert str(caught.value).startswith("7 is not a valid crop. Enter left, top")
    assert (caught.value.text.context, caught.value.text.values["crop"]) == ("Shared.Settings", 7)
    again = fromData(toData(text))
    assert (again, translated(again)) == (str(text), str(text))
    assert again.endswith(" Then start again.")
    assert str(SourceError("It is broken.")) == translated(SourceError("It is broken.")) == "It is broken."
