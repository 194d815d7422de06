"""What processors make, in the scene and in the view's pixels: from their processes, on real streams."""

import json
import re
import textwrap
import time

import numpy as np
import pytest
from conftest import runUntilFrames, shownFrame

import slicer

from CameraStreamLib.Acquisition import Kept
from CameraStreamLib.Shared.Errors import SourceError
from CameraStreamLib.Shared.RecordingFile import readRows
from Host.Application import REPOSITORY
from Host.EventLoop import runUntil

SOURCE = "testpattern:352x288@30"

MARK_ROWS = 40
"""Of the frame, in which a frozen view has its mark."""


@pytest.fixture
def file(tmp_path):
    def make(text: str, name: str = "made.py"):
        path = tmp_path / name
        path.write_text(textwrap.dedent(text))
        return path

    return make


def runUntilResult(processor, condition=lambda result: True, seconds: float = 15) -> None:
    """Run the event loop until a new result meets a condition and is in its nodes."""
    first = processor.results.number if processor.results else 0

    def isThere() -> bool:
        result = processor.results
        return bool(result) and result.number > first and condition(result) and not processor._hasNewOverlay

    assert runUntil(isThere, seconds), (processor.error, processor.output)


def test_MaskIsALabelMapOverThePicture(logic, redView, file):
    stream = logic.start(SOURCE)
    processor = stream.addProcessor(
        file("""
        import numpy as np
        def process(pixels):
            mask = np.zeros(pixels.shape[:2], bool)
            mask[100:200, 50:150] = True
            return mask
        """)
    )
    runUntilResult(processor)
    stream.freeze()
    node = processor.nodes["labels"]
    assert node.IsA("vtkMRMLLabelMapVolumeNode")
    assert slicer.util.arrayFromVolume(node)[0].sum() == 10_000
    assert not node.GetSaveWithScene()
    composite = slicer.mrmlScene.GetSingletonNode("Red", "vtkMRMLSliceCompositeNode")
    assert composite.GetLabelVolumeID() == node.GetID()
    difference = np.abs(shownFrame(redView).astype(int) - stream.frame.pixels).max(axis=2)
    inside = difference[105:195, 55:145]
    assert (inside > 10).mean() > 0.9
    assert (difference[MARK_ROWS:95] == 0).all()
    assert (difference[MARK_ROWS:, 155:] == 0).all()
    processor.remove()
    assert composite.GetLabelVolumeID() is None
    assert np.array_equal(shownFrame(redView)[MARK_ROWS:], stream.frame.pixels[MARK_ROWS:])


def test_ImageHidesThePictureAndLeavesOthersAlone(logic, redView, file):
    reslice = slicer.app.applicationLogic().GetSliceLogicByLayoutName("Red").GetForegroundLayer().GetReslice()
    fraction = reslice.GetSlabSliceSpacingFraction()
    stream = logic.start(SOURCE)
    processor = stream.addProcessor(file("def process(pixels):\n    return 255 - pixels\n"))
    processor.isWaitedFor = True
    runUntilResult(processor, lambda result: result.picture is not None)
    runUntilFrames(stream, stream.statistics.framesShown + 3)
    stream.freeze()
    assert np.array_equal(shownFrame(redView)[MARK_ROWS:], 255 - stream.frame.pixels[MARK_ROWS:])
    assert reslice.GetSlabSliceSpacingFraction() == 1.0, "by the fast path, as the camera's own"
    processor.remove()
    assert reslice.GetSlabSliceSpacingFraction() == fraction != 1.0
    assert np.array_equal(shownFrame(redView)[MARK_ROWS:], stream.frame.pixels[MARK_ROWS:])
    stream.freeze(False)
    other = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLScalarVolumeNode", "CT")
    slicer.util.updateVolumeFromArray(other, np.zeros((1, 4, 4), np.uint8))
    composite = slicer.mrmlScene.GetSingletonNode("Red", "vtkMRMLSliceCompositeNode")
    composite.SetForegroundVolumeID(other.GetID())
    again = stream.addProcessor("Sharpen", amount=1.0)
    runUntilResult(again)
    assert composite.GetForegroundVolumeID() == other.GetID()
    assert again.nodes["image"].GetImageData().GetDimensions() == (352, 288, 1)


