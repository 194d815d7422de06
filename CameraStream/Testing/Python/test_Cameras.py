"""Several cameras, their names, what is asked and granted, their controls, and the box in which they are chosen."""

import dataclasses
import errno
import os
import signal
import struct
import sys
from types import SimpleNamespace

import numpy as np
import pytest
from conftest import captureProcesses, runUntilFrames
from cv2_enumerate_cameras import CameraInfo
from Recordings import writeImages
from test_Panel import clickStart, typeSource
from test_Picture import amberPixels

import slicer

from CameraStreamLib.Acquisition import Kept
from CameraStreamLib.Acquisition.CameraFinder import CameraFinder
from CameraStreamLib.Capture.OpenCV import cv2
from CameraStreamLib.Capture.Sources import V4L2, CameraList
from CameraStreamLib.Capture.Sources.Controls import Controls
from CameraStreamLib.Shared.CaptureInfo import CaptureInfo
from CameraStreamLib.Shared.Errors import SourceError
from CameraStreamLib.Shared.Source import CameraName, Source, SourceKind, parseSource
from CameraStreamLib.Shared.State import State
from Host.EventLoop import processEvents, runUntil
from Host.Hands import pressKey, turnWheel, typeText


@pytest.fixture
def connected(monkeypatch):
    """Cameras as the package that lists them describes them; a list that the test changes."""
    infos = [
        CameraInfo(2, "Endoscope", "/dev/video2", 0x1234, 0x00AB, cv2.CAP_V4L2),
        CameraInfo(0, "BRIO", "/dev/video0", 0x046D, 0x085E, cv2.CAP_V4L2),
        CameraInfo(4, "BRIO", "/dev/video4", 0x046D, 0x085E, cv2.CAP_V4L2),
        CameraInfo(6, "Built in", "/dev/video6", None, None, cv2.CAP_V4L2),
    ]
    monkeypatch.setattr("cv2_enumerate_cameras.enumerate_cameras", lambda backend: infos)
    return infos


@pytest.fixture
def found(monkeypatch):
    """Sets what the search for cameras has found."""
    monkeypatch.setattr(Kept, "foundCameras", ())
    return lambda *cameras: monkeypatch.setattr(CameraFinder, "cameras", cameras)


# Several cameras


def addCamera(panel):
    """As with *Create new* at the top of the panel."""
    return panel.ui.parameterNodeSelector.addNode()


def test_TwoCamerasRunSideBySideInTheirViews(panel, logic, host):
    typeSource(panel, "testpattern:352x288")
    clickStart(panel)
    first = logic.stream
    second = addCamera(panel)
    assert panel.ui.startButton.text == "Start", "the panel shows the new camera"
    assert panel.ui.viewComboBox.currentText == "Green", "in a view that is free"
    typeSource(panel, "testpattern:640x480")
    clickStart(panel)
    runUntilFrames(first, 3)
    runUntilFrames(logic.stream, 3)
    assert first.volumeNode is not logic.stream.volumeNode
    for name, stream in (("Red", first), ("Green", logic.stream)):
        composite = slicer.mrmlScene.GetSingletonNode(name, "vtkMRMLSliceCompositeNode")
        assert composite.GetBackgroundVolumeID() == stream.volumeNode.GetID()
    assert runUntil(lambda: "640 x 480" in panel.ui.statusLabel.text, 5)
    panel.ui.parameterNodeSelector.setCurrentNode(logic.getParameterNode().parameterNode)
    assert runUntil(lambda: "352 x 288" in panel.ui.statusLabel.text, 5)
    clickStart(panel)
    assert not first.state.isActive
    assert logic.session(second).isActive, "the other one goes on"
    logic.stop()
    assert not logic.isActive


def test_RemovedCameraIsStoppedAndThePanelShowsAnother(panel, logic):
    second = addCamera(panel)
    stream = logic.start("testpattern:352x288", parameterNode=logic.session(second).parameterNode)
    panel.ui.parameterNodeSelector.removeCurrentNode()
    assert runUntil(lambda: not stream.state.isActive, 5)
    assert panel.ui.parameterNodeSelector.currentNode() is logic.getParameterNode().parameterNode
    clickStart(panel)
    panel.ui.parameterNodeSelector.removeCurrentNode()
    assert runUntil(lambda: panel.ui.parameterNodeSelector.currentNode() is not None, 5), "there is always one"
    assert panel.ui.startButton.text == "Start"


