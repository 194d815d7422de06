"""Decodes the JPEGs of a stream, skipping those that are damaged or have an implausible size."""

import contextlib

import numpy as np

from ...Shared.Errors import tr as _
from ..OpenCV import cv2

END = b"\xff\xd9"
"""The end-of-image marker (ITU T.81, table B.1)."""

FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Second bytes of the markers that are followed by a size (ITU T.81, table B.1), without the tables in that range."""

PIXELS_PER_BYTE = 512
"""A JPEG has at least one bit for each block of 8 x 8 pixels (ITU T.81, F.1.2): a larger size is wrong."""

MAXIMUM_PIXELS = 2 * 7680 * 4320
"""Largest frame in 8-bit color that fits into a slot (FrameBuffer.SLOT_BYTES)."""

SUDDEN_GROWTH = 4
"""A frame with more than this many times the pixels of the previous one is accepted once the next one has the same
size: VGA to 720p is a factor of three, and a single damaged header must not replace the image."""


class JpegDecoder:
    """Decodes the JPEGs of a stream; ``skipped`` counts those that were skipped."""

    def __init__(self):
        self.skipped = 0
        self._size = None  # of the last accepted frame, (width, height)
        self._claimed = None  # by the previous frame, if it was not accepted

    @property
    def notice(self) -> str:
        """Message about skipped images; "" if there were none."""
        return _("{count} damaged images were skipped.").format(count=self.skipped) if self.skipped else ""

    def decode(self, packet: np.ndarray) -> np.ndarray | None:
        """The image in ``packet``, uint8, which may be followed by padding: (H, W, 3) BGR.

        :returns: None if it is damaged, cut off, or implausible
        """
        image = None
        data = packet.tobytes()
        header = readHeader(data)
        # An image without an end marker is cut off: it would be decoded with a gray lower part.
        if header and data.find(END, header[2]) >= 0 and self._isCredible(header[:2], len(data)):
            with contextlib.suppress(cv2.error):
                image = cv2.imdecode(packet, cv2.IMREAD_COLOR)
        self.skipped += image is None
        return image

    def _isCredible(self, size: tuple[int, int], byteCount: int) -> bool:
        pixels = size[0] * size[1]
        if not 0 < pixels <= min(PIXELS_PER_BYTE * byteCount, MAXIMUM_PIXELS):
            return False
        isSudden = self._size is not None and pixels > SUDDEN_GROWTH * self._size[0] * self._size[1]
        if isSudden and size != self._claimed:
            self._claimed = size
            return False
        self._size, self._claimed = size, None
        return True


def readHeader(data: bytes) -> tuple[int, int, int] | None:
    """Width and height (pixels) in a JPEG's header, and the offset of its first scan; None if it is not a JPEG."""
    size, position = None, 2
    if data[:2] != b"\xff\xd8":
        return None
    while data[position : position + 1] == b"\xff":
        while data[position : position + 1] == b"\xff":  # any number of them
            position += 1
        kind = data[position] if position < len(data) else 0
        length = int.from_bytes(data[position + 1 : position + 3], "big")
        if kind in FRAME_HEADERS:
            height, width = (int.from_bytes(data[position + at : position + at + 2], "big") for at in (4, 6))
            size = width, height
        position += 1 + length
        if kind == 0xDA:  # a scan, whose data have no length
            return (*size, position) if size else None
        if length < 2:
            return None
    return None
