"""Starts, stops, losses and endings; nothing of them may freeze the GUI or leave a camera on."""

import math
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
import vtk
from conftest import runningCaptures, runUntilFrames, sliceLogic
from Recordings import writeVideo

import slicer

from CameraStreamLib.Shared import FrameStamp
from CameraStreamLib.Shared.Errors import SourceError
from CameraStreamLib.Shared.Frame import Frame
from CameraStreamLib.Volume.FrameVolume import PREPARE_BYTES, FrameVolume
from Host.EventLoop import runUntil
from Host.Measurement import CALLS

BLOCK_MS = 100
"""What a call may take of the GUI thread at most, ms: less than a person feels as a hang."""


def timed(function, *arguments) -> float:
    """How long a call keeps the GUI thread, ms."""
    start = time.perf_counter()
    function(*arguments)
    return 1000 * (time.perf_counter() - start)


def test_NothingOpensBeforeStart(panel, logic):
    assert runUntil(lambda: not logic.cameraFinder.isSearching, 20)
    runUntil(lambda: False, 0.3)
    assert logic.stream is None
    assert runningCaptures() == []
    assert not panel.timer.isActive()


def test_StartPressedTwiceIsStartAndStop(panel, logic):
    panel.ui.sourceComboBox.setEditText("testpattern:640x480")
    panel.ui.startButton.click()
    assert logic.isActive
    panel.ui.startButton.click()
    assert not logic.isActive
    assert runUntil(lambda: not panel.timer.isActive(), 5), "once the source is released"


def test_StartTwiceFromTheConsoleLeavesOneStream(logic, acquisition):
    first = logic.start("testpattern:640x480", acquisition=acquisition)
    second = logic.start("testpattern:640x480", acquisition=acquisition)
    runUntilFrames(second, 2)
    assert first.state.name == "STOPPED"
    assert first.volumeNode is second.volumeNode
    assert runUntil(lambda: len(runningCaptures()) == 1, 5)


def test_StopTwiceIsNoError(logic, acquisition):
    stream = logic.start("testpattern:640x480", acquisition=acquisition)
    runUntilFrames(stream, 1)
    stream.stop()
    stream.stop()
    logic.stop()
    assert stream.state.name == "STOPPED"
    assert stream.error == ""


def test_StartedAndStoppedManyTimes(logic):
    for _ in range(20):
        stream = logic.start("testpattern:640x480", view="", acquisition="in-process")
        runUntilFrames(stream, 1)
        logic.stop()
    assert slicer.mrmlScene.GetNumberOfNodesByClass("vtkMRMLVectorVolumeNode") == 1


def test_StopReleasesTheCameraThoughSlicerIdles(panel, logic, acquisition):
    """The thread needs Python's lock to close the source, which an idle Slicer keeps: the timer goes on till then."""
    stream = logic.start("testpattern:640x480", view="", acquisition=acquisition)
    runUntilFrames(stream, 1)
    logic.stop()
    assert panel.timer.isActive() or not stream.isReleasing  # a process may have ended by now
    start = time.monotonic()
    assert runUntil(lambda: not runningCaptures(), 5)
    assert time.monotonic() - start < 0.5
    assert runUntil(lambda: not panel.timer.isActive(), 5)


def test_StopFromAnObserverOfTheNodeHolds(logic):
    stream = logic.start("testpattern:640x480", view="")
    node = stream.volumeNode
    tag = node.AddObserver(slicer.vtkMRMLVolumeNode.ImageDataModifiedEvent, lambda caller, event: logic.stop())
    assert runUntil(lambda: stream.state.name == "STOPPED", 10)
    runUntil(lambda: False, 0.3)
    assert stream.state.name == "STOPPED"
    node.RemoveObserver(tag)


def test_LastImageStaysAfterStop(logic, redView):
    stream = logic.start("testpattern:640x480")
    runUntilFrames(stream, 1)
    stream.stop()
    assert redView.pixels().any()
    assert sliceLogic("Red").GetSliceCompositeNode().GetBackgroundVolumeID() == stream.volumeNode.GetID()


