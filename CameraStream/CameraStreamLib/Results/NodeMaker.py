"""Nodes for live results: created once, reused, and not saved with the scene."""

import slicer


class NodeMaker:
    """The nodes of one processor, by kind of result.

    :param prefix: of their names
    """

    def __init__(self, prefix: str):
        self.nodes: dict[str, object] = {}
        self._prefix = prefix
        self._made: list = []

    def get(self, key: str, className: str, onMade=None, name: str = ""):
        """The node for ``key``: the present one if it is of this class, otherwise a new one, which ``onMade`` is called
        with. ``name`` is that of a new one, instead of the prefix and the key."""
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

    def choose(self, key: str, node) -> None:
        """Use ``node`` for ``key``, or a new one if it is None; the one that was created before is removed."""
        before = self.nodes.pop(key, None)
        if node:
            self.nodes[key] = node
        if before in self._made and before is not node:
            self._made.remove(before)
            _remove(before)

    def close(self) -> None:
        """Remove the nodes that were created here."""
        for node in self._made:
            _remove(node)
        self._made.clear()
        self.nodes.clear()


def _remove(node) -> None:
    if node.GetScene():
        if node.IsA("vtkMRMLDisplayableNode") and node.GetDisplayNode():
            slicer.mrmlScene.RemoveNode(node.GetDisplayNode())
        slicer.mrmlScene.RemoveNode(node)
