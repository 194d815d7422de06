"""Points, lines and boxes of a result as markups over the image."""

import slicer

from ..Shared.Result import Result, Shape
from .NodeMaker import NodeMaker
from .ResultPlace import ResultPlace

LINE_THICKNESS = 1.5
"""Of lines and boxes, relative to their glyphs: 2 pixels in a view of 1200 pixels. Below 1, parts are missing."""


class ResultMarkups:
    """Points in one list; each line as a curve, each box as a closed curve. The curves are reused."""

    def __init__(self, nodes: NodeMaker):
        self._nodes = nodes
        self._counts = {"line": 0, "box": 0}  # how many of each were created
        self.shown: list = []  # the nodes that the newest result has filled
        self._opacity: dict = {}  # of each node that was shown, as it was set last

    def write(self, result: Result, place: ResultPlace) -> None:
        """Move the markups to the positions of a result."""
        self.shown = []
        if result.points:
            node = self._nodes.get("points", "vtkMRMLMarkupsFiducialNode", _prepare)
            names = [_nameOf(shape) for shape in result.points]
            self._move(node, [shape.points[0] for shape in result.points], place, names)
        for kind, shapes, className in (
            ("line", result.lines, "vtkMRMLMarkupsCurveNode"),
            ("box", result.boxes, "vtkMRMLMarkupsClosedCurveNode"),
        ):
            for index, shape in enumerate(shapes):
                node = self._nodes.get(f"{kind} {index + 1}", className, _prepareCurve)
                self._move(node, shape.points, place, [_nameOf(shape)] + [""] * (len(shape.points) - 1))

    def show(self, opacity: float) -> None:
        """Show the markups of the newest result only. ``opacity`` is 1 unless it is old."""
        for node in self.shown:
            self._opacity.setdefault(node.GetID(), None)
        shown = {node.GetID() for node in self.shown}
        for nodeID, before in self._opacity.items():
            wanted = opacity if nodeID in shown else 0.0
            node = slicer.mrmlScene.GetNodeByID(nodeID)
            if node and node.GetDisplayNode() and wanted != before:
                node.GetDisplayNode().SetOpacity(wanted)
                node.GetDisplayNode().SetVisibility(wanted > 0)
                self._opacity[nodeID] = wanted

    def _move(self, node, pixels: list, place: ResultPlace, names: list[str]) -> None:
        place.putUnder(node)
        with slicer.util.NodeModify(node):
            for _surplus in range(len(pixels), node.GetNumberOfControlPoints()):
                node.RemoveNthControlPoint(node.GetNumberOfControlPoints() - 1)
            for index, (position, name) in enumerate(zip(place.points(pixels), names)):
                if index == node.GetNumberOfControlPoints():
                    node.AddControlPoint(*position, name)
                else:
                    node.SetNthControlPointPosition(index, *position)
                if node.GetNthControlPointLabel(index) != name:
                    node.SetNthControlPointLabel(index, name)
        self.shown.append(node)


def _prepare(node) -> None:
    node.CreateDefaultDisplayNodes()
    node.SetLocked(True)


def _prepareCurve(node) -> None:
    _prepare(node)
    node.SetCurveTypeToLinear()
    display = node.GetDisplayNode()
    display.SetPropertiesLabelVisibility(False)
    display.SetPointLabelsVisibility(True)
    display.SetGlyphScale(0.5)  # percent of the view: the corners are not what counts
    display.SetLineThickness(LINE_THICKNESS)


def _nameOf(shape: Shape) -> str:
    score = "" if shape.score is None else f"{shape.score:.2f}"
    return " ".join(filter(None, (shape.name, score)))
