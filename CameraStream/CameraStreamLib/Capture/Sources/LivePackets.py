"""Receives the packets of a live stream as they arrive, and drops some if decoding falls behind."""

import collections
import threading
import time

import av

from ...Shared.Errors import tr as _
from .FrameSource import READ_SECONDS

QUEUE_BYTES = 64_000_000
"""Maximum size of the queue while every packet is needed: 30 s of a stream of 16 Mbit/s. Then the sender must wait."""

CATCH_UP_SECONDS = 0.25
"""How long queued frames are decoded without being shown, s; then one is shown, although it is old."""

COUNT_SECONDS = 2.0
"""Interval at which the frames shown are compared with those that came, s."""

SLOW_PART = 0.9
"""Of the frames that come: a computer that shows fewer, in two intervals running, is too slow, and not only busy."""

IDLE_PART = 0.1
"""Of the time: a computer that waits longer for packets is not too slow. They come in bursts from a wireless camera,
and only the last of each burst is shown."""


class LivePackets:
    """A thread that receives packets, and a queue of those to be decoded.

    ``notice`` says that this computer is too slow for them, if it is.
    """

    def __init__(self, container, stream):
        self._container, self._stream = container, stream
        self._waiting = collections.deque()
        self._bytes = 0
        self._isClosed = False
        self._behindSince = 0.0  # time.perf_counter(), s; 0 while the queue is empty
        self._came = self._shown = 0  # in this interval
        self._idleSeconds = 0.0
        self._countTime = time.perf_counter()
        self._wasSlow = False
        self.notice = ""
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="CameraStream packets", daemon=False)
        self._thread.start()

    def take(self, isEachWanted: bool):
        """The next packet, or None if the stream is lost; and whether packets before it were dropped: unless each is
        wanted, this skips to the newest key frame."""
        with self._changed:
            start = time.perf_counter()
            self._changed.wait_for(lambda: self._waiting or self._isClosed, READ_SECONDS)
            self._idleSeconds += time.perf_counter() - start
            keys = [] if isEachWanted else [index for index, each in enumerate(self._waiting) if each.is_keyframe]
            count = keys[-1] if keys else 0
            for _ in range(count):
                self._bytes -= self._waiting.popleft().size
            if not self._waiting:
                return None, False
            packet = self._waiting.popleft()
            self._bytes -= packet.size
            self._changed.notify_all()
            self._shown += 1
            self._count()
            return packet, count > 0

    def isBehind(self) -> bool:
        """Whether to skip the frame decoded last, since a newer one is waiting, at most for CATCH_UP_SECONDS."""
        now = time.perf_counter()
        if not self._waiting:
            self._behindSince = 0.0
            return False
        self._behindSince = self._behindSince or now
        if now - self._behindSince < CATCH_UP_SECONDS:
            self._shown -= 1
            return True
        self._behindSince = now
        return False

    def close(self) -> None:
        """Close the stream, once the current read has returned."""
        with self._changed:
            self._isClosed = True
            self._changed.notify_all()

    def _run(self) -> None:
        try:
            for packet in self._container.demux(self._stream):
                with self._changed:
                    self._changed.wait_for(lambda: self._bytes < QUEUE_BYTES or self._isClosed)
                    if self._isClosed or not packet.size:
                        break
                    self._waiting.append(packet)
                    self._bytes += packet.size
                    self._came += 1
                    self._changed.notify_all()
        except (av.error.FFmpegError, OSError):  # the stream is lost
            pass
        self.close()
        self._container.close()

    def _count(self) -> None:
        now = time.perf_counter()
        seconds = now - self._countTime
        if seconds < COUNT_SECONDS:
            return
        isSlow = self._shown < SLOW_PART * self._came and self._idleSeconds < IDLE_PART * seconds
        self.notice = ""
        if isSlow and self._wasSlow:
            self.notice = _(
                "This computer is too slow for this size: it shows {shown:.0f} of {sent:.0f} frames/s. "
                "Set the camera to a smaller size or a lower frame rate."
            ).format(shown=self._shown / seconds, sent=self._came / seconds)
        self._wasSlow = isSlow
        self._came = self._shown = 0
        self._idleSeconds = 0.0
        self._countTime = now
