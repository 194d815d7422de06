"""The panel's section of what a camera is asked for, what it granted, and its controls."""

import re
from collections.abc import Callable

from slicer.i18n import tr as _

from ..Shared.CaptureInfo import CaptureInfo
from ..Shared.Errors import SourceError
from ..Shared.Source import MAXIMUM_SIZE
from .SourceBox import keepAsTyped

SIZES = ((640, 480), (1280, 720), (1920, 1080), (3840, 2160))
"""Presets, pixels: what nearly every camera has."""

CONTROLS = {
    "autoExposure": "autoExposureCheckBox",
    "exposure": "exposureSpinBox",
    "gain": "gainSpinBox",
    "brightness": "brightnessSpinBox",
    "autoFocus": "autoFocusCheckBox",
    "focus": "focusSpinBox",
    "autoWhiteBalance": "autoWhiteBalanceCheckBox",
    "whiteBalance": "whiteBalanceSpinBox",
}
"""The widgets of a camera's controls, by the names of ``Capture.Controls``."""


class FormatSection:
    """Keeps the widgets of the section up to date, and hands on what the user sets.

    :param ui: the panel's widgets
    :param onSize: called with width and height, pixels, 0 for the camera's own
    :param onControl: called with a control's name and its new value
    :param onError: called with a sentence
    """

    def __init__(self, ui, onSize: Callable, onControl: Callable, onError: Callable):
        self._ui = ui
        self._onSize, self._onError = onSize, onError
        self._size = (0, 0)
        self._controls = None
        keepAsTyped(ui.sizeComboBox)
        ui.sizeComboBox.addItem(sizeText(0, 0))
        for size in SIZES:
            ui.sizeComboBox.addItem(sizeText(*size))
        ui.sizeComboBox.lineEdit().editingFinished.connect(self._onSizeEdited)
        ui.sizeComboBox.activated.connect(self._onSizeEdited)
        for name, widgetName in CONTROLS.items():
            widget = getattr(ui, widgetName)
            signal = widget.toggled if hasattr(widget, "checked") else widget.valueChanged
            signal.connect(lambda value, name=name: onControl(name, float(value)))
        self.showStream(None)

    def showSize(self, width: int, height: int) -> None:
        """Show the size that is asked for."""
        self._size = (width, height)
        self._ui.sizeComboBox.setEditText(sizeText(width, height))

    def followSize(self, width: int, height: int) -> None:
        """Show a size, but let be what is being typed while it is the same one as before."""
        if (width, height) != self._size or not self._ui.sizeComboBox.lineEdit().modified:
            self.showSize(width, height)

    def showStream(self, stream) -> None:
        """Show what a stream's source granted, and the controls that it has; None for no stream."""
        info = stream.info if stream else CaptureInfo()
        granted = info.granted
        size = stream.frame.sourceSize if stream and stream.frame and granted else (0, 0)
        rate = granted.get("frameRate", 0)
        self._ui.sizeGrantedLabel.text = sizeText(*size) if all(size) else ""
        self._ui.frameRateGrantedLabel.text = f"{rate:g}" if rate else ""
        self._ui.fourccGrantedLabel.text = granted.get("fourcc", "")
        self._ui.backendGrantedLabel.text = granted.get("backend", "")
        self._ui.noControlsLabel.text = (
            _("No exposure, focus or the like can be set on this source.")
            if granted
            else _("Exposure, focus and the like are shown here while the camera runs.")
        )
        controls = info.controls
        if controls != self._controls:
            self._controls = controls
            self._showControls(controls)

    def _showControls(self, controls: dict[str, float]) -> None:
        for name, widgetName in CONTROLS.items():
            widget = getattr(self._ui, widgetName)
            widget.visible = name in controls
            if name in controls:
                wasBlocked = widget.blockSignals(True)  # what the camera says is not to be set on it
                if hasattr(widget, "checked"):
                    widget.checked = bool(controls[name])
                else:
                    widget.value = controls[name]
                widget.blockSignals(wasBlocked)
        for label, names in (
            (self._ui.exposureLabel, ("exposure", "autoExposure")),
            (self._ui.gainLabel, ("gain",)),
            (self._ui.brightnessLabel, ("brightness",)),
            (self._ui.focusLabel, ("focus", "autoFocus")),
            (self._ui.whiteBalanceLabel, ("whiteBalance", "autoWhiteBalance")),
        ):
            label.visible = any(name in controls for name in names)
        self._ui.noControlsLabel.visible = not controls

    def _onSizeEdited(self, index=None) -> None:
        try:
            size = parseSize(self._ui.sizeComboBox.currentText)
        except SourceError as error:
            self.showSize(*self._size)
            self._onError(str(error))
        else:
            if size != self._size:
                self._onSize(*size)
            self.showSize(*size)


def sizeText(width: int, height: int) -> str:
    """A size as it stands in the box; 0 is the camera's own."""
    return f"{width} x {height}" if width else _("camera's own")


def parseSize(text: str) -> tuple[int, int]:
    """Width and height in pixels, (0, 0) for the camera's own.

    :raises SourceError: if it is no size
    """
    text = text.strip()
    if not text or text == sizeText(0, 0):
        return (0, 0)
    match = re.fullmatch(r"(\d{1,5})\s*[x*,; ]\s*(\d{1,5})", text, re.IGNORECASE)
    if not match:
        raise SourceError(_('"{text}" is no size: write for example 1280 x 720.').format(text=text[:40]))
    size = (int(match.group(1)), int(match.group(2)))
    if not all(1 <= length <= MAXIMUM_SIZE for length in size):
        raise SourceError(_("Give a size of 1 to {maximum} pixels each way.").format(maximum=MAXIMUM_SIZE))
    return size
