"""Opens a video file or a network stream in PyAV."""

import os

import av

from ...Shared.Errors import SourceError
from ...Shared.Settings import CaptureSettings
from ...Shared.Source import SourceKind
from .Diagnosis import whyNotOpened
from .FrameSource import MAXIMUM_FILE_RATE, OPEN_SECONDS, READ_SECONDS
from .StreamOptions import furtherOptions, streamOptions

SEGMENTED = ("hls", "dash")
"""Formats that come in pieces of some seconds: live, but played at the pace of their time stamps."""


class Video:
    """What is open: ``container`` and ``stream`` are PyAV's; ``rate`` in frames/s is 0 where it is not known;
    ``isLive``: it has no end; ``isPaced``: its time stamps say when a frame is due, and not its coming.

    It is decoded by threads that share a frame. Threads that have a frame each, which are FFmpeg's default, delay each
    frame by their number.

    :raises SourceError: if it does not open
    """

    def __init__(self, settings: CaptureSettings):
        source = settings.source
        isUrl = source.kind is SourceKind.URL
        # A stream is open once its size is known: to find its frame rate would take 0.7 s more at 30 frames/s.
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
    """PyAV's container; None if it does not open: the error has the password of an address in it."""
    timeout = (OPEN_SECONDS, READ_SECONDS) if settings.source.kind is SourceKind.URL else None
    try:
        return av.open(str(settings.source.address), options=options, timeout=timeout)
    except (av.error.FFmpegError, OSError):
        return None
