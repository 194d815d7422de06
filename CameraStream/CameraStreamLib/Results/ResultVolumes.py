"""Image and labels of a result as volumes over the camera's image."""

import numpy as np
import vtk
from vtk.util import numpy_support

import slicer

from ..Shared.Result import Result
from ..View.SliceLayer import SliceLayer
from .NodeMaker import NodeMaker
from .ResultPlace import ResultPlace

LABEL_OPACITY = 0.5
"""Of labels: what they cover can still be seen."""


class ResultVolumes:
    """The image in the foreground of a slice view, where it hides the camera's; the labels in the label layer."""

    def __init__(self, nodes: NodeMaker):
        self._nodes = nodes
        self._layers = {"image": SliceLayer("Foreground"), "labels": SliceLayer("Label")}
        self._shown: dict = {}  # what the newest result has

    def write(self, result: Result, place: ResultPlace) -> None:
        """Write the arrays of a result to volumes."""
        self._shown = {}
        if result.image is not None:
            kind = "Vector" if result.image.ndim == 3 else "Scalar"
            node = self._nodes.get("image", f"vtkMRML{kind}VolumeNode")
            self._write("image", node, result.image, place)
        if result.labels is not None:
            node = self._nodes.get("labels", "vtkMRMLLabelMapVolumeNode")
            self._write("labels", node, result.labels, place)

    def show(self, viewName: str, opacity: float) -> None:
        """Show the volumes of the newest result in a view; "" for none. ``opacity`` is 1 unless it is old."""
        for kind, layer in self._layers.items():
            if kind in self._shown and opacity > 0:
                layer.show(self._shown[kind], viewName, opacity * (LABEL_OPACITY if kind == "labels" else 1.0))
            else:
                layer.hide()

    @property
    def shown(self) -> list:
        """The volumes that the newest result has filled."""
        return list(self._shown.values())

    def _write(self, kind: str, node, array: np.ndarray, place: ResultPlace) -> None:
        with slicer.util.NodeModify(node):
            place.put(node)
            if not _hasRoomFor(node.GetImageData(), array):
                _attachImage(node, array)
            # One slice: see FrameVolume.
            slicer.util.updateVolumeFromArray(node, array[np.newaxis])
        self._shown[kind] = node


def _hasRoomFor(image, array: np.ndarray) -> bool:
    return (
        image is not None
        and image.GetDimensions() == (array.shape[1], array.shape[0], 1)
        and image.GetScalarType() == numpy_support.get_vtk_array_type(array.dtype)
    )


def _attachImage(node, array: np.ndarray) -> None:
    """An image of that size. updateVolumeFromArray would attach an empty one first, on which a view may crash."""
    image = vtk.vtkImageData()
    image.SetDimensions(array.shape[1], array.shape[0], 1)
    image.AllocateScalars(numpy_support.get_vtk_array_type(array.dtype), array.shape[2] if array.ndim == 3 else 1)
    if not node.GetDisplayNode():
        node.CreateDefaultDisplayNodes()
        node.GetDisplayNode().SetSaveWithScene(False)
    if not node.IsA("vtkMRMLLabelMapVolumeNode"):
        # Fixed: automatic window and level would be computed for every frame.
        white = np.iinfo(array.dtype).max
        node.GetDisplayNode().SetAutoWindowLevel(False)
        node.GetDisplayNode().SetWindowLevel(white, white / 2)
    node.SetAndObserveImageData(image)
