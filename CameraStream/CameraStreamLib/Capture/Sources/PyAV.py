"""Opens a video file or a network stream with PyAV."""

import os

import av

from ...Shared.Errors import SourceError
from ...Shared.Settings import CaptureSettings
from ...Shared.Source import SourceKind
from .Diagnosis import whyNotOpened
from .FrameSource import MAXIMUM_FILE_RATE, OPEN_SECONDS, READ_SECONDS
from .StreamOptions import furtherOptions, streamOptions

SEGMENTED = ("hls", "dash")
"""Formats with segments of a few seconds: live, but played by their time stamps."""


class Video:
    """An open video: PyAV's ``container`` and ``stream``; ``rate`` in frames/s, 0 if unknown; ``isLive``: it has no
    end; ``isPaced``: frames are due by their time stamps, not as they arrive.

    Threads decode slices of the same frame. With FFmpeg's default, a frame for each thread, each thread would delay the
    video by one frame.

    :raises SourceError: if it does not open
    """

    def __init__(self, settings: CaptureSettings):
        source = settings.source
        isUrl = source.kind is SourceKind.URL
        # A stream is open once its size is known: detecting its frame rate would take 0.7 s more at 30 frames/s.
        options = {"rtsp_flags": "prefer_tcp", "fpsprobesize": "0"} if isUrl else {}
        if isUrl:
            options |= streamOptions(str(source.address), settings.verifyCertificate)
        self.container = _open(settings, options)
        if self.container is None and isUrl:
            further = furtherOptions(str(source.address), settings.verifyCertificate)
            self.container = _open(settings, options | further) if further else None
        if self.container is None:
            raise SourceError(whyNotOpened(source, settings.verifyCertificate))
        self.stream = stream = self.container.streams.best("video")
        if stream is None or stream.codec_context is None:
            self.container.close()
            raise SourceError(whyNotOpened(source, settings.verifyCertificate))
        stream.thread_type = "SLICE"
        stream.thread_count = os.cpu_count() or 1
        rate = float(stream.average_rate or stream.guessed_rate or 0)
        isRate = 0 < rate < MAXIMUM_FILE_RATE or (rate == MAXIMUM_FILE_RATE and stream.frames)
        self.rate = rate if isRate else 0.0
        self.isLive = isUrl and not (self.container.duration or 0) > 0
        self.isPaced = not self.isLive or self.container.format.name in SEGMENTED
        self.granted = {"frameRate": self.rate, "fourcc": stream.codec_context.name, "backend": "PyAV"}


def _open(settings: CaptureSettings, options: dict[str, str]):
    """PyAV's container; None if it does not open, instead of the error, which contains the password of an address."""
    timeout = (OPEN_SECONDS, READ_SECONDS) if settings.source.kind is SourceKind.URL else None
    try:
        return av.open(str(settings.source.address), options=options, timeout=timeout)
    except (av.error.FFmpegError, OSError):
        return None
