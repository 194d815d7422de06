"""The application around the module: scene, views, ``slicer.app`` and its event loop."""

import contextlib
import os
import random
import sys
import tempfile
import types
from pathlib import Path

if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY") and sys.platform.startswith("linux"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("VTK_DEFAULT_OPENGL_WINDOW", "vtkEGLRenderWindow")

import vtk
from PySide6 import QtCore, QtWidgets

import slicer.util

REPOSITORY = Path(__file__).resolve().parents[3]
MODULE_PATH = REPOSITORY / "CameraStream" / "CameraStream.py"


class SlicerApplication:
    """``slicer.app``: what the module and ``slicer.util`` use of it."""

    applicationName = "Slicer"

    def __init__(self, host: "Host"):
        self._host = host

    def testingEnabled(self) -> bool:
        return False

    def applicationLogic(self):
        return self._host.slicerApp.app_logic

    def layoutManager(self) -> "LayoutManager":
        return self._host.layoutManager

    def moduleManager(self) -> "ModuleManager":
        return self._host.moduleManager

    def connect(self, signal: str, slot) -> None:
        """``startupCompleted()`` is sent by nobody here: a test calls what is connected with it."""
        assert signal == "startupCompleted()"

    def processEvents(self) -> None:
        from .EventLoop import processEvents

        processEvents()

    def topLevelWidgets(self) -> list:
        return []

    def userSettings(self) -> QtCore.QSettings:
        """Kept as long as the host runs; the user's own are left alone."""
        return self._host.settings


class LayoutManager:
    """``qMRMLLayoutManager``: ``sliceWidgets`` and ``threeDWidgets`` are those of the layout, by name."""

    def __init__(self, names):
        self._names = random.sample(names, len(names))  # a hash's, another one at each start of Slicer
        self.sliceWidgets = {}
        self.threeDWidgets = {}

    def sliceViewNames(self) -> tuple[str, ...]:
        return tuple(self._names)

    def sliceWidget(self, name: str):
        widget = self.sliceWidgets.get(name)
        return qMRMLSliceWidget(widget) if widget else None

    @property
    def threeDViewCount(self) -> int:
        return len(self.threeDWidgets)

    def threeDWidget(self, index: int):
        return qMRMLThreeDWidget([*self.threeDWidgets.values()][index])


class qMRMLSliceWidget:
    """A slice widget, as Slicer's Python sees it."""

    def __init__(self, widget):
        self._widget = widget

    def sliceView(self) -> "qMRMLSliceView":
        return self._widget.sliceView


class qMRMLThreeDWidget:
    """A 3D widget, as Slicer's Python sees it."""

    def __init__(self, widget):
        self._widget = widget

    def threeDView(self) -> "qMRMLThreeDView":
        return self._widget.threeDView

    def mrmlViewNode(self):
        return self._widget.viewNode


class ctkVTKAbstractView:
    """What both kinds of views are, as Slicer's Python sees them."""

    def __init__(self, view, requests):
        self._view, self._requests = view, requests

    @property
    def maximumUpdateRate(self) -> float:
        return self._requests.maximumUpdateRate

    @maximumUpdateRate.setter
    def maximumUpdateRate(self, rate: float) -> None:
        self._requests.maximumUpdateRate = rate

    def renderWindow(self):
        return self._view.render_window()

    @property
    def renderEnabled(self) -> bool:
        return self._requests.isEnabled

    @renderEnabled.setter
    def renderEnabled(self, isEnabled: bool) -> None:
        self._requests.isEnabled = isEnabled

    def scheduleRender(self) -> None:
        self._view.schedule_render()

    def forceRender(self) -> None:
        self._requests.forceRender()

    def pauseRender(self) -> int:
        self._requests.pauseCount += 1
        return self._requests.pauseCount

    def resumeRender(self) -> int:
        self._requests.resume()
        return self._requests.pauseCount


class qMRMLThreeDView(ctkVTKAbstractView):
    """A 3D view, as Slicer's Python sees it."""

    def displayableManagerByClassName(self, className: str):
        return self._view._displayable_manager_group.GetDisplayableManagerByClassName(className)


class qMRMLSliceView(ctkVTKAbstractView):
    """A slice view, as Slicer's Python sees it."""

    def __init__(self, view, requests, cornerAnnotation):
        super().__init__(view, requests)
        self._cornerAnnotation = cornerAnnotation

    def cornerAnnotation(self) -> vtk.vtkCornerAnnotation:
        return self._cornerAnnotation


class ModuleManager:
    """``qSlicerModuleManager``."""

    def __init__(self):
        self.modules = {}

    def module(self, name: str):
        return self.modules.get(name)

    def connect(self, signal: str, slot) -> None:
        """Modules are never unloaded here."""

    disconnect = connect


