"""What a user does with the mouse in the view: draw the crop with a box, the spacing with a line, click a point."""

from collections.abc import Callable

import numpy as np
import vtk

import slicer

from ..Shared.Errors import SourceError
from ..Shared.Errors import tr as _
from ..Volume.FrameVolume import FrameVolume


class CropBox:
    """A region of interest (ROI) markup that lies on an image; its edges are the crop's."""

    def __init__(self, volume: FrameVolume, rectangle: tuple[int, int, int, int]):
        """:param rectangle: where to begin: left, top, width, height, pixels of the source's image"""
        self._volume = volume
        self._node = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLMarkupsROINode", "Camera crop")
        self._node.SetSaveWithScene(False)
        self._node.SetAndObserveTransformNodeID(volume.node.GetTransformNodeID())
        left, top, width, height = rectangle
        pixelsToRAS = volume.sourceToRAS()
        axes = pixelsToRAS.copy()
        axes[:3, :3] /= np.linalg.norm(axes[:3, :3], axis=0)
        # Pixels are squares about their centers.
        axes[:, 3] = pixelsToRAS @ [left + (width - 1) / 2, top + (height - 1) / 2, 0, 1]
        self._node.SetAndObserveObjectToNodeMatrix(slicer.util.vtkMatrixFromArray(axes))
        spacing = np.linalg.norm(pixelsToRAS[:3, :3], axis=0)
        self._node.SetSize(*(spacing * [width, height, 1]))
        self._node.CreateDefaultDisplayNodes()
        self._node.GetDisplayNode().SetSaveWithScene(False)
        self._node.GetDisplayNode().SetFillOpacity(0.0)
        self._node.GetDisplayNode().SetPropertiesLabelVisibility(False)

    @property
    def exists(self) -> bool:
        """Whether it is still in the scene."""
        return self._node.GetScene() is not None

    def rectangle(self, sourceSize: tuple[int, int]) -> tuple[int, int, int, int]:
        """The box in whole pixels within an image of ``sourceSize`` (width, height): left, top, width,
        height. If the box is outside of the image: (0, 0, 0, 0), for all of it."""
        objectToNode = slicer.util.arrayFromVTKMatrix(self._node.GetObjectToNodeMatrix())
        half = np.array(self._node.GetSize()) / 2
        corners = np.array([[x, y, z, 1] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)]) * [*half, 1]
        pixels = np.linalg.inv(self._volume.sourceToRAS()) @ objectToNode @ corners.T
        low = np.clip(np.round(pixels[:2].min(axis=1) + 0.5), 0, sourceSize).astype(int)
        high = np.clip(np.round(pixels[:2].max(axis=1) + 0.5), 0, sourceSize).astype(int)
        width, height = high - low
        return (int(low[0]), int(low[1]), int(width), int(height)) if width and height else (0, 0, 0, 0)

    def remove(self) -> None:
        """Delete the box; calling it twice is not an error."""
        if self.exists:
            slicer.mrmlScene.RemoveNode(self._node)


class _PlacedMarkup:
    """A markup that the user places in a view.

    :param event: of the markup, at which ``onChanged`` is called without arguments
    """

    def __init__(self, volume: FrameVolume, className: str, name: str, event: int, onChanged: Callable):
        self._volume = volume
        self._node = slicer.mrmlScene.AddNewNodeByClass(className, name)
        self._node.SetSaveWithScene(False)
        self._node.CreateDefaultDisplayNodes()
        self._node.GetDisplayNode().SetSaveWithScene(False)
        self._tag = self._node.AddObserver(event, lambda caller, event: onChanged())
        applicationLogic = slicer.app.applicationLogic()
        applicationLogic.GetSelectionNode().SetReferenceActivePlaceNodeClassName(className)
        applicationLogic.GetSelectionNode().SetActivePlaceNodeID(self._node.GetID())
        applicationLogic.GetInteractionNode().SwitchToSinglePlaceMode()

    @property
    def exists(self) -> bool:
        """Whether it is still in the scene."""
        return self._node.GetScene() is not None

    def remove(self) -> None:
        """Delete it; calling it twice is not an error."""
        if self.exists:
            self._node.RemoveObserver(self._tag)
            slicer.app.applicationLogic().GetInteractionNode().SwitchToViewTransformMode()
            slicer.mrmlScene.RemoveNode(self._node)

    def _pixels(self, count: int) -> np.ndarray:
        """Where the first points are in the source's image: (4, count), column, row, slice and 1.

        :raises SourceError: if that cannot be computed
        """
        points = slicer.util.arrayFromMarkupsControlPoints(self._node, world=True)[:count]
        try:
            return np.linalg.inv(self._sourceToWorld()) @ np.column_stack([points, np.ones(count)]).T
        except np.linalg.LinAlgError as error:
            raise SourceError(_("The transform flattens the image. Choose another transform.")) from error

    def _sourceToWorld(self) -> np.ndarray:
        nodeToWorld = vtk.vtkMatrix4x4()
        transformNode = self._volume.node.GetParentTransformNode()
        slicer.vtkMRMLTransformNode.GetMatrixTransformBetweenNodes(transformNode, None, nodeToWorld)
        return slicer.util.arrayFromVTKMatrix(nodeToWorld) @ self._volume.sourceToRAS()


class ClickedPoint(_PlacedMarkup):
    """A pixel that the user clicks.

    :param onClicked: called when the user has clicked
    """

    def __init__(self, volume: FrameVolume, onClicked: Callable):
        event = slicer.vtkMRMLMarkupsNode.PointPositionDefinedEvent
        super().__init__(volume, "vtkMRMLMarkupsFiducialNode", "Clicked point", event, onClicked)

    def pixel(self) -> tuple[int, int]:
        """Column and row in the source's image, which may be outside of it.

        :raises SourceError: if these cannot be computed
        """
        column, row = np.round(self._pixels(1)[:2, 0]).astype(int).tolist()
        return column, row


class KnownDistance(_PlacedMarkup):
    """A line markup over a distance that the user knows, from which the size of a pixel follows.

    :param onChanged: called whenever the line changes
    """

    def __init__(self, volume: FrameVolume, onChanged: Callable):
        self._isMoving = False  # by this class itself
        event = slicer.vtkMRMLMarkupsNode.PointModifiedEvent
        super().__init__(volume, "vtkMRMLMarkupsLineNode", "Known distance", event, onChanged)

    def measure(self, length: float, setSpacing: Callable[[float], None]) -> None:
        """Have pixels of such a size (mm) that the line is ``length`` mm long, if it is drawn; it stays on the image.

        :raises SourceError: if the line is too short
        """
        if self._isMoving or self._node.GetNumberOfDefinedControlPoints() < 2:
            return
        pixels = self._pixels(2)
        distance = np.linalg.norm(pixels[:2, 1] - pixels[:2, 0])
        if distance < 1:
            raise SourceError(_("The line is shorter than one pixel. Draw a longer line."))
        setSpacing(length / float(distance))
        self._isMoving = True
        ends = (self._sourceToWorld() @ pixels)[:3].T
        slicer.util.updateMarkupsControlPointsFromArray(self._node, np.ascontiguousarray(ends), world=True)
        self._isMoving = False
