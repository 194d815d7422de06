"""Finds the names of the cameras in a process of its own: no driver is loaded into Slicer, and nothing waits."""

import json
import subprocess
import time

from .PythonProcess import killGroup, startPython
from .Source import CameraName

FIND_SECONDS = 20.0
"""A search that takes longer is given up, s: the import of OpenCV takes up to 10 on a cold disk."""


class CameraFinder:
    """Lists cameras when asked; ``cameras`` are those found last, ``error`` says why none could be looked for."""

    cameras: tuple[CameraName, ...] = ()
    error = ""
    _hasSearched = False  # these three for all instances: a reload of the module knows the cameras already

    def __init__(self):
        self._process: subprocess.Popen | None = None
        self._deadline = 0.0  # time.perf_counter(), s

    @property
    def isSearching(self) -> bool:
        return self._process is not None

    def start(self) -> None:
        """Begin to look for cameras; returns at once, and does nothing while a search is under way."""
        if self._process:
            return
        try:
            self._process = startPython("CameraStreamLib.Capture.CameraList", stdout=subprocess.PIPE)
        except OSError as error:
            type(self).error = f"Cameras cannot be looked for ({error}): write a camera's number instead."
        self._deadline = time.perf_counter() + FIND_SECONDS

    def startOnce(self) -> None:
        """Look for cameras, if that was not done since the application started."""
        if not self._hasSearched:
            self.start()

    def update(self) -> None:
        """Look whether the search has ended; to be called at every tick."""
        if not self._process:
            return
        if self._process.poll() is None and time.perf_counter() > self._deadline:
            self._take(b"")
            self.stop()
        elif self._process.poll() is not None:
            self._take(self._process.stdout.read())
            self.stop()

    def stop(self) -> None:
        """Give up a search that is under way."""
        if self._process:
            killGroup(self._process)
            self._process.wait()
            self._process.stdin.close()
            self._process.stdout.close()
            self._process = None

    def _take(self, answer: bytes) -> None:
        finder = type(self)
        try:
            found = json.loads(answer)
            finder._hasSearched = True
            finder.cameras = tuple(CameraName.fromText(text) for text in found["cameras"])
            finder.error = found["error"]
        except ValueError:
            finder.error = "Cameras could not be looked for: write a camera's number, or press the button again."
