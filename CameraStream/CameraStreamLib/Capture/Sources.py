"""Opens a source: a camera, file or network stream in OpenCV, a recording, an image sequence, or the test pattern."""

from ..CaptureTypes import CaptureSettings
from ..Source import SourceKind
from .Camera import Camera
from .FrameSource import FrameSource
from .ImageSequence import ImageSequence
from .Replay import Replay, isRecording
from .TestPattern import TestPattern


def openSource(settings: CaptureSettings) -> FrameSource:
    """Open what ``settings`` asks for.

    :raises SourceError: if it does not open
    """
    source = settings.source
    if source.kind is SourceKind.TEST_PATTERN:
        size = (settings.width, settings.height) if settings.width else source.size
        return TestPattern(size, settings.frameRate or source.frameRate)
    if source.kind is SourceKind.IMAGES:
        return ImageSequence(str(source.address), settings.frameRate)
    return Replay(settings) if isRecording(source) else Camera(settings)
