"""Faults of the capture process and of its sources: Slicer notices, says so, and goes on."""

import dataclasses
import gc
import itertools
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import captureProcesses, runUntilFrames
from Recordings import writeVideo

import slicer

from CameraStreamLib.Acquisition import CaptureProcess
from CameraStreamLib.Shared import FrameStamp
from CameraStreamLib.Shared.Settings import CaptureSettings
from CameraStreamLib.Shared.Source import parseSource
from CameraStreamLib.Shared.State import State
from Host.EventLoop import runUntil
from Host.Measurement import CALLS

STOP_MS = 50
"""What a stop may take of the GUI thread at most, ms."""


def seconds(condition, atMost: float) -> float:
    """Run the event loop until ``condition()``; returns how long that took, s."""
    start = time.monotonic()
    assert runUntil(condition, atMost)
    return time.monotonic() - start


def stopTimed(stream) -> float:
    start = time.perf_counter()
    stream.stop()
    return 1000 * (time.perf_counter() - start)


def test_OpenCVIsNotLoadedIntoSlicer(application):
    code = """
import sys
from Host.Application import Host
host = Host()
host.loadModule()
import slicer
from Host.EventLoop import runUntil
logic = slicer.util.getModuleLogic("CameraStream")
stream = logic.start("testpattern")
assert runUntil(lambda: stream.statistics.framesShown > 2, 20)
slicer.modules.CameraStreamWidget.cleanup()
sys.exit("cv2" in sys.modules)
"""
    assert subprocess.run(check=False, **application(code)).returncode == 0


def test_KilledProcessIsStartedAgain(logic, panel, networkCamera, figures):
    stream = logic.start(networkCamera.url("live"))
    runUntilFrames(stream, 5)
    (process,) = captureProcesses()
    os.kill(process, signal.SIGKILL)
    noticed = seconds(lambda: stream.state.name == "RECONNECTING", 2)
    assert "ended unexpectedly. Reconnecting" in panel.ui.statusLabel.text
    shown, number = stream.statistics.framesShown, stream.frame.number
    back = seconds(lambda: stream.statistics.framesShown > shown + 2, 10)
    assert stream.state.name == "STREAMING"
    assert stream.frame.number > number
    assert len(captureProcesses()) == 1
    figures(f"noticed after {1000 * noticed:.0f} ms, streaming again after {back:.2f} s")


def test_ProcessKilledTwentyTimesInARow(logic, figures):
    stream = logic.start("testpattern:352x288", view="")
    start = time.monotonic()
    for _ in range(20):
        runUntilFrames(stream, stream.statistics.framesShown + 1)
        (process,) = captureProcesses()
        os.kill(process, signal.SIGKILL)
        assert runUntil(lambda: stream.state.name == "RECONNECTING", 2)
    runUntilFrames(stream, stream.statistics.framesShown + 1)
    figures(f"{(time.monotonic() - start) / 20:.2f} s from each kill to the next frame")


@pytest.mark.parametrize("path", ["silent", "drip"])
def test_SourceThatNeverAnswersFailsWithASentence(logic, networkCamera, figures, path):
    stream = logic.start(networkCamera.url(path), view="")
    took = seconds(lambda: stream.state.name == "FAILED", 20)
    assert "does not answer" in stream.error
    figures(f"said so after {took:.1f} s")


def test_SourceThatStopsInMidFrameIsStalledThenOpenedAgain(logic, networkCamera, figures):
    stream = logic.start(networkCamera.url("half"), view="")
    runUntilFrames(stream, 15)
    stalled = seconds(lambda: stream.state.name == "STALLED", 5)
    reconnecting = seconds(lambda: stream.state.name == "RECONNECTING", 10)
    shown = stream.statistics.framesShown
    back = seconds(lambda: stream.statistics.framesShown > shown + 5, 10)
    assert stream.state.name == "STREAMING"
    figures(f"stalled after {stalled:.1f} s, given up after {reconnecting:.1f} s more, back {back:.1f} s later")


def test_SourceThatIsGoneForThreeSeconds(logic, switchedCamera, figures):
    camera = switchedCamera()
    stream = logic.start(camera.url("live"), view="")
    runUntilFrames(stream, 5)
    camera.kill()
    assert runUntil(lambda: stream.state.name == "RECONNECTING", 10)
    runUntil(lambda: False, 3)
    shown = stream.statistics.framesShown
    switchedCamera(camera.port)
    back = seconds(lambda: stream.statistics.framesShown > shown + 5, 10)
    figures(f"streaming {back:.1f} s after the source was back")


