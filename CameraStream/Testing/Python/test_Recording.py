"""Recording to files: every captured frame is in the file with its time, and each fault leaves what can be read."""

import contextlib
import csv
import datetime
import itertools
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from conftest import captureProcesses, commandLine, runUntilFrames
from Recordings import writeImages

import slicer

from CameraStreamLib.Capture.Outputs.FrameRing import FrameRing
from CameraStreamLib.Capture.Outputs.QueuedTap import TappedFrame
from CameraStreamLib.Capture.Outputs.Recorder import Recorder
from CameraStreamLib.Capture.Outputs.RecordingWriter import RecordingWriter
from CameraStreamLib.Shared import FrameStamp
from CameraStreamLib.Shared.Commands import Record, SaveLast
from CameraStreamLib.Shared.Errors import SourceError
from CameraStreamLib.Shared.Frame import FrameRegion
from CameraStreamLib.Shared.RecordingFile import CODECS, chooseCodec, partPath, readSide, writeSide
from Host.EventLoop import holdGil, runUntil

pytestmark = pytest.mark.usefixtures("withoutViews")

SOURCE = "testpattern:352x288@60"


NOISE = np.random.default_rng(1).integers(0, 256, (1080, 1920, 3), np.uint8)
"""Takes an encoder longer than a copy does."""


def rowsOf(path) -> list[dict]:
    with open(f"{path}.csv", newline="") as file:
        return list(csv.DictReader(file))


def framesOf(path, isGrayscale=False) -> list[np.ndarray]:
    """The frames of a video file, as OpenCV reads them."""
    capture, frames = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG), []
    if isGrayscale:
        capture.set(cv2.CAP_PROP_CONVERT_RGB, 0)
    while (frame := capture.read()[1]) is not None:
        frames.append(frame)
    return frames


def stampsOf(path) -> list[int]:
    return [FrameStamp.read(frame)[0] for frame in framesOf(path)]


def numbersOf(path) -> list[int]:
    return [int(row["frame"]) for row in rowsOf(path)]


def record(logic, path, codec=None, frames=20, source=SOURCE, acquisition="in-process"):
    """Record a few frames of a new stream, which goes on."""
    stream = logic.start(source, view="", acquisition=acquisition)
    runUntilFrames(stream, 3)  # the first ones come in a hurry
    stream.record(path, codec)
    runUntilRecorded(stream, frames)
    return stream


def runUntilRecorded(stream, frames: int) -> None:
    assert runUntil(lambda: stream.recording.frames >= frames, 10), stream.recording


@pytest.mark.parametrize("acquisition", ["process", "in-process"])
def test_RecordingThatIsStoppedBeforeTheFirstFrameSaysSo(logic, tmp_path, acquisition):
    stream = logic.start(SOURCE, view="", acquisition=acquisition)
    stream.record(tmp_path / "first.avi")
    stream.stopRecording()
    assert runUntil(lambda: not stream.recording.isActive, 10)
    assert (stream.recording.frames == 0) == ("No frames" in stream.recording.message)
    stream.record(tmp_path / "second.avi")
    runUntilRecorded(stream, 5)
    finish(stream)
    if acquisition == "process":
        os.kill(captureProcesses()[0], signal.SIGKILL)
    runUntilFrames(stream, stream.statistics.framesShown + 5)
    assert not stream.recording.isActive, "a process that is started again does not record again"


def test_RecordingThatWasStoppedDoesNotBeginInTheNextProcess(logic, tmp_path):
    stream = logic.start(SOURCE, view="")
    stream.record(tmp_path / "film.avi")
    stream.stopRecording()
    assert runUntil(captureProcesses, 5)
    os.kill(captureProcesses()[0], signal.SIGKILL)
    runUntilFrames(stream, 5)
    assert not (tmp_path / "film.avi").exists()
    assert not stream.recording.isActive


def test_FolderMayHaveTheNameOfARecordingWithoutItsEnding(tmp_path):
    (tmp_path / "film").mkdir()
    assert chooseCodec(tmp_path / "film", "ffv1")[0] == tmp_path / "film.mkv"


def test_RecordingOfTheSameNameIsAnotherOne(logic, tmp_path):
    path = tmp_path / "film.avi"
    stream = record(logic, path, frames=5)
    finish(stream)
    for each in tmp_path.iterdir():
        each.unlink()
    stream.record(path)
    assert stream.recording.isActive
    finish(stream)
    assert stream.recording.frames == (len(rowsOf(path)) if path.exists() else 0)


