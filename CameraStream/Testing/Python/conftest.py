"""What tests have: the host, the panel in it, network cameras, and a check that nothing is left behind."""

import gc
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

import slicer

from CameraStreamLib.Acquisition import Kept
from Host.Application import REPOSITORY, Host
from Host.EventLoop import runUntil
from Host.Measurement import CALLS

settings.register_profile("suite", max_examples=40, deadline=None, derandomize=True, database=None)
settings.register_profile("long", max_examples=4000, deadline=None, print_blob=True, database=None)
settings.load_profile("suite")

VIEW_SIZE = (704, 576)
"""Of every view in tests, pixels: twice a frame's, so that every other pixel of a view is the center of a frame's."""


def shownFrame(sliceWidget) -> np.ndarray:
    """The frame of 352 x 288 pixels that a view shows, read from the view's pixels: (H, W, 3), RGB, uint8.

    Slicer's views sample from the lower left edge of the image on: at twice the frame's size, each second row and
    column lies on the frame's pixels, and those between are interpolated.
    """
    return sliceWidget.pixels()[0::2, 1::2]


def sliceLogic(name: str):
    """The logic of a slice view (vtkMRMLSliceLogic)."""
    return slicer.app.applicationLogic().GetSliceLogicByLayoutName(name)


@pytest.fixture(scope="session")
def host() -> Host:
    """The one host of the test process."""
    return Host()


@pytest.fixture(autouse=True)
def observerErrors(monkeypatch):
    """Fails the test in which a VTK observer raises: VTK prints the traceback and goes on."""
    errors = []
    monkeypatch.setattr(sys, "excepthook", lambda *error: errors.append(error))
    yield errors
    assert errors == []


@pytest.fixture
def panel(host, nothingIsLeft):
    """The module's widget, entered, in an empty scene; timed and cleaned up."""
    CALLS.clear()
    host.settings.clear()
    for sliceWidget in host.sliceWidgets.values():
        sliceWidget.isLive = False
        sliceWidget.requests.isEnabled = True
        sliceWidget.requests.guiLoadMs = 0.0
        sliceWidget.resizeView(*VIEW_SIZE)
    host.loadModule()
    widget = slicer.util.getModuleWidget("CameraStream")
    widget.parent.enter()
    yield widget
    widget = slicer.modules.CameraStreamWidget  # another one after a reload
    widget.cleanup()
    assert widget.Observations == []
    for comboBox in widget.parent.findChildren(slicer.qMRMLNodeComboBox):
        comboBox.setMRMLScene(None)  # Slicer's one panel stays, but those of a hundred tests would slow the scene down
    for sliceWidget in host.sliceWidgets.values():
        sliceWidget.requests.isEnabled = False  # nobody looks at what is cleared
    slicer.mrmlScene.Clear(False)
    slicer.mrmlScene.RemoveNode(slicer.mrmlScene.GetSingletonNode("CameraStream", "vtkMRMLScriptedModuleNode"))
    errors = list(CALLS.errors)
    CALLS.clear()
    assert errors == []


@pytest.fixture
def application(host):
    """``application(code, *arguments)`` gives arguments of subprocess.Popen: another application that runs ``code``."""
    return host.application


@pytest.fixture
def logic(panel):
    """The panel's logic, as the Python console gets it."""
    return slicer.util.getModuleLogic("CameraStream")


@pytest.fixture
def redView(host):
    """The Red view; ``pixels()`` renders it."""
    return host.sliceWidgets["Red"]


@pytest.fixture
def withoutViews(panel, host):
    """For tests that look at no view: rendering takes most of what they would take."""
    for sliceWidget in host.sliceWidgets.values():
        sliceWidget.requests.isEnabled = False


class NetworkCamera:
    """A server process with an address."""

    def __init__(self, port: int = 0, certificate: str = ""):
        self._scheme = "https" if certificate else "http"
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).parent / "MjpegServer.py"), str(port), *filter(None, [certificate])],
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(REPOSITORY / "CameraStream")},
        )
        self.port = int(self._process.stdout.readline())

    def url(self, path: str, userInfo: str = "") -> str:
        return f"{self._scheme}://{userInfo}127.0.0.1:{self.port}/{path}"

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()


