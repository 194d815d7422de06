"""Films of every kind, made by PyAV's encoders, and a camera that sends one by RTSP."""

import struct
import subprocess
import time
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from Recordings import makeFrame

SYSTEM_PYTHON = "/usr/bin/python3"

INTERLACED = 0x20040000
"""AV_CODEC_FLAG_INTERLACED_DCT and _ME (libavcodec/avcodec.h)."""

LOW_DELAY = {"tune": "zerolatency", "preset": "ultrafast", "threads": "1"}
"""Of x264 and x265: what cameras do, which hold no frame back. One slice: GStreamer 1.22 loses the others."""


def encode(frames: list[np.ndarray], codec: str, pixels="yuv420p", rate=30, options=None, aspect=None, flags=0):
    """The packets of ``frames``, (H, W, 3) RGB or (H, W) grayscale: an encoder (its settings), and bytes for each."""
    context = av.CodecContext.create(codec, "w")
    context.height, context.width = frames[0].shape[:2]
    context.pix_fmt, context.time_base, context.framerate = pixels, Fraction(1, rate), Fraction(rate)
    context.options = options or {}
    context.flags |= flags
    if aspect:
        context.sample_aspect_ratio = aspect
    packets = []
    for index, pixelsOfFrame in enumerate([*frames, None]):
        frame = None if pixelsOfFrame is None else _frame(pixelsOfFrame, pixels, index)
        packets += [bytes(packet) for packet in context.encode(frame)]
    return packets


def writeFilm(path: Path, frames: list[np.ndarray], codec: str, pixels="yuv420p", rate=30, times=None, **options):
    """A video file of ``frames``, (H, W, 3) RGB or (H, W) grayscale, uint8 or uint16. ``times`` of frames are in
    1/1000 s; ``aspect``, ``flags``, ``rotation`` and ``options`` are the stream's; returns ``path``."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate, options=options.get("options", {}))
        stream.height, stream.width = frames[0].shape[:2]
        stream.pix_fmt = pixels
        stream.codec_context.flags |= options.get("flags", 0)
        if "aspect" in options:
            stream.codec_context.sample_aspect_ratio = options["aspect"]
        if "rotation" in options:
            stream.set_display_rotation(options["rotation"])
        if times:
            stream.codec_context.time_base = Fraction(1, 1000)
        for index, pixelsOfFrame in enumerate(frames):
            frame = _frame(pixelsOfFrame, pixels, times[index] if times else index)
            frame.time_base = Fraction(1, 1000 if times else rate)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def _frame(pixels: np.ndarray, name: str, index: int) -> av.VideoFrame:
    plain = {(3, "uint8"): "rgb24", (2, "uint8"): "gray", (3, "uint16"): "rgb48le", (2, "uint16"): "gray16le"}
    frame = av.VideoFrame.from_ndarray(pixels, plain[pixels.ndim, str(pixels.dtype)]).reformat(format=name)
    frame.pts = index
    return frame


def numbered(count: int, width: int = 352, height: int = 288, first: int = 1) -> list[np.ndarray]:
    """Frames of four colors, with their numbers as stamps: (H, W, 3), RGB, uint8."""
    return [makeFrame(number, width, height) for number in range(first, first + count)]


class RtspIsMissing(Exception):
    """No RTSP server can be run here."""


class RtspCamera:
    """A server process that plays encoded frames again and again.

    :param codec: h264 or h265
    :raises RtspIsMissing: if the system's Python has not got GStreamer
    """

    def __init__(self, folder: Path, packets: list[bytes], codec: str, rate: int = 30):
        film, self._log = folder / "film.bin", folder / "sent.txt"
        film.write_bytes(b"".join(struct.pack(">I", len(packet)) + packet for packet in packets))
        command = [SYSTEM_PYTHON, str(Path(__file__).parent / "RtspServer.py"), film, codec, str(rate), self._log]
        if not Path(SYSTEM_PYTHON).exists():
            raise RtspIsMissing(f"needs {SYSTEM_PYTHON}")
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        port = self._process.stdout.readline()
        if not port:
            self.kill()
            raise RtspIsMissing("needs the packages gir1.2-gst-rtsp-server-1.0 and gstreamer1.0-plugins-good")
        self.url = f"rtsp://127.0.0.1:{int(port)}/live"

    def age(self, number: int, now: float | None = None) -> float:
        """How long ago the frame of this number was sent last, ms; at ``now``, s since the epoch, if that is given."""
        now = now or time.time()
        sent = [line.split() for line in self._log.read_text().splitlines()]
        times = [float(line[1]) for line in sent if len(line) == 2 and int(line[0]) == number]
        return 1000 * (now - max(moment for moment in times if moment <= now))

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()