def test_LastSecondsAreNotSavedIntoTheRecording(logic, tmp_path):
    stream = logic.start(SOURCE, view="")
    runUntilFrames(stream, 3)
    stream.keepLast(5)
    stream.record(tmp_path / "film.avi")
    with pytest.raises(SourceError, match=r"still being written|There is already"):  # the file may be there by now
        stream.saveLast(tmp_path / "film.avi")
    runUntilRecorded(stream, 5)
    finish(stream)


def test_NothingThatWasKeptIsSaidToBeSaved(logic, tmp_path):
    stream = logic.start(SOURCE, view="", acquisition="in-process")
    stream.keepLast(5)
    stream.saveLast(tmp_path / "last.avi")
    assert runUntil(lambda: not stream.saved.isActive, 10)
    assert stream.saved.frames > 0 or "No frames" in stream.saved.message


def test_RecordingThatIsStoppedInACrashIsOver(logic, tmp_path):
    stream = record(logic, tmp_path / "film.avi", acquisition="process")
    stream.keepLast(5)
    (process,) = captureProcesses()
    os.kill(process, signal.SIGKILL)
    stream.stopRecording()
    stream.saveLast(tmp_path / "last.avi")
    assert runUntil(lambda: not stream.recording.isActive and not stream.saved.isActive, 5)
    assert "cut off" in stream.recording.message
    assert "cut off" in stream.saved.message
    assert len(framesOf(tmp_path / "film.avi")) > 5
    stream.record(tmp_path / "film 2.avi")
    runUntilRecorded(stream, 5)
    finish(stream)
    assert stream.recording.message == ""


def childrenOf(process: int) -> list[int]:
    """Process IDs of those that a capture process has started, by whichever thread."""
    children = [file.read_text() for file in Path(f"/proc/{process}/task").glob("*/children")]
    return [int(child) for child in "".join(children).split()]


def finish(stream) -> None:
    stream.stopRecording()
    assert runUntil(lambda: not stream.recording.isActive, 10)


@pytest.mark.parametrize("codec", CODECS)
def test_EveryFrameIsInTheFileWithItsNumberAndTime(logic, tmp_path, codec):
    stream = record(logic, tmp_path / "film", codec, frames=15)
    finish(stream)
    path = tmp_path / f"film{CODECS[codec]}"
    rows = rowsOf(path)
    numbers = numbersOf(path)
    assert numbers == list(range(numbers[0], numbers[0] + len(rows)))
    assert stampsOf(path) == numbers
    times = np.array([float(row["time"]) for row in rows])
    assert np.all(np.diff(times) > 0)
    assert abs(times[-1] - time.monotonic()) < 5
    wallClock = datetime.datetime.fromisoformat(rows[-1]["wallClock"])
    assert wallClock.tzinfo is not None
    assert abs((datetime.datetime.now(datetime.timezone.utc) - wallClock).total_seconds()) < 5
    recording = stream.recording
    assert (recording.path, recording.codec, recording.frames, recording.lost) == (str(path), codec, len(rows), 0)
    assert recording.bytes == path.stat().st_size
    assert recording.seconds == pytest.approx(times[-1] - times[0], abs=0.001)
    assert cv2.VideoCapture(str(path)).get(cv2.CAP_PROP_FPS) == pytest.approx(60, abs=0.1)


def test_FramesThatAreNotShownAreRecordedToo(logic, tmp_path):
    stream = logic.start(SOURCE, view="")
    runUntilFrames(stream, 2)
    stream.freeze()
    stream.record(tmp_path / "film.mkv")
    shown = stream.statistics.framesShown
    holdGil(500)  # the GUI is busy
    runUntilRecorded(stream, 20)
    finish(stream)
    assert stream.statistics.framesShown == shown
    numbers = numbersOf(tmp_path / "film.mkv")
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers))) == stampsOf(tmp_path / "film.mkv")