class Host:
    """Everything that runs around the module; one per process.

    :param viewNames: the slice views of the layout
    """

    def __init__(self, viewNames=("Red", "Green", "Yellow")):
        QtCore.qInstallMessageHandler(_printMessage)
        self.qtApplication = QtWidgets.QApplication.instance() or QtWidgets.QApplication(["Slicer"])
        self.qtApplication.setStyle("Fusion")
        _installNamespaces()
        from trame_slicer.core import SlicerApp

        from .Views import SliceWidget

        self.slicerApp = SlicerApp()
        slicer.mrmlScene = self.slicerApp.scene
        self.sequencesLogic = slicer.vtkSlicerSequencesLogic()  # of qSlicerSequencesModule
        self.sequencesLogic.SetMRMLApplicationLogic(self.slicerApp.app_logic)
        self.sequencesLogic.SetMRMLScene(slicer.mrmlScene)
        self._addCameraNode()
        slicer.mrmlScene.AddObserver(slicer.mrmlScene.EndCloseEvent, self._addCameraNode)
        self.layoutManager = LayoutManager(viewNames)
        self.moduleManager = ModuleManager()
        self._settingsFolder = tempfile.TemporaryDirectory()
        settingsPath = str(Path(self._settingsFolder.name) / "Slicer.ini")
        self.settings = QtCore.QSettings(settingsPath, QtCore.QSettings.Format.IniFormat)
        slicer.app = SlicerApplication(self)
        slicer.modules = types.SimpleNamespace()
        with _withoutWarnings():  # trame-slicer observes an event that VTK 9.6 warns about
            self.sliceWidgets = {name: SliceWidget(self.slicerApp, name) for name in viewNames}
        for widget in self.sliceWidgets.values():
            widget.sliceView = qMRMLSliceView(widget.view, widget.requests, widget.cornerAnnotation)
        self.layoutManager.sliceWidgets = self.sliceWidgets

    def threeDWidget(self, name: str):
        """A 3D view, which is made when first asked for: most tests need none, and each takes part in all events."""
        from .Views import ThreeDWidget

        widgets = self.layoutManager.threeDWidgets
        if name not in widgets:
            with _withoutWarnings():
                widgets[name] = ThreeDWidget(self.slicerApp, name)
            widgets[name].threeDView = qMRMLThreeDView(widgets[name].view, widgets[name].requests)
        return widgets[name]

    def _addCameraNode(self, *_event) -> None:
        """As vtkMRMLCameraDisplayableManager, of each 3D view in each new scene."""
        slicer.mrmlScene.AddNewNodeByClass("vtkMRMLCameraNode", "Camera")

    def application(self, code: str, *arguments) -> dict:
        """Arguments of subprocess.Popen for a Python that can make another host."""
        path = os.pathsep.join(str(REPOSITORY / "CameraStream" / part) for part in ("", "Testing"))
        return {"args": [sys.executable, "-c", code, *arguments], "env": os.environ | {"PYTHONPATH": path}}

    def minimumWidth(self, widget) -> int:
        """That a widget's layout needs, pixels."""
        return widget.minimumSizeHint().width()

    def runningTimers(self) -> list:
        """Those of the ``qt`` namespace, which the module's are of."""
        from .PythonQt import QTimer

        return [timer for timer in QTimer.instances if timer.active]

    def loadModule(self, path: Path = MODULE_PATH):
        """Load a module as Slicer does at its start; its widget is made when first asked for."""
        from .ScriptedModule import qSlicerScriptedLoadableModule

        module = qSlicerScriptedLoadableModule(Path(path))
        self.moduleManager.modules[module.name] = module
        setattr(slicer.modules, module.name.lower(), module)
        return module


def _tr(text: str) -> str:
    """``slicer.i18n.tr``: the context is the file that calls, with its package before it."""
    path = Path(sys._getframe(1).f_code.co_filename)
    isInPackage = (path.parent / "__init__.py").is_file()
    context = f"{path.parent.name}.{path.stem}" if isInPackage else path.stem
    return QtCore.QCoreApplication.translate(context, text)


def _printMessage(kind, context, text: str) -> None:
    if text != "This plugin does not support propagateSizeHints()":  # the off-screen platform, at every window
        print(text, file=sys.stderr)


@contextlib.contextmanager
def _withoutWarnings():
    vtk.vtkObject.GlobalWarningDisplayOff()
    try:
        yield
    finally:
        vtk.vtkObject.GlobalWarningDisplayOn()


def _installNamespaces() -> None:
    """Put ``qt``, ``ctk`` and the parts of ``slicer`` that its wheel lacks where the module imports them from."""
    from . import PythonQt

    sys.modules["qt"] = PythonQt.makeNamespace()
    from . import Packaging, ParameterNodeWrapper, ScriptedModule, Widgets

    ctk = types.ModuleType("ctk")
    for name in ("ctkCollapsibleButton", "ctkComboBox", "ctkMessageBox", "ctkPathLineEdit", "ctkSliderWidget"):
        setattr(ctk, name, getattr(Widgets, name))
    sys.modules["ctk"] = ctk
    sys.modules["SampleData"] = types.ModuleType("SampleData")
    sys.modules["SampleData"].SampleDataLogic = ScriptedModule.SampleDataLogic
    i18n = types.ModuleType("slicer.i18n")
    i18n.tr = _tr
    i18n.translate = QtCore.QCoreApplication.translate
    for name, module in (
        ("i18n", i18n),
        ("parameterNodeWrapper", ParameterNodeWrapper),
        ("ScriptedLoadableModule", ScriptedModule),
        ("packaging", Packaging),
    ):
        sys.modules[f"slicer.{name}"] = module
        setattr(slicer, name, module)
    slicer.qMRMLWidget, slicer.qMRMLNodeComboBox = Widgets.qMRMLWidget, Widgets.qMRMLNodeComboBox
    slicer.qSlicerScriptedLoadableModule = ScriptedModule.qSlicerScriptedLoadableModule
    slicer.qSlicerScriptedLoadableModuleWidget = ScriptedModule.qSlicerScriptedLoadableModuleWidget
