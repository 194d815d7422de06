"""Nodes for what is live: made once, reused, and not saved with the scene."""

import slicer


class NodeMaker:
    """The nodes of one processor, by what they are for.

    :param prefix: of their names
    """

    def __init__(self, prefix: str):
        self.nodes: dict[str, object] = {}
        self._prefix = prefix
        self._made: list = []

    def get(self, key: str, className: str, onMade=None, name: str = ""):
        """The node for ``key``: the one that is there, if it is of this class; else a new one, with which ``onMade`` is
        called. ``name`` is that of a new one, instead of the prefix and the key."""
        node = self.nodes.get(key)
        if node is None or not node.GetScene() or not node.IsA(className):
            name = slicer.mrmlScene.GenerateUniqueName(name or f"{self._prefix} {key}")
            node = self.nodes[key] = slicer.mrmlScene.AddNewNodeByClass(className, name)
            node.SetSaveWithScene(False)
            self._made.append(node)
            if onMade:
                onMade(node)
            if node.IsA("vtkMRMLDisplayableNode") and node.GetDisplayNode():
                node.GetDisplayNode().SetSaveWithScene(False)
        return node

    def close(self) -> None:
        """Remove what was made here, with its display nodes."""
        for node in self._made:
            if node.GetScene():
                if node.IsA("vtkMRMLDisplayableNode") and node.GetDisplayNode():
                    slicer.mrmlScene.RemoveNode(node.GetDisplayNode())
                slicer.mrmlScene.RemoveNode(node)
        self._made.clear()
        self.nodes.clear()
