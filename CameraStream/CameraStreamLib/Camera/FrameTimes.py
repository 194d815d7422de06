"""When the frames of a stream come and are shown: their rate, their age, and when the next one is due."""

import collections
import statistics
import time
from dataclasses import dataclass

from ..Shared.Frame import Frame

RATE_SECONDS = 2.0
"""The frame rate shown is the mean over this long: one second makes the last digit flicker."""

LATENCIES_KEPT = 60
"""The latency shown is the median of this many frames, two seconds of a usual camera, for the same reason."""

INTERVALS_KEPT = 5
"""Whether a source is slow is judged by the median of this many intervals: one gap does not make it so."""


@dataclass(frozen=True)
class StreamStatistics:
    """How a stream is doing.

    ``size`` is (width, height) in pixels, (0, 0) before the first frame. ``framesDropped`` were captured but replaced
    by a newer one before the GUI came to show them. ``framesPerSecond`` is the rate shown over the last 2 s,
    ``latencyMs`` the median time from ``read()`` to the node over the last 60 frames.
    """

    size: tuple[int, int]
    framesCaptured: int
    framesShown: int
    framesDropped: int
    framesPerSecond: float
    latencyMs: float


class FrameTimes:
    """Of the frames that are shown. ``interval`` is the median between the last ones, s; 0.0 before the second."""

    def __init__(self):
        self.count = 0
        self.interval = 0.0
        self._last = (0.0, 0)  # time stamp (s) and number of the last frame, whose pixels are not held here
        self._shown = collections.deque()
        self._latencies = collections.deque(maxlen=LATENCIES_KEPT)
        self._intervals = collections.deque(maxlen=INTERVALS_KEPT)

    def add(self, frame: Frame) -> None:
        """``frame`` has just been shown."""
        now, (timestamp, number) = time.perf_counter(), self._last
        if self.count:
            self._intervals.append((frame.timestamp - timestamp) / (frame.number - number))
            self.interval = statistics.median_high(self._intervals)
        self._last = frame.timestamp, frame.number
        self.count += 1
        self._latencies.append(1000 * (now - frame.timestamp))
        self._shown.append(now)
        while now - self._shown[0] > RATE_SECONDS:
            self._shown.popleft()

    @property
    def framesPerSecond(self) -> float:
        """Mean over the last RATE_SECONDS."""
        now = time.perf_counter()
        recent = [shown for shown in self._shown if now - shown <= RATE_SECONDS]
        return (len(recent) - 1) / max(now - recent[0], 1e-3) if len(recent) > 1 else 0.0

    @property
    def latencyMs(self) -> float:
        """From ``read()`` to the node, median."""
        return statistics.median(self._latencies) if self._latencies else 0.0