def test_LosslessCodecKeepsEveryPixelOfOddSizesAnd16Bits(logic, tmp_path):
    random = np.random.default_rng(0)
    images = {
        "color": [random.integers(0, 255, (99, 101, 3), np.uint8) for _ in range(5)],
        "color16": [random.integers(0, 65535, (99, 101, 3), np.uint16) for _ in range(5)],
        "gray16": [random.integers(0, 65535, (98, 100), np.uint16) for _ in range(5)],
        "gray8": [random.integers(0, 255, (99, 100), np.uint8) for _ in range(5)],
    }
    for name, frames in images.items():
        (tmp_path / name).mkdir()
        source = writeImages(tmp_path / name, frames)
        gray = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLScalarVolumeNode") if "gray" in name else None
        stream = logic.start(source, view="", acquisition="in-process", frameRate=30, volumeNode=gray)
        stream.record(tmp_path / f"{name}.mkv")
        assert runUntil(lambda stream=stream: not stream.isReleasing and not stream.recording.isActive, 10)
        if name == "color16":  # which OpenCV reads as 8 bits
            with av.open(tmp_path / f"{name}.mkv") as film:
                recorded = [frame.to_ndarray(format="bgr48le") for frame in film.decode(video=0)]
        else:
            recorded = framesOf(tmp_path / f"{name}.mkv", isGrayscale="gray" in name)
        assert len(recorded) == stream.recording.frames >= 4  # the first may come before the command
        height, width = frames[0].shape[:2]
        for before, after in zip(frames[-len(recorded) :], recorded, strict=True):
            assert after.dtype == before.dtype
            np.testing.assert_array_equal(after[:height, :width], before)


def test_16BitsAreRefusedWhereTheyWouldBeLost(logic, tmp_path):
    source = writeImages(tmp_path, [np.full((98, 100, 3), 40000, np.uint16)] * 40)
    stream = logic.start(source, view="", acquisition="in-process", frameRate=30)
    stream.record(tmp_path / "film.avi")  # before a frame came: it is said when one comes
    assert runUntil(lambda: not stream.recording.isActive, 5)
    assert "frames of 16 bits" in stream.recording.message
    assert not (tmp_path / "film.avi").exists()
    runUntilFrames(stream, 1)
    with pytest.raises(SourceError, match="16-bit images"):
        stream.record(tmp_path / "film.avi")


@pytest.mark.parametrize(
    ("name", "codec", "words"),
    [
        ("film.mp4", None, ".mkv"),
        ("film", None, ".mkv"),
        ("film.mkv", "vp9", ".webm"),
        ("film.mkv", "h264", "Choose one of"),
        ("nowhere/film.mkv", None, "no folder"),
        ("there.mkv", None, "already a file"),
        ("csv.mkv", None, "already a file"),
    ],
)
def test_WrongNamesAreSaidAndNothingIsOverwritten(logic, tmp_path, name, codec, words):
    (tmp_path / "there.mkv").write_text("precious")
    (tmp_path / "csv.mkv.csv").write_text("precious")
    stream = logic.start(SOURCE, view="", acquisition="in-process")
    with pytest.raises(SourceError, match=words):
        stream.record(tmp_path / name, codec)
    assert stream.recording is None
    assert {path.read_text() for path in tmp_path.iterdir()} == {"precious"}


@pytest.mark.parametrize(
    ("path", "codec", "words"),
    [
        *(
            (path, "mjpg", "^Enter a file name for the recording")
            for path in ("", ".", "nowhere/..", "~", "/", None, b"a.avi")
        ),
        ("caf\udce9.avi", None, "Rename the file"),
        ("a\0b.avi", None, "Rename the file"),
        ("film.avi", [], "Choose one of"),
    ],
)
def test_WhatIsNoFileNameGetsOneSentence(path, codec, words):
    with pytest.raises(SourceError, match=words) as caught:
        chooseCodec(path, codec)
    assert str(caught.value).isprintable()


def test_OnlyAnActiveStreamRecordsAndOnlyOnce(logic, tmp_path):
    stream = record(logic, tmp_path / "film.avi")
    with pytest.raises(SourceError, match="still being written"):
        stream.record(tmp_path / "other.avi")
    finish(stream)
    stream.record(tmp_path / "other.avi")
    runUntilRecorded(stream, 5)
    logic.stop()
    with pytest.raises(SourceError, match="Start"):
        stream.record(tmp_path / "third.avi")
    assert runUntil(lambda: not stream.isReleasing, 5)
    assert stampsOf(tmp_path / "other.avi") == numbersOf(tmp_path / "other.avi")


def test_ChangeOfSizeBeginsAnotherPart(logic, tmp_path):
    stream = record(logic, tmp_path / "film.mkv", frames=10)
    stream.setCrop((0, 0, 340, 201))
    runUntilRecorded(stream, stream.recording.frames + 30)
    finish(stream)
    rows = rowsOf(tmp_path / "film.mkv")
    assert {row["part"] for row in rows} == {"1", "2"}
    assert stampsOf(tmp_path / "film.mkv") + stampsOf(tmp_path / "film.2.mkv") == numbersOf(tmp_path / "film.mkv")
    side = json.loads((tmp_path / "film.mkv.json").read_text())
    assert [(part["width"], part["height"]) for part in side["parts"]] == [(352, 288), (340, 201)]


