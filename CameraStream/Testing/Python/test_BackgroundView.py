"""The live picture behind a 3D view, whose camera is the real one: right to the pixel, and gone without a trace."""

import gc
import os
from typing import ClassVar

import cv2
import numpy as np
import pytest
import vtk
from conftest import runUntilFrames
from SyntheticCamera import Plane, SyntheticCamera
from SyntheticCamera import pose as planePose

import slicer

from CameraStreamLib.Acquisition import Calibrations
from CameraStreamLib.Shared.Calibration import Calibration
from CameraStreamLib.Shared.Errors import SourceError
from CameraStreamLib.Shared.Frame import Frame
from CameraStreamLib.View.BackgroundView import BackgroundSettings, BackgroundView
from CameraStreamLib.Volume.FrameVolume import FrameVolume
from Host.EventLoop import runUntil

SIZE = (640, 480)
"""Of the picture, pixels."""

CENTERED = Calibration("pinhole", SIZE, (600.0, 600.0), (319.5, 239.5))
OFF_CENTER = Calibration("pinhole", SIZE, (520.0, 560.0), (250.0, 290.0))
"""Pixels that are not square, and a principal point far from the center."""

WINDOWS = [(640, 480), (900, 400), (333, 801), (1280, 960)]
"""As the picture, wide, tall with odd numbers, and twice the picture, pixels."""


def pose(rotation=(0.0, 0.0, 0.0), translation=(0.0, 0.0, 0.0)) -> np.ndarray:
    """Camera to world, by OpenCV's rotation vector (radians) and a translation (mm)."""
    matrix = np.eye(4)
    matrix[:3, :3] = cv2.Rodrigues(np.array(rotation, float))[0]
    matrix[:3, 3] = translation
    return matrix


MOVED = pose((0.4, -1.1, 2.0), (120.0, -80.0, 900.0))


class Camera:
    """A picture in a volume, shown behind a 3D view as a stream shows it."""

    open: ClassVar[list] = []  # the views of a test

    def __init__(self, calibration=CENTERED, cameraToWorld=None, className="vtkMRMLVectorVolumeNode", name="1"):
        self.calibration = calibration
        self.volume = FrameVolume(slicer.mrmlScene.AddNewNodeByClass(className))
        self.transform = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLLinearTransformNode", "CameraToWorld")
        if cameraToWorld is not None:
            self.transform.SetMatrixTransformToParent(slicer.util.vtkMatrixFromArray(cameraToWorld))
        self.view = BackgroundView(self.volume, BackgroundSettings(name, self.transform), lambda: self.calibration)
        self.view.place(None)
        self.open.append(self.view)
        self._count = 0

    def write(self, pixels: np.ndarray) -> None:
        """As Stream does for a frame."""
        self._count += 1
        self.view.beginWrite()
        isNew = self.volume.write(Frame(pixels, self._count, 0.0, (0, 0), pixels.shape[1::-1]))
        if isNew:
            self.view.show(isLive=True, isFitted=True)
        self.view.follow()
        self.view.endWrite()


@pytest.fixture(autouse=True)
def noErrorOfVTK(capfd):
    """VTK prints its errors and goes on."""
    yield
    for view in Camera.open:
        view.close()
    Camera.open.clear()
    assert "ERROR: In" not in capfd.readouterr().err


@pytest.fixture(autouse=True)
def folder(monkeypatch, tmp_path):
    """Of the calibrations: not the user's own, where the tests run in Slicer."""
    monkeypatch.setattr(Calibrations, "FOLDER", str(tmp_path / "calibrations"))


def hideBox(widget) -> None:
    widget.viewNode.SetBoxVisible(False)
    widget.viewNode.SetAxisLabelsVisible(False)


@pytest.fixture
def threeD(host):
    """The 3D view "1", without the box around the scene."""
    slicer.mrmlScene.Clear(False)
    widget = host.threeDWidget("1")
    widget.requests.isEnabled = True
    hideBox(widget)
    widget.resizeView(*SIZE)
    yield widget
    widget.requests.isEnabled = False
    slicer.mrmlScene.Clear(False)


