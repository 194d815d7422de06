"""A capture in a thread of this process."""

import atexit
import dataclasses
import queue
import sys
import threading
import time

from ..Shared.Commands import Command, PublishResults
from ..Shared.Errors import tr as _
from ..Shared.Frame import Frame
from ..Shared.Settings import CaptureSettings
from ..Shared.SlotMemory import duplicate
from ..Shared.Source import SourceKind
from ..Shared.State import State
from .Capture import Capture

RELEASE_POLL_SECONDS = 0.02
"""Interval for checking whether another capture has released the camera, s: it takes 0.1-1 s to close."""

EXIT_SECONDS = 8.0
"""How long the application waits at exit for an open or a read, s: each has a shorter time-out, unless a driver or a
disk hangs."""

ENDING_SECONDS = 1.0
"""How long to wait for a source to close before its recording is completed anyway, s."""


class CaptureThread(Capture):
    """Reads a source in a thread, beside the QTimer that polls it."""

    isIndependent = False
    """It needs Python's lock, which is released only at the ticks."""

    def __init__(self, settings: CaptureSettings):
        super().__init__(settings)
        self._reader = None
        self._hasEnded = False
        self._endLock = threading.Lock()  # the last of thread and stop closes the memory
        self._commands = queue.SimpleQueue()
        # A daemon, since Python would wait for any other thread forever. See _endAtExit.
        self._thread = threading.Thread(target=self._run, name="CameraStream capture", daemon=True)

    @property
    def isAlive(self) -> bool:
        """Whether it still runs; after ``stop`` this needs calls of ``newestFrame`` to become false."""
        return self._thread.is_alive()

    @property
    def holdsSource(self) -> bool:
        """Whether another capture has to wait for the source: not while only a recording is being completed."""
        return self.isAlive and not self.info.isReleased

    def start(self) -> None:
        """Begin to open the source; returns at once."""
        if self._prepare():
            atexit.register(self._endAtExit)
            self._thread.start()

    def newestFrame(self) -> Frame | None:
        """The newest frame if it has not been returned before. Its pixels are valid until the next call."""
        # Slicer's event loop holds Python's lock while idle, so that the thread can run only while Python code runs on
        # the GUI thread: this lets it. Without it, the thread gets only every second tick (docs/architecture.md).
        time.sleep(0)
        return self._takeFrame()

    def send(self, command: Command) -> None:
        """Send a command to the reader."""
        if isinstance(command, PublishResults):  # the reader opens that memory once more
            command = dataclasses.replace(command, memory=duplicate(command.memory))
        self._commands.put(command)

    def stop(self, isWriting: bool = False) -> None:
        """Release the source after the current read; returns at once. Recordings are completed."""
        with self._endLock:
            self.isStopped = True
            if self._hasEnded:
                self._buffer.close()
        if self._reader:
            self._reader.stop()
            if isWriting:
                threading.Thread(target=self._finish, name="CameraStream end", daemon=True).start()

    def _run(self) -> None:
        try:
            self._read()
        finally:
            atexit.unregister(self._endAtExit)
            with self._endLock:
                self._hasEnded = True
                if self.isStopped:  # else the last frame has yet to be shown
                    self._buffer.close()

    def _read(self) -> None:
        while self._previous and self._previous.holdsSource and not self.isStopped:
            time.sleep(RELEASE_POLL_SECONDS)
        self._previous = None
        if sys.platform == "darwin" and self._settings.source.kind is SourceKind.DEVICE:
            # Slicer's bundle has no NSCameraUsageDescription: macOS would terminate the whole application.
            message = _(
                "macOS does not allow a camera inside Slicer's own process. Choose process as the acquisition under "
                "Advanced, and start Slicer from a terminal with camera access."
            )
            self._buffer.report(State.FAILED, message)
            return
        try:
            from ..Capture.Reader import Reader  # here, so that OpenCV is not loaded before Start
        except ImportError as error:
            self._buffer.report(State.FAILED, _("OpenCV cannot be loaded: {error}").format(error=str(error)))
            return
        self._reader = Reader(self._settings, self._buffer, self._commands)
        if not self.isStopped:
            self._reader.run()

    def _endAtExit(self) -> None:
        """Wait for the thread: if it returned from OpenCV after Python's shutdown, the application would abort. A
        thread that never returns does no harm."""
        self.isStopped = True
        if self._reader:
            self._reader.stop()
        self._thread.join(EXIT_SECONDS)

    def _finish(self) -> None:
        """Complete the recording even if a driver hangs."""
        self._thread.join(ENDING_SECONDS)
        if self._thread.is_alive():
            self._reader.finish()
