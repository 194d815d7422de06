"""What a capture in a process and one in a thread have in common: memory for frames, and the turn for a camera."""

from ..Shared.CaptureInfo import CaptureInfo
from ..Shared.Errors import tr as _
from ..Shared.Frame import Frame
from ..Shared.FrameBuffer import FrameBuffer
from ..Shared.Settings import CaptureSettings
from ..Shared.Source import SourceKind
from ..Shared.State import State
from . import Kept


class Capture:
    """Reads a source for Slicer. No method waits.

    ``relaunches`` counts how often it was started again, ``isStopped`` is set by ``stop``.
    """

    def __init__(self, settings: CaptureSettings):
        self._settings = settings
        self._buffer: FrameBuffer | None = None
        self._previous: Capture | None = None  # the capture that uses the same camera until it releases it
        self._failure = ""  # why it could not be started
        self.isStopped = False
        self.relaunches = 0

    @property
    def status(self) -> tuple[State, str]:
        """State and message."""
        if self._failure:
            return State.FAILED, self._failure
        previous = self._previous  # which a thread may clear meanwhile
        if previous and not previous.isStopped:
            return State.OPENING, _("This camera is already shown. Stop it there first, or choose another source here.")
        return self._buffer.status if self._buffer else (State.IDLE, "")

    @property
    def info(self) -> CaptureInfo:
        """What else the reader reports."""
        return self._buffer.info if self._buffer else CaptureInfo()

    @property
    def frameMemory(self) -> FrameBuffer | None:
        """The memory with the frames, for processors; None unless it runs."""
        return None if self.isStopped else self._buffer

    @property
    def framesCaptured(self) -> int:
        """Number of frames read so far."""
        return self._buffer.framesCaptured if self._buffer else 0

    @property
    def newestTime(self) -> float:
        """When the newest frame was read, s; 0.0 after ``stop``."""
        return self._buffer.newestTime if self._buffer and not self.isStopped else 0.0

    def _takeFrame(self) -> Frame | None:
        """The newest frame if it has not been returned before. Its pixels are valid until the next call."""
        return self._buffer.take() if self._buffer and not self.isStopped else None

    def _prepare(self) -> bool:
        """Allocate memory for frames, and queue for the camera. Returns whether that succeeded."""
        try:
            self._buffer = FrameBuffer()
        except (OSError, ImportError) as error:
            text = _("Not enough memory for frames ({error}). Close other programs.")
            self._failure = text.format(error=str(error))
            return False
        source = self._settings.source
        if source.kind is SourceKind.DEVICE:
            key = (source.kind.name, str(source.address))  # not the source: after a reload, its class is another one
            self._previous, Kept.lastCaptures[key] = Kept.lastCaptures.get(key), self
        return True
