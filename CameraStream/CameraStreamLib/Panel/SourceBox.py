"""The box in which a source is chosen or typed: cameras by name, recent sources, the test pattern."""

import slicer
from slicer.i18n import tr as _

from ..Shared.Errors import SourceError
from ..Shared.Source import CameraName, parseSource

RECENT_KEY = "CameraStream/RecentSources"
"""Of the application's settings: texts without passwords."""

RECENT_COUNT = 8
"""Sources that are remembered: what fits into an open list under a few cameras without scrolling."""


class SourceBox:
    """What stands in an editable combo box, as the text that ``parseSource`` takes.

    :param comboBox: each of its items has a source as its data
    """

    def __init__(self, comboBox):
        self._comboBox = comboBox
        self._cameras: tuple[CameraName, ...] = ()
        self._shown = ""
        keepAsTyped(comboBox)
        self._fill()

    @property
    def source(self) -> str:
        """The source that is chosen or typed."""
        text = self._comboBox.currentText.strip()
        index = self._comboBox.findText(text)
        return self._comboBox.itemData(index) if index >= 0 else text

    def show(self, source: str) -> None:
        """Show a source by the name that it has in the list, or else as it is written."""
        self._shown = source
        index = self._comboBox.findData(source)
        text = self._comboBox.itemText(index) if index >= 0 else labelOf(source)
        if index < 0 and text != source:
            self._comboBox.addItem(text, source)  # a camera that is not connected now, in a scene perhaps
        self._comboBox.setEditText(text)
        self._comboBox.lineEdit().cursorPosition = 0  # the beginning of a long address says what it is

    def follow(self, source: str) -> None:
        """Show a source, but let be what is being typed while it is the same one as before."""
        if source != self._shown or not self._comboBox.lineEdit().modified:
            self.show(source)

    def showCameras(self, cameras: tuple[CameraName, ...]) -> None:
        """List these cameras, or numbers if there are none, then recent sources and the test pattern."""
        if cameras != self._cameras:
            self._cameras = cameras
            self._fill()

    def remember(self, source: str) -> None:
        """Put a source without its password among the recent ones, first."""
        recent = [source, *(other for other in recentSources() if other != source)]
        slicer.app.userSettings().setValue(RECENT_KEY, recent[:RECENT_COUNT])
        self._fill()

    def _fill(self) -> None:
        lineEdit, source = self._comboBox.lineEdit(), self.source
        isBeingTyped, text, cursorPosition = lineEdit.modified, lineEdit.text, lineEdit.cursorPosition
        self._comboBox.clear()
        for camera in self._cameras:
            self._comboBox.addItem(self._uniqueLabel(camera.name), str(camera))
        for number in () if self._cameras else ("0", "1"):
            self._comboBox.addItem(_("Camera {number}").format(number=number), number)
        for recent in recentSources():
            if self._comboBox.findData(recent) < 0:
                self._comboBox.addItem(labelOf(recent), recent)
        if self._comboBox.findData("testpattern") < 0:
            self._comboBox.addItem(_("Test pattern"), "testpattern")
        if isBeingTyped:
            lineEdit.text, lineEdit.cursorPosition, lineEdit.modified = text, cursorPosition, True
        else:
            self.show(source)

    def _uniqueLabel(self, name: str) -> str:
        """Two cameras of one kind are told apart."""
        count = 1
        label = name
        while self._comboBox.findText(label) >= 0:
            count += 1
            label = f"{name} ({count})"
        return label


def keepAsTyped(comboBox) -> None:
    """Have what is typed stay what it is: by itself Qt makes of it the item that begins so, or that is written so but
    for capital letters, which in a path or an address is another one."""
    comboBox.lineEdit().setCompleter(None)  # the file of the panel allows duplicates, for the same reason


def recentSources() -> list[str]:
    """What was started last, the newest first."""
    value = slicer.app.userSettings().value(RECENT_KEY)
    return [value] if isinstance(value, str) else list(value or ())


def labelOf(source: str) -> str:
    """How a source is called where it is not in the list: a camera by its name, anything else as it is written."""
    try:
        return str(parseSource(source)) if source.startswith("camera:") else source
    except SourceError:
        return source
