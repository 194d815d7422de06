"""The panel's section of where and how the image is shown: its view, and what is drawn in the view with the mouse."""

from collections.abc import Callable

import slicer
from slicer.i18n import tr as _

from ..Shared.Errors import SourceError
from ..Volume.Placement import MAXIMUM_SPACING, MINIMUM_SPACING
from .DrawingTools import CropBox, KnownDistance
from .Section import Section


class ImageSection(Section):
    """View box, crop and spacing, as far as they are not simply bound to the parameter node."""

    def __init__(self, ui, session: Callable, onNotice: Callable):
        super().__init__(ui, session, onNotice)
        self._cropBox: CropBox | None = None
        self._cropBefore = (0, 0, 0, 0)  # it was drawn
        self._knownDistance: KnownDistance | None = None
        ui.viewComboBox.activated.connect(self._onViewSelected)
        ui.drawCropButton.toggled.connect(self._onDrawCrop)
        ui.wholeImageButton.clicked.connect(self._onWholeImage)
        ui.measureButton.toggled.connect(self._onMeasure)
        ui.knownLengthSpinBox.valueChanged.connect(self._onLineChanged)
        self._showKnownLength(False)

    def showView(self, viewName: str) -> None:
        """Show the chosen view among those that there are."""
        layoutManager = slicer.app.layoutManager()
        names = [*layoutManager.sliceViewNames(), ""] if layoutManager else [""]
        if viewName not in names:
            names.insert(0, viewName)  # of a layout that is not shown now
        self._ui.viewComboBox.clear()
        for name in names:
            self._ui.viewComboBox.addItem(name or _("None"), name)
        self._ui.viewComboBox.setCurrentIndex(names.index(viewName))

    def showStream(self, stream) -> None:
        """Enable what can be done with a stream's image; None for no stream."""
        isActive = stream is not None and stream.state.isActive
        hasImage = stream is not None and stream.frame is not None
        self._ui.outputVolumeSelector.enabled = self._ui.grayscaleCheckBox.enabled = not isActive
        self._ui.drawCropButton.enabled = hasImage and isActive
        self._ui.measureButton.enabled = hasImage
        for button in (self._ui.drawCropButton, self._ui.measureButton):
            if button.checked and not button.enabled:
                button.checked = False

    def endDrawing(self) -> None:
        """Remove box and line, and ignore what was drawn."""
        for tool in (self._cropBox, self._knownDistance):
            if tool:
                tool.remove()
        self._knownDistance = None
        self._ui.drawCropButton.checked = self._ui.measureButton.checked = False

    def _onViewSelected(self, index: int) -> None:
        if self._session():
            self._session().parameterNode.view = self._ui.viewComboBox.itemData(index)

    def _onDrawCrop(self, isDrawing: bool) -> None:
        """Show all of the image with a box on it; the box becomes the crop at the end."""
        session = self._session()
        if isDrawing:
            (width, height), rectangle = session.stream.frame.sourceSize, session.cropRectangle()
            if not (rectangle[2] and rectangle[3]):
                rectangle = (width // 8, height // 8, width * 3 // 4, height * 3 // 4)  # edges to drag
            self._cropBefore = session.cropRectangle()
            self._cropBox = CropBox(session.stream.volume, rectangle)
            self._setCrop((0, 0, 0, 0))
        elif self._cropBox:
            box, self._cropBox = self._cropBox, None
            self._setCrop(box.rectangle(session.stream.frame.sourceSize) if box.exists else self._cropBefore)
            box.remove()

    def _onWholeImage(self) -> None:
        self.endDrawing()
        if self._session():
            self._setCrop((0, 0, 0, 0))

    def _setCrop(self, rectangle: tuple[int, int, int, int]) -> None:
        parameterNode = self._session().parameterNode
        with slicer.util.NodeModify(parameterNode):
            (parameterNode.cropLeft, parameterNode.cropTop,
             parameterNode.cropWidth, parameterNode.cropHeight) = rectangle  # fmt: skip

    def _onMeasure(self, isMeasuring: bool) -> None:
        self._showKnownLength(isMeasuring)
        if isMeasuring:
            self._knownDistance = KnownDistance(self._session().stream.volume, self._onLineChanged)
        elif self._knownDistance:
            line, self._knownDistance = self._knownDistance, None
            line.remove()

    def _showKnownLength(self, isShown: bool) -> None:
        self._ui.knownLengthLabel.visible = self._ui.knownLengthSpinBox.visible = isShown

    def _onLineChanged(self, value=None) -> None:
        if not self._knownDistance or not self._knownDistance.exists:
            return
        try:
            self._knownDistance.measure(self._ui.knownLengthSpinBox.value, self._setSpacing)
        except SourceError as error:
            self._onNotice(error)
        else:
            self._onNotice("")

    def _setSpacing(self, spacing: float) -> None:
        self._session().parameterNode.spacing = min(max(spacing, MINIMUM_SPACING), MAXIMUM_SPACING)