def test_FreezeAndStopCopyNothing(logic, acquisition):
    """New memory for a frame of 4K takes 60 ms, and the button is pressed on the GUI thread."""
    stream = logic.start("testpattern:640x480", view="", acquisition=acquisition)
    runUntilFrames(stream, 2)
    memory = slicer.util.arrayFromVolume(stream.volumeNode).ctypes.data

    def isShared() -> bool:
        image = slicer.util.arrayFromVolume(stream.volumeNode)
        return image.ctypes.data == memory and np.shares_memory(stream.frame.pixels, image)

    stream.freeze()
    assert isShared()
    number = FrameStamp.read(stream.frame.pixels)[0]
    captured = stream.statistics.framesCaptured
    assert runUntil(lambda: stream.statistics.framesCaptured > captured + 5, 5)
    assert FrameStamp.read(stream.frame.pixels)[0] == number
    stream.freeze(False)
    runUntilFrames(stream, stream.statistics.framesShown + 2)
    stream.stop()
    assert isShared(), "not in other memory since the freeze"
    last = stream.frame.pixels
    number = FrameStamp.read(last)[0]
    second = logic.start("testpattern:640x480", view="", acquisition=acquisition)
    runUntilFrames(second, 2)
    assert second.volumeNode is stream.volumeNode
    assert FrameStamp.read(last)[0] == number, "the next stream writes elsewhere"


def test_StopHoldsWhateverAScriptDidToTheVolume(logic):
    stream = logic.start("testpattern:640x480", view="")
    runUntilFrames(stream, 2)
    stream.freeze()
    stream.volumeNode.SetAndObserveImageData(vtk.vtkImageData())
    stream.stop()
    assert stream.state.name == "STOPPED"
    assert FrameStamp.read(stream.frame.pixels)


def test_MemoryForLargeFramesIsTakenInParts(host):
    pixels = np.full((1080, 1920, 3), 7, np.uint8)
    volume = FrameVolume(slicer.mrmlScene.AddNewNodeByClass("vtkMRMLVectorVolumeNode"))
    parts = 0
    while volume.prepare(pixels):
        parts += 1
    assert parts == math.ceil(pixels.nbytes / PREPARE_BYTES)
    assert volume.node.GetImageData() is None, "nothing to see before there is a frame"
    assert volume.write(Frame(pixels, 1, 0.0, (0, 0), (1920, 1080)))
    assert (volume.pixels == 7).all()
    assert not volume.prepare(pixels)


def test_StreamGoesOnInAnotherModule(panel, logic):
    stream = logic.start("testpattern:640x480")
    runUntilFrames(stream, 1)
    panel.parent.exit()
    shown = stream.statistics.framesShown
    runUntilFrames(stream, shown + 3)
    panel.parent.enter()
    assert panel.ui.startButton.text == "Stop"
    assert panel.ui.sourceComboBox.currentText == "testpattern:640x480"


def test_ClosingTheSceneStopsAndForgets(panel, logic, acquisition):
    stream = logic.start("testpattern:640x480", acquisition=acquisition)
    runUntilFrames(stream, 1)
    slicer.mrmlScene.Clear(False)
    assert stream.state.name == "STOPPED"
    assert logic.stream is None
    assert slicer.mrmlScene.GetNumberOfNodesByClass("vtkMRMLVectorVolumeNode") == 0
    assert runUntil(lambda: not panel.timer.isActive(), 5), "once the source is released"
    stream = logic.start("testpattern:640x480", acquisition=acquisition)
    runUntilFrames(stream, 1)


def test_ClosingTheSceneWhileAnotherModuleIsShown(panel, logic):
    logic.start("testpattern:640x480")
    panel.parent.exit()
    slicer.mrmlScene.Clear(False)
    panel.parent.enter()
    assert panel.ui.startButton.text == "Start"


def test_DeletingTheVolumeStopsWithAMessage(panel, logic, acquisition):
    stream = logic.start("testpattern:640x480", acquisition=acquisition)
    runUntilFrames(stream, 1)
    slicer.mrmlScene.RemoveNode(stream.volumeNode)
    assert runUntil(lambda: stream.state.name == "STOPPED", 5)
    assert "deleted" in panel.ui.statusLabel.text
    assert logic.getParameterNode().outputVolume is None
    stream = logic.start("testpattern:640x480", acquisition=acquisition)
    runUntilFrames(stream, 1)
    assert stream.volumeNode.GetScene()


def test_ReloadStopsAndWorksAgain(libraryAsBefore, panel, logic):
    stream = logic.start("testpattern:640x480")
    runUntilFrames(stream, 1)
    panel.onReload()
    assert stream.state.value == "Stopped"
    assert panel.timer is None
    reloaded = slicer.util.getModuleWidget("CameraStream")
    assert reloaded is not panel
    assert not reloaded.logic.isActive, "nothing but Start turns a camera on"
    assert type(reloaded) is not type(panel), "the library is loaded anew too"
    assert sys.modules["CameraStreamLib.Camera.Stream"].Stream is not type(stream)
    stream = slicer.util.getModuleLogic("CameraStream").start("testpattern:640x480")
    runUntilFrames(stream, 1)


