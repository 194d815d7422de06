"""Writes what is to be printed to a PDF that the user chooses, and opens it."""

from collections.abc import Callable

import qt

import slicer.util
from slicer.i18n import tr as _

from ..Acquisition.CalibrationProcess import CalibrationProcess
from ..Shared.Errors import SourceError

POLL_MS = 100
"""Interval at which it is looked whether the file was written, ms."""


class Printing:
    """A process of its own writes it.

    :param onNotice: called with a sentence on what came of it
    """

    def __init__(self, onNotice: Callable):
        self._onNotice = onNotice
        self._process: CalibrationProcess | None = None

    def write(self, request: dict, name: str) -> None:
        """Ask for a file, ``name`` being proposed, and write it; ``request``: see Processing.Calibrate."""
        path = qt.QFileDialog.getSaveFileName(
            slicer.util.mainWindow(), _("Save what is to be printed"), name, _("PDF (*.pdf)")
        )
        if path:
            self._process = CalibrationProcess(request | {"path": path})
            self._follow()

    def _follow(self) -> None:
        """Until it was written: the panel's timer may not run."""
        self._process.update()
        if self._process.isRunning:
            qt.QTimer.singleShot(POLL_MS, self._follow)
        elif self._process.error:
            self._onNotice(SourceError(self._process.error))
        else:
            self._onNotice(_("The file was written. Print it at 100 %, and measure its ruler."))
            qt.QDesktopServices.openUrl(qt.QUrl.fromLocalFile(self._process.answer["path"]))
