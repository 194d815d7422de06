"""A video file of 16-bit color, which OpenCV cannot write: FFV1 by PyAV."""

from fractions import Fraction
from pathlib import Path

import numpy as np

from ...Shared.Errors import SourceError
from ...Shared.Errors import tr as _
from .VideoFile import checkLayout

LONGEST_RATE = 1000
"""Largest denominator of the rate, which FFmpeg takes as a fraction: 29.97 becomes 2997/100."""


class DeepVideoFile:
    """Used as a VideoFile, for FFV1 and frames (H, W, 3) BGR or (H, W, 4) BGRA, uint16. It needs PyAV, which reads such
    video.

    :raises SourceError: if that is not installed, or the file cannot be written
    """

    def __init__(self, path: Path, codec: str, rate: float, frame: np.ndarray):
        checkLayout(codec, frame)
        try:
            import av  # beside OpenCV's FFmpeg only where it is needed
        except ImportError as error:
            problem = _("16-bit color can be recorded with PyAV only. Install it, or record in grayscale.")
            raise SourceError(problem) from error
        self._makeFrame = av.VideoFrame.from_ndarray
        try:
            self._container = av.open(str(path), "w")
        except (av.error.FFmpegError, OSError) as error:
            problem = _('"{path}" cannot be written. Check the folder and the disk, or choose another codec.')
            raise SourceError(problem, path=path) from error
        self._stream = self._container.add_stream("ffv1", rate=Fraction(rate).limit_denominator(LONGEST_RATE))
        self._stream.height, self._stream.width = frame.shape[:2]
        self._stream.pix_fmt = "gbrp16le"

    def write(self, frame: np.ndarray) -> None:
        """Append a frame.

        :raises OSError: if the disk is full
        """
        picture = self._makeFrame(np.ascontiguousarray(frame[..., :3]), format="bgr48le")
        self._container.mux(self._stream.encode(picture))

    def close(self) -> None:
        """Write what the encoder still holds, and the index."""
        self._container.mux(self._stream.encode())
        self._container.close()
