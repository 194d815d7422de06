"""Slicer's end of a process that computes a calibration, or writes a board or markers to print."""

import json
import os
import subprocess

from ..Shared.Errors import fromData
from ..Shared.Errors import tr as _
from ..Shared.PythonProcess import endNow, startPython, writeRequest

READ_BYTES = 65536


class CalibrationProcess:
    """Answers one request, see Processing.Calibrate. ``update`` is called at every tick, and waits for nothing.

    ``share`` of the work is done; ``answer`` is what came out of it, None before; ``error`` one sentence, "" if there
    is none.
    """

    def __init__(self, request: dict):
        self.share, self.answer, self.error = 0.0, None, ""
        self._text = b""
        self._process: subprocess.Popen | None = None
        try:
            self._process = startPython("CameraStreamLib.Processing.Calibrate", stdout=subprocess.PIPE)
            os.set_blocking(self._process.stdout.fileno(), False)
            writeRequest(self._process, request)
        except (OSError, ValueError) as error:
            self.error = _("The calibration cannot be computed ({error}).").format(error=str(error))

    @property
    def isRunning(self) -> bool:
        return not self.error and self.answer is None

    def update(self) -> None:
        """Take what it has said."""
        if not self.isRunning:
            return
        hasEnded = self._process.poll() is not None  # before the last words are read
        self._text += self._process.stdout.read(READ_BYTES) or b""
        *lines, self._text = self._text.split(b"\n")
        for line in lines:
            self._take(json.loads(line))
        if hasEnded and self.isRunning:
            code = self._process.returncode
            self.error = _("The calibration ended unexpectedly (exit code {code}). Try again.").format(code=code)
        if not self.isRunning:
            self.stop()

    def stop(self) -> None:
        """End it. Twice is no error."""
        if self._process:
            endNow(self._process)
            self._process = None

    def _take(self, said: dict) -> None:
        self.share = said.get("share", self.share)
        self.error = fromData(said.get("error", ""))
        if "path" in said or "calibration" in said:
            said["doubts"] = [fromData(doubt) for doubt in said.get("doubts", [])]
            self.answer = said | {"reason": fromData(said.get("reason", ""))}
