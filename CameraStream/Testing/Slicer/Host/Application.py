"""The application that is there already: its views and settings, by the names that Testing/Host has for them."""

from pathlib import Path

import numpy as np
import pytest
import vtk
from vtk.util.numpy_support import vtk_to_numpy

import slicer

from .Measurement import CALLS

REPOSITORY = Path(__file__).resolve().parents[4]

WINDOW_SIZE = (1900, 1500)
"""Of the main window, pixels: each of four views can then have the size that tests give it."""


class Requests:
    """The renderings of a view: ``count`` is their number."""

    def __init__(self, view):
        self._view = view
        self.count = 0
        self.guiLoadMs = 0.0
        view.renderWindow().AddObserver(vtk.vtkCommand.StartEvent, self._onStart)

    def _onStart(self, caller, event) -> None:
        self.count += 1

    @property
    def isEnabled(self) -> bool:
        return self._view.renderEnabled

    @isEnabled.setter
    def isEnabled(self, isEnabled: bool) -> None:
        self._view.renderEnabled = isEnabled

    def renderNow(self) -> None:
        """Render, whether requested or not."""
        self._view.forceRender()

    @property
    def isPending(self) -> bool:
        """Skips the test."""
        pytest.skip("A real view does not tell whether a rendering was requested.")


class _Widget:
    """A view of the layout: ``_view`` is its widget."""

    isLive = True

    def __init__(self, view):
        self._view = view
        self.requests = Requests(view)

    def resizeView(self, width: int, height: int) -> None:
        """Size of the rendered picture, pixels."""
        self._view.setFixedSize(width, height)
        slicer.app.processEvents()

    def pixels(self) -> np.ndarray:
        """What the view shows now, rendered anew: shape (H, W, 3), RGB, uint8, top row first."""
        self._view.forceRender()
        window = self._view.renderWindow()
        width, height = window.GetSize()
        array = vtk.vtkUnsignedCharArray()
        window.GetPixelData(0, 0, width - 1, height - 1, 0, array, 0)
        return np.ascontiguousarray(vtk_to_numpy(array).reshape(height, width, 3)[::-1])


class SliceWidget(_Widget):
    """A slice view of the layout."""

    def __init__(self, name: str):
        self.sliceView = slicer.app.layoutManager().sliceWidget(name).sliceView()
        super().__init__(self.sliceView)
        self.cornerAnnotation = self.sliceView.cornerAnnotation()


class ThreeDWidget(_Widget):
    """A 3D view of the layout."""

    def __init__(self, widget):
        self.threeDView, self.viewNode = widget.threeDView(), widget.mrmlViewNode()
        super().__init__(self.threeDView)


class Host:
    """The running Slicer."""

    def __init__(self):
        slicer.util.mainWindow().resize(*WINDOW_SIZE)
        slicer.app.layoutManager().setLayout(slicer.vtkMRMLLayoutNode.SlicerLayoutFourUpView)
        slicer.app.processEvents()
        # Its text in the views' corners would be another one with and without a camera.
        annotations = slicer.modules.DataProbeInstance.infoWidget.sliceAnnotations
        annotations.sliceViewAnnotationsEnabled = False
        annotations.updateSliceViewFromGUI()
        self.sliceWidgets = {name: SliceWidget(name) for name in ("Red", "Green", "Yellow")}
        self.settings = slicer.app.userSettings()  # temporary ones: see RunTests.py
        self.layoutManager = slicer.app.layoutManager()
        self._threeDWidgets = {}  # once one is asked for

    def threeDWidget(self, name: str) -> ThreeDWidget:
        """Of the views "1" and "2"."""
        if not self._threeDWidgets:
            self.layoutManager.setLayout(slicer.vtkMRMLLayoutNode.SlicerLayoutDual3DView)
            slicer.app.processEvents()
            widgets = [self.layoutManager.threeDWidget(index) for index in range(2)]
            self._threeDWidgets = {each.mrmlViewNode().GetLayoutName(): ThreeDWidget(each) for each in widgets}
        return self._threeDWidgets[name]

    def application(self, code: str, *arguments) -> dict:
        """Skips the test."""
        pytest.skip("It starts another application, which would take a Slicer 20 s.")

    def minimumWidth(self, widget) -> int:
        """That a widget's layout needs, pixels."""
        return widget.minimumSizeHint.width()

    def runningTimers(self) -> list:
        """Those of the module."""
        widget = getattr(slicer.modules, "CameraStreamWidget", None)  # not there before the panel was opened
        timers = (widget.timer, widget.statusLine._timer) if widget else ()
        return [timer for timer in timers if timer and timer.active]

    def loadModule(self):
        """A panel of its own for each test."""
        slicer.util.selectModule("Data")
        slicer.util.reloadScriptedModule("CameraStream")
        slicer.util.selectModule("CameraStream")
        logic = slicer.util.getModuleLogic("CameraStream")
        logic.update = CALLS.timed(logic.update)
