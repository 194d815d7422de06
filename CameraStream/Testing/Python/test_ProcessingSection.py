"""The panel's section for processors, used as a user does."""

import textwrap

import numpy as np
import pytest
from test_ProcessingResults import SOURCE, runUntilResult

import slicer

from CameraStreamLib.Shared.ProcessorFile import builtIns
from Host.EventLoop import runUntil
from Host.Hands import descendant


@pytest.fixture
def ui(panel, withoutViews):
    return panel.processingSection._ui


def add(ui, text: str) -> None:
    ui.addComboBox.currentIndex = ui.addComboBox.findText(text)
    ui.addButton.click()


def parameterWidget(ui, name: str):
    widget = descendant(ui.parametersWidget, f"{name}Parameter")
    assert widget is not None, name
    return widget


def test_BuiltInWithItsParametersOverStopAndStart(panel, logic, ui):
    import qt

    assert not ui.removeButton.enabled
    add(ui, "Motion")
    (processor,) = panel.session.processors
    assert ui.processorComboBox.currentText == "Motion"
    assert ui.processingStatusLabel.text == "Runs when the camera is started."
    logic.start(SOURCE)
    runUntilResult(processor)
    assert runUntil(lambda: "results/s" in ui.processingStatusLabel.text, 5)
    threshold = parameterWidget(ui, "threshold")
    assert (threshold.value, threshold.minimum, threshold.maximum) == (25, 1, 255)
    threshold.value = 77
    assert processor.parameters == {"threshold": 77}
    assert parameterWidget(ui, "memory").value == 0.8
    ui.waitedForCheckBox.click()
    ui.shownCheckBox.click()
    assert (processor.isWaitedFor, processor.isShown) == (True, False)
    logic.stop()
    logic.start(SOURCE)
    runUntilResult(processor)
    assert parameterWidget(ui, "threshold").value == 77
    add(ui, "Contrast")
    assert ui.processorComboBox.currentText == "Contrast"
    assert runUntil(lambda: descendant(ui.parametersWidget, "clipLimitParameter") is not None, 10)
    assert parameterWidget(ui, "clipLimit").value == 2.0
    assert "Clip limit:" in [label.text for label in ui.parametersWidget.findChildren(qt.QLabel)]
    ui.processorComboBox.currentIndex = 0
    assert parameterWidget(ui, "threshold").value == 77
    assert not ui.shownCheckBox.checked
    ui.removeButton.click()
    assert [each.name for each in panel.session.processors] == ["Contrast"]


def test_FileThatPrintsAndFails(panel, logic, ui, tmp_path, monkeypatch):
    import qt

    path = tmp_path / "made.py"
    path.write_text(
        textwrap.dedent("""
            from typing import Annotated
            from CameraStreamLib.Processing.Annotations import Choice

            def process(pixels, mode: Annotated[str, Choice(["a", "b"])] = "a", text: str = "x", isOn: bool = False):
                print("mode", mode, text, isOn)
                if isOn:
                    raise ValueError("It is on")
                return 1
        """)
    )
    monkeypatch.setattr(qt.QFileDialog, "getOpenFileName", staticmethod(lambda *_: str(path)))
    logic.start(SOURCE)
    add(ui, "Python file...")
    (processor,) = panel.session.processors
    runUntilResult(processor)
    ui.outputCollapsibleButton.collapsed = False
    assert runUntil(lambda: "mode a x False" in ui.outputTextEdit.plainText, 5)
    parameterWidget(ui, "mode").currentIndex = 1
    text = parameterWidget(ui, "text")
    text.text = "y"
    text.editingFinished.emit()
    assert runUntil(lambda: "mode b y False" in ui.outputTextEdit.plainText, 5)
    parameterWidget(ui, "isOn").click()
    sentence = "made.py, line 8: ValueError: It is on."
    assert runUntil(lambda: ui.processingStatusLabel.text == sentence, 5), ui.processingStatusLabel.text
    assert runUntil(lambda: "Traceback" in ui.outputTextEdit.plainText, 5)


