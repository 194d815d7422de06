"""The panel's section for processors."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import ctk
import qt

import slicer
from slicer.i18n import tr as _

from ..Camera.Translation import translated
from ..Shared.Errors import MissingPackageError, SourceError
from ..Shared.ProcessorFile import builtIns, declared
from .DrawingTools import ClickedPoint
from .Printing import Printing
from .Section import Section

SWITCHES = {"shownCheckBox": "isShown", "waitedForCheckBox": "isWaitedFor", "cornerCheckBox": "isInCorner",
            "recordedCheckBox": "isRecorded"}  # fmt: skip
"""Check boxes, and what each of them switches of a processor."""

STEPS = 100
"""By which the arrows of a floating-point number cross its range."""


class ProcessingSection(Section):
    """Adds processors to a camera, and shows their parameters and status.

    :param uiWidget: the section, of ProcessingSection.ui
    """

    def __init__(self, uiWidget, session: Callable, onNotice: Callable):
        super().__init__(slicer.util.childWidgetVariables(uiWidget), session, onNotice)
        self._printing = Printing(onNotice)
        self._shown = None  # the processor whose parameters are shown, and their description
        self._form = None  # with their widgets
        self._point: ClickedPoint | None = None  # while one is to be clicked
        self._isShowing = False
        self._ui.addComboBox.addItems([*builtIns(), _("Python file..."), _("New Python file...")])
        self._ui.addButton.clicked.connect(self._onAddButton)
        self._ui.editButton.clicked.connect(self._onEditButton)
        self._ui.removeButton.clicked.connect(self._onRemoveButton)
        self._ui.printButton.clicked.connect(self._onPrintButton)
        self._ui.processorComboBox.currentIndexChanged.connect(self._onSelected)
        self._ui.resultComboBox.currentIndexChanged.connect(self._onSelected)
        # By the user: the selector itself moves on to another node where one is deleted.
        self._ui.resultNodeSelector.nodeActivated.connect(self._onNodeChosen)
        self._ui.resultNodeSelector.nodeAddedByUser.connect(self._onNodeChosen)
        for checkBox, switch in SWITCHES.items():
            getattr(self._ui, checkBox).toggled.connect(lambda isOn, switch=switch: self._onSwitch(switch, isOn))

    @property
    def processor(self):
        """The one that is chosen; None if there is none."""
        processors = self._processors()
        index = self._ui.processorComboBox.currentIndex
        return processors[index] if 0 <= index < len(processors) else None

    def show(self) -> None:
        """Show the camera's processors."""
        self._isShowing = True
        names = [each.name for each in self._processors()]
        _showItems(self._ui.processorComboBox, names, chosen=len(names) - 1)
        processor = self.processor
        for name in ("processorComboBox", "editButton", "removeButton", "resultComboBox", *SWITCHES):
            getattr(self._ui, name).enabled = processor is not None
        isOfMarkers = processor is not None and processor.file == builtIns()["Markers"]
        for name in ("printLabel", "printNumbersLineEdit", "printButton"):
            getattr(self._ui, name).visible = isOfMarkers
        for checkBox, switch in SWITCHES.items():
            getattr(self._ui, checkBox).checked = processor is not None and getattr(processor, switch)
        self._showNodes()
        shown = processor and (processor, processor.description, processor.ownChanges)
        if shown != self._shown:
            self._shown = shown
            self._showParameters()
        self._ui.processingStatusLabel.text = statusText(processor) if processor else ""
        output = "\n".join(processor.output) if processor else ""
        if not self._ui.outputCollapsibleButton.collapsed and output != self._ui.outputTextEdit.plainText:
            self._ui.outputTextEdit.plainText = output
        self._isShowing = False

    def _showNodes(self) -> None:
        """The kinds of results, and the node of the chosen kind."""
        nodes = self.processor.nodes if self.processor else {}
        _showItems(self._ui.resultComboBox, [key for key in nodes if not key.startswith("plot")], chosen=0)
        node, selector = nodes.get(self._ui.resultComboBox.currentText), self._ui.resultNodeSelector
        selector.enabled = node is not None
        if node is not selector.currentNode():
            if node:
                selector.nodeTypes = [node.GetClassName()]
            selector.setCurrentNode(node)

    def _processors(self) -> list:
        session = self._session()
        return list(session.processors) if session else []

    def _showParameters(self) -> None:
        """A widget for each, by type. (``createGui`` of parameter nodes would need the file's class in this
        process.)"""
        self.endPicking()
        if self._form:
            self._form.setParent(None)
            self._form.deleteLater()
            self._form = None
        if not self._shown or not self._shown[1]:
            return
        processor, description, _changes = self._shown
        self._form = qt.QWidget()
        layout = qt.QFormLayout(self._form)
        layout.setContentsMargins(0, 0, 0, 0)
        for parameter in description:
            value = processor.parameters.get(parameter["name"])
            if not _isUsable(value, parameter["default"]):  # none, or one of a scene, which the status line reports
                value = parameter["default"]
            label = qt.QLabel(f"{_inWords(parameter['name'])}:")
            layout.addRow(label, self._parameterWidget(processor, parameter, value))
        self._ui.parametersWidget.layout().addWidget(self._form)

    def _parameterWidget(self, processor, parameter: dict, value):
        def change(value) -> None:
            processor.change(**{parameter["name"]: value})

        if parameter["choices"] is not None:
            widget = qt.QComboBox()
            widget.addItems([str(each) for each in parameter["choices"]])
            if value in parameter["choices"]:
                widget.currentIndex = parameter["choices"].index(value)
            widget.currentIndexChanged.connect(lambda index: change(parameter["choices"][index]))
        elif parameter["type"] == "bool":
            widget = qt.QCheckBox()
            widget.checked = value
            widget.toggled.connect(change)
        elif parameter["isPoint"]:
            widget = qt.QPushButton(_("{column}, {row}").format(column=value[0], row=value[1]) if value else "")
            widget.text = widget.text or _("Click in the view")
            widget.checkable = True
            widget.toggled.connect(lambda isOn: self._onPointButton(widget, change, isOn))
        elif parameter["pattern"] is not None:
            widget = ctk.ctkPathLineEdit()
            widget.filters = ctk.ctkPathLineEdit.Files
            widget.nameFilters = [parameter["pattern"]]
            widget.settingKey = f"CameraStream {parameter['name']}"
            widget.currentPath = value
            widget.currentPathChanged.connect(lambda path: change(path) if not path or Path(path).is_file() else None)
        elif parameter["type"] == "str":
            widget = qt.QLineEdit()
            widget.text = value
            widget.editingFinished.connect(lambda: change(widget.text))
        else:
            widget = qt.QSpinBox() if parameter["type"] == "int" else qt.QDoubleSpinBox()
            minimum, maximum = parameter["minimum"], parameter["maximum"]
            limit = 2**31 - 1
            widget.setRange(-limit if minimum is None else minimum, limit if maximum is None else maximum)
            if parameter["type"] == "float":
                widget.decimals = 3
                widget.singleStep = 0.1 if None in (minimum, maximum) else (maximum - minimum) / STEPS
            widget.value = value
            widget.valueChanged.connect(change)
        widget.objectName = f"{parameter['name']}Parameter"
        widget.toolTip = _("Parameter {name} of {processor}.").format(name=parameter["name"], processor=processor.name)
        return widget

    def _onAddButton(self) -> None:
        index, names = self._ui.addComboBox.currentIndex, [*builtIns()]
        chosen = names[index] if index < len(names) else self._chosenFile(isNew=index > len(names))
        if chosen:
            try:
                added = self._session().processors.add(chosen, {})
            except (SourceError, MissingPackageError, OSError) as error:
                self._onNotice(error)
                return
            self.show()
            self._ui.processorComboBox.currentIndex = self._processors().index(added)
        self.show()

    def _chosenFile(self, isNew: bool) -> str:
        """A Python file that the user chooses, or a copy of a built-in one; "" for none."""
        if not isNew:
            return qt.QFileDialog.getOpenFileName(
                self._ui.addButton, _("Choose a processor"), "", _("Python files (*.py)")
            )
        path = qt.QFileDialog.getSaveFileName(
            self._ui.addButton, _("Create a processor, as a copy of the color mask"), "", _("Python files (*.py)")
        )
        if path:
            path = str(Path(path).with_suffix(".py"))
            shutil.copyfile(builtIns()["ColorMask"], path)
        return path

    def _onEditButton(self) -> None:
        qt.QDesktopServices.openUrl(qt.QUrl.fromLocalFile(str(self.processor.file)))

    def _onRemoveButton(self) -> None:
        self.processor.remove()
        self.show()

    def _onPrintButton(self) -> None:
        values = declared(self.processor.file) | self.processor.parameters
        numbers = self._ui.printNumbersLineEdit.text
        markers = {"numbers": numbers, "size": values["markerSize"], "dictionary": values["dictionary"]}
        self._printing.write({"markers": markers}, "markers.pdf")

    def _onSelected(self, index: int) -> None:
        if not self._isShowing:
            self.show()

    def _onSwitch(self, switch: str, isOn: bool) -> None:
        if not self._isShowing:
            setattr(self.processor, switch, isOn)

    def _onNodeChosen(self, node) -> None:
        if not self._isShowing and self.processor:
            self.processor.chooseNode(self._ui.resultComboBox.currentText, node)

    def _onPointButton(self, button, change: Callable, isOn: bool) -> None:
        """Have the user click a pixel, or no longer."""
        self.endPicking()
        stream = self._session().stream
        if isOn and not (stream and stream.frame):
            self._onNotice(_("There is no image yet. Start the camera first."))
            button.checked = False
        elif isOn:
            # The markup is removed when it has told all others that it was placed.
            onClicked = lambda: qt.QTimer.singleShot(0, lambda: self._onClicked(button, change))  # noqa: E731
            self._point = ClickedPoint(stream.volume, onClicked)

    def endPicking(self) -> None:
        """Do not wait for a click any more."""
        if self._point:
            self._point.remove()
            self._point = None

    def _onClicked(self, button, change: Callable) -> None:
        if not self._point:
            return
        frame = self._session().stream.frame
        try:
            pixel = self._point.pixel()
            size = reversed(frame.pixels.shape[:2])
            if all(0 <= each - first < end for each, first, end in zip(pixel, frame.offset, size)):
                change(list(pixel))
                button.text = _("{column}, {row}").format(column=pixel[0], row=pixel[1])
            else:
                self._onNotice(_("The point is outside the image. Click in the image."))
        except SourceError as error:
            self._onNotice(error)
        button.checked = False


