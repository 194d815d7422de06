"""A time stamp and a frame number in the pixels of a frame, to measure latency and loss from outside.

A stamp written when the frame is created passes through every queue on the way to the screen; a time taken after
``read()`` does not. Bits are blocks of 8x8 pixels from the left edge, white 1 and black 0, lowest bit first.
Rows 0-7 hold the time in milliseconds since the epoch (41 bits, until 2039), rows 8-15 the frame number (32 bits).
"""

import time

import numpy as np

BLOCK = 8
"""Edge of a bit, pixels: the size of a JPEG block, so that lossy codecs do not mix neighboring bits."""

TIME_BITS = 41
NUMBER_BITS = 32

WIDTH = BLOCK * TIME_BITS
"""Minimum width of a frame with a stamp, pixels."""

HEIGHT = BLOCK * 2
"""Height of a stamp, pixels."""


def fits(width: int, height: int) -> bool:
    """Whether a frame of this size (pixels) can carry a stamp."""
    return width >= WIDTH and height >= HEIGHT


def write(frame: np.ndarray, number: int, milliseconds: int | None = None) -> None:
    """Write a stamp into the top left corner of ``frame``, in place.

    :param frame: shape (H, W) or (H, W, C), any integer type; white is the type's largest value
    :param number: frame number, 0 to 2**32 - 1
    :param milliseconds: time since the epoch; now, if not given
    :raises ValueError: if the frame is too small
    """
    if not fits(frame.shape[1], frame.shape[0]):
        raise ValueError(f"A stamp needs {WIDTH} x {HEIGHT} pixels; the frame has {frame.shape[1]} x {frame.shape[0]}")
    if milliseconds is None:
        milliseconds = int(time.time() * 1000)
    white = np.iinfo(frame.dtype).max
    for row, value, bits in ((0, milliseconds, TIME_BITS), (BLOCK, number, NUMBER_BITS)):
        line = np.repeat((value >> np.arange(bits, dtype=np.int64)) & 1, BLOCK).astype(frame.dtype) * white
        block = frame[row : row + BLOCK, : line.size]
        block[...] = line if frame.ndim == 2 else line[:, np.newaxis]


def read(frame: np.ndarray) -> tuple[int, int] | None:
    """Read a stamp.

    :param frame: shape (H, W) or (H, W, C), unsigned integers, top row first
    :returns: (frame number, milliseconds since the epoch), or None without a valid stamp: the frame is too small, a
        block is neither black nor white, or the time is more than a day from now
    """
    if not fits(frame.shape[1], frame.shape[0]):
        return None
    values = []
    for row, bits in ((0, TIME_BITS), (BLOCK, NUMBER_BITS)):
        # The center of each block: codecs and interpolation blur its edges.
        centers = frame[row + BLOCK // 2, BLOCK // 2 : bits * BLOCK : BLOCK]
        brightness = centers.reshape(bits, -1).mean(axis=1) / np.iinfo(frame.dtype).max
        if np.any((brightness > 0.25) & (brightness < 0.75)):
            return None
        values.append(int(np.sum((brightness > 0.5).astype(np.int64) << np.arange(bits, dtype=np.int64))))
    milliseconds, number = values
    oneDay = 86_400_000
    if abs(milliseconds - time.time() * 1000) > oneDay:
        return None
    return number, milliseconds
