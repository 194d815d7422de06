"""One video file while it is written: frames of one size and type, by cv2.VideoWriter."""

from pathlib import Path

import numpy as np

from ...Shared.Errors import SourceError
from ...Shared.Errors import tr as _
from ..OpenCV import cv2

JPEG_QUALITY = 90
"""Of 100: 39 dB in a test pattern, 200 kB for a frame of 1080p. OpenCV's own 95 takes 30 % more room for 0.8 dB."""


def checkLayout(codec: str, frame: np.ndarray) -> None:
    """Whether ``codec`` keeps what is in such frames.

    :raises SourceError: if it would not
    """
    if frame.dtype == np.uint16 and codec != "ffv1":
        raise SourceError(_('"{codec}" cannot store frames of 16 bits. Record with ffv1 (.mkv).'), codec=codec)


def encodeJpeg(frame: np.ndarray) -> np.ndarray:
    """A picture file, (N,) uint8."""
    return cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])[1].ravel()


class VideoFile:
    """Written from the first frame on, whose size and type all have.

    :param path: of a file that is not there yet
    :param rate: frames/s that players without the CSV go by
    :raises SourceError: if it cannot be written, or ``codec`` cannot hold such frames
    """

    def __init__(self, path: Path, codec: str, rate: float, frame: np.ndarray):
        checkLayout(codec, frame)
        height, width = frame.shape[:2]
        # OpenCV cuts off the last column and row of odd sizes.
        self._padding = (height % 2, width % 2)
        self._isJpeg = codec == "mjpg"
        isColor = frame.ndim == 3 and frame.shape[2] > 1
        parameters = [cv2.VIDEOWRITER_PROP_IS_COLOR, int(isColor)]
        if frame.dtype == np.uint16:
            parameters += [cv2.VIDEOWRITER_PROP_DEPTH, cv2.CV_16U]
        if self._isJpeg:
            # Encoded here: FFmpeg's own encoder takes twice the time, and OpenCV cannot tell it which quality.
            parameters = [cv2.VIDEOWRITER_PROP_RAW_VIDEO, 1]
        fourcc = cv2.VideoWriter.fourcc(*{"ffv1": "FFV1", "vp9": "VP90", "mjpg": "MJPG"}[codec])
        size = (width + self._padding[1], height + self._padding[0])
        self._writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, fourcc, rate, size, parameters)
        if not self._writer.isOpened():
            problem = _('"{path}" cannot be written. Check the folder and the disk, or choose another codec.')
            raise SourceError(problem, path=path)

    def write(self, frame: np.ndarray) -> None:
        """Append a frame: (H, W), (H, W, 3) BGR or (H, W, 4) BGRA, whose alpha is left out.

        OpenCV does not say whether that went well.
        """
        if frame.ndim == 3 and frame.shape[2] == 4:
            frame = cv2.cvtColor(frame, cv2.COLOR_BGRA2BGR)
        if self._padding != (0, 0):
            frame = cv2.copyMakeBorder(frame, 0, self._padding[0], 0, self._padding[1], cv2.BORDER_REPLICATE)
        # A packet is a row: OpenCV 4 takes the first byte of a column only.
        self._writer.write(encodeJpeg(frame)[np.newaxis] if self._isJpeg else frame)

    def close(self) -> None:
        """Write what the encoder still holds, and the index."""
        self._writer.release()
