"""Markers in the scene: a film of a known camera, a processor's process, and what comes of it in nodes and files."""

import json
import shutil

import numpy as np
import pyigtl
import pytest
from conftest import runUntilFrames
from MarkerScenes import markerPlane, markerPose
from SyntheticCamera import SyntheticCamera
from test_ProcessingResults import runUntilResult

import slicer

from CameraStreamLib.Shared.Calibration import Calibration
from CameraStreamLib.Shared.RecordingFile import readRows
from Host.EventLoop import runUntil

CAMERA = Calibration("standard", (640, 480), (500.0, 502.0), (322.4, 236.1), (-0.25, 0.09, 0.001, -0.0005, -0.02))

SEEN_FRAMES, FRAMES = 14, 24
"""Of the film: in the last ones there is no marker."""

RATE = 25


def truth(number: int) -> np.ndarray:
    """(4, 4): where marker 3 is in the frame of this number, from 1; the film is played again and again."""
    index = (number - 1) % FRAMES
    return markerPose(400, tilt=20 + index, about=30, turn=3 * index, center=(5 * index - 50, 20 - 2 * index))


def isSeen(number: int) -> bool:
    return (number - 1) % FRAMES < SEEN_FRAMES


def isTrue(matrix, number: int) -> bool:
    """Within twice the error that the processor states, mm; from frame to frame the marker moves by 5."""
    return np.allclose(matrix, truth(number), atol=1)


@pytest.fixture(scope="session")
def film(tmp_path_factory):
    scenes = [[markerPlane(3, 50, truth(number))] if isSeen(number) else [] for number in range(1, FRAMES + 1)]
    camera = SyntheticCamera(CAMERA, noise=2, samples=2)
    return camera.film(tmp_path_factory.mktemp("film") / "marker.mkv", scenes, RATE)


@pytest.fixture
def stream(logic, withoutViews, film):
    """The film, of a camera whose calibration is known."""
    stream = logic.start(film, loop=True)
    logic.session().calibration.use(CAMERA)
    return stream


def matrixOf(node) -> np.ndarray:
    return slicer.util.arrayFromTransformMatrix(node)


def test_MarkerIsATransformThatIsLostAndFound(stream, logic):
    processor = stream.addProcessor("Markers")
    runUntilResult(processor, lambda result: "Marker 3" in result.transforms)
    node = slicer.mrmlScene.GetFirstNodeByName("Marker 3")
    assert node is processor.nodes["Marker 3 transform"]
    events, seen, compared = [], [], []
    tag = node.AddObserver(slicer.vtkMRMLTransformNode.TransformModifiedEvent, lambda *_: events.append(1))

    def isFoundAgain() -> bool:
        number = processor.results.number
        if not compared or number != compared[-1]:
            assert ("Marker 3" in processor.results.transforms) == isSeen(number)
            assert node.GetAttribute("CameraStream.seen") == ("1" if isSeen(number) else "0")
            assert not isSeen(number) or isTrue(matrixOf(node), number)
            seen.append((isSeen(number), len(events), node.GetMTime()))
            compared.append(number)
        return [first for first, _, _ in seen[-3:]] == [True] * 3 and not all(first for first, _, _ in seen)

    assert runUntil(isFoundAgain, 15), (processor.error, seen)
    node.RemoveObserver(tag)
    lost = [each for each in seen if not each[0]]
    assert len(lost) > 2
    assert len(set(lost)) == 1, "the node of a marker that is not seen is not modified"
    assert len(events) >= sum(first for first, _, _ in seen) - 1
    assert {f"Marker 3 error ({unit})" for unit in ("mm", "degrees")} < set(processor.results.numbers)
    assert not node.GetSaveWithScene()
    assert runUntil(lambda: node.GetAttribute("CameraStream.seen") == "1", 5)
    logic.stop()
    assert node.GetAttribute("CameraStream.seen") == "0", "a camera that is off sees nothing"


