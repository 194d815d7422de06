"""Shows a volume in the foreground or label layer of a slice view, if the layer is free."""

from . import SliceDisplay


class SliceLayer:
    """A layer of a view.

    :param name: "Foreground" or "Label"
    """

    def __init__(self, name: str):
        self._name = name
        self._viewName = ""  # the view that shows the volume
        self._volumeNode = None
        self._opacityBefore = 0.0

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

    def _get(self, composite, what: str):
        return getattr(composite, f"Get{self._name}{what}")()

    def _set(self, composite, what: str, value) -> None:
        getattr(composite, f"Set{self._name}{what}")(value)
