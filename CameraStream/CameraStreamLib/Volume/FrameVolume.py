"""A frame becomes the image of a volume node, at its place in space."""

import contextlib

import numpy as np
import vtk
from vtk.util import numpy_support

import slicer

from ..Shared.Errors import SourceError
from ..Shared.Errors import tr as _
from ..Shared.Frame import Frame, Placement, Tracking
from .Placement import upright

PLACED_ATTRIBUTE = "CameraStream.IJKToRAS"
"""Node attribute that holds the matrix which CameraStream gave a volume: as long as it is still that one, CameraStream
may place the volume anew for another view; a matrix set elsewhere, such as a calibration, is left alone."""

RECORDED = "recorded"
"""Value of this attribute for a placement from a recording, which is left alone like a calibration."""

PREPARE_BYTES = 2_000_000
"""New memory that is touched at one tick: 1 to 2 ms, since the system gives memory at its first use only; up to 10 ms
were measured in a virtual machine that had to get it from its host."""

OFFSET_ATTRIBUTE = "CameraStream.Offset"
"""Node attribute that holds where the volume's first pixel lies in the camera's image (column, row)."""


class FrameVolume:
    """The volume node that a stream writes into: RGB into a vector volume, grayscale into a scalar volume.

    :param node: an empty volume node, or one that a camera was shown in before
    :param poseName: of the transform node that moves a tracked image
    :raises SourceError: if ``node`` cannot take frames
    """

    def __init__(self, node, poseName: str = ""):
        checkVolume(node)
        self.node = node
        self._poseName = poseName or f"{node.GetName()} pose"
        self._poseNode = None  # from the first pose on
        self._poseMatrix: np.ndarray | None = None
        self.isGrayscale = node.GetClassName() == "vtkMRMLScalarVolumeNode"
        if not node.GetImageData():
            node.SetSaveWithScene(False)  # what is kept of a camera is a copy of the volume, not the live image
        self._layout = None
        self._newImage = None  # of that layout, not shown yet
        self._preparedBytes = 0  # of its memory
        self._tracking: Tracking | None = None  # that the volume was placed by
        self._offset = tuple(int(value) for value in (node.GetAttribute(OFFSET_ATTRIBUTE) or "0 0").split())

    @property
    def ijkToRAS(self) -> np.ndarray:
        """Takes a pixel (column, row, 0) to its place, mm: (4, 4), float64."""
        matrix = vtk.vtkMatrix4x4()
        self.node.GetIJKToRASMatrix(matrix)
        return slicer.util.arrayFromVTKMatrix(matrix) + 0.0  # no negative zeros

    @property
    def pixels(self) -> np.ndarray | None:
        """The image itself, no copy of it: (H, W, 3) or (H, W), uint8 or uint16; None if there is none."""
        image = self.node.GetImageData()
        hasPixels = image is not None and image.GetPointData().GetScalars() is not None
        return slicer.util.arrayFromVolume(self.node)[0] if hasPixels else None

    def prepare(self, pixels: np.ndarray) -> bool:
        """Have memory for images like ``pixels``, a part of it at each call: to touch new memory takes five times as
        long as a copy.

        :returns: whether it was not there yet; then call again, at the next tick
        """
        if (pixels.shape, pixels.dtype) != self._layout:
            self._layout = (pixels.shape, pixels.dtype)
            self._allocate(pixels)
        if self._newImage is None or self._preparedBytes >= pixels.nbytes:
            return False
        memory = numpy_support.vtk_to_numpy(self._newImage.GetPointData().GetScalars()).ravel().view(np.uint8)
        memory[self._preparedBytes : self._preparedBytes + PREPARE_BYTES] = 0
        self._preparedBytes += PREPARE_BYTES
        return True

    def _allocate(self, pixels: np.ndarray) -> None:
        scalarType = numpy_support.get_vtk_array_type(pixels.dtype)
        before = self.node.GetImageData()
        if not self.node.GetDisplayNode():
            self.node.CreateDefaultDisplayNodes()
            self.node.GetDisplayNode().SetSaveWithScene(self.node.GetSaveWithScene())
        if not before or before.GetScalarType() != scalarType:
            # Fixed, before the image is there: automatic window and level would be computed for every frame.
            white = np.iinfo(pixels.dtype).max
            self.node.GetDisplayNode().SetAutoWindowLevel(False)
            self.node.GetDisplayNode().SetWindowLevel(white, white / 2)
        self._newImage = vtk.vtkImageData()
        self._newImage.SetDimensions(pixels.shape[1], pixels.shape[0], 1)
        self._newImage.AllocateScalars(scalarType, 1 if self.isGrayscale else 3)
        self._preparedBytes = 0

    def write(self, frame: Frame) -> bool:
        """Show ``frame``: its pixels are (H, W, 3) or (H, W), uint8 or uint16.

        The node's memory is reused as long as size and type stay the same. A crop leaves each pixel where it was; a
        source that says where its image is has it there.

        :returns: whether the size or type is new
        """
        pixels = frame.pixels
        while self.prepare(pixels):
            pass
        if frame.tracking and frame.tracking.transform is not None:
            self._setPose(frame.tracking.transform)
        isNew = self._newImage is not None
        isMoved = frame.offset != self._offset or self._isElsewhere(frame)
        # Its place and its pixels are seen together.
        with slicer.util.NodeModify(self.node) if isMoved or isNew else contextlib.nullcontext():
            if isMoved:
                self._moveTo(frame)
            if isNew:
                # updateVolumeFromArray would attach an empty image first, on which a view's reslice may crash.
                self.node.SetAndObserveImageData(self._newImage)
                self._newImage = None
            # One slice: without this axis a color image would become a scalar volume, a grayscale one a float64.
            slicer.util.updateVolumeFromArray(self.node, pixels[np.newaxis])
        return isNew

    def place(self, sliceNode, rotation: int = 0, isFlipped: bool = False, spacing: float = 1.0) -> None:
        """Turn the volume as ``turn`` does, and set the spacing (mm), unless it was placed elsewhere. These three
        do nothing to a volume whose frames come with their place."""
        placed = self.node.GetAttribute(PLACED_ATTRIBUTE)
        if placed is None or placed == self._matrixText():
            self.setSpacing(spacing)
            self.turn(sliceNode, rotation, isFlipped)

    def turn(self, sliceNode, rotation: int, isFlipped: bool) -> None:
        """Turn the volume about its center, so that in the view of ``sliceNode`` (axial, if None) the image is upright
        and unmirrored, or else rotated clockwise by ``rotation`` degrees, a multiple of 90, and then flipped."""
        right, up = upright(self.node, sliceNode).T
        rows, columns = right, -up  # directions in which a row and a column of the image run
        for _quarter in range(rotation // 90 % 4):
            rows, columns = columns, -rows
        if isFlipped:
            rows, columns = (axis - 2 * np.dot(axis, right) * right for axis in (rows, columns))
        axes = np.column_stack([rows, columns, np.cross(rows, columns)])
        self._changeAboutCenter(lambda: self.node.SetIJKToRASDirections(axes.tolist()))

    def setSpacing(self, spacing: float) -> None:
        """Give the pixels an edge of ``spacing`` mm; the image's center stays where it is."""
        self._changeAboutCenter(lambda: self.node.SetSpacing(spacing, spacing, spacing))

    def sourceToRAS(self) -> np.ndarray:
        """From pixels of the source's whole image (column, row, 0, 1) to RAS under the volume's transform: (4, 4)."""
        matrix = self.ijkToRAS
        matrix[:, 3] = matrix @ [-self._offset[0], -self._offset[1], 0, 1]
        return matrix

    def sourcePlacement(self) -> Placement:
        """Of the source's whole image. A tracked one is where its frames say under its pose: only what that is under
        counts."""
        transform = transformToWorld(self._poseNode or self.node)
        return Placement(
            list(self.node.GetSpacing()),
            self.sourceToRAS().tolist(),
            self.node.GetAttribute(PLACED_ATTRIBUTE) != self._matrixText(),
            None if transform is None else transform.tolist(),
        )

    def putAt(self, placement: Placement) -> None:
        """Put the source's whole image there, with its transform applied, unless the volume is under one now."""
        matrix = np.array(placement.ijkToRAS)
        if placement.parentTransform and not self.node.GetParentTransformNode():
            matrix = np.array(placement.parentTransform) @ matrix
        matrix[:3, 3] = (matrix @ [*self._offset, 0, 1])[:3]
        self.node.SetIJKToRASMatrix(slicer.util.vtkMatrixFromArray(matrix))
        self.node.SetAttribute(PLACED_ATTRIBUTE, RECORDED if placement.isCalibrated else self._matrixText())

    def _changeAboutCenter(self, change) -> None:
        if self._tracking:
            return
        image = self.node.GetImageData()
        center = [(size - 1) / 2 for size in image.GetDimensions()] if image else [0, 0, 0]
        before = self.ijkToRAS @ [*center, 1]
        change()
        after = self.ijkToRAS @ [*center, 1]
        self._setOrigin(np.array(self.node.GetOrigin()) + (before - after)[:3])
        self.node.SetAttribute(PLACED_ATTRIBUTE, self._matrixText())

    def _isElsewhere(self, frame: Frame) -> bool:
        if frame.tracking is None:
            return False
        return self._tracking is None or not np.array_equal(frame.tracking.ijkToRAS, self._tracking.ijkToRAS)

    def _moveTo(self, frame: Frame) -> None:
        """The first pixel lies where the frame says; or, as another one of the camera's image, where that one was."""
        isPlaced = self.node.GetAttribute(PLACED_ATTRIBUTE) == self._matrixText()
        shift = np.subtract(frame.offset, self._offset)
        if frame.tracking:
            self.node.SetIJKToRASMatrix(slicer.util.vtkMatrixFromArray(frame.tracking.ijkToRAS))
            self._tracking, isPlaced, shift = frame.tracking, True, frame.offset
        self._setOrigin((self.ijkToRAS @ [*shift, 0, 1])[:3])
        self._offset = frame.offset
        self.node.SetAttribute(OFFSET_ATTRIBUTE, f"{frame.offset[0]} {frame.offset[1]}")
        if isPlaced:
            self.node.SetAttribute(PLACED_ATTRIBUTE, self._matrixText())

    def _setPose(self, matrix: np.ndarray) -> None:
        """Move the volume by its transform node; a transform that it is put under later is left alone."""
        if self._poseNode is None or not self._poseNode.GetScene():
            scene, className = self.node.GetScene(), "vtkMRMLLinearTransformNode"
            node = scene.GetFirstNode(self._poseName, className)
            self._poseNode = node or scene.AddNewNodeByClass(className, self._poseName)
            self.node.SetAndObserveTransformNodeID(self._poseNode.GetID())
            self._poseMatrix = None
        if self._poseMatrix is None or not np.array_equal(matrix, self._poseMatrix):
            self._poseMatrix = matrix
            self._poseNode.SetMatrixTransformToParent(slicer.util.vtkMatrixFromArray(matrix))

    def _matrixText(self) -> str:
        return " ".join(f"{value:.6g}" for value in self.ijkToRAS[:3].ravel())

    def _setOrigin(self, origin: np.ndarray) -> None:
        self.node.SetOrigin(*np.round(origin, 9))  # nothing but noise is below a picometer


def checkVolume(node) -> None:
    """Whether a camera can be shown in a volume node.

    :raises SourceError: if not
    """
    if node.GetClassName() not in ("vtkMRMLVectorVolumeNode", "vtkMRMLScalarVolumeNode"):
        raise SourceError(
            _('"{value}" cannot show a camera. Choose a vector volume, or a scalar volume for grayscale.'),
            value=node.GetName(),
        )
    if node.GetImageData() and node.GetAttribute(PLACED_ATTRIBUTE) is None:
        raise SourceError(
            _('"{name}" contains an image that the camera would overwrite. Choose another output volume.'),
            name=node.GetName(),
        )


def transformToWorld(node) -> np.ndarray | None:
    """The matrix (4 x 4) of the transforms that a node is under; None if there is none, or it is not linear."""
    parent, matrix = node.GetParentTransformNode(), vtk.vtkMatrix4x4()
    if not parent or not parent.GetMatrixTransformToWorld(matrix):
        return None
    return slicer.util.arrayFromVTKMatrix(matrix)
