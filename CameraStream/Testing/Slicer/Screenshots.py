"""Every picture of the documentation, in a real Slicer: ``Slicer --python-script Screenshots.py FOLDER [NAMES]``.

``make screenshots SLICER=PATH`` runs it.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

import ctk
import qt
import vtk

import slicer

sys.path.insert(0, str(Path(__file__).parent))

from CameraStreamLib.Panel import SampleFilms
from Host.Application import REPOSITORY
from Host.EventLoop import runUntil

FRAMES = 40
"""Before a picture is taken: enough for figures that have settled."""

PANEL_WIDTH = 420
"""Of the module panel, pixels: a little more than Slicer's own default, so that no word is cut off."""

Layout = slicer.vtkMRMLLayoutNode


class Stage:
    """Slicer's main window, with the panel beside some views."""

    def __init__(self, folder: Path):
        self.folder = folder
        slicer.util.selectModule("CameraStream")
        self.widget = slicer.util.getModuleWidget("CameraStream")
        self.logic, self.ui = self.widget.logic, self.widget.ui
        console = slicer.util.mainWindow().pythonConsole()
        (console.parent() or console).setVisible(False)  # in a dock or not, as Slicer's settings say
        slicer.util.setStatusBarVisible(False)
        slicer.util.findChild(slicer.util.mainWindow(), "DataProbeCollapsibleWidget").collapsed = True

    def reset(self) -> None:
        """An empty scene and a panel as it is when it is opened."""
        self.logic.stop()
        runUntil(lambda: not self.logic.needsUpdate, 10)
        slicer.mrmlScene.Clear(False)
        for button in self.widget.parent.findChildren("ctkCollapsibleButton"):
            button.collapsed = button is not self.ui.imageCollapsibleButton

    def start(self, source: str = "testpattern", **settings):
        """Start a camera and wait until its figures have settled."""
        stream = self.logic.start(source, **settings)
        if not runUntil(lambda: stream.statistics.framesShown >= FRAMES, 60):
            raise RuntimeError(stream.error)
        return stream

    def take(self, name: str, layout=Layout.SlicerLayoutOneUpRedSliceView, size=(1280, 800), popup=None) -> None:
        """Save a picture of the window."""
        window = slicer.util.mainWindow()
        window.resize(*size)
        slicer.app.layoutManager().setLayout(layout)
        panel = slicer.util.findChild(window, "PanelDockWidget")
        window.resizeDocks([panel], [PANEL_WIDTH], qt.Qt.Horizontal)
        runUntil(lambda: False, 0.3)  # s: the views have another size now
        slicer.util.resetSliceViews()
        runUntil(lambda: False, 0.8)  # s: the figures are refreshed four times a second
        picture = window.grab()
        if popup and popup.visible:  # a window of its own
            painter = qt.QPainter(picture)
            painter.drawPixmap(window.mapFromGlobal(popup.mapToGlobal(qt.QPoint(0, 0))), popup.grab())
            painter.end()
        picture.save(str(self.folder / f"{name}.png"))
        print(self.folder / f"{name}.png", flush=True)


def live(stage: Stage) -> None:
    stage.start()
    stage.take("screenshot")


def sources(stage: Stage) -> None:
    from CameraStreamLib.Acquisition import Kept

    for source in ("rtsp://surgeon:***@192.168.1.20/stream", "testpattern:1920x1080@60"):
        stage.widget.sourceBox.remember(source)
    stage.logic.cameraFinder.stop()
    Kept.foundCameras = ("camera:Logitech BRIO", "camera:USB Endoscope")  # as if these were connected
    stage.start("testpattern:640x480")
    stage.logic.stop()
    stage.ui.sourceComboBox.showPopup()
    stage.take("sources", size=(1000, 560), popup=stage.ui.sourceComboBox.view().window())
    stage.ui.sourceComboBox.hidePopup()
    Kept.foundCameras = ()


def controls(stage: Stage) -> None:
    stage.ui.imageCollapsibleButton.collapsed = True
    stage.ui.cameraCollapsibleButton.collapsed = False
    stream = stage.start(width=1280, height=720)
    stream.setControl("autoExposure", 0)
    stream.setControl("exposure", -1)
    stage.take("controls", size=(1100, 760))