@pytest.fixture
def sceneFile(panel, logic, tmp_path):
    """A scene in which the module was opened, as every scene is that is saved after that."""
    path = tmp_path / "scene.mrml"
    slicer.mrmlScene.SetURL(str(path))
    assert slicer.mrmlScene.Commit()
    return path


def addScene(panel, path) -> None:
    """As with *Add data*: the node selectors of Slicer, slice views' too, have no node afterwards (qMRMLSceneModel)."""
    slicer.mrmlScene.SetURL(str(path))
    assert slicer.mrmlScene.Import()
    panel.onCameraSelected(None)
    slicer.mrmlScene.GetSingletonNode("Red", "vtkMRMLSliceCompositeNode").SetBackgroundVolumeID(None)
    processEvents()


def test_SceneThatIsAddedLeavesTheCameraAsItIs(panel, logic, sceneFile):
    transform = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLLinearTransformNode")
    logic.start("testpattern:352x288", rotation=90, parentTransform=transform)
    first = logic.stream
    second = addCamera(panel)
    runUntilFrames(first, 3)
    addScene(panel, sceneFile)
    assert panel.session.parameterNode.parameterNode is second, "the panel shows the camera that it has shown"
    parameterNode = logic.getParameterNode()
    assert (parameterNode.source, parameterNode.rotation) == ("testpattern:352x288", 90)
    assert parameterNode.outputVolume is first.volumeNode
    assert first.volumeNode.GetParentTransformNode() is transform
    assert logic.session().isInView
    panel.ui.parameterNodeSelector.setCurrentNode(parameterNode.parameterNode)
    panel.ui.snapshotButton.click()
    assert "Snapshot" in panel.ui.statusLabel.text


def test_SnapshotIsOfTheCameraWhateverVolumeIsChosen(panel, logic):
    stream = logic.start("testpattern:352x288")
    runUntilFrames(stream, 1)
    logic.stop()
    other = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLScalarVolumeNode", "CT")
    slicer.util.updateVolumeFromArray(other, np.zeros((3, 4, 5), np.int16))
    logic.getParameterNode().outputVolume = other
    snapshot = panel.session.snapshot()
    assert snapshot.GetImageData().GetDimensions() == (352, 288, 1)


def test_StoppedCameraLeavesAVolumeAloneThatAnotherIsShownIn(logic):
    first = logic.start("testpattern:352x288")
    runUntilFrames(first, 1)
    logic.stop()
    second = logic.addCamera()
    second.outputVolume = first.volumeNode
    live = logic.start("testpattern:352x288", parameterNode=second)
    runUntilFrames(live, 1)
    before = live.volume.ijkToRAS
    logic.getParameterNode().rotation = 90
    np.testing.assert_array_equal(live.volume.ijkToRAS, before)


def test_TransformOfAStoppedCameraIsTheNextOnesThoughTheOneBeforeIsDeleted(logic):
    transforms = [slicer.mrmlScene.AddNewNodeByClass("vtkMRMLLinearTransformNode") for _ in range(2)]
    stream = logic.start("testpattern:352x288", parentTransform=transforms[0])
    runUntilFrames(stream, 1)
    logic.stop()
    assert runUntil(lambda: not logic.needsUpdate, 5)
    logic.getParameterNode().parentTransform = transforms[1]
    slicer.mrmlScene.RemoveNode(transforms[0])
    stream = logic.start()
    runUntilFrames(stream, 1)
    assert stream.volumeNode.GetParentTransformNode() is transforms[1]


def test_MarkOfAFailedCameraLeavesWithItsImage(panel, host, logic, tmp_path):
    stream = logic.start(writeImages(tmp_path, [np.zeros((48, 64, 3), np.uint8)] * 3), frameRate=20, loop=True)
    runUntilFrames(stream, 1)
    for path in tmp_path.glob("*.png"):
        path.write_text("no image")
    assert runUntil(lambda: stream.state is State.FAILED, 10)
    assert amberPixels(host.sliceWidgets["Red"]) > 50
    other = logic.start("testpattern:352x288", parameterNode=logic.addCamera(), view="Red")
    runUntilFrames(other, 1)
    assert amberPixels(host.sliceWidgets["Red"]) == 0


