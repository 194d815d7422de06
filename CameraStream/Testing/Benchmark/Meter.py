"""What a run is measured by: the stamps at the nodes and in the rendered pixels, and the view's time."""

import contextlib
import statistics
import time
import tracemalloc

import numpy as np
import vtk
from PySide6 import QtCore
from vtk.util.numpy_support import vtk_to_numpy

import slicer

from CameraStreamLib.Shared import FrameStamp
from CameraStreamLib.View import SliceDisplay
from Host.Measurement import CALLS, CopyMeter

TRACE_MS = 5
"""Interval at which allocations are looked at, ms: a contender's tick."""

TRACED_FRAMES = 8

FIRST, LAST = 1000.0, -1000.0
"""Priorities of observers: before and after all others."""


class Meter:
    """Looks at every volume of the scene, and at the Red view, without a contender's help; its own time is left out.

    A frame is at the node when the node says that its image is modified, before any other observer hears of it. It is
    in the rendered pixels when those of the view that show its stamp were read back after a rendering: a strip of the
    height of the stamp, which waits until the picture is finished and takes little time beyond that.
    """

    def __init__(self, sliceWidget):
        self._view = sliceWidget.view
        self._render, self._view.render = self._view.render, self._renderTimed
        self._isFromBelow = False
        self._shownNumber = -1
        self._observers = contextlib.ExitStack()
        self._observersStart = (0.0, 0.0)
        self._depth = 0  # of notifications that a node is modified
        self._renderedMs = 0.0  # in all
        self.isTracing = self._hasFrame = False
        self._held: list[int] = []  # bytes
        self._peaks: list[int] = []
        self._timer = QtCore.QTimer()
        self._timer.setInterval(TRACE_MS)
        self._timer.timeout.connect(self._trace)
        self.clear()
        slicer.mrmlScene.AddObserver(slicer.vtkMRMLScene.NodeAddedEvent, self._onNodeAdded)

    def clear(self) -> None:
        """Forget what was measured."""
        self.startTime = time.perf_counter()
        self.nodeLatencies: list[float] = []  # from the stamp to the node, ms
        self.pixelLatencies: list[float] = []  # from the stamp to the rendered pixels, ms, of frames not seen before
        self.viewMs: list[float] = []  # the view's part of each of these
        self.copies = CopyMeter()
        self._viewMs = 0.0  # since the last frame that was seen

    def startTracing(self) -> None:
        """Record what Python and NumPy allocate, and nothing else, from now on."""
        tracemalloc.start()
        self.isTracing = True
        self._timer.start()

    @vtk.calldata_type(vtk.VTK_OBJECT)
    def _onNodeAdded(self, scene, event, node) -> None:
        if node.IsA("vtkMRMLVolumeNode"):
            node.AddObserver(slicer.vtkMRMLVolumeNode.ImageDataModifiedEvent, self._onImage, FIRST)
            # What lies between these two is the slice logics' and the views' work, whoever writes the frame.
            node.AddObserver(vtk.vtkCommand.ModifiedEvent, self._onModified, FIRST)
            node.AddObserver(vtk.vtkCommand.ModifiedEvent, self._onObserved, LAST)

    def _onModified(self, node, event) -> None:
        if not self._depth:
            self._observers.enter_context(CALLS.excluded())
            self._observersStart = time.perf_counter(), self._renderedMs
        self._depth += 1

    def _onObserved(self, node, event) -> None:
        self._depth -= 1
        if not self._depth:
            start, renderedMs = self._observersStart
            elapsed = 1000 * (time.perf_counter() - start)
            # An overdue rendering happens within.
            self._viewMs += elapsed - (self._renderedMs - renderedMs)
            self._observers.close()

    def _onImage(self, node, event) -> None:
        now = 1000 * time.time()
        with CALLS.excluded():
            image = node.GetImageData()
            if not image or not image.GetPointData().GetScalars():
                return
            if self.isTracing:
                self._hasFrame = True
                return
            CALLS.markFrame()
            width, height, _depth = image.GetDimensions()
            pixels = vtk_to_numpy(image.GetPointData().GetScalars()).reshape(height, width, -1)
            stamp = FrameStamp.read(pixels)
            self._isFromBelow = stamp is None
            stamp = stamp or FrameStamp.read(pixels[::-1])
            if stamp:
                self.nodeLatencies.append(now - stamp[1])
                CALLS.afterwards(lambda: self.copies.measure(pixels))

    def _trace(self) -> None:
        """Between two ticks: what is held now, and the most that was since the last time."""
        current, peak = tracemalloc.get_traced_memory()
        self._held.append(current)
        if self._hasFrame:
            self._peaks.append(peak)
        self._hasFrame = False
        tracemalloc.reset_peak()

    def hasTraced(self) -> bool:
        """Whether there are enough frames for ``allocatedBytes``."""
        return len(self._peaks) >= TRACED_FRAMES

    def allocatedBytes(self) -> int | None:
        """The most that Python and NumPy held at once for a frame, beyond the least that they held between frames."""
        peaks = self._peaks[1:]  # the first fills caches
        return round(statistics.median(peaks) - min(self._held)) if peaks else None

    def _renderTimed(self) -> None:
        start = time.perf_counter()
        self._render()
        if self.isTracing:
            return
        stamp = self._readRendered()
        elapsed = 1000 * (time.perf_counter() - start)
        self._renderedMs += elapsed
        self._viewMs += elapsed
        if stamp and stamp[0] != self._shownNumber:
            self.pixelLatencies.append(1000 * time.time() - stamp[1])
            self.viewMs.append(self._viewMs)
            self._shownNumber, self._viewMs = stamp[0], 0.0

    def _readRendered(self) -> tuple[int, int] | None:
        """The stamp in the view's picture, from the pixels of the view that lie on the stamp's."""
        logic = SliceDisplay.sliceLogic("Red")
        node = logic.GetBackgroundLayer().GetVolumeNode()
        if not node or not node.GetImageData():
            return None
        matrix = vtk.vtkMatrix4x4()
        node.GetIJKToRASMatrix(matrix)
        toView = np.linalg.inv(slicer.util.arrayFromVTKMatrix(logic.GetSliceNode().GetXYToRAS()))
        toView = toView @ slicer.util.arrayFromVTKMatrix(matrix)
        rows = np.arange(FrameStamp.HEIGHT)
        if self._isFromBelow:
            rows = node.GetImageData().GetDimensions()[1] - 1 - rows
        columns = np.rint(toView[0, 0] * np.arange(FrameStamp.WIDTH) + toView[0, 3]).astype(int)
        rows = np.rint(toView[1, 1] * rows + toView[1, 3]).astype(int)
        window = self._view.render_window()
        left, right, bottom, top = columns.min(), columns.max(), rows.min(), rows.max()
        width, height = window.GetSize()
        if left < 0 or bottom < 0 or right >= width or top >= height:
            return None
        array = vtk.vtkUnsignedCharArray()
        window.GetPixelData(int(left), int(bottom), int(right), int(top), 0, array, 0)
        strip = vtk_to_numpy(array).reshape(top - bottom + 1, right - left + 1, 3)
        return FrameStamp.read(strip[rows - bottom][:, columns - left])


def growth(values: list[float]) -> float | None:
    """By how much the median of the last quarter is above that of the first; None for too few values."""
    quarter = len(values) // 4
    return round(statistics.median(values[-quarter:]) - statistics.median(values[:quarter]), 1) if quarter else None
