"""The panel's section for processors: what a program makes of each image."""

import shutil
from collections.abc import Callable
from pathlib import Path

import qt

import slicer.util
from slicer.i18n import tr as _

from ..Camera.Translation import translated
from ..Shared.Errors import MissingPackageError, SourceError
from ..Shared.ProcessorFile import builtIns, declared
from .Printing import Printing

STEPS = 100
"""Of the range of a number with decimals, at a press of its arrows."""


class ProcessingSection:
    """Adds processors to a camera, shows their parameters, and how they do.

    :param uiWidget: the section, of ProcessingSection.ui
    :param session: called without arguments, gives the Session that is shown, or None
    :param onNotice: called with a sentence on what came of a press
    """

    def __init__(self, uiWidget, session: Callable, onNotice: Callable):
        self._ui = slicer.util.childWidgetVariables(uiWidget)
        self._session = session
        self._onNotice = onNotice
        self._printing = Printing(onNotice)
        self._shown = None  # the processor whose parameters are shown, and what it says of them
        self._form = None  # that has them
        self._isShowing = False
        self._ui.addComboBox.addItems([*builtIns(), _("Python file..."), _("New Python file...")])
        self._ui.addButton.clicked.connect(self._onAddButton)
        self._ui.editButton.clicked.connect(self._onEditButton)
        self._ui.removeButton.clicked.connect(self._onRemoveButton)
        self._ui.printButton.clicked.connect(self._onPrintButton)
        self._ui.processorComboBox.currentIndexChanged.connect(self._onSelected)
        self._ui.shownCheckBox.toggled.connect(self._onShown)
        self._ui.waitedForCheckBox.toggled.connect(self._onWaitedFor)

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
        comboBox = self._ui.processorComboBox
        if names != [comboBox.itemText(index) for index in range(comboBox.count)]:
            before = comboBox.currentText
            comboBox.clear()
            comboBox.addItems(names)
            comboBox.currentIndex = names.index(before) if before in names else len(names) - 1
        processor = self.processor
        for name in ("processorComboBox", "editButton", "removeButton", "shownCheckBox", "waitedForCheckBox"):
            getattr(self._ui, name).enabled = processor is not None
        isOfMarkers = processor is not None and processor.file == builtIns()["Markers"]
        for name in ("printLabel", "printNumbersLineEdit", "printButton"):
            getattr(self._ui, name).visible = isOfMarkers
        self._ui.shownCheckBox.checked = processor is not None and processor.isShown
        self._ui.waitedForCheckBox.checked = processor is not None and processor.isWaitedFor
        shown = processor and (processor, processor.description)
        if shown != self._shown:
            self._shown = shown
            self._showParameters()
        self._ui.processingStatusLabel.text = statusText(processor) if processor else ""
        output = "\n".join(processor.output) if processor else ""
        if not self._ui.outputCollapsibleButton.collapsed and output != self._ui.outputTextEdit.plainText:
            self._ui.outputTextEdit.plainText = output
        self._isShowing = False

    def _processors(self) -> list:
        session = self._session()
        return list(session.processors) if session else []

    def _showParameters(self) -> None:
        """A widget for each, by its type. (``createGui`` of parameter nodes needs the file's class in this process.)"""
        if self._form:
            self._form.setParent(None)
            self._form.deleteLater()
            self._form = None
        if not self._shown or not self._shown[1]:
            return
        processor, description = self._shown
        self._form = qt.QWidget()
        layout = qt.QFormLayout(self._form)
        layout.setContentsMargins(0, 0, 0, 0)
        for parameter in description:
            value = processor.parameters.get(parameter["name"], parameter["default"])
            label = qt.QLabel(f"{parameter['name']}:")
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
        widget.toolTip = _("Parameter of {processor}.").format(processor=processor.name)
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
        """A Python file that the user chooses, or makes of one that is built in; "" for none."""
        if not isNew:
            return qt.QFileDialog.getOpenFileName(
                self._ui.addButton, _("Choose a processor"), "", _("Python files (*.py)")
            )
        path = qt.QFileDialog.getSaveFileName(
            self._ui.addButton, _("Make a processor, as a copy of the color mask"), "", _("Python files (*.py)")
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

    def _onShown(self, isShown: bool) -> None:
        if not self._isShowing:
            self.processor.isShown = isShown

    def _onWaitedFor(self, isWaitedFor: bool) -> None:
        if not self._isShowing:
            self.processor.isWaitedFor = isWaitedFor


def statusText(processor) -> str:
    """One line on how a processor is doing, or what is wrong."""
    if processor.error:
        return translated(processor.error)
    if not processor.isRunning:
        return _("It runs when the camera does.")
    statistics = processor.statistics
    if statistics.age is None:
        return _("Waiting for its first result...")
    return _("{rate:.1f} results/s   {milliseconds:.0f} ms an image   {age:.0f} ms old   {skipped} skipped").format(
        rate=statistics.framesPerSecond,
        milliseconds=statistics.millisecondsPerFrame,
        age=1000 * statistics.age,
        skipped=statistics.skipped,
    )
