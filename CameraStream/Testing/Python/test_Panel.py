"""The panel, driven as a user drives it."""

import itertools
import json
import socket
from types import SimpleNamespace

import numpy as np
import pytest
from conftest import runningCaptures, runUntilFrames, sliceLogic
from Recordings import writeVideo

import slicer

from CameraStreamLib.Shared.CaptureInfo import CaptureInfo
from CameraStreamLib.Shared.Errors import SourceError
from CameraStreamLib.Shared.State import State
from Host.EventLoop import processEvents, runUntil
from Host.Hands import chooseFileSoon, pressShortcut

SECTIONS = ("image", "camera", "record", "publish", "advanced")


def typeSource(panel, text: str) -> None:
    """Type into the source box and leave it, as with the Tab key."""
    edit = panel.ui.sourceComboBox.lineEdit()
    edit.setText(text)
    edit.editingFinished.emit()


def clickStart(panel) -> None:
    panel.ui.startButton.click()


def test_StartShowsACameraInRedAndStopEndsIt(panel, logic, redView):
    typeSource(panel, "testpattern:352x288")
    clickStart(panel)
    runUntilFrames(logic.stream, 3)
    assert runUntil(lambda: "352 x 288" in panel.ui.statusLabel.text, 5)
    assert "frames/s" in panel.ui.statusLabel.text
    assert "dropped" in panel.ui.statusLabel.text
    assert panel.ui.startButton.text == "Stop"
    assert redView.pixels().any()
    assert panel.ui.outputVolumeSelector.currentNode() is logic.stream.volumeNode
    clickStart(panel)
    assert panel.ui.startButton.text == "Start"
    assert "Stopped" in panel.ui.statusLabel.text
    assert runUntil(lambda: not panel.timer.isActive(), 5), "once the source is released"


def test_SettingsCannotBeChangedWhileTheyAreInUse(panel, logic):
    settings = [panel.ui.sourceComboBox, panel.ui.browseButton, panel.ui.outputVolumeSelector, panel.ui.sizeComboBox,
                panel.ui.grayscaleCheckBox, panel.ui.backendComboBox]  # fmt: skip
    assert all(widget.enabled for widget in settings)
    logic.start("testpattern:352x288")
    assert not any(widget.enabled for widget in settings)
    assert panel.ui.viewComboBox.enabled
    logic.stop()
    assert all(widget.enabled for widget in settings)


def test_ConsoleStartIsShownInThePanel(panel, logic):
    node = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLScalarVolumeNode", "Gray")
    logic.start("testpattern", width=640, height=480, frameRate=25, fourcc="MJPG", backend="FFmpeg", loop=True,
                view="Green", volumeNode=node)  # fmt: skip
    ui = panel.ui
    assert ui.sourceComboBox.currentText == "Test pattern"
    assert (ui.sizeComboBox.currentText, ui.frameRateSpinBox.value) == ("640 x 480", 25)
    assert ui.grayscaleCheckBox.checked
    assert (ui.fourccLineEdit.text, ui.backendComboBox.currentText, ui.loopCheckBox.checked) == ("MJPG", "FFmpeg", True)
    assert ui.viewComboBox.currentText == "Green"
    assert ui.outputVolumeSelector.currentNode() is node
    assert ui.startButton.text == "Stop"
    runUntilFrames(logic.stream, 1)
    assert logic.stream.statistics.size == (640, 480)


def test_PanelSettingsAreUsedByStart(panel, logic):
    typeSource(panel, "testpattern")
    panel.ui.sizeComboBox.setEditText(" 480X320 ")
    panel.ui.sizeComboBox.lineEdit().editingFinished.emit()
    panel.ui.frameRateSpinBox.value = 12.5
    panel.ui.loopCheckBox.checked = True
    clickStart(panel)
    settings = logic.stream.settings
    assert (settings.width, settings.height, settings.frameRate, settings.loop) == (480, 320, 12.5, True)
    runUntilFrames(logic.stream, 1)
    assert logic.stream.statistics.size == (480, 320)


