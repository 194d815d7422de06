"""Records every frame of a capture to a file, in its own thread."""

import dataclasses
import threading
import time
from collections.abc import Callable
from pathlib import Path

from ...Shared.Commands import Record
from ...Shared.Errors import SourceError
from ...Shared.Errors import tr as _
from ...Shared.Frame import Placement
from ...Shared.RecordingFile import Recording
from .QueuedTap import QueuedTap, TappedFrame
from .RecordingWriter import RecordingWriter, measureRate

RATE_FRAMES, RATE_SECONDS = 8, 2.0
"""The frame rate is measured over this many frames, or this time (s), before the file is created with it."""

INFORM_SECONDS = 0.5
"""Interval at which the status is reported, s."""


class Recorder(QueuedTap):
    """A tap that records.

    :param placement: of the source's image; may be replaced at any time
    :param source: the source, without its password
    :param rates: the nominal frame rate of the source (frames/s, or 0), and whether it is paced by it
    :param inform: called with the status, twice a second
    """

    def __init__(
        self, command: Record, placement: Placement | None, source: str, rates: tuple[float, bool],
        inform: Callable[[Recording], None],
    ):  # fmt: skip
        self._command, self._source, self._rates, self._inform = command, source, rates, inform
        self.placement = placement
        self._writer: RecordingWriter | None = None
        self._informTime = 0.0
        self._informLock = threading.Lock()
        self._hasEnded = False
        super().__init__()

    def begin(self) -> None:
        self._report()
        command = self._command
        self._writer = RecordingWriter(Path(command.path), command.codec, command.id, self._source, self.placement)
        frames = self.waitFor(RATE_FRAMES, RATE_SECONDS)
        self._writer.rate = measureRate([frame.timestamp for frame in frames], *self._rates)

    def handle(self, frame: TappedFrame) -> None:
        self._writer.placement = self.placement
        self._writer.write(frame)
        self._reportSometimes()

    def end(self, error: Exception | None) -> None:
        if self._writer:
            try:
                self._report(_("Finishing the file."))
                self._writer.close(self._writer.lostBefore + self.lost)
            except Exception as reason:
                error = error or reason
        hasFrames = self._writer is not None and self._writer.frames > 0
        self._report(explain(error) or ("" if hasFrames else NO_FRAME), isActive=False)

    def onLost(self) -> None:
        self._reportSometimes()

    def _reportSometimes(self) -> None:
        if time.perf_counter() - self._informTime > INFORM_SECONDS:
            self._report()

    def _report(self, message: str = "", isActive: bool = True) -> None:
        self._informTime = time.perf_counter()
        command = self._command
        said = Recording(command.path, command.codec, message=message, isActive=isActive, id=command.id)
        if writer := self._writer:
            lost = writer.lostBefore + self.lost
            tooSlow = ""
            if self.lost:
                tooSlow = _("{codec} is too slow for this size and frame rate: {lost} frames were lost.").format(
                    codec=said.codec, lost=lost
                )
            said = dataclasses.replace(
                said, frames=writer.frames, lost=lost, seconds=round(writer.seconds, 3), bytes=writer.bytes,
                message=message or tooSlow or writer.notice,
            )  # fmt: skip
        with self._informLock:  # lost frames are reported by the reader's thread
            if not self._hasEnded:
                self._hasEnded = not isActive
                self._inform(said)


NO_FRAME = _("No frames were captured, so nothing was recorded.")


def explain(error: Exception | None) -> str:
    """Message about the error that ended a recording; "" for none."""
    if error is None:
        return ""
    if isinstance(error, SourceError):
        return error.text
    if isinstance(error, OSError):
        return _("The recording has ended: {reason}.").format(reason=error.strerror or str(error))
    reason = f"{type(error).__name__}: {' '.join(str(error).split())}"
    return _("The recording has ended: {reason}.").format(reason=reason)
