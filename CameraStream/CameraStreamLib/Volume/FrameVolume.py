"""Writes frames into a volume node, at their place in space."""

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
"""Node attribute with the matrix that CameraStream has set: as long as it has not changed, CameraStream may move the
volume for another view; a matrix set by others, such as a calibration, is left alone."""

RECORDED = "recorded"
"""Value of this attribute for a placement from a recording, which is left alone like a calibration."""

PREPARE_BYTES = 2_000_000
"""New memory that is touched in a tick, bytes: 1 to 2 ms, since the system allocates memory at its first use; up to 10
ms were measured in a virtual machine that had to get it from its host."""

OFFSET_ATTRIBUTE = "CameraStream.Offset"
"""Node attribute with the position of the volume's first pixel in the camera's image (column, row)."""


class FrameVolume:
    """The volume node of a stream: RGB in a vector volume, grayscale in a scalar volume.

    :param node: a volume node that is empty, or has shown a camera before
    :param poseName: of the transform node that moves a tracked image
    :raises SourceError: if ``node`` cannot show a camera
    """

    def __init__(self, node, poseName: str = ""):
        checkVolume(node)
        self.node = node
        self._poseName = poseName or f"{node.GetName()} pose"
        self._poseNode = None  # from the first pose on
        self._poseMatrix: np.ndarray | None = None
        self.isGrayscale = node.GetClassName() == "vtkMRMLScalarVolumeNode"
        if not node.GetImageData():
            node.SetSaveWithScene(False)  # snapshots are saved, not the live image
        self._layout = None
        self._newImage = None  # with this layout, not shown yet
        self._preparedBytes = 0  # of its memory
        self._tracking: Tracking | None = None  # by which the volume was placed
        self._offset = tuple(int(value) for value in (node.GetAttribute(OFFSET_ATTRIBUTE) or "0 0").split())

    @property
    def ijkToRAS(self) -> np.ndarray:
        """Maps a pixel (column, row, 0) to RAS, mm: (4, 4), float64."""
        matrix = vtk.vtkMatrix4x4()
        self.node.GetIJKToRASMatrix(matrix)
        return slicer.util.arrayFromVTKMatrix(matrix) + 0.0  # no negative zeros

    @property
    def pixels(self) -> np.ndarray | None:
        """The image itself, not a copy: (H, W, 3) or (H, W), uint8 or uint16; None if there is none."""
        image = self.node.GetImageData()
        hasPixels = image is not None and image.GetPointData().GetScalars() is not None
        return slicer.util.arrayFromVolume(self.node)[0] if hasPixels else None

    def prepare(self, pixels: np.ndarray) -> bool:
        """Allocate memory for images like ``pixels``, a part of it at each call: touching new memory takes five times
        as long as a copy.

        :returns: whether there is more to do; then call it again at the next tick
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
            # Fixed, before the image is set: automatic window and level would be computed for every frame.
            white = np.iinfo(pixels.dtype).max
            self.node.GetDisplayNode().SetAutoWindowLevel(False)
            self.node.GetDisplayNode().SetWindowLevel(white, white / 2)
        self._newImage = vtk.vtkImageData()
        self._newImage.SetDimensions(pixels.shape[1], pixels.shape[0], 1)
        self._newImage.AllocateScalars(scalarType, 1 if self.isGrayscale else 3)
        self._preparedBytes = 0

    def write(self, frame: Frame) -> bool:
        """Write ``frame`` into the node: its pixels are (H, W, 3) or (H, W), uint8 or uint16.

        The node's memory is reused as long as size and type stay the same. Cropping leaves each pixel at its place; a
        tracked image moves to the place in its tracking.

        :returns: whether the size or type has changed
        """
        pixels = frame.pixels
        while self.prepare(pixels):
            pass
        if frame.tracking and frame.tracking.transform is not None:
            self._setPose(frame.tracking.transform)
        isNew = self._newImage is not None
        isMoved = frame.offset != self._offset or self._isElsewhere(frame)
        # Place and pixels change together.
        with slicer.util.NodeModify(self.node) if isMoved or isNew else contextlib.nullcontext():
            if isMoved:
                self._moveTo(frame)
            if isNew:
                # updateVolumeFromArray would first set an empty image, on which a view's reslice may crash.
                self.node.SetAndObserveImageData(self._newImage)
                self._newImage = None
            # Without the slice axis, a color image would become a scalar volume, a grayscale one float64.
            slicer.util.updateVolumeFromArray(self.node, pixels[np.newaxis])
        return isNew

    def place(self, sliceNode, rotation: int = 0, isFlipped: bool = False, spacing: float = 1.0) -> None:
        """Turn the volume (see ``turn``) and set the spacing (mm), unless something else has placed it. This method,
        ``turn`` and ``setSpacing`` do nothing if the image is tracked."""
        placed = self.node.GetAttribute(PLACED_ATTRIBUTE)
        if placed is None or placed == self._matrixText():
            self.setSpacing(spacing)
            self.turn(sliceNode, rotation, isFlipped)

    def turn(self, sliceNode, rotation: int, isFlipped: bool) -> None:
        """Turn the volume about its center, so that in the view of ``sliceNode`` (None for axial) the image is upright
        and unmirrored, then rotated clockwise by ``rotation`` degrees, a multiple of 90, then flipped."""
        right, up = upright(self.node, sliceNode).T
        rows, columns = right, -up  # directions along a row and a column of the image
        for _quarter in range(rotation // 90 % 4):
            rows, columns = columns, -rows
        if isFlipped:
            rows, columns = (axis - 2 * np.dot(axis, right) * right for axis in (rows, columns))
        axes = np.column_stack([rows, columns, np.cross(rows, columns)])
        self._changeAboutCenter(lambda: self.node.SetIJKToRASDirections(axes.tolist()))

    def setSpacing(self, spacing: float) -> None:
        """Set the size of the pixels to ``spacing`` mm; the image's center stays where it is."""
        self._changeAboutCenter(lambda: self.node.SetSpacing(spacing, spacing, spacing))

    def sourceToRAS(self) -> np.ndarray:
        """Maps pixels of the source's whole image (column, row, 0, 1) to RAS under the volume's transform: (4, 4)."""
        matrix = self.ijkToRAS
        matrix[:, 3] = matrix @ [-self._offset[0], -self._offset[1], 0, 1]
        return matrix

    def sourcePlacement(self) -> Placement:
        """Placement of the source's whole image. The pose of a tracked image is recorded with its frames: only the
        transforms above the pose are included."""
        transform = transformToWorld(self._poseNode or self.node)
        return Placement(
            list(self.node.GetSpacing()),
            self.sourceToRAS().tolist(),
            self.node.GetAttribute(PLACED_ATTRIBUTE) != self._matrixText(),
            None if transform is None else transform.tolist(),
        )

    def putAt(self, placement: Placement) -> None:
        """Place the source's whole image, with the recorded transform applied unless the volume is under one now."""
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
        """Move the volume to the place in the frame's tracking; or, after a crop, such that no pixel moves."""
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
        self.node.SetOrigin(*np.round(origin, 9))  # below a picometer is only noise


def checkVolume(node) -> None:
    """Check that a volume node can show a camera.

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
    """The matrix (4 x 4) of a node's parent transforms to world; None if there are none, or they are not linear."""
    parent, matrix = node.GetParentTransformNode(), vtk.vtkMatrix4x4()
    if not parent or not parent.GetMatrixTransformToWorld(matrix):
        return None
    return slicer.util.arrayFromVTKMatrix(matrix)
