import contextlib
import importlib
import importlib.util
import logging
import sys
import time
from typing import Annotated, Union

import ctk
import numpy as np
import qt
import vtk

import slicer
from slicer import vtkMRMLLinearTransformNode, vtkMRMLScalarVolumeNode, vtkMRMLVectorVolumeNode
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
from CameraStreamLib.CameraFinder import CameraFinder
from CameraStreamLib.CaptureTypes import ACQUISITIONS, BACKENDS, CaptureSettings, State
from CameraStreamLib.Dependencies import MissingPackageError, ensureCameraNames, ensureOpenCV
from CameraStreamLib.FormatSection import FormatSection
from CameraStreamLib.FrameVolume import checkVolume
from CameraStreamLib.Passwords import PasswordMemory
from CameraStreamLib.PictureSection import PictureSection
from CameraStreamLib.PublishSection import PublishSection
from CameraStreamLib.RecordSection import RecordSection
from CameraStreamLib.SequenceImport import SequenceImport
from CameraStreamLib.Session import Session, checkFree
from CameraStreamLib.SliceDisplay import MAXIMUM_SPACING, MINIMUM_SPACING, ROTATIONS, ViewSettings, sliceLogic
from CameraStreamLib.Source import MAXIMUM_RATE, MAXIMUM_SIZE, SourceError, parseSource
from CameraStreamLib.SourceBox import SourceBox
from CameraStreamLib.Stream import Stream

SHORTEST_TICK_MS, TICK_MS, LONGEST_TICK_MS = 2, 5, 15
"""Intervals at which the newest frame is looked for, ms: the first while one is due, which is then the longest that it
waits; the second when nobody knows, and for a thread, which gets Python's lock with each tick; the third between two
frames, so that nothing else that a tick looks after, an end of the process or a new state, is seen late."""

STATUS_SECONDS = 0.25
"""Interval at which the figures in the panel are refreshed, s: faster than this nobody reads."""

CROP_NAMES = ("cropLeft", "cropTop", "cropWidth", "cropHeight")
"""Settings that are one argument of ``start``: they hold together."""

STATE_COLORS = {
    State.IDLE: "#8a8a8a",
    State.OPENING: "#e0a000",
    State.STREAMING: "#2faa4a",
    State.STALLED: "#e0a000",
    State.RECONNECTING: "#e0a000",
    State.STOPPED: "#8a8a8a",
    State.FAILED: "#d64541",
}

FROZEN_COLOR = "#3b8ed0"
"""Neither green, since the image is not live, nor amber, since nothing is wrong."""


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
    """The settings of one camera, saved with the scene. What runs, and how well, is not here.

    source - Device index, camera by name, file, image sequence, URL (its password replaced by ***) or test pattern.
    outputVolume - The volume that shows the newest frame: RGB in a vector volume, grey in a scalar volume.
    grey - Whether the output is grey.
    view - Layout name of the slice view that shows it; empty for none.
    showIn3D - Whether the slice is shown in the 3D views too.
    rotation, mirror - How the image is turned (clockwise, degrees) and then mirrored, by its directions alone.
    cropLeft, cropTop, cropWidth, cropHeight - What of the camera's image is shown, pixels; no width or height: all.
    spacing - Edge of a pixel, mm.
    parentTransform - Moves the image in space: a tracked probe's or camera's.
    width, height - Frame size to ask the camera for, pixels; 0 for its own.
    frameRate - Frame rate to ask the camera for, or to play an image sequence at, frames/s; 0 for its own.
    fourcc - Pixel format to ask the camera for, for example MJPG; empty for its own.
    backend - OpenCV's interface to the camera.
    loop - Whether a file starts again at its end.
    smooth - Whether the live image is interpolated; nearest neighbor is faster. Frozen and stopped ones always are.
    acquisition - Where the source is read: in a process of its own, or in a thread of Slicer.
    """

    source: str = "0"
    outputVolume: Union[vtkMRMLVectorVolumeNode, vtkMRMLScalarVolumeNode, None]
    grey: bool = False
    view: str = "Red"
    showIn3D: bool = False
    rotation: Annotated[int, Choice(list(ROTATIONS))] = 0
    mirror: bool = False
    cropLeft: Annotated[int, WithinRange(0, MAXIMUM_SIZE)] = 0
    cropTop: Annotated[int, WithinRange(0, MAXIMUM_SIZE)] = 0
    cropWidth: Annotated[int, WithinRange(0, MAXIMUM_SIZE)] = 0
    cropHeight: Annotated[int, WithinRange(0, MAXIMUM_SIZE)] = 0
    spacing: Annotated[float, WithinRange(MINIMUM_SPACING, MAXIMUM_SPACING)] = 1.0
    parentTransform: Union[vtkMRMLLinearTransformNode, None]
    width: Annotated[int, WithinRange(0, MAXIMUM_SIZE)] = 0
    height: Annotated[int, WithinRange(0, MAXIMUM_SIZE)] = 0
    frameRate: Annotated[float, WithinRange(0.0, MAXIMUM_RATE)] = 0.0
    fourcc: str = ""
    backend: Annotated[str, Choice(list(BACKENDS))] = "Automatic"
    loop: bool = False
    smooth: bool = True
    acquisition: Annotated[str, Choice(list(ACQUISITIONS))] = "process"


