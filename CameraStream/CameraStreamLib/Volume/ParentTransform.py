"""The transform node that moves a volume: kept at the pose that its frames come with."""

import numpy as np

import slicer


class ParentTransform:
    """Of one volume: the linear transform node called ``name``, made if there is none, and its parent from the first
    pose on; a parent that it is given later is left alone. ``node`` is None before that."""

    def __init__(self, volumeNode, name: str):
        self._volumeNode = volumeNode
        self._name = name
        self.node = None
        self._matrix: np.ndarray | None = None

    def follow(self, matrix: np.ndarray) -> None:
        """Move the volume: ``matrix`` (4, 4) takes its own space to its parent's, mm."""
        if self.node is None or not self.node.GetScene():
            self.node, self._matrix = self._findOrMake(), None
            self._volumeNode.SetAndObserveTransformNodeID(self.node.GetID())
        if self._matrix is None or not np.array_equal(matrix, self._matrix):
            self._matrix = matrix
            self.node.SetMatrixTransformToParent(slicer.util.vtkMatrixFromArray(matrix))

    def _findOrMake(self):
        scene = self._volumeNode.GetScene()
        nodes = slicer.util.getNodesByClass("vtkMRMLLinearTransformNode", scene)
        for node in nodes:
            if node.GetName() == self._name:
                return node
        return scene.AddNewNodeByClass("vtkMRMLLinearTransformNode", self._name)
