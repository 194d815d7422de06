"""Shows a volume in the background of a slice view, without affecting other views or layers.

Views are given by their layout name ("Red"). The functions raise a SourceError if there is no such slice view.
"""

from dataclasses import dataclass

import numpy as np
import vtk

import slicer

from ..Shared.Errors import SourceError
from ..Shared.Errors import tr as _
from ..Shared.Numbers import isNumber
from ..Volume.Placement import MAXIMUM_SPACING, MINIMUM_SPACING, ROTATIONS, defaultOrientation

USUAL_VIEWS = ("Red", "Green", "Yellow")
"""The slice views of nearly every layout."""


@dataclass(frozen=True)
class ViewSettings:
    """How to show an image: in the slice view ``name`` ("" for none), rotated clockwise by ``rotation`` degrees (0, 90,
    180 or 270), then flipped, its pixels with an edge of ``spacing`` mm; with its slice in the 3D views too or not;
    interpolated while it is live (``isInterpolated``), or by nearest neighbor, which is faster.

    :raises SourceError: if that is not possible
    """

    name: str = "Red"
    rotation: int = 0
    isFlipped: bool = False
    spacing: float = 1.0
    isIn3D: bool = False
    isInterpolated: bool = True

    def __post_init__(self):
        if not isinstance(self.name, str) or not self.name.isprintable():
            problem = _("{name!r} is not a slice view. Pass a name such as Red, or None for no view.")
            raise SourceError(problem, name=self.name)
        if not isNumber(self.rotation) or self.rotation not in ROTATIONS:
            problem = _("{rotation!r} is not a valid rotation. Choose 0, 90, 180 or 270 degrees.")
            raise SourceError(problem, rotation=self.rotation)
        if not isNumber(self.spacing, MINIMUM_SPACING, MAXIMUM_SPACING):
            problem = _("{spacing!r} is not a valid spacing. Enter {minimum} to {maximum} mm per pixel.")
            raise SourceError(problem, spacing=self.spacing, minimum=MINIMUM_SPACING, maximum=MAXIMUM_SPACING)


def sliceLogic(viewName: str):
    """The view's vtkMRMLSliceLogic."""
    logic = slicer.app.applicationLogic().GetSliceLogicByLayoutName(viewName)
    if not logic or not logic.GetSliceNode():
        names = ", ".join(shownViewNames()) or _("none, because there is no main window")
        raise SourceError(_('"{viewName}" is not a slice view. Choose one of {names}.'), viewName=viewName, names=names)
    return logic


def shownViewNames() -> list[str]:
    """The slice views in the current layout: the usual ones first, the others by name. Empty without a main window."""
    layoutManager, logics = slicer.app.layoutManager(), slicer.app.applicationLogic()
    names = sorted(layoutManager.sliceViewNames()) if layoutManager else []  # the order differs at each start
    names = [name for name in USUAL_VIEWS if name in names] + [name for name in names if name not in USUAL_VIEWS]
    shown = {name: logics.GetSliceLogicByLayoutName(name) for name in names}
    return [name for name, logic in shown.items() if logic and logic.GetSliceNode().IsMappedInLayout()]


def sliceView(viewName: str):
    """The widget of a slice view (qMRMLSliceView); None if it is not shown."""
    layoutManager = slicer.app.layoutManager()
    widget = layoutManager.sliceWidget(viewName) if layoutManager and viewName else None
    return widget.sliceView() if widget else None


def show(volumeNode, viewName: str) -> None:
    """Show ``volumeNode``, which must have an image, in the background of a view, and fit the view to it."""
    logic = sliceLogic(viewName)
    logic.GetSliceCompositeNode().SetBackgroundVolumeID(volumeNode.GetID())
    logic.FitSliceToBackground()


def follow(volumeNode, viewName: str) -> None:
    """Move the slice to an image that its transform has moved; takes a few microseconds if it has not."""
    transformNode, sliceNode = volumeNode.GetParentTransformNode(), sliceLogic(viewName).GetSliceNode()
    if not transformNode.IsTransformToWorldLinear():
        return
    toWorld, ijkToRAS = vtk.vtkMatrix4x4(), vtk.vtkMatrix4x4()
    transformNode.GetMatrixTransformToWorld(toWorld)
    volumeNode.GetIJKToRASMatrix(ijkToRAS)
    columns, rows, _slices = volumeNode.GetImageData().GetDimensions()
    sliceToNode = np.eye(4)
    sliceToNode[:3, :3] = slicer.util.arrayFromVTKMatrix(defaultOrientation(sliceNode))
    sliceToNode[:, 3] = slicer.util.arrayFromVTKMatrix(ijkToRAS) @ [(columns - 1) / 2, (rows - 1) / 2, 0, 1]
    sliceToRAS = slicer.util.arrayFromVTKMatrix(toWorld) @ sliceToNode
    if not np.allclose(slicer.util.arrayFromVTKMatrix(sliceNode.GetSliceToRAS()), sliceToRAS):
        slicer.util.updateVTKMatrixFromArray(sliceNode.GetSliceToRAS(), sliceToRAS)
        sliceNode.UpdateMatrices()


def unfollow(volumeNode, viewName: str) -> None:
    """Restore the view's default orientation, since the image is no longer moved."""
    sliceLogic(viewName).GetSliceNode().SetOrientationToDefault()
    show(volumeNode, viewName)


def isShown(volumeNode, viewName: str) -> bool:
    """Whether a volume is in the background of a view."""
    return sliceLogic(viewName).GetSliceCompositeNode().GetBackgroundVolumeID() == volumeNode.GetID()


def showIn3D(viewName: str, isShown: bool) -> None:
    """Show or hide a slice view's image in the 3D views."""
    sliceLogic(viewName).GetSliceNode().SetSliceVisible(isShown)
