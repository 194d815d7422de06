"""A frame becomes the image of a volume node."""

import numpy as np
import vtk
from vtk.util import numpy_support

import slicer

from .Source import SourceError

PLACED_ATTRIBUTE = "CameraStream.IJKToRAS"
"""Node attribute that holds the matrix which CameraStream gave a volume: as long as it is still that one, CameraStream
may place the volume anew for another view; a matrix that somebody else set, a calibration, is left alone."""


class FrameVolume:
    """The volume node that a stream writes into: RGB into a vector volume, grey into a scalar volume.

    :param node: an empty volume node, or one that a camera was shown in before
    :raises SourceError: if ``node`` cannot take frames
    """

    def __init__(self, node):
        self.node = node
        self.isGrey = node.GetClassName() == "vtkMRMLScalarVolumeNode"
        if node.GetClassName() not in ("vtkMRMLVectorVolumeNode", "vtkMRMLScalarVolumeNode"):
            raise SourceError(
                f'"{node.GetName()}" cannot show a camera: choose a vector volume, or a scalar one for grey.'
            )
        if node.GetImageData() and node.GetAttribute(PLACED_ATTRIBUTE) is None:
            raise SourceError(
                f'"{node.GetName()}" holds an image that the camera would overwrite: '
                "choose another output volume, or create a new one."
            )
        if not node.GetImageData():
            node.SetSaveWithScene(False)  # what is kept of a camera is a copy of the volume, not the live image
        self._layout = None

    def write(self, pixels: np.ndarray) -> bool:
        """Show ``pixels``, (H, W, 3) or (H, W), uint8 or uint16.

        The node's memory is reused as long as size and type stay the same.

        :returns: whether the size or type is new
        """
        isNew = (pixels.shape, pixels.dtype) != self._layout
        if isNew:
            self._prepare(pixels)
            self._layout = (pixels.shape, pixels.dtype)
        # One slice: without this axis a color image would become a scalar volume, a grey one a float64.
        slicer.util.updateVolumeFromArray(self.node, pixels[np.newaxis])
        return isNew

    def place(self, sliceNode) -> None:
        """Turn the volume so that it is upright and unmirrored in the view of ``sliceNode`` (axial, if None),
        unless somebody else has placed it."""
        current = vtk.vtkMatrix4x4()
        self.node.GetIJKToRASMatrix(current)
        placed = self.node.GetAttribute(PLACED_ATTRIBUTE)
        if placed is not None and placed != _text(current):
            return
        axes = np.diag([-1.0, -1.0, 1.0])  # the axial view: the screen's right is L, its up is A
        if sliceNode:
            right, up = slicer.util.arrayFromVTKMatrix(sliceNode.GetSliceToRAS())[:3, :2].T
            axes = np.column_stack([right, -up, np.cross(right, -up)])
        self.node.SetIJKToRASDirections(axes.tolist())
        self.node.GetIJKToRASMatrix(current)
        self.node.SetAttribute(PLACED_ATTRIBUTE, _text(current))

    def _prepare(self, pixels: np.ndarray) -> None:
        """Make the node ready for images of a new size or type."""
        scalarType = numpy_support.get_vtk_array_type(pixels.dtype)
        image = self.node.GetImageData()
        if not self.node.GetDisplayNode():
            self.node.CreateDefaultDisplayNodes()
            self.node.GetDisplayNode().SetSaveWithScene(self.node.GetSaveWithScene())
        if not image or image.GetScalarType() != scalarType:
            # Fixed, before the image is there: automatic window and level would be computed for every frame.
            white = np.iinfo(pixels.dtype).max
            self.node.GetDisplayNode().SetAutoWindowLevel(False)
            self.node.GetDisplayNode().SetWindowLevel(white, white / 2)
        if not image:
            # updateVolumeFromArray would attach an empty image first, on which a view's reslice may crash.
            image = vtk.vtkImageData()
            image.SetDimensions(pixels.shape[1], pixels.shape[0], 1)
            image.AllocateScalars(scalarType, 1 if self.isGrey else 3)
            self.node.SetAndObserveImageData(image)


def _text(matrix: vtk.vtkMatrix4x4) -> str:
    return " ".join(f"{value:g}" for value in slicer.util.arrayFromVTKMatrix(matrix)[:3].ravel())