def test_GarbageAndSizeChanges(logic, networkCamera, figures):
    for path in ("garbage", "resize"):
        stream = logic.start(networkCamera.url(path), view="")
        runUntilFrames(stream, 40)
        assert stream.state.name == "STREAMING"
        figures(f"{path}: {stream.statistics}")
    assert stream.statistics.size == (800, 600)


def test_SourceOf120FramesPerSecond(logic, networkCamera, figures):
    stream = logic.start(networkCamera.url("live?rate=120&width=352&height=288"), view="")
    runUntilFrames(stream, 10)
    captured, start = stream.statistics.framesCaptured, time.monotonic()
    runUntil(lambda: False, 2)
    rate = (stream.statistics.framesCaptured - captured) / (time.monotonic() - start)
    assert rate > 60, "the server may be slow, but nothing is limited to a screen's rate"
    age = 1000 * time.time() - FrameStamp.read(stream.frame.pixels)[1]
    assert age < 500
    figures(f"{rate:.0f} frames/s captured, {stream.statistics.framesPerSecond:.0f} written")


def startPipe(logic, path):
    """Start a file that becomes a pipe before the capture process is there: as one it would be refused."""
    path.touch()
    stream = logic.start(path, view="")
    path.unlink()
    os.mkfifo(path)
    return stream


def test_OpenThatBlocksForever(logic, tmp_path, figures):
    """A pipe without a writer: the system call that opens it does not return, with no time-out of OpenCV's."""
    stream = startPipe(logic, tmp_path / "film.mp4")
    runUntil(lambda: False, 1.5)
    assert stream.state.name == "OPENING"
    took = stopTimed(stream)
    assert took < STOP_MS
    gone = seconds(lambda: not captureProcesses(), 4)
    assert gone < 2
    figures(f"stop took {took:.1f} ms, the process was gone after {gone:.2f} s")


def test_ProcessThatIgnoresItsEndIsKilled(logic, figures):
    stream = logic.start("testpattern:352x288", view="")
    runUntilFrames(stream, 2)
    (process,) = captureProcesses()
    os.kill(process, signal.SIGSTOP)
    took = stopTimed(stream)
    assert took < STOP_MS
    gone = seconds(lambda: not captureProcesses(), 4)
    assert gone < 2
    figures(f"stop took {took:.1f} ms, the process was gone after {gone:.2f} s")


def test_HungProcessIsStartedAgainWhateverElseItSays(nothingIsLeft):
    capture = CaptureProcess.CaptureProcess(CaptureSettings(parseSource("testpattern:352x288")), hangSeconds=1.0)
    capture.start()
    frames = []

    def hasFrames(count: int) -> bool:
        frame = capture.newestFrame()
        if frame:
            frames.append(frame.number)
        return len(frames) >= count

    assert runUntil(lambda: hasFrames(2), 10)
    (process,) = captureProcesses()
    os.kill(process, signal.SIGSTOP)
    # As other threads of it may, whatever becomes of the one that reads.
    buffer, counter = capture._buffer, itertools.count()
    buffer.report(State.STREAMING)

    def isStartedAgain() -> bool:
        buffer.inform(notice=str(next(counter)))
        return not hasFrames(10**6) and captureProcesses() not in ([process], [])

    assert runUntil(isStartedAgain, 10)
    count = len(frames) + 3
    assert runUntil(lambda: hasFrames(count), 10)
    capture.stop()
    assert runUntil(lambda: not capture.isAlive, 4)


def test_OnlyOneOfTwoThatWereStartedTogetherOpensACamera():
    first, second = (CaptureProcess.CaptureProcess(CaptureSettings(parseSource("17"))) for _ in range(2))
    for capture in (first, second):
        capture.start()
    assert second.newestFrame() is None
    assert captureProcesses() == []
    assert "already shown" in second.status[1]
    first.newestFrame()
    assert runUntil(lambda: len(captureProcesses()) == 1, 5)
    second.newestFrame()
    assert len(captureProcesses()) == 1
    for capture in (second, first):
        capture.stop()
    assert runUntil(lambda: not first.isAlive, 4)


