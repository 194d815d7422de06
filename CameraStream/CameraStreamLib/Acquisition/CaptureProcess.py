"""A capture in a separate process: no failure of a camera or its driver affects Slicer."""

import dataclasses
import errno
import json
import logging
import subprocess
import sys
import time

from ..Shared.Commands import Command, PublishResults, StopResults
from ..Shared.Errors import join, toData
from ..Shared.Errors import tr as _
from ..Shared.Frame import Frame
from ..Shared.PythonProcess import killGroup, neverWait, startPython
from ..Shared.Settings import CaptureSettings
from ..Shared.SlotMemory import HandleSender
from ..Shared.Source import SourceKind
from ..Shared.State import State
from . import Kept
from .Capture import Capture

RESTART_SECONDS = (0.25, 0.5, 1.0, 2.0)
"""Waits before a process is restarted, s; the last one repeats: a driver that crashes at every open is not tried more
often than every two seconds. A frame resets the count."""

RESTARTS = 3
"""Maximum number of restarts if the process has never delivered a frame, or reads a file: it would crash again. A
camera is waited for indefinitely."""

KILL_SECONDS = 1.5
"""A process that is still running this long after its stop is killed, s; normally it gives up after 1 s."""

FINISH_SECONDS = 22.0
"""The same while a recording is being completed, s; normally the process gives up after 21 s (QueuedTap)."""

WRITE_BYTES = 512
"""Size of a write to the process, bytes: Windows accepts all of it or nothing if its 4 kB pipe is nearly full."""

LATE_TICK_SECONDS = 0.5
"""After a tick that is this late (s), since the GUI was busy, waiting for a sign of life of the source starts anew."""

HANG_SECONDS = 30.0
"""A process that reads a camera or a stream without a sign of life for this long is restarted, s. The slowest normal
operation is Media Foundation's open, 4-20 s; every backend but GStreamer gives up a read within 10 s."""

HINT = _("Choose in-process acquisition under Advanced, or reinstall opencv-python.")

MACOS_HINT = _(
    "macOS denies Slicer the camera. Start Slicer from Terminal, with /Applications/Slicer.app/Contents/MacOS/Slicer, "
    "and allow Terminal to use the camera."
)
"""macOS terminates a process that opens a camera if its application has no NSCameraUsageDescription, such as Slicer; in
a process started from a terminal, the terminal's counts."""


