"""OpenCV is not installed: Start asks, installs with pip, and goes on; or says what to do."""

import importlib.metadata
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.version import Version

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
    print("asked:", dialog.property("text").splitlines()[0])
    dialog.button(QtWidgets.QMessageBox.StandardButton.{answer}).click()

QtCore.QTimer.singleShot(300, answer)
widget.ui.sourceComboBox.setEditText("testpattern:352x288")
widget.ui.startButton.click()
logic = widget.logic
runUntil(lambda: not logic.isActive or logic.stream.statistics.framesShown > 2, 20)
print("state:", logic.state.name)
print("status:", widget.ui.statusLabel.text)
widget.cleanup()
"""


@pytest.fixture(scope="module")
def wheelFolder(tmp_path_factory) -> Path:
    """The OpenCV of this environment as a wheel, packed from its own list of files."""
    distribution = importlib.metadata.distribution("opencv-python")
    tag = next(line.split(": ")[1] for line in distribution.read_text("WHEEL").splitlines() if line.startswith("Tag"))
    folder = tmp_path_factory.mktemp("wheels")
    with zipfile.ZipFile(folder / f"opencv_python-{distribution.version}-{tag}.whl", "w") as wheel:
        for file in distribution.files:
            if ".." not in file.parts and "__pycache__" not in file.parts:
                wheel.write(file.locate(), str(file))
    return folder


@pytest.fixture
def run(tmp_path, wheelFolder):
    """Runs the panel in a Python that has everything but OpenCV, and a pip that finds the wheel."""
    packages, installed, programs = tmp_path / "packages", tmp_path / "installed", tmp_path / "bin"
    for folder in (packages, installed, programs):
        folder.mkdir()
    site = Path(importlib.metadata.distribution("opencv-python").locate_file(""))
    for entry in site.iterdir():
        if not entry.name.startswith(("cv2", "opencv")):
            (packages / entry.name).symlink_to(entry)
    (programs / "PythonSlicer").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
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

    def run(slicerVersion: str, answer: str) -> str:
        code = SCRIPT.format(slicerVersion=slicerVersion, answer=answer)
        # -S: without this environment's own packages, which have OpenCV.
        command = [sys.executable, "-S", "-c", code]
        result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=50)
        assert "Traceback" not in result.stderr, result.stderr
        return result.stdout

    return run


# Since Slicer 5.12, slicer.util.pip_install itself needs slicer.packaging.
isNewest = Version(importlib.metadata.version("slicer-core")) >= Version("5.12")
without510 = pytest.mark.skipif(isNewest, reason="this slicer.util is not that of Slicer 5.10")


@pytest.mark.parametrize("slicerVersion", [pytest.param("5.10", marks=without510), "5.12"])
def test_StartAsksInstallsAndGoesOn(run, slicerVersion):
    output = run(slicerVersion, "Ok")
    assert "asked:" in output
    assert "state: STREAMING" in output


def test_DeclinedInstallationIsAMessage(run):
    output = run("5.12", "Cancel")
    assert "asked:" in output
    assert "state: FAILED" in output
    assert "status: CameraStream needs the Python package opencv-python" in output
