"""Shows a live volume in a slice view, with the same pixels as Slicer's own pipeline, in a third of the time.

Its layer is sped up by FastLayer. In addition, all slice views of the layout render at each frame, since the plane that
carries this slice in 3D views reports that it is modified, although it has not moved.

A view renders 17 ms after a request (ctkVTKAbstractView, whose maximumUpdateRate is 60/s), to combine it with further
changes. A live image would be that much older on the screen, and the next one would often come during a rendering that
has just begun.
"""

import logging

import vtk

from . import SliceDisplay
from .FastLayer import FIRST, FastLayer
from .RenderOnce import RenderOnce

LIVE_UPDATE_RATE = 500.0
"""The view's maximumUpdateRate while it is live, 1/s: it renders 2 ms after a request. All changes of a frame are
complete after 1 ms; a view that gets another request after 3 ms renders at once, and then once more."""


class LiveDisplay:
    """Removes from a slice view's pipeline what a live, opaque image in its background does not need.

    Only this view's filters, update rate and corner text are changed, no node: nothing can be saved with the scene, and
    no other view, layer or volume is affected. Slicer resets its filters on various occasions, at least at each frame;
    the view's layer then fires an event, at which the changes that still apply are made again, in some 20 microseconds.

    :param volumeNode: the live volume, scalar or vector
    :param viewName: layout name of the slice view ("Red")
    :param isInterpolated: False for nearest neighbor, which is faster than Slicer's interpolation but other pixels
    """

    def __init__(self, volumeNode, viewName: str, isInterpolated: bool = True):
        self._volumeNode = volumeNode
        self._viewName = viewName
        self._logic = None
        self._layer = None  # the view's background
        self._observation = 0
        self._isFast = False
        self._updateRate = 0.0  # the view's own
        self._annotation = None  # the view's vtkCornerAnnotation, while it is hidden
        self.renderOnce: RenderOnce | None = None  # while it is live
        self._fastLayer = FastLayer(volumeNode, isInterpolated)
        self._plane = _SlicePlane()

    def start(self) -> None:
        """Speed up the view whenever the volume is in its background, until ``stop``.

        :raises SourceError: if there is no such view
        """
        self.stop()
        self._logic = SliceDisplay.sliceLogic(self._viewName)
        self._layer = self._logic.GetBackgroundLayer()
        self._observation = self._layer.AddObserver(vtk.vtkCommand.ModifiedEvent, self._onModified, FIRST)
        self._layer.Modified()  # and the view renders

    def stop(self) -> None:
        """Restore Slicer's pipeline. Stopping twice, or after nodes were removed, is not an error."""
        if self._layer:
            self._layer.RemoveObserver(self._observation)
            self._putBack()
        self._layer = self._logic = None

    def _onModified(self, *_) -> None:
        layer = self._layer
        try:
            isShown = layer.GetVolumeNode() is self._volumeNode and layer.GetImageDataConnection()
            if isShown and self._volumeNode.GetImageData():
                if not self._isFast:
                    self._isFast = True
                    self._changeView()
                self._fastLayer.change(layer)
                self._plane.silence(self._logic)
            else:
                self._putBack()
        except Exception:
            logging.exception("CameraStream: the view is left to Slicer's slower display")
            self.stop()

    def _changeView(self) -> None:
        view = SliceDisplay.sliceView(self._viewName)
        if not view:
            return
        self.renderOnce = RenderOnce(view)
        if 0 < view.maximumUpdateRate < LIVE_UPDATE_RATE:  # 0 means at once
            self._updateRate, view.maximumUpdateRate = view.maximumUpdateRate, LIVE_UPDATE_RATE
        # Slicer's own text (DataProbe) only contains the volume's name, and covers the image. Its settings apply to all
        # views; only this view's actor is hidden.
        if view.cornerAnnotation().GetVisibility():
            self._annotation = view.cornerAnnotation()
            self._annotation.VisibilityOff()

    def _putBack(self) -> None:
        if not self._isFast:
            return
        self._isFast = False
        view = SliceDisplay.sliceView(self._viewName)
        if view and self._updateRate and view.maximumUpdateRate == LIVE_UPDATE_RATE:
            view.maximumUpdateRate = self._updateRate
        if self._annotation:
            self._annotation.VisibilityOn()
            self._annotation = None
        if self.renderOnce:
            self.renderOnce.close()
            self.renderOnce = None
        self._plane.release()
        self._fastLayer.restore(self._layer)


class _SlicePlane:
    """Keeps the other slice views from rendering at each frame: events of the plane are suppressed unless it has moved,
    or is shown in 3D views, which must then render."""

    def __init__(self):
        self._plane = None
        self._sliceNode = None
        self._observation = 0
        self._corners = None

    def silence(self, logic) -> None:
        """Suppress the events of the current plane of ``logic``, which changes when the scene is closed."""
        self._sliceNode, model = logic.GetSliceNode(), logic.GetSliceModelNode()
        connection = model.GetPolyDataConnection() if model else None
        plane = connection.GetProducer() if connection else None
        if plane is not self._plane:
            self.release()
            if plane and plane.IsA("vtkPlaneSource"):
                self._plane = plane
                self._observation = plane.AddObserver(vtk.vtkCommand.ModifiedEvent, self._onModified, FIRST)

    def release(self) -> None:
        """Stop suppressing events."""
        if self._plane:
            self._plane.RemoveObserver(self._observation)
        self._plane = self._corners = None

    def _onModified(self, *_) -> None:
        corners = self._plane.GetOrigin(), self._plane.GetPoint1(), self._plane.GetPoint2()
        if corners == self._corners and self._sliceNode and not self._sliceNode.GetSliceVisible():
            self._plane.GetCommand(self._observation).AbortFlagOn()
        self._corners = corners
