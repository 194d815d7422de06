"""The views: trame-slicer's pipeline, rendered when CTK would render; slice views are painted in a Qt widget."""

import time

import numpy as np
import vtk
from PySide6 import QtCore, QtGui, QtWidgets
from trame_slicer.views import SliceView, ThreeDView
from trame_slicer.views.abstract_view import ViewProps
from trame_slicer.views.render_scheduler import ScheduledRenderStrategy
from vtk.util.numpy_support import vtk_to_numpy

from .EventLoop import holdGil
from .Measurement import CALLS

VIEW_COLORS = {"Red": "#f34a33", "Green": "#6eb04b", "Yellow": "#edd54c"}
"""As in Slicer's layout descriptions (vtkMRMLLayoutLogic.cxx)."""

ORIENTATIONS = {"Red": "Axial", "Green": "Coronal", "Yellow": "Sagittal"}


class RenderRequests(ScheduledRenderStrategy):
    """When a ctkVTKAbstractView renders: requests are coalesced for 1 / ``maximumUpdateRate`` s; an overdue one is
    rendered at once, unless rendering is paused.

    ``count`` is the number of renderings; ``onRendered`` is called after each.
    """

    def __init__(self, onRendered):
        super().__init__()
        self.count = 0
        self.maximumUpdateRate = 60.0  # as there, 1/s
        self.isEnabled = True  # its renderEnabled
        self.pauseCount = 0
        self._queuedCount = 0
        self.guiLoadMs = 0.0  # time that the GUI thread spends with Python's lock after each rendering
        self._onRendered = onRendered
        self._requestTime = None
        self._timer = QtCore.QTimer()
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._onTimeout)

    def schedule_render(self) -> None:
        if not self.isEnabled or not self.abstract_view:
            return
        interval = 1 / self.maximumUpdateRate if self.maximumUpdateRate else 0.0
        if self._requestTime is None:
            self._requestTime = time.monotonic()
            self._timer.start(int(1000 * interval))
        elif int(1000 * (time.monotonic() - self._requestTime)) > 1000 * interval:  # QElapsedTimer has whole ms
            self._onTimeout()

    def queueRender(self) -> None:
        """As qMRMLSliceWidget connects its controllers with its view: the request comes in the next turn of the event
        loop, when a rendering that was asked for before may be over."""
        self._queuedCount += 1
        QtCore.QTimer.singleShot(0, self._onQueued)

    def _onQueued(self) -> None:
        self._queuedCount -= 1
        self.schedule_render()

    def resume(self) -> None:
        """As resumeRender."""
        self.pauseCount -= 1
        if not self.pauseCount and self._requestTime is not None:
            self.schedule_render()

    def _onTimeout(self) -> None:
        if not self.pauseCount:
            self.forceRender()

    def forceRender(self) -> None:
        """As forceRender: what was asked for is done, or dropped where rendering is disabled."""
        self._timer.stop()
        self._requestTime = None
        if self.isEnabled:
            self.renderNow()

    @property
    def isPending(self) -> bool:
        """Whether a rendering was requested and is still to come."""
        return self._requestTime is not None or self._queuedCount > 0

    def renderNow(self) -> None:
        """Render, whether requested or not."""
        self._timer.stop()
        self._requestTime = None
        with CALLS.excluded():
            self.abstract_view.render()
            if self.guiLoadMs:
                holdGil(self.guiLoadMs)
            self.count += 1
            self._onRendered()


