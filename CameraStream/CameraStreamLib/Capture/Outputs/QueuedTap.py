"""A tap with a thread of its own: frames wait for it in a stated amount of memory, and are lost and counted beyond."""

import collections
import threading
from dataclasses import dataclass

import numpy as np

from ...Shared.Frame import FrameRegion

QUEUE_BYTES = 256_000_000
"""Of frames that wait, at most: 41 of 1080p in color, 1.4 s at 30 frames/s, which is longer than a disk pauses."""

FINISH_SECONDS = 20.0
"""How long a tap may take to end when the capture ends, s: the first half for the frames that wait, the second for
what the encoder holds. FFV1 writes a full queue in 5 s; VP9 takes 6 s at 1080p for the 25 frames that it holds."""


@dataclass(frozen=True)
class TappedFrame:
    """A frame that waits, its own copy of the pixels, with how many were lost between it and the one before."""

    pixels: np.ndarray
    number: int
    timestamp: float
    region: FrameRegion
    lost: int


class QueuedTap:
    """Calls ``begin``, ``handle`` for each frame, and ``end`` in a thread; subclasses have them. If one of the first
    two raises, the error goes to ``end``, and no more frames are taken."""

    def __init__(self):
        self._waiting: collections.deque[TappedFrame] = collections.deque()
        self._bytes = 0
        self._lostNow = 0  # since the last frame that found room
        self.lost = 0
        self._isClosed = False
        self._error: Exception | None = None
        self._changed = threading.Condition()
        # Not a daemon: Python would cut such a thread off inside OpenCV at exit, which aborts the application.
        self._thread = threading.Thread(target=self._run, name="CameraStream tap", daemon=False)
        self._thread.start()

    @property
    def isEachWanted(self) -> bool:
        return not self._isClosed

    def put(self, frame: np.ndarray, number: int, timestamp: float, region: FrameRegion) -> None:
        """Take a copy of a frame, if there is room."""
        if self._isClosed:
            return
        isFull = self._bytes and self._bytes + frame.nbytes > QUEUE_BYTES
        pixels = None if isFull else frame.copy()
        with self._changed:
            if isFull:
                self._lostNow += 1
                self.lost += 1
            else:
                self._waiting.append(TappedFrame(pixels, number, timestamp, region, self._lostNow))
                self._bytes += pixels.nbytes
                self._lostNow = 0
                self._changed.notify()
        if isFull:
            self.onLost()

    def close(self, error: Exception | None = None) -> None:
        """Begin to end; what waits is still written. ``error`` is why, if frames can no longer be taken."""
        with self._changed:
            self._error = error
            self._isClosed = True
            self._changed.notify()

    def join(self, seconds: float) -> None:
        """Wait for the end; what still waits in the middle of that time is given up, and counted as lost."""
        self._thread.join(seconds / 2)
        self._giveUp()
        self._thread.join(seconds / 2)

    def waitFor(self, count: int, seconds: float) -> list[TappedFrame]:
        """What waits as soon as it is ``count`` frames, no more will come, or ``seconds`` are over."""
        with self._changed:
            self._changed.wait_for(lambda: len(self._waiting) >= count or self._isClosed, seconds)
            return list(self._waiting)

    def onLost(self) -> None:
        """A frame has just been lost."""

    def _run(self) -> None:
        error = None
        try:
            self.begin()
            while (frame := self._next()) is not None:
                self.handle(frame)
        except Exception as reason:
            error = reason
        self._isClosed = True
        self._giveUp()
        self.end(error or self._error)

    def _giveUp(self) -> None:
        with self._changed:
            self.lost += len(self._waiting)
            self._waiting.clear()

    def _next(self) -> TappedFrame | None:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._isClosed)
            if not self._waiting:
                return None
            frame = self._waiting.popleft()
            self._bytes -= frame.pixels.nbytes
            return frame
