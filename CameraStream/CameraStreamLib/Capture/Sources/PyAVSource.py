"""A video file or a network stream, read by PyAV."""

import bisect
import collections
import contextlib
import itertools
import os
import time
from collections.abc import Iterator

import av
import numpy as np

from ...Shared.Errors import SourceError
from ...Shared.Settings import CaptureSettings
from ...Shared.Source import SourceKind
from .Diagnosis import whyNotOpened
from .FrameSource import LONGEST_GAP_SECONDS, MAXIMUM_FILE_RATE, OPEN_SECONDS, READ_SECONDS, FrameSource
from .ImageSequence import DEFAULT_RATE
from .Jpeg import JpegDecoder
from .LivePackets import LivePackets
from .VideoPixels import Deinterlacer, pixelsOf

SEGMENTED = ("hls", "dash")
"""Formats that come in pieces of some seconds: live, but played at the pace of their time stamps."""

SCAN_BYTES = 4e9
"""Of a file whose time stamps are all read before something is sought in it: some seconds from a disk. In a larger one
the frames are taken to be as far apart as it claims."""

KEY_SECONDS = 10.0
"""How long packets may come of which no frame can be made, s: until the next key frame of a camera that sends few."""

SAME_SECONDS = 1e-4
"""Two times that differ by less are the same: filters count time in other units than the file."""


