"""The panel's section that calibrates a camera by a printed board, and uses what came out."""

import json
from collections.abc import Callable

import numpy as np
import qt

import slicer
import slicer.util
from slicer.i18n import tr as _

from ..Camera.CalibrationRun import AUTOMATIC
from ..Camera.Translation import translated
from ..Shared.Board import DICTIONARIES, KINDS, Board
from ..Shared.CalibrationFile import FORMATS, readCalibration, writeCalibration
from ..Shared.Errors import SourceError
from .Printing import Printing
from .Section import Section

BOARD_KEY = "CameraStream/CalibrationBoard"
"""Key of the user's settings: the board that was used last."""

PAPERS = ("A4", "A3", "Letter")

MAP_WIDTH = 240
"""Of the map of what is covered, and of a picture, pixels."""

FULL = 6
"""So many points in a part of the picture are enough, and the map is as green as it gets."""

ENDINGS = {"JSON": ".json"}


class CalibrationSection(Section):
    """Shows the calibration that a camera has, or that is being made.

    :param uiWidget: the section, of CalibrationSection.ui
    """

    def __init__(self, uiWidget, session: Callable, onNotice: Callable):
        ui = slicer.util.childWidgetVariables(uiWidget)
        super().__init__(ui, session, onNotice)
        self._isShowing = False
        self._shown = None  # of the pictures
        self._printing = Printing(onNotice)
        ui.boardComboBox.addItems(KINDS)
        ui.dictionaryComboBox.addItems(DICTIONARIES)
        ui.paperComboBox.addItems(PAPERS)
        ui.formatComboBox.addItems(FORMATS)
        ui.modelComboBox.addItem(_("Automatic"), AUTOMATIC)
        for name in AUTOMATIC:
            ui.modelComboBox.addItem(name.capitalize(), (name,))
        self._showBoard()
        ui.boardComboBox.currentIndexChanged.connect(self._onBoardKind)
        for button, slot in (
            (ui.printButton, self._onPrintButton), (ui.calibrateButton, self._onCalibrateButton),
            (ui.finishButton, self._onFinishButton), (ui.removePictureButton, self._onRemovePictureButton),
            (ui.importButton, self._onImportButton), (ui.exportButton, self._onExportButton),
            (ui.measureSpacingButton, self._onMeasureSpacingButton), (ui.lockFocusButton, self._onLockFocusButton),
        ):  # fmt: skip
            button.clicked.connect(slot)
            button.clicked.connect(self.show)
        ui.pictureComboBox.currentIndexChanged.connect(self._onPicture)
        ui.undistortCheckBox.toggled.connect(self._onUndistort)
        ui.recordRawCheckBox.toggled.connect(self._onRecordRaw)

    def show(self) -> None:
        """Show the camera's calibration."""
        session = self._session()
        if session is None:
            return
        self._isShowing = True
        ui, run, isActive = self._ui, session.calibration.run, session.isActive
        isCollecting = run is not None and run.isCollecting
        text = _("Cancel") if isCollecting or (run is not None and run.isComputing) else _("Calibrate")
        if ui.calibrateButton.text != text:
            ui.calibrateButton.text = text
        ui.calibrateButton.enabled = isActive or run is not None
        ui.finishButton.enabled = run is not None and len(run.pictures) > 0 and not run.isComputing
        ui.finishButton.text = _("Finish") if isCollecting or run is None else _("Compute again")
        ui.measureSpacingButton.enabled = isActive and not isCollecting
        ui.calibrationProgressBar.visible = run is not None and run.isComputing
        ui.calibrationProgressBar.value = round(100 * run.share) if run else 0
        ui.undistortCheckBox.checked = session.parameterNode.undistort
        ui.recordRawCheckBox.checked = session.parameterNode.recordRaw
        ui.recordRawCheckBox.enabled = session.parameterNode.undistort
        doubts = " ".join(map(translated, session.calibration.doubts()))
        ui.focusLabel.visible = bool(doubts)
        ui.lockFocusButton.visible = bool(isActive and session.stream.info.controls.get("autoFocus"))
        if ui.focusLabel.text != doubts:
            ui.focusLabel.text = doubts
        self._showPictures(run)
        status = self._status(session, run)
        if ui.calibrationStatusLabel.text != status:
            ui.calibrationStatusLabel.text = status
        self._isShowing = False

    def board(self) -> Board:
        """The board that is described.

        :raises SourceError: if there can be no such board
        """
        ui = self._ui
        board = Board(
            ui.boardComboBox.currentText, ui.boardColumnsSpinBox.value, ui.boardRowsSpinBox.value,
            ui.squareSizeSpinBox.value, ui.markerSizeSpinBox.value, ui.dictionaryComboBox.currentText,
        )  # fmt: skip
        slicer.app.userSettings().setValue(BOARD_KEY, json.dumps(board.toDict()))
        return board

    def _showBoard(self) -> None:
        """The one that was used last."""
        try:
            board = Board(**json.loads(slicer.app.userSettings().value(BOARD_KEY)))
        except (TypeError, ValueError):  # none, or not one of this version
            board = Board()
        ui = self._ui
        ui.boardComboBox.currentText = board.kind
        ui.boardColumnsSpinBox.value, ui.boardRowsSpinBox.value = board.columns, board.rows
        ui.squareSizeSpinBox.value, ui.markerSizeSpinBox.value = board.squareSize, board.markerSize
        ui.dictionaryComboBox.currentText = board.dictionary
        self._onBoardKind()

    def _onBoardKind(self, *_arguments) -> None:
        hasMarkers = self._ui.boardComboBox.currentText == "ChArUco"
        for widget in (self._ui.markerSizeLabel, self._ui.markerSizeSpinBox, self._ui.dictionaryComboBox):
            widget.enabled = hasMarkers

    def _status(self, session, run) -> str:
        spacing = session.calibration.spacingRun
        if spacing is not None:
            if spacing.isActive:
                return _("Looking for the board ...")
            measured = _("The spacing is {spacing:.4g} mm.").format(spacing=spacing.spacing or 0)
            return measured if spacing.spacing else translated(spacing.message)
        if run is None:
            return self._known(session)
        if run.isComputing:
            return _("Computing the calibration from {count} pictures ...").format(count=len(run.pictures))
        if run.calibration and not run.message:
            result = _("Calibrated. Error: {error:.2f} pixels (RMS) in {count} pictures.").format(
                error=run.calibration.error, count=len(run.pictures)
            )
            return " ".join([result, *map(translated, (run.reason, *run.doubts))])
        count = _("Pictures: {count}.").format(count=len(run.pictures))
        if run.currentError is not None:
            count = _("Pictures: {count}. Error: {error:.2f} pixels.").format(
                count=len(run.pictures), error=run.currentError
            )
        return f"{count} {translated(run.hint)}"

    def _known(self, session) -> str:
        try:
            calibration = session.stream and session.stream.wholeCalibration
        except SourceError as error:
            return translated(error.text)
        if not calibration:
            return _("Not calibrated. Print a board, and press Calibrate while the camera runs.")
        error = "?" if calibration.error is None else f"{calibration.error:.2f}"
        text = _("Calibrated {date}: {model} model, error {error} pixels, focal length {focal:.1f} pixels.")
        return text.format(
            date=calibration.time[:10], model=calibration.model, error=error, focal=calibration.focalLength[0]
        )

    def _showPictures(self, run) -> None:
        pictures = run.pictures.pictures if run else []
        shown = [(id(picture), picture.error) for picture in pictures]
        if shown == self._shown:
            return
        self._shown = shown
        ui = self._ui
        for widget in (ui.coverageLabel, ui.coverageMapLabel):
            widget.visible = run is not None
        for widget in (ui.pictureLabel, ui.pictureComboBox, ui.removePictureButton, ui.pictureViewLabel):
            widget.visible = bool(pictures)
        index = ui.pictureComboBox.currentIndex
        names = [
            _("{number}: {error:.2f} pixels").format(number=number, error=picture.error)
            if picture.error is not None
            else str(number)
            for number, picture in enumerate(pictures, 1)
        ]
        ui.pictureComboBox.clear()
        ui.pictureComboBox.addItems(names)
        isFollowing = run is not None and run.isCollecting
        ui.pictureComboBox.currentIndex = len(names) - 1 if isFollowing else min(max(index, 0), len(names) - 1)
        if run:
            _draw(ui.coverageMapLabel, _coverageMap(run.pictures))
        self._showPicture()

    def _onPicture(self, *_arguments) -> None:
        if not self._isShowing:
            self._showPicture()

    def _showPicture(self) -> None:
        """The one that is chosen, with the points that were found."""
        run, index = self._session().calibration.run, self._ui.pictureComboBox.currentIndex
        picture = run.pictures.pictures[index] if run and 0 <= index < len(run.pictures) else None
        if picture is None or picture.pixels is None:
            return
        step = max(1, round(picture.pixels.shape[1] / MAP_WIDTH))
        image = np.repeat(picture.pixels[::step, ::step, np.newaxis], 3, axis=2)
        columns, rows = ((picture.corners - picture.offset) / step).round().astype(int).T
        for dx, dy in ((0, 0), (1, 0), (0, 1), (-1, 0), (0, -1)):
            image[np.clip(rows + dy, 0, image.shape[0] - 1), np.clip(columns + dx, 0, image.shape[1] - 1)] = (0, 255, 0)
        _draw(self._ui.pictureViewLabel, image)

    def _onCalibrateButton(self) -> None:
        calibration = self._session().calibration
        run = calibration.run
        if run is not None and (run.isCollecting or run.isComputing):
            calibration.end()
            return
        self._try(lambda: calibration.begin(self.board()))

    def _onFinishButton(self) -> None:
        self._session().calibration.compute(self._ui.modelComboBox.currentData)

    def _onRemovePictureButton(self) -> None:
        self._session().calibration.run.remove(self._ui.pictureComboBox.currentIndex)

    def _onMeasureSpacingButton(self) -> None:
        self._try(lambda: self._session().calibration.measureSpacing(self.board()))

    def _onLockFocusButton(self) -> None:
        self._session().stream.setControl("autoFocus", 0)

    def _onUndistort(self, isOn: bool) -> None:
        if not self._isShowing:
            self._session().parameterNode.undistort = bool(isOn)

    def _onRecordRaw(self, isOn: bool) -> None:
        if not self._isShowing:
            self._session().parameterNode.recordRaw = bool(isOn)

    def _onPrintButton(self) -> None:
        def write() -> None:
            paper = self._ui.paperComboBox.currentText
            self._printing.write({"board": self.board().toDict(), "paper": paper}, "board.pdf")

        self._try(write)

    def _onImportButton(self) -> None:
        path = qt.QFileDialog.getOpenFileName(
            slicer.util.mainWindow(), _("Import a calibration"), "", _("Calibrations (*.yaml *.yml *.json)")
        )
        if path:
            self._try(lambda: self._session().calibration.use(readCalibration(path)))

    def _onExportButton(self) -> None:
        def write() -> None:
            session = self._session()
            calibration = session.stream and session.stream.wholeCalibration
            if not calibration:
                raise SourceError(_("The camera is not calibrated. Calibrate it first."))
            kind = self._ui.formatComboBox.currentText
            name = f"camera{ENDINGS.get(kind, '.yaml')}"
            path = qt.QFileDialog.getSaveFileName(slicer.util.mainWindow(), _("Export the calibration"), name, "")
            if path:
                writeCalibration(path, calibration, kind)

        self._try(write)

    def _try(self, action: Callable) -> None:
        """Do something, or say why it cannot be done."""
        try:
            action()
        except SourceError as error:
            self._onNotice(error)


