"""The dialog that saves a snapshot or a recording as DICOM, and the notice on how far that is."""

import re
from collections.abc import Callable
from pathlib import Path

import ctk
import qt

import slicer.util
from slicer.i18n import tr as _

from ..Camera.SaveAsDICOM import studiesInScene
from ..Camera.Translation import translated
from ..Shared.DicomStudy import CLIP_KIND, DEFAULT_KIND, KINDS, SEXES
from ..Shared.Errors import MissingPackageError, SourceError

NOBODY, ENTERED = 0, 1
"""The first two patients to choose from; the studies of the scene follow."""

WIDTH = 420
"""Of the dialog, pixels: room for a folder's name."""


class DicomDialog:
    """Opened for a snapshot or a recording; what is saved then goes on without it.

    :param uiWidget: what is in it, of SaveAsDICOM.ui
    :param panelUi: the panel's widgets
    :param session: called without arguments, gives the Session that is shown, or None
    :param onNotice: called with a sentence on how the export is doing
    """

    def __init__(self, uiWidget, panelUi, logic, session: Callable, onNotice: Callable):
        self.ui = slicer.util.childWidgetVariables(uiWidget)
        self._panelUi, self._logic, self._session, self._onNotice = panelUi, logic, session, onNotice
        self._image = None  # the snapshot; None for a recording
        self._studies = []
        self._export = None  # that was begun last, until it has ended and that was said
        self.dialog = qt.QDialog(panelUi.startButton.window())
        self.dialog.windowTitle = _("Save as DICOM")
        qt.QVBoxLayout(self.dialog).addWidget(uiWidget)
        self.dialog.setMinimumWidth(WIDTH)
        self.ui.folderLineEdit.filters = ctk.ctkPathLineEdit.Dirs
        self.ui.folderLineEdit.settingKey = "CameraStreamDicomFolder"
        self.ui.recordingLineEdit.filters = ctk.ctkPathLineEdit.Files
        if not self.ui.folderLineEdit.currentPath:
            self.ui.folderLineEdit.currentPath = str(Path.home())
        self.ui.sexComboBox.addItems([*SEXES])
        self.ui.patientComboBox.currentIndexChanged.connect(self._showPatient)
        self.ui.saveButton.clicked.connect(self._onSaveButton)
        self.ui.cancelButton.clicked.connect(lambda: self.dialog.reject())
        panelUi.recordingDicomButton.clicked.connect(self.openForRecording)
        self._menu = qt.QMenu(panelUi.snapshotButton)
        self.snapshotAction = self._menu.addAction(_("Snapshot, and save as DICOM..."))
        self.snapshotAction.triggered.connect(self.openForSnapshot)
        panelUi.snapshotButton.setMenu(self._menu)

    def close(self) -> None:
        """The panel goes."""
        self.dialog.reject()
        self.dialog.deleteLater()

    def openForSnapshot(self) -> None:
        """Take a snapshot, as its button does, and ask how to save it."""
        try:
            self._image = self._session().snapshot()
        except SourceError as error:
            self._onNotice(error)
            return
        self.ui.imageNameLabel.text = self._image.GetName()
        self._open([*KINDS])

    def openForRecording(self) -> None:
        """Ask which recording to save and how; the last one of the camera is proposed."""
        self._image = None
        stream = self._session().stream
        if stream and stream.recording:
            self.ui.recordingLineEdit.currentPath = stream.recording.path
        self._open([CLIP_KIND])

    def _open(self, kinds: list[str]) -> None:
        ui, isClip = self.ui, self._image is None
        for widget in (ui.recordingLabel, ui.recordingLineEdit):
            widget.visible = isClip
        for widget in (ui.imageLabel, ui.imageNameLabel):
            widget.visible = not isClip
        self._fill(ui.kindComboBox, kinds)
        self._studies = studiesInScene()
        self._fill(ui.patientComboBox, [_("No patient"), _("Enter below"), *map(studyText, self._studies)])
        self._showPatient()
        ui.problemLabel.text = ""
        self.dialog.open()

    @staticmethod
    def _fill(comboBox, items: list[str]) -> None:
        """Give a combo box other items; what was chosen stays so, as far as it is there."""
        before = comboBox.currentText
        comboBox.clear()
        comboBox.addItems(items)
        comboBox.currentIndex = items.index(before) if before in items else 0

    def _showPatient(self, *_index) -> None:
        ui, index = self.ui, self.ui.patientComboBox.currentIndex
        for widget in (ui.nameLineEdit, ui.idLineEdit, ui.birthDateLineEdit, ui.sexComboBox):
            widget.enabled = index == ENTERED

    def _patient(self):
        ui, index = self.ui, self.ui.patientComboBox.currentIndex
        if index == NOBODY:
            return None
        if index > ENTERED:
            return self._studies[index - ENTERED - 1]
        return {
            "name": ui.nameLineEdit.text.strip(),
            "id": ui.idLineEdit.text.strip(),
            "birthDate": ui.birthDateLineEdit.text.strip(),
            "sex": ui.sexComboBox.currentText,
        }

    def _onSaveButton(self) -> None:
        ui, parameterNode = self.ui, self._session().parameterNode
        image = self._image or ui.recordingLineEdit.currentPath.strip()
        name = self._image.GetName() if self._image else Path(image).stem
        folder = ui.folderLineEdit.currentPath.strip() or str(Path.home())
        path = Path(folder) / re.sub(r'[\\/:*?"<>|]', "-", f"{name}.dcm")  # not allowed in file names
        kind = DEFAULT_KIND if self._image is None else ui.kindComboBox.currentText
        try:
            self._export = self._logic.saveAsDICOM(
                image, path, kind, self._patient(), rotation=parameterNode.rotation, flip=parameterNode.flip
            )
        except (SourceError, MissingPackageError) as error:
            ui.problemLabel.text = translated(error)
            self.dialog.adjustSize()
            return
        ui.folderLineEdit.addCurrentPathToHistory()
        self.dialog.accept()
        self.showExport()

    def showExport(self) -> None:
        """Say how far what is being saved is; its end once."""
        export = self._export
        if export is None:
            return
        if export.isActive:
            self._onNotice(
                _('Saving "{name}": {percent:.0f} %').format(name=export.path.name, percent=100 * export.progress)
            )
        else:
            self._export = None
            self._onNotice(export.message or _('Saved "{path}".').format(path=export.path))


def studyText(study) -> str:
    """A study as one line of the list of patients."""
    known = (study.patient.name, study.patient.id and f"({study.patient.id})", study.description, study.date)
    return " ".join(filter(None, known)) or study.uid
