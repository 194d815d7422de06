import contextlib
import importlib
import importlib.util
import sys
import time
from typing import Annotated, Union

import numpy as np
import qt
import vtk

import slicer
from slicer import vtkMRMLScalarVolumeNode, vtkMRMLVectorVolumeNode
from slicer.i18n import tr as _
from slicer.i18n import translate
from slicer.parameterNodeWrapper import Choice, WithinRange, parameterNodeWrapper
from slicer.ScriptedLoadableModule import (
    ScriptedLoadableModule,
    ScriptedLoadableModuleLogic,
    ScriptedLoadableModuleTest,
    ScriptedLoadableModuleWidget,
)
from slicer.util import VTKObservationMixin

import CameraStreamLib
from CameraStreamLib import SliceDisplay
from CameraStreamLib.CaptureProcess import CaptureProcess
from CameraStreamLib.CaptureThread import CaptureThread
from CameraStreamLib.CaptureTypes import ACQUISITIONS, BACKENDS, CaptureSettings, State
from CameraStreamLib.Dependencies import MissingOpenCVError, ensureOpenCV
from CameraStreamLib.FrameVolume import FrameVolume
from CameraStreamLib.SliceDisplay import ViewSettings
from CameraStreamLib.Source import MAXIMUM_RATE, MAXIMUM_SIZE, PasswordMemory, SourceError, parseSource
from CameraStreamLib.Stream import Stream

TICK_MS = 5
"""Interval at which the newest frame is looked for, ms: what a frame waits at most, and how often a reader thread gets
Python's lock at least. A look costs microseconds when there is no new frame."""

STATUS_SECONDS = 0.25
"""Interval at which the figures in the panel are refreshed, s: faster than this nobody reads."""

STATE_COLORS = {
    State.IDLE: "#8a8a8a",
    State.OPENING: "#e0a000",
    State.STREAMING: "#2faa4a",
    State.STALLED: "#e0a000",
    State.RECONNECTING: "#e0a000",
    State.STOPPED: "#8a8a8a",
    State.FAILED: "#d64541",
}


#
# CameraStream
#


class CameraStream(ScriptedLoadableModule):
    """A camera, live in a slice view."""

    def __init__(self, parent):
        ScriptedLoadableModule.__init__(self, parent)
        parent.title = _("Camera Stream")
        parent.categories = [translate("qSlicerAbstractCoreModule", "IGT")]
        parent.dependencies = []
        parent.contributors = ["CameraStream developers"]
        parent.helpText = _(
            "Shows a camera live in a slice view: a webcam, a capture card, an endoscope or ultrasound frame grabber, "
            "a network stream or a video file. Choose a source and press Start."
        )
        parent.acknowledgementText = _("The frames are read by OpenCV (opencv.org).")


#
# CameraStreamParameterNode
#


@parameterNodeWrapper
class CameraStreamParameterNode:
    """The settings, saved with the scene. What runs, and how well, is not here.

    source - Device index, file, image sequence, URL (its password replaced by ***) or test pattern.
    outputVolume - The volume that shows the newest frame: RGB in a vector volume, grey in a scalar volume.
    view - Layout name of the slice view that shows it; empty for none.
    width, height - Frame size to ask the camera for, pixels; 0 for its own.
    frameRate - Frame rate to ask the camera for, or to play an image sequence at, frames/s; 0 for its own.
    fourcc - Pixel format to ask the camera for, for example MJPG; empty for its own.
    backend - OpenCV's interface to the camera.
    loop - Whether a file starts again at its end.
    acquisition - Where the source is read: in a process of its own, or in a thread of Slicer.
    """

    source: str = "0"
    outputVolume: Union[vtkMRMLVectorVolumeNode, vtkMRMLScalarVolumeNode, None]
    view: str = "Red"
    width: Annotated[int, WithinRange(0, MAXIMUM_SIZE)] = 0
    height: Annotated[int, WithinRange(0, MAXIMUM_SIZE)] = 0
    frameRate: Annotated[float, WithinRange(0.0, MAXIMUM_RATE)] = 0.0
    fourcc: str = ""
    backend: Annotated[str, Choice(list(BACKENDS))] = "Automatic"
    loop: bool = False
    acquisition: Annotated[str, Choice(list(ACQUISITIONS))] = "process"