def test_KeptSecondsAreThoseOfTheCameraThatIsShown(panel, logic):
    typeSource(panel, "testpattern:352x288")
    panel.ui.keepSpinBox.value = 3
    clickStart(panel)
    first = panel.session.parameterNode.parameterNode
    addCamera(panel)
    panel.ui.keepSpinBox.value = 0
    panel.ui.parameterNodeSelector.setCurrentNode(first)
    assert panel.ui.keepSpinBox.value == 3
    assert logic.stream.keptSeconds == 3
    other = logic.start("testpattern:352x288", parameterNode=logic.addCamera())
    panel.ui.parameterNodeSelector.setCurrentNode(logic._session.parameterNode.parameterNode)
    assert panel.ui.keepSpinBox.value == other.keptSeconds == 0
    logic.session(first).stop()
    panel.ui.parameterNodeSelector.setCurrentNode(first)
    assert panel.ui.keepSpinBox.value == 3, "as it was until the camera was stopped"


def test_CamerasAreSavedWithTheScene(panel, logic, tmp_path):
    logic.getParameterNode().source = "testpattern:352x288"
    second = logic.addCamera()
    second.source, second.rotation, second.flip = "testpattern:640x480", 270, True
    slicer.mrmlScene.SetURL(str(tmp_path / "scene.mrml"))
    assert slicer.mrmlScene.Commit()
    slicer.mrmlScene.Clear(False)
    assert len(logic.getAllParameterNodes()) == 1
    slicer.mrmlScene.Connect()
    nodes = [logic.session(node).parameterNode for node in logic.getAllParameterNodes()]
    assert {(node.source, node.view, node.rotation, node.flip) for node in nodes} == {
        ("testpattern:352x288", "Red", 0, False), ("testpattern:640x480", "Green", 270, True),
    }  # fmt: skip


def test_PanelMayBeCleanedUpRightAfterTheLastCameraWasRemoved(panel):
    slicer.mrmlScene.RemoveNode(panel._parameterNode.parameterNode)
    panel.cleanup()
    processEvents()
    assert panel._parameterNode is None


def test_ConsoleAddsCamerasByTheirVolumes(logic):
    volumes = [slicer.mrmlScene.AddNewNodeByClass("vtkMRMLVectorVolumeNode", f"V{index}") for index in range(2)]
    first = logic.start("testpattern:352x288", volumeNode=volumes[0], acquisition="in-process")
    second = logic.start("testpattern:352x288", volumeNode=volumes[1], acquisition="in-process")
    assert first.state.isActive
    again = logic.start("testpattern:352x288", volumeNode=volumes[1], acquisition="in-process")
    assert (first.state.isActive, second.state.isActive, again.state.isActive) == (True, False, True)
    assert len(logic.getAllParameterNodes()) == 2


# Names


def test_CamerasAreListedOnceAndInOrder(connected):
    names = [(name.name, name.identity, index) for name, index, _backend in CameraList.cameras()]
    assert names == [
        ("BRIO", "046d:085e", 0),
        ("BRIO", "046d:085e", 4),
        ("Built in", "", 6),
        ("Endoscope", "1234:00ab", 2),
    ]


def test_ReplugedCameraIsFoundByItsPathOrItsVendor(connected):
    endoscope = CameraName("Endoscope", "1234:00ab", "/dev/video2")
    assert CameraList.find(endoscope, cv2.CAP_V4L2) == (2, cv2.CAP_V4L2)
    connected[0].index, connected[0].path = 9, "/dev/video9"
    assert CameraList.find(endoscope, cv2.CAP_V4L2)[0] == 9
    assert CameraList.find(CameraName("endoscope"), cv2.CAP_V4L2)[0] == 9, "typed by its name"
    second = CameraName("BRIO", "046d:085e", "/dev/video4")
    assert CameraList.find(second, cv2.CAP_V4L2)[0] == 4, "one of two of a kind, by its path"
    connected[1:3] = [CameraInfo(0, "BRIO", "/dev/video0", 0x046D, 0x085E, cv2.CAP_V4L2)]
    assert CameraList.find(second, cv2.CAP_V4L2)[0] == 0, "the only one of its kind, in another socket"


