"""A tap with its own thread and a queue of limited size: frames that do not fit are lost, and counted."""

import collections
import threading
from dataclasses import dataclass

import numpy as np

from ...Shared.Frame import FrameRegion

QUEUE_BYTES = 256_000_000
"""Maximum size of the queue: 41 frames of 1080p in color, 1.4 s at 30 frames/s, longer than a disk stalls."""

FINISH_SECONDS = 20.0
"""How long a tap may take to end when the capture ends, s: the first half for the queue, the second for the encoder's
buffer. FFV1 writes a full queue in 5 s; VP9 takes 6 s at 1080p for the 25 frames that it buffers."""


@dataclass(frozen=True)
class TappedFrame:
    """A frame in the queue, with its own copy of the pixels, and the number of frames lost right before it."""

    pixels: np.ndarray
    number: int
    timestamp: float
    region: FrameRegion
    lost: int


class QueuedTap:
    """Calls ``begin``, ``handle`` for each frame, and ``end`` of the subclass in a thread. If one of the first two
    raises, the error is passed to ``end``, and no more frames are accepted."""

    def __init__(self):
        self._waiting: collections.deque[TappedFrame] = collections.deque()
        self._bytes = 0
        self._lostNow = 0  # since the last frame that was queued
        self.lost = 0
        self._isClosed = False
        self._error: Exception | None = None
        self._changed = threading.Condition()
        # Not a daemon: at exit, Python would stop such a thread inside OpenCV, which aborts the application.
        self._thread = threading.Thread(target=self._run, name="CameraStream tap", daemon=False)
        self._thread.start()

    @property
    def isEachWanted(self) -> bool:
        """Whether late frames count as well, since they are recorded."""
        return not self._isClosed

    def put(self, frame: np.ndarray, number: int, timestamp: float, region: FrameRegion) -> None:
        """Queue a copy of a frame in OpenCV's format, if it fits."""
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
        """End after the frames in the queue. ``error`` is the reason if no more frames can be accepted."""
        with self._changed:
            self._error = error
            self._isClosed = True
            self._changed.notify()

    def join(self, seconds: float) -> None:
        """Wait for the end; frames that are still queued after half of the time are dropped, and counted as lost."""
        self._thread.join(seconds / 2)
        self._dropQueue()
        self._thread.join(seconds / 2)

    def waitFor(self, count: int, seconds: float) -> list[TappedFrame]:
        """The queue, as soon as it has ``count`` frames, the tap is closed, or ``seconds`` have passed."""
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
        self._dropQueue()
        self.end(error or self._error)

    def _dropQueue(self) -> None:
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
