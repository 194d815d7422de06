"""Slicer's end of the process that writes a DICOM file."""

import contextlib
import json
import os
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from ..Shared.Errors import SourceError, fromData
from ..Shared.Errors import tr as _
from ..Shared.PythonProcess import killGroup, startPython
from . import Kept

OUTPUT_BYTES = 65536
"""What is read of what it says at a tick: what fits into a pipe."""


class DicomExport:
    """Begins at once; ``update`` must be called at each tick, and no method of it waits.

    ``path`` is there, as a whole, once ``isActive`` is false and ``message`` is "", which else is a sentence on what
    went wrong. ``progress`` goes from 0.0 to 1.0.

    :param path: of the file
    :param request: for CameraStreamLib.Dicom
    :param pixels: of an image, which are copied; None for a clip
    :param onChanged: called without arguments when it ends
    :raises SourceError: if it cannot be started
    """

    stream = None
    """It has none, unlike what else the logic looks after."""

    def __init__(self, path: Path, request: dict, pixels: np.ndarray | None, onChanged: Callable = lambda: None):
        self.path = path
        self.progress = 0.0
        self.message = ""
        self.isActive = True
        self._onChanged = onChanged
        self._part = path.with_name(path.name + ".part")
        self._said = b""
        request = request | {"path": str(path), "part": str(self._part)}
        try:
            # A file without a name, which nobody else can open and nothing leaves behind. To send an image through a
            # pipe would take as many ticks as it has times 64 KB.
            with tempfile.TemporaryFile() as file:
                file.write(json.dumps(request).encode() + b"\n")
                if pixels is not None:
                    file.write(np.ascontiguousarray(pixels).data)
                file.seek(0)
                self._process = startPython("CameraStreamLib.Dicom", stdin=file, stdout=subprocess.PIPE)
        except (OSError, ValueError) as error:
            raise SourceError(_("The DICOM file could not be written ({reason})."), reason=str(error)) from error
        os.set_blocking(self._process.stdout.fileno(), False)

    @property
    def needsUpdate(self) -> bool:
        """Whether ``update`` must be called."""
        return self.isActive

    @property
    def isAlive(self) -> bool:
        """Whether its process runs."""
        return self._process.poll() is None

    def update(self) -> bool:
        """Read how far it is; returns False: it has no frame."""
        if self.isActive:
            code = self._process.poll()  # before what it said last
            self._read()
            if self.progress == 1.0 or self.message:
                self._end()
            elif code is not None:
                reason = _("exit code {code}").format(code=code)
                self.message = _("The DICOM file could not be written ({reason}).").format(reason=reason)
                self._end()
        return False

    def close(self) -> None:
        """Break it off, and leave nothing; no effect after the end."""
        if self.isActive:
            self.message = _("Saving the DICOM file was canceled.")
            self._kill()
            self._end()
            with contextlib.suppress(OSError):  # Windows keeps it while the process still ends
                self._part.unlink(missing_ok=True)

    _killTime = 0.0
    """As of a capture that is ending: at once."""

    def _kill(self) -> None:
        killGroup(self._process)

    def _end(self) -> None:
        self.isActive = False
        self._process.stdout.close()
        Kept.endingProcesses.append(self)
        self._onChanged()

    def _read(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._said += self._process.stdout.read(OUTPUT_BYTES) or b""
        *lines, self._said = self._said.split(b"\n")
        for line in lines:
            if line.startswith(b"{"):  # and not what a library has printed
                said = json.loads(line)
                self.progress = said.get("progress", self.progress)
                self.message = fromData(said.get("error", ""))
