"""Finds the names of the cameras in a process of its own: no driver is loaded into Slicer, and nothing waits."""

import json
import subprocess
import time

from ..Shared.Errors import fromData
from ..Shared.Errors import tr as _
from ..Shared.PythonProcess import endNow, startPython
from ..Shared.Source import CameraName
from . import Kept

FIND_SECONDS = 20.0
"""Time limit of a search, s: importing OpenCV takes up to 10 s from a cold disk."""


class CameraFinder:
    """Lists cameras on request; ``error`` says why a search failed. The result survives a reload."""

    def __init__(self):
        self.error = ""
        self._process: subprocess.Popen | None = None
        self._deadline = 0.0  # time.perf_counter(), s

    @property
    def cameras(self) -> tuple[CameraName, ...]:
        """The cameras found by the last search."""
        return tuple(CameraName.fromText(text) for text in Kept.foundCameras or ())

    @property
    def isSearching(self) -> bool:
        return self._process is not None

    def start(self) -> None:
        """Start a search, unless one is running; returns at once."""
        if self._process:
            return
        try:
            self._process = startPython("CameraStreamLib.Capture.Sources.CameraList", stdout=subprocess.PIPE)
        except OSError as error:
            text = _("Cannot search for cameras ({error}). Enter a camera number instead.")
            self.error = text.format(error=str(error))
        self._deadline = time.perf_counter() + FIND_SECONDS

    def startOnce(self) -> None:
        """Start a search, unless there was one since the application started."""
        if Kept.foundCameras is None:
            self.start()

    def update(self) -> None:
        """Check whether the search has ended; to be called at every tick."""
        if not self._process:
            return
        hasEnded = self._process.poll() is not None
        if hasEnded or time.perf_counter() > self._deadline:
            self._take(self._process.stdout.read() if hasEnded else b"")
            self.stop()

    def stop(self) -> None:
        """Cancel the search, if one is running."""
        if self._process:
            endNow(self._process)
            self._process = None

    def _take(self, answer: bytes) -> None:
        try:
            found = json.loads(answer)
            Kept.foundCameras, self.error = tuple(found["cameras"]), fromData(found["error"])
        except ValueError:
            self.error = _("The search for cameras failed. Enter a camera number, or press the button again.")
