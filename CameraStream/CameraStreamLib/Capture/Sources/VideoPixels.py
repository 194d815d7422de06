"""Converts decoded frames to pixels as a video player shows them: de-interlaced, upright, with square pixels."""

from collections.abc import Iterator

import av
import numpy as np
from av.filter import Graph
from av.video.reformatter import Colorspace, VideoReformatter

from ..OpenCV import cv2

HD_HEIGHT = 720
"""Videos that do not specify their colors are assumed to be ITU-R BT.709 from this height on (pixels), else BT.601."""

UNSPECIFIED = 2
"""AVCOL_SPC_UNSPECIFIED (libavutil/pixfmt.h)."""

MAXIMUM_ASPECT = 4.0
"""Maximum pixel aspect ratio: anamorphic film has 2. More indicates a damaged header."""

DEINTERLACER = "bwdif"
"""FFmpeg's filter, which preserves the sharpness of still parts, and takes moving ones from one field."""


class Deinterlacer:
    """Passes frames on, and de-interlaces interlaced ones: from then on with a delay of one frame, since a field needs
    both neighbors."""

    def __init__(self):
        self._layout = None
        self._graph: Graph | None = None

    def put(self, frame: av.VideoFrame) -> Iterator[av.VideoFrame]:
        """Add a frame; yields those that are ready."""
        layout = (frame.width, frame.height, frame.format.name)
        if self._graph and layout != self._layout:
            yield from self.flush()
        if self._graph is None:
            if not frame.interlaced_frame:
                yield frame
                return
            self._layout, self._graph = layout, self._makeGraph(frame)
        self._graph.vpush(frame)
        yield from self._ready()

    def flush(self) -> Iterator[av.VideoFrame]:
        """End, or prepare for another layout; yields the last frame."""
        if self._graph:
            self._graph.vpush(None)
            yield from self._ready()
            self._graph = None

    def _makeGraph(self, frame: av.VideoFrame) -> Graph:
        graph = Graph()
        graph.link_nodes(
            graph.add_buffer(width=frame.width, height=frame.height, format=frame.format, time_base=frame.time_base),
            graph.add(DEINTERLACER, "mode=send_frame:deint=interlaced"),
            graph.add("buffersink"),
        ).configure()
        return graph

    def _ready(self) -> Iterator[av.VideoFrame]:
        while True:
            try:
                yield self._graph.vpull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return


_reformatter = VideoReformatter()


def pixelsOf(frame: av.VideoFrame, aspect: float) -> np.ndarray:
    """The pixels of ``frame``: (H, W) or (H, W, 3) BGR, uint8, or uint16 if it has more than 8 bits.

    :param aspect: width / height of a pixel; the frame is enlarged until its pixels are square
    """
    bits = max(component.bits for component in frame.format.components)
    isGrayscale = frame.format.name.startswith(("gray", "ya", "mono"))
    isDeep = bits > 8
    name = ("gray16le" if isDeep else "gray") if isGrayscale else ("bgr48le" if isDeep else "bgr24")
    width, height = frame.width, frame.height
    if 1 / MAXIMUM_ASPECT <= aspect <= MAXIMUM_ASPECT:
        width, height = round(width * max(aspect, 1)), round(height / min(aspect, 1))
    colors = None
    if frame.colorspace == UNSPECIFIED and not frame.format.is_rgb:
        colors = Colorspace.ITU709 if frame.height >= HD_HEIGHT else Colorspace.ITU601
    isScaled = (width, height) != (frame.width, frame.height)
    shown = _reformatter.reformat(
        frame, width, height, name, src_colorspace=colors, interpolation="BICUBIC" if isScaled else None, threads=1
    )
    plane, dtype = shown.planes[0], np.dtype(np.uint16 if isDeep else np.uint8)
    rows = np.frombuffer(plane, dtype).reshape(height, plane.line_size // dtype.itemsize)
    pixels = rows[:, :width] if isGrayscale else rows[:, : 3 * width].reshape(height, width, 3)
    return _upright(pixels, frame)


def _upright(pixels: np.ndarray, frame: av.VideoFrame) -> np.ndarray:
    """Turned and flipped by quarters as the film's display matrix says, which phones write."""
    data = frame.side_data.get("DISPLAYMATRIX")
    if data is None:
        return pixels
    across, acrossDown, downAcross, down = np.frombuffer(data, np.int32)[[0, 1, 3, 4]]
    if abs(int(across)) < abs(int(acrossDown)):
        pixels = cv2.transpose(pixels)
        across, down = downAcross, acrossDown
    flips = {(True, False): 1, (False, True): 0, (True, True): -1}
    code = flips.get((bool(across < 0), bool(down < 0)))
    return pixels if code is None else cv2.flip(pixels, code)