def test_WithoutCalibrationItSaysWhatToDo(logic, withoutViews, film, tmp_path):
    unknown = shutil.copy(film, tmp_path / "unknown.mkv")
    stream = logic.start(unknown, loop=True)
    processor = stream.addProcessor("Markers")
    sentence = "Calibrate the camera first: without its calibration, no pose can be computed."
    assert runUntil(lambda: processor.error == sentence, 15), processor.error
    logic.session().calibration.use(CAMERA)
    runUntilResult(processor, lambda result: "Marker 3" in result.transforms)
    assert processor.error == ""


def test_PoseIsThatOfTheImageUndistortedAndCropped(stream, logic):
    processor = stream.addProcessor("Markers")
    runUntilResult(processor, lambda result: "Marker 3" in result.transforms)
    logic.getParameterNode().undistort = True
    runUntilResult(processor, lambda result: result.isUndistorted and "Marker 3" in result.transforms)
    assert isTrue(processor.results.transforms["Marker 3"], processor.results.number)
    stream.setCrop((190, 130, 270, 210))
    runUntilResult(processor, lambda result: result.offset == (190, 130) and "Marker 3" in result.transforms)
    assert isTrue(processor.results.transforms["Marker 3"], processor.results.number)


def test_PosesAreRecordedBesideTheFilm(stream, tmp_path):
    processor = stream.addProcessor("Markers")
    runUntilResult(processor)
    recorded = tmp_path / "film.mkv"
    stream.record(recorded)
    runUntilFrames(stream, stream.statistics.framesShown + FRAMES)
    stream.stopRecording()
    assert runUntil(lambda: not stream.recording.isActive, 15)
    lines = [json.loads(line) for line in (tmp_path / "film.mkv.Markers.jsonl").read_text().splitlines()]
    times = {row.number: row.time for row in readRows(recorded)[0]}
    poses = [line for line in lines if line["frame"] in times and line.get("transforms")]
    assert len(poses) > 5, (lines, times)
    for line in poses:
        assert isTrue(line["transforms"]["Marker 3"], line["frame"])
        assert line["time"] == pytest.approx(times[line["frame"]], abs=1e-5)


def test_SequenceHasThePosesInStepWithTheImages(stream):
    processor = stream.addProcessor("Markers")
    runUntilResult(processor)
    numbers = []
    recorder = stream.recordSequence()
    stream.addObserver(lambda stream: numbers.append(stream.frame.number))
    assert runUntil(lambda: recorder.frames >= FRAMES, 15)
    browser = stream.stopSequence()
    images = browser.GetMasterSequenceNode()
    (poses,) = [node for node in slicer.util.getNodesByClass("vtkMRMLSequenceNode") if node is not images]
    assert browser.IsSynchronizedSequenceNode(poses.GetID())
    inStep = 0
    for index in range(browser.GetNumberOfItems()):
        browser.SetSelectedItemNumber(index)
        proxy = browser.GetProxyNode(poses)
        item = poses.GetItemNumberFromIndexValue(images.GetNthIndexValue(index), True)
        if item >= 0:  # of that very frame
            assert proxy.GetAttribute("CameraStream.seen") == ("1" if isSeen(numbers[index]) else "0")
            if isSeen(numbers[index]):
                assert isTrue(matrixOf(proxy), numbers[index])
                inStep += 1
    assert inStep > 5


def test_PyigtlReceivesThePoses(stream):
    """As TRANSFORM messages of the markers' names."""
    stream.addProcessor("Markers")
    stream.publish(port=0, deviceName="Camera")
    assert runUntil(lambda: stream.info.publishing.get("address"), 10)
    client = pyigtl.OpenIGTLinkClient("127.0.0.1", int(stream.info.publishing["address"].rpartition(":")[2]))
    matrices = []

    def take() -> bool:
        matrices.extend(each.matrix for each in client.get_latest_messages() if each.device_name == "Marker 3")
        return len(matrices) > 5

    assert runUntil(take, 15)
    client.stop()
    for matrix in matrices:
        assert any(isTrue(matrix, number) for number in range(1, SEEN_FRAMES + 1))
