"""Shows a volume in the foreground or label layer of a slice view, if the layer is free."""

import logging

import vtk

from . import SliceDisplay
from .FastLayer import FIRST, FastLayer


class SliceLayer:
    """A layer of a view.

    :param name: "Foreground" or "Label"
    """

    def __init__(self, name: str):
        self._name = name
        self._viewName = ""  # the view that shows the volume
        self._volumeNode = None
        self._opacityBefore = 0.0
        self._layer = None  # whose pipeline is changed
        self._fastLayer: FastLayer | None = None
        self._observation = 0
        self._isFast = False

    def show(self, volumeNode, viewName: str, opacity: float) -> None:
        """Show a volume in the layer, unless another one is there, in this view only; "" for no view."""
        if self._volumeNode is not volumeNode or self._viewName != viewName or not volumeNode.GetScene():
            self.hide()
        if not viewName:
            return
        composite = SliceDisplay.sliceLogic(viewName).GetSliceCompositeNode()
        shown = self._get(composite, "VolumeID")
        if shown is None and self._volumeNode is None:
            self._volumeNode, self._viewName = volumeNode, viewName
            self._opacityBefore = self._get(composite, "Opacity")
            self._speedUp()
            self._set(composite, "VolumeID", volumeNode.GetID())
            shown = volumeNode.GetID()
        if shown == volumeNode.GetID() and self._get(composite, "Opacity") != opacity:
            self._set(composite, "Opacity", opacity)

    def hide(self) -> None:
        """Restore the layer; no error if nothing is shown."""
        if self._volumeNode is None:
            return
        composite = SliceDisplay.sliceLogic(self._viewName).GetSliceCompositeNode()
        if self._get(composite, "VolumeID") == self._volumeNode.GetID():
            self._set(composite, "VolumeID", None)
            self._set(composite, "Opacity", self._opacityBefore)
        self._volumeNode, self._viewName = None, ""
        self._slowDown()

    def _speedUp(self) -> None:
        self._layer = getattr(SliceDisplay.sliceLogic(self._viewName), f"Get{self._name}Layer")()
        self._fastLayer = FastLayer(self._volumeNode)
        self._observation = self._layer.AddObserver(vtk.vtkCommand.ModifiedEvent, self._onModified, FIRST)

    def _slowDown(self) -> None:
        if self._layer:
            self._layer.RemoveObserver(self._observation)
            self._restore()
            self._layer = None

    def _restore(self) -> None:
        if self._isFast:
            self._isFast = False
            self._fastLayer.restore(self._layer)

    def _onModified(self, *_) -> None:
        try:
            if self._layer.GetVolumeNode() is self._volumeNode and self._layer.GetImageDataConnection():
                self._isFast = True
                self._fastLayer.change(self._layer)
            else:
                self._restore()
        except Exception:
            logging.exception("CameraStream: a layer is left to Slicer's slower display")
            self._slowDown()

    def _get(self, composite, what: str):
        return getattr(composite, f"Get{self._name}{what}")()

    def _set(self, composite, what: str, value) -> None:
        getattr(composite, f"Set{self._name}{what}")(value)
