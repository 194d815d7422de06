"""Transforms, numbers and text of a result in nodes."""

import math

import numpy as np
import vtk

import slicer

from ..Shared.Result import Result
from .NodeMaker import NodeMaker

TABLE_ROWS = 1000
"""Maximum of the table of numbers, half a minute of a usual camera; older ones are removed."""

TIME_COLUMN = "Time"

SEEN = "CameraStream.seen"
"""Attribute of a transform node: "1", or "0" if the newest result does not have it. It changes only when that does."""


class ResultValues:
    """Linear transforms by name, a table of numbers with a plot, and a text node."""

    def __init__(self, nodes: NodeMaker):
        self._nodes = nodes
        self._transforms: dict = {}  # all nodes that were written, by the names of their transforms
        self.filled: list = []  # the nodes that the newest result has filled
        self._firstTime: float | None = None  # the frame at which the table begins, s

    def write(self, result: Result) -> None:
        """Write what a result has; other nodes are not modified: others may count their updates."""
        self._writeTransforms(result.transforms)
        self.filled = [self._transforms[name] for name in result.transforms]
        if result.text is not None:
            node = self._nodes.get("text", "vtkMRMLTextNode")
            if node.GetText() != result.text:
                node.SetText(result.text)
            self.filled.append(node)
        if result.numbers:
            self._addRow(result)

    @property
    def transforms(self) -> list:
        """All transform nodes that were ever written."""
        return [*self._transforms.values()]

    def lose(self) -> None:
        """Nothing is seen any more."""
        self._writeTransforms({})

    def _writeTransforms(self, transforms: dict[str, list]) -> None:
        for name, matrix in transforms.items():
            node = self._transforms[name] = self._nodes.get(
                f"{name} transform", "vtkMRMLLinearTransformNode", name=name
            )
            with slicer.util.NodeModify(node):
                node.SetMatrixTransformToParent(slicer.util.vtkMatrixFromArray(np.array(matrix)))
                node.SetAttribute(SEEN, "1")
        for name, node in self._transforms.items():
            if name not in transforms:
                node.SetAttribute(SEEN, "0")

    def _addRow(self, result: Result) -> None:
        node = self._nodes.get("numbers", "vtkMRMLTableNode")
        table = node.GetTable()
        if self._firstTime is None or table.GetColumnByName(TIME_COLUMN) is None:
            self._firstTime = result.timestamp
            self._addColumn(table, TIME_COLUMN)
        for name in result.numbers:
            if table.GetColumnByName(name) is None:
                self._addColumn(table, name)
                self._plot(node, name)
        self.filled.append(node)
        row = result.numbers | {TIME_COLUMN: result.timestamp - self._firstTime}
        for index in range(table.GetNumberOfColumns()):
            column = table.GetColumn(index)
            if column.GetNumberOfTuples() >= TABLE_ROWS:
                column.RemoveFirstTuple()
            column.InsertNextValue(row.get(column.GetName(), math.nan))
            column.Modified()
        table.Modified()

    def _addColumn(self, table, name: str) -> None:
        column = vtk.vtkDoubleArray()
        column.SetName(name)
        column.SetNumberOfTuples(table.GetNumberOfRows())
        column.Fill(math.nan)
        table.AddColumn(column)

    def _plot(self, tableNode, name: str) -> None:
        chart = self._nodes.get("plot", "vtkMRMLPlotChartNode", lambda node: node.SetXAxisTitle(f"{TIME_COLUMN} (s)"))
        series = self._nodes.get(f"plot of {name}", "vtkMRMLPlotSeriesNode")
        series.SetAndObserveTableNodeID(tableNode.GetID())
        series.SetXColumnName(TIME_COLUMN)
        series.SetYColumnName(name)
        series.SetPlotType(series.PlotTypeScatter)
        series.SetMarkerStyle(series.MarkerStyleNone)
        series.SetUniqueColor()
        if not chart.HasPlotSeriesNodeID(series.GetID()):
            chart.AddAndObservePlotSeriesNodeID(series.GetID())