def test_OverlayNeverLagsWhereThePictureWaits(logic, file):
    """The picture and the labels in the nodes are always of one frame, however slow the processor is."""
    stream = logic.start(SOURCE)
    processor = stream.addProcessor(
        file("""
        import time
        def process(pixels):
            time.sleep(0.08)
            return pixels[..., 0] > 128
        """)
    )
    processor.isWaitedFor = True
    runUntilResult(processor, lambda result: result.picture is not None)
    numbers = []

    def compare(*_) -> bool:
        if stream.frame.number == processor.results.number:
            labels = slicer.util.arrayFromVolume(processor.nodes["labels"])[0]
            picture = slicer.util.arrayFromVolume(stream.volumeNode)[0]
            assert np.array_equal(picture[..., 0] > 128, labels > 0)
            numbers.append(stream.frame.number)
        return len(set(numbers)) >= 8

    assert runUntil(compare, 15), numbers


def test_PointsLinesAndBoxesAreMarkupsAtThePicturesPlace(logic, redView, file):
    transform = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLLinearTransformNode")
    stream = logic.start(SOURCE, spacing=0.5, crop=(20, 10, 200, 150))
    stream.volumeNode.SetAndObserveTransformNodeID(transform.GetID())
    processor = stream.addProcessor(
        file("""
        def process(pixels):
            return {
                "points": [{"point": (30, 40), "name": "tip", "score": 0.5}, (100, 20)],
                "lines": [[(0, 0), (50, 60), (100, 0)]],
                "boxes": [{"box": (10, 20, 30, 40), "name": "tool"}],
            }
        """)
    )
    runUntilResult(processor)
    points, line, box = (processor.nodes[name] for name in ("points", "line 1", "box 1"))
    matrix = stream.volume.ijkToRAS
    assert np.allclose(slicer.util.arrayFromMarkupsControlPoints(points)[0], (matrix @ [30, 40, 0, 1])[:3])
    assert points.GetNthControlPointLabel(0) == "tip 0.50"
    assert np.allclose(slicer.util.arrayFromMarkupsControlPoints(line)[1], (matrix @ [50, 60, 0, 1])[:3])
    assert np.allclose(slicer.util.arrayFromMarkupsControlPoints(box)[2], (matrix @ [40, 60, 0, 1])[:3])
    assert [each.GetTransformNodeID() for each in (points, line, box)] == [transform.GetID()] * 3
    assert not any(each.GetSaveWithScene() for each in (points, line, box))
    nodes = slicer.mrmlScene.GetNumberOfNodes()
    runUntilResult(processor)
    assert slicer.mrmlScene.GetNumberOfNodes() == nodes, "they are made once"
    stream.freeze()
    shown = redView.pixels().astype(int)
    processor.isShown = False
    runUntil(lambda: False, 0.1)
    processor.remove()
    hidden = redView.pixels().astype(int)
    assert (np.abs(shown - hidden).max(axis=2) > 30).sum() > 100
    assert points.GetScene() is None


def test_TransformsNumbersAndTextAreNodes(logic, withoutViews, file):
    stream = logic.start(SOURCE)
    processor = stream.addProcessor(
        file("""
        import numpy as np
        class Made:
            count = 0
            def process(self, frame):
                self.count += 1
                matrix = np.eye(4)
                matrix[0, 3] = frame.number
                return {"transforms": {"probe": matrix}, "numbers": {"frame": frame.number, "count": self.count},
                        "text": f"frame {frame.number}"}
        """)
    )
    runUntilResult(processor, lambda result: result.numbers["count"] > 5)
    number = processor.results.number
    matrix = slicer.util.arrayFromTransformMatrix(processor.nodes["probe transform"])
    assert matrix[0, 3] == number
    assert processor.nodes["text"].GetText() == f"frame {number}"
    table = processor.nodes["numbers"].GetTable()
    assert [table.GetColumnName(index) for index in range(3)] == ["Time", "frame", "count"]
    frames = [table.GetValueByName(row, "frame").ToDouble() for row in range(table.GetNumberOfRows())]
    times = [table.GetValueByName(row, "Time").ToDouble() for row in range(table.GetNumberOfRows())]
    assert frames[-1] == number
    assert frames == sorted(set(frames))
    assert np.allclose(np.diff(times), np.diff(frames) / 30, atol=0.02)
    assert processor.nodes["plot"].GetNumberOfPlotSeriesNodes() == 2