def test_CameraOfWindowsIsTheSameForBothOfItsInterfaces(connected):
    device = r"\\?\USB#VID_046D&PID_085E&MI_00#{}&0&0000"
    connected[:] = [
        CameraInfo(index, "BRIO", device.format(index).lower() + "#{65e8773d}", 0x046D, 0x085E, cv2.CAP_DSHOW)
        for index in (7, 8)
    ]
    listed = CameraName("BRIO", "046d:085e", device.format(8) + "#{e5323777}")
    assert CameraList.find(listed, cv2.CAP_DSHOW)[0] == 8


def test_NamesGoByAnInterfaceThatThisOpenCVHas(connected, monkeypatch):
    for known in (cv2.CAP_MSMF, cv2.CAP_DSHOW):
        monkeypatch.setattr(CameraList.sys, "platform", "win32")
        monkeypatch.setattr(cv2.videoio_registry, "getBackends", lambda known=known: (cv2.CAP_FFMPEG, known))
        assert CameraList.find(CameraName("Endoscope"), cv2.CAP_ANY)[1] == known


def test_CameraThatCannotBeFoundGetsASentence(connected):
    with pytest.raises(ValueError, match="2 cameras"):
        CameraList.find(CameraName("BRIO"), cv2.CAP_V4L2)
    del connected[0]
    with pytest.raises(ValueError, match="not connected"):
        CameraList.find(CameraName("Endoscope", "1234:00ab", "/dev/video2"), cv2.CAP_V4L2)


def test_LinuxNameThatStaysIsPreferred(monkeypatch, tmp_path):
    device = tmp_path / "video7"
    device.touch()
    folder = tmp_path / "by-id"
    folder.mkdir()
    (folder / "usb-Maker_Camera_123-video-index0").symlink_to(device)
    monkeypatch.setattr(CameraList, "STABLE_NAMES", folder)
    info = SimpleNamespace(name="Camera", vid=1, pid=2, path=str(device), index=7)
    assert CameraList.nameOf(info) == CameraName(
        "Camera", "0001:0002", str(folder / "usb-Maker_Camera_123-video-index0")
    )
    assert CameraList.stablePath("/dev/other") == "/dev/other"


@pytest.mark.parametrize(
    "name",
    [
        CameraName("Logitech BRIO", "046d:085e", "/dev/v4l/by-id/usb-046d_BRIO-video-index0"),
        CameraName("What? 100% & #1"),
        CameraName("Kamera ü", "", r"\\?\usb#vid_046d&pid_085e#6&2"),
    ],
)
def test_CameraNameIsWrittenAndReadBack(name):
    source = parseSource(str(name))
    assert (source.kind, source.address) == (SourceKind.DEVICE, name)
    assert str(source) == name.name
    assert Source.fromDict(dataclasses.asdict(source)) == source


def test_UnknownCameraFailsInThePanelWithASentence(panel, logic):
    typeSource(panel, "camera:Endoscope 3000")
    clickStart(panel)
    assert runUntil(lambda: logic.state.name == "FAILED", 15)
    assert 'The camera "Endoscope 3000" is not connected' in panel.ui.statusLabel.text
    with pytest.raises(ValueError, match="name after camera:"):
        logic.start("camera: ")


# The box


def items(comboBox) -> list[str]:
    return [comboBox.itemText(index) for index in range(comboBox.count)]


def test_BoxListsCamerasByNameAndStartsThem(panel, logic, found):
    found(CameraName("BRIO", "1:2", "/a"), CameraName("BRIO", "1:2", "/b"), CameraName("Endoscope"))
    panel.updateGUIFromLogic()
    assert items(panel.ui.sourceComboBox)[:3] == ["BRIO", "BRIO (2)", "Endoscope"]
    panel.ui.sourceComboBox.setCurrentIndex(1)
    panel.ui.sourceComboBox.activated.emit(1)
    assert logic.getParameterNode().source == str(CameraName("BRIO", "1:2", "/b"))
    found(CameraName("Endoscope"))  # the other two were unplugged
    panel.updateGUIFromLogic()
    assert panel.ui.sourceComboBox.currentText == "BRIO"
    panel.sourceBox.apply()
    assert logic.getParameterNode().source == str(CameraName("BRIO", "1:2", "/b")), "not another one"


def test_WithoutNamesNumbersAreListed(panel, found):
    found()
    panel.updateGUIFromLogic()
    assert items(panel.ui.sourceComboBox) == ["Camera 0", "Camera 1", "Test pattern"]