def picture(stage: Stage) -> None:
    stage.start(rotation=90, flip=True, spacing=0.25)
    stage.take("turned", size=(1100, 760))


def crop(stage: Stage) -> None:
    stage.start()
    parameterNode = stage.logic.getParameterNode()
    parameterNode.cropLeft, parameterNode.cropTop, parameterNode.cropWidth, parameterNode.cropHeight = 330, 60, 560, 500
    stage.ui.drawCropButton.click()
    stage.take("crop", size=(1100, 760))


def measure(stage: Stage) -> None:
    stream = stage.start()
    stage.ui.measureButton.click()
    (line,) = slicer.util.getNodesByClass("vtkMRMLMarkupsLineNode")
    for column in (440, 840):
        line.AddControlPoint(*(stream.volume.sourceToRAS() @ [column, 340, 0, 1])[:3])
    stage.ui.knownLengthSpinBox.value = 50
    stage.take("spacing", size=(1100, 760))


def in3D(stage: Stage) -> None:
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
    slicer.app.layoutManager().setLayout(Layout.SlicerLayoutFourUpView)
    runUntil(lambda: False, 0.5)  # s: until the 3D view is there
    threeDView = slicer.app.layoutManager().threeDWidget(0).threeDView()
    threeDView.resetFocalPoint()
    threeDView.rotateToViewAxis(5)  # from above the head
    threeDView.resetCamera()
    threeDView.pitch()
    stage.take("views", Layout.SlicerLayoutFourUpView, size=(1500, 900))


def frozen(stage: Stage) -> None:
    stage.start("testpattern:960x720")
    stage.ui.freezeButton.click()
    stage.ui.snapshotButton.click()
    stage.take("frozen", size=(1100, 760))


def recording(stage: Stage) -> None:
    stage.ui.imageCollapsibleButton.collapsed = True
    stage.ui.recordCollapsibleButton.collapsed = False
    stream = stage.start("testpattern:960x720")
    with tempfile.TemporaryDirectory() as folder:
        stream.record(f"{folder}/Endoscopy.avi")
        stream.keepLast(10)
        runUntil(lambda: stream.recording.frames > 90, 20)
        stage.take("recording", size=(1100, 760))
        stream.stopRecording()
        runUntil(lambda: not stream.recording.isActive, 20)


def processing(stage: Stage) -> None:
    section = stage.widget.processingSection
    stage.ui.imageCollapsibleButton.collapsed = True
    section._ui.processingCollapsibleButton.collapsed = False
    manual = (REPOSITORY / "docs/manual.md").read_text()
    code = next(block for block in manual.split("```python\n")[1:] if "def process(" in block).split("```")[0]
    stream = stage.start("testpattern:960x720")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "segment.py"
        file.write_text(code)
        processor = stream.addProcessor(file)
        processor.isWaitedFor = processor.isInCorner = True
        runUntil(lambda: processor.statistics.framesPerSecond > 5 and "points" in processor.nodes, 30)
        stream.freeze()
        stage.take("processing", size=(1100, 760))
        processor.remove()
    section._ui.processingCollapsibleButton.collapsed = True


def calibration(stage: Stage) -> None:
    stage.ui.imageCollapsibleButton.collapsed = True
    section = stage.widget.calibrationSection._ui
    section.calibrationCollapsibleButton.collapsed = False
    with tempfile.TemporaryDirectory() as folder:
        stream = stage.start(str(syntheticFilm(Path(folder))), loop=True)
        section.calibrateButton.click()
        run = stage.widget.session.calibration.run
        runUntil(lambda: len(run.pictures) >= 8 and run.currentError is not None, 60)
        stream.pause()
        stage.take("calibration", size=(1100, 1080))
    stage.widget.session.calibration.end()
    section.calibrationCollapsibleButton.collapsed = True


def markers(stage: Stage) -> None:
    from CameraStreamLib.Shared.Calibration import Calibration

    section = stage.widget.processingSection._ui
    stage.ui.imageCollapsibleButton.collapsed = True
    section.processingCollapsibleButton.collapsed = False
    with tempfile.TemporaryDirectory() as folder:
        stream = stage.start(str(syntheticFilm(Path(folder), "MarkerScenes.py")), loop=True)
        lens = (-0.25, 0.09, 0.0008, -0.0006, -0.015)  # MarkerScenes.CAMERA
        calibration = Calibration("standard", (960, 720), (850.0, 852.0), (482.3, 355.8), lens)
        stage.widget.session.calibration.use(calibration)
        processor = stream.addProcessor("Markers")
        processor.isWaitedFor = True
        runUntil(lambda: processor.results and len(processor.results.transforms) == 3, 30)
        stage.take("markers", size=(1280, 900))
        processor.remove()
    section.processingCollapsibleButton.collapsed = True