def put(tap, number: int) -> None:
    """Hand a frame of 1080p to a tap."""
    FrameStamp.write(NOISE, number)
    tap.put(NOISE, number, time.perf_counter(), FrameRegion((0, 0), (1920, 1080)))


def putUntilLost(tap) -> int:
    """Hand over frames as fast as they can be copied: the queue has room for 41. Returns the number of the last."""
    number = 0
    while tap.lost <= 5:
        number += 1
        put(tap, number)
    return number


def putUntilKept(tap, last: int) -> None:
    """Hand over the frames behind the one with number ``last`` until there is room for one."""
    numbers = itertools.count(last + 1)

    def isKept() -> bool:
        lost = tap.lost
        put(tap, next(numbers))
        return tap.lost == lost

    assert runUntil(isKept, 10)


def test_WriterThatIsTooSlowSaysSoAndCounts(tmp_path):
    path, said = tmp_path / "film.avi", []
    recorder = Recorder(Record(str(path), "mjpg", "one"), None, "source", (30.0, True), said.append)
    with contextlib.closing(recorder):
        last = putUntilLost(recorder)
        assert runUntil(lambda: said[-1].frames > 20 and "too slow" in said[-1].message, 30)
        assert said[-1].isActive
        putUntilKept(recorder, last)
    recorder.join(20)
    rows, numbers = rowsOf(path), numbersOf(path)
    assert stampsOf(path) == numbers
    gaps = np.diff(numbers) - 1
    assert gaps.sum() > 5
    assert gaps.tolist() == [int(row["lost"]) for row in rows[1:]]
    assert said[-1].lost >= gaps.sum()


