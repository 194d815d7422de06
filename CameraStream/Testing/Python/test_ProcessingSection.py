"""The panel's section for processors, used as a user does."""

import textwrap

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
    assert not ui.removeButton.enabled
    add(ui, "Motion")
    (processor,) = panel.session.processors
    assert ui.processorComboBox.currentText == "Motion"
    assert ui.processingStatusLabel.text == "It runs when the camera does."
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
