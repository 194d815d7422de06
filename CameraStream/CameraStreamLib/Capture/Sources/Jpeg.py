"""A JPEG as a camera sends it, to pixels."""

import numpy as np

from ..OpenCV import cv2

JPEG_END = b"\xff\xd9"
"""The end-of-image marker (ITU T.81, table B.1)."""

JPEG_PADDING = 64
"""Bytes at the end of a packet in which the marker is looked for: some cameras fill up to a word or a cache line."""


class JpegDecoder:
    """Decodes the pictures of one stream; ``notice`` is a sentence on what is wrong with them."""

    notice = ""

    def decode(self, data: np.ndarray) -> np.ndarray | None:
        """The picture in ``data``, (N,) uint8: (H, W, 3), BGR, uint8; None if it is damaged or cut off."""
        # Without its end marker it would be decoded, with a grey lower part.
        return cv2.imdecode(data, cv2.IMREAD_COLOR) if JPEG_END in data[-JPEG_PADDING:].tobytes() else None