#
# CameraStreamWidget
#


class CameraStreamWidget(ScriptedLoadableModuleWidget, VTKObservationMixin):
    """The panel. It owns the timer at whose ticks the logic shows the newest frame."""

    def __init__(self, parent=None) -> None:
        ScriptedLoadableModuleWidget.__init__(self, parent)
        VTKObservationMixin.__init__(self)
        self.logic = None
        self.timer = None
        self._parameterNode = None
        self._parameterNodeGuiTag = None
        self._statusTime = 0.0  # time.perf_counter() of the last refresh, s

    def setup(self) -> None:
        ScriptedLoadableModuleWidget.setup(self)
        uiWidget = slicer.util.loadUI(self.resourcePath("UI/CameraStream.ui"))
        self.layout.addWidget(uiWidget)
        self.ui = slicer.util.childWidgetVariables(uiWidget)
        uiWidget.setMRMLScene(slicer.mrmlScene)

        self.logic = CameraStreamLogic()
        self.logic.addObserver(self.updateGUIFromLogic)
        self.timer = qt.QTimer()
        self.timer.setInterval(TICK_MS)

        self.addObserver(slicer.mrmlScene, slicer.mrmlScene.StartCloseEvent, self.onSceneStartClose)
        self.addObserver(slicer.mrmlScene, slicer.mrmlScene.EndCloseEvent, self.onSceneEndClose)

        self.timer.timeout.connect(self.onTimer)
        self.ui.startButton.clicked.connect(self.onStartButton)
        self.ui.browseButton.clicked.connect(self.onBrowseButton)
        self.ui.sourceComboBox.lineEdit().editingFinished.connect(self.onSourceEdited)
        self.ui.sourceComboBox.activated.connect(self.onSourceEdited)
        self.ui.viewComboBox.activated.connect(self.onViewSelected)

        self.initializeParameterNode()
        self.updateGUIFromLogic()

    def cleanup(self) -> None:
        """Called at reload and when the application closes; may be called twice."""
        if self.timer:
            self.timer.stop()
            self.timer.timeout.disconnect(self.onTimer)
            self.timer = None
        if self.logic:
            self.logic.removeObserver(self.updateGUIFromLogic)
            self.logic.stop()
        self.setParameterNode(None)
        self.removeObservers()

    def enter(self) -> None:
        """Called each time the user opens this module."""
        self.initializeParameterNode()

    def exit(self) -> None:
        """Called each time the user opens another module; the stream goes on."""
        self.setParameterNode(None)

    def onReload(self) -> None:
        """Stop, and reload the library before the module."""
        if self.logic:  # not there when the setup failed, which a reload is to mend
            self.logic.stop()
        for name in ("CameraStreamLib", *CameraStreamLib.MODULE_NAMES):
            if name in sys.modules:  # the capture side is not loaded before the first Start
                importlib.reload(sys.modules[name])
        ScriptedLoadableModuleWidget.onReload(self)

    def onSceneStartClose(self, caller, event) -> None:
        self.logic.close()
        self.setParameterNode(None)

    def onSceneEndClose(self, caller, event) -> None:
        if self.parent.isEntered:
            self.initializeParameterNode()

    def initializeParameterNode(self) -> None:
        """Ensure that there is a parameter node, and show it."""
        self.setParameterNode(self.logic.getParameterNode())

    def setParameterNode(self, parameterNode) -> None:
        """Show and follow a parameter node; None for none."""
        if self._parameterNode == parameterNode:
            return
        if self._parameterNode:
            self._parameterNode.disconnectGui(self._parameterNodeGuiTag)
            self.removeObserver(self._parameterNode, vtk.vtkCommand.ModifiedEvent, self.updateGUIFromParameterNode)
        self._parameterNode = parameterNode
        if parameterNode:
            self._parameterNodeGuiTag = parameterNode.connectGui(self.ui)
            self.addObserver(parameterNode, vtk.vtkCommand.ModifiedEvent, self.updateGUIFromParameterNode)
            self.updateGUIFromParameterNode()

    def updateGUIFromParameterNode(self, caller=None, event=None) -> None:
        """Source and view are free text, which a parameter node cannot bind to a combo box by itself."""
        self.ui.sourceComboBox.setEditText(self._parameterNode.source)
        self.ui.sourceComboBox.lineEdit().cursorPosition = 0  # the beginning of a long address says what it is
        names = [*slicer.app.layoutManager().sliceViewNames(), ""] if slicer.app.layoutManager() else [""]
        if self._parameterNode.view not in names:
            names.insert(0, self._parameterNode.view)  # of a layout that is not shown now
        self.ui.viewComboBox.clear()
        for name in names:
            self.ui.viewComboBox.addItem(name or _("None"), name)
        self.ui.viewComboBox.setCurrentIndex(names.index(self._parameterNode.view))

    def onSourceEdited(self, index=None) -> None:
        """The password of an address stays in memory; the parameter node and the box get the address without it."""
        if self._parameterNode:
            self._parameterNode.source = self.logic.hidePassword(self.ui.sourceComboBox.currentText.strip())
            self.ui.sourceComboBox.setEditText(self._parameterNode.source)

    def onBrowseButton(self) -> None:
        path = qt.QFileDialog.getOpenFileName(
            self.parent, _("Choose a video file, or an image of a numbered sequence"), "", _("All files (*)")
        )
        if path:
            self.ui.sourceComboBox.setEditText(path)
            self.onSourceEdited()

    def onViewSelected(self, index) -> None:
        viewName = self.ui.viewComboBox.itemData(index)
        try:
            if self.logic.isActive:
                self.logic.stream.show(ViewSettings(viewName))
        except SourceError as error:
            self.ui.statusLabel.text = str(error)
        else:
            self._parameterNode.view = viewName

    def onStartButton(self) -> None:
        if self.logic.isActive:
            self.logic.stop()
            return
        self.ui.startButton.setFocus()  # what is being typed counts, also where a click does not take the focus
        self.onSourceEdited()
        # What is wrong with a source, and what to do, stands in the status line; a dialog is for what nobody foresaw.
        expected = contextlib.suppress(SourceError, MissingOpenCVError)
        with slicer.util.tryWithErrorDisplay(_("The camera could not be started.")), expected:
            self.logic.start()

    def onTimer(self) -> None:
        self.logic.update()
        if time.perf_counter() - self._statusTime > STATUS_SECONDS or not self.logic.needsUpdate:
            self.updateGUIFromLogic()

    def updateGUIFromLogic(self) -> None:
        """Derive the timer, every enabled state and the status line from what runs."""
        self._statusTime = time.perf_counter()
        isActive = self.logic.isActive
        if self.logic.needsUpdate and not self.timer.isActive():
            self.timer.start()
        elif not self.logic.needsUpdate:
            self.timer.stop()
        self.ui.startButton.text = _("Stop") if isActive else _("Start")
        for widget in (
            self.ui.sourceComboBox,
            self.ui.browseButton,
            self.ui.outputVolumeSelector,
            self.ui.settingsWidget,
        ):
            widget.enabled = not isActive
        styleSheet = f"color: {STATE_COLORS[self.logic.state]}"
        if self.ui.stateLabel.styleSheet != styleSheet:
            self.ui.stateLabel.styleSheet = styleSheet
        self.ui.statusLabel.text = self.logic.statusText()


