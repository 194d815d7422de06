"""Replay: a recording is played with its own times, at its place, back and forth."""

import json
import struct
import time

import numpy as np
import pytest
from conftest import runUntilFrames
from Recordings import writeImages, writeVideo
from test_Recording import SOURCE, finish, numbersOf, record, rowsOf

import slicer

from CameraStreamLib.Capture.Outputs.QueuedTap import TappedFrame
from CameraStreamLib.Capture.Outputs.RecordingWriter import RecordingWriter
from CameraStreamLib.Capture.Sources.OpenSource import openSource
from CameraStreamLib.Shared import FrameStamp
from CameraStreamLib.Shared.Errors import SourceError
from CameraStreamLib.Shared.Frame import FrameRegion, Tracking
from CameraStreamLib.Shared.RecordingFile import CODECS, partPath, sidePath
from CameraStreamLib.Shared.Settings import CaptureSettings
from CameraStreamLib.Shared.Source import parseSource
from Host.EventLoop import runUntil

pytestmark = pytest.mark.usefixtures("withoutViews")

TOLERANCE_SECONDS = 0.02
"""Of the median frame, s: a frame comes at its time, later by what its reading takes."""


def stampOf(stream) -> int:
    return FrameStamp.read(stream.frame.pixels)[0]


def play(logic, path, **arguments):
    """Play a file to its end; returns the stream, the numbers of its frames, and their times (s)."""
    numbers, times = [], []
    stream = logic.start(path, view="", acquisition="in-process", **arguments)
    stream.addObserver(lambda stream: numbers.append(stampOf(stream)))
    stream.addObserver(lambda stream: times.append(stream.frame.timestamp))
    assert runUntil(lambda: not stream.state.isActive, 15)
    assert stream.state.name == "STOPPED", stream.message
    return stream, numbers, np.array(times)


def checkPlayed(stream, numbers, path) -> None:
    """Every frame was played, and what was shown of it, by a computer that may be busy, came in order."""
    assert stream.statistics.framesCaptured == len(rowsOf(path))
    assert len(numbers) > len(rowsOf(path)) / 2
    assert set(numbers) <= set(numbersOf(path))
    assert numbers == sorted(numbers)


def paused(logic, path, **arguments):
    """A stream that rests on an early frame."""
    stream = logic.start(path, view="", acquisition="in-process", **arguments)
    stream.pause()
    stream.seek(0)
    runUntilFrames(stream, 1)
    return stream


def runUntilAt(stream, frame: int) -> None:
    assert runUntil(lambda: stream.position.frame == frame and stampOf(stream) == frame, 3), stream.position


@pytest.fixture(params=["Automatic", "FFmpeg"])
def backend(request) -> str:
    """PyAV reads, or OpenCV, as for a user who declines PyAV."""
    return request.param


@pytest.mark.parametrize("codec", CODECS)
def test_SameFramesInTheSameOrderAtTheSameTimes(logic, tmp_path, codec, backend):
    source = f"{SOURCE[:-2]}{25}"
    path = tmp_path / f"film{CODECS[codec]}"
    finish(record(logic, path, frames=12, source=source))
    logic.stop()
    stream, numbers, times = play(logic, path, backend=backend)
    assert stream.settings.backend == backend
    checkPlayed(stream, numbers, path)
    recorded = {int(row["frame"]): float(row["time"]) for row in rowsOf(path)}
    differences = times - [recorded[number] for number in numbers]
    assert np.median(np.abs(differences - np.median(differences))) < TOLERANCE_SECONDS


