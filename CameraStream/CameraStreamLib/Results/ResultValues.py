"""A result's transforms, numbers and text in nodes."""

import math

import numpy as np
import vtk

import slicer

from ..Shared.Result import Result
from .NodeMaker import NodeMaker

TABLE_ROWS = 1000
"""Of the table of numbers: half a minute of a usual camera; older ones are left out."""

TIME_COLUMN = "Time"

SEEN = "CameraStream.seen"
"""Attribute of a transform node: "1", or "0" if the newest result does not have it. It changes only when that does."""


class ResultValues:
    """Linear transforms by name, a table of numbers with a plot, and a text."""

    def __init__(self, nodes: NodeMaker):
        self._nodes = nodes
        self._transforms: dict = {}  # nodes that were ever written, by the names of their transforms
        self._firstTime: float | None = None  # the frame at which the table begins, s

    def write(self, result: Result) -> None:
        """Take over what a result has; what it has not stays as it was, and a node of it is not modified: others may
        count its updates."""
        self._writeTransforms(result.transforms)
        if result.text is not None:
            node = self._nodes.get("text", "vtkMRMLTextNode")
            if node.GetText() != result.text:
                node.SetText(result.text)
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
