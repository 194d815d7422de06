"""``python -m Host.Screenshots FOLDER``: every picture of the documentation, from the real panel and real views."""

import os
import sys
import tempfile
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import vtk
from PySide6 import QtGui, QtWidgets

from CameraStreamLib.Acquisition import Kept
from CameraStreamLib.Shared.Source import CameraName

from .Application import REPOSITORY, Host

FRAMES = 40
"""Before a picture is taken: enough for figures that have settled."""


class Stage:
    """The panel beside some views, in a window of its own for each picture."""

    def __init__(self, folder: Path):
        self._folder = folder
        self.host = Host()
        self.host.loadModule()
        import slicer

        self.slicer = slicer
        self.widget = slicer.util.getModuleWidget("CameraStream")
        self.widget.parent.enter()
        self.logic, self.ui = self.widget.logic, self.widget.ui

    def reset(self) -> None:
        """An empty scene and a panel as it is when it is opened."""
        from .EventLoop import runUntil

        self.logic.stop()
        runUntil(lambda: not self.logic.needsUpdate, 10)
        for sliceWidget in self.host.sliceWidgets.values():
            sliceWidget.requests.isEnabled = False  # what is half gone is not rendered
        self.slicer.mrmlScene.Clear(False)
        parameterNode = self.logic.getParameterNode()
        for name in parameterNode.allParameters:
            setattr(parameterNode, name, parameterNode.default(name).value)
        for name in ("camera", "record", "publish", "advanced"):
            getattr(self.ui, f"{name}CollapsibleButton").collapsed = True
        self.ui.imageCollapsibleButton.collapsed = False

    def start(self, source: str = "testpattern", **settings):
        """Start a camera and wait until its figures have settled."""
        from .EventLoop import runUntil

        stream = self.logic.start(source, **settings)
        if not runUntil(lambda: stream.statistics.framesShown >= FRAMES, 60):
            raise RuntimeError(stream.message)
        return stream

    def take(self, name: str, viewNames=("Red",), size=(1100, 640), extra=None) -> None:
        """Save a picture of the panel beside these views, and another widget."""
        from .EventLoop import processEvents, runUntil
        from .Window import Window

        views = QtWidgets.QWidget()
        layout = QtWidgets.QHBoxLayout(views)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for viewName, sliceWidget in self.host.sliceWidgets.items():
            sliceWidget.isLive = False
            sliceWidget.requests.isEnabled = viewName in viewNames
        for widget in [self.host.sliceWidgets[viewName] for viewName in viewNames] + ([extra] if extra else []):
            widget.show()
            layout.addWidget(widget, 1)
        window = Window(self.widget.parent, views, False)
        window.resize(*size)
        window.show()
        processEvents()
        for viewName in viewNames:  # they have another size now
            self.host.sliceWidgets[viewName].view._logic.FitSliceToBackground()
        runUntil(lambda: False, 0.6)  # the figures are refreshed four times a second
        for viewName in viewNames:
            self.host.sliceWidgets[viewName].requests.renderNow()
        window.grab().save(str(self._folder / f"{name}.png"))
        print(self._folder / f"{name}.png")
        for widget in (self.widget.parent, *self.host.sliceWidgets.values()):
            widget.setParent(None)  # otherwise they would go with the window
        window.close()


def live(stage: Stage) -> None:
    stage.start()
    stage.take("screenshot")


def sources(stage: Stage) -> None:
    for source in ("rtsp://surgeon:***@192.168.1.20/stream", "testpattern:1920x1080@60"):
        stage.widget.sourceBox.remember(source)
    box = stage.ui.sourceComboBox
    stage.logic.cameraFinder.stop()
    Kept.foundCameras = (
        str(CameraName("Logitech BRIO")),
        str(CameraName("USB Endoscope")),
    )
    stage.start("testpattern:640x480")
    stage.logic.stop()
    box.view().setParent(stage.widget.parent)
    box.view().setGeometry(60, 56, 300, box.view().sizeHintForRow(0) * box.count + 4)
    box.view().show()
    stage.take("sources", size=(900, 420))
    box.view().hide()
    Kept.foundCameras = ()


def controls(stage: Stage) -> None:
    stage.ui.imageCollapsibleButton.collapsed = True
    stage.ui.cameraCollapsibleButton.collapsed = False
    stream = stage.start(width=1280, height=720)
    stream.setControl("autoExposure", 0)
    stream.setControl("exposure", -1)
    stage.take("controls", size=(1000, 520))


def picture(stage: Stage) -> None:
    stage.start(rotation=90, mirror=True, spacing=0.25)
    stage.take("turned", size=(900, 560))


def crop(stage: Stage) -> None:
    stage.start()
    parameterNode = stage.logic.getParameterNode()
    parameterNode.cropLeft, parameterNode.cropTop, parameterNode.cropWidth, parameterNode.cropHeight = 330, 60, 560, 500
    stage.ui.drawCropButton.click()
    stage.take("crop", size=(1000, 560))


def measure(stage: Stage) -> None:
    stream = stage.start()
    stage.ui.measureButton.click()
    (line,) = stage.slicer.util.getNodesByClass("vtkMRMLMarkupsLineNode")
    for column in (440, 840):
        line.AddControlPoint(*(stream.volume.sourceToRAS() @ [column, 340, 0, 1])[:3])
    stage.ui.knownLengthSpinBox.value = 50
    stage.take("spacing", size=(1000, 560))