def writeParts(path, parts: int, of: int) -> None:
    """A recording of several parts; each frame lies at x = its index, mm."""
    writer = RecordingWriter(path, "mjpg", "id", "camera", None, 30.0)
    for index in range(parts * of):
        width = 200 + 20 * (index // of)
        pose = np.eye(4)
        pose[0, 3] = index
        region = FrameRegion((0, 0), (width, 100), Tracking(0.0, pose))
        writer.write(TappedFrame(np.full((100, width, 3), index, np.uint8), index + 1, index / 30, region, 0))
    writer.close(0)


def readAll(path) -> tuple[list[float], str]:
    """Where the frames of a recording lie (x, mm), and the notice at its end."""
    source = openSource(CaptureSettings(parseSource(path)), lambda **info: None)
    places = []
    while source.read() is not None:
        places.append(source.tracking.ijkToRAS[0, 3])
    source.release()
    return places, source.notice


def test_FramesAfterAPartThatIsGoneHaveTheirOwnPlaces(tmp_path):
    path = tmp_path / "film.avi"
    writeParts(path, parts=3, of=5)
    partPath(path, 2).unlink()
    places, notice = readAll(path)
    assert places == [0, 1, 2, 3, 4, 10, 11, 12, 13, 14]
    assert notice.startswith("Part 2 was cut off. Frames missing: 5.")
    partPath(path, 3).unlink()
    places, notice = readAll(path)
    assert places == [0, 1, 2, 3, 4]
    assert "Part 2 was cut off. Frames missing: 5." in notice
    assert "Part 3 was cut off. Frames missing: 5." in notice


def test_SeekIntoWhatIsMissingGoesToTheLastFrameAndCountsRightly(logic, tmp_path):
    path = tmp_path / "film.avi"
    writeParts(path, parts=3, of=5)
    partPath(path, 3).unlink()
    stream = paused(logic, path)
    stream.seek(frame=14)
    assert runUntil(lambda: stream.position.frame == stream.position.of == 10, 5), stream.position
    assert runUntil(lambda: stream.volume.ijkToRAS[0, 3] == 9, 5)
    assert stream.info["notice"].startswith("Part 3 was cut off. Frames missing: 5.")


def test_LoopOfARecordingShowsItsLastFrameAsLongAsTheOthers(logic, tmp_path):
    writeParts(tmp_path / "film.avi", parts=1, of=1)
    stream = logic.start(tmp_path / "film.avi", view="", acquisition="in-process", loop=True)
    start = time.perf_counter()
    assert runUntil(lambda: stream.statistics.framesCaptured > 10, 5)
    assert time.perf_counter() - start > 0.2, "not as fast as it can be read"


def test_StepBehindTheRealEndStaysAtTheLastFrame(logic, tmp_path, backend):
    """A container may claim more frames than it has: this one says how long it is, and not how many."""
    path = writeVideo(tmp_path / "film.mkv", 30, 30)
    longer = tmp_path / "longer.mkv"
    data = path.read_bytes()
    at = data.index(b"\x44\x89\x88") + 3  # Duration, a float of 8 bytes (Matroska, Segment Information)
    (duration,) = struct.unpack(">d", data[at : at + 8])
    longer.write_bytes(data[:at] + struct.pack(">d", 2 * duration) + data[at + 8 :])
    stream = paused(logic, longer, backend=backend)
    assert runUntil(lambda: (stream.position.of == 30) == (backend == "Automatic"), 5)  # which has read all of it
    stream.seek(frame=max(60, stream.position.of))
    assert runUntil(lambda: stampOf(stream) == 30, 5), stream.position
    assert stream.state.name == "STREAMING"
    stream.step(1)
    assert runUntil(lambda: stream.position.of == 30, 5), stream.position
    stream.step(-1)
    assert runUntil(lambda: stampOf(stream) == 29, 5)


def rewriteTimes(path, times) -> None:
    """Give the rows of a recording other times."""
    lines = (path.parent / f"{path.name}.csv").read_text().splitlines()
    changed = [
        ",".join([fields[0], f"{now:.6f}", *fields[2:]])
        for fields, now in zip((line.split(",") for line in lines[1:]), times, strict=True)
    ]
    (path.parent / f"{path.name}.csv").write_text("\n".join([lines[0], *changed]) + "\n")


def test_TimesOfTheCsvCountAndAGapIsNoStall(logic, tmp_path):
    path = tmp_path / "film.mkv"
    finish(record(logic, path, frames=12))
    logic.stop()
    count = len(rowsOf(path))
    rewriteTimes(path, [5.0 + 0.02 * index + (1.3 if index >= 5 else 0) for index in range(count)])
    states = []
    logic.addObserver(lambda: states.append(logic.state.name))
    _stream, _numbers, times = play(logic, path)
    assert max(np.diff(times)) == pytest.approx(1.32, abs=0.15)
    assert "STALLED" not in states


def test_AllPartsArePlayedEachWhereItLay(logic, tmp_path, backend):
    path = tmp_path / "film.mkv"
    stream = record(logic, path, frames=10)
    stream.setCrop((0, 0, 341, 201))
    assert runUntil(lambda: {row["part"] for row in rowsOf(path)} == {"1", "2"}, 5)
    finish(stream)
    logic.stop()
    stream, numbers, _times = play(logic, path, backend=backend)
    checkPlayed(stream, numbers, path)
    assert stream.frame.pixels.shape == (201, 341, 3)
    assert stream.frame.sourceSize == (352, 288)
    stream = paused(logic, path, backend=backend)
    stream.seek(99)
    assert runUntil(lambda: stream.frame.pixels.shape == (201, 341, 3), 3)
    stream.seek(0)
    assert runUntil(lambda: stream.frame.pixels.shape == (288, 352, 3), 3)
    assert stampOf(stream) == numbersOf(path)[0]


def cornersOf(volumeNode) -> np.ndarray:
    """Where the image's first and last pixel are in the world, mm."""
    bounds = [0.0] * 6
    volumeNode.GetRASBounds(bounds)
    return np.array(bounds)


def test_ReplayLandsWhereItWas(logic, tmp_path):
    path = tmp_path / "film.mkv"
    stream = logic.start(SOURCE, view="", acquisition="in-process")
    runUntilFrames(stream, 1)
    matrix = np.array([[0, 0.3, 0, 12], [0.3, 0, 0, -7], [0, 0, 0.3, 40], [0, 0, 0, 1.0]])
    stream.volumeNode.SetIJKToRASMatrix(slicer.util.vtkMatrixFromArray(matrix))
    transform = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLLinearTransformNode")
    shift = np.eye(4)
    shift[:3, 3] = 5, 6, 7
    transform.SetMatrixTransformToParent(slicer.util.vtkMatrixFromArray(shift))
    stream.volumeNode.SetAndObserveTransformNodeID(transform.GetID())
    stream.setCrop((10, 4, 340, 200))
    assert runUntil(lambda: stream.frame.pixels.shape[:2] == (200, 340), 5)
    stream.record(path)
    assert runUntil(lambda: stream.recording.frames > 5, 5)
    finish(stream)
    before = cornersOf(stream.volumeNode)
    logic.stop()
    side = json.loads(sidePath(path).read_text())
    np.testing.assert_allclose(side["place"]["ijkToRAS"], matrix, atol=1e-9)
    np.testing.assert_allclose(side["place"]["parentTransform"], shift)
    assert side["parts"][0]["offset"] == [10, 4]
    node = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLVectorVolumeNode")
    replay, _numbers, _times = play(logic, path, volumeNode=node)
    np.testing.assert_allclose(cornersOf(replay.volumeNode), before, atol=1e-6)


@pytest.mark.parametrize("kind", ["recording", "killed recording", "video", "images"])
def test_PauseStepSeekAndGoOn(logic, tmp_path, kind, backend):
    path = tmp_path / "film.mkv"
    if kind == "images":
        from Recordings import makeFrame

        path = writeImages(tmp_path, [makeFrame(number) for number in range(1, 31)])
    else:
        writeVideo(path, count=30, rate=30)
    if kind == "killed recording":
        path.write_bytes(path.read_bytes()[:-1500])  # its index and last frames
    if "recording" in kind:
        rows = "".join(f"{number},{3 + number / 30:.6f},,0,1\n" for number in range(1, 31))
        (tmp_path / "film.mkv.csv").write_text("frame,time,wallClock,lost,part\n" + rows)
    stream = paused(logic, path, backend=backend)
    runUntilAt(stream, 1)
    for step, frame in ((1, 2), (1, 3), (-1, 2), (10, 12), (-99, 1)):
        stream.step(step)
        runUntilAt(stream, frame)
    stream.seek(0.5)
    runUntilAt(stream, 16)
    assert stream.position.seconds == pytest.approx(0.5)
    stream.seek(frame=5)
    runUntilAt(stream, 5)
    assert stream.position.of == 30
    assert stream.position.isPaused
    shown = stream.statistics.framesShown
    runUntil(lambda: False, 0.1)
    assert stream.statistics.framesShown == shown
    assert stream.state.name == "STREAMING"
    stream.pause(False)
    assert runUntil(lambda: stampOf(stream) > 8, 3)
    assert not stream.position.isPaused


def test_RecordingIsPlayedAgainAndAgain(logic, tmp_path):
    path = tmp_path / "film.mkv"
    finish(record(logic, path, frames=8))
    logic.stop()
    numbers = []
    stream = logic.start(path, view="", acquisition="in-process", loop=True)
    stream.addObserver(lambda stream: numbers.append(stampOf(stream)))
    assert runUntil(lambda: numbers.count(numbersOf(path)[0]) == 3 if numbers else False, 5)


def test_DamagedCsvIsPlayedAsFarAsItGoes(logic, tmp_path):
    path = writeVideo(tmp_path / "film.mkv", count=10, rate=30)
    csvFile = tmp_path / "film.mkv.csv"
    csvFile.write_text("frame,time,wallClock,lost,part\n1,1.0,,0,1\n2,1.4,,0,1\nrubbish\n3,1.8")
    _stream, numbers, _times = play(logic, path)
    assert numbers == [1, 2]


@pytest.mark.parametrize("content", [b"", b"time,force\n0.0,1.25\n", b"\x00\xff\xfe\n\x00"])
def test_FilmBesideSomebodyElsesTableIsPlayedAsAFilm(logic, tmp_path, content):
    path = writeVideo(tmp_path / "film.mkv", count=5, rate=30)
    (tmp_path / "film.mkv.csv").write_bytes(content)
    stream, _numbers, _times = play(logic, path)
    assert stream.statistics.framesCaptured == 5


def test_ReplayInAProcess(logic, tmp_path):
    path = writeVideo(tmp_path / "film.mkv", count=30, rate=30)
    stream = logic.start(path, view="")
    stream.pause()
    stream.seek(frame=7)
    assert runUntil(lambda: stream.frame and stampOf(stream) == 7, 5)
    start = time.perf_counter()
    stream.step()
    assert time.perf_counter() - start < 0.05
    runUntilAt(stream, 8)


@pytest.mark.parametrize(
    ("method", "arguments", "words"),
    [
        *[("seek", {"seconds": value}, "not a valid time") for value in (None, "x", float("nan"), 10**400)],
        *[
            ("seek", {"frame": value}, "not a valid frame number")
            for value in (float("inf"), float("nan"), "1", 10**400)
        ],
        *[("step", {"frames": value}, "not a valid number of frames") for value in (None, float("inf"), "1")],
        *[("keepLast", {"seconds": value}, "not a valid duration") for value in (None, "x", float("nan"), 601)],
        *[
            ("recordSequence", {"limitMegabytes": value}, "MB is not a valid memory limit")
            for value in (None, "x", float("nan"), -1)
        ],
    ],
)
def test_NonsenseIsRefusedAndTheFilmGoesOn(logic, tmp_path, method, arguments, words):
    stream = paused(logic, writeVideo(tmp_path / "film.mkv", count=10, rate=30))
    with pytest.raises(SourceError, match=words):
        getattr(stream, method)(**arguments)
    stream.seek(frame=np.int64(5))
    runUntilAt(stream, 5)
    stream.seek(np.float32(0.21))
    runUntilAt(stream, 7)
