"""Chooses the reader: OpenCV for cameras, PyAV for files and network streams."""

from ...Shared.Settings import CaptureSettings
from ...Shared.Source import SourceKind
from .FrameSource import FrameSource
from .OpenCVSource import OpenCVSource


def openVideo(settings: CaptureSettings) -> FrameSource:
    """Open a camera, a video file or a network stream; the latter two also with OpenCV if PyAV is not installed, or one
    of OpenCV's backends is chosen.

    :raises SourceError: if it does not open
    """
    if settings.source.kind is not SourceKind.DEVICE and settings.backend == "Automatic":
        try:
            from .Film import Film
            from .LiveVideo import LiveVideo
            from .PyAV import Video
        except ImportError:
            pass
        else:
            video = Video(settings)
            return Film(settings, video) if video.isPaced else LiveVideo(video)
    return OpenCVSource(settings)