def test_RefreshLooksForCamerasInAnotherProcess(panel):
    assert runUntil(lambda: panel.ui.refreshButton.enabled, 20), "the first search, at the opening of the panel"
    panel.ui.refreshButton.click()
    assert not panel.ui.refreshButton.enabled
    assert "cv2_enumerate" not in str(panel.logic.cameraFinder.cameras)
    assert runUntil(lambda: panel.ui.refreshButton.enabled, 20)
    connectedHere = [name for name in os.listdir("/dev") if name.startswith("video")]
    if not connectedHere:
        assert "Cameras found: 0." in panel.ui.statusLabel.text
    assert not panel.timer.isActive()


def test_RecentSourcesAreKeptWithoutPasswords(panel, logic, networkCamera, host):
    url = networkCamera.url("login?width=352&height=288", userInfo="user:secret@")
    for source in ("testpattern:352x288", url):
        typeSource(panel, source)
        clickStart(panel)
        logic.stop()
    hidden = url.replace("secret", "***")
    assert items(panel.ui.sourceComboBox)[2:5] == [hidden, "testpattern:352x288", "Test pattern"]
    host.settings.sync()
    with open(host.settings.fileName()) as file:
        assert "secret" not in file.read()
    for index in range(12):
        panel.sourceBox.remember(f"testpattern:{400 + index}x300")
    assert len(items(panel.ui.sourceComboBox)) == 2 + 8 + 1


def test_WhatIsBeingTypedStaysWhenCamerasAreFound(panel, found):
    lineEdit = panel.ui.sourceComboBox.lineEdit()
    for beginning, end in (("http://", "192.168"), ("0", "1.png")):  # "0" alone is an item of the list
        found()
        panel.updateGUIFromLogic()
        lineEdit.selectAll()
        typeText(lineEdit, beginning)
        found(CameraName("Endoscope"))
        panel.updateGUIFromLogic()
        typeText(lineEdit, end)
        assert panel.ui.sourceComboBox.currentText == beginning + end


def press(widget, text: str, key: str = "Return") -> None:
    """Type a text over what stands in a combo box."""
    lineEdit = widget.lineEdit()
    lineEdit.selectAll()
    typeText(lineEdit, text)
    pressKey(lineEdit, key)


def test_BoxShowsTheSourceThatRunsAndNotAnOlderOne(panel, logic, found):
    for source in ("testpattern:640x480", "testpattern:352x288"):
        typeSource(panel, source)
        clickStart(panel)
        logic.stop()
        assert panel.ui.sourceComboBox.currentText == source
    found(CameraName("Endoscope"))
    panel.updateGUIFromLogic()
    assert panel.ui.sourceComboBox.currentText == "testpattern:352x288"
    clickStart(panel)
    assert logic.stream.source == "testpattern:352x288"


@pytest.mark.parametrize("key", ["Return", "Tab"])
def test_WhatIsTypedIsNoOtherItemOfTheList(panel, key):
    """The name of a file in other letters is another file."""
    panel.sourceBox.remember("/data/film_a.mkv")
    for text in ("/data/Film_A.mkv", "/data/film", "TESTPATTERN:640x480"):
        press(panel.ui.sourceComboBox, text, key)
        panel.sourceBox.apply()  # what leaving the box does
        assert panel._parameterNode.source == text
    press(panel.ui.sizeComboBox, "640 x 48", key)
    panel.ui.sizeComboBox.lineEdit().editingFinished.emit()
    assert (panel._parameterNode.width, panel._parameterNode.height) == (640, 48)


def test_WhatIsBeingTypedStaysWhenSomethingElseIsSet(panel, logic):
    """A click on a check box takes no focus on macOS."""
    for box in (panel.ui.sourceComboBox, panel.ui.sizeComboBox):
        box.lineEdit().selectAll()
        typeText(box.lineEdit(), "12")
        panel.ui.grayscaleCheckBox.click()
        assert box.currentText == "12"
    panel._parameterNode.source = "testpattern"
    assert panel.ui.sourceComboBox.currentText == "Test pattern", "somebody else has set it"


