"""The panel: one function derives all that it shows from what runs. It owns the timer.

Slicer imports this file at its start: what its methods need is imported at the panel's first use (``setup``).
"""

import contextlib
import sys
import time

import ctk
import qt
import vtk

import slicer
from slicer.i18n import tr as _
from slicer.ScriptedLoadableModule import ScriptedLoadableModuleWidget
from slicer.util import VTKObservationMixin

from ..Shared.Errors import MissingPackageError, SourceError

MANUAL = "https://github.com/CameraStream/SlicerCameraStream/blob/main/docs/manual.md"
"""Its chapters are what the module's help and those of the sections lead to."""

SHORTEST_TICK_MS, TICK_MS, LONGEST_TICK_MS = 2, 5, 15
"""Intervals at which the newest frame is looked for, ms: the first while one is due, which is then the longest that it
waits; the second when nobody knows, and for a thread, which gets Python's lock with each tick; the third between two
frames, so that nothing else that a tick looks after, an end of the process or a new state, is seen late."""

STATUS_SECONDS = 0.25
"""Interval at which the figures in the panel are refreshed, s: nobody reads faster."""

ICONS = ("start", "freeze", "snapshot", "record", "refresh", "stepBack", "pause", "step")
"""Buttons with a picture of the same name in Resources/Icons."""


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
        self._statusTime = 0.0  # time.perf_counter() of the last refresh, s
        self._isStale = False  # whether a state has changed since
        self._isTicking = False

    # Setup and cleanup

    def setup(self) -> None:
        ScriptedLoadableModuleWidget.setup(self)
        self._loadUI()
        from ..Camera.Logic import CameraStreamLogic

        self.logic = CameraStreamLogic()
        self.logic.addObserver(self.onLogicChanged)
        self.timer = qt.QTimer()
        self.timer.setInterval(TICK_MS)
        self._makeSections()
        self.timer.timeout.connect(self.onTimer)
        self.addObserver(slicer.mrmlScene, slicer.mrmlScene.StartCloseEvent, self.onSceneStartClose)
        self.addObserver(slicer.mrmlScene, slicer.mrmlScene.EndCloseEvent, self.onSceneEndClose)
        self.addObserver(slicer.mrmlScene, slicer.mrmlScene.StartImportEvent, self.onSceneStartImport)
        self.addObserver(slicer.mrmlScene, slicer.mrmlScene.EndImportEvent, self.onSceneEndImport)
        self.ui.parameterNodeSelector.currentNodeChanged.connect(self.onCameraSelected)
        self.initializeParameterNode()
        self.updateGUIFromLogic()

    def _loadUI(self) -> None:
        uiWidget = slicer.util.loadUI(self.resourcePath("UI/CameraStream.ui"))
        self.layout.addWidget(uiWidget)
        self.ui = slicer.util.childWidgetVariables(uiWidget)
        self.ui.parameterNodeSelector.addAttribute("vtkMRMLScriptedModuleNode", "ModuleName", self.moduleName)
        self.ui.parameterNodeSelector.setNodeTypeLabel(_("Camera"), "vtkMRMLScriptedModuleNode")
        uiWidget.setMRMLScene(slicer.mrmlScene)
        for comboBox in (self.ui.sourceComboBox, self.ui.sizeComboBox):
            comboBox.scrollWheelEffect = ctk.ctkComboBox.NeverScroll  # scrolling the panel changes nothing
        for name in ICONS:
            getattr(self.ui, f"{name}Button").icon = self._icon(name)

    def _icon(self, name: str):
        return qt.QIcon(self.resourcePath(f"Icons/{name[0].upper()}{name[1:]}.svg"))

    def _makeSections(self) -> None:
        from . import SectionHelp
        from .CalibrationSection import CalibrationSection
        from .CameraSection import CameraSection
        from .DicomDialog import DicomDialog
        from .ImageSection import ImageSection
        from .ProcessingSection import ProcessingSection
        from .PublishSection import PublishSection
        from .RecordSection import RecordSection
        from .SourceBox import SourceBox
        from .StatusLine import StatusLine
        from .View3DSection import View3DSection

        ui = self.ui
        buttons = [each for each in vars(ui).values() if isinstance(each, (qt.QPushButton, qt.QToolButton))]
        self.statusLine = StatusLine(ui, lambda: self.session)
        for button in buttons:
            button.clicked.connect(self.statusLine.clearNotice)  # before there is a new one: slots are called in order
        arguments = (lambda: self.session, self.statusLine.showNotice)
        self.sourceBox = SourceBox(ui, self.logic, *arguments)
        self.imageSection = ImageSection(ui, *arguments)
        self.cameraSection = CameraSection(ui, *arguments)
        self.recordSection = RecordSection(ui, *arguments)
        self.publishSection = PublishSection(ui, *arguments)
        self.processingSection = ProcessingSection(self._addSection("ProcessingSection"), *arguments)
        self.calibrationSection = CalibrationSection(self._addSection("CalibrationSection"), *arguments)
        self.view3DSection = View3DSection(self._addSection("View3DSection"), lambda: self.session)
        dicomWidget = slicer.util.loadUI(self.resourcePath("UI/SaveAsDICOM.ui"))
        self.dicomDialog = DicomDialog(dicomWidget, ui, self.logic, *arguments)
        SectionHelp.addLinks(self.parent, MANUAL)
        ui.startButton.clicked.connect(self.onStartButton)
        ui.freezeButton.clicked.connect(self.onFreezeButton)
        ui.snapshotButton.clicked.connect(self.onSnapshotButton)
        for button in buttons:
            button.clicked.connect(self.updateGUIFromLogic)

    def _addSection(self, name: str):
        """Above *Advanced*, the widget of a .ui file of this name."""
        section = slicer.util.loadUI(self.resourcePath(f"UI/{name}.ui"))
        sections = self.ui.advancedCollapsibleButton.parentWidget().layout()
        sections.insertWidget(sections.indexOf(self.ui.advancedCollapsibleButton), section)
        section.setMRMLScene(slicer.mrmlScene)
        return section

    def cleanup(self) -> None:
        """Called at reload and when the application closes; may be called twice."""
        if self.timer:
            self.timer.stop()
            self.timer.timeout.disconnect(self.onTimer)
            self.timer = None
            self.statusLine.close()
            self.dicomDialog.close()
        self.setParameterNode(None)
        if self.logic:
            self.logic.removeObserver(self.onLogicChanged)
            self.logic.close()
        self.removeObservers()

    def onReload(self) -> None:
        """Stop, and have the reload of the module load the library anew."""
        if self.logic:  # not there if the setup failed, for which a reload may be the remedy
            self.logic.stop()
        forgetLibrary()
        ScriptedLoadableModuleWidget.onReload(self)

    # What happens around the panel

    def enter(self) -> None:
        """Called each time the user opens this module."""
        self.initializeParameterNode()
        self.logic.cameraFinder.startOnce()
        self.updateGUIFromLogic()

    def exit(self) -> None:
        """Called each time the user opens another module; the streams keep running."""
        self.setParameterNode(None)

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

    # The camera that is shown

    @property
    def session(self):
        """The camera that the panel shows (Camera.Session), or None."""
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
            self.imageSection.endDrawing()
            self.processingSection.endPicking()
            self._parameterNode.disconnectGui(self._parameterNodeGuiTag)
            self.removeObserver(self._parameterNode, vtk.vtkCommand.ModifiedEvent, self.updateGUIFromParameterNode)
        self._parameterNode = parameterNode
        if parameterNode:
            self._lastNode = parameterNode.parameterNode
            self.ui.parameterNodeSelector.setCurrentNode(parameterNode.parameterNode)
            self.recordSection.showKept(self.session.stream)
            self.sourceBox.show(parameterNode.source)  # what was typed was typed for another camera
            self.cameraSection.showSize(parameterNode.width, parameterNode.height)
            self._parameterNodeGuiTag = parameterNode.connectGui(self.ui)
            self.addObserver(parameterNode, vtk.vtkCommand.ModifiedEvent, self.updateGUIFromParameterNode)
            self.updateGUIFromParameterNode()
            self.updateGUIFromLogic()

    def updateGUIFromParameterNode(self, caller=None, event=None) -> None:
        """Source, size and view are shown in ways that a parameter node cannot bind by itself."""
        self.sourceBox.follow(self._parameterNode.source)
        self.cameraSection.followSize(self._parameterNode.width, self._parameterNode.height)
        self.imageSection.showView(self._parameterNode.view)
        self.view3DSection.follow(self._parameterNode)

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
        if self.timer and self.parent.isEntered:  # not cleaned up meanwhile
            self.initializeParameterNode()

    # The buttons

    def onStartButton(self) -> None:
        if self.session.isActive:
            self.session.stop()
            return
        self.ui.startButton.setFocus()  # what is being typed counts, also where a click does not take the focus
        self.sourceBox.apply()
        # What is wrong with a source, and what to do, stands in the status line; a dialog is for unforeseen errors.
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
            self.statusLine.showNotice(error)
        else:
            self.statusLine.showNotice(_('Snapshot added to the scene: "{name}".').format(name=snapshot.GetName()))

    # What runs

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
        self._showButtons(session)
        for section in (
            self.sourceBox, self.imageSection, self.cameraSection, self.recordSection, self.publishSection
        ):  # fmt: skip
            section.showStream(session.stream)
        self.processingSection.show()
        self.calibrationSection.show()
        self.view3DSection.show()
        self.dicomDialog.showExport()
        self.statusLine.update()

    def _showButtons(self, session) -> None:
        ui, stream, isActive = self.ui, session.stream, session.isActive
        text = _("Stop") if isActive else _("Start")
        if ui.startButton.text != text:
            ui.startButton.text, ui.startButton.icon = text, self._icon("stop" if isActive else "start")
        ui.freezeButton.enabled = isActive
        ui.freezeButton.checked = isActive and stream.isFrozen
        ui.snapshotButton.enabled = stream is not None and stream.frame is not None
        for widget in (
            ui.acquisitionComboBox, ui.backendComboBox, ui.loopCheckBox, ui.verifyCertificateCheckBox
        ):  # fmt: skip
            widget.enabled = not isActive


def forgetLibrary() -> None:
    """Have the next import load the files of this library anew, but for what a reload must not lose."""
    library, kept = __name__.split(".")[0], f"{__name__.split('.')[0]}.Acquisition.Kept"
    for name in [*sys.modules]:
        if name.split(".")[0] == library and name != kept:
            del sys.modules[name]


def tickMilliseconds(due: float | None) -> int:
    """When to look for the next frame: ``due`` is in how many seconds it is expected, None if unknown."""
    if due is None:
        return TICK_MS
    return round(min(max(1000 * due - SHORTEST_TICK_MS, SHORTEST_TICK_MS), LONGEST_TICK_MS))
