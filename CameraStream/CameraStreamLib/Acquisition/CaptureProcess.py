"""A capture in a process of its own: nothing that a camera or its driver does can touch Slicer."""

import contextlib
import json
import logging
import subprocess
import sys
import time

from ..Shared.Frame import Frame
from ..Shared.FrameBuffer import FrameBuffer
from ..Shared.PythonProcess import killGroup, startPython
from ..Shared.Settings import CaptureSettings
from ..Shared.Source import Source, SourceKind
from ..Shared.State import State
from . import Kept

RESTART_SECONDS = (0.25, 0.5, 1.0, 2.0)
"""Waits before a process that ended is started again, s; the last one repeats: a driver that crashes at every open is
not tried more often than every two seconds. A frame sets the count back."""

RESTARTS = 3
"""How often a process is started again that has never delivered a frame, or that reads a file: what breaks it is there
the next time too. A camera is waited for without end."""

KILL_SECONDS = 1.5
"""A process that has not ended by itself this long after its stop is killed, s; it gives up by itself after 1 s."""

FINISH_SECONDS = 22.0
"""While a recording is being completed, it has this long instead, s; it gives up by itself after 21 s (QueuedTap)."""

COMMANDS_ONCE = ("step", "seek", "save")
"""What a process that is started again must not do again."""

LATE_TICK_SECONDS = 0.5
"""A tick that comes this late (s) says that the GUI was busy: a sign of life of the source is then waited for anew."""

HANG_SECONDS = 30.0
"""A process that reads a camera or a stream and gives no sign for this long is started again, s. The slowest that is no
hang is Media Foundation's open, 4-20 s; a read is given up within 10 s by every backend but GStreamer."""

HINT = "Choose in-process acquisition under Advanced, or reinstall opencv-python."

MACOS_HINT = (
    "macOS gives Slicer no camera: start Slicer from Terminal, with /Applications/Slicer.app/Contents/MacOS/Slicer, "
    "and allow Terminal the camera."
)
"""The system ends a process at once whose application has no NSCameraUsageDescription, as Slicer has none; what is
started in a terminal is judged by the terminal's."""


