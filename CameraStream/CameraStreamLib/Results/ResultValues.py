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


class ResultValues:
    """Linear transforms by name, a table of numbers with a plot, and a text."""

    def __init__(self, nodes: NodeMaker):
        self._nodes = nodes
        self._firstTime: float | None = None  # the frame at which the table begins, s

    def write(self, result: Result) -> None:
        """Take over what a result has; what it has not stays as it was."""
        for name, matrix in result.transforms.items():
            node = self._nodes.get(f"{name} transform", "vtkMRMLLinearTransformNode")
            node.SetMatrixTransformToParent(slicer.util.vtkMatrixFromArray(np.array(matrix)))
        if result.text is not None:
            node = self._nodes.get("text", "vtkMRMLTextNode")
            if node.GetText() != result.text:
                node.SetText(result.text)
        if result.numbers:
            self._addRow(result)

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