def worldPoints(calibration: Calibration, cameraToWorld: np.ndarray) -> np.ndarray:
    """Points (N, 3), mm, that appear all over the picture, near its edges too, at 300 to 1500 mm."""
    depths = np.random.default_rng(5).uniform(300, 1500, 35)
    columns, rows = np.meshgrid(np.linspace(12, SIZE[0] - 13, 7), np.linspace(12, SIZE[1] - 13, 5))
    pixels = np.column_stack([columns.ravel(), rows.ravel(), np.ones(35)])
    points = depths[:, None] * (pixels @ np.linalg.inv(calibration.matrix).T)
    return points @ cameraToWorld[:3, :3].T + cameraToWorld[:3, 3]


def projected(points: np.ndarray, calibration: Calibration, cameraToWorld: np.ndarray) -> np.ndarray:
    """Where OpenCV has them in the picture: (N, 2), column and row."""
    worldToCamera = np.linalg.inv(cameraToWorld)
    rotation = cv2.Rodrigues(worldToCamera[:3, :3])[0]
    pixels, _ = cv2.projectPoints(points, rotation, worldToCamera[:3, 3], calibration.matrix, None)
    return pixels[:, 0]


def addSpheres(points: np.ndarray, calibration: Calibration, cameraToWorld: np.ndarray):
    """A model of small green spheres, each some 8 pixels of the picture across."""
    append = vtk.vtkAppendPolyData()
    for point in points:
        depth = (np.linalg.inv(cameraToWorld) @ [*point, 1])[2]
        sphere = vtk.vtkSphereSource()
        sphere.SetCenter(*point)
        sphere.SetRadius(4 * depth / calibration.focalLength[0])
        sphere.SetThetaResolution(24)
        sphere.SetPhiResolution(24)
        append.AddInputConnection(sphere.GetOutputPort())
    append.Update()
    node = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLModelNode")
    node.SetAndObservePolyData(append.GetOutput())
    node.CreateDefaultDisplayNodes()
    node.GetDisplayNode().SetColor(0, 1, 0)
    node.GetDisplayNode().SetLighting(False)
    return node


def drawDots(pixels: np.ndarray) -> np.ndarray:
    """A picture with a red dot at each of these pixels, placed by fractions of one."""
    columns, rows = np.meshgrid(np.arange(SIZE[0]), np.arange(SIZE[1]))
    picture = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)
    for column, row in pixels:
        distance = np.hypot(columns - column, rows - row)
        picture[..., 0] = np.maximum(picture[..., 0], 255 * np.clip(4.5 - distance, 0, 1))
    return picture


