"""Slicer's side of a processor's process: starts it, restarts it if it fails, and receives its results."""

import collections
import logging
import os
import subprocess
import time
from pathlib import Path

from ..Shared.Errors import fromData
from ..Shared.Errors import tr as _
from ..Shared.FrameBuffer import FrameBuffer
from ..Shared.ProcessorFile import MEMORY_BYTES, OUT_OF_MEMORY, declared
from ..Shared.PythonProcess import killGroup, neverWait, startPython, writeRequest
from ..Shared.Result import Result
from ..Shared.ResultBuffer import SLICER, ResultBuffer
from . import Kept
from .CaptureProcess import FINISH_SECONDS, LATE_TICK_SECONDS

RESTART_SECONDS = (0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
"""Waits before a process is restarted, s; the last one repeats: loading a network may take seconds. A result resets the
count."""

TIME_LIMIT_SECONDS = 10.0
"""A frame that takes longer counts as a hang, s, unless the file sets a timeLimit: too long for live processing."""

LOADING_SECONDS = 120.0
"""Loading and setup that take longer count as a hang, s: a network of a few GB from a slow disk takes a minute."""

OUTPUT_LINES = 200
"""Number of lines of a processor's output that are kept to be shown."""

OUTPUT_BYTES = 65536
"""Maximum output read in a tick, bytes: what fits into a pipe."""

LINE_CHARACTERS = 500

THREAD_VARIABLES = (
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS", "NUMEXPR_NUM_THREADS",
    "OPENCV_FOR_THREADS_NUM",
)  # fmt: skip
"""Environment variables from which NumPy, PyTorch, ONNX Runtime and OpenCV get their number of threads when loaded."""


class ProcessorProcess:
    """Runs a processor on the frames of a capture. No method waits.

    :param file: the processor
    :param parameters: values by name
    :param frames: the capture's memory
    :param reader: index of this reader of it
    """

    def __init__(self, file: Path, parameters: dict, frames: FrameBuffer, reader: int):
        self.reader = reader
        self.relaunches = 0
        self.output = collections.deque(maxlen=OUTPUT_LINES)
        self._file, self._frames = file, frames
        self._request = {
            "file": str(file), "parameters": dict(parameters), "spacing": 1.0, "carriesPicture": False,
            "calibrations": [], "recording": None,
        }  # fmt: skip
        self._results = ResultBuffer()
        self._process: subprocess.Popen | None = None
        self._partOfLine = b""
        self._failure = ""  # why the last process ended, until there is a result
        self._restarts = 0
        # All times: time.perf_counter(), s. When to start the process, at the next tick at first; 0 while it runs.
        self._restartTime = self._signTime = self._tickTime = time.perf_counter()
        self._logged = ""
        self._changedTime = 0.0  # of the last change that the processor has made itself

    @property
    def isAlive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def isReady(self) -> bool:
        """Whether the file was loaded."""
        return bool(self._results.said.get("isReady"))

    @property
    def resultMemory(self) -> ResultBuffer:
        """The memory of its results, for the capture that publishes them."""
        return self._results

    @property
    def parameters(self) -> list[dict]:
        """Its parameters: name, type, default, minimum, maximum, choices of each."""
        return self._results.said.get("parameters", [])

    @property
    def error(self) -> str:
        """Message about an error; "" for none."""
        return self._failure or fromData(self._results.said.get("error", ""))

    @property
    def begun(self) -> float:
        """When processing of the current frame started (perf_counter, s); 0.0 between two frames."""
        return self._results.begun

    def send(self, **changes) -> None:
        """Change ``parameters``, by name, ``spacing`` (mm), ``carriesPicture``: whether results have their frame, or
        ``calibrations``: of the camera, as dictionaries, or ``recording``: what ResultRecorder takes, None for none."""
        for name, value in changes.items():
            self._request[name] = self._request[name] | value if name == "parameters" else value
        if self.isAlive:
            writeRequest(self._process, changes)

    def takeChanges(self) -> dict:
        """Parameters that the processor has set itself since the last call, by name."""
        changedTime, values = self._results.said.get("changed") or (0.0, {})
        if changedTime == self._changedTime:
            return {}
        self._changedTime = changedTime
        self._request["parameters"] |= values
        return values

    def stop(self) -> None:
        """End it; returns at once. Recorded files are completed."""
        if self._process:
            if self._request["recording"]:
                self._process.stdin.close()
                self._process.stdout.close()
                self._killTime = time.perf_counter() + FINISH_SECONDS
            else:
                self._kill()
            Kept.endingProcesses.append(self)
        self._frames.releaseReader(self.reader)
        self._results.close()

    def update(self) -> Result | None:
        """The newest result if there is a new one; to be called at every tick. Its arrays are valid until the next
        call."""
        now = time.perf_counter()
        if self._restartTime:
            if now >= self._restartTime and not self.isAlive:
                self._launch(now)
            return None
        self._read()
        self._supervise(now)
        self._tickTime = now
        result = self._results.take()
        if result:
            self._failure, self._restarts = "", 0
        self._log()
        return result

    _killTime = 0.0
    """Like that of a capture: it is killed at once."""

    def _launch(self, now: float) -> None:
        handles = [self._frames.handle, self._results.handle]
        threads = declared(self._file).get("threads", 1)
        environment = dict.fromkeys(THREAD_VARIABLES, str(threads)) | {"PYTHONUNBUFFERED": "1"}
        lowPriority = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)  # of Windows
        try:
            self._process = startPython(
                "CameraStreamLib.Processing",
                pass_fds=[handle["descriptor"] for handle in handles if "descriptor" in handle],
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env=os.environ | environment,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0) | lowPriority,
            )
        except (OSError, ValueError) as error:
            self._fail(now, _("The processor cannot be started ({error}).").format(error=str(error)))
            return
        neverWait(self._process)
        os.set_blocking(self._process.stdout.fileno(), False)
        self._restartTime, self._signTime = 0.0, now
        writeRequest(
            self._process, self._request | {"frames": handles[0], "results": handles[1], "reader": self.reader}
        )

    def _supervise(self, now: float) -> None:
        code = self._process.poll()
        if code is not None:
            self._read()
            text = _("{file} ended unexpectedly (exit code {code}) and was restarted.")
            if code == OUT_OF_MEMORY:
                text = _("{file} exceeded its memory of {gigabytes} GB and was restarted.")
            self._fail(now, text.format(file=self._file.name, code=code, gigabytes=MEMORY_BYTES >> 30))
            return
        if now - self._tickTime > LATE_TICK_SECONDS:  # Slicer was busy, and the processor may have waited to print
            self._signTime = now
        begun = self._results.begun
        since = max(begun, self._signTime) if begun else self._signTime
        limit = (self._results.said.get("timeLimit") or TIME_LIMIT_SECONDS) if begun else LOADING_SECONDS
        if now - since > limit and (begun or not self.isReady):
            self._fail(
                now,
                _("{file} returned no result within {seconds:g} s and was restarted.").format(
                    file=self._file.name, seconds=limit
                ),
            )

    def _fail(self, now: float, failure: str) -> None:
        """Kill the rest of the process, and schedule a restart."""
        self._failure = failure
        if self._process:
            self._kill()
        self._results.end()
        self._results.releaseReader(SLICER)
        self._frames.releaseReader(self.reader)
        self._restartTime = now + RESTART_SECONDS[min(self._restarts, len(RESTART_SECONDS) - 1)]
        self._restarts += 1
        self.relaunches += 1

    def _kill(self) -> None:
        killGroup(self._process)
        self._process.stdin.close()
        self._process.stdout.close()

    def _read(self) -> None:
        """Read the available output."""
        try:
            printed = self._process.stdout.read(OUTPUT_BYTES)
        except (OSError, ValueError):
            return
        if printed:
            *lines, self._partOfLine = (self._partOfLine + printed).split(b"\n")
            self._partOfLine = self._partOfLine[-OUTPUT_BYTES:]
            self.output.extend(line[:LINE_CHARACTERS].decode(errors="replace") for line in lines[-OUTPUT_LINES:])

    def _log(self) -> None:
        """Log each error once, not at each frame."""
        if self.error and self.error != self._logged:
            self._logged = self.error
            logging.warning(f"CameraStream: {self.error}")
