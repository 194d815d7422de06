"""Records every frame of a capture to a file, in a thread of its own."""

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
"""The frame rate is measured in this many frames, or in those of this time (s), before the file is made with it."""

TELL_SECONDS = 0.5
"""Interval at which it says how it is, s."""


class Recorder(QueuedTap):
    """A tap that records.

    :param placement: of the source's image; it may be replaced at any time
    :param source: the source, without its password
    :param rates: frames/s that the source claims to have, or 0, and whether it is paced by that
    :param inform: called with how it is doing, twice a second
    """

    def __init__(
        self, command: Record, placement: Placement | None, source: str, rates: tuple[float, bool],
        inform: Callable[[Recording], None],
    ):  # fmt: skip
        self._command, self._source, self._rates, self._inform = command, source, rates, inform
        self.placement = placement
        self._writer: RecordingWriter | None = None
        self._tellTime = 0.0
        self._tellLock = threading.Lock()
        self._hasEnded = False
        super().__init__()

    def begin(self) -> None:
        self._tell()
        command = self._command
        self._writer = RecordingWriter(Path(command.path), command.codec, command.id, self._source, self.placement)
        frames = self.waitFor(RATE_FRAMES, RATE_SECONDS)
        self._writer.rate = measureRate([frame.timestamp for frame in frames], *self._rates)

    def handle(self, frame: TappedFrame) -> None:
        self._writer.placement = self.placement
        self._writer.write(frame)
        if time.perf_counter() - self._tellTime > TELL_SECONDS:
            self._tell()

    def end(self, error: Exception | None) -> None:
        if self._writer:
            try:
                self._tell(_("Finishing the file."))
                self._writer.close(self._writer.lostBefore + self.lost)
            except Exception as reason:
                error = error or reason
        hasFrames = self._writer is not None and self._writer.frames > 0
        self._tell(explain(error) or ("" if hasFrames else NO_FRAME), isActive=False)

    def onLost(self) -> None:
        if time.perf_counter() - self._tellTime > TELL_SECONDS:
            self._tell()

    def _tell(self, message: str = "", isActive: bool = True) -> None:
        self._tellTime = time.perf_counter()
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
        with self._tellLock:  # a frame that is lost is told by the thread that reads
            if not self._hasEnded:
                self._hasEnded = not isActive
                self._inform(said)


NO_FRAME = _("No frames were captured, so nothing was recorded.")


def explain(error: Exception | None) -> str:
    """One sentence on what ended a recording; "" if nothing did."""
    if error is None:
        return ""
    if isinstance(error, SourceError):
        return error.text
    if isinstance(error, OSError):
        return _("The recording has ended: {reason}.").format(reason=error.strerror or str(error))
    reason = f"{type(error).__name__}: {' '.join(str(error).split())}"
    return _("The recording has ended: {reason}.").format(reason=reason)
