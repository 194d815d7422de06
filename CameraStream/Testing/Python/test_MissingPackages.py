"""A package is missing: Start, or a processor, asks, installs it with pip, and goes on; or says what to do."""

import importlib.metadata
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.version import Version
from Recordings import writeVideo

from Host.Application import REPOSITORY

SCRIPT = """
import sys
from Host.Application import Host
host = Host()
host.loadModule()
import slicer
if {slicerVersion!r} == "5.10":  # it has no slicer.packaging
    del slicer.packaging, sys.modules["slicer.packaging"]
from Host.EventLoop import runUntil
from PySide6 import QtCore, QtWidgets
widget = slicer.util.getModuleWidget("CameraStream")

def answer():
    dialog = QtWidgets.QApplication.activeModalWidget()
    if not dialog:
        return
    print("asked:", dialog.property("text").splitlines()[0])
    dialog.button(QtWidgets.QMessageBox.StandardButton.{answer}).click()

QtCore.QTimer.singleShot(300, answer)
logic = widget.logic
"""

START = """
widget.ui.sourceComboBox.setEditText({source!r})
for _ in range({starts}):
    widget.ui.startButton.click()
    runUntil(lambda: not logic.isActive or logic.stream.statistics.framesShown > 2, 20)
    print("state:", logic.state.name)
    print("backend:", logic.isActive and logic.stream.info["granted"]["backend"])
    print("status:", widget.ui.statusLabel.text)
    logic.stop()
widget.cleanup()
"""

ADD_NETWORK = """
logic.start("testpattern:352x288")
section = widget.processingSection._ui
section.addComboBox.currentIndex = section.addComboBox.findText("NeuralNetwork")
section.addButton.click()
print("status:", widget.ui.statusLabel.text)
for processor in widget.session.processors:
    processor.change(model={source!r})
    runUntil(lambda: processor.results, 20)
    print("labels:", processor.results and processor.results.labels.shape, processor.error)
widget.cleanup()
"""

SAVE = """
import numpy as np
node = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLVectorVolumeNode")
slicer.util.updateVolumeFromArray(node, np.zeros((1, 48, 64, 3), np.uint8))
export = logic.saveAsDICOM(node, {source!r})
runUntil(lambda: not export.isActive, 20)
print("saved:", export.path.is_file(), export.message)
widget.cleanup()
"""


@pytest.fixture(scope="module")
def missing(request) -> str:
    """The package that is not installed."""
    return request.param


@pytest.fixture(scope="module")
def wheelFolder(tmp_path_factory, missing) -> Path:
    """The package of this environment as a wheel, packed from its own list of files."""
    distribution = importlib.metadata.distribution(missing)
    tag = next(line.split(": ")[1] for line in distribution.read_text("WHEEL").splitlines() if line.startswith("Tag"))
    folder = tmp_path_factory.mktemp("wheels")
    name = f"{missing.replace('-', '_')}-{distribution.version}-{tag}.whl"
    with zipfile.ZipFile(folder / name, "w") as wheel:
        for file in distribution.files:
            if ".." not in file.parts and "__pycache__" not in file.parts:
                wheel.write(file.locate(), str(file))
    return folder


@pytest.fixture
def run(tmp_path, missing, wheelFolder):
    """Runs the panel in a Python that has everything but one package, and a pip that finds its wheel."""
    packages, installed, programs = tmp_path / "packages", tmp_path / "installed", tmp_path / "bin"
    for folder in (packages, installed, programs):
        folder.mkdir()
    distribution = importlib.metadata.distribution(missing)
    without = {file.parts[0] for file in distribution.files}
    for entry in Path(distribution.locate_file("")).iterdir():
        if entry.name not in without:
            (packages / entry.name).symlink_to(entry)
    (programs / "PythonSlicer").write_text(f'#!/bin/sh\nexec "{sys.executable}" -S "$@"\n')
    (programs / "PythonSlicer").chmod(0o755)
    module = REPOSITORY / "CameraStream"
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(map(str, (packages, installed, module, module / "Testing"))),
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PIP_TARGET": str(installed),
        "PIP_FIND_LINKS": str(wheelFolder),
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
    }

    def run(slicerVersion: str, answer: str, source="testpattern:352x288", starts: int = 1, then=START) -> str:
        code = (SCRIPT + then).format(slicerVersion=slicerVersion, answer=answer, source=str(source), starts=starts)
        # -S: without this environment's own packages, which have what is missing.
        command = [sys.executable, "-S", "-c", code]
        result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=50)
        assert "Traceback" not in result.stderr, result.stderr
        return result.stdout

    return run