def _coverageMap(pictures) -> np.ndarray:
    """(H, W, 3) uint8: each part of the image green by how many corners lay in it, and at its edges where the board was
    tilted away to."""
    counts = pictures.coverage
    share = np.minimum(counts / FULL, 1)[..., np.newaxis]
    colors = (1 - share) * (90, 60, 60) + share * (40, 190, 70)
    cell = MAP_WIDTH // counts.shape[1]
    image = np.repeat(np.repeat(colors.astype(np.uint8), cell, axis=0), cell, axis=1)
    image[::cell], image[:, ::cell] = 30, 30
    height, width = image.shape[:2]
    bars = {
        "left": np.s_[height // 4 : -height // 4, :6], "right": np.s_[height // 4 : -height // 4, -6:],
        "top": np.s_[:6, width // 4 : -width // 4], "bottom": np.s_[-6:, width // 4 : -width // 4],
    }  # fmt: skip
    for side, isThere in pictures.tilts.items():
        image[bars[side]] = (80, 220, 255) if isThere else (120, 120, 120)
    return image


def _draw(label, image: np.ndarray) -> None:
    """Show (H, W, 3) uint8 RGB in a label, by way of Netpbm's format, which Qt reads."""
    height, width = image.shape[:2]
    pixmap = qt.QPixmap()
    pixmap.loadFromData(qt.QByteArray(b"P6 %d %d 255\n" % (width, height) + image.tobytes()))
    label.setPixmap(pixmap)
    label.setMinimumSize(width, height)  # a panel that is short of room would cut it off
