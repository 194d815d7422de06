"""The panel's section that records, to a file or a sequence, and that controls the playback of a file."""

import datetime
import re
from collections.abc import Callable
from pathlib import Path

import ctk

from slicer.i18n import tr as _

from ..Camera.Translation import translated
from ..Shared.Errors import SourceError
from ..Shared.RecordingFile import CODECS, Recording
from .Section import Section

RECORDING_STYLE = "QToolButton { background-color: #c92a2a; color: white; }"
"""Of the Record button while it records: red, and readable in a light and a dark theme."""

SLIDER_MOVE = 7
"""QAbstractSlider::SliderMove: dragged, or scrolled with the wheel."""


class RecordSection(Section):
    """The Record button, the widgets of the section, and one line on how each recording is doing."""

    def __init__(self, ui, session: Callable, onNotice: Callable):
        super().__init__(ui, session, onNotice)
        ui.recordingFolderLineEdit.filters = ctk.ctkPathLineEdit.Dirs
        if not ui.recordingFolderLineEdit.currentPath:  # by itself it shows the last folder that was recorded into
            ui.recordingFolderLineEdit.currentPath = str(Path.home())
        for codec, label in (
            ("ffv1", _("Lossless, large (FFV1)")),
            ("mjpg", _("Fast (Motion JPEG)")),
            ("vp9", _("Small, slow (VP9)")),
        ):
            ui.codecComboBox.addItem(label, codec)
        ui.recordButton.clicked.connect(self._onRecordButton)
        ui.keepSpinBox.valueChanged.connect(self._onKeepChanged)
        ui.saveLastButton.clicked.connect(self._onSaveLastButton)
        ui.sequenceButton.clicked.connect(self._onSequenceButton)
        ui.pauseButton.clicked.connect(lambda: self._session().stream.pause(ui.pauseButton.checked))
        ui.stepBackButton.clicked.connect(lambda: self._session().stream.step(-1))
        ui.stepButton.clicked.connect(lambda: self._session().stream.step(1))
        ui.positionSlider.actionTriggered.connect(self._onPositionSlider)  # by hand: dragged, clicked or by keys

    def showStream(self, stream) -> None:
        """Show how the recordings of a stream are doing, and where in a file it is; None for no stream."""
        isActive = stream is not None and stream.state.isActive
        recording = stream.recording if stream else None
        sequence = stream.sequenceRecorder if stream else None
        isRecording = isActive and recording is not None and recording.isActive
        self._ui.recordButton.enabled = isActive and stream.frame is not None
        self._ui.recordButton.checked = isRecording
        setText(self._ui.recordButton, timeText(recording.seconds) if isRecording else _("Record"))
        styleSheet = RECORDING_STYLE if isRecording else ""  # none as a rule: Qt would keep the colors of another theme
        if self._ui.recordButton.styleSheet != styleSheet:
            self._ui.recordButton.styleSheet = styleSheet
        self._ui.recordingFolderLineEdit.enabled = self._ui.codecComboBox.enabled = not isRecording
        self._ui.recordingDicomButton.enabled = recording is None or not recording.isActive  # else it is not complete
        self._ui.saveLastButton.enabled = isActive and stream.keptSeconds > 0
        self._ui.sequenceButton.enabled = isActive and stream.frame is not None
        self._ui.sequenceButton.checked = isActive and sequence is not None and sequence.isActive
        self._showStatus(stream, [each for each in (recording, stream.saved if stream else None) if each])
        self._showPosition(stream.position if isActive else None)

    def showKept(self, stream) -> None:
        """Another camera is shown: how many of its last seconds are kept, or were. What is shown stays for one that was
        not started yet."""
        if stream:
            self._ui.keepSpinBox.blockSignals(True)
            self._ui.keepSpinBox.value = stream.keptSeconds
            self._ui.keepSpinBox.blockSignals(False)

    def keep(self, stream) -> None:
        """Have a stream that was just started keep its last seconds, if that is asked for."""
        if self._ui.keepSpinBox.value:
            stream.keepLast(self._ui.keepSpinBox.value)

    def _showStatus(self, stream, recordings: list[Recording]) -> None:
        """A line on each recording; what is wrong with one is seen while the section is folded, too."""
        texts = [recordingText(each) for each in recordings]
        warnings = [f"{Path(each.path).name}: {translated(each.message)}" for each in recordings if each.message]
        self._ui.recordingWarningLabel.text = "\n".join(warnings)
        self._ui.recordingWarningLabel.visible = bool(warnings)
        self._ui.recordingStatusLabel.text = "\n".join(filter(None, [*texts, self._sequenceText(stream)]))

    def _showPosition(self, position) -> None:
        self._ui.replayWidget.visible = position is not None
        if position:
            self._ui.pauseButton.checked = position.isPaused
            self._ui.positionSlider.maximum = max(position.of, position.frame)
            if not self._ui.positionSlider.sliderDown:
                self._ui.positionSlider.value = position.frame
            self._ui.positionLabel.text = _("{seconds:.2f} s, {frame} of {of}").format(
                seconds=position.seconds, frame=position.frame, of=position.of or "?"
            )

    def _sequenceText(self, stream) -> str:
        recorder = stream.sequenceRecorder if stream else None
        if recorder and (recorder.isActive or recorder.message):
            growth = _("Sequence: {frames} frames, {megabytes:.0f} of {limit:.0f} MB.").format(
                frames=recorder.frames, megabytes=recorder.megabytes, limit=recorder.limitMegabytes
            )
            return f"{growth} {translated(recorder.message)}".strip()
        if stream and stream.state.isActive and stream.sequenceMegabytesPerSecond:
            return _("A sequence needs {rate:.0f} MB of memory per second.").format(
                rate=stream.sequenceMegabytesPerSecond
            )
        return ""

    def _onRecordButton(self) -> None:
        stream = self._session().stream
        if stream.recording and stream.recording.isActive:
            stream.stopRecording()
            self._onNotice(_('Recorded to "{path}".').format(path=stream.recording.path))
        else:
            self._attempt(lambda: self._write(stream.record, ""))

    def _onSaveLastButton(self) -> None:
        self._attempt(lambda: self._write(self._session().stream.saveLast, _(" last")))

    def _onKeepChanged(self, seconds: float) -> None:
        if self._session() and self._session().isActive:
            self._attempt(lambda: self._session().stream.keepLast(seconds))

    def _onSequenceButton(self) -> None:
        stream = self._session().stream
        if stream.sequenceRecorder and stream.sequenceRecorder.isActive:
            stream.stopSequence()
        else:
            self._attempt(lambda: stream.recordSequence(self._ui.sequenceLimitSpinBox.value))

    def _onPositionSlider(self, action: int) -> None:
        if action == SLIDER_MOVE and not self._ui.positionSlider.sliderDown:
            return  # by the wheel: scrolling the panel changes nothing
        self._session().stream.seek(frame=self._ui.positionSlider.sliderPosition)

    def _attempt(self, action: Callable) -> None:
        try:
            action()
        except SourceError as error:
            self._onNotice(error)
        else:
            self._onNotice("")

    def _write(self, record: Callable, suffix: str) -> None:
        """Have ``record`` write a file named after camera, date and time into the folder, which is then remembered.

        :raises SourceError: if that is not possible
        """
        folder = self._ui.recordingFolderLineEdit.currentPath.strip() or str(Path.home())
        codec = self._ui.codecComboBox.itemData(self._ui.codecComboBox.currentIndex)
        camera = re.sub(r'[\\/:*?"<>|]', "-", self._session().name)  # not allowed in file names
        name = f"{camera} {datetime.datetime.now():%Y-%m-%d %H.%M.%S}{suffix}{CODECS[codec]}"
        record(Path(folder) / name, codec)
        self._ui.recordingFolderLineEdit.addCurrentPathToHistory()


def setText(button, text: str) -> None:
    """Give a button another text; Qt would take its keyboard shortcut away with the old one."""
    if button.text != text:
        shortcut = button.shortcut
        button.text = text
        button.shortcut = shortcut


def timeText(seconds: float) -> str:
    """Minutes and seconds."""
    return f"{int(seconds // 60)}:{int(seconds % 60):02d}"


def recordingText(recording: Recording) -> str:
    """One line on a recording."""
    return _("{name}: {seconds:.0f} s, {frames} frames, {lost} lost, {megabytes:.1f} MB.").format(
        name=Path(recording.path).name, seconds=recording.seconds, frames=recording.frames, lost=recording.lost,
        megabytes=recording.bytes / 1e6,
    )  # fmt: skip
