"""The playback clock of a file, with pause, step and seek: which frame is next, and when it is due."""

import bisect
import time

from ..Shared.CaptureInfo import Position
from ..Shared.Commands import Command, Pause, Seek, Step

LATE_SECONDS = 0.25
"""A source that is later than this (the computer was asleep, or is too slow) continues from now instead of catching
up."""


class Playback:
    """The clock of a source (a FrameSource). Frames of a live source are always due."""

    def __init__(self, source):
        self._source = source
        self._start = None  # when the first frame was due, time.perf_counter(), s
        self.isPaused = False
        self._isOneDue = False  # whether to show a frame although it is paused

    def delay(self) -> float | None:
        """Time until the next frame is due, s; None if it waits for a command."""
        if not self._source.frameRate or self._isOneDue:
            return 0.0
        if self.isPaused:
            return None
        now, due = time.perf_counter(), self._source.timeOf(self._source.index)
        if self._start is None:
            self._start = now - due
        self._start = max(self._start, now - LATE_SECONDS - due)
        return max(0.0, self._start + due - now)

    def markRead(self) -> None:
        """The frame that was due has been read."""
        self._isOneDue = False

    def turnBack(self) -> bool:
        """Go to the last frame after a seek beyond the end: a file may claim more frames than it has.

        :returns: whether there may be such a frame
        """
        source = self._source
        if not self._isOneDue or source.count < 2:
            return False
        source.count = min(source.index, source.count - 1 if source.end is None else source.end)
        if not source.count:
            return False
        source.seek(source.count - 1)
        return True

    def handle(self, command: Command) -> None:
        """Execute a command, if the source can seek."""
        if not self._source.count:
            return
        match command:
            case Pause():
                self.pause(command.isPaused)
            case Step():
                self.step(command.frames)
            case Seek(frame=None):
                self.seekTime(command.seconds)
            case Seek():
                self._show(command.frame - 1)

    def pause(self, isPaused: bool) -> None:
        """Pause, or resume from here."""
        self.isPaused, self._start = isPaused, None

    def step(self, count: int) -> None:
        """Pause, and show the frame ``count`` after the current one."""
        self.pause(True)
        self._show(self._source.index - 1 + count, isNew=count != 0)

    def seekTime(self, seconds: float) -> None:
        """Go to the frame at ``seconds`` after the first one."""
        source = self._source
        self._show(bisect.bisect_right(range(source.count), seconds + 1e-6, key=source.timeOf) - 1)

    def position(self) -> Position:
        """Position of the frame read last."""
        source = self._source
        seconds = round(source.timeOf(max(0, source.index - 1)), 6)
        return Position(seconds, source.index, source.count, self.isPaused)

    def _show(self, index: int, isNew: bool = True) -> None:
        source = self._source
        index = min(max(index, 0), source.count - 1)
        if index < 0 or not isNew or (self.isPaused and index == source.index - 1):
            return
        if index != source.index:
            source.seek(index)
        self._isOneDue, self._start = True, None
