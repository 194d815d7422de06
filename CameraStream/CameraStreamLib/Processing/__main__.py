"""The processor's process: ``python -m CameraStreamLib.Processing``, started and ended by ProcessorProcess."""

import collections
import contextlib
import faulthandler
import os
import queue
import sys
import threading
import time
import traceback
from pathlib import Path

import numpy as np

from ..Shared.Calibration import Calibration, fittingFrame
from ..Shared.Errors import SourceError, join, toData
from ..Shared.Errors import tr as _
from ..Shared.Frame import Frame
from ..Shared.FrameBuffer import FrameBuffer
from ..Shared.ParentProcess import endProcess, readRequests
from ..Shared.ProcessorFile import MEMORY_BYTES, OUT_OF_MEMORY
from ..Shared.ResultBuffer import ResultBuffer
from .Checking import resultOf
from .Loading import Processor
from .ProcessorFrame import ProcessorFrame
from .ResultRecorder import ResultRecorder

POLL_SECONDS = 0.001
"""Interval at which the next frame is polled for, s: it waits 0.5 ms on average, a tenth of the latency that a result
may have, and 1000 polls a second take 2 % of one core."""

FILE_SECONDS = 0.25
"""Interval at which the file is checked for changes, s: once saved in an editor, it runs within a second."""

FINISH_SECONDS = 20.0
"""Time to complete what is recorded, at the end, s: as in the capture (QueuedTap)."""

NICENESS = 10
"""Added to the process' niceness, where there is one: if all cores are busy, it gets a tenth of the time that a capture
or Slicer gets."""


def main() -> None:
    """Read the request, a line of JSON on standard input, and process the newest frame, again and again, until the
    input ends; each later line changes something."""
    faulthandler.enable()
    lines = readRequests()
    request = next(lines, None)
    if request is None:
        return
    changes, loops = queue.SimpleQueue(), []
    threading.Thread(target=_endWithParent, args=(lines, changes, loops), daemon=True).start()
    _limit()
    sys.path.insert(0, str(Path(request["file"]).parent))  # what it imports may lie beside it
    loop = _Loop(request, changes)
    loops.append(loop)
    try:
        loop.run()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _endWithParent(lines, changes: queue.SimpleQueue, loops: list) -> None:
    for change in lines:
        changes.put(change)
    for loop in loops:
        loop.finish()
    endProcess()


def _limit() -> None:
    with contextlib.suppress(AttributeError, ImportError, OSError, ValueError):  # where there is none
        os.nice(NICENESS)
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))