@pytest.fixture
def launcher(tmp_path, monkeypatch):
    """A PythonSlicer as Slicer's is: a program that starts Python as its child and ends with 1 when that crashes."""
    program = tmp_path / "PythonSlicer"
    program.write_text(f'#!/bin/sh\n"{sys.executable}" "$@" || exit 1\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")


def isRunning(process: int) -> bool:
    """Whether a process, perhaps of another parent, still runs; one that only waits to be forgotten does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def childOf(process: int) -> int:
    (child,) = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return int(child)


def test_StuckProcessBehindALauncherIsKilled(logic, launcher, figures):
    stream = logic.start("testpattern:352x288", view="")
    runUntilFrames(stream, 2)
    (process,) = captureProcesses()
    python = childOf(process)
    os.kill(python, signal.SIGSTOP)
    stream.stop()
    gone = seconds(lambda: not isRunning(python), 4)
    assert gone < 2
    figures(f"gone after {gone:.2f} s")


def test_CrashBehindALauncherIsRestarted(logic, launcher):
    stream = logic.start("testpattern:352x288", view="")
    runUntilFrames(stream, 2)
    shown = stream.statistics.framesShown
    os.kill(childOf(captureProcesses()[0]), signal.SIGKILL)
    assert runUntil(lambda: stream.state.name == "RECONNECTING", 2)
    runUntilFrames(stream, shown + 2)


def test_ProcessThatNeverDeliversIsGivenUp(logic, tmp_path):
    """A driver that crashes at every open: a pipe is opened for ever, and the process is killed each time."""
    stream = startPipe(logic, tmp_path / "film.mp4")
    states, killed = set(), []

    def killAgain() -> bool:
        states.add(stream.state.name)
        for process in captureProcesses():
            if stream._capture._buffer.isReady and process not in killed:
                killed.append(process)
                os.kill(process, signal.SIGKILL)
        return stream.state.name == "FAILED"

    assert runUntil(killAgain, 20)
    assert "crashes the capture process" in stream.error
    assert "RECONNECTING" not in states, "there was nothing to connect again"


def test_ServerThatSpeaksSomethingElse(logic):
    import socket
    import threading

    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet():
            try:
                while True:
                    connection, _ = server.accept()
                    connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")
                    connection.close()
            except OSError:
                pass

        thread = threading.Thread(target=greet)
        thread.start()
        stream = logic.start(f"http://127.0.0.1:{server.getsockname()[1]}/x", view="")
        assert runUntil(lambda: stream.state.name == "FAILED", 20)
        server.shutdown(socket.SHUT_RDWR)
    thread.join()
    assert "does not answer like a camera" in stream.error


def test_FileThatIsNamedLikeACamera(logic, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "0").write_text("no video")
    stream = logic.start("./0", view="")
    assert runUntil(lambda: stream.state.name == "FAILED", 10)
    assert "is not a readable video" in stream.error


def test_SettingsReachTheOtherProcessAsTheyAre(tmp_path):
    import json

    from CameraStreamLib.Shared.Settings import CaptureSettings
    from CameraStreamLib.Shared.Source import parseSource

    (tmp_path / " a film.mp4").touch()
    for source in (0, "testpattern:640x480@12", "rtsp://user:secret@camera/x", tmp_path / " a film.mp4"):
        settings = CaptureSettings(parseSource(source), 640, 480, 12.5, "MJPG", "FFmpeg", True, True)
        assert CaptureSettings.fromDict(json.loads(json.dumps(dataclasses.asdict(settings)))) == settings


def test_SlowGuiSeesNewFramesOnly(logic, networkCamera, figures):
    """GUI busy for 120 ms at each frame, with Python's lock: the latency stays at what the GUI itself takes."""
    from Host.EventLoop import holdGil

    ages = []

    def onFrame(stream):
        ages.append(1000 * time.time() - FrameStamp.read(stream.frame.pixels)[1])
        holdGil(120)

    stream = logic.start(networkCamera.url("live?width=1280&height=720"), view="")
    runUntilFrames(stream, 3)
    stream.addObserver(onFrame)
    runUntilFrames(stream, 33)
    assert sorted(ages)[15] < 120
    assert sorted(ages[-5:])[2] < 120, "it does not grow"
    figures(f"median {sorted(ages)[15]:.0f} ms, last {ages[-1]:.0f} ms")


SCRIPT = """
import os, sys
from Host.Application import Host
host = Host()
host.loadModule()
import slicer
from Host.EventLoop import runUntil
stream = slicer.util.getModuleLogic("CameraStream").start(sys.argv[1])
assert runUntil(lambda: stream.statistics.framesShown > 2, 20), stream.message
print(open(f"/proc/self/task/{os.getpid()}/children").read(), flush=True)
runUntil(lambda: False, 600)
"""


def test_ProcessEndsWhenSlicerIsKilled(networkCamera, figures, application):
    with subprocess.Popen(stdout=subprocess.PIPE, **application(SCRIPT, networkCamera.url("live"))) as process:
        children = [int(child) for child in process.stdout.readline().split()]
        assert len(children) == 1
        process.kill()
        start = time.monotonic()
        while isRunning(children[0]) and time.monotonic() - start < 5:
            time.sleep(0.01)  # another program's process: there is no event to wait for
    took = time.monotonic() - start
    assert took < 2
    figures(f"the capture process was gone {1000 * took:.0f} ms after the application")


def test_TwoHundredStartsAndStopsLeaveNothing(logic, figures):
    def resident() -> float:
        gc.collect()
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def cycle(count: int, frames: int) -> None:
        for _ in range(count):
            stream = logic.start("testpattern:352x288", view="")
            runUntilFrames(stream, frames)
            logic.stop()

    def settle() -> tuple[int, int]:
        assert runUntil(lambda: not captureProcesses() and not logic.needsUpdate, 10)
        gc.collect()
        return len(captureProcesses()), len(os.listdir("/proc/self/fd"))

    cycle(5, 1)
    before, memoryBefore = settle(), resident()
    cycle(10, 1)
    cycle(190, 0)
    assert settle() == before
    growth = resident() - memoryBefore
    assert growth < 20, "MB; a leaked buffer of this size would add 60"
    figures(f"processes and descriptors {before} before and after, resident memory {growth:+.1f} MB")


def test_FourStreamsIntoFourVolumes(logic, panel, figures):
    nodes = [slicer.mrmlScene.AddNewNodeByClass("vtkMRMLVectorVolumeNode", f"Camera {index}") for index in range(4)]
    views = ["Red", "Green", "Yellow", ""]
    streams = [
        logic.start(f"testpattern:{400 + 16 * index}x300@20", view=view, volumeNode=node)
        for index, (node, view) in enumerate(zip(nodes, views))
    ]
    for stream in streams:
        runUntilFrames(stream, 20)
    assert [stream.volumeNode for stream in streams] == nodes
    assert [stream.statistics.size[0] for stream in streams] == [400, 416, 432, 448]
    assert all(FrameStamp.read(stream.frame.pixels) for stream in streams)
    assert len(captureProcesses()) == 4
    figures(", ".join(f"{stream.statistics.framesPerSecond:.0f} frames/s" for stream in streams))
    logic.stop()
    assert all(stream.state.name == "STOPPED" for stream in streams)


def test_StartIntoTheSameVolumeReplacesAndOthersGoOn(logic):
    first = logic.start("testpattern:352x288", view="")
    other = logic.start("testpattern:352x288", view="",
                        volumeNode=slicer.mrmlScene.AddNewNodeByClass("vtkMRMLVectorVolumeNode"))  # fmt: skip
    third = logic.start("testpattern:352x288", view="", volumeNode=first.volumeNode)
    assert [stream.state.isActive for stream in (first, other, third)] == [False, True, True]


def test_PythonThatCannotStartIsSaid(logic, panel, tmp_path, monkeypatch):
    program = tmp_path / "PythonSlicer"
    program.write_text("#!/nowhere/python\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    stream = logic.start("testpattern:352x288")
    assert runUntil(lambda: stream.state.name == "FAILED", 5)
    assert "cannot be started" in stream.error
    assert "in-process" in panel.ui.statusLabel.text


@pytest.mark.parametrize(("script", "words"), [("exit 3", "exit code 3"), ("exec {python} -S {arguments}", "OpenCV")])
def test_PythonWithoutOpenCVIsSaid(logic, panel, tmp_path, monkeypatch, script, words):
    program = tmp_path / "PythonSlicer"
    program.write_text("#!/bin/sh\n" + script.format(python=sys.executable, arguments='"$@"') + "\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    stream = logic.start("testpattern:352x288")
    assert runUntil(lambda: stream.state.name == "FAILED", 5)
    assert words in stream.error
    assert "in-process" in panel.ui.statusLabel.text


def test_FirstFrameOfAFileComesSoon(logic, tmp_path, redView, figures):
    path = writeVideo(tmp_path / "film.mkv", count=30, rate=30)
    start = time.monotonic()
    stream = logic.start(path)
    runUntilFrames(stream, 1)
    assert redView.pixels().any()
    figures(f"shown {time.monotonic() - start:.2f} s after Start")


def test_GuiTimeOfAFrameIsShort(logic, figures):
    stream = logic.start("testpattern:1920x1080@30", view="")
    runUntilFrames(stream, 5)
    CALLS.milliseconds.clear()
    runUntilFrames(stream, 35)
    figures(f"longest call {max(CALLS.milliseconds):.1f} ms")
    assert max(CALLS.milliseconds) < 100


def test_PasswordIsNotInTheProcessList(logic, networkCamera):
    stream = logic.start(networkCamera.url("login", userInfo="user:secret@"), view="")
    runUntilFrames(stream, 1)
    (process,) = captureProcesses()
    for name in ("cmdline", "environ"):
        assert b"secret" not in Path(f"/proc/{process}/{name}").read_bytes()
