"""How long the module keeps the GUI thread, and how old the frames are when they reach the node."""

import statistics
import time
from collections.abc import Callable
from contextlib import contextmanager

import numpy as np

import slicer

from CameraStreamLib.Shared import FrameStamp


class CallMeter:
    """Times every call into the module (slots, observers, direct calls), without the renderings that happen within.

    ``milliseconds`` has all calls; ``frameMilliseconds`` those in which a frame was written to the node.
    """

    def __init__(self):
        self.milliseconds: list[float] = []
        self.frameMilliseconds: list[float] = []
        self.errors: list[BaseException] = []
        self._depth = 0
        self._excludedSeconds = 0.0
        self._hasFrame = False
        self._afterwards: list[Callable[[], None]] = []

    def clear(self) -> None:
        """Forget what was measured."""
        for values in (self.milliseconds, self.frameMilliseconds, self.errors):
            values.clear()

    @contextmanager
    def call(self):
        """A call into the module; one inside another counts as a part of that one."""
        self._depth += 1
        start, excluded = time.perf_counter(), self._excludedSeconds
        try:
            yield
        except Exception as error:
            self.errors.append(error)
            raise
        finally:
            self._depth -= 1
            if self._depth == 0:
                own = time.perf_counter() - start - (self._excludedSeconds - excluded)
                self.milliseconds.append(1000 * own)
                if self._hasFrame:
                    self.frameMilliseconds.append(1000 * own)
                self._hasFrame = False
                while self._afterwards:
                    self._afterwards.pop(0)()

    @contextmanager
    def excluded(self):
        """Not the module's time, even within a call of it: a rendering, or the measurement itself."""
        start, excluded = time.perf_counter(), self._excludedSeconds
        try:
            yield
        finally:  # with what was excluded within, once
            self._excludedSeconds = excluded + time.perf_counter() - start

    def afterwards(self, function: Callable[[], None]) -> None:
        """Do this when the call under way has ended: a measurement within it would empty the processor's caches for
        what comes after."""
        self._afterwards.append(function)

    def markFrame(self) -> None:
        """The call under way has written a frame."""
        self._hasFrame = True


CALLS = CallMeter()
"""The one meter of this process: signals find it here."""


class CopyMeter:
    """Times copies of memory of a frame's size; ``milliseconds`` has all of them."""

    def __init__(self):
        self.milliseconds: list[float] = []
        self._original = self._copy = np.empty(0, np.uint8)

    def measure(self, pixels: np.ndarray) -> None:
        """Copy memory that was last touched a frame ago, as the frame's and the node's were; the first of a shape
        sets it up."""
        if self._original.shape != pixels.shape:
            self._original, self._copy = pixels.copy(), pixels.copy()
            return
        start = time.perf_counter()
        np.copyto(self._copy, self._original)
        self.milliseconds.append(1000 * (time.perf_counter() - start))


class FrameMeter:
    """Records each frame of a stream as the node gets it.

    :param stream: a started stream; its node is observed before any other observer, and so before any rendering
    """

    def __init__(self, stream):
        self._stream = stream
        self._node = stream.volumeNode
        self.times: list[float] = []  # time.perf_counter() at the node, s
        self.latencies: list[float] = []  # from read() to the node, ms
        self.captures: list[tuple[int, float]] = []  # number and time stamp of each, s
        self.sourceLatencies: list[float] = []  # from the stamp in the pixels to the node, ms
        self._copies = CopyMeter()
        self._tag = self._node.AddObserver(slicer.vtkMRMLVolumeNode.ImageDataModifiedEvent, self._onImage, 1000.0)

    def close(self) -> None:
        """Observe no more."""
        self._node.RemoveObserver(self._tag)

    def capturedPerSecond(self) -> float:
        """Frames that were captured, shown or not, by their numbers and time stamps; 0.0 before the second."""
        if len(self.captures) < 2:
            return 0.0
        (first, begin), *_between, (last, end) = self.captures
        return (last - first) / (end - begin)

    def memcpyMs(self) -> float:
        """Median time to copy such a frame, ms; 0.0 where there is none."""
        return statistics.median(self._copies.milliseconds) if self._copies.milliseconds else 0.0

    def _onImage(self, node, event) -> None:
        now, wallClock = time.perf_counter(), time.time()
        CALLS.markFrame()
        frame = self._stream.frame
        self.times.append(now)
        self.latencies.append(1000 * (now - frame.timestamp))
        self.captures.append((frame.number, frame.timestamp))
        CALLS.afterwards(lambda: self._look(frame.pixels, wallClock))

    def _look(self, pixels: np.ndarray, wallClock: float) -> None:
        self._copies.measure(pixels)
        stamp = FrameStamp.read(pixels)
        if stamp:
            self.sourceLatencies.append(1000 * wallClock - stamp[1])


def summary(values: list[float], withLast: bool = False) -> dict | None:
    """Median, 95th percentile and maximum; None for no values."""
    if not values:
        return None
    ordered = sorted(values)
    result = {
        "median": round(statistics.median(ordered), 3),
        "p95": round(ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))], 3),
        "max": round(ordered[-1], 3),
    }
    if withLast:
        result["last"] = round(values[-1], 3)
    return result
