"""The row in which a source is chosen or typed: cameras by name, recent sources, the test pattern, a file."""

from collections.abc import Callable

import qt

import slicer
from slicer.i18n import tr as _

from ..Shared.Errors import MissingPackageError, SourceError
from ..Shared.Source import CameraName, parseSource

RECENT_KEY = "CameraStream/RecentSources"
"""Of the application's settings: texts without passwords."""

RECENT_COUNT = 8
"""Sources that are remembered: what fits into an open list under a few cameras without scrolling."""


class SourceBox:
    """An editable combo box whose text ``parseSource`` takes, and the two buttons beside it.

    :param ui: the panel's widgets; each item of the combo box has a source as its data
    :param logic: the CameraStreamLogic, which looks for cameras and hides passwords
    :param session: called without arguments, gives the Session that is shown, or None
    :param onNotice: called with a sentence on the result of a press
    """

    def __init__(self, ui, logic, session: Callable, onNotice: Callable):
        self._ui, self._comboBox = ui, ui.sourceComboBox
        self._logic = logic
        self._session = session
        self._onNotice = onNotice
        self._cameras: tuple[CameraName, ...] = ()
        self._isSearching = False  # whether the user waits for the list of cameras
        self._shown = ""
        keepAsTyped(self._comboBox)
        self._fill()
        self._comboBox.lineEdit().editingFinished.connect(self.apply)
        self._comboBox.activated.connect(self.apply)
        ui.refreshButton.clicked.connect(self._onRefreshButton)
        ui.browseButton.clicked.connect(self._onBrowseButton)

    @property
    def source(self) -> str:
        """The source that is chosen or typed."""
        text = self._comboBox.currentText.strip()
        index = self._comboBox.findText(text)
        return self._comboBox.itemData(index) if index >= 0 else text

    def apply(self, index=None) -> None:
        """Have the camera use what is chosen or typed. A password stays in memory; the parameter node and the box get
        the address without it."""
        session = self._session()
        if session:
            session.parameterNode.source = self._logic.hidePassword(self.source)
            self.show(session.parameterNode.source)

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
        """Show a source, but keep what is being typed if it is the same one as before."""
        if source != self._shown or not self._comboBox.lineEdit().modified:
            self.show(source)

    def showStream(self, stream) -> None:
        """List the cameras that were found, or numbers if there are none, then recent sources and the test pattern; a
        source that is in use cannot be changed."""
        finder, isActive = self._logic.cameraFinder, stream is not None and stream.state.isActive
        self._comboBox.enabled = self._ui.browseButton.enabled = not isActive
        self._ui.refreshButton.enabled = not finder.isSearching and not isActive
        if finder.cameras != self._cameras:
            self._cameras = finder.cameras
            self._fill()
        if self._isSearching and not finder.isSearching:
            self._isSearching = False
            self._onNotice(finder.error or _("Cameras found: {count}.").format(count=len(finder.cameras)))

    def remember(self, source: str) -> None:
        """Put a source without its password among the recent ones, first."""
        recent = [source, *(other for other in recentSources() if other != source)]
        slicer.app.userSettings().setValue(RECENT_KEY, recent[:RECENT_COUNT])
        self._fill()

    def _onRefreshButton(self) -> None:
        try:
            self._logic.findCameras()
        except MissingPackageError as error:
            self._onNotice(error)
        else:
            self._isSearching = True

    def _onBrowseButton(self) -> None:
        path = qt.QFileDialog.getOpenFileName(
            self._comboBox, _("Choose a video file, or an image from a numbered sequence"), "", _("All files (*)")
        )
        if path:
            self._session().parameterNode.source = path

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
        """Two cameras of the same model get different labels."""
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
