"""Opens a source: a camera, file or network stream, a recording, an image sequence, or the test pattern."""

from collections.abc import Callable
from pathlib import Path

from ...Shared.Errors import SourceError
from ...Shared.Errors import tr as _
from ...Shared.RecordingFile import damagedRows, readRows
from ...Shared.Settings import CaptureSettings
from ...Shared.Source import OPENIGTLINK_MISSING, SourceKind
from .Diagnosis import isDicom
from .FrameSource import FrameSource
from .ImageSequence import ImageSequence
from .OpenVideo import openVideo
from .Replay import Replay
from .TestPattern import TestPattern


def openSource(settings: CaptureSettings, inform: Callable[..., None]) -> FrameSource:
    """Open the source in ``settings``.

    :param inform: of the FrameSink, for notices while the source is read
    :raises SourceError: if it does not open
    """
    source = settings.source
    if source.kind is SourceKind.TEST_PATTERN:
        size = (settings.width, settings.height) if settings.width else source.size
        return TestPattern(size, settings.frameRate or source.frameRate)
    if source.kind in (SourceKind.FILE, SourceKind.IMAGES) and isDicom(str(source.address)):
        problem = _('"{source}" is a DICOM file. Load it with the DICOM module: File > Add DICOM Data.')
        raise SourceError(problem, source=source)
    if source.kind is SourceKind.IMAGES:
        return ImageSequence(str(source.address), settings.frameRate)
    if source.kind is SourceKind.OPENIGTLINK:
        try:
            from ..OpenIGTLink.OpenIGTLinkSource import OpenIGTLinkSource
        except ImportError as error:
            raise SourceError(OPENIGTLINK_MISSING, error=error) from error
        return OpenIGTLinkSource(str(source.address), inform)
    rows, problem = readRows(Path(source.address)) if source.kind is SourceKind.FILE else ([], "")
    if rows:
        try:
            return Replay(settings, rows)
        except SourceError:  # none of the parts in its rows can be read, but the file itself may be intact
            problem = damagedRows(Path(source.address))
    video = openVideo(settings)
    video.notice = problem or video.notice
    return video