def test_ItLivesOverStopAndStart(logic, withoutViews, file, acquisition):
    stream = logic.start(SOURCE, acquisition=acquisition)
    processor = stream.addProcessor("Motion", threshold=40)
    runUntilResult(processor)
    labels = processor.nodes["labels"]
    stream.stop()
    assert labels.GetScene()
    stream = logic.start(SOURCE, acquisition=acquisition)
    runUntilResult(processor)
    assert processor.nodes["labels"] is labels
    assert list(stream.processors) == [processor]
    assert [each["name"] for each in processor.description] == ["threshold", "memory"]
    processor.change(threshold=10)
    assert '"threshold": 10' in logic.getParameterNode().processors
    with pytest.raises(SourceError, match=r"no processor 'Contrasts'\. Choose a Python file, or one of Board, "):
        stream.addProcessor("Contrasts")
    logic.stop()
    processor.remove()
    assert logic.getParameterNode().processors == ""
    assert labels.GetScene() is None


def test_FileOfASceneRunsOnceItIsAllowed(logic, withoutViews, file, monkeypatch):
    path = file("def process(pixels):\n    return 1\n")
    logic.getParameterNode().processors = f'[{{"file": "{path}"}}]'
    questions, answers = [], [False, True]

    def answer(question, *_):
        questions.append(question)
        return answers.pop(0)

    monkeypatch.setattr(slicer.util, "confirmYesNoDisplay", answer)
    stream = logic.start(SOURCE)
    (processor,) = stream.processors
    runUntilFrames(stream, 5)
    assert "was not allowed to run" in processor.error
    assert processor.results is None
    stream = logic.start(SOURCE)
    runUntilResult(processor)
    logic.start(SOURCE)
    runUntilResult(processor)
    assert len(questions) == 2, "an answer is remembered"
    assert str(path) in questions[0]
    path.write_text("def process(pixels):\n    return 2  # another content\n")
    answers.append(False)
    logic.start(SOURCE)
    assert len(questions) == 3


def test_OldResultFadesAndGoes(logic, redView, file):
    stream = logic.start(SOURCE)
    processor = stream.addProcessor(
        file("""
        import time
        class Made:
            count = 0
            timeLimit = 30
            def process(self, frame):
                self.count += 1
                if self.count > 10:
                    time.sleep(20)
                return frame.pixels[..., 0] > 128
        """)
    )
    composite = slicer.mrmlScene.GetSingletonNode("Red", "vtkMRMLSliceCompositeNode")
    opacities = []

    def isGone() -> bool:
        opacities.append((composite.GetLabelVolumeID() is not None, round(composite.GetLabelOpacity(), 2)))
        return (True, 0.5) in opacities and not opacities[-1][0]

    assert runUntil(isGone, 15), opacities[-1]
    assert (True, 0.2) in opacities
    assert time.perf_counter() - processor.results.timestamp < 2


def test_SnapshotTakesResultsAlong(logic, withoutViews, file):
    transform = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLLinearTransformNode")
    stream = logic.start(SOURCE, parentTransform=transform)
    processor = stream.addProcessor(
        file("""
        import numpy as np
        class Made:
            count = 0
            def process(self, frame):
                self.count += 1
                made = {"mask": frame.pixels[..., 0] > 128, "transforms": {"probe": np.eye(4)}, "text": "seen",
                        "points": [{"point": (3, 4), "name": "tip"}], "numbers": {"a": 1}}
                return made | ({"lines": [[(0, 0), (1, 1)]]} if self.count < 3 else {})
        """)
    )
    runUntilResult(processor)
    runUntilResult(processor, lambda result: not result.lines)
    stream.freeze()
    runUntil(lambda: False, 0.1)
    before = {node.GetID() for node in slicer.util.getNodesByClass("vtkMRMLNode")}
    snapshot = logic.session().snapshot()
    made = [node for node in slicer.util.getNodesByClass("vtkMRMLNode") if node.GetID() not in before]
    copies = {key: [each for each in made if each.GetName().startswith(node.GetName())]
              for key, node in processor.nodes.items()}  # fmt: skip
    assert {key: len(nodes) for key, nodes in copies.items() if not key.startswith("plot")} == {
        "labels": 1, "points": 1, "probe transform": 1, "numbers": 1, "text": 1, "line 1": 0,
    }  # fmt: skip
    assert all(each.GetSaveWithScene() for nodes in copies.values() for each in nodes)
    labels, points, table = (copies[key][0] for key in ("labels", "points", "numbers"))
    assert np.array_equal(slicer.util.arrayFromVolume(labels), slicer.util.arrayFromVolume(processor.nodes["labels"]))
    assert points.GetNthControlPointLabel(0) == "tip"
    assert table.GetTable().GetNumberOfRows() == processor.nodes["numbers"].GetTable().GetNumberOfRows()
    assert copies["text"][0].GetText() == "seen"
    place = snapshot.GetTransformNodeID()
    assert place != transform.GetID(), "the transform may go on moving"
    assert (labels.GetTransformNodeID(), points.GetTransformNodeID()) == (place, place)
    processor.remove()
    assert all(each.GetScene() for nodes in copies.values() for each in nodes)