def test_CleanupMayRunTwice(panel, logic):
    stream = logic.start("testpattern:640x480")
    runUntilFrames(stream, 1)
    panel.cleanup()
    panel.cleanup()
    assert stream.state.name == "STOPPED"


def test_SlowOpenDoesNotBlockAndCanBeStopped(panel, logic, networkCamera, acquisition):
    panel.ui.acquisitionComboBox.currentText = acquisition
    panel.ui.sourceComboBox.setEditText(networkCamera.url("silent"))
    assert timed(panel.ui.startButton.click) < BLOCK_MS
    runUntil(lambda: False, 0.5)
    assert logic.state.name == "OPENING", logic.error
    assert "Opening" in panel.ui.statusLabel.text
    assert timed(panel.ui.startButton.click) < BLOCK_MS
    assert logic.state.name == "STOPPED"
    stream = logic.start("testpattern:640x480", acquisition=acquisition)
    runUntilFrames(stream, 2)


def test_StalledSourceIsShownAsOldAndStopsAtOnce(panel, logic, networkCamera, acquisition):
    stream = logic.start(networkCamera.url("half"), acquisition=acquisition)
    assert runUntil(lambda: stream.state.name == "STALLED", 15)
    assert "old" in panel.ui.statusLabel.text
    assert "old" in stream.error
    assert timed(stream.stop) < BLOCK_MS


def test_LostCameraComesBackByItself(panel, logic, switchedCamera, acquisition):
    camera = switchedCamera()
    stream = logic.start(camera.url("live"), acquisition=acquisition)
    runUntilFrames(stream, 5)
    camera.kill()
    assert runUntil(lambda: stream.state.name == "RECONNECTING", 15)
    assert runUntil(lambda: "Reconnecting" in panel.ui.statusLabel.text, 2), "at the next tick"
    shown = stream.statistics.framesShown
    switchedCamera(camera.port)
    runUntilFrames(stream, shown + 5)
    assert stream.state.name == "STREAMING"
    assert stream.error == ""


def test_CameraThatEndsItsStreamIsOpenedAgain(logic, networkCamera, acquisition):
    states = set()
    stream = logic.start(networkCamera.url("live?count=10"), view="", acquisition=acquisition)
    stream.addObserver(lambda stream: states.add(stream.state))
    runUntilFrames(stream, 25)
    assert stream.state.isActive


def test_GarbageBetweenFramesIsPassedOver(logic, networkCamera):
    stream = logic.start(networkCamera.url("garbage"), view="", acquisition="in-process")
    runUntilFrames(stream, 10)
    assert stream.state.isActive


def test_GuiIsNeverBlocked(panel, logic, networkCamera):
    """The first frame makes nodes and fits the view; from then on no call is long."""
    stream = logic.start(networkCamera.url("live?width=1280&height=720"))
    runUntilFrames(stream, 3)
    CALLS.milliseconds.clear()
    runUntilFrames(stream, 20)
    assert max(CALLS.milliseconds) < BLOCK_MS


def test_ObserverIsCalledWithTheNodeUpToDate(logic):
    seen = []

    def onFrame(stream):
        image = slicer.util.arrayFromVolume(stream.volumeNode)[0]
        seen.append((image == stream.frame.pixels).all())

    stream = logic.start("testpattern:640x480")
    stream.addObserver(onFrame)
    runUntilFrames(stream, 5)
    stream.removeObserver(onFrame)
    count = len(seen)
    runUntilFrames(stream, 8)
    assert len(seen) == count
    assert all(seen)


def test_ObserverThatFailsIsRemovedAndTheStreamGoesOn(logic, caplog):
    def onFrame(stream):
        raise ZeroDivisionError("of the user")

    stream = logic.start("testpattern:640x480")
    stream.addObserver(onFrame)
    runUntilFrames(stream, 5)
    assert stream.state.name == "STREAMING"
    assert caplog.text.count("observer failed") == 1
    caplog.clear()  # its traceback holds the frame


def test_ObserverOfTheLogicThatFailsIsLoggedAndTheCameraGoesOn(logic, caplog):
    def onChange():
        raise ZeroDivisionError("of the user")

    logic.addObserver(onChange)
    stream = logic.start("testpattern:352x288", acquisition="in-process")
    runUntilFrames(stream, 2)
    logic.stop()
    assert "observer of the logic failed" in caplog.text