def test_NewFileIsACopyThatRuns(panel, logic, ui, tmp_path, monkeypatch):
    import qt

    opened = []
    monkeypatch.setattr(qt.QFileDialog, "getSaveFileName", staticmethod(lambda *_: str(tmp_path / "mine")))
    monkeypatch.setattr(qt.QDesktopServices, "openUrl", opened.append)
    logic.start(SOURCE)
    add(ui, "New Python file...")
    (processor,) = panel.session.processors
    assert processor.file == tmp_path / "mine.py"
    assert processor.file.read_bytes() == builtIns()["ColorMask"].read_bytes()
    ui.editButton.click()
    assert [url.toLocalFile() for url in opened] == [str(tmp_path / "mine.py")]
    runUntilResult(processor)


def click(view, pixel) -> None:
    """With the left button, where the view shows a pixel (x, y) of its own from the left bottom edge."""
    interactor = view.sliceView.renderWindow().GetInteractor()
    interactor.SetEventInformation(*pixel, 0, 0)
    interactor.MouseMoveEvent()
    interactor.LeftButtonPressEvent()
    interactor.LeftButtonReleaseEvent()


RED = (225, 40, 40)
"""Of a field of the test pattern."""


@pytest.mark.parametrize("place", [{}, {"rotation": 90}, {"flip": True, "rotation": 180}, {"crop": (4, 30, 300, 250)}])
def test_ClickInTheViewPicksTheColorOfTheMask(panel, logic, redView, place):
    """Where the picture is in the view is taken from its pixels, and so is what the mask covers."""
    ui = panel.processingSection._ui
    stream = logic.start(SOURCE, **place)
    add(ui, "ColorMask")
    (processor,) = panel.session.processors
    processor.change(hueTolerance=3)
    runUntilResult(processor)
    assert runUntil(lambda: descendant(ui.parametersWidget, "colorParameter"), 5)
    processor.isShown = False
    stream.freeze()
    before = redView.pixels().astype(int)
    isRed = (np.abs(before - RED) < 6).all(axis=2)
    rows, columns = isRed.nonzero()
    nearest = np.argmin(np.hypot(rows - np.quantile(rows, 0.1), columns - np.quantile(columns, 0.1)))
    stream.freeze(False)
    parameterWidget(ui, "color").click()
    click(redView, (int(columns[nearest]), before.shape[0] - 1 - int(rows[nearest])))
    assert runUntil(lambda: "hue" in processor.parameters, 5)
    assert processor.parameters == {
        "hueTolerance": 3,
        "color": [],
        "hue": 0,
        "minimumSaturation": 105,
        "minimumValue": 112,
    }
    assert runUntil(lambda: parameterWidget(ui, "hue").value == 0, 5), "the panel shows what the processor has set"
    assert not parameterWidget(ui, "color").checked
    assert slicer.util.getNodesByClass("vtkMRMLMarkupsFiducialNode") == []
    processor.isShown = processor.isWaitedFor = True
    runUntilResult(processor, lambda result: result.picture is not None)
    stream.freeze()
    runUntil(lambda: False, 0.1)
    shown = redView.pixels().astype(int)
    processor.isShown = False
    runUntil(lambda: False, 0.1)
    hidden = redView.pixels().astype(int)
    isMasked, isRed = (np.abs(shown - hidden).max(axis=2) > 10), (np.abs(hidden - RED) < 6).all(axis=2)
    assert isMasked[isRed].mean() > 0.99
    assert isMasked.sum() < 1.3 * isRed.sum(), "its edges too"


def test_ClickBesideTheImageIsASentence(panel, logic, redView):
    ui = panel.processingSection._ui
    logic.start(SOURCE)
    add(ui, "ColorMask")
    (processor,) = panel.session.processors
    runUntilResult(processor)
    assert runUntil(lambda: descendant(ui.parametersWidget, "colorParameter"), 5)
    slicer.mrmlScene.GetSingletonNode("Red", "vtkMRMLSliceNode").SetFieldOfView(3000, 3000, 1)
    parameterWidget(ui, "color").click()
    click(redView, (5, 5))
    assert runUntil(lambda: "The point is outside the image. Click in the image." in panel.ui.statusLabel.text, 5)
    assert processor.parameters == {}
    logic.stop()


