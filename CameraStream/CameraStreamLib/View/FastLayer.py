"""Shows a live, opaque volume in a layer of a slice view, with the same pixels as Slicer's own pipeline but faster.

What Slicer's pipeline does for a volume in the background of a slice view (vtkMRMLSliceLayerLogic and the layer's own
copy of the volume's display node), and which parts are expensive when each frame is a new image::

    image -> reslice -> window/level, colors ------------------------> append -> blend -> screen
                     -> intensity -> threshold -> cut to the image's outline -^ (alpha)

- ``vtkImageReslice`` has a fast path for images aligned with the view. It is not used if the spacing of slab slices is
  not 1, and Slicer sets another one even without a slab.
- Without a threshold, alpha is 255 inside the image and 0 outside: the reslice filter's stencil output provides that.
- A window and level that change nothing need not be computed.
"""

import vtk

FIRST = 10.0
"""Priority of the observers: above the default of 0.0, so that they run before the slice logic and the views, which may
render at once."""

EXPECTED_FILTERS = {("vtkImageShiftScale", "vtkImageStencil"), ("vtkImageExtractComponents", "vtkImageLogic")}
"""Classes of the filters for color and alpha, of vector and scalar volumes; others are left alone."""


class FastLayer:
    """Removes from a layer's pipeline what a live, opaque image does not need.

    Slicer resets its filters on various occasions, at least at each frame; then ``change`` is called again, which takes
    some 20 microseconds.

    :param volumeNode: the live volume
    :param isInterpolated: False for nearest neighbor, which is faster than Slicer's interpolation but other pixels
    """

    def __init__(self, volumeNode, isInterpolated: bool = True):
        self._volumeNode = volumeNode
        self._isInterpolated = isInterpolated
        self._fraction = 1.0  # Slicer's own spacing of slab slices
        self._append = None  # the filter whose inputs were changed
        self._filters = ()  # Slicer's own filters for its inputs; ports alone would not keep them alive
        self._alpha = vtk.vtkImageStencil()  # 255 inside the reslice filter's stencil, else 0
        self._alpha.SetBackgroundValue(0)
        self._opaque = vtk.vtkImageData()  # 255 everywhere in the view

    def change(self, layer) -> None:
        """Speed up a layer (vtkMRMLSliceLayerLogic) that shows the volume."""
        self._changeReslice(layer.GetReslice())
        self._changeColors(layer.GetVolumeDisplayNode(), layer.GetReslice())

    def restore(self, layer) -> None:
        """Restore Slicer's pipeline."""
        self._putColorsBack()
        reslice = layer.GetReslice()
        if reslice.GetSlabNumberOfSlices() == 1:
            reslice.SetSlabSliceSpacingFraction(self._fraction)
        layer.UpdateImageDisplay()  # Slicer's own interpolation

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

    def _putColorsBack(self) -> None:
        append, self._append = self._append, None
        if append:
            _connect(append, tuple(each.GetOutputPort() for each in self._filters))
            self._alpha.SetStencilConnection(None)


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