def centers(channel: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Of the bright spots, in the order of those that were expected."""
    _count, _labels, _stats, found = cv2.connectedComponentsWithStats((channel > 100).astype(np.uint8))
    spots = found[1:]
    assert len(spots) == len(expected)
    return spots[np.linalg.norm(spots[None] - expected[:, None], axis=2).argmin(axis=1)]


def inWindow(pixels: np.ndarray, window: tuple[int, int]) -> np.ndarray:
    """Where pixels of the picture are in a window that shows it letterboxed, both by centers of pixels."""
    scale = min(window[0] / SIZE[0], window[1] / SIZE[1])
    edge = (np.array(window) - scale * np.array(SIZE)) / 2
    return edge + (pixels + 0.5) * scale - 0.5


@pytest.mark.parametrize("calibration", [CENTERED, OFF_CENTER], ids=["centered", "off-center"])
@pytest.mark.parametrize("cameraToWorld", [pose(), MOVED], ids=["origin", "moved"])
def test_KnownPointsLieWhereOpenCVProjectsThem(threeD, figures, calibration, cameraToWorld):
    points = worldPoints(calibration, cameraToWorld)
    pixels = projected(points, calibration, cameraToWorld)
    model = addSpheres(points, calibration, cameraToWorld)
    camera = Camera(calibration, cameraToWorld)
    camera.write(drawDots(pixels))
    worst = 0.0
    for window in WINDOWS:
        expected = inWindow(pixels, window)
        threeD.resizeView(*window)
        ofModels = centers(threeD.pixels()[..., 1], expected)
        model.GetDisplayNode().SetVisibility(False)
        ofPicture = centers(threeD.pixels()[..., 0], expected)
        model.GetDisplayNode().SetVisibility(True)
        errors = [ofModels - expected, ofPicture - expected, ofModels - ofPicture]
        worst = max(worst, *(np.linalg.norm(each, axis=1).max() for each in errors))
    figures(f"{worst:.2f} pixels at most")
    assert worst < 1


@pytest.mark.parametrize(
    ("dtype", "shape", "className"),
    [
        (np.uint8, (480, 640, 3), "vtkMRMLVectorVolumeNode"),
        (np.uint16, (480, 640, 3), "vtkMRMLVectorVolumeNode"),
        (np.uint8, (480, 640), "vtkMRMLScalarVolumeNode"),
        (np.uint16, (480, 640), "vtkMRMLScalarVolumeNode"),
    ],
    ids=["color8", "color16", "gray8", "gray16"],
)
def test_PictureIsLetterboxedUprightAndInItsColors(threeD, dtype, shape, className):
    white = np.iinfo(dtype).max
    picture = np.full(shape, white // 2, dtype)
    picture[:240, :320] = white  # upper left
    picture[240:, 320:] = 0
    if len(shape) == 3:
        picture[:240, 320:] = (white, 0, 0)
    camera = Camera(className=className)
    threeD.resizeView(1000, 480)
    camera.write(picture)
    shown = threeD.pixels().astype(int)
    assert max(shown[:, :179].max(), shown[:, 821:].max()) == 0, "bars"
    assert shown[5, 181].tolist() == [255] * 3
    assert shown[474, 818].max() == 0
    assert abs(shown[474, 181] - 127).max() <= 1
    assert abs(shown[5, 818] - ((255, 0, 0) if len(shape) == 3 else (127,) * 3)).max() <= 1


def cameraOf(widget):
    return widget.threeDView.displayableManagerByClassName("vtkMRMLCameraDisplayableManager").GetCameraNode()


def rendererOf(widget):
    return widget.threeDView.renderWindow().GetRenderers().GetFirstRenderer()


def state(widget) -> tuple:
    """All that could be seen of a picture that was shown."""
    node, renderers = cameraOf(widget), widget.threeDView.renderWindow().GetRenderers()
    camera = node.GetCamera()
    return (
        [(renderer.GetLayer(), renderer.GetPreserveColorBuffer()) for renderer in renderers],
        rendererOf(widget).GetActiveCamera() is camera,
        node.GetPosition(), node.GetFocalPoint(), node.GetViewUp(), node.GetViewAngle(), camera.GetWindowCenter(),
        camera.GetUseExplicitAspectRatio(), widget.threeDView.maximumUpdateRate,
    )  # fmt: skip


def test_UsersCameraAndOtherViewsAreUntouched(host, threeD):
    other = host.threeDWidget("2")
    hideBox(other)
    other.resizeView(*SIZE)
    addSpheres(worldPoints(CENTERED, pose()), CENTERED, pose())
    for widget in (threeD, other):
        cameraOf(widget).SetPosition(0, 400, -700)
        cameraOf(widget).SetFocalPoint(0, 0, 900)
        cameraOf(widget).SetViewUp(0, 1, 0.1)
        cameraOf(widget).ResetClippingRange()
        widget.pixels()
    before = [(state(widget), widget.pixels()) for widget in (threeD, other)]
    camera = Camera(OFF_CENTER, MOVED)
    camera.write(np.full((480, 640, 3), 90, np.uint8))
    assert np.count_nonzero((threeD.pixels() == 90).all(axis=2)) > 250_000
    assert state(threeD)[2:8] == before[0][0][2:8], "the node has the user's camera all the time"
    assert state(other) == before[1][0]
    assert np.array_equal(other.pixels(), before[1][1])
    camera.view.close()
    for widget, (oldState, oldPixels) in zip((threeD, other), before):
        assert state(widget) == oldState
        assert np.array_equal(widget.pixels(), oldPixels)


def test_MouseAndKeysDoNotPartModelsFromThePicture(threeD):
    addSpheres(worldPoints(CENTERED, pose()), CENTERED, pose())
    camera = Camera()
    camera.write(np.zeros((480, 640, 3), np.uint8))
    before, users = threeD.pixels(), state(threeD)[2:8]
    interactor = threeD.threeDView.renderWindow().GetInteractor()
    interactor.SetEventInformation(300, 200)
    interactor.EnterEvent()
    interactor.MouseMoveEvent()
    interactor.LeftButtonPressEvent()
    for x in (350, 400):
        interactor.SetEventInformation(x, 260)
        interactor.MouseMoveEvent()
    moved = rendererOf(threeD).GetActiveCamera().GetPosition()
    assert max(map(abs, moved)) > 1, "the mouse has turned a camera"
    assert np.array_equal(threeD.pixels(), before)
    interactor.LeftButtonReleaseEvent()
    interactor.MouseWheelForwardEvent()
    interactor.SetKeyEventInformation(0, 0, "r", 0, "r")
    interactor.KeyPressEvent()
    rendererOf(threeD).ResetCamera()
    assert np.array_equal(threeD.pixels(), before)
    camera.view.close()
    assert state(threeD)[2:8] == users


def test_AnotherCameraNodeIsPutBackInstead(threeD):
    """As after a scene was added that has one for this view."""
    camera = Camera()
    camera.write(np.full((480, 640, 3), 90, np.uint8))
    before = cameraOf(threeD)
    theirs = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLCameraNode", "Theirs")
    theirs.SetLayoutName(before.GetLayoutName())
    before.SetLayoutName(None)
    assert cameraOf(threeD) is theirs
    assert (threeD.pixels()[240, 320] == 90).all()
    assert rendererOf(threeD).GetActiveCamera() is not theirs.GetCamera()
    camera.view.close()
    assert rendererOf(threeD).GetActiveCamera() is theirs.GetCamera()


def test_NothingIsMadeAnewForAFrame(threeD):
    camera = Camera()
    picture = np.zeros((480, 640, 3), np.uint8)

    def show(count: int) -> tuple[int, int]:
        for index in range(count):
            picture[:] = index % 200
            camera.write(picture)
            threeD.requests.renderNow()
        gc.collect()
        objects = sum(isinstance(each, vtk.vtkObjectBase) for each in gc.get_objects())
        with open("/proc/self/statm") as file:
            return objects, int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")

    objects, memory = show(30)
    objectsLater, memoryLater = show(100)
    assert (threeD.pixels()[240, 320] == 99).all(), "the newest picture"
    assert objectsLater == objects
    assert memoryLater - memory < 2 * picture.nbytes


def test_TheCameraFollowsItsTransformUnlessFrozen(threeD):
    addSpheres(worldPoints(CENTERED, MOVED), CENTERED, MOVED)
    camera = Camera(cameraToWorld=MOVED)
    camera.write(np.zeros((480, 640, 3), np.uint8))
    inPlace = threeD.pixels()
    camera.view.show(isLive=False)
    camera.transform.SetMatrixTransformToParent(slicer.util.vtkMatrixFromArray(pose()))
    camera.view.follow()
    camera.view.endWrite()
    assert np.array_equal(threeD.pixels(), inPlace), "frozen"
    camera.view.show(isLive=True)
    camera.view.follow()
    camera.view.endWrite()
    assert not np.array_equal(threeD.pixels(), inPlace)


@pytest.fixture
def started(panel, logic, threeD, withoutViews):
    """A camera behind the view "1", calibrated."""
    stream = logic.start("testpattern:640x480@30", backgroundView="1")
    logic.session().calibration.use(CENTERED)
    runUntilFrames(stream, 3)
    return stream


def isBehind(widget) -> bool:
    return rendererOf(widget).GetLayer() == 1


def test_EachFrameIsRenderedOnce(started, threeD, logic):
    assert isBehind(threeD)
    assert logic.error == ""
    count, frames = threeD.requests.count, started.statistics.framesShown
    runUntilFrames(started, frames + 20)
    rendered, shown = threeD.requests.count - count, started.statistics.framesShown - frames
    assert shown - 1 <= rendered <= shown + 1


def test_FrozenPictureStaysAndStopPutsTheViewBack(started, threeD):
    started.freeze()
    frozen = threeD.pixels()
    assert isBehind(threeD)
    assert not runUntil(lambda: not np.array_equal(threeD.pixels(), frozen), 0.3)
    started.freeze(False)
    assert runUntil(lambda: not np.array_equal(threeD.pixels(), frozen), 5)
    started.stop()
    assert not isBehind(threeD)
    assert state(threeD)[1], "the camera node's own camera"


@pytest.mark.parametrize("ending", ["close the scene", "choose no view", "remove the camera", "delete the volume"])
def test_EveryEndingPutsTheViewBack(started, threeD, panel, logic, ending):
    if ending == "close the scene":
        slicer.mrmlScene.Clear(False)
    elif ending == "choose no view":
        logic.getParameterNode().backgroundView = ""
    elif ending == "remove the camera":
        slicer.mrmlScene.RemoveNode(logic.getParameterNode().parameterNode)
    else:
        slicer.mrmlScene.RemoveNode(started.volumeNode)
    assert runUntil(lambda: not isBehind(threeD), 5)
    assert state(threeD)[1], "the camera node's own camera"


def test_WithoutACalibrationOneSentenceSaysSo(panel, logic, threeD, withoutViews):
    stream = logic.start("testpattern:640x480@30", backgroundView="1")
    runUntilFrames(stream, 2)
    assert "calibrate this camera first" in logic.error
    assert not isBehind(threeD)
    label = panel.view3DSection._ui.view3DStatusLabel
    assert runUntil(lambda: "calibrate this camera first" in label.text, 5)
    logic.session().calibration.use(Calibration("standard", SIZE, (600, 600), (320, 240), (0.1, 0, 0, 0, 0)))
    assert runUntil(lambda: "distorts" in logic.error, 5)
    assert isBehind(threeD)
    logic.getParameterNode().undistort = True
    assert runUntil(lambda: logic.error == label.text == "", 5)
    assert isBehind(threeD)
    mirror = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLLinearTransformNode", "Mirror")
    mirror.SetMatrixTransformToParent(slicer.util.vtkMatrixFromArray(np.diag([-1.0, 1, 1, 1])))
    logic.getParameterNode().cameraTransform = mirror
    assert runUntil(lambda: "Choose a rigid transform" in logic.error, 5)
    assert not isBehind(threeD)


def test_CalibrationOfAnotherAspectIsRefused(panel, logic, threeD, withoutViews):
    stream = logic.start("testpattern:640x480@30", backgroundView="1")
    logic.session().calibration.use(Calibration("pinhole", (800, 800), (600, 600), (400, 400)))
    runUntilFrames(stream, 2)
    assert "800 x 800" in logic.error
    assert not isBehind(threeD)


def test_OneCameraForAView(started, threeD, logic):
    second = logic.start("testpattern:640x480@30", parameterNode=logic.addCamera(), backgroundView="1")
    logic.sessions[1].calibration.use(CENTERED)
    runUntilFrames(second, 2)
    assert "already shows a camera" in logic.error
    started.stop()
    assert runUntil(lambda: logic.error == "" and isBehind(threeD), 5), "it is free now"


def test_WhatIsNoViewOrNoTransformIsRefused(panel, logic, host):
    for name in ("1", "2"):
        host.threeDWidget(name)
    with pytest.raises(SourceError, match='"7" is not the layout name of a 3D view'):
        logic.start("testpattern", backgroundView="7")
    with pytest.raises(SourceError, match="Pass one as cameraTransform"):
        logic.start("testpattern", cameraTransform=3)


def test_AModelOnAMarkerStandsWhereTheMarkerIsInThePicture(panel, logic, threeD, withoutViews, figures, tmp_path):
    """All the way from a lens that distorts, blur and noise to the rendered pixels of the view."""
    lens = Calibration("standard", SIZE, (610.0, 600.0), (300.0, 260.0), (-0.28, 0.09, 0.001, -0.0015, 0.0))
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    edge = 60.0  # mm, of the marker; a tenth of that is white around it
    texture = cv2.copyMakeBorder(dictionary.generateImageMarker(3, 600), 60, 60, 60, 60, cv2.BORDER_CONSTANT, value=255)
    size = (1.2 * edge, 1.2 * edge)
    plane = Plane(texture, size, planePose(size, 420, tilt=40, about=30, turn=15, center=(120, 60)))
    picture = SyntheticCamera(lens, noise=2.0).picture([plane])
    cv2.imwrite(str(tmp_path / "marker.png"), cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
    camera = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLLinearTransformNode", "CameraToWorld")
    camera.SetMatrixTransformToParent(slicer.util.vtkMatrixFromArray(MOVED))
    stream = logic.start(
        tmp_path / "marker.png", loop=True, undistort=True, backgroundView="1", cameraTransform=camera
    )  # fmt: skip
    logic.session().calibration.use(lens)
    processor = stream.addProcessor("Markers", markerSize=edge)
    assert runUntil(lambda: "Marker 3 transform" in processor.nodes and isBehind(threeD), 15), logic.error
    marker = processor.nodes["Marker 3 transform"]
    marker.SetAndObserveTransformNodeID(camera.GetID())
    corners = edge / 2 * np.array([(-1, 1, 0), (1, 1, 0), (1, -1, 0), (-1, -1, 0)])
    model = addSpheres(corners, CENTERED, pose(translation=(0, 0, -250)))
    model.SetAndObserveTransformNodeID(marker.GetID())
    parameters = cv2.aruco.DetectorParameters()
    parameters.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    detector = cv2.aruco.ArucoDetector(dictionary, parameters)
    worst = 0.0
    for window in ((640, 480), (1000, 500), (700, 900)):
        threeD.resizeView(*window)
        model.GetDisplayNode().SetVisibility(False)
        shown = threeD.pixels()
        (found,), _ids, _rejected = detector.detectMarkers(cv2.cvtColor(shown, cv2.COLOR_RGB2GRAY))
        model.GetDisplayNode().SetVisibility(True)
        withModel = threeD.pixels().astype(int)
        ofModel = centers(withModel[..., 1] - withModel[..., 0], found[0])
        worst = max(worst, np.linalg.norm(ofModel - found[0], axis=1).max())
    figures(f"{worst:.2f} pixels at most")
    assert worst < 1


def test_ThePanelChoosesViewAndPose(panel, logic, threeD, withoutViews):
    section, parameterNode = panel.view3DSection._ui, logic.getParameterNode()
    viewNode = slicer.mrmlScene.GetFirstNodeByClass("vtkMRMLViewNode")
    transform = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLLinearTransformNode", "Pose")
    section.backgroundViewSelector.setCurrentNode(viewNode)
    section.cameraTransformSelector.setCurrentNode(transform)
    assert parameterNode.backgroundView == viewNode.GetLayoutName()
    assert parameterNode.cameraTransform is transform
    parameterNode.backgroundView = ""
    parameterNode.cameraTransform = None
    assert section.backgroundViewSelector.currentNode() is None
    assert section.cameraTransformSelector.currentNode() is None


def test_ReloadPutsTheViewBack(libraryAsBefore, started, threeD, panel):
    panel.onReload()
    assert not isBehind(threeD)
    assert state(threeD)[1], "the camera node's own camera"