@pytest.fixture
def smallDisk(tmp_path):
    """A disk of 6 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=6m", "none", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("nothing may be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_SideFileThatSomebodyHasOpenIsReplacedALittleLater(monkeypatch, tmp_path):
    """Windows refuses as long as a virus scanner has it open."""
    replace, refusals = os.replace, [PermissionError(13, "Access is denied")] * 3

    def replaceAtLast(source, target):
        if refusals:
            raise refusals.pop()
        replace(source, target)

    monkeypatch.setattr(os, "replace", replaceAtLast)
    writeSide(tmp_path / "film.mkv", {"id": "1"})
    assert readSide(tmp_path / "film.mkv") == ({"id": "1"}, "")
    assert [path.name for path in tmp_path.iterdir()] == ["film.mkv.json"]


def test_FullDiskEndsTheRecordingWithACompleteFile(logic, smallDisk):
    stream = logic.start("testpattern:640x480@60", view="", acquisition="in-process")
    stream.record(smallDisk / "film.mkv")
    assert runUntil(lambda: not stream.recording.isActive, 15), stream.recording
    assert "full" in stream.recording.message
    assert stream.state.name == "STREAMING"
    assert stream.recording.frames > 10
    assert stampsOf(smallDisk / "film.mkv") == numbersOf(smallDisk / "film.mkv")
    assert cv2.VideoCapture(str(smallDisk / "film.mkv")).get(cv2.CAP_PROP_FRAME_COUNT) == stream.recording.frames


def test_FolderThatIsGoneEndsTheRecording(logic, tmp_path):
    (tmp_path / "folder").mkdir()
    stream = record(logic, tmp_path / "folder/film.avi")
    while (tmp_path / "folder").exists():  # a file may be written while it is emptied
        shutil.rmtree(tmp_path / "folder", ignore_errors=True)
    assert runUntil(lambda: not stream.recording.isActive, 5)
    assert "gone" in stream.recording.message or "removed" in stream.recording.message
    assert stream.state.name == "STREAMING"


def test_FileThatMayNotGrowGoesOnInAnotherPart(tmp_path):
    path = tmp_path / "film.mkv"
    noise = np.random.default_rng(1).integers(0, 255, (480, 640, 3), np.uint8)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, before[1]))
    try:
        writer = RecordingWriter(path, "ffv1", "id", "camera", None, 30.0, checkSeconds=0.0, ungrownBytes=5e6)
        for number in range(1, 31):
            writer.write(TappedFrame(noise, number, number / 30, FrameRegion((0, 0), (640, 480)), 0))
        writer.close(0)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert partPath(path, 2).exists()
    assert "grow" in writer.notice
    assert len(framesOf(path)) > 1


def test_BlackImagesAreNoLimitOfTheDisk(tmp_path):
    """With its lens covered, a camera fills 743 bytes a frame: FFmpeg writes them every twelve seconds."""
    noise = np.random.default_rng(1).integers(0, 255, (480, 640, 3), np.uint8)
    writer = RecordingWriter(tmp_path / "film.mkv", "ffv1", "id", "camera", None, 30.0, checkSeconds=0.0)
    for number in range(1, 351):
        pixels = noise if number < 10 else np.zeros_like(noise)
        writer.write(TappedFrame(pixels, number, number / 30, FrameRegion((0, 0), (640, 480), None), 0))
    writer.close(0)
    assert writer.notice == ""
    assert len(framesOf(tmp_path / "film.mkv")) == 350


def test_SourceThatIsLostAndBackLeavesAGapInTheTimes(logic, tmp_path, switchedCamera):
    camera = switchedCamera()
    stream = record(logic, tmp_path / "film.avi", source=camera.url("live"), acquisition="process")
    camera.kill()
    assert runUntil(lambda: stream.state.name == "RECONNECTING", 10)
    switchedCamera(camera.port)
    runUntilRecorded(stream, stream.recording.frames + 10)
    finish(stream)
    assert max(np.diff([float(row["time"]) for row in rowsOf(tmp_path / "film.avi")])) > 0.2
    assert len(framesOf(tmp_path / "film.avi")) == stream.recording.frames


@pytest.mark.parametrize("codec", ["ffv1", "mjpg"])
def test_KilledProcessLeavesAReadableFileAndTheRecordingGoesOn(logic, tmp_path, codec):
    stream = record(logic, tmp_path / "film", codec, 60, "testpattern:640x480@60", "process")
    (process,) = captureProcesses()
    os.kill(process, signal.SIGKILL)
    assert runUntil(lambda: "continues in" in stream.recording.message, 10)
    runUntilRecorded(stream, stream.recording.frames + 20)
    finish(stream)
    path = tmp_path / f"film{CODECS[codec]}"
    rows = rowsOf(path)
    numbers = [[int(row["frame"]) for row in rows if row["part"] == part] for part in ("1", "2")]
    assert stampsOf(partPath(path, 2))[0] < numbers[1][0]  # a test pattern counts anew
    readable = stampsOf(path)
    assert len(readable) > 20
    assert readable == numbers[0][: len(readable)]
    assert stream.recording.frames == len(rows)


def test_KilledProcessLeavesAWholeVp9FileHoweverShort(logic, tmp_path):
    path = tmp_path / "film.webm"
    stream = record(logic, path, "vp9", 5, "testpattern:352x288@30", "process")
    (process,) = captureProcesses()
    (encoder,) = childrenOf(process)
    os.kill(process, signal.SIGKILL)
    logic.stop()
    assert runUntil(lambda: not commandLine(encoder), 10), "it ends by itself"
    stamps, numbers = stampsOf(path), numbersOf(path)
    assert len(numbers) >= 5
    assert stamps[: len(numbers)] == numbers
    assert len(stamps) <= len(numbers) + 1, "one may be written whose row is not"
    assert "cut off" in stream.recording.message


def test_KilledProcessWhoseEncoderHasJustBegunGoesOnInAnotherPart(logic, tmp_path):
    stream = logic.start("testpattern:352x288@30", view="")
    runUntilFrames(stream, 3)
    (process,) = captureProcesses()
    stream.record(tmp_path / "film.webm")
    assert runUntil(lambda: childrenOf(process), 5)
    os.kill(process, signal.SIGKILL)
    runUntilRecorded(stream, 5)
    finish(stream)
    assert len(framesOf(tmp_path / "film.2.webm")) == len(numbersOf(tmp_path / "film.webm"))
    assert {row["part"] for row in rowsOf(tmp_path / "film.webm")} == {"2"}


def test_EncoderThatEndsEndsTheRecordingWithASentence(logic, tmp_path):
    stream = record(logic, tmp_path / "film.webm", "vp9", 5, "testpattern:352x288@30", "process")
    (process,) = captureProcesses()
    os.kill(childrenOf(process)[0], signal.SIGKILL)
    assert runUntil(lambda: not stream.recording.isActive, 10)
    assert "encoder" in stream.recording.message
    shown = stream.statistics.framesShown
    runUntilFrames(stream, shown + 3)


@pytest.mark.parametrize("codec", ["ffv1", "vp9"])
def test_FileIsCompletedWhenTheApplicationIsKilled(tmp_path, codec):
    path = str(tmp_path / f"film{CODECS[codec]}")
    code = f"""