#
# CameraStreamWidget
#


class CameraStreamWidget(ScriptedLoadableModuleWidget, VTKObservationMixin):
    """The panel. It owns the timer at whose ticks the logic shows the newest frame of each camera."""

    def __init__(self, parent=None) -> None:
        ScriptedLoadableModuleWidget.__init__(self, parent)
        VTKObservationMixin.__init__(self)
        self.logic = None
        self.timer = None
        self._parameterNode = None
        self._parameterNodeGuiTag = None
        self._lastNode = None  # of the camera that was shown last: the selector loses it when a scene is added
        self._complaint = ""  # on what was typed or pressed last
        self._isRefreshing = False  # whether the user waits for the list of cameras
        self._statusTime = 0.0  # time.perf_counter() of the last refresh, s
        self._isStale = False  # whether a state has changed since
        self._isTicking = False

    def setup(self) -> None:
        ScriptedLoadableModuleWidget.setup(self)
        uiWidget = slicer.util.loadUI(self.resourcePath("UI/CameraStream.ui"))
        self.layout.addWidget(uiWidget)
        self.ui = slicer.util.childWidgetVariables(uiWidget)
        self.ui.parameterNodeSelector.addAttribute("vtkMRMLScriptedModuleNode", "ModuleName", self.moduleName)
        self.ui.parameterNodeSelector.setNodeTypeLabel(_("Camera"), "vtkMRMLScriptedModuleNode")
        uiWidget.setMRMLScene(slicer.mrmlScene)

        for comboBox in (self.ui.sourceComboBox, self.ui.sizeComboBox):
            comboBox.scrollWheelEffect = ctk.ctkComboBox.NeverScroll  # who scrolls the panel changes nothing

        self.logic = CameraStreamLogic()
        self.logic.addObserver(self.onLogicChanged)
        self.timer = qt.QTimer()
        self.timer.setInterval(TICK_MS)
        self.sourceBox = SourceBox(self.ui.sourceComboBox)
        self.formatSection = FormatSection(self.ui, self.onSizeSelected, self.onControlChanged, self.complain)
        self.pictureSection = PictureSection(self.ui, lambda: self.session, self.complain)
        self.recordSection = RecordSection(self.ui, lambda: self.session, self.complain)
        self.publishSection = PublishSection(self.ui, lambda: self.session, self.complain)

        self.addObserver(slicer.mrmlScene, slicer.mrmlScene.StartCloseEvent, self.onSceneStartClose)
        self.addObserver(slicer.mrmlScene, slicer.mrmlScene.EndCloseEvent, self.onSceneEndClose)
        self.addObserver(slicer.mrmlScene, slicer.mrmlScene.StartImportEvent, self.onSceneStartImport)
        self.addObserver(slicer.mrmlScene, slicer.mrmlScene.EndImportEvent, self.onSceneEndImport)

        self.timer.timeout.connect(self.onTimer)
        self.ui.parameterNodeSelector.currentNodeChanged.connect(self.onCameraSelected)
        self.ui.sourceComboBox.lineEdit().editingFinished.connect(self.onSourceEdited)
        self.ui.sourceComboBox.activated.connect(self.onSourceEdited)
        self.ui.refreshButton.clicked.connect(self.onRefreshButton)
        self.ui.browseButton.clicked.connect(self.onBrowseButton)
        self.ui.browseFolderButton.clicked.connect(self.onBrowseFolderButton)
        self.ui.startButton.clicked.connect(self.onStartButton)
        self.ui.freezeButton.clicked.connect(self.onFreezeButton)
        self.ui.snapshotButton.clicked.connect(self.onSnapshotButton)

        self.initializeParameterNode()
        self.updateGUIFromLogic()

    def cleanup(self) -> None:
        """Called at reload and when the application closes; may be called twice."""
        if self.timer:
            self.timer.stop()
            self.timer.timeout.disconnect(self.onTimer)
            self.timer = None
        self.setParameterNode(None)
        if self.logic:
            self.logic.removeObserver(self.onLogicChanged)
            self.logic.close()
        self.removeObservers()

    def enter(self) -> None:
        """Called each time the user opens this module."""
        self.initializeParameterNode()
        self.logic.cameraFinder.startOnce()
        self.updateGUIFromLogic()

    def exit(self) -> None:
        """Called each time the user opens another module; the streams go on."""
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
        self.setParameterNode(None)
        self._lastNode = None
        self.logic.close()

    def onSceneEndClose(self, caller, event) -> None:
        if self.parent.isEntered:
            self.initializeParameterNode()

    def onSceneStartImport(self, caller, event) -> None:
        for session in self.logic.sessions:
            session.startImport()

    def onSceneEndImport(self, caller, event) -> None:
        for session in self.logic.sessions:
            session.endImport()
        qt.QTimer.singleShot(0, self.onSceneImported)

    def onSceneImported(self) -> None:
        """After all others that hear of an import: node selectors lose their nodes then, those of slice views too."""
        if not self.timer:  # cleaned up meanwhile
            return
        for session in self.logic.sessions:
            session.putBackIntoView()
        if self.parent.isEntered:
            self.initializeParameterNode()

    @property
    def session(self) -> Session | None:
        """The camera that the panel shows."""
        return self.logic.session(self._parameterNode.parameterNode) if self._parameterNode else None

    def initializeParameterNode(self) -> None:
        """Ensure that there is a parameter node, and show it: the camera that was shown last, or the first one."""
        if not self._parameterNode:
            last = self._lastNode if self._lastNode and self._lastNode.GetScene() else None
            node = self.ui.parameterNodeSelector.currentNode() or last
            self.setParameterNode(self.logic.session(node).parameterNode)

    def setParameterNode(self, parameterNode) -> None:
        """Show and follow a parameter node; None for none."""
        if self._parameterNode == parameterNode:
            return
        if self._parameterNode:
            self.pictureSection.endDrawing()
            self._parameterNode.disconnectGui(self._parameterNodeGuiTag)
            self.removeObserver(self._parameterNode, vtk.vtkCommand.ModifiedEvent, self.updateGUIFromParameterNode)
        self._parameterNode = parameterNode
        self._complaint = ""
        if parameterNode:
            self._lastNode = parameterNode.parameterNode
            self.ui.parameterNodeSelector.setCurrentNode(parameterNode.parameterNode)
            self.recordSection.showKept(self.session.stream)
            self.sourceBox.show(parameterNode.source)  # what was typed was typed for another camera
            self.formatSection.showSize(parameterNode.width, parameterNode.height)
            self._parameterNodeGuiTag = parameterNode.connectGui(self.ui)
            self.addObserver(parameterNode, vtk.vtkCommand.ModifiedEvent, self.updateGUIFromParameterNode)
            self.updateGUIFromParameterNode()
            self.updateGUIFromLogic()

    def updateGUIFromParameterNode(self, caller=None, event=None) -> None:
        """Source, size and view are shown in ways that a parameter node cannot bind by itself."""
        self.sourceBox.follow(self._parameterNode.source)
        self.formatSection.followSize(self._parameterNode.width, self._parameterNode.height)
        self.pictureSection.showView(self._parameterNode.view)

    def onCameraSelected(self, node) -> None:
        """Another camera was chosen, made or removed at the top of the panel."""
        if not self._parameterNode or slicer.mrmlScene.IsClosing():
            return
        if node is None:  # the last one is being removed
            self.setParameterNode(None)
            qt.QTimer.singleShot(0, self.onLastCameraRemoved)
        else:
            self.setParameterNode(self.logic.session(node).parameterNode)

    def onLastCameraRemoved(self) -> None:
        if self.parent.isEntered:
            self.initializeParameterNode()

    def onSourceEdited(self, index=None) -> None:
        """The password of an address stays in memory; the parameter node and the box get the address without it."""
        if self._parameterNode:
            self._parameterNode.source = self.logic.hidePassword(self.sourceBox.source)
            self.sourceBox.show(self._parameterNode.source)

    def onRefreshButton(self) -> None:
        try:
            ensureCameraNames()
        except MissingPackageError as error:
            self.complain(str(error))
            return
        self._isRefreshing = True
        self.logic.cameraFinder.start()
        self.updateGUIFromLogic()

    def onBrowseButton(self) -> None:
        path = qt.QFileDialog.getOpenFileName(
            self.parent, _("Choose a video file, or an image of a numbered sequence"), "", _("All files (*)")
        )
        if path:
            self._parameterNode.source = path

    def onBrowseFolderButton(self) -> None:
        folder = qt.QFileDialog.getExistingDirectory(
            self.parent, _("Choose the folder that recordings are written to"), self.ui.recordingFolderLineEdit.text
        )
        if folder:
            self.recordSection.setFolder(folder)

    def onSizeSelected(self, width: int, height: int) -> None:
        if self._parameterNode:
            with slicer.util.NodeModify(self._parameterNode):
                self._parameterNode.width, self._parameterNode.height = width, height
            self.complain("")

    def onControlChanged(self, name: str, value: float) -> None:
        if self.session and self.session.isActive:
            self.session.stream.setControl(name, value)

    def onStartButton(self) -> None:
        if self.session.isActive:
            self.session.stop()
            return
        self.ui.startButton.setFocus()  # what is being typed counts, also where a click does not take the focus
        self.onSourceEdited()
        self._complaint = ""
        # What is wrong with a source, and what to do, stands in the status line; a dialog is for what nobody foresaw.
        expected = contextlib.suppress(SourceError, MissingPackageError)
        with slicer.util.tryWithErrorDisplay(_("The camera could not be started.")), expected:
            self.recordSection.keep(self.logic.start(parameterNode=self._parameterNode))
            self.sourceBox.remember(self._parameterNode.source)

    def onFreezeButton(self) -> None:
        self.session.stream.freeze(self.ui.freezeButton.checked)

    def onSnapshotButton(self) -> None:
        try:
            snapshot = self.session.snapshot()
        except SourceError as error:
            self.complain(str(error))
        else:
            self.complain(_('Snapshot: the volume "{name}".').format(name=snapshot.GetName()))

    def complain(self, text: str) -> None:
        """Say under the status what came of the last thing that was typed or pressed; "" for nothing to say."""
        self._complaint = text
        self.updateGUIFromLogic()

    def onTimer(self) -> None:
        self._isTicking = True
        try:
            hasShown = self.logic.update()
        finally:
            self._isTicking = False
        age = time.perf_counter() - self._statusTime
        if hasShown:
            isDue = age > 2 * STATUS_SECONDS  # a frame is work enough for one tick, unless each comes with one
        else:
            isDue = self._isStale or age > STATUS_SECONDS or not self.logic.needsUpdate
        if isDue:
            self.updateGUIFromLogic()
        self.timer.setInterval(tickMilliseconds(self.logic.nextFrameSeconds))

    def onLogicChanged(self) -> None:
        if self._isTicking:
            self._isStale = True  # a tick refreshes the panel itself
        else:
            self.updateGUIFromLogic()

    def updateGUIFromLogic(self) -> None:
        """Derive the timer, every enabled state and the status line from what runs."""
        self._statusTime, self._isStale = time.perf_counter(), False
        if self.logic.needsUpdate and not self.timer.isActive():
            self.timer.start()
        elif not self.logic.needsUpdate:
            self.timer.stop()
        session = self.session
        if session is None:
            return
        isActive, stream = session.isActive, session.stream
        self.ui.startButton.text = _("Stop") if isActive else _("Start")
        self.ui.freezeButton.enabled = isActive
        self.ui.freezeButton.checked = isActive and stream.isFrozen
        self.ui.snapshotButton.enabled = stream is not None and stream.frame is not None
        self._showCameras()
        for widget in (self.ui.sourceComboBox, self.ui.browseButton, self.ui.outputVolumeSelector,
                       self.ui.greyCheckBox, self.ui.sizeComboBox, self.ui.frameRateSpinBox, self.ui.fourccLineEdit,
                       self.ui.acquisitionComboBox, self.ui.backendComboBox, self.ui.loopCheckBox):  # fmt: skip
            widget.enabled = not isActive
        self.pictureSection.showSession()
        self.formatSection.showStream(stream)
        self.recordSection.showStream(stream)
        self.publishSection.showStream(stream)
        color = FROZEN_COLOR if isActive and stream.isFrozen else STATE_COLORS[session.state]
        if self.ui.stateLabel.styleSheet != f"color: {color}":
            self.ui.stateLabel.styleSheet = f"color: {color}"
        self.ui.statusLabel.text = "\n".join(filter(None, (session.statusText(), self._complaint)))

    def _showCameras(self) -> None:
        finder = self.logic.cameraFinder
        self.ui.refreshButton.enabled = not finder.isSearching and not self.session.isActive
        self.sourceBox.showCameras(finder.cameras)
        if self._isRefreshing and not finder.isSearching:
            self._isRefreshing = False
            count = len(finder.cameras)
            self._complaint = finder.error or _("Cameras found: {count}.").format(count=count)