def syntheticFilm(folder: Path, script: str = "CalibrationScenes.py") -> Path:
    """A film of what is before a synthetic camera. OpenCV, which makes it, stays out of Slicer."""
    path, tests = folder / "camera.mkv", REPOSITORY / "CameraStream" / "Testing" / "Python"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (tests, tests.parents[1])))}
    subprocess.run([sys.executable, str(tests / script), str(path)], env=environment, check=True)
    return path


def cameras(stage: Stage) -> None:
    slicer.app.layoutManager().setLayout(Layout.SlicerLayoutFourUpView)  # in which there is another view
    stage.start()
    stage.start("testpattern:960x720@25", parameterNode=stage.logic.addCamera())
    stage.take("cameras", Layout.SlicerLayoutFourUpView, size=(1500, 900))


def augmented(stage: Stage) -> None:
    import numpy as np

    from CameraStreamLib.Shared.Calibration import Calibration

    with tempfile.TemporaryDirectory() as folder:
        command = [shutil.which("PythonSlicer"), str(Path(__file__).parent / "MarkerScene.py"), f"{folder}/table.png"]
        scene = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
        marker = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLLinearTransformNode", "Marker 3")
        slicer.util.updateTransformMatrixFromArray(marker, np.array(scene["markerToCamera"]))
        skin, tumor, needle = vtk.vtkSphereSource(), vtk.vtkSphereSource(), vtk.vtkLineSource()
        skin.SetRadius(34)
        skin.SetCenter(0, 0, 0)
        skin.SetEndPhi(90)  # the upper half
        tumor.SetRadius(7)
        tumor.SetCenter(6, 4, 14)
        needle.SetPoint1(6, 4, 14)
        needle.SetPoint2(45, 30, 75)
        tube = vtk.vtkTubeFilter()
        tube.SetInputConnection(needle.GetOutputPort())
        tube.SetRadius(1)
        tube.SetNumberOfSides(24)
        for source, name, color, opacity in (
            (skin, "Skin", (0.9, 0.7, 0.6), 0.45),
            (tumor, "Tumor", (0.9, 0.2, 0.2), 1),
            (tube, "Path", (0.2, 0.8, 1), 1),
        ):
            if source is not tube:
                source.SetThetaResolution(60)
                source.SetPhiResolution(60)
            model = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLModelNode", name)
            model.SetPolyDataConnection(source.GetOutputPort())
            model.CreateDefaultDisplayNodes()
            model.GetDisplayNode().SetColor(color)
            model.GetDisplayNode().SetOpacity(opacity)
            model.SetAndObserveTransformNodeID(marker.GetID())
        stage.ui.imageCollapsibleButton.collapsed = True
        section = stage.widget.view3DSection._ui
        section.view3DCollapsibleButton.collapsed = False
        slicer.app.layoutManager().setLayout(Layout.SlicerLayoutDual3DView)
        for index in range(2):
            viewNode = slicer.app.layoutManager().threeDWidget(index).mrmlViewNode()
            viewNode.SetBoxVisible(False)
            viewNode.SetAxisLabelsVisible(False)
        stream = stage.logic.start(f"{folder}/table.png", loop=True, frameRate=30, backgroundView="1")
        stage.logic.session().calibration.use(Calibration.fromDict(scene["calibration"]))
        runUntil(lambda: stream.statistics.framesShown >= FRAMES, 60)
        stage.take("ar", Layout.SlicerLayoutOneUp3DView, size=(1300, 760))
        stage.logic.stop()
        section.view3DCollapsibleButton.collapsed = True


def dark(stage: Stage) -> None:
    style = slicer.app.style().objectName
    slicer.app.setStyle("Dark Slicer")
    slicer.app.setPalette(slicer.app.style().standardPalette())
    stage.start("testpattern:960x720")
    stage.take("dark", size=(1100, 760))
    slicer.app.setStyle(style)
    slicer.app.setPalette(slicer.app.style().standardPalette())


