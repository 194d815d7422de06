"""A capture in a process of its own: nothing that a camera or its driver does can touch Slicer."""

import json
import logging
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from .CaptureTypes import CaptureSettings, Frame, State
from .FrameBuffer import FrameBuffer

RESTART_SECONDS = (0.25, 0.5, 1.0, 2.0)
"""Waits before a process that ended is started again, seconds; the last one repeats: a driver that crashes at every
open is not tried more often than every two seconds. A frame sets the count back."""

KILL_SECONDS = 1.5
"""A process that has not ended by itself this long after its stop is killed; it gives up by itself after 1 s."""

HANG_SECONDS = 15.0
"""A process that delivered frames and then hangs for this long, without a word, is started again: every backend of
OpenCV gives up a read within 10 s (V4L2 and Media Foundation), and then the process reports it."""

IN_PROCESS_HINT = "Choose in-process acquisition under Advanced, or reinstall opencv-python."

_ending: list[subprocess.Popen] = globals().get("_ending", [])
"""Processes that were told to end; kept until they have, over a reload too, so that the system forgets them."""


class CaptureProcess:
    """Reads a source in another process, and starts it again if it ends unasked. No method of it waits.

    ``status`` is (state, message); ``framesCaptured`` counts the frames read.
    """

    def __init__(self, settings: CaptureSettings):
        self._settings = settings
        self._buffer = FrameBuffer()
        self._process: subprocess.Popen | None = None
        self._isStopped = False
        self._deadline = 0.0  # when to kill the process after a stop, or to start it after its end; perf_counter, s
        self._restarts = 0  # since the last frame
        self._lastFrameTime = 0.0

    @property
    def status(self) -> tuple[State, str]:
        return self._buffer.status

    @property
    def framesCaptured(self) -> int:
        return self._buffer.framesCaptured

    @property
    def isAlive(self) -> bool:
        """Whether the source may still be held; after ``stop`` this needs calls of ``newestFrame`` to become false."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Begin to open the source; returns at once."""
        _ending[:] = [process for process in _ending if process.poll() is None]
        self._launch()

    def newestFrame(self) -> Frame | None:
        """The newest frame if there is one that was not returned before. Its pixels are lent until the next call."""
        self._supervise()
        frame = None if self._isStopped else self._buffer.take()
        if frame:
            self._restarts = 0
            self._lastFrameTime = time.perf_counter()
        return frame

    def stop(self) -> None:
        """Let go of the source; returns at once. The process ends by itself, or is killed after a while."""
        if self._isStopped:
            return
        self._isStopped = True
        self._buffer.close()
        if self._process:
            self._process.stdin.close()
            self._deadline = time.perf_counter() + KILL_SECONDS
            _ending.append(self._process)

    def _launch(self, isRestart: bool = False) -> None:
        # Slicer's own Python where there is one: its packages and libraries, but no second Slicer.
        python = shutil.which("PythonSlicer") or sys.executable
        folder = str(Path(__file__).parent.parent)
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (folder, os.environ.get("PYTHONPATH"))))}
        descriptor = self._buffer.handle.get("descriptor")
        request = {"memory": self._buffer.handle, "settings": self._settings.toDict(), "isRestart": isRestart}
        try:
            self._process = subprocess.Popen(
                [python, "-m", "CameraStreamLib.Capture"],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # libjpeg writes a line for each damaged picture; errors come by the buffer
                bufsize=0,
                env=environment,
                pass_fds=() if descriptor is None else (descriptor,),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            # Not as arguments, which every user of the computer can read: the address may hold a password.
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
        except OSError as error:
            self._buffer.report(State.FAILED, f"The capture process cannot be started ({error}). {IN_PROCESS_HINT}")
        self._lastFrameTime = time.perf_counter()

    def _supervise(self) -> None:
        """Notice an end that was not asked for, and see to the end that was."""
        if self._process is None:
            return
        now, code = time.perf_counter(), self._process.poll()
        if self._isStopped:
            if code is None and now > self._deadline:
                self._process.kill()
            return
        state, _message = self._buffer.status
        if code is None:
            if state is State.STREAMING and now - self._lastFrameTime > HANG_SECONDS:
                self._process.kill()
            return
        if not state.isActive:  # it has ended by itself, and said why
            return
        if not self._buffer.isReady and code > 0:
            message = f"The capture process cannot run OpenCV (exit code {code}). {IN_PROCESS_HINT}"
            self._buffer.report(State.FAILED, message)
        elif self._deadline == 0:
            logging.warning(f"CameraStream: the capture process ended unexpectedly (exit code {code})")
            self._process.stdin.close()
            self._buffer.report(State.RECONNECTING, "The capture process ended unexpectedly and is started again.")
            self._deadline = now + RESTART_SECONDS[min(self._restarts, len(RESTART_SECONDS) - 1)]
        elif now > self._deadline:
            self._deadline = 0.0
            self._restarts += 1
            self._launch(isRestart=True)
