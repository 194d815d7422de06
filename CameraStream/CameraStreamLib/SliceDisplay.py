"""A volume in a slice view: in its background, fitted; no other view and no other layer is touched."""

import slicer

from .Source import SourceError


def sliceLogic(viewName: str):
    """The slice logic of the view with this layout name ("Red").

    :raises SourceError: if there is no such view
    """
    logic = slicer.app.applicationLogic().GetSliceLogicByLayoutName(viewName)
    if not logic or not logic.GetSliceNode():
        layoutManager = slicer.app.layoutManager()
        names = ", ".join(layoutManager.sliceViewNames()) if layoutManager else "none, since there is no window"
        raise SourceError(f'There is no slice view "{viewName}": choose one of {names}.')
    return logic


def show(volumeNode, viewName: str) -> None:
    """Put ``volumeNode``, which must hold an image, into the background of a view and fit the view to it.

    :raises SourceError: if there is no such view
    """
    logic = sliceLogic(viewName)
    logic.GetSliceCompositeNode().SetBackgroundVolumeID(volumeNode.GetID())
    logic.FitSliceToBackground()