class SliceWidget(QtWidgets.QWidget):
    """A slice view under its colored bar; drag with the right button to zoom, with the middle one to pan.

    ``isLive``: whether it is painted after each rendering.
    """

    def __init__(self, application, name: str):
        super().__init__()
        self._name = name
        self.isLive = True
        self._bar = QtWidgets.QLabel()
        self._bar.setStyleSheet(f"background: {VIEW_COLORS[name]}; color: black; padding: 3px 6px; font-weight: bold;")
        self.requests = RenderRequests(self._onRendered)
        self.requests.isEnabled = False  # as long as the view is being made
        self.view = SliceView(application.scene, application.app_logic, name, scheduled_render_strategy=self.requests)
        self._canvas = _Canvas(self.view)
        # As ctkVTKAbstractView: without this, rendering takes longer than everything else.
        self.view.render_window().SetMultiSamples(0)
        # As the onSliceLogicModifiedEvent of qMRMLSliceControllerWidget and of qMRMLSliceVerticalControllerWidget.
        for _controller in range(2):
            self.view._logic.AddObserver("ModifiedEvent", lambda caller, event: self.requests.queueRender())
        self.cornerAnnotation = vtk.vtkCornerAnnotation()
        self.view.first_renderer().AddViewProp(self.cornerAnnotation)
        self.view.set_view_properties(ViewProps(orientation=ORIENTATIONS[name]))
        # As vtkMRMLLayoutLogic.
        self.view._logic.GetSliceNode().SetDefaultOrientation(ORIENTATIONS[name])
        self.view._logic.GetSliceNode().SetMappedInLayout(True)
        layout = QtWidgets.QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._canvas, 1)
        self.requests.isEnabled = True

    def _onRendered(self) -> None:
        self._bar.setText(f"{self._name[0]}      S: {self.view.get_slice_value():.4f} mm")
        if self.isLive:
            self._canvas.update()

    def resizeView(self, width: int, height: int) -> None:
        """Size of the rendered picture, pixels."""
        self.view.render_window().SetSize(width, height)
        self.view._logic.ResizeSliceNode(width, height)

    def pixels(self) -> np.ndarray:
        """What the view shows now, rendered anew: shape (H, W, 3), RGB, uint8, top row first."""
        self.requests.renderNow()
        return readPixels(self.view)


class ThreeDWidget:
    """A 3D view, not in any window: ``pixels()`` renders it."""

    def __init__(self, application, name: str):
        self.requests = RenderRequests(lambda: None)
        self.view = ThreeDView(application.scene, application.app_logic, name, scheduled_render_strategy=self.requests)
        self.view.render_window().SetMultiSamples(0)  # as ctkVTKAbstractView

    @property
    def viewNode(self):
        return self.view._view_node

    def resizeView(self, width: int, height: int) -> None:
        """Size of the rendered picture, pixels."""
        self.view.render_window().SetSize(width, height)

    def pixels(self) -> np.ndarray:
        """What the view shows now, rendered anew: shape (H, W, 3), RGB, uint8, top row first."""
        self.requests.renderNow()
        return readPixels(self.view)


def readPixels(view: SliceView | ThreeDView) -> np.ndarray:
    """The picture that was rendered last: shape (H, W, 3), RGB, uint8, top row first."""
    width, height = view.render_window().GetSize()
    array = vtk.vtkUnsignedCharArray()
    view.render_window().GetPixelData(0, 0, width - 1, height - 1, 0, array, 0)
    return np.ascontiguousarray(vtk_to_numpy(array).reshape(height, width, 3)[::-1])


class _Canvas(QtWidgets.QWidget):
    """Paints the view's picture and passes the mouse on to its interactor."""

    def __init__(self, view: SliceView):
        super().__init__()
        self._view = view
        self.setMinimumSize(200, 150)
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def resizeEvent(self, event) -> None:
        self._view.render_window().SetSize(self.width(), self.height())
        self._view._logic.ResizeSliceNode(self.width(), self.height())
        self._view.schedule_render()

    def paintEvent(self, event) -> None:
        picture = readPixels(self._view)
        height, width = picture.shape[:2]
        image = QtGui.QImage(picture.data, width, height, 3 * width, QtGui.QImage.Format.Format_RGB888)
        QtGui.QPainter(self).drawImage(0, 0, image)

    def mousePressEvent(self, event) -> None:
        self._pass(event, "Press")

    def mouseReleaseEvent(self, event) -> None:
        self._pass(event, "Release")

    def mouseMoveEvent(self, event) -> None:
        self._move(event)
        self._view.interactor().MouseMoveEvent()

    def wheelEvent(self, event) -> None:
        interactor = self._view.interactor()
        interactor.MouseWheelForwardEvent() if event.angleDelta().y() > 0 else interactor.MouseWheelBackwardEvent()

    def _move(self, event) -> None:
        self._view.interactor().SetEventInformation(
            int(event.position().x()), int(self.height() - event.position().y() - 1)
        )

    def _pass(self, event, action: str) -> None:
        self._move(event)
        button = {
            QtCore.Qt.MouseButton.LeftButton: "Left",
            QtCore.Qt.MouseButton.RightButton: "Right",
            QtCore.Qt.MouseButton.MiddleButton: "Middle",
        }.get(event.button())
        if button:
            getattr(self._view.interactor(), f"{button}Button{action}Event")()