import os, signal, time
from CameraStreamLib.Acquisition.CaptureProcess import CaptureProcess
from CameraStreamLib.Shared.Commands import Record
from CameraStreamLib.Shared.Settings import CaptureSettings
from CameraStreamLib.Shared.Source import parseSource
capture = CaptureProcess(CaptureSettings(parseSource("testpattern:640x480@60")))
capture.start()
capture.send(Record({path!r}, {codec!r}, "a"))
while not capture.info.recording or capture.info.recording.frames < 30:
    capture.newestFrame()
    time.sleep(0.01)
os.kill(os.getpid(), signal.SIGKILL)
"""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    result = subprocess.run([sys.executable, "-c", code], env=environment, check=False, timeout=20)
    assert result.returncode == -signal.SIGKILL
    assert runUntil(lambda: json.loads(Path(f"{path}.json").read_text())["isComplete"], 10)
    assert stampsOf(path) == numbersOf(path)


def test_StopReleasesTheSourceWhileTheWriterStillHasWork(logic, tmp_path):
    stream = logic.start("testpattern:640x480@60", view="")
    stream.record(tmp_path / "film.webm")  # which takes 50 ms for each
    runUntilRecorded(stream, 2)
    captured = stream.statistics.framesCaptured
    start = time.perf_counter()
    stream.stop()
    assert time.perf_counter() - start < 0.1
    assert runUntil(lambda: not stream._capture.holdsSource, 3)
    assert stream.recording.isActive
    assert runUntil(lambda: not stream.isReleasing, 25)
    assert not stream.recording.isActive
    assert stream.recording.frames + stream.recording.lost >= captured
    assert len(framesOf(tmp_path / "film.webm")) == stream.recording.frames


def test_LastSecondsAreSavedWithoutDisturbingTheStream(logic, tmp_path):
    stream = logic.start(SOURCE, view="", acquisition="in-process")
    with pytest.raises(SourceError, match="keepLast"):
        stream.saveLast(tmp_path / "last.mkv")
    stream.keepLast(0.5)
    assert runUntil(lambda: stream.frame and stream.frame.number > 60, 10)
    stream.saveLast(tmp_path / "last.avi")
    assert runUntil(lambda: not stream.saved.isActive, 5)
    assert stream.saved.message == ""
    numbers = numbersOf(tmp_path / "last.avi")
    assert stampsOf(tmp_path / "last.avi") == numbers
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    assert 20 <= len(numbers) <= 32
    assert numbers[-1] > 50
    assert stream.state.name == "STREAMING"
    assert stream.recording is None


def test_LastSecondsAreSavedThoughTheCameraIsStoppedAtOnce(logic, tmp_path, networkCamera, acquisition):
    """Which is when they are wanted: the reader still waits for a frame of a camera that sends no more."""
    stream = logic.start(networkCamera.url("half"), view="", acquisition=acquisition)
    stream.keepLast(20)
    assert runUntil(lambda: stream.state.name == "STALLED", 10)
    stream.saveLast(tmp_path / "last.avi")
    stream.stop()
    assert runUntil(lambda: not stream.isReleasing, 15)
    assert stream.saved.frames == 20, stream.saved
    assert len(framesOf(tmp_path / "last.avi")) == 20


def test_WhatWasLostBeforeItWasKeptIsWritten(tmp_path):
    path, said = tmp_path / "last.avi", []
    ring = FrameRing(20, said.append)
    last = putUntilLost(ring)
    putUntilKept(ring, last)
    ring.close()
    ring.join(20)
    ring.save(SaveLast(str(path), "mjpg", "one"), None, "source", (30.0, True))
    ring.join(20)
    assert said[-1].lost > 5
    assert not said[-1].isActive
    assert json.loads(Path(f"{path}.json").read_text())["lost"] == said[-1].lost


def test_PasswordIsInNoFile(logic, tmp_path, networkCamera):
    source = networkCamera.url("login", userInfo="user:secret@")
    finish(record(logic, tmp_path / "film.avi", source=source, frames=5))
    for path in tmp_path.iterdir():
        assert b"secret" not in path.read_bytes()
    assert "user:***@" in (tmp_path / "film.avi.json").read_text()