def test_NumbersAndTextAreInTheCornerOfTheView(logic, redView, file):
    stream = logic.start(SOURCE)
    processor = stream.addProcessor(
        file("""
        class Made:
            def process(self, frame):
                return {"numbers": {"frame": frame.number, "area": 12.5}, "text": "seen"}
        """)
    )
    processor.isWaitedFor = True
    runUntilResult(processor, lambda result: result.picture is not None)
    runUntilFrames(stream, stream.statistics.framesShown + 2)
    stream.freeze()
    without = redView.pixels().astype(int)
    processor.isInCorner = True
    number = processor.results.number
    assert runUntil(lambda: processor.results.number > number + 3, 5)
    changed = np.abs(redView.pixels().astype(int) - without).max(axis=2) > 60
    assert changed[:100, :250].sum() > 300
    assert changed[100:].sum() == changed[:, 250:].sum() == 0
    renderer = redView.sliceView.renderWindow().GetRenderers().GetFirstRenderer()
    texts = [each for each in renderer.GetViewProps() if each.IsA("vtkTextActor")]
    (text,) = [each for each in texts if "area" in each.GetInput()]
    assert text.GetInput() == f"frame: {stream.frame.number}\narea: 12.5\nseen", "of the frame that is shown"
    processor.remove()
    assert text not in renderer.GetViewProps()


def test_CrashAndErrorLeaveTheCameraAlone(logic, withoutViews, file):
    stream = logic.start(SOURCE)
    processor = stream.addProcessor(file("import os\ndef process(pixels):\n    os.kill(os.getpid(), 9)\n"))
    assert runUntil(lambda: "ended unexpectedly" in processor.error, 15)
    shown = stream.statistics.framesShown
    runUntilFrames(stream, shown + 10)
    assert stream.state.isActive
    assert stream.error == ""


def test_FileOfTheReadmeMakesWhatItSays(logic, withoutViews, file):
    readme = (REPOSITORY / "README.md").read_text()
    code = next(block for block in re.findall(r"```python\n(.*?)```", readme, re.DOTALL) if "def process(" in block)
    assert len([line for line in code.splitlines() if line]) <= 10
    stream = logic.start(SOURCE)
    processor = stream.addProcessor(file(code), threshold=120)
    processor.isWaitedFor = True
    runUntilResult(processor, lambda result: result.picture is not None)
    expected = processor.results.picture[..., 0] > 120
    assert np.array_equal(processor.results.labels > 0, expected)
    assert processor.results.numbers == {"area": expected.sum()}
    rows, columns = expected.nonzero()
    assert np.allclose(processor.results.points[0].points[0], (columns.mean(), rows.mean()))


def test_MaskIsShownByTheRenderingOfAFrame(logic, redView, file, acquisition):
    """A view that rendered for the frame and then for its mask would show half as many."""
    stream = logic.start(SOURCE, acquisition=acquisition)
    processor = stream.addProcessor(file("def process(pixels):\n    return pixels[..., 0] > 128\n"))
    runUntilResult(processor)
    runUntilFrames(stream, stream.statistics.framesShown + 5)
    renderings, frames = redView.requests.count, stream.statistics.framesShown
    runUntilFrames(stream, frames + 30)
    assert redView.requests.count - renderings <= 1.2 * (stream.statistics.framesShown - frames)


def test_FrozenPictureGetsItsOwnResultAndKeepsIt(logic, redView, file):
    stream = logic.start("testpattern:352x288@8")  # slow enough for each result to be seen, however busy it is here
    processor = stream.addProcessor(file("def process(pixels):\n    return pixels[..., 0] > 128\n"))
    runUntilResult(processor)
    runUntilFrames(stream, stream.statistics.framesShown + 3)
    stream.freeze()

    def labels():
        return slicer.util.arrayFromVolume(processor.nodes["labels"])[0] > 0

    expected = stream.frame.pixels[..., 0] > 128
    runUntil(lambda: np.array_equal(labels(), expected), 2)
    before, number = labels().copy(), processor.results.number
    assert runUntil(lambda: processor.results.number > number + 3, 5)
    assert np.array_equal(labels(), before), "the newest results are not shown over it"
    assert np.array_equal(before, expected)
    assert slicer.mrmlScene.GetSingletonNode("Red", "vtkMRMLSliceCompositeNode").GetLabelVolumeID()


