"""The panel's section of a camera's requested and actual format, and its controls."""

import re
import time
from collections.abc import Callable

import slicer
from slicer.i18n import tr as _

from ..Shared.CaptureInfo import CaptureInfo
from ..Shared.Errors import SourceError
from ..Shared.Source import MAXIMUM_SIZE
from .Section import Section
from .SourceBox import keepAsTyped

SIZES = ((640, 480), (1280, 720), (1920, 1080), (3840, 2160))
"""Presets, pixels: what nearly every camera has."""

AUTOMATICS = {
    "exposure": "autoExposure",
    "gain": None,
    "brightness": None,
    "focus": "autoFocus",
    "whiteBalance": "autoWhiteBalance",
}
"""A camera's controls and their automatics, by the names of ``Capture.Sources.Controls``. Each has widgets so named:
``exposureLabel``, ``exposureSlider``, ``autoExposureCheckBox``."""

UNKNOWN_RANGE = (-100_000.0, 100_000.0, 1.0)
"""Of a control without known limits: the widest of a camera is an exposure of up to 1 s in units of 0.1 ms, which
is a tenth of it."""

ANSWER_SECONDS = 0.5
"""How long after the user has moved a control the camera's own value is not shown, s: its answer to a value before it
would pull a slider that is dragged back. An answer takes a frame or two, 0.4 s at 5 frames/s."""


class CameraSection(Section):
    """Keeps the widgets of the section up to date, and applies what the user sets."""

    def __init__(self, ui, session: Callable, onNotice: Callable):
        super().__init__(ui, session, onNotice)
        self._size = (0, 0)
        self._controls = None  # that are shown
        self._changeTime = 0.0  # time.perf_counter() when the user moved a control last, s
        keepAsTyped(ui.sizeComboBox)
        ui.sizeComboBox.addItem(sizeText(0, 0))
        for size in SIZES:
            ui.sizeComboBox.addItem(sizeText(*size))
        ui.sizeComboBox.lineEdit().editingFinished.connect(self._onSizeEdited)
        ui.sizeComboBox.activated.connect(self._onSizeEdited)
        for name, automatic in AUTOMATICS.items():
            signal = getattr(ui, f"{name}Slider").valueChanged
            signal.connect(lambda value, name=name: self._onControlChanged(name, value))
            if automatic:
                signal = getattr(ui, f"{automatic}CheckBox").toggled
                signal.connect(lambda value, name=automatic: self._onControlChanged(name, value))
        self.showStream(None)

    def showSize(self, width: int, height: int) -> None:
        """Show the size that is asked for."""
        self._size = (width, height)
        self._ui.sizeComboBox.setEditText(sizeText(width, height))

    def followSize(self, width: int, height: int) -> None:
        """Show a size, but keep what is being typed if it is the same one as before."""
        if (width, height) != self._size or not self._ui.sizeComboBox.lineEdit().modified:
            self.showSize(width, height)

    def showStream(self, stream) -> None:
        """Show what a stream's source granted, and the controls that it has; None for no stream."""
        isActive = stream is not None and stream.state.isActive
        for widget in (self._ui.sizeComboBox, self._ui.frameRateSpinBox, self._ui.fourccLineEdit):
            widget.enabled = not isActive
        info = stream.info if stream else CaptureInfo()
        granted = info.granted
        size = stream.frame.sourceSize if stream and stream.frame and granted else (0, 0)
        rate = granted.get("frameRate", 0)
        self._ui.sizeGrantedLabel.text = sizeText(*size) if all(size) else ""
        self._ui.frameRateGrantedLabel.text = _("{rate:g} frames/s").format(rate=rate) if rate else ""
        self._ui.fourccGrantedLabel.text = granted.get("fourcc", "")
        self._ui.backendGrantedLabel.text = granted.get("backend", "")
        self._ui.noControlsLabel.text = (
            _("This source has no exposure, focus or other controls.")
            if granted
            else _("Exposure, focus and other controls appear here while the camera runs.")
        )
        controls = (info.controls, info.controlRanges)
        isMoving = isActive and time.perf_counter() - self._changeTime < ANSWER_SECONDS
        if controls != self._controls and not isMoving:
            self._controls = controls
            self._showControls(*controls)

    def _showControls(self, values: dict[str, float], ranges: dict[str, tuple[float, float, float]]) -> None:
        for name, automatic in AUTOMATICS.items():
            slider = getattr(self._ui, f"{name}Slider")
            slider.visible = name in values
            getattr(self._ui, f"{name}Label").visible = name in values or automatic in values
            if name in values:  # all spin boxes become as wide as the widest one
                wasBlocked = slider.blockSignals(True)  # what the camera says is not to be set on it
                showRange(slider, ranges.get(name))
                slider.value = values[name]
                slider.blockSignals(wasBlocked)
            if automatic:
                checkBox = getattr(self._ui, f"{automatic}CheckBox")
                checkBox.visible = automatic in values
                wasBlocked = checkBox.blockSignals(True)
                checkBox.checked = bool(values.get(automatic))
                checkBox.blockSignals(wasBlocked)
        self._ui.noControlsLabel.visible = not values

    def _onControlChanged(self, name: str, value: float) -> None:
        session = self._session()
        if session and session.isActive:
            self._changeTime = time.perf_counter()
            session.stream.setControl(name, float(value))

    def _onSizeEdited(self, index=None) -> None:
        try:
            size = parseSize(self._ui.sizeComboBox.currentText)
        except SourceError as error:
            self.showSize(*self._size)
            self._onNotice(error)
            return
        session = self._session()
        if session and size != self._size:
            with slicer.util.NodeModify(session.parameterNode):
                session.parameterNode.width, session.parameterNode.height = size
            self._onNotice("")
        self.showSize(*size)


def showRange(sliderWidget, limits) -> None:
    """Have a ctkSliderWidget go from one limit to another by a step; without limits it is a spin box only.

    :param limits: minimum, maximum and step, in the camera's own unit; None if they are not known
    """
    minimum, maximum, step = limits or UNKNOWN_RANGE
    isWhole = limits is not None and float(step).is_integer()
    sliderWidget.decimals = 0 if isWhole else 2
    sliderWidget.minimum, sliderWidget.maximum = minimum, maximum
    sliderWidget.singleStep = step  # after the limits, which it must lie within
    slicer.util.findChild(sliderWidget, "Slider").visible = limits is not None


def sizeText(width: int, height: int) -> str:
    """A size as shown in the box; 0 is the camera's default."""
    return f"{width} x {height}" if width else _("Camera default")


def parseSize(text: str) -> tuple[int, int]:
    """Width and height in pixels, (0, 0) for the camera's own.

    :raises SourceError: if it is not a size
    """
    text = text.strip()
    if not text or text == sizeText(0, 0):
        return (0, 0)
    match = re.fullmatch(r"(\d{1,5})\s*[x*,; ]\s*(\d{1,5})", text, re.IGNORECASE)
    if not match:
        raise SourceError(_('"{text}" is not a valid size. Example: 1280 x 720.').format(text=text[:40]))
    size = (int(match.group(1)), int(match.group(2)))
    if not all(1 <= length <= MAXIMUM_SIZE for length in size):
        raise SourceError(_("Width and height must be between 1 and {maximum} pixels.").format(maximum=MAXIMUM_SIZE))
    return size