class PyAVSource(FrameSource):
    """A video file or network stream, open in PyAV.

    A live stream is decoded by threads that share a frame (slices), since threads that have a frame each delay each
    frame by their number; what is not shown is not converted.

    :raises SourceError: if it does not open
    """

    def __init__(self, settings: CaptureSettings):
        source = self._source = settings.source
        self._packets: LivePackets | None = None
        self._decoded = collections.deque()  # frames of a live stream that were not given yet
        self._next = None  # the next frame of a film, which was not given yet
        self._times: dict[int, float] = {}  # of a film's frames, as far as they are known, s
        self._isScanned = False
        self._stamps: list[float] = []  # of all frames, as the file has them, s; once it was scanned
        self._keys: list[float] = []  # those from which decoding can begin
        self._open()
        stream, container = self._stream, self._container
        rate = float(stream.average_rate or stream.guessed_rate or 0)
        if not 0 < rate <= MAXIMUM_FILE_RATE or (rate == MAXIMUM_FILE_RATE and not stream.frames):
            rate = 0.0
        self.live = source.kind is SourceKind.URL and not (container.duration or 0) > 0
        isPaced = not self.live or container.format.name in SEGMENTED
        if source.kind is SourceKind.FILE:
            seconds = float(stream.duration * stream.time_base if stream.duration else (container.duration or 0) / 1e6)
            self.count = stream.frames or round(seconds * rate)
        self.frameRate = (rate or DEFAULT_RATE) if isPaced else 0.0
        if source.kind is SourceKind.FILE and not self.count:  # without an index: of a recording that was killed
            self._scan()
        self.granted = {"frameRate": rate, "fourcc": stream.codec_context.name, "backend": "PyAV"}
        self._jpegs = JpegDecoder()
        self._isJpeg = not isPaced and stream.codec_context.name == "mjpeg"
        if isPaced:
            stream.thread_type = "AUTO"
            self._frames = self._framesOfFilm()
        else:
            self._packets = LivePackets(container, stream)

    def read(self) -> np.ndarray | None:
        """The next frame: shape (H, W) or (H, W, 3) BGR, uint8 or uint16; None at the end or when the source is lost.

        More than 8 bits are scaled so that white is 65535.
        """
        if self._isJpeg:
            return self._readJpeg()
        frame = self._readLive() if self._packets else self._take()
        return None if frame is None else pixelsOf(frame, self._aspect())

    def timeOf(self, index: int) -> float:
        """By the file's own time stamps, which may be far from regular."""
        if index == self.index:
            self._peek()
        elif self.index < index < self.count:
            self._scan()
        before = self._times.get(index - 1, (index - 1) / self.frameRate)
        return self._times.get(index, before + 1 / self.frameRate)

    def seek(self, index: int) -> None:
        """Make ``index`` the next frame, whatever the file's own index is worth."""
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
        self._open()
        self._stream.thread_type = "AUTO"
        self._passTo(target, index)

    def release(self) -> None:
        """Let go of the file or stream; from the thread that reads."""
        if self._packets:
            self._packets.close()
        else:
            self._container.close()

    def _open(self) -> None:
        isUrl = self._source.kind is SourceKind.URL
        # A stream is open once its size is known: to find its frame rate would take 0.7 s more at 30 frames/s.
        options = {"rtsp_flags": "prefer_tcp", "fpsprobesize": "0"}
        timeout = (OPEN_SECONDS, READ_SECONDS) if isUrl else None
        try:
            self._container = av.open(str(self._source.address), options=options if isUrl else None, timeout=timeout)
        except (av.error.FFmpegError, ValueError, OSError):
            # Without the error, which has the password of an address in it.
            raise SourceError(whyNotOpened(self._source)) from None
        self._stream = self._container.streams.best("video")
        if self._stream is None or self._stream.codec_context is None:
            self._container.close()
            raise SourceError(whyNotOpened(self._source))
        # Never one that holds frames back, as FRAME and AUTO would.
        self._stream.thread_type = "SLICE"
        self._stream.thread_count = os.cpu_count() or 1
        self._deinterlacer = Deinterlacer(self._stream.time_base)

    def _aspect(self) -> float:
        """Of a pixel, width by height."""
        context = self._stream.codec_context
        # What a live stream says now, but a file as a whole, which players believe rather than its stream.
        aspect = context.sample_aspect_ratio if self.live else self._stream.sample_aspect_ratio
        return float(aspect or 1)

    # A film

    def _framesOfFilm(self) -> Iterator[av.VideoFrame]:
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
            except av.error.InvalidDataError:  # a damaged frame, which any file may have
                continue
            except av.error.FFmpegError:  # a server is gone
                return

    def _peek(self) -> None:
        """Have the next frame decoded, and with it the time that it has in the file."""
        if self._next is None:
            self._next = next(self._frames, None)
            if self._next is not None and self.index not in self._times:
                self._times[self.index] = self._plausible(self.index, self._next.time)

    def _take(self):
        self._peek()
        frame, self._next = self._next, None
        self.index += frame is not None
        if self.live:  # which may go on for days, and is never sought in
            self._times.pop(self.index - 2, None)
        return frame

    def _plausible(self, index: int, seconds: float | None) -> float:
        before = self._times.get(index - 1)
        if before is None:
            self._first = (seconds or 0.0) - index / self.frameRate
            return index / self.frameRate
        isPlausible = seconds is not None and 0 < seconds - self._first - before <= LONGEST_GAP_SECONDS
        return seconds - self._first if isPlausible else before + 1 / self.frameRate

    def _scan(self) -> None:
        """Read the time stamps of all frames, once."""
        if self._isScanned:
            return
        self._isScanned = True
        path, base = str(self._source.address), float(self._stream.time_base)
        if os.path.getsize(path) <= SCAN_BYTES:
            packets = list(_packetsOf(path))
            stamps = [packet for packet in packets if packet[0] is not None]
            self._stamps = sorted(stamp * base for stamp, _isKey in stamps)
            self._keys = sorted(stamp * base for stamp, isKey in stamps if isKey)
            self.count = len(stamps) or len(packets)  # raw video has no stamps
        else:
            start = (self._stream.start_time or 0) * base
            self._stamps = self._keys = [start + index / self.frameRate for index in range(self.count)]
        for index in range(self.count):
            if index not in self._times:
                self._times[index] = self._plausible(index, self._stamps[index] if self._stamps else None)

    def _passTo(self, target: float | None, count: int = 0) -> bool:
        """Pass over what comes before the frame of that time (s, as the file has it), or over so many frames where
        there are no times; whether it was reached."""
        self._deinterlacer = Deinterlacer(self._stream.time_base)
        self._frames = self._framesOfFilm()
        if target is None:
            collections.deque(itertools.islice(self._frames, count), maxlen=0)
            return True
        self._next = next(self._frames, None)
        isReached = self._next is not None and self._next.time <= target + SAME_SECONDS
        while self._next is not None and self._next.time < target - SAME_SECONDS:
            self._next = next(self._frames, None)
        return isReached

    # A live stream

    def _readLive(self):
        """The newest frame; each frame, while they are recorded."""
        deadline = time.perf_counter() + KEY_SECONDS
        while True:
            while not self._decoded:
                packet = self._takePacket()
                if packet is None or time.perf_counter() > deadline:
                    return None
                self._decode(packet)
            if self.isEachWanted:
                return self._decoded.popleft()
            newest = self._decoded.pop()
            self._decoded.clear()
            if not self._packets.isBehind():
                return newest

    def _takePacket(self):
        packet, isJump = self._packets.take(self.isEachWanted)
        if isJump:
            self._stream.codec_context.flush_buffers()
            self._deinterlacer = Deinterlacer(self._stream.time_base)
        self.notice = self._packets.notice
        return packet

    def _decode(self, packet) -> None:
        try:
            for frame in packet.decode():
                if not frame.is_corrupt:
                    self._decoded.extend(self._deinterlacer.put(frame))
        except av.error.FFmpegError:  # damaged on its way
            pass

    def _readJpeg(self) -> np.ndarray | None:
        """The next whole picture, decoded by OpenCV, which says if one is damaged."""
        while (packet := self._takePacket()) is not None:
            frame = self._jpegs.decode(np.frombuffer(packet, np.uint8))
            self.notice = self._jpegs.notice or self.notice
            if frame is not None:
                return frame
        return None


def _packetsOf(path: str) -> Iterator[tuple[int | None, bool]]:
    """Of each frame of a file its time stamp (None without one), and whether decoding can begin there."""
    with av.open(path) as container, contextlib.suppress(av.error.FFmpegError):  # cut off: the rest can be shown
        for packet in container.demux(container.streams.best("video")):
            if packet.size and not packet.is_discard:
                yield packet.dts if packet.pts is None else packet.pts, packet.is_keyframe
