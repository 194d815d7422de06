"""A live network stream: the newest frame, or every frame while recording."""

import collections
import time

import av
import numpy as np

from .FrameSource import FrameSource
from .Jpeg import JpegDecoder
from .LivePackets import LivePackets
from .PyAV import Video
from .VideoPixels import Deinterlacer, pixelsOf

KEY_SECONDS = 10.0
"""How long packets may arrive without a decodable frame, s: cameras with few key frames take that long until the
next."""


class LiveVideo(FrameSource):
    """A live stream. Frames that are not shown are not converted, or, if many are waiting, not even decoded."""

    live = True

    def __init__(self, video: Video):
        self.granted = video.granted
        self._stream = video.stream
        self._deinterlacer = Deinterlacer()
        self._packets = LivePackets(video.container, video.stream)
        self._frames = collections.deque()  # decoded, but not read yet
        self._jpegs = JpegDecoder()
        self._isJpeg = video.stream.codec_context.name == "mjpeg"

    def read(self) -> np.ndarray | None:
        """The next frame: shape (H, W) or (H, W, 3) BGR, uint8 or uint16; None when the source is lost."""
        if self._isJpeg:
            return self._readJpeg()
        frame = self._readFrame()
        if frame is None:
            return None
        return pixelsOf(frame, float(self._stream.codec_context.sample_aspect_ratio or 1))

    def release(self) -> None:
        self._packets.close()

    def _readFrame(self) -> av.VideoFrame | None:
        deadline = time.perf_counter() + KEY_SECONDS
        while True:
            while not self._frames:
                packet = self._takePacket()
                if packet is None or time.perf_counter() > deadline:
                    return None
                self._decode(packet)
            if self.isEachWanted:
                return self._frames.popleft()
            newest = self._frames.pop()
            self._frames.clear()
            if not self._packets.isBehind():
                return newest

    def _takePacket(self):
        packet, isJump = self._packets.take(self.isEachWanted)
        if isJump:
            self._stream.codec_context.flush_buffers()
            self._deinterlacer = Deinterlacer()
        self.notice = self._packets.notice
        return packet

    def _decode(self, packet) -> None:
        try:
            for frame in packet.decode():
                if not frame.is_corrupt:
                    self._frames.extend(self._deinterlacer.put(frame))
        except av.error.FFmpegError:  # a damaged packet
            pass

    def _readJpeg(self) -> np.ndarray | None:
        """The next complete image, decoded by OpenCV, which detects damaged ones."""
        while (packet := self._takePacket()) is not None:
            frame = self._jpegs.decode(np.frombuffer(packet, np.uint8))
            self.notice = self._jpegs.notice or self.notice
            if frame is not None:
                return frame
        return None