def test_ViewIsChangedWhileStreaming(panel, logic, host):
    stream = logic.start("testpattern:352x288")
    runUntilFrames(stream, 1)
    index = panel.ui.viewComboBox.findText("Yellow")
    panel.ui.viewComboBox.setCurrentIndex(index)
    panel.ui.viewComboBox.activated.emit(index)
    runUntilFrames(stream, stream.statistics.framesShown + 2)
    assert sliceLogic("Yellow").GetSliceCompositeNode().GetBackgroundVolumeID() == stream.volumeNode.GetID()
    assert host.sliceWidgets["Yellow"].pixels().any()


def test_NoViewIsAChoice(panel, logic, redView):
    compositeNode = sliceLogic("Red").GetSliceCompositeNode()
    compositeNode.SetBackgroundVolumeID(None)
    stream = logic.start("testpattern:352x288", view=None)
    assert panel.ui.viewComboBox.currentText == "None"
    runUntilFrames(stream, 2)
    assert not compositeNode.GetBackgroundVolumeID()


def test_BrowsedFileBecomesTheSource(panel, logic, tmp_path, host):
    path = writeVideo(tmp_path / "film.mkv", count=3, rate=30)
    chooseFileSoon(path)
    panel.ui.browseButton.click()
    assert panel.ui.sourceComboBox.currentText == str(path)
    clickStart(panel)
    runUntilFrames(logic.stream, 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Choose a source"),
        ("-3", "no camera -3"),
        ("987", "no camera 987"),
        ("/nowhere/film.mp4", "no file"),
        ("ftp://camera/x", "Use one of"),
        ("http://127.0.0.1:1/x", "Nothing answers at 127.0.0.1:1"),
        ("http://no-such-computer.invalid/x", "Nothing answers at no-such-computer.invalid:80"),
        ("http://127.0.0.1:99999/x", "not a valid network address"),
        ("rtsp://127.0.0.1:1/x", "Nothing answers"),
        ("tcp://127.0.0.1:1", "Nothing answers"),
        ("testpattern:9x9", "64x48"),
        ("testpattern:banana", "not a valid test pattern"),
        ("~no-such-user", "not a valid file name"),
        ("{folder}", "is a folder"),
        ("{text}", "not a readable video"),
        ("{picture}", "not a readable image"),
        ("{empty}", "not a readable video"),
        ("{folder}/none_%03d.png", "no image"),
        ("{server}/nothing", "HTTP 404"),
        ("{server}/page", "web page"),
        ("{server}/login", "user name and a password"),
    ],
)
def test_BadSourceGetsOneSentenceAndAnotherTry(panel, logic, tmp_path, networkCamera, text, words):
    """No dialog, no traceback, no hang; then the panel works as before."""
    (tmp_path / "text.mp4").write_text("this is no video\n" * 1000)
    (tmp_path / "empty.mp4").touch()
    (tmp_path / "picture.png").write_text("this is no picture")
    names = {"folder": tmp_path, "text": tmp_path / "text.mp4", "empty": tmp_path / "empty.mp4"}
    names |= {"picture": tmp_path / "picture.png", "server": networkCamera.url("").rstrip("/")}
    panel.ui.acquisitionComboBox.currentText = "in-process"  # quicker to start; the process says the same
    typeSource(panel, text.format(**names))
    clickStart(panel)
    assert runUntil(lambda: logic.state.name == "FAILED", 15)
    message = panel.ui.statusLabel.text
    assert words in message
    assert message.endswith(".")
    assert "\n" not in message
    assert panel.ui.startButton.text == "Start"
    assert logic.error == message
    typeSource(panel, "testpattern:352x288")
    clickStart(panel)
    runUntilFrames(logic.stream, 1)
    assert logic.error == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"source": ""}, "Choose a source"),
        ({"source": "/nowhere"}, "no file"),
        ({"width": 10**6, "height": 10**6}, "not a valid width"),
        ({"width": "wide"}, "not a valid width"),
        ({"width": 640}, "both a width and a height"),
        ({"frameRate": -1}, "not a valid frame rate"),
        ({"fourcc": "MOTIONJPEG"}, "pixel format"),
        ({"backend": "Plus"}, "no backend"),
        ({"view": "Purple"}, "Choose one of Red, Green, Yellow"),
        ({"frameRates": 30}, "Unknown setting: frameRates"),
        ({"crop": (1, 2)}, "not a valid crop"),
        ({"crop": 7}, "not a valid crop"),
        ({"parentTransform": "Probe"}, "not a linear transform"),
        ({"rotation": 45}, "not a valid rotation"),
        ({"rotation": np.array([90, 0])}, "not a valid rotation"),
        ({"rotation": 90, "flip": np.array([1, 2])}, "flip must be True or False"),
        *[
            ({name: "no"}, f"{name} must be True or False")
            for name in ("grayscale", "loop", "flip", "showIn3D", "interpolate")
        ],
        *[({"view": view}, "not a slice view") for view in (b"Red", {}, 5, ["Red"], "\ud800")],
        ({"acquisition": np.array(["process", "in-process"])}, "not a valid acquisition"),
        ({"backend": np.array(["V4L2", "FFmpeg"])}, "no backend"),
        ({"frameRate": 10**400}, "not a valid frame rate"),
        ({"spacing": True}, "not a valid spacing"),
        ({"cropWidth": 100}, "whole: crop=(left, top, width, height)"),
        ({"outputVolume": None}, "volume as volumeNode"),
        *[({"volumeNode": node}, "not a node in the scene") for node in (5, "MRHead", [1], np.zeros(2))],
        *[({"parameterNode": node}, "not a camera's parameter node") for node in (5, "x", np.zeros(2))],
        ({"source": None, "view": "Nonsense"}, "Pass a source"),
        ({"source": None, "bogus": 1}, "Pass a source"),
        ({"source": None, "volumeNode": 5}, "Pass a source"),
    ],
)
def test_BadArgumentIsAnExceptionInTheConsole(panel, logic, arguments, words):
    with pytest.raises(SourceError) as caught:
        logic.start(**({"source": "testpattern:352x288"} | arguments))
    assert words in str(caught.value)
    assert panel.ui.statusLabel.text == logic.error == str(caught.value)
    parameterNode = logic.getParameterNode()
    assert (parameterNode.source, parameterNode.rotation) == ("0", 0), "nothing is changed"
    assert slicer.mrmlScene.GetNumberOfNodesByClass("vtkMRMLVolumeNode") == 0
    assert runningCaptures() == []


