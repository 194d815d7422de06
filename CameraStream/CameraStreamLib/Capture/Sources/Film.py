"""A video file, or a stream that has an end or comes in segments: played by its time stamps, and seekable."""

import bisect
import collections
import contextlib
import itertools
import os
from collections.abc import Iterator

import av
import numpy as np

from ...Shared.Settings import CaptureSettings
from ...Shared.Source import SourceKind
from .FrameSource import FrameSource
from .ImageSequence import DEFAULT_RATE
from .PyAV import Video
from .VideoPixels import Deinterlacer, pixelsOf

SCAN_BYTES = 4e9
"""Maximum size of a file whose time stamps are all read before the first seek, which takes a few seconds from a disk.
In larger files, frames are assumed to be equidistant."""

SAME_SECONDS = 1e-4
"""Times that differ by less are equal: filters use other time units than the file."""


class Film(FrameSource):
    """A film that is open in PyAV.

    :param video: opened with ``settings``
    """

    def __init__(self, settings: CaptureSettings, video: Video):
        self._settings = settings
        self._isFile = settings.source.kind is SourceKind.FILE
        self._next = None  # the next frame, if it is already decoded
        self._times = {}
        self._isScanned = False
        self._stamps: list[float] = []  # time stamps of all frames, after the scan, s
        self._keys: list[float] = []  # time stamps of the key frames
        self.live = video.isLive
        self.granted = video.granted
        self.frameRate = video.rate or DEFAULT_RATE
        self._use(video)
        if self._isFile:
            stream, length = video.stream, (video.container.duration or 0) / 1e6
            seconds = float(stream.duration * stream.time_base) if stream.duration else length
            self.count = stream.frames or round(seconds * video.rate)
            if not self.count:  # no index: a recording that was killed
                self._scan()

    def read(self) -> np.ndarray | None:
        """The next frame: shape (H, W) or (H, W, 3) BGR, uint8 or uint16; None at the end or when the source is lost.

        More than 8 bits are scaled so that white is 65535.
        """
        self._peek()
        frame, self._next = self._next, None
        if frame is None:
            return None
        self.index += 1
        if self.live:  # it may run for days, without seeks
            self._times.pop(self.index - 2, None)
        return pixelsOf(frame, float(self._stream.sample_aspect_ratio or 1))

    def timeOf(self, index: int) -> float:
        """By the file's time stamps, which may be irregular."""
        if index == self.index:
            self._peek()
        elif self.index < index < self.count:
            self._scan()
        return super().timeOf(index)

    def seek(self, index: int) -> None:
        """Make ``index`` the next frame, however reliable the file's own index is."""
        self._scan()
        self._next, self.index = None, min(index, self.count)
        if self.index == self.count:
            self._frames = iter(())
            return
        target = self._stamps[index] if self._stamps else None
        for key in reversed(self._keys[: bisect.bisect_right(self._keys, target)] if self._stamps else []):
            try:
                self._container.seek(round(key / self._stream.time_base), stream=self._stream)
            except av.error.FFmpegError:
                break
            if self._passTo(target):
                return
        self._container.close()
        self._use(Video(self._settings))
        self._passTo(target, index)

    def release(self) -> None:
        self._container.close()

    def _use(self, video: Video) -> None:
        self._container, self._stream = video.container, video.stream
        self._stream.thread_type = "AUTO"  # highest throughput; latency does not matter
        self._deinterlacer = Deinterlacer()
        self._frames = self._decoded()

    def _decoded(self) -> Iterator[av.VideoFrame]:
        packets = self._container.demux(self._stream)
        while True:
            try:
                packet = next(packets, None)
                if packet is None:
                    return
                for frame in packet.decode():
                    yield from self._deinterlacer.put(frame)
                if packet.size == 0:  # the end
                    yield from self._deinterlacer.flush()
            except av.error.EOFError:
                return
            except av.error.InvalidDataError:  # a damaged frame
                continue
            except av.error.FFmpegError:  # the server is gone
                return

    def _peek(self) -> None:
        """Decode the next frame, which reveals its time."""
        if self._next is None:
            self._next = next(self._frames, None)
            if self._next is not None and self.index not in self._times:
                self._addTime(self.index, self._next.time)

    def _scan(self) -> None:
        """Read the time stamps of all frames, once."""
        if self._isScanned:
            return
        self._isScanned = True
        path, base = str(self._settings.source.address), float(self._stream.time_base)
        if os.path.getsize(path) <= SCAN_BYTES:
            packets = list(_packetsOf(path))
            stamps = sorted((stamp * base, isKey) for stamp, isKey in packets if stamp is not None)
            self._keys = [stamp for stamp, isKey in stamps if isKey]
            # Frames before the first key frame cannot be decoded.
            self._stamps = [stamp for stamp, _isKey in stamps if stamp >= self._keys[0]] if self._keys else []
            self.count = len(self._stamps) or len(packets)  # raw video has no stamps
        else:
            start = (self._stream.start_time or 0) * base
            self._stamps = self._keys = [start + index / self.frameRate for index in range(self.count)]
        for index in range(self.count):
            if index not in self._times:
                self._addTime(index, self._stamps[index] if self._stamps else None)

    def _passTo(self, target: float | None, count: int = 0) -> bool:
        """Skip frames up to a time stamp (s), or ``count`` frames if there are no time stamps. Returns whether it was
        reached."""
        self._deinterlacer = Deinterlacer()
        self._frames = self._decoded()
        if target is None:
            collections.deque(itertools.islice(self._frames, count), maxlen=0)
            return True
        self._next = next(self._frames, None)
        isReached = self._next is not None and _secondsOf(self._next) <= target + SAME_SECONDS
        while self._next is not None and _secondsOf(self._next) < target - SAME_SECONDS:
            self._next = next(self._frames, None)
        return isReached


def _packetsOf(path: str) -> Iterator[tuple[int | None, bool]]:
    """Time stamp of each frame of a file (or None), and whether it is a key frame."""
    with av.open(path) as container, contextlib.suppress(av.error.FFmpegError):  # cut off: the rest is usable
        for packet in container.demux(container.streams.best("video")):
            if packet.size and not packet.is_discard:
                yield packet.dts if packet.pts is None else packet.pts, packet.is_keyframe


def _secondsOf(frame: av.VideoFrame) -> float:
    """Time stamp; minus infinity without one, so that the frame is skipped."""
    return float("-inf") if frame.time is None else frame.time
