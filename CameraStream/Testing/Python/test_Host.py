"""The host is as strict as PythonQt and Slicer are: what would fail there fails here."""

import builtins
import threading
import time

import pytest

import slicer

from Host.EventLoop import holdGil, runUntil


def test_PropertiesAreAttributes(host):
    import qt

    label = qt.QLabel()
    label.text = "a"
    assert label.text == "a"
    label.setText("b")
    assert label.text == "b"
    with pytest.raises(TypeError):
        label.text()
    with pytest.raises(AttributeError):
        label.txt = "c"
    with pytest.raises(AttributeError):
        _ = qt.QLabel().nothing
    with pytest.raises(AttributeError):
        _ = qt.QCameraInfo


def test_SlotsGetAsManyArgumentsAsTheyTake(host):
    import qt

    button, calls = qt.QPushButton(), []

    class Receiver:
        def none(self):
            calls.append(())

        def all(self, *arguments):
            calls.append(arguments)

    receiver = Receiver()
    button.clicked.connect(receiver.none)
    button.clicked.connect(receiver.all)
    button.click()
    assert calls == [(), (False,)]
    button.clicked.disconnect(receiver.none)
    button.click()
    assert calls[2:] == [(False,)]


def test_TimerTicksAboutAsOftenAsInSlicer(host):
    import qt

    timer, ticks = qt.QTimer(), []
    timer.setInterval(5)
    timer.timeout.connect(lambda: ticks.append(time.monotonic()))
    timer.start()
    runUntil(lambda: False, 1)
    timer.stop()
    assert 100 <= len(ticks) <= 205


def test_IdleEventLoopKeepsPythonsLock(host):
    """As measured in Slicer: a thread runs when a slot gives it its turn, and hardly ever otherwise."""
    import qt

    turns, stop = [], threading.Event()

    def work():
        while not stop.is_set():
            time.sleep(0.005)
            turns.append(time.monotonic())

    thread = threading.Thread(target=work)
    thread.start()
    runUntil(lambda: False, 1)
    idle = len(turns)
    timer = qt.QTimer()
    timer.setInterval(10)
    timer.timeout.connect(lambda: time.sleep(0))
    timer.start()
    runUntil(lambda: False, 1)
    ticking = len(turns) - idle
    timer.stop()
    stop.set()
    thread.join()
    assert idle < 60, "the loop's own wake-ups, each 20 ms, are the only turns"
    assert ticking > 70


def test_HeldLockStopsThreads(host):
    turns, stop = [], threading.Event()

    def work():
        while not stop.is_set():
            turns.append(time.monotonic())
            time.sleep(0.001)

    thread = threading.Thread(target=work)
    thread.start()
    time.sleep(0.05)
    start = time.monotonic()
    holdGil(200)
    end = time.monotonic()
    stop.set()
    thread.join()
    assert not [turn for turn in turns if start + 0.01 < turn < end - 0.01]


def test_ParameterNodeRefusesWhatSlicerRefuses(panel, logic):
    parameterNode = logic.getParameterNode()
    with pytest.raises(ValueError, match="not within"):
        parameterNode.width = -1
    with pytest.raises(ValueError, match="not one of"):
        parameterNode.backend = "Plus"
    with pytest.raises(TypeError):
        parameterNode.source = 0


def test_ImportIsPythonsOwn(host):
    """PySide6 puts a slower one in its place, which would count as the module's time at each frame."""
    assert builtins.__import__.__name__ == "__import__"


def test_ParameterNodeWrapperTreatsTextThatIsNoValueAsSlicersDoes(host, observerErrors):
    """Text that is no number raises where it is read: when a wrapper is made, and in an observer when it is set later,
    after which the wrapper has the value of before. What is no choice raises at the widget that shows it."""
    node = slicer.vtkMRMLScriptedModuleNode()
    from CameraStreamLib.Camera.ParameterNode import CameraStreamParameterNode

    parameterNode = CameraStreamParameterNode(node)
    node.SetParameter("rotation", "x")
    assert parameterNode.rotation == 0
    assert [error[0] for error in observerErrors] == [ValueError]
    observerErrors.clear()
    with pytest.raises(ValueError, match="x"):
        CameraStreamParameterNode(node)
    node.SetParameter("rotation", "90")
    node.SetParameter("backend", "Plus")
    node.SetParameter("interpolate", "yes")
    assert (parameterNode.rotation, parameterNode.backend, parameterNode.interpolate) == (90, "Plus", False)
    with pytest.raises(ValueError, match="is not one of"):
        parameterNode.backend = "Plus"