def test_StreamIsStartedOnce(logic):
    stream = logic.start("testpattern:352x288", acquisition="in-process")
    with pytest.raises(SourceError, match="started only once"):
        stream.start()
    runUntilFrames(stream, 1)
    stream.stop()
    with pytest.raises(SourceError, match="started only once"):
        stream.start()
    assert stream.state.name == "STOPPED"


def test_FreezeIsTrueOrFalseAndDoesNothingAfterTheEnd(logic):
    stream = logic.start("testpattern:352x288", acquisition="in-process")
    runUntilFrames(stream, 1)
    stream.freeze("yes")
    assert stream.isFrozen is True
    stream.freeze(0)
    assert stream.isFrozen is False
    stream.stop()
    stream.freeze()
    assert stream.isFrozen is False


def test_OneLogLineForAFailure(logic, networkCamera, caplog, acquisition):
    stream = logic.start(networkCamera.url("nothing"), acquisition=acquisition)
    assert runUntil(lambda: stream.state.name == "FAILED", 15)
    runUntil(lambda: False, 0.3)
    assert len(caplog.records) == 1


SCRIPT = """
from Host.Application import Host
host = Host()
host.loadModule()
import slicer
from Host.EventLoop import runUntil
stream = slicer.util.getModuleLogic("CameraStream").start({source!r}, acquisition={acquisition!r})
assert runUntil(lambda: stream.statistics.framesShown > 2, 20), stream.message
print("streaming", flush=True)
{ending}
"""


CLEANUP = "slicer.modules.CameraStreamWidget.cleanup()"
NO_STOP = "pass  # a script that never stops its stream"
KILLED = "runUntil(lambda: False, 600)"


@pytest.mark.parametrize(
    ("ending", "acquisition"),
    [(CLEANUP, "process"), (NO_STOP, "process"), (KILLED, "process"), (NO_STOP, "in-process")],
    ids=["cleanup", "no stop", "killed", "no stop, in-process"],
)
def test_ApplicationEndsWithItsCamera(ending, acquisition, networkCamera, application):
    """Exit with and without cleanup, and SIGKILL: the process ends, quickly and without a crash."""
    code = SCRIPT.format(source=networkCamera.url("live"), acquisition=acquisition, ending=ending)
    with subprocess.Popen(stdout=subprocess.PIPE, **application(code)) as process:
        assert process.stdout.readline() == b"streaming\n"
        if ending == KILLED:
            process.kill()
            assert process.wait(10) == -signal.SIGKILL
        else:
            assert process.wait(10) == 0


def test_FileMayEndWhileTheGuiIsBusy(logic, tmp_path, acquisition):
    from Host.EventLoop import holdGil

    stream = logic.start(writeVideo(tmp_path / "film.mkv", count=5, rate=30), view="", acquisition=acquisition)
    holdGil(500)
    assert runUntil(lambda: stream.state.name == "STOPPED", 15)
    assert stream.frame.number == 5
    assert "End of file" in stream.message


def test_TimerTicksWhenAFrameIsDue(panel, logic, acquisition):
    """Rarely between two frames, but no frame waits for long; a thread needs its ticks all the time."""
    ticks = []
    panel.timer.timeout.connect(lambda: ticks.append(panel.timer.interval))
    stream = logic.start("testpattern:352x288@20", acquisition=acquisition, view="")
    runUntilFrames(stream, 10)
    ticks.clear()
    shown = stream.statistics.framesShown
    runUntilFrames(stream, shown + 10)
    if acquisition == "process":
        assert max(ticks) == 15
        assert min(ticks) == 2
        assert len(ticks) < 10 * 50 / 5, "fewer than one each 5 ms"
    else:
        assert set(ticks) == {5}


def test_GrayAndColorInTurnTakeTwoVolumes(logic):
    """And not one more at each change, with an image each."""
    nodes = []
    for isGrayscale in (False, True, False, True, False):
        logic.getParameterNode().source = "testpattern:352x288"
        logic.getParameterNode().view = ""
        logic.getParameterNode().grayscale = isGrayscale
        stream = logic.start()
        runUntilFrames(stream, 1)
        assert stream.frame.pixels.ndim == (2 if isGrayscale else 3)
        nodes.append(stream.volumeNode)
        stream.stop()
    assert len(set(nodes)) == 2
