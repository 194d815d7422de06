"""Writes a video file with frames of one size and type by cv2.VideoWriter."""

from pathlib import Path

import numpy as np

from ...Shared.Errors import SourceError
from ...Shared.Errors import tr as _
from ..OpenCV import cv2

JPEG_QUALITY = 90
"""Of 100: 39 dB in a test pattern, 200 kB for a 1080p frame. OpenCV's default of 95 takes 30 % more space for 0.8
dB."""


def checkLayout(codec: str, frame: np.ndarray) -> None:
    """Check that ``codec`` can store such frames.

    :raises SourceError: if not
    """
    if frame.dtype == np.uint16 and codec != "ffv1":
        raise SourceError(_('"{codec}" cannot store frames of 16 bits. Record with ffv1 (.mkv).'), codec=codec)


def encodeJpeg(frame: np.ndarray) -> np.ndarray:
    """A JPEG file, (N,) uint8."""
    return cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])[1].ravel()


class VideoFile:
    """A video file; all frames have the size and type of ``frame``, the first one.

    :param path: of the new file
    :param rate: frames/s, for players that do not use the CSV
    :raises SourceError: if it cannot be written, or ``codec`` cannot store such frames
    """

    def __init__(self, path: Path, codec: str, rate: float, frame: np.ndarray):
        checkLayout(codec, frame)
        height, width = frame.shape[:2]
        # OpenCV crops the last column and row of odd sizes.
        self._padding = (height % 2, width % 2)
        self._isJpeg = codec == "mjpg"
        isColor = frame.ndim == 3 and frame.shape[2] > 1
        parameters = [cv2.VIDEOWRITER_PROP_IS_COLOR, int(isColor)]
        if frame.dtype == np.uint16:
            parameters += [cv2.VIDEOWRITER_PROP_DEPTH, cv2.CV_16U]
        if self._isJpeg:
            # Encoded here: FFmpeg's own encoder takes twice the time, and OpenCV cannot set its quality.
            parameters = [cv2.VIDEOWRITER_PROP_RAW_VIDEO, 1]
        fourcc = cv2.VideoWriter.fourcc(*{"ffv1": "FFV1", "vp9": "VP90", "mjpg": "MJPG"}[codec])
        size = (width + self._padding[1], height + self._padding[0])
        self._writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, fourcc, rate, size, parameters)
        if not self._writer.isOpened():
            problem = _('"{path}" cannot be written. Check the folder and the disk, or choose another codec.')
            raise SourceError(problem, path=path)

    def write(self, frame: np.ndarray) -> None:
        """Append a frame: (H, W), (H, W, 3) BGR or (H, W, 4) BGRA, whose alpha is dropped.

        OpenCV does not report whether this succeeded.
        """
        if frame.ndim == 3 and frame.shape[2] == 4:
            frame = cv2.cvtColor(frame, cv2.COLOR_BGRA2BGR)
        if self._padding != (0, 0):
            frame = cv2.copyMakeBorder(frame, 0, self._padding[0], 0, self._padding[1], cv2.BORDER_REPLICATE)
        # A packet must be a row: of a column, OpenCV 4 writes only the first byte.
        self._writer.write(encodeJpeg(frame)[np.newaxis] if self._isJpeg else frame)

    def close(self) -> None:
        """Write the encoder's buffer and the index."""
        self._writer.release()