#
# CameraStreamLogic
#


class CameraStreamLogic(ScriptedLoadableModuleLogic):
    """Starts, updates and stops the stream. It knows no Qt: whoever uses it without the panel calls ``update()``."""

    def __init__(self) -> None:
        ScriptedLoadableModuleLogic.__init__(self)
        self.stream: Stream | None = None
        self._error = ""  # why the last start failed before there was a stream
        self._parameterNode = None
        self._passwords = PasswordMemory()
        self._observers = []
        self._streams: list[Stream] = []  # that run, or have ended and may still hold their sources

    def getParameterNode(self) -> CameraStreamParameterNode:
        parameterNode = super().getParameterNode()
        if not self._parameterNode or self._parameterNode.parameterNode != parameterNode:
            self._parameterNode = CameraStreamParameterNode(parameterNode)
        return self._parameterNode

    @property
    def state(self) -> State:
        if self._error:
            return State.FAILED
        return self.stream.state if self.stream else State.IDLE

    @property
    def isActive(self) -> bool:
        """Whether any stream runs."""
        return any(stream.state.isActive for stream in self._streams)

    @property
    def error(self) -> str:
        """What is wrong and what to do about it, in one sentence; "" where nothing is."""
        return self._error or (self.stream.error if self.stream else "")

    @property
    def needsUpdate(self) -> bool:
        """Whether ``update`` must be called: a stream runs, or one that has ended still holds its source."""
        return any(stream.state.isActive or stream.isReleasing for stream in self._streams)

    def addObserver(self, callback) -> None:
        """Call ``callback()`` after each change of the stream's state."""
        self._observers.append(callback)

    def removeObserver(self, callback) -> None:
        if callback in self._observers:
            self._observers.remove(callback)

    def hidePassword(self, source: str) -> str:
        """``source`` without its password, which is remembered for this session."""
        return self._passwords.hide(source)

    def start(self, source=None, *, width=0, height=0, frameRate=0.0, fourcc="", backend="Automatic", loop=False,
              acquisition="process", view="Red", volumeNode=None) -> Stream:  # fmt: skip
        """Start a stream; returns at once. ``stream.state`` tells how it goes on, and the panel follows it.

        Without ``source``, start what the panel shows. With it, the panel is set to the source and to the other
        arguments: see CameraStreamParameterNode. ``volumeNode`` is the panel's output volume, or a new one, if None.
        A stream that writes into the same volume is replaced; others go on.

        :raises SourceError: if the source or a setting cannot be used
        :raises MissingOpenCVError: if OpenCV is not installed, and may not be
        """
        self._error = ""
        parameterNode = self.getParameterNode()
        self._stopStreamsInto(volumeNode or parameterNode.outputVolume)
        try:
            if source is not None:
                if acquisition not in ACQUISITIONS:
                    raise SourceError(f'There is no acquisition "{acquisition}": choose {" or ".join(ACQUISITIONS)}.')
                settings = CaptureSettings(parseSource(source), width, height, frameRate, fourcc, backend, loop)
                self._fillParameterNode(self.hidePassword(str(source)), settings, acquisition, view, volumeNode)
            self.stream = self._createStream(parameterNode)
        except (SourceError, MissingOpenCVError) as error:
            self._error = str(error)
            self._notify()
            raise
        self._streams.append(self.stream)
        self.stream.start()
        return self.stream

    def stop(self) -> None:
        """Stop every stream; returns at once. The last images stay."""
        for stream in tuple(self._streams):
            stream.stop()

    def close(self) -> None:
        """Stop, and forget the streams and their volumes: the scene is closing."""
        self.stop()
        self.stream = None
        self._error = ""
        self._notify()

    def update(self) -> bool:
        """Show the newest frame of each stream; called at each tick of the panel's timer.

        :returns: whether there was a new one
        """
        self._streams = [stream for stream in self._streams if stream.state.isActive or stream.isReleasing]
        updates = [stream.update() for stream in self._streams]  # of each, whether or not another has a frame
        return any(updates)

    def statusText(self) -> str:
        """One line on how the stream is doing, or what is wrong and what to do about it."""
        if self._error:
            return self._error
        if not self.stream:
            return _("Choose a source and press Start.")
        if self.stream.message:
            return self.stream.message
        if self.state is State.OPENING:
            return _("Opening {source} ...").format(source=self.stream.source)
        statistics = self.stream.statistics
        if self.state is State.STOPPED:
            return _("Stopped after {count} frames.").format(count=statistics.framesShown)
        return _("{width} x {height}   {rate:.1f} frames/s   {dropped} dropped   {latency:.0f} ms").format(
            width=statistics.size[0], height=statistics.size[1], rate=statistics.framesPerSecond,
            dropped=statistics.framesDropped, latency=statistics.latencyMs,
        )  # fmt: skip

    def _fillParameterNode(self, source: str, settings: CaptureSettings, acquisition, view, volumeNode) -> None:
        parameterNode = self.getParameterNode()
        with slicer.util.NodeModify(parameterNode):
            parameterNode.source = source
            parameterNode.width = int(settings.width)
            parameterNode.height = int(settings.height)
            parameterNode.frameRate = float(settings.frameRate)
            parameterNode.fourcc = settings.fourcc
            parameterNode.backend = settings.backend
            parameterNode.loop = bool(settings.loop)
            parameterNode.acquisition = acquisition
            parameterNode.view = view or ""
            if volumeNode:
                parameterNode.outputVolume = volumeNode

    def _createStream(self, parameterNode: CameraStreamParameterNode) -> Stream:
        parameterNode.source = self.hidePassword(parameterNode.source)
        source = parseSource(self._passwords.reveal(parameterNode.source))
        if parameterNode.view:
            SliceDisplay.sliceLogic(parameterNode.view)  # complains about an unknown view before anything is opened
        volume = FrameVolume(parameterNode.outputVolume) if parameterNode.outputVolume else None
        settings = CaptureSettings(
            source,
            parameterNode.width,
            parameterNode.height,
            parameterNode.frameRate,
            parameterNode.fourcc,
            parameterNode.backend,
            parameterNode.loop,
            grey=volume is not None and volume.isGrey,
        )
        ensureOpenCV()
        if volume is None:
            name = slicer.mrmlScene.GenerateUniqueName(_("Camera"))
            parameterNode.outputVolume = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLVectorVolumeNode", name)
            volume = FrameVolume(parameterNode.outputVolume)
        capture = CaptureThread(settings) if parameterNode.acquisition == "in-process" else CaptureProcess(settings)
        return Stream(settings, capture, volume, ViewSettings(parameterNode.view), self._onStreamChanged)

    def _stopStreamsInto(self, volumeNode) -> None:
        for stream in tuple(self._streams):
            if stream.volumeNode is volumeNode:
                stream.stop()

    def _onStreamChanged(self, stream: Stream) -> None:
        if not stream.state.isActive and not stream.volumeNode.GetScene():
            # A node selector moves on to a neighbor of a deleted node, which nobody chose for a camera.
            self.getParameterNode().outputVolume = None
        self._notify()

    def _notify(self) -> None:
        for callback in tuple(self._observers):
            callback()