def test_ResultsAreRecordedAndPlayedWithTheirFrames(logic, withoutViews, file, tmp_path):
    """Points, numbers and text as lines of JSON, labels and images as videos; then all of it from these files."""
    stream = logic.start(SOURCE)
    processor = stream.addProcessor(
        file("""
        class Made:
            def process(self, frame):
                labels = (frame.pixels[..., 0] > 128) * 7
                return {"numbers": {"number": frame.number, "sum": frame.pixels.sum()}, "text": "ü", "labels": labels,
                        "points": [{"point": (1, 2), "name": "tip"}], "boxes": [(1, 2, 3, 4)],
                        "image": 255 - frame.pixels}
        """)
    )
    processor.isRecorded = True
    runUntilResult(processor)
    film = tmp_path / "film.mkv"
    stream.record(film)
    runUntilFrames(stream, stream.statistics.framesShown + 20)
    stream.stop()  # which completes all files
    assert runUntil(lambda: not stream.recording.isActive, 15)
    for ending in Kept.endingProcesses:
        ending._process.wait(10)
    lines = [json.loads(line) for line in (tmp_path / "film.mkv.made.jsonl").read_text(encoding="utf-8").splitlines()]
    times = {row.number: row.time for row in readRows(film)[0]}
    both = [line for line in lines if line["frame"] in times]
    assert len(both) > 3
    for line in both:
        assert line["numbers"]["number"] == line["frame"]
        assert line["time"] == pytest.approx(times[line["frame"]], abs=1e-5)
        assert line["points"] == [{"points": [[1.0, 2.0]], "name": "tip", "score": None}]
        assert line["text"] == "ü"
    processor.remove()
    stream = logic.start(film, loop=True)
    (played,) = stream.processors
    assert (played.name, logic.getParameterNode().processors) == ("made recorded", "")
    compared = []

    def compare(*_) -> bool:
        result = played.results
        if result and result.labels is not None and result.numbers and result.picture is not None:
            assert np.array_equal(result.labels, (result.picture[..., 0] > 128) * 7)
            assert np.array_equal(result.image, 255 - result.picture)
            assert result.numbers["sum"] == result.picture.sum()
            assert result.boxes[0].points == [[1, 2], [4, 2], [4, 6], [1, 6]]
            compared.append(result.number)
        return len(compared) >= 5

    assert runUntil(compare, 15), (played.error, played.output, compared)
    index = [*times].index(both[-1]["frame"])
    stream.pause()
    stream.seek(frame=index + 1)
    assert runUntil(lambda: played.results.numbers.get("number") == both[-1]["frame"], 5)
    logic.start(SOURCE)
    assert list(logic.stream.processors) == []
    with pytest.raises(SourceError, match='There are already results of "made" beside'):
        logic.stream.record(tmp_path / "film.avi")  # "film.made labels.mkv" would be taken for its own


def test_OverlayFollowsTheViewAndIsMadeAnewWhereItWasDeleted(logic, withoutViews, file):
    stream = logic.start(SOURCE)
    processor = stream.addProcessor(
        file("def process(pixels):\n    return {'mask': pixels[..., 0] > 9, 'points': [(1, 2)]}\n")
    )
    runUntilResult(processor)
    red, green = (slicer.mrmlScene.GetSingletonNode(name, "vtkMRMLSliceCompositeNode") for name in ("Red", "Green"))
    logic.getParameterNode().view = "Green"
    runUntilResult(processor)
    labels = processor.nodes["labels"]
    assert (red.GetLabelVolumeID(), green.GetLabelVolumeID()) == (None, labels.GetID())
    logic.getParameterNode().view = "Purple"  # there is none
    slicer.mrmlScene.RemoveNode(labels)
    slicer.mrmlScene.RemoveNode(processor.nodes["points"])
    runUntilResult(processor)
    assert processor.nodes["labels"] is not labels
    assert green.GetLabelVolumeID() == processor.nodes["labels"].GetID()
    assert processor.nodes["points"].GetNumberOfControlPoints() == 1
    assert stream.state.isActive
    assert processor.error == ""
