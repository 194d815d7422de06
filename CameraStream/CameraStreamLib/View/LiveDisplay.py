"""Shows a live volume in a slice view, with the same pixels as Slicer's own pipeline, in a third of the time.

What Slicer's pipeline does for a volume in the background of a slice view (vtkMRMLSliceLayerLogic and the layer's own
copy of the volume's display node), and which parts are expensive when each frame is a new image::

    image -> reslice -> window/level, colors ------------------------> append -> blend -> screen
                     -> intensity -> threshold -> cut to the image's outline -^ (alpha)

- ``vtkImageReslice`` has a fast path for images aligned with the view. It is not used if the spacing of slab slices is
  not 1, and Slicer sets another one even without a slab.
- Without a threshold, alpha is 255 inside the image and 0 outside: the reslice filter's stencil output provides that.
- A window and level that change nothing need not be computed.

In addition, all slice views of the layout render at each frame, since the plane that carries this slice in 3D views
reports that it is modified, although it has not moved.

A view renders 17 ms after a request (ctkVTKAbstractView, whose maximumUpdateRate is 60/s), to combine it with further
changes. A live image would be that much older on the screen, and the next one would often come during a rendering that
has just begun.
"""

import logging

import vtk

from . import SliceDisplay
from .RenderOnce import RenderOnce

FIRST = 10.0
"""Priority of the observers: above the default of 0.0, so that they run before the slice logic and the views, which may
render at once."""

EXPECTED_FILTERS = {("vtkImageShiftScale", "vtkImageStencil"), ("vtkImageExtractComponents", "vtkImageLogic")}
"""Classes of the filters for color and alpha, of vector and scalar volumes; others are left alone."""


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
        self._isInterpolated = isInterpolated
        self._logic = None
        self._layer = None  # the view's background
        self._observation = 0
        self._isFast = False
        self._updateRate = 0.0  # the view's own
        self._annotation = None  # the view's vtkCornerAnnotation, while it is hidden
        self.renderOnce: RenderOnce | None = None  # while it is live
        self._fraction = 1.0  # Slicer's own spacing of slab slices
        self._append = None  # the filter whose inputs were changed
        self._filters = ()  # Slicer's own filters for its inputs; ports alone would not keep them alive
        self._plane = _SlicePlane()
        self._alpha = vtk.vtkImageStencil()  # 255 inside the reslice filter's stencil, else 0
        self._alpha.SetBackgroundValue(0)
        self._opaque = vtk.vtkImageData()  # 255 everywhere in the view

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
                self._changeReslice(layer.GetReslice())
                self._changeColors(layer.GetVolumeDisplayNode(), layer.GetReslice())
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

    def _changeReslice(self, reslice) -> None:
        hasSlab = reslice.GetSlabNumberOfSlices() > 1
        if not hasSlab and reslice.GetSlabSliceSpacingFraction() != 1.0:
            self._fraction = reslice.GetSlabSliceSpacingFraction()
            reslice.SetSlabSliceSpacingFraction(1.0)
        if not self._isInterpolated:
            reslice.SetInterpolationModeToNearestNeighbor()

    def _changeColors(self, display, reslice) -> None:
        append = display.GetOutputImageDataConnection().GetProducer()
        if append is not self._append:  # a new display node has a new pipeline
            self._putColorsBack()
            filters = tuple(port.GetProducer() for port in _inputs(append))
            if tuple(each.GetClassName() for each in filters) not in EXPECTED_FILTERS:
                return
            self._append, self._filters = append, filters
        color, alpha = (each.GetOutputPort() for each in self._filters)
        if _isOpaque(display):
            alpha = self._outline(reslice)
            if _isIdentity(self._filters[0], self._volumeNode.GetImageData()):
                color = reslice.GetOutputPort(0)
        _connect(append, (color, alpha))

    def _outline(self, reslice):
        """Output port of an alpha channel that does not depend on colors."""
        extent = reslice.GetOutputExtent()
        if extent != self._opaque.GetExtent():  # the view was resized
            self._opaque.SetExtent(extent)
            self._opaque.AllocateScalars(vtk.VTK_UNSIGNED_CHAR, 1)
            self._opaque.GetPointData().GetScalars().Fill(255)
            self._alpha.SetInputData(self._opaque)
        self._alpha.SetStencilConnection(reslice.GetOutputPort(1))
        return self._alpha.GetOutputPort()

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
        self._putColorsBack()
        reslice = self._layer.GetReslice()
        if reslice.GetSlabNumberOfSlices() == 1:
            reslice.SetSlabSliceSpacingFraction(self._fraction)
        self._layer.UpdateImageDisplay()  # Slicer's own interpolation

    def _putColorsBack(self) -> None:
        append, self._append = self._append, None
        if append:
            _connect(append, tuple(each.GetOutputPort() for each in self._filters))
            self._alpha.SetStencilConnection(None)


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


def _inputs(append) -> tuple:
    """The output ports connected to ``append``, normally a vtkImageAppendComponents."""
    return tuple(append.GetInputConnection(0, index) for index in range(append.GetNumberOfInputConnections(0)))


def _connect(append, ports: tuple) -> None:
    """Set the inputs of ``append``, which executes again only if they have changed."""
    if _inputs(append) != ports:
        append.RemoveAllInputs()
        for port in ports:
            append.AddInputConnection(port)


def _isOpaque(display) -> bool:
    """Whether every pixel of the image is shown, whatever its value."""
    colors = None if display.IsA("vtkMRMLVectorVolumeDisplayNode") else display.GetLookupTable()
    return not display.GetApplyThreshold() and (colors is None or bool(colors.IsOpaque()))


def _isIdentity(colorFilter, image) -> bool:
    """Whether ``colorFilter`` leaves the image's colors unchanged."""
    isByte = image.GetScalarType() == vtk.VTK_UNSIGNED_CHAR
    isShift = colorFilter.IsA("vtkImageShiftScale")
    return isByte and isShift and colorFilter.GetShift() == 0 and colorFilter.GetScale() == 1