def test_NodeThatIsNotInTheSceneIsRefused(logic):
    scene = slicer.mrmlScene
    removed = [
        scene.AddNewNodeByClass(f"vtkMRML{name}Node") for name in ("VectorVolume", "LinearTransform", "ScriptedModule")
    ]
    removed.append(logic.addCamera().parameterNode)
    model = scene.AddNewNodeByClass("vtkMRMLModelNode")
    for node in removed:
        scene.RemoveNode(node)
    for arguments in (
        {"volumeNode": removed[0]}, {"parentTransform": removed[1]}, {"parameterNode": removed[2]},
        {"parameterNode": removed[3]}, {"parameterNode": model},
    ):  # fmt: skip
        with pytest.raises(SourceError, match=r"in the scene|not a camera's"):
            logic.start("testpattern:352x288", **arguments)
    assert not logic.isActive


def test_NodeAndNumbersAreTakenAsTheyCome(logic):
    """The scene's own node of a camera, and NumPy's numbers."""
    node = logic.addCamera().parameterNode
    stream = logic.start(
        "testpattern:352x288", parameterNode=node, frameRate=np.float32(30), width=np.int64(352), height=np.uint16(288),
        spacing=np.int64(2), rotation=np.int64(90), flip=np.bool_(True), crop=np.array([1, 2, 100, 80]),
    )  # fmt: skip
    assert logic.session(node).stream is stream
    parameterNode = logic.session(node).parameterNode
    assert (parameterNode.frameRate, parameterNode.width, parameterNode.spacing) == (30, 352, 2)
    assert (parameterNode.rotation, parameterNode.flip, parameterNode.cropHeight) == (90, True, 80)
    assert runUntil(lambda: stream.statistics.size == (100, 80), 10)