class CaptureProcess(Capture):
    """Reads a source in another process, and starts it again if it ends unasked."""

    isIndependent = True
    """It runs whatever Slicer's process does."""

    def __init__(self, settings: CaptureSettings, hangSeconds: float = HANG_SECONDS):
        super().__init__(settings)
        self._hangSeconds = hangSeconds
        self._process: subprocess.Popen | None = None
        self._commands: list[Command] = []  # for the next process that is started
        self._unsent = bytearray()  # what the process has not accepted yet
        self._handles: HandleSender | None = None  # to the process
        self._killTime = 0.0  # all times: time.perf_counter(), s
        self._restartTime = 0.0  # 0 while the process runs
        self._restarts = 0
        self._sign = None
        self._signTime = self._tickTime = 0.0

    @property
    def isAlive(self) -> bool:
        """Whether it still runs; after ``stop`` this needs calls of ``newestFrame`` to become false."""
        if self._process is None:  # it may be stopped while it still waits for its turn
            return self._previous is not None and self._previous.isAlive
        isRunning = self._process.poll() is None
        if self.isStopped and not isRunning:
            self._buffer.close()  # its last status is kept
        return isRunning

    @property
    def holdsSource(self) -> bool:
        """Whether another capture must wait for the source: not while only a recording is being completed."""
        if self._process is None:
            return not self.isStopped or (self._previous is not None and self._previous.holdsSource)
        return self.isAlive and not self.info.isReleased

    def start(self) -> None:
        """Have the next ticks open the source; returns at once."""
        _sweep()
        self._prepare()  # the next tick starts the process, which takes some milliseconds: enough for one tick

    def newestFrame(self) -> Frame | None:
        """The newest frame if it has not been returned before. Its pixels are valid until the next call."""
        if self._unsent and not self.isStopped:
            self._flush()
        frame = self._takeFrame()
        if frame:  # a sign of life, and work enough for one tick
            self._restarts = 0 if not self._isFile else self._restarts
            return frame
        _sweep()
        if self._buffer and not self.isStopped:
            self._supervise(time.perf_counter())
        return None

    def send(self, command: Command) -> None:
        """Send a command to the reader."""
        self._commands.append(command)
        if self._process:
            self._commands = repeated(self._commands)
            self._write(self._said(command))

    def stop(self, isWriting: bool = False) -> None:
        """Release the source; returns at once. The process ends by itself, or is killed after a while.

        :param isWriting: whether a recording must be completed, which takes longer
        """
        if self.isStopped:
            return
        self.isStopped = True
        if self._buffer and not (self._process and isWriting):  # else it still has a status to report
            self._buffer.close()
        if self._process:
            self._process.stdin.close()
            self._handles.close()
            self._killTime = time.perf_counter() + (FINISH_SECONDS if isWriting else KILL_SECONDS)
            Kept.endingProcesses.append(self)

    @property
    def _isFile(self) -> bool:
        return self._settings.source.kind in (SourceKind.FILE, SourceKind.IMAGES)

    def _launchWhenFree(self) -> None:
        if self._previous and self._previous.holdsSource:
            return
        self._previous = None
        self._signTime = self._tickTime = time.perf_counter()
        if self._handles:
            self._handles.close()
        self._handles = HandleSender()
        request = {
            "memory": self._buffer.handle,
            "settings": dataclasses.asdict(self._settings),
            "commands": [self._said(command) for command in self._commands],
            "handles": self._handles.descriptor,
            "isRestart": self.framesCaptured > 0,
            "hint": toData(HINT),
        }
        try:
            descriptors = (self._buffer.handle.get("descriptor"), self._handles.descriptor)
            inherited = [each for each in descriptors if each is not None]
            self._process = startPython("CameraStreamLib.Capture", pass_fds=inherited)
            neverWait(self._process)
            self._unsent.clear()
            # Not as arguments, which every user of the computer can read: the address may contain a password.
            self._write(request)
            self._commands = repeated(self._commands)
        except (OSError, ValueError) as error:
            self._failure = join(_("The capture process cannot be started ({error}).").format(error=str(error)), HINT)

    def _said(self, command: Command) -> dict:
        """A command as the process gets it, with the memory that it names."""
        said = command.toDict()
        if isinstance(command, PublishResults):
            try:
                said["memory"] = self._handles.send(said["memory"])
            except OSError:  # the processor has just ended
                return StopResults(command.name).toDict()
        return said

    def _write(self, request: dict) -> None:
        self._unsent += json.dumps(request).encode() + b"\n"
        self._flush()

    def _flush(self) -> None:
        """Send as much as the pipe accepts; if the process hangs, the rest follows at later ticks."""
        try:
            while self._unsent and (count := self._process.stdin.write(self._unsent[:WRITE_BYTES])):
                del self._unsent[:count]
        except (OSError, ValueError) as error:
            if getattr(error, "errno", None) not in (errno.EAGAIN, errno.ENOSPC):  # the latter on Windows
                self._unsent.clear()  # the process has ended: handled by _supervise

    def _supervise(self, now: float) -> None:
        """Detect an unexpected end, or a hang."""
        if self._failure:
            return
        if self._process is None:
            self._launchWhenFree()
            return
        code = self._process.poll()
        state, _message = self._buffer.status
        if code is None:
            self._killIfHung(now, state)
        elif self._restartTime:
            if now > self._restartTime:
                self._restartTime = 0.0
                self.relaunches += 1
                self._launchWhenFree()
        elif state.isActive:  # otherwise it has ended by itself, and reported why
            self._planRestart(now, code)

    def _killIfHung(self, now: float, state: State) -> None:
        # Its other reports, such as those about OpenIGTLink clients, come from other threads.
        sign = self._buffer.framesCaptured, self._buffer.status
        if sign != self._sign or now - self._tickTime > LATE_TICK_SECONDS:
            self._sign, self._signTime = sign, now
        self._tickTime = now
        # A file may be as slow as it likes.
        mayHang = state in (State.STREAMING, State.RECONNECTING) and not self._isFile
        if mayHang and now - self._signTime > self._hangSeconds:
            self._kill()

    def _planRestart(self, now: float, code: int) -> None:
        logging.warning(f"CameraStream: the capture process ended unexpectedly (exit code {code})")
        self._kill()  # any child that a launcher has left behind
        self._process.stdin.close()
        hasFrames = self.framesCaptured > 0
        if not self._buffer.isReady and code > 0:
            text = _("The capture process cannot run OpenCV (exit code {code}).").format(code=code)
            self._failure = join(text, HINT)
        elif sys.platform == "darwin" and self._settings.source.kind is SourceKind.DEVICE and not hasFrames:
            self._failure = MACOS_HINT
        elif self._restarts >= RESTARTS and (self._isFile or not hasFrames):
            self._failure = _(
                "The source crashes the capture process (exit code {code}). Try another backend or source."
            ).format(code=code)
        else:
            state = State.RECONNECTING if hasFrames else State.OPENING
            self._buffer.report(state, _("The capture process ended unexpectedly."))
            self._restartTime = now + RESTART_SECONDS[min(self._restarts, len(RESTART_SECONDS) - 1)]
            self._restarts += 1

    def _kill(self) -> None:
        killGroup(self._process)


def repeated(commands: list[Command]) -> list[Command]:
    """The commands that a restarted process needs too: the last of each key, in their original order, since an exposure
    takes effect only once auto exposure is off."""
    last = {}
    for command in commands:
        last.pop(command.key, None)
        if command.isRepeated:
            last[command.key] = command
    return [*last.values()]


def _sweep() -> None:
    """Kill captures that have not ended in time, and forget those that have ended."""
    now = time.perf_counter()
    for capture in Kept.endingProcesses:
        if capture.isAlive and now > capture._killTime:
            capture._kill()
    Kept.endingProcesses[:] = [capture for capture in Kept.endingProcesses if capture.isAlive]