@pytest.fixture(scope="session")
def networkCamera():
    """A camera that is on during all tests."""
    camera = NetworkCamera()
    yield camera
    camera.kill()


@pytest.fixture
def switchedCamera():
    """Makes cameras that the test switches off and on: ``switchedCamera(port)``."""
    cameras = []

    def make(port: int = 0, certificate: str = "") -> NetworkCamera:
        cameras.append(NetworkCamera(port, certificate))
        return cameras[-1]

    yield make
    for camera in cameras:
        if camera._process.returncode is None:
            camera.kill()


def runningCaptures() -> list:
    """Threads and processes that may hold a source, or write to a file."""
    threads = [thread for thread in threading.enumerate() if thread.name.startswith("CameraStream")]
    return threads + captureProcesses()


def captureProcesses() -> list[int]:
    """Process IDs of the capture processes of this process."""
    return [int(child) for child in childProcesses() if b"CameraStreamLib.Capture\0" in commandLine(child)]


def commandLine(processId: str) -> bytes:
    try:
        return Path(f"/proc/{processId}/cmdline").read_bytes()
    except OSError:  # it has just ended
        return b""


def childProcesses() -> set[str]:
    return (
        set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()) if sys.platform == "linux" else set()
    )


def sharedMemory() -> set[str]:
    return set(os.listdir("/dev/shm")) if sys.platform == "linux" else set()


def frameMemories() -> int:
    """How many descriptors of memory for frames this process holds."""
    if sys.platform != "linux":
        return 0
    links = [os.readlink(entry.path) for entry in os.scandir("/proc/self/fd") if os.path.lexists(entry.path)]
    return sum("memfd:CameraStream" in link for link in links)


@pytest.fixture(params=["process", "in-process"])
def acquisition(request) -> str:
    """Both ways to capture, for what must hold for both."""
    return request.param


@pytest.fixture(params=["Automatic", "FFmpeg"])
def reader(request) -> str:
    """The backend for each of the two readers of network streams: PyAV, and OpenCV."""
    return request.param


@pytest.fixture
def nothingIsLeft(host, networkCamera, caplog):
    """Fails the test that leaves a thread, a process, shared memory or a running timer behind."""
    before = childProcesses(), sharedMemory()
    memoriesBefore = frameMemories()
    yield
    for capture in Kept.endingProcesses:
        capture._process.wait(5)
    # A thread that waits for a silent server ends at its time-out, 6 s at most (FrameSource.OPEN_SECONDS).
    # They get Python's lock in the sleep only.
    assert runUntil(lambda: time.sleep(0.002) or not runningCaptures(), 12), runningCaptures()
    assert (childProcesses(), sharedMemory()) == before
    if frameMemories() > memoriesBefore:
        caplog.get_records("call").clear()  # a logged exception keeps the frames that were in use where it was raised
        gc.collect()
    assert frameMemories() <= memoriesBefore
    assert host.runningTimers() == []


@pytest.fixture
def figures(request):
    """Called with a text, prints it with the test's name after the run."""
    return lambda text: request.node.user_properties.append(("figures", text))


def pytest_terminal_summary(terminalreporter) -> None:
    reports = [report for report in terminalreporter.getreports("passed") if report.when == "call"]
    lines = [
        f"{report.nodeid.split('::')[-1]}: {text}"
        for report in reports
        for name, text in report.user_properties
        if name == "figures"
    ]
    if lines:
        terminalreporter.section("figures")
        terminalreporter.write_line("\n".join(lines))


def runUntilFrames(stream, count: int, seconds: float = 15) -> None:
    """Run the event loop until ``count`` frames were shown; fails with the stream's message where they do not come."""
    assert runUntil(lambda: stream.statistics.framesShown >= count, seconds), (stream.state, stream.message)


@pytest.fixture
def libraryAsBefore():
    """Puts the library's classes back after a reload: other tests have imported them."""
    before = {name: module for name, module in sys.modules.items() if name.startswith("CameraStream")}
    yield
    for name in [name for name in sys.modules if name.startswith("CameraStream")]:
        del sys.modules[name]
    sys.modules.update(before)