#
# CameraStreamTest
#


class CameraStreamTest(ScriptedLoadableModuleTest):
    """Runs inside Slicer: the test pattern, streamed into a real slice view."""

    def setUp(self):
        slicer.mrmlScene.Clear()

    def runTest(self):
        self.setUp()
        self.test_TestPatternIsShownInRed()

    def test_TestPatternIsShownInRed(self):
        from CameraStreamLib import FrameStamp

        if importlib.util.find_spec("cv2") is None:
            self.skipTest("OpenCV is not installed: start a camera once, and agree to its installation.")
        hasViews = slicer.app.layoutManager() is not None
        logic = CameraStreamLogic()
        stream = logic.start("testpattern:640x480@30", view="Red" if hasViews else "")
        numbers = []
        stream.addObserver(lambda stream: numbers.append(FrameStamp.read(pixelsOf(stream.volumeNode))[0]))
        deadline = time.perf_counter() + 20  # s: OpenCV's first import takes several on a cold disk
        while len(numbers) < 10 and time.perf_counter() < deadline:
            logic.update()
            slicer.app.processEvents()
            time.sleep(0.005)
        logic.stop()

        assert len(numbers) >= 10, stream.message
        assert numbers == sorted(set(numbers))
        pixels = pixelsOf(stream.volumeNode)
        assert pixels.shape == (480, 640, 3)
        lowerLeft = pixels[-20, 20].astype(int)
        assert lowerLeft[0] - lowerLeft[2] > 100, "the bar in the lower left corner is red"
        if hasViews:
            compositeNode = slicer.mrmlScene.GetSingletonNode("Red", "vtkMRMLSliceCompositeNode")
            assert compositeNode.GetBackgroundVolumeID() == stream.volumeNode.GetID()


def pixelsOf(volumeNode) -> np.ndarray:
    """A copy of a volume's image, shape (H, W, C), top row first; a view would be stale after the next frame."""
    return np.array(slicer.util.arrayFromVolume(volumeNode))[0]