def test_WhatWasTypedForOneCameraIsNotStartedOnAnother(panel, logic):
    first = panel._parameterNode.parameterNode
    second = addCamera(panel)
    panel.ui.parameterNodeSelector.setCurrentNode(first)
    panel.ui.sourceComboBox.lineEdit().selectAll()
    typeText(panel.ui.sourceComboBox.lineEdit(), "testpattern:320x240")
    panel.ui.parameterNodeSelector.setCurrentNode(second)
    assert panel.ui.sourceComboBox.currentText == "Camera 0"


def test_PanelShowsTheSameCameraAfterAnotherModule(panel, logic):
    node = addCamera(panel)
    panel.exit()
    panel.enter()
    assert panel._parameterNode.parameterNode is node
    slicer.mrmlScene.Clear()
    assert panel._parameterNode.parameterNode is logic.getParameterNode().parameterNode


def test_TwoCamerasDoNotShareAVolume(panel, logic):
    first = logic.start("testpattern:352x288", view="")
    addCamera(panel)
    panel._parameterNode.source, panel._parameterNode.outputVolume = "testpattern:640x480", first.volumeNode
    clickStart(panel)
    assert not panel.session.isActive
    assert panel.ui.statusLabel.text.startswith(
        f'"{first.volumeNode.GetName()}" is already in use by Live camera. Choose another'
    )
    assert first.state.isActive
    first.stop()
    clickStart(panel)
    assert panel.session.isActive


def test_MouseWheelOverTheBoxesChangesNothing(panel, logic):
    for box in (panel.ui.sourceComboBox, panel.ui.sizeComboBox):
        before = box.currentText
        turnWheel(box, -120)
        assert box.currentText == before


# Format


def test_GrantedFormatStandsBesideWhatWasAsked(panel, logic, tmp_path):
    from Recordings import writeVideo

    stream = logic.start(str(writeVideo(tmp_path / "film.mkv", 30, 25)), width=1280, height=720, loop=True)
    runUntilFrames(stream, 1)
    panel.updateGUIFromLogic()
    ui = panel.ui
    assert ui.sizeComboBox.currentText == "1280 x 720"
    assert (ui.sizeGrantedLabel.text, ui.frameRateGrantedLabel.text) == ("352 x 288", "25 frames/s")
    assert (ui.fourccGrantedLabel.text.upper(), ui.backendGrantedLabel.text) == ("FFV1", "PyAV")
    logic.stop()
    assert ui.sizeGrantedLabel.text == ""


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("1920 x 1080", (1920, 1080)),
        ("640X480", (640, 480)),
        ("800,600", (800, 600)),
        ("Camera default", (0, 0)),
        ("", (0, 0)),
    ],
)
def test_SizeIsChosenOrTyped(panel, logic, text, size):
    logic.getParameterNode().width, logic.getParameterNode().height = 320, 240
    panel.ui.sizeComboBox.setEditText(text)
    panel.ui.sizeComboBox.lineEdit().editingFinished.emit()
    assert (logic.getParameterNode().width, logic.getParameterNode().height) == size


@pytest.mark.parametrize(
    ("text", "words"),
    [
        *((text, "is not a valid size") for text in ("big", "640", "640 x", "-1 x 5", "640 x 480 x 3", "1e9 x 1e9")),
        *((text, "between 1 and 16384 pixels") for text in ("20000 x 20000", "0 x 720")),
    ],
)
def test_NonsenseAsSizeGetsASentenceAndChangesNothing(panel, logic, text, words):
    logic.getParameterNode().width, logic.getParameterNode().height = 640, 480
    panel.ui.sizeComboBox.setEditText(text)
    panel.ui.sizeComboBox.lineEdit().editingFinished.emit()
    assert words in panel.ui.statusLabel.text
    assert panel.ui.sizeComboBox.currentText == "640 x 480"
    assert logic.getParameterNode().width == 640


# Controls


def test_ControlsAreShownWhereThereAreAnyAndReadBack(panel, logic):
    ui = panel.ui
    ui.cameraCollapsibleButton.collapsed = False
    assert ui.gainSlider.isHidden()
    stream = logic.start("testpattern:352x288")
    runUntilFrames(stream, 1)
    panel.updateGUIFromLogic()
    assert not ui.gainSlider.isHidden()
    assert ui.focusSlider.isHidden()
    assert ui.focusLabel.isHidden()
    assert ui.noControlsLabel.isHidden()
    assert ui.autoExposureCheckBox.checked
    before = stream.frame.pixels[250:, :40].mean()
    ui.autoExposureCheckBox.checked = False
    ui.exposureSlider.value = -2
    assert runUntil(lambda: stream.frame.pixels[250:, :40].mean() < before / 2, 5), "the picture is darker"
    stream.setControl("gain", 9999)
    assert runUntil(lambda: ui.gainSlider.value == 16, 5), "what the camera made of it"
    assert runUntil(lambda: "set gain to 16" in ui.statusLabel.text, 5)
    ui.gainSlider.value = 3
    logic.stop()
    assert ui.gainSlider.isHidden()