def test_RefusedStartLeavesACameraAndItsRecordingRunning(panel, logic, tmp_path):
    stream = logic.start("testpattern:352x288", acquisition="in-process")
    stream.record(tmp_path / "film.avi")
    runUntilFrames(stream, 2)
    examination = slicer.util.addVolumeFromArray(np.ones((4, 50, 60), np.int16), name="CT")
    for arguments in (
        {"source": "nonsense"}, {"rotation": 45}, {"view": 5}, {"flip": 1}, {"volumeNode": examination},
        {"volumeNode": 5}, {"parameterNode": 5}, {"source": None, "width": -5}, {"source": "http://user:***@camera/"},
    ):  # fmt: skip
        with pytest.raises(SourceError):
            logic.start(**({"source": "testpattern:640x480"} | arguments))
        assert logic.error == "", "the camera that runs is well"
    with pytest.raises(SourceError, match="in use by Live camera"):
        logic.start("testpattern", parameterNode=logic.addCamera(), volumeNode=stream.volumeNode)
    runUntilFrames(stream, stream.statistics.framesShown + 2)
    assert (stream.state.name, stream.recording.isActive) == ("STREAMING", True)
    assert logic.getParameterNode().source == "testpattern:352x288"
    assert len(logic.getAllParameterNodes()) == 2, "the one that was added here"


def test_RefusedStartAddsNoCamera(logic):
    stream = logic.start("testpattern:352x288", acquisition="in-process")
    model = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLModelNode", "Model")
    with pytest.raises(SourceError, match="cannot show a camera"):
        logic.start("testpattern:640x480", volumeNode=model)
    assert len(logic.getAllParameterNodes()) == 1
    assert logic.stream is stream
    assert logic.error == "", "the camera that runs is well"


def test_BackendThatIsNotHereIsNamed(logic, tmp_path):
    stream = logic.start(writeVideo(tmp_path / "film.mkv", 3, 30), backend="AVFoundation")
    assert runUntil(lambda: stream.state.name == "FAILED", 15)
    assert "Choose Automatic" in stream.error


def test_VolumeThatHoldsAnExaminationIsNotOverwritten(panel, logic):
    examination = slicer.util.addVolumeFromArray(np.ones((4, 50, 60), np.int16), name="CT")
    panel.ui.outputVolumeSelector.setCurrentNode(examination)
    typeSource(panel, "testpattern:352x288")
    clickStart(panel)
    assert "CT" in panel.ui.statusLabel.text
    assert "would overwrite" in panel.ui.statusLabel.text
    assert slicer.util.arrayFromVolume(examination).shape == (4, 50, 60)


def test_VolumeOfAnotherKindIsRefused(logic):
    labels = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLLabelMapVolumeNode", "Labels")
    empty = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLVectorVolumeNode", "Empty")
    with pytest.raises(ValueError, match="not a slice view"):
        logic.start("testpattern", volumeNode=empty, view="Purple")
    assert empty.GetSaveWithScene(), "what was refused is left as it was"
    model = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLModelNode", "Model")
    for node in (labels, model):
        with pytest.raises(ValueError, match="cannot show a camera"):
            logic.start("testpattern", volumeNode=node)
    assert logic.getParameterNode().source == "0", "nothing is changed"


def test_PanelFitsIntoSlicersPanel(panel, host):
    import ctk

    for section in panel.parent.findChildren(ctk.ctkCollapsibleButton):
        section.collapsed = False
    names = ("exposure", "gain", "brightness", "focus", "whiteBalance", "autoExposure", "autoFocus", "autoWhiteBalance")
    controls = dict.fromkeys(names, 1.0)
    panel.cameraSection.showStream(SimpleNamespace(state=State.IDLE, frame=None, info=CaptureInfo(controls=controls)))
    assert host.minimumWidth(panel.parent) <= 330, "its usual width, pixels"