class CaptureProcess:
    """Reads a source in another process, and starts it again if it ends unasked. No method of it waits.

    ``status`` is (state, message); ``info`` what else the reader says; ``framesCaptured`` counts the frames read.
    """

    isIndependent = True
    """It goes on whatever this process does."""

    def __init__(self, settings: CaptureSettings):
        self._settings = settings
        self._buffer: FrameBuffer | None = None
        self._process: subprocess.Popen | None = None
        self._previous = None  # the capture that has the same camera until it lets go
        self._failure = ""  # why no process could be started
        self._commands: dict[str, dict] = {}  # the last of each kind, which a process that is started again needs too
        self._commandsOnce: list[dict] = []  # that came before there was a process
        self.isStopped = False
        self.relaunches = 0  # how often a process was started again
        self._lastBegun = ""  # id of the recording that was asked for last
        self._killTime = 0.0  # all times: time.perf_counter(), s
        self._restartTime = 0.0  # 0 while the process runs
        self._restarts = 0
        self._sign = None
        self._signTime = self._tickTime = 0.0

    @property
    def status(self) -> tuple[State, str]:
        if self._failure:
            return State.FAILED, self._failure
        if self._previous and not self._previous.isStopped:
            return State.OPENING, "This camera is shown already: stop it there first, or choose another source here."
        return self._buffer.status if self._buffer else (State.IDLE, "")

    @property
    def info(self) -> dict:
        return self._buffer.info if self._buffer else {}

    @property
    def framesCaptured(self) -> int:
        return self._buffer.framesCaptured if self._buffer else 0

    @property
    def newestTime(self) -> float:
        """When the newest frame was read, s; 0.0 after ``stop``."""
        return self._buffer.newestTime if self._buffer and not self.isStopped else 0.0

    @property
    def isAlive(self) -> bool:
        """Whether it still runs; after ``stop`` this needs calls of ``newestFrame`` to become false."""
        if self._process is None:  # it may be stopped while it still waits for its turn
            return self._previous is not None and self._previous.isAlive
        isRunning = self._process.poll() is None
        if self.isStopped and not isRunning:
            self._buffer.close()  # what it said at last is kept
        return isRunning

    @property
    def holdsSource(self) -> bool:
        """Whether another capture has to wait for the source: not while only a recording is being completed."""
        if self._process is None:
            return not self.isStopped or (self._previous is not None and self._previous.holdsSource)
        return self.isAlive and not self.info.get("isReleased")

    def start(self) -> None:
        """Have the next ticks open the source; returns at once."""
        _sweep()
        try:
            self._buffer = FrameBuffer()
        except (OSError, ImportError) as error:
            self._failure = f"There is no memory for frames of another process ({error}). {HINT}"
            return
        if self._settings.source.kind is SourceKind.DEVICE:
            self._previous = replaceCapture(self._settings.source, self)
        # The next tick starts the process, which takes some milliseconds: enough for one.

    def newestFrame(self) -> Frame | None:
        """The newest frame if there is one that was not returned before. Its pixels are lent until the next call."""
        frame = self._buffer.take() if self._buffer and not self.isStopped else None
        if frame:  # a sign of life, and work enough for one tick
            self._restarts = 0 if not self._isFile else self._restarts
            return frame
        _sweep()
        if self._buffer and not self.isStopped:
            self._supervise(time.perf_counter())
        return None

    def send(self, command: dict) -> None:
        """Have the reader do something: see Reader."""
        if command["do"] in ("record", "save"):
            self._lastBegun = command.get("id", "")
        # Before there is a process, the end of a recording must not replace its beginning.
        isEnd = command["do"] == "record" and not command["path"] and not self._process
        if command["do"] not in COMMANDS_ONCE and not isEnd:
            key = f"{command['do']} {command.get('control', '')}"
            self._commands.pop(key, None)  # the last comes last: exposure counts once its automatic is off
            self._commands[key] = command
        elif not self._process:
            self._commandsOnce.append(command)
        if self._process:
            self._write(command)

    def stop(self) -> None:
        """Let go of the source; returns at once. The process ends by itself, or is killed after a while."""
        if self.isStopped:
            return
        self.isStopped = True
        if self._buffer and not (self._process and self._isWriting):  # else it still has something to say
            self._buffer.close()
        if self._process:
            self._process.stdin.close()
            self._killTime = time.perf_counter() + (FINISH_SECONDS if self._isWriting else KILL_SECONDS)
            Kept.endingProcesses.append(self)

    @property
    def _isWriting(self) -> bool:
        """Whether there is a recording that is not complete, or was not even answered yet."""
        said = [self.info.get(name, {}) for name in ("recording", "saved")]
        isAnswered = not self._lastBegun or self._lastBegun in [each.get("id") for each in said]
        return not isAnswered or any(each.get("isActive") for each in said)

    @property
    def _isFile(self) -> bool:
        return self._settings.source.kind in (SourceKind.FILE, SourceKind.IMAGES)

    def _launchWhenFree(self) -> None:
        if self._previous and self._previous.holdsSource:
            return
        self._previous = None
        self._signTime = self._tickTime = time.perf_counter()
        descriptor = self._buffer.handle.get("descriptor")
        request = {
            "memory": self._buffer.handle,
            "settings": self._settings.toDict(),
            "commands": [*self._commands.values(), *self._commandsOnce],
            "isRestart": self.framesCaptured > 0,
            "hint": HINT,
        }
        try:
            descriptors = () if descriptor is None else (descriptor,)
            self._process = startPython("CameraStreamLib.Capture", pass_fds=descriptors)
            # Not as arguments, which every user of the computer can read: the address may hold a password.
            self._write(request)
            if any(command["do"] == "record" for command in self._commandsOnce):
                self._commands.pop("record ", None)  # it is to end, and not to go on in another process
            self._commandsOnce.clear()
        except (OSError, ValueError) as error:
            self._failure = f"The capture process cannot be started ({error}). {HINT}"

    def _write(self, request: dict) -> None:
        """A thread of the process does nothing but read what comes here, so that this does not wait."""
        with contextlib.suppress(OSError, ValueError):  # it has ended already: _supervise sees how
            self._process.stdin.write(json.dumps(request).encode() + b"\n")

    def _supervise(self, now: float) -> None:
        """Notice an end that was not asked for, or a hang."""
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
        elif state.isActive:  # otherwise it has ended by itself, and said why
            self._planRestart(now, code)

    def _killIfHung(self, now: float, state: State) -> None:
        # What else it says, of OpenIGTLink clients for example, comes from other threads.
        sign = self._buffer.framesCaptured, self._buffer.status
        if sign != self._sign or now - self._tickTime > LATE_TICK_SECONDS:
            self._sign, self._signTime = sign, now
        self._tickTime = now
        # A file may be as slow as it likes.
        mayHang = state in (State.STREAMING, State.RECONNECTING) and not self._isFile
        if mayHang and now - self._signTime > HANG_SECONDS:
            self._kill()

    def _planRestart(self, now: float, code: int) -> None:
        logging.warning(f"CameraStream: the capture process ended unexpectedly (exit code {code})")
        self._kill()  # what a launcher may have left
        self._process.stdin.close()
        hasFrames = self.framesCaptured > 0
        if not self.info.get("recording", {}).get("isActive", True):
            self._commands.pop("record ", None)  # it has ended by itself, and is not to go on
        if not self._buffer.isReady and code > 0:
            self._failure = f"The capture process cannot run OpenCV (exit code {code}). {HINT}"
        elif sys.platform == "darwin" and self._settings.source.kind is SourceKind.DEVICE and not hasFrames:
            self._failure = MACOS_HINT
        elif self._restarts >= RESTARTS and (self._isFile or not hasFrames):
            self._failure = f"The source breaks the capture process (exit code {code}). Try another backend or source."
        else:
            state = State.RECONNECTING if hasFrames else State.OPENING
            self._buffer.report(state, "The capture process ended unexpectedly.")
            self._restartTime = now + RESTART_SECONDS[min(self._restarts, len(RESTART_SECONDS) - 1)]
            self._restarts += 1

    def _kill(self) -> None:
        killGroup(self._process)


def replaceCapture(source: Source, capture):
    """Remember the capture that has a camera now.

    :returns: the one that had it before, which may still have to let go of it, or None
    """
    key = (source.kind.name, str(source.address))  # not the source itself, which is of another class after a reload
    previous, Kept.lastCaptures[key] = Kept.lastCaptures.get(key), capture
    return previous


def _sweep() -> None:
    """Kill what has not ended in time, and forget what has ended."""
    now = time.perf_counter()
    for capture in Kept.endingProcesses:
        if capture.isAlive and now > capture._killTime:
            capture._kill()
    Kept.endingProcesses[:] = [capture for capture in Kept.endingProcesses if capture.isAlive]