def test_ParametersOfASceneThatAreNoneAreReported(panel, logic, ui):
    logic.getParameterNode().processors = '[{"file": "ColorMask", "parameters": {"color": "x", "hue": "y"}}]'
    logic.start(SOURCE)
    (processor,) = panel.session.processors
    assert runUntil(lambda: "'x' is not a valid color. Enter (column, row)" in processor.error, 15)
    assert "'y' is not a valid hue. Enter a value of type int." in processor.error
    runUntilResult(processor)
    assert runUntil(lambda: descendant(ui.parametersWidget, "hueParameter"), 5)
    assert parameterWidget(ui, "hue").value == 120
    parameterWidget(ui, "hue").value = 30
    assert runUntil(lambda: processor.error == "", 5)


def test_FileOfAModelIsChosen(panel, logic, ui, tmp_path):
    pytest.importorskip("onnxruntime")  # else the panel asks whether to install it
    logic.start(SOURCE)
    add(ui, "NeuralNetwork")
    (processor,) = panel.session.processors
    assert runUntil(lambda: descendant(ui.parametersWidget, "modelParameter"), 10)
    widget = parameterWidget(ui, "model")
    assert widget.nameFilters == ["*.onnx"]
    path = tmp_path / "made.onnx"
    widget.currentPath = str(path)
    assert processor.parameters == {}, "there is no such file yet"
    path.write_bytes(b"")
    widget.currentPath = ""
    widget.currentPath = str(path)
    assert processor.parameters == {"model": str(path)}


def test_ResultsGoToTheNodeThatIsChosen(panel, logic, ui):
    logic.start(SOURCE)
    add(ui, "Motion")
    (processor,) = panel.session.processors
    runUntilResult(processor)
    assert runUntil(lambda: ui.resultComboBox.findText("labels") >= 0, 5)
    ui.resultComboBox.currentIndex = ui.resultComboBox.findText("labels")
    before, selector = processor.nodes["labels"], ui.resultNodeSelector
    assert selector.currentNode() is before
    chosen = selector.addNode()  # Create new, in its menu
    assert processor.nodes["labels"] is chosen
    assert before.GetScene() is None
    runUntilResult(processor)
    assert chosen.GetImageData().GetDimensions() == (352, 288, 1)
    composite = slicer.mrmlScene.GetSingletonNode("Red", "vtkMRMLSliceCompositeNode")
    assert composite.GetLabelVolumeID() == chosen.GetID()
    other = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLLabelMapVolumeNode", "An examination")
    selector.removeCurrentNode()  # and it shows the other one
    runUntilResult(processor)
    assert processor.nodes["labels"] is not other, "nobody has chosen it"
    assert other.GetImageData() is None
    assert runUntil(lambda: selector.currentNode() is processor.nodes["labels"], 5)
    ui.removeButton.click()
    assert other.GetScene()


def test_PackageThatAFileNamesIsAskedFor(panel, ui, tmp_path, monkeypatch):
    import qt

    path, questions = tmp_path / "made.py", []
    path.write_text("packages = ['no-such-package']\ndef process(pixels):\n    import no_such_package\n")
    monkeypatch.setattr(qt.QFileDialog, "getOpenFileName", staticmethod(lambda *_: str(path)))
    monkeypatch.setattr(slicer.util, "confirmOkCancelDisplay", questions.append)  # which is no
    add(ui, "Python file...")
    assert len(questions) == 1
    assert "no-such-package" in questions[0]
    assert len(panel.session.processors) == 0
    assert "CameraStream needs the Python package no-such-package" in panel.ui.statusLabel.text


def test_MarkersArePrinted(panel, ui, tmp_path, monkeypatch):
    import qt

    opened, path = [], tmp_path / "markers.pdf"
    monkeypatch.setattr(qt.QFileDialog, "getSaveFileName", staticmethod(lambda *_: str(path)))
    monkeypatch.setattr(qt.QDesktopServices, "openUrl", opened.append)
    ui.processingCollapsibleButton.collapsed = False
    add(ui, "Contrast")
    assert ui.printButton.isHidden()
    add(ui, "Markers")
    assert not ui.printButton.isHidden()
    (_, processor) = panel.session.processors
    processor.change(markerSize=30.0)
    ui.printNumbersLineEdit.text = "3, 7"
    ui.printButton.click()
    assert runUntil(lambda: opened, 10)
    assert b"Marker 7, 30 mm" in path.read_bytes()
    ui.printNumbersLineEdit.text = "some"
    ui.printButton.click()
    assert runUntil(lambda: "is not a list of marker numbers" in panel.ui.statusLabel.text, 10)