def tickMilliseconds(due: float | None) -> int:
    """When to look for the next frame: ``due`` is in how many seconds it is expected, None if nobody knows."""
    if due is None:
        return TICK_MS
    return round(min(max(1000 * due - SHORTEST_TICK_MS, SHORTEST_TICK_MS), LONGEST_TICK_MS))


#
# CameraStreamLogic
#


class CameraStreamLogic(ScriptedLoadableModuleLogic):
    """Starts, updates and stops the cameras. It knows no Qt: whoever uses it without the panel calls ``update()``."""

    def __init__(self) -> None:
        ScriptedLoadableModuleLogic.__init__(self)
        self.cameraFinder = CameraFinder()
        self._passwords = PasswordMemory()
        self._observers = []
        self._sessions: list[Session] = []  # of each camera that was shown or started
        self._others: list[Session | SequenceImport] = []  # closed cameras that still hold their sources, imports
        self._session: Session | None = None  # that was started last

    def createParameterNode(self):
        """The first camera's; more are made by ``addCamera``, or at the top of the panel."""
        node = super().createParameterNode()
        node.SetName(slicer.mrmlScene.GenerateUniqueName(_("Camera")))
        return node

    def addCamera(self) -> CameraStreamParameterNode:
        """The settings of one more camera, in a slice view that no other camera uses, if there is one."""
        node = slicer.mrmlScene.AddNewNodeByClass(
            "vtkMRMLScriptedModuleNode", slicer.mrmlScene.GenerateUniqueName(_("Camera"))
        )
        node.SetAttribute("ModuleName", self.moduleName)
        return self.session(node).parameterNode

    def getParameterNode(self) -> CameraStreamParameterNode:
        """The first camera's settings."""
        return self.session().parameterNode

    def session(self, node=None) -> Session:
        """The camera of a parameter node (a vtkMRMLScriptedModuleNode), or the first one."""
        node = node or super().getParameterNode()
        for session in self._sessions:
            if session.parameterNode.parameterNode is node:
                return session
        freeView = "" if "view" in node.GetParameterNames() else self._freeView()
        parameterNode = CameraStreamParameterNode(node)
        if freeView:
            parameterNode.view = freeView
        self._sessions.append(Session(parameterNode, self._passwords, self._userOf, self._notify))
        return self._sessions[-1]

    @property
    def sessions(self) -> tuple[Session, ...]:
        """Each camera that was shown or started."""
        return tuple(self._sessions)

    @property
    def stream(self) -> Stream | None:
        """The stream that was started last."""
        return self._session.stream if self._session else None

    @property
    def state(self) -> State:
        """Of the camera that was started last."""
        return self._session.state if self._session else State.IDLE

    @property
    def error(self) -> str:
        """What is wrong with that camera and what to do about it, in one sentence; "" where nothing is."""
        return self._session.error if self._session else ""

    @property
    def isActive(self) -> bool:
        """Whether any camera runs."""
        return any(session.isActive for session in self._sessions)

    @property
    def needsUpdate(self) -> bool:
        """Whether ``update`` must be called: a camera runs, is still held, or is looked for."""
        return self.cameraFinder.isSearching or any(each.needsUpdate for each in (*self._sessions, *self._others))

    @property
    def nextFrameSeconds(self) -> float | None:
        """In how many seconds the next frame of any camera is expected; None if one of them cannot tell."""
        streams = [each.stream for each in (*self._sessions, *self._others) if each.needsUpdate and each.stream]
        expected = [stream.nextFrameSeconds for stream in streams]
        return None if not expected or None in expected else min(expected)

    def addObserver(self, callback) -> None:
        """Call ``callback()`` after each change of a camera's state; an exception that it raises is logged."""
        self._observers.append(callback)

    def removeObserver(self, callback) -> None:
        if callback in self._observers:
            self._observers.remove(callback)

    def hidePassword(self, source: str) -> str:
        """``source`` without its password, which is remembered for this session."""
        return self._passwords.hide(source)

    def start(self, source=None, *, parameterNode=None, volumeNode=None, **settings) -> Stream:
        """Start a camera; returns at once. ``stream.state`` tells how it goes on, and the panel follows it.

        Without ``source``, start what the parameter node says. With it, the node is set to it and to ``settings``, by
        the names of CameraStreamParameterNode and with its defaults. ``view`` may be None for no view, and ``crop``
        gives all four numbers of it (left, top, width, height). What cannot be used changes nothing: a camera that runs
        goes on, and so does its recording.

        :param parameterNode: whose camera to start; the first one's, if None
        :param volumeNode: the output volume. Given one in which no camera is shown while the first camera runs,
            another camera is added and started
        :raises SourceError: if the source or a setting cannot be used, or if settings are given without a source
        :raises MissingPackageError: if OpenCV or pyigtl is needed and not installed, and may not be
        """
        session = None
        try:
            session = self._sessionFor(parameterNode, volumeNode)
            values = self._checkedSettings(session, source, volumeNode, settings)
        except SourceError as error:
            failed = session or self._session or self.session()
            if not failed.isActive:  # else it is the other one's state that counts
                self._session = failed
                failed.fail(str(error))
            raise
        session = self._session = session or self.session(self.addCamera().parameterNode)
        if values:
            session.stop()
            self._fillParameterNode(session.parameterNode, values)
        return session.start()

    def toSequence(self, path, limitMegabytes: float = 2000.0) -> SequenceImport:
        """Make a sequence in the scene of a recording or another video file, at its own times; returns at once.

        ``browserNode`` of what is returned has the images once ``isActive`` is false; ``message`` says what went wrong.

        :param limitMegabytes: of memory, after which it ends
        :raises SourceError: if it is no video file
        :raises MissingPackageError: if OpenCV is not installed, and may not be
        """
        ensureOpenCV()
        sequenceImport = SequenceImport(path, limitMegabytes, self._notify)
        self._others.append(sequenceImport)
        self._notify()
        return sequenceImport

    def stop(self) -> None:
        """Stop every camera; returns at once. The last images stay."""
        for session in self._sessions:
            session.stop()

    def close(self) -> None:
        """Stop, and forget the cameras: the scene or the application is closing."""
        self.cameraFinder.stop()
        for session in tuple(self._sessions):
            self._close(session)
        for other in self._others:
            other.close()
        self._session = None
        self._notify()

    def update(self) -> bool:
        """Show the newest frame of each camera; called at each tick of the panel's timer.

        :returns: whether there was a new one
        """
        self.cameraFinder.update()
        for session in tuple(self._sessions):
            if session.isRemoved:
                self._close(session)
        self._others = [other for other in self._others if other.needsUpdate]
        updates = [each.update() for each in (*self._sessions, *self._others)]  # any() alone would not ask all
        return any(updates)

    def statusText(self) -> str:
        """One line on how the camera that was started last is doing."""
        return (self._session or self.session()).statusText()

    def _sessionFor(self, parameterNode, volumeNode) -> Session | None:
        """The camera that is meant; None for one that has to be added."""
        if parameterNode is not None:
            node = getattr(parameterNode, "parameterNode", parameterNode)
            if not any(node is each for each in self.getAllParameterNodes()):
                raise SourceError("This is no camera's parameter node: give one of logic.addCamera(), or None.")
            return self.session(node)
        first = self.session()
        for session in self._sessions:
            if volumeNode is not None and session.parameterNode.outputVolume is volumeNode:
                return session
        return None if volumeNode is not None and first.isActive else first

    def _userOf(self, volumeNode) -> Session | None:
        for session in self._sessions:
            if session.isActive and session.stream.volumeNode is volumeNode:
                return session
        return None

    def _checkedSettings(self, session: Session | None, source, volumeNode, settings: dict) -> dict:
        """What the parameter node is to be set to, by name; nothing, without a source.

        :param session: the camera; None for one that has to be added
        :raises SourceError: if something cannot be used
        """
        if source is None:
            if settings or volumeNode is not None:
                raise SourceError("Settings need a source: give one with them, or change them in the parameter node.")
            return {}
        parameterNode = (session or self.session()).parameterNode
        values = {name: parameterNode.default(name).value for name in parameterNode.allParameters}
        crop = settings.pop("crop", None)
        crop = (0, 0, 0, 0) if crop is None else crop
        if set(settings) & set(CROP_NAMES):
            raise SourceError("A crop is given as a whole: use crop=(left, top, width, height).")
        if "outputVolume" in settings:
            raise SourceError("The output volume has another name here: use volumeNode.")
        if set(settings) - set(values):
            raise SourceError(f"There is no setting {', '.join(sorted(set(settings) - set(values)))}: check its name.")
        transform = settings.get("parentTransform")
        if transform is not None and not (isinstance(transform, vtkMRMLLinearTransformNode) and transform.GetScene()):
            raise SourceError(
                f"{transform!r} is no linear transform node of the scene: give one as parentTransform, or None."
            )
        if volumeNode is not None and not (isinstance(volumeNode, slicer.vtkMRMLNode) and volumeNode.GetScene()):
            raise SourceError(f"{volumeNode!r} is no node of the scene: give a volume as volumeNode, or None.")
        isGrey = volumeNode is not None and volumeNode.GetClassName() == "vtkMRMLScalarVolumeNode"
        values |= {"grey": isGrey, "view": session.parameterNode.view if session else self._freeView()} | settings
        values["outputVolume"] = volumeNode or (session.parameterNode.outputVolume if session else None)
        if values["outputVolume"]:
            checkVolume(values["outputVolume"])
        user = self._userOf(values["outputVolume"])
        checkFree(values["outputVolume"], user if user is not session else None)
        for name, value in values.items():
            if isinstance(parameterNode.default(name).value, bool) and not isinstance(value, (bool, np.bool_)):
                raise SourceError(f"{value!r} is no value for {name}: give True or False.")
        values["view"] = "" if values["view"] is None else values["view"]
        ViewSettings(values["view"], values["rotation"], values["mirror"], values["spacing"], values["showIn3D"])
        if values["view"]:
            sliceLogic(values["view"])  # complains if there is none
        if not isinstance(values["acquisition"], str) or values["acquisition"] not in ACQUISITIONS:
            raise SourceError(f'There is no acquisition "{values["acquisition"]}": choose {" or ".join(ACQUISITIONS)}.')
        CaptureSettings(
            parseSource(source), values["width"], values["height"], values["frameRate"], values["fourcc"],
            values["backend"], values["loop"], values["grey"], crop,
        )  # fmt: skip
        values["source"] = self.hidePassword(str(source))
        self._passwords.reveal(values["source"])  # complains if the password is not known
        return values | dict(zip(CROP_NAMES, crop))

    def _fillParameterNode(self, parameterNode, values: dict) -> None:
        with slicer.util.NodeModify(parameterNode):
            for name, value in values.items():
                default = parameterNode.default(name).value
                setattr(parameterNode, name, value if default is None else type(default)(value))

    def _close(self, session: Session) -> None:
        session.close()
        self._sessions.remove(session)
        if session.needsUpdate:
            self._others.append(session)

    def _freeView(self) -> str:
        layoutManager = slicer.app.layoutManager()
        used = {node.GetParameter("view") for node in self.getAllParameterNodes()}
        free = [name for name in (layoutManager.sliceViewNames() if layoutManager else ()) if name not in used]
        return free[0] if free else "Red"

    def _notify(self) -> None:
        for callback in tuple(self._observers):
            try:
                callback()
            except Exception:
                logging.exception("CameraStream: an observer of the logic failed")


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