def in3D(stage: Stage) -> None:
    from .Views import ThreeDWidget

    slicer = stage.slicer
    examination = slicer.util.addVolumeFromArray(phantom(), name="CT")
    slicer.mrmlScene.GetSingletonNode("Green", "vtkMRMLSliceCompositeNode").SetBackgroundVolumeID(examination.GetID())
    stage.start(spacing=0.2, showIn3D=True)
    ball = vtk.vtkSphereSource()
    ball.SetRadius(30)
    ball.SetCenter(-170, -90, 10)
    ball.SetThetaResolution(60)
    ball.SetPhiResolution(60)
    model = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLModelNode", "Tumor")
    model.SetPolyDataConnection(ball.GetOutputPort())
    model.CreateDefaultDisplayNodes()
    model.GetDisplayNode().SetColor(0.9, 0.75, 0.3)
    threeD = ThreeDWidget(stage.host.slicerApp)
    stage.take("views", viewNames=("Red", "Green"), size=(1400, 560), extra=threeD)


def frozen(stage: Stage) -> None:
    stage.start("testpattern:960x720")
    stage.ui.freezeButton.click()
    stage.ui.snapshotButton.click()
    stage.take("frozen", size=(900, 560))


def recording(stage: Stage) -> None:
    from .EventLoop import runUntil

    stage.ui.imageCollapsibleButton.collapsed = True
    stage.ui.recordCollapsibleButton.collapsed = False
    stream = stage.start("testpattern:960x720")
    with tempfile.TemporaryDirectory() as folder:
        stage.ui.recordingFolderLineEdit.currentPath = folder
        stage.ui.keepSpinBox.value = 10
        stage.ui.codecComboBox.setCurrentIndex(1)
        stage.ui.recordButton.click()
        runUntil(lambda: stream.recording.frames > 90, 20)
        stage.ui.recordingFolderLineEdit.currentPath = "D:/Recordings"
        stage.take("recording", size=(900, 520))
        stream.stopRecording()
        runUntil(lambda: not stream.recording.isActive, 20)
    stage.ui.keepSpinBox.value = 0


def processing(stage: Stage) -> None:
    from .EventLoop import runUntil

    section = stage.widget.processingSection
    stage.ui.imageCollapsibleButton.collapsed = True
    section._ui.processingCollapsibleButton.collapsed = False
    readme = (REPOSITORY / "README.md").read_text()
    code = next(block for block in readme.split("```python\n")[1:] if "def process(" in block).split("```")[0]
    stream = stage.start("testpattern:960x720")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "segment.py"
        file.write_text(code)
        processor = stream.addProcessor(file)
        processor.isWaitedFor = True
        runUntil(lambda: processor.statistics.framesPerSecond > 20, 20)
        stream.freeze()
        stage.take("processing", size=(1000, 620))
        processor.remove()
    section._ui.processingCollapsibleButton.collapsed = True


def cameras(stage: Stage) -> None:
    stage.start()
    stage.start("testpattern:960x720@25", parameterNode=stage.logic.addCamera())
    stage.take("cameras", viewNames=("Red", "Green"), size=(1300, 560))


def dark(stage: Stage) -> None:
    application, palette = stage.host.qtApplication, QtGui.QPalette()
    before = application.palette()
    for role, color in (("Window", "#323232"), ("Base", "#232323"), ("Button", "#3c3c3c"), ("WindowText", "#e0e0e0"),
                        ("Text", "#e0e0e0"), ("ButtonText", "#e0e0e0"), ("Light", "#505050"), ("Dark", "#1c1c1c"),
                        ("PlaceholderText", "#909090")):  # fmt: skip
        palette.setColor(getattr(QtGui.QPalette.ColorRole, role), QtGui.QColor(color))
    for role in ("Text", "ButtonText", "WindowText"):
        color = QtGui.QColor("#7a7a7a")
        palette.setColor(QtGui.QPalette.ColorGroup.Disabled, getattr(QtGui.QPalette.ColorRole, role), color)
    application.setPalette(palette)
    stage.start("testpattern:960x720")
    stage.take("dark", size=(900, 560))
    application.setPalette(before)


def phantom():
    """Something that looks like a slice of an examination: nested ellipsoids, (60, 128, 128)."""
    import numpy as np

    z, y, x = np.meshgrid(*(np.linspace(-1, 1, count) for count in (60, 128, 128)), indexing="ij")
    voxels = np.zeros(x.shape, np.int16)
    for value, radii, center in ((700, (0.9, 0.8, 0.7), 0), (250, (0.8, 0.7, 0.6), 0), (500, (0.3, 0.2, 0.4), 0.2)):
        distance = (x - center) ** 2 / radii[2] ** 2 + y**2 / radii[1] ** 2 + z**2 / radii[0] ** 2
        voxels[distance < 1] = value
    return voxels


def main(folder: Path) -> None:
    stage = Stage(folder)
    for take in (live, sources, controls, picture, crop, measure, in3D, frozen, recording, processing, cameras, dark):
        stage.reset()
        take(stage)
    stage.reset()
    stage.widget.cleanup()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