def partOf(sliderWidget, name: str):
    """The slider or the spin box of a ctkSliderWidget."""
    return slicer.util.findChild(sliderWidget, name)


def test_ControlsAreSlidersWhereTheirRangesAreKnown(panel, logic):
    ui = panel.ui
    stream = logic.start("testpattern:352x288")
    runUntilFrames(stream, 1)
    panel.updateGUIFromLogic()
    assert not partOf(ui.exposureSlider, "Slider").isHidden()
    assert (ui.exposureSlider.minimum, ui.exposureSlider.maximum, ui.exposureSlider.singleStep) == (-8, 8, 0.25)
    assert (ui.brightnessSlider.minimum, ui.brightnessSlider.maximum) == (-255, 255)
    assert ui.brightnessSlider.decimals == 0, "whole numbers have no decimals"
    partOf(ui.brightnessSlider, "Slider").value += 99  # as the mouse drags it
    assert runUntil(lambda: stream.info.controls["brightness"] == 99, 5)


def test_ControlsWithoutARangeAreSpinBoxes(panel):
    info = CaptureInfo(controls={"gain": 30_000.5, "focus": 7}, controlRanges={"focus": (0, 255, 5)})
    panel.cameraSection.showStream(SimpleNamespace(state=State.STREAMING, frame=None, info=info))
    assert partOf(panel.ui.gainSlider, "Slider").isHidden()
    assert not partOf(panel.ui.focusSlider, "Slider").isHidden()
    assert (panel.ui.gainSlider.value, panel.ui.focusSlider.value) == (30_000.5, 7)


def test_SliderThatIsDraggedIsNotPulledBack(panel, logic):
    stream = logic.start("testpattern:352x288")
    runUntilFrames(stream, 1)
    panel.updateGUIFromLogic()
    panel.ui.gainSlider.value = 3
    answerToAValueBefore = CaptureInfo(controls={"gain": 2.0})
    panel.cameraSection.showStream(SimpleNamespace(state=State.STREAMING, frame=None, info=answerToAValueBefore))
    assert panel.ui.gainSlider.value == 3
    stream.setControl("gain", 5)  # by the console
    assert runUntil(lambda: panel.ui.gainSlider.value == 5, 5)


def test_DriverOfLinuxTellsTheRanges(monkeypatch):
    """As VIDIOC_QUERYCTRL of linux/videodev2.h says; a control is missing, one is disabled, one has no step."""
    answers = {0x009A0902: (3, 2047, 1, 0), 0x00980913: (0, 100, 1, V4L2.DISABLED), 0x0098091A: (2800, 6500, 0, 0)}

    def ioctl(descriptor: int, request: int, query: bytes) -> bytes:
        identity, length = int.from_bytes(query[:4], sys.byteorder), request >> 16 & 0x3FFF
        if (request >> 30, length, chr(request >> 8 & 0xFF), request & 0xFF) != (3, len(query), "V", 36):
            raise OSError(errno.ENOTTY, "another request")
        if identity not in answers:
            raise OSError(errno.EINVAL, "no such control")
        minimum, maximum, step, flags = answers[identity]
        return struct.pack("=II32s4iI8x", identity, 1, b"name", minimum, maximum, step, 0, flags)

    monkeypatch.setattr(V4L2, "fcntl", SimpleNamespace(ioctl=ioctl))
    assert V4L2.controlRanges(os.devnull) == {"exposure": (3, 2047, 1), "whiteBalance": (2800, 6500, 1)}


@pytest.mark.parametrize("device", [987, "/no/such/device", os.devnull])
def test_RangesOfWhatIsNoCameraAreUnknown(device):
    assert V4L2.controlRanges(device) == {}