# Since Slicer 5.12, slicer.util.pip_install itself needs slicer.packaging.
isNewest = Version(importlib.metadata.version("slicer-core")) >= Version("5.12")
without510 = pytest.mark.skipif(isNewest, reason="this slicer.util is not that of Slicer 5.10")

OPENCV = pytest.mark.parametrize("missing", ["opencv-python"], indirect=True)
HIGHDICOM = pytest.mark.parametrize("missing", ["highdicom"], indirect=True)
ONNX = pytest.mark.parametrize("missing", ["onnxruntime"], indirect=True)
PYAV = pytest.mark.parametrize("missing", ["av"], indirect=True)


@OPENCV
@pytest.mark.parametrize("slicerVersion", [pytest.param("5.10", marks=without510), "5.12"])
def test_StartAsksInstallsAndGoesOn(run, slicerVersion):
    output = run(slicerVersion, "Ok")
    assert "asked:" in output
    assert "state: STREAMING" in output


@OPENCV
def test_DeclinedInstallationIsAMessage(run):
    output = run("5.12", "Cancel")
    assert "asked:" in output
    assert "state: FAILED" in output
    assert "status: CameraStream needs the Python package opencv-python" in output


@PYAV
def test_FilmIsReadByPyAVOnceTheUserAgrees(run, tmp_path):
    output = run("5.12", "Ok", writeVideo(tmp_path / "film.mkv", 100, 30))
    assert output.count("asked:") == 1
    assert "backend: PyAV" in output


@PYAV
def test_WhoDeclinesPyAVIsAskedNoMoreAndHasOpenCV(run, tmp_path):
    output = run("5.12", "Cancel", writeVideo(tmp_path / "film.mkv", 100, 30), starts=2)
    assert output.count("asked:") == 1
    assert output.count("state: STREAMING") == output.count("backend: FFMPEG") == 2
    assert "Install the Python package av (PyAV)" in output


@PYAV
def test_TestPatternAsksForNoPyAV(run):
    assert "asked:" not in run("5.12", "Cancel")


@HIGHDICOM
def test_DicomIsSavedOnceTheUserAgrees(run, tmp_path):
    output = run("5.12", "Ok", tmp_path / "image.dcm", then=SAVE)
    assert output.count("asked:") == 1
    assert "saved: True \n" in output, output


@ONNX
@pytest.mark.parametrize("answer", ["Ok", "Cancel"])
def test_ProcessorThatNeedsAPackageAsksForIt(run, tmp_path, answer):
    onnx = pytest.importorskip("onnx")
    values = [onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, [1, 3, 8, 8]) for name in ("in", "out")]
    graph = onnx.helper.make_graph(
        [onnx.helper.make_node("Identity", ["in"], ["out"])], "made", *([each] for each in values)
    )
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 13)], ir_version=8)
    onnx.save(model, tmp_path / "made.onnx")
    output = run("5.12", answer, tmp_path / "made.onnx", then=ADD_NETWORK)
    assert output.count("asked: CameraStream needs the Python package onnxruntime") == 1
    assert ("labels: (288, 352) " in output) == (answer == "Ok")
    assert ("CameraStream needs the Python package onnxruntime. Try again" in output) == (answer == "Cancel")