def _isUsable(value, default) -> bool:
    kinds = {float: (int, float), list: (list, tuple)}.get(type(default), type(default))
    return isinstance(value, kinds) and (not isinstance(default, list) or len(value) in (0, 2))


def _showItems(comboBox, texts: list[str], chosen: int) -> None:
    """Have it list these; what was chosen stays, or else the one with the index ``chosen`` is."""
    if texts != [comboBox.itemText(index) for index in range(comboBox.count)]:
        before = comboBox.currentText
        comboBox.clear()
        comboBox.addItems(texts)
        comboBox.currentIndex = texts.index(before) if before in texts else min(chosen, len(texts) - 1)


def statusText(processor) -> str:
    """One line on the status of a processor, or its error."""
    if processor.error:
        return translated(processor.error)
    if not processor.isRunning:
        return _("Runs when the camera is started.")
    statistics = processor.statistics
    if statistics.age is None:
        return _("Waiting for the first result...")
    return _("{rate:.1f} results/s   {milliseconds:.0f} ms per image   {age:.0f} ms old   {skipped} skipped").format(
        rate=statistics.framesPerSecond,
        milliseconds=statistics.millisecondsPerFrame,
        age=1000 * statistics.age,
        skipped=statistics.skipped,
    )


def _inWords(name: str) -> str:
    """A parameter's name as the panel's other labels are written: "Marker size" for markerSize or marker_size."""
    return re.sub("([a-z])([A-Z])", r"\1 \2", name).replace("_", " ").capitalize()