class MediaFoundation:
    """Stands for a camera on Windows: what OpenCV's cap_msmf.cpp makes of these properties."""

    def __init__(self):
        self.exposure, self.isAutomatic, self.temperature = -6, True, 4500

    def get(self, code: int) -> float:
        return {
            cv2.CAP_PROP_EXPOSURE: self.exposure,
            cv2.CAP_PROP_AUTO_EXPOSURE: self.exposure == 1,
            cv2.CAP_PROP_TEMPERATURE: self.temperature,
        }.get(code, -1)

    def set(self, code: int, value: float) -> bool:
        if code in (cv2.CAP_PROP_EXPOSURE, cv2.CAP_PROP_AUTO_EXPOSURE):
            self.exposure, self.isAutomatic = value, code == cv2.CAP_PROP_AUTO_EXPOSURE and value != 0
        return True


def test_AutomaticOfMediaFoundationIsSwitchedOffAtTheExposureThatItHas():
    camera = MediaFoundation()
    controls = Controls(camera, "MSMF")
    assert controls.read() == {"autoExposure": 1, "exposure": -6, "whiteBalance": 4500}
    controls.write("autoExposure", 0)
    assert (camera.exposure, camera.isAutomatic) == (-6, False), "not 0, which is a second"
    assert controls.read()["autoExposure"] == 0
    controls.write("autoExposure", 1)
    assert camera.isAutomatic
    assert controls.read()["autoExposure"] == 1
    controls.write("exposure", -1)
    assert controls.read()["autoExposure"] == 0, "a value of one's own is manual"
    assert controls.read()["exposure"] == -1, "half a second, and no missing control"


def test_FlagsOfDirectShowAreAutomaticOrNot():
    camera = SimpleNamespace(get=lambda code: {cv2.CAP_PROP_AUTOFOCUS: flags, cv2.CAP_PROP_FOCUS: 40}.get(code, -1))
    for flags in (1, 2):
        assert Controls(camera, "DSHOW").read() == {"autoFocus": flags == 1, "focus": 40}


def test_SourcesWithoutControlsShowNone(panel, logic, networkCamera):
    panel.ui.cameraCollapsibleButton.collapsed = False
    stream = logic.start(networkCamera.url("live?width=352&height=288"), acquisition="in-process")
    runUntilFrames(stream, 1)
    panel.updateGUIFromLogic()
    assert stream.info.controls == {}
    stream.setControl("gain", 5)
    assert runUntil(lambda: "does not support gain" in panel.ui.statusLabel.text, 5)
    assert not panel.ui.noControlsLabel.isHidden()
    assert panel.ui.noControlsLabel.text.startswith("This source has no")
    logic.stop()
    assert "while the camera runs" in panel.ui.noControlsLabel.text, "what is off may have some"


def test_ControlsSurviveACrashOfTheCapture(panel, logic):
    stream = logic.start("testpattern:352x288")
    runUntilFrames(stream, 1)
    stream.setControl("brightness", 99)
    assert runUntil(lambda: stream.info.controls["brightness"] == 99, 5)
    os.kill(captureProcesses()[0], signal.SIGKILL)
    assert runUntil(lambda: not stream.info.controls, 5)
    assert runUntil(lambda: stream.info.controls.get("brightness") == 99, 10)


@pytest.mark.parametrize("name", [b"gain", ["gain"], None, "\ud800"])
def test_NonsenseIsNoNameOfAControl(logic, name):
    stream = logic.start("testpattern:352x288", acquisition="in-process")
    with pytest.raises(SourceError, match="not a control name"):
        stream.setControl(name, 1)


def test_NonsenseIsNoValueOfAControlAndTheRecordingGoesOn(logic, tmp_path):
    stream = logic.start("testpattern:352x288", acquisition="in-process")
    stream.record(tmp_path / "film.avi")
    for value in (None, "x", float("nan"), float("inf"), 10**400, np.zeros(2)):
        with pytest.raises(SourceError, match=r"not a valid control value\. Enter a number"):
            stream.setControl("gain", value)
    stream.setControl("autoExposure", False)
    stream.setControl("gain", np.int64(3))
    assert runUntil(lambda: stream.info.controls.get("gain") == 3, 5)
    stream.setControl("zoom", 1)
    assert runUntil(lambda: "does not support zoom" in stream.info.notice, 5)
    runUntilFrames(stream, stream.statistics.framesShown + 2)
    assert (stream.state.name, stream.recording.isActive) == ("STREAMING", True)