def test_FoldedSectionsLieTogetherAndTheSpaceBelowThem(panel):
    sections = [getattr(panel.ui, f"{name}CollapsibleButton") for name in SECTIONS]
    for section in sections:
        section.collapsed = True
    panel.parent.resize(400, 1600)
    panel.parent.show()
    processEvents()
    tops = [section.y for section in sections]
    panel.parent.hide()
    header, spacing = sections[0].contentsMargins().top(), 3  # pixels
    *gaps, last = (below - above for above, below in itertools.pairwise(tops))
    assert set(gaps) == {header + spacing}
    assert last == 4 * (header + spacing), "Processing, Calibration and Augmented Reality, of files of their own"


def test_CropBoxesSayWhichIsWhich(panel, logic):
    ui = panel.ui
    boxes = (ui.cropLeftSpinBox, ui.cropTopSpinBox, ui.cropWidthSpinBox, ui.cropHeightSpinBox)
    assert [box.text for box in boxes] == ["Left: 0 px", "Top: 0 px", "Width: all", "Height: all"]
    logic.getParameterNode().cropWidth = 320
    assert ui.cropWidthSpinBox.text == "Width: 320 px"


# What came of the last press


@pytest.fixture
def notice(panel, logic):
    """A camera that runs, and what came of a snapshot of it in the status."""
    stream = logic.start("testpattern:352x288", acquisition="in-process")
    assert runUntil(lambda: stream.state is State.STREAMING, 10)
    panel.updateGUIFromLogic()
    panel.ui.snapshotButton.click()
    assert "Snapshot" in panel.ui.statusLabel.text


@pytest.mark.parametrize(
    "happens",
    [
        lambda panel: panel.ui.startButton.click(),
        lambda panel: panel.logic.stop(),
        lambda panel: panel.ui.freezeButton.click(),
        lambda panel: panel.ui.wholeImageButton.click(),
        lambda panel: panel.ui.parameterNodeSelector.addNode(),
    ],
    ids=["a press of Stop", "a stop by the console", "a press of Freeze", "another press", "another camera"],
)
def test_WhatCameOfAPressGoesWithTheNextThingThatHappens(panel, notice, happens):
    happens(panel)
    assert "Snapshot" not in panel.ui.statusLabel.text


def test_WhatCameOfAPressStaysWhileNothingHappens(panel, logic, notice):
    runUntilFrames(logic.stream, logic.stream.statistics.framesShown + 10)
    panel.updateGUIFromLogic()
    assert "Snapshot" in panel.ui.statusLabel.text
    assert "frames/s" in panel.ui.statusLabel.text


def test_WhatCameOfAPressGoesAfterAWhile(panel, logic, monkeypatch, notice):
    logic.stop()
    assert runUntil(lambda: not panel.timer.isActive(), 5), "also while nothing refreshes the panel"
    monkeypatch.setattr("CameraStreamLib.Panel.StatusLine.NOTICE_SECONDS", 0.1)
    panel.ui.snapshotButton.click()
    assert "Snapshot" in panel.ui.statusLabel.text
    assert runUntil(lambda: "Snapshot" not in panel.ui.statusLabel.text, 5)


def test_ShortcutsPressTheirButtons(panel, logic, tmp_path):
    panel.ui.recordingFolderLineEdit.currentPath = str(tmp_path)
    stream = logic.start("testpattern:352x288", acquisition="in-process")
    runUntilFrames(stream, 1)
    panel.updateGUIFromLogic()
    panel.parent.show()
    panel.parent.activateWindow()
    assert runUntil(lambda: panel.parent.isActiveWindow, 5)
    pressShortcut(panel.parent, "F")
    assert runUntil(lambda: stream.isFrozen, 5)
    pressShortcut(panel.parent, "S")
    assert runUntil(lambda: len(slicer.util.getNodesByClass("vtkMRMLVectorVolumeNode")) == 2, 5)
    pressShortcut(panel.parent, "R")
    assert runUntil(lambda: stream.recording and stream.recording.frames > 2, 5)
    pressShortcut(panel.parent, "R")  # while the button has another text
    assert runUntil(lambda: not stream.recording.isActive, 10)
    panel.parent.hide()