class _Loop:
    """Processes the newest frame, again and again, and delivers the results; reloads the file when it is saved."""

    def __init__(self, request: dict, changes: queue.SimpleQueue):
        self._path = Path(request["file"])
        self._values = request["parameters"]
        self._spacing = request["spacing"]
        self._carriesPicture = request["carriesPicture"]
        self._calibrations = _calibrationsOf(request["calibrations"])
        self._changes = changes
        self._frames = FrameBuffer(request["frames"], request["reader"])
        self._results = ResultBuffer(request["results"])
        self._processor: Processor | None = None
        self._processId = os.getpid()
        self._saved = None  # time and size of the file that was loaded last
        self._lookTime = 0.0
        self._loadError = self._error = ""
        self._printed = collections.deque(maxlen=20)  # exceptions that were printed already
        self._number = 0  # of the last frame
        self._recorder: ResultRecorder | None = None
        self._closed: list[ResultRecorder] = []
        self._record(request["recording"])
        self._changed = {}  # values that the processor has given its parameters itself
        self._changedTime = 0.0
        self._skipped = 0

    def run(self) -> None:
        """Never returns."""
        while True:
            self._handleChanges()
            self._loadIfSaved()
            frame = self._frames.take() if self._processor else None
            if frame is None:
                time.sleep(POLL_SECONDS)
            else:
                self._process(frame)
            if os.getpid() != self._processId:  # a fork that the processor has made must not go on here
                os._exit(0)

    def say(self, error: str) -> None:
        """Report an error, "" for none, and the rest of the processor's state."""
        self._error = error
        processor = self._processor
        self._results.say(
            error=toData(error),
            isReady=processor is not None,
            parameters=processor.describe() if processor else [],
            timeLimit=processor.timeLimit if processor else None,
            changed=(self._changedTime, self._changed),
        )

    def _handleChanges(self) -> None:
        while not self._changes.empty():
            change = self._changes.get()
            if "recording" in change:
                self._record(change["recording"])
            self._spacing = change.get("spacing", self._spacing)
            self._carriesPicture = change.get("carriesPicture", self._carriesPicture)
            if "calibrations" in change:
                self._calibrations = _calibrationsOf(change["calibrations"])
            if "parameters" in change:
                self._values = self._values | change["parameters"]
                for name in change["parameters"]:
                    self._changed.pop(name, None)
                self._changeParameters(change["parameters"])

    def _record(self, recording: dict | None) -> None:
        """Write beside this recording from now on; None for none."""
        if self._recorder:
            self._recorder.close()
            self._closed.append(self._recorder)
        self._recorder = ResultRecorder(**recording) if recording else None

    def finish(self) -> None:
        """Complete what is recorded; from another thread."""
        self._record(None)
        for recorder in self._closed:
            recorder.join(FINISH_SECONDS)

    def _changeParameters(self, values: dict) -> None:
        try:
            if self._processor:
                self._processor.change(values)
                self._loadError = ""
        except SourceError as error:
            self._loadError = error.text
        self.say(self._loadError)

    def _loadIfSaved(self) -> None:
        now = time.perf_counter()
        if now - self._lookTime < FILE_SECONDS:
            return
        self._lookTime = now
        try:
            status = self._path.stat()
            saved = status.st_mtime_ns, status.st_size
        except OSError:  # an editor may remove it for a moment
            saved = None if self._processor is None else self._saved
        if saved == self._saved and (saved or self._loadError):
            return
        self._saved = saved
        try:
            self._processor = Processor(self._path, self._values)
            self._loadError = self._processor.problem
            _allowThreads(self._processor.threads)
        except SourceError as error:
            self._print(error)
            self._loadError = join(error.text, _("The previous version keeps running.") if self._processor else "")
        self.say(self._loadError)

    def _process(self, frame: Frame) -> None:
        self._skipped += frame.number - self._number - 1 if self._number else 0
        self._number = frame.number
        frame.pixels.flags.writeable = False
        started = time.perf_counter()
        self._results.begin(started)
        try:
            pixels = self._converted(frame.pixels)
            pose = frame.tracking.ijkToRAS if frame.tracking else None
            returned = self._processor.process(
                ProcessorFrame(
                    pixels,
                    frame.number,
                    frame.timestamp,
                    frame.offset,
                    self._spacing,
                    pose,
                    fittingFrame(self._calibrations, frame),
                    frame.recorded,
                )
            )
            if os.getpid() != self._processId:
                return
            self._takeChanges(self._processor.changes)
            completed = time.perf_counter()
            picture = frame.pixels if self._carriesPicture else None
            result = resultOf(
                returned, frame, started=started, completed=completed, skipped=self._skipped, picture=picture
            )
            self._results.deliver(result)
            error = self._loadError
            if recorder := self._recorder:
                recorder.write(result)
                error = error or recorder.problem
        except SourceError as problem:
            self._print(problem)
            error = problem.text
        self._results.end()
        if error != self._error:
            self.say(error)

    def _takeChanges(self, changes: dict) -> None:
        """Slicer shows them, and the next process has them."""
        if changes:
            self._values = self._values | changes
            self._changed, self._changedTime = self._changed | changes, time.perf_counter()
            self.say(self._error)

    def _print(self, error: SourceError) -> None:
        """The traceback of an exception, once: not at each frame."""
        if str(error) not in self._printed:
            self._printed.append(str(error))
            with contextlib.suppress(OSError):  # Slicer has stopped reading
                traceback.print_exception(error.__cause__ or error)
                sys.stderr.flush()

    def _converted(self, pixels: np.ndarray) -> np.ndarray:
        """The pixels in the format that the processor requests: (H, W, 3) or (H, W)."""
        name = self._processor.pixelFormat
        channels = 3 if name.startswith("RGB") else 1
        if pixels.dtype == np.uint16 and not name.endswith("16"):
            pixels = (pixels >> 8).astype(np.uint8)
        if pixels.ndim != (3 if channels == 3 else 2):
            import cv2

            code = cv2.COLOR_GRAY2RGB if channels == 3 else cv2.COLOR_RGB2GRAY
            pixels = cv2.cvtColor(pixels, code)
        pixels.flags.writeable = False
        return pixels


def _calibrationsOf(values: list[dict]) -> tuple[Calibration, ...]:
    return tuple(map(Calibration.fromDict, values))


def _allowThreads(count: int) -> None:
    """For OpenCV; libraries that are loaded later take it from the environment."""
    cv2 = sys.modules.get("cv2")
    if cv2:
        cv2.setNumThreads(count)


if __name__ == "__main__":
    try:
        main()
    except Exception:
        traceback.print_exc()
    finally:
        endProcess()