def sampleData(stage: Stage) -> None:
    slicer.util.selectModule("SampleData")
    widget = slicer.util.getModuleWidget("SampleData")
    (button,) = (each for each in widget.parent.findChildren(qt.QToolButton) if "ChArUco" in each.text)
    for box in widget.parent.findChildren(ctk.ctkCollapsibleGroupBox):
        box.collapsed = button not in box.findChildren(qt.QToolButton)
    stage.take("tutorial-sampledata", size=(1100, 620))
    button.click()
    stage.ui.imageCollapsibleButton.collapsed = True
    stage.take("tutorial-chosen", size=(1100, 620))
    stage.ui.startButton.click()
    stream = stage.widget.session.stream
    runUntil(lambda: stream.statistics.framesShown >= FRAMES, 60)
    stage.take("tutorial-live", size=(1100, 620))


def settings(stage: Stage) -> None:
    dialog = slicer.app.settingsDialog()
    dialog.setCurrentPanel("Modules")
    dialog.resize(800, 560)
    dialog.show()
    paths = slicer.util.findChild(dialog, "AdditionalModulePathsView")
    paths.addDirectory(str(REPOSITORY / "CameraStream"))
    runUntil(lambda: False, 0.5)  # s: until it is drawn
    dialog.grab().save(str(stage.folder / "tutorial-settings.png"))
    dialog.hide()


def besideCT(stage: Stage) -> None:
    examination = slicer.util.addVolumeFromArray(phantom(), name="CT")
    slicer.util.setSliceViewerLayers(background=examination, fit=True)
    slicer.app.layoutManager().setLayout(Layout.SlicerLayoutConventionalView)
    (board,) = (each for each in slicer.modules.sampleDataSources["Camera Stream"] if "Board" in each.fileNames[0])
    SampleFilms.show(board)
    stage.widget.session.parameterNode.view = "Red"
    stage.ui.startButton.click()
    stream = stage.widget.session.stream
    runUntil(lambda: stream.statistics.framesShown >= FRAMES, 60)
    stage.take("tutorial-ct", Layout.SlicerLayoutConventionalView, size=(1300, 800))


def openIGTLink(stage: Stage) -> None:
    sender = stage.start("testpattern:640x480", view=None)
    sender.publish(port=0, deviceName="Camera")
    runUntil(lambda: sender.info.publishing.get("address"), 10)
    camera = stage.logic.addCamera()
    address = sender.info.publishing["address"]
    stage.start(f"igtl://{address}/Camera", parameterNode=camera, view="Red")
    stage.widget.setParameterNode(camera)
    stage.ui.imageCollapsibleButton.collapsed = True
    stage.take("tutorial-igtl", size=(1100, 620))


def phantom():
    """Something that looks like a slice of an examination: nested ellipsoids, (60, 128, 128)."""
    import numpy as np

    z, y, x = np.meshgrid(*(np.linspace(-1, 1, count) for count in (60, 128, 128)), indexing="ij")
    voxels = np.zeros(x.shape, np.int16)
    for value, radii, center in ((700, (0.9, 0.8, 0.7), 0), (250, (0.8, 0.7, 0.6), 0), (500, (0.3, 0.2, 0.4), 0.2)):
        distance = (x - center) ** 2 / radii[2] ** 2 + y**2 / radii[1] ** 2 + z**2 / radii[0] ** 2
        voxels[distance < 1] = value
    return voxels


def main(folder: Path, names: list[str]) -> None:
    stage = Stage(folder)
    pictures = (live, sources, controls, picture, crop, measure, in3D, frozen, recording, processing, calibration,
                markers, augmented, cameras, settings, sampleData, besideCT, openIGTLink, dark)  # fmt: skip
    for take in pictures:
        if not names or take.__name__ in names:
            stage.reset()
            take(stage)
    stage.reset()
    slicer.util.exit(0)


def run() -> None:
    try:
        main(Path(sys.argv[1]), sys.argv[2:])
    except Exception:
        traceback.print_exc()
        slicer.util.exit(1)


qt.QTimer.singleShot(500, run)  # ms: when the main window is up