def test_OnlySettingsAreSavedWithTheScene(panel, logic, tmp_path):
    stream = logic.start("testpattern:352x288")
    runUntilFrames(stream, 2)
    node = slicer.mrmlScene.GetSingletonNode("CameraStream", "vtkMRMLScriptedModuleNode")
    names = {name.split(".")[0] for name in node.GetParameterNames()}
    assert names == set(type(logic.getParameterNode()).allParameters)
    modified = node.GetMTime()
    runUntilFrames(stream, 10)
    assert node.GetMTime() == modified, "running writes nothing into the scene"
    assert not stream.volumeNode.GetSaveWithScene()


def test_LoadingASceneTurnsNoCameraOn(panel, logic, tmp_path):
    logic.start("testpattern:352x288")
    runUntilFrames(logic.stream, 1)
    logic.stop()
    path = tmp_path / "scene.mrml"
    slicer.mrmlScene.SetURL(str(path))
    assert slicer.mrmlScene.Commit()
    slicer.mrmlScene.Clear(False)
    slicer.mrmlScene.SetURL(str(path))
    assert slicer.mrmlScene.Connect()
    runUntil(lambda: False, 0.3)
    assert not logic.isActive
    assert runningCaptures() == []
    assert logic.getParameterNode().source == "testpattern:352x288"
    panel.parent.enter()
    assert panel.ui.sourceComboBox.currentText == "testpattern:352x288"
    clickStart(panel)
    runUntilFrames(logic.stream, 1)


def test_PasswordReachesNeitherSceneNorPanelNorLog(panel, logic, networkCamera, tmp_path, capfd, caplog):
    caplog.set_level(0)
    typeSource(panel, networkCamera.url("login?width=352&height=288", userInfo="user:secret@"))
    assert "secret" not in panel.ui.sourceComboBox.currentText
    clickStart(panel)
    runUntilFrames(logic.stream, 2)
    logic.stop()
    clickStart(panel)  # the password is known in this session
    runUntilFrames(logic.stream, 2)
    logic.stop()
    logic.start(networkCamera.url("nothing?token=secret", userInfo="user:secret@"))
    assert runUntil(lambda: logic.state.name == "FAILED", 15)
    path = tmp_path / "scene.mrml"
    slicer.mrmlScene.SetURL(str(path))
    slicer.mrmlScene.Commit()
    shown = [widget.text for widget in vars(panel.ui).values() if isinstance(getattr(widget, "text", None), str)]
    everything = [path.read_text(), *capfd.readouterr(), caplog.text, json.dumps(shown), repr(logic.stream.settings)]
    assert not any("secret" in text for text in everything)


def test_WrongPasswordIsSaidWithoutThePassword(panel, logic, networkCamera):
    typeSource(panel, networkCamera.url("login", userInfo="user:mistake@"))
    clickStart(panel)
    assert runUntil(lambda: logic.state.name == "FAILED", 15)
    assert "user name and a password" in panel.ui.statusLabel.text
    assert "mistake" not in panel.ui.statusLabel.text


def test_ImagesArePublishedFromThePanel(panel, logic):
    assert not panel.ui.publishButton.enabled
    stream = logic.start("testpattern:352x288")
    runUntilFrames(stream, 1)
    panel.ui.deviceNameLineEdit.text = ""
    panel.ui.publishButton.click()
    assert "device name" in panel.ui.statusLabel.text
    assert not panel.ui.publishButton.checked
    panel.ui.deviceNameLineEdit.text = "Endoscope"
    with socket.create_server(("127.0.0.1", 0)) as server:  # a port that is in use
        panel.ui.portSpinBox.value = server.getsockname()[1]
        panel.ui.publishButton.click()
        assert runUntil(lambda: "in use by another program" in panel.ui.publishStatusLabel.text, 5), (
            panel.ui.publishStatusLabel.text
        )
    panel.updateGUIFromLogic()
    assert not panel.ui.publishButton.checked
    panel.ui.publishButton.click()
    assert runUntil(lambda: "127.0.0.1" in panel.ui.publishStatusLabel.text, 5)
    assert not panel.ui.portSpinBox.enabled
    socket.create_connection(("127.0.0.1", panel.ui.portSpinBox.value)).close()
    logic.stop()
    assert (panel.ui.publishButton.checked, panel.ui.publishStatusLabel.text) == (False, "Not publishing.")
