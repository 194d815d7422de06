"""What a damaged or hostile file, stream or scene can do: it gets a sentence, and the rest goes on."""

import json
import os
import re
import resource
import subprocess
import sys
import time
import types
from pathlib import Path

import cv2
import numpy as np
import pytest
from conftest import captureProcesses, runUntilFrames
from MjpegServer import encodeFrame, withSize
from Recordings import makeFrame, writeImages, writeVideo
from test_Recording import finish, record, rowsOf

import slicer

from CameraStreamLib.Capture.__main__ import MEMORY_BYTES
from CameraStreamLib.Capture.Sources.Jpeg import JpegDecoder, readHeader
from CameraStreamLib.Capture.Sources.OpenSource import openSource
from CameraStreamLib.Shared.Errors import SourceError
from CameraStreamLib.Shared.RecordingFile import csvPath, readRows, readSide, sidePath
from CameraStreamLib.Shared.Settings import CaptureSettings
from CameraStreamLib.Shared.Source import parseSource
from Host.Application import REPOSITORY
from Host.EventLoop import runUntil

pytestmark = pytest.mark.usefixtures("withoutViews")


# JPEG


def test_JpegWhoseHeaderLiesIsPassedOverAndTheCameraLives(logic, networkCamera, reader):
    """Every fifth frame claims to be 65500x16000, which took 6.1 GB, or 8K with bytes enough for it."""
    stream = logic.start(networkCamera.url("lying"), backend=reader)
    shapes = set()
    stream.addObserver(lambda stream: shapes.add(stream.frame.pixels.shape))
    runUntilFrames(stream, 20)
    (process,) = captureProcesses()
    peak = int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process}/status").read_text()).group(1))
    assert peak < 400_000, "kB"  # it takes 100 000; an 8K frame alone would take 100 000 more
    assert shapes == {(480, 640, 3)}
    assert "damaged images were skipped" in stream.info["notice"]
    assert stream.state.name == "STREAMING"


def packet(data: bytes) -> np.ndarray:
    return np.frombuffer(data, np.uint8)


def test_JpegsOfANewSizeAreBelieved():
    """At once if they are a little larger or smaller, and the second one if they are much larger."""
    decoder = JpegDecoder()
    sizes = [(640, 480), (800, 600), (352, 240), (1920, 1080), (1920, 1080), (640, 480)]
    taken = [decoder.decode(packet(encodeFrame(*size, 1))) is not None for size in sizes]
    assert taken == [True, True, True, False, True, True]
    assert decoder.skipped == 1


@pytest.mark.parametrize("padding", [b"", b"\0" * 100_000, b"\xff" * 333, b"\r\n", b"x\xff\xd8x"])
def test_PaddingBehindAJpegMayBeOfAnyKindAndLength(padding):
    assert JpegDecoder().decode(packet(encodeFrame(352, 288, 1) + padding)) is not None


def test_DamagedJpegIsNoFrame():
    whole = encodeFrame(352, 288, 1)
    thumbnail = b"\xff\xe1\x00\x06\xff\xd9\xff\xd9"  # an end within a segment, as of a small picture in it, is none
    with_thumbnail = whole[:2] + thumbnail + whole[2:]
    assert JpegDecoder().decode(packet(with_thumbnail)) is not None
    decoder = JpegDecoder()
    damaged = [b"", whole[:2], whole[:100], whole[: len(whole) // 2], with_thumbnail[:-2], whole[2:], b"no picture"]
    damaged += [withSize(whole, *size) for size in ((0, 288), (352, 0), (65500, 16000))]
    assert [decoder.decode(packet(data)) for data in damaged] == [None] * len(damaged)
    assert decoder.skipped == len(damaged)
    gray = cv2.imencode(".jpg", np.zeros((2000, 3000), np.uint8), [cv2.IMWRITE_JPEG_PROGRESSIVE, 1])[1]
    assert readHeader(gray.tobytes())[:2] == (3000, 2000)
    assert JpegDecoder().decode(gray.ravel()) is not None, "as few bytes as there can be"


@pytest.mark.parametrize("path", ["padded?bytes=5000", "preamble"])
def test_MjpegOfOddServersIsShown(logic, networkCamera, path, reader):
    stream = logic.start(networkCamera.url(path), view="", backend=reader)
    runUntilFrames(stream, 5)
    assert not stream.info.get("notice")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to it")
def test_CaptureProcessHasALimitOfMemory(logic):
    stream = logic.start("testpattern:352x288", view="")
    runUntilFrames(stream, 1)
    (process,) = captureProcesses()
    assert resource.prlimit(process, resource.RLIMIT_DATA)[0] == MEMORY_BYTES


# Files that are none


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: os.symlink("/dev/zero", path), "socket"])
def test_WhatIsNoFileGetsASentence(tmp_path, make):
    path = tmp_path / "film.mkv"
    if make == "socket":
        import socket

        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(path))
    else:
        make(path)
    with pytest.raises(SourceError, match="neither a file nor a camera"):
        parseSource(path)


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/urandom", "/dev/null", "/dev/tty"])
def test_DeviceThatIsNoCameraGetsASentence(path):
    with pytest.raises(SourceError, match="neither a file nor a camera"):
        parseSource(path)


def test_PipesBesideAFilmAndAmongImagesAreNotWaitedFor(tmp_path):
    film = writeVideo(tmp_path / "film.mkv", count=2, rate=30)
    os.mkfifo(csvPath(film))
    os.mkfifo(sidePath(film))
    assert (readRows(film), readSide(film)) == (([], ""), ({}, ""))
    pattern = writeImages(tmp_path, [makeFrame(1)])
    os.mkfifo(tmp_path / "frame_0002.png")
    source = openSource(CaptureSettings(parseSource(pattern)), lambda **info: None)
    assert source.read() is not None
    with pytest.raises(SourceError, match="is not a readable image"):
        source.read()


def test_OpenThatHangsDoesNotKeepTheApplication(tmp_path):
    """A file that becomes a pipe after it was chosen stands for a disk or a driver that hangs."""
    code = """
import os, sys, time
from CameraStreamLib.Acquisition import CaptureThread
from CameraStreamLib.Shared.Settings import CaptureSettings
from CameraStreamLib.Shared.Source import parseSource
CaptureThread.EXIT_SECONDS = 0.5
settings = CaptureSettings(parseSource(sys.argv[1]))
os.unlink(sys.argv[1])
os.mkfifo(sys.argv[1])
capture = CaptureThread.CaptureThread(settings)
capture.start()
while not capture._reader:
    time.sleep(0.01)
time.sleep(0.2)  # for the open, which nobody can see
assert capture.isAlive
"""
    film = writeVideo(tmp_path / "film.mkv", count=2, rate=30)
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY / "CameraStream")}
    command = [sys.executable, "-c", code, str(film)]
    assert subprocess.run(command, env=environment, timeout=20, check=False).returncode == 0


def test_InProcessCaptureThatRunsAtTheEndOfAScriptEndsWithIt():
    code = """
import time
import types
from CameraStreamLib.Acquisition.CaptureThread import CaptureThread
from CameraStreamLib.Shared.Settings import CaptureSettings
from CameraStreamLib.Shared.Source import parseSource
capture = CaptureThread(CaptureSettings(parseSource("testpattern:352x288")))
capture.start()
while not capture.framesCaptured:
    time.sleep(0.01)
"""
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY / "CameraStream")}
    answer = subprocess.run([sys.executable, "-c", code], env=environment, timeout=20, check=False, capture_output=True)
    assert (answer.returncode, answer.stderr) == (0, b"")


# Side files

IDENTITY = np.eye(4).tolist()


def changed(row: int, column: int, value) -> list:
    matrix = np.eye(4).tolist()
    matrix[row][column] = value
    return matrix


DAMAGED_SIDES = {
    "nested": "[" * 100_000,
    "nested in a name": '{"place": ' + "[" * 100_000 + "]" * 100_000 + "}",
    "no JSON": "{",
    "a list": "[]",
    "a large number": '{"place": {"ijkToRAS": ' + "9" * 10_000 + "}}",
    "bytes": b"\xff\xfe\x00",
    **{
        f"ijkToRAS {name}": {"place": {"ijkToRAS": matrix}}
        for name, matrix in {
            "NaN": changed(0, 3, float("nan")), "inf": changed(1, 1, float("inf")), "1e308": changed(2, 3, 1e308),
            "zeros": np.zeros((4, 4)).tolist(), "flat": changed(1, 1, 0.0), "text": changed(0, 0, "1"),
            "no affine": changed(3, 0, 1.0), "3 x 3": np.eye(3).tolist(), "None": None, "bool": changed(0, 0, True),
        }.items()
    },
    **{
        f"part {name} {value!r}": {"parts": [{name: value}]}
        for name, value in {
            "width": -1, "height": 1e308, "offset": [0.5, 0], "sourceSize": [0, 0], "channels": "3",
        }.items()
    },
    "offset": {"parts": [{"offset": [-1, 2]}]},
    "parts": {"parts": 7},
    "a part": {"parts": [[]]},
    "parent": {"place": {"ijkToRAS": IDENTITY, "parentTransform": changed(0, 0, float("nan"))}},
}  # fmt: skip


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    """A film with the rows of a recording."""
    path = writeVideo(tmp_path_factory.mktemp("film") / "film.mkv", count=6, rate=30)
    rows = "".join(f"{number},{3 + number / 30:.6f},,0,1,\n" for number in range(1, 7))
    csvPath(path).write_text("frame,time,wallClock,lost,part,tracking\n" + rows)
    return path


def readFilm(path: Path) -> tuple[int, str, object]:
    """How many frames of a film can be read, what was said, and its place."""
    source = openSource(CaptureSettings(parseSource(path)), lambda **info: None)
    count = 0
    while source.read() is not None:
        assert source.tracking is None or np.isfinite(source.tracking.ijkToRAS).all()
        count += 1
    source.release()
    assert source.timeOf(count) < 10
    return count, source.notice, source.placement


@pytest.mark.parametrize("content", DAMAGED_SIDES.values(), ids=DAMAGED_SIDES)
def test_FilmIsPlayedWithoutADamagedSideFile(film, content):
    if not isinstance(content, (str, bytes)):
        content = json.dumps(content)
    sidePath(film).write_bytes(content if isinstance(content, bytes) else content.encode())
    count, notice, placement = readFilm(film)
    sidePath(film).unlink()
    assert count == 6
    assert notice == '"film.mkv.json" is damaged. The video plays without this information.'
    assert placement is None


HEAD = "frame,time,wallClock,lost,part,tracking\n"
NAN = " ".join(["nan"] * 13)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("1,nan,,0,1,\n2,1,,0,1,\n", "is damaged"),
        ("1,1,,0,1,\n2,inf,,0,1,\n3,1.1,,0,1,\n", "is damaged"),
        ("1,1e300,,0,1,\n2,2e300,,0,1,\n", "is damaged"),
        ("1,1,,-5,1,\n2,1,,0,1,\n", "is damaged"),
        ("1,1,,0,-1,\n2,1,,0,1,\n", "is damaged"),
        ("1,1,,0,999999999,\n", "is damaged"),
        ("1,1,,0,1," + "x" * 200_000 + "\n", "is damaged"),
        ("a,b,c,d,e,f\n", "is damaged"),
        ("9" * 5000 + ",1,,0,1,\n", "is damaged"),
        ("".join(f"{number},{number / 30},,0,1,{NAN}\n" for number in range(1, 7)), ""),
        ("".join(f"{number},{number * 3e7},,0,1,\n" for number in range(1, 7)), ""),  # a time lapse of a year each
        ("".join(f"{number},{number / 30},,0,{number},\n" for number in range(1, 5000)), "Part 2 was cut off"),
    ],
)
def test_FilmIsPlayedWithADamagedCsv(film, rows, words):
    before = csvPath(film).read_text()
    csvPath(film).write_text(HEAD + rows)
    start = time.perf_counter()
    source = openSource(CaptureSettings(parseSource(film)), lambda **info: None)
    frames = []
    while (frame := source.read()) is not None:
        frames.append(frame)
        assert source.tracking is None
    notice = source.notice
    source.release()
    csvPath(film).write_text(before)
    assert time.perf_counter() - start < 3
    assert len(frames) == (1 if "Part 2" in words else 6)
    assert words in notice
    assert bool(words) == bool(notice)
    assert len(notice) < 500


def test_LongGapIsSkippedAndItsLengthShown(logic, tmp_path):
    path = tmp_path / "film.mkv"
    finish(record(logic, path, frames=12))
    logic.stop()
    count = len(rowsOf(path))
    lines = csvPath(path).read_text().splitlines()
    day = 86400
    for index in range(1, count + 1):
        fields = lines[index].split(",")
        fields[1] = f"{index / 30 + (3 * day + 7200 if index > 5 else 0):.6f}"
        lines[index] = ",".join(fields)
    csvPath(path).write_text("\n".join(lines) + "\n")
    notices = []
    stream = logic.start(path, view="", acquisition="in-process")
    stream.addObserver(lambda stream: notices.append(stream.info.get("notice")))
    start = time.perf_counter()
    assert runUntil(lambda: not stream.state.isActive, 15)
    assert time.perf_counter() - start < 4
    assert stream.statistics.framesCaptured == count
    assert "Skipped 3 days 2 h without frames." in notices
    assert not notices[0]


# Settings

UNUSABLE = {
    "rotation": ("x", "45"), "spacing": ("nan", "-1"), "backend": ("Plus",), "acquisition": ("cloud", ""),
    "width": ("1e3", "-5", "9" * 5000), "interpolate": ("maybe",), "frameRate": ("inf",), "flip": ("1",),
}  # fmt: skip


def checkDefaults(panel, session) -> None:
    parameterNode = session.parameterNode
    assert {name: getattr(parameterNode, name) for name in UNUSABLE} == {
        name: parameterNode.default(name).value for name in UNUSABLE
    }
    for name in UNUSABLE:
        assert name in panel.ui.statusLabel.text
    assert panel.ui.statusLabel.text.count("were reset to their defaults") == 1
    assert session.state.name != "FAILED"


@pytest.mark.parametrize("index", [0, -1])
def test_SettingsOfASceneThatCannotBeAreTheDefaultWithOneSentence(panel, logic, index):
    panel.exit()
    node = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLScriptedModuleNode")
    node.SetAttribute("ModuleName", "CameraStream")
    for name, texts in UNUSABLE.items():
        node.SetParameter(name, texts[index])
    model = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLModelNode")
    node.SetNodeReferenceID("outputVolume", model.GetID())
    panel.setParameterNode(logic.session(node).parameterNode)
    checkDefaults(panel, panel.session)
    assert panel.session.parameterNode.outputVolume is None
    node.SetParameter("source", "testpattern:352x288")
    runUntilFrames(logic.start(parameterNode=node), 1)
    assert panel.session.settingsNotice == ""


def test_SettingsOfAScriptThatCannotBeAreTheDefaultWithOneSentence(panel, logic, caplog):
    stream = logic.start("testpattern:352x288", rotation=90, view="")
    node = logic.getParameterNode().parameterNode
    with slicer.util.NodeModify(node):
        for name, texts in UNUSABLE.items():
            node.SetParameter(name, texts[0])
    checkDefaults(panel, panel.session)
    assert "rotation" in caplog.text
    runUntilFrames(stream, 2)
    assert stream.state.name == "STREAMING"
    logic.getParameterNode().rotation = 180
    assert panel.ui.rotationComboBox.currentIndex == 2


def test_StartWhileAThreadImportsOpenCVIsNoError(monkeypatch):
    """Found by the soak: meanwhile its module has no specification, at which Python's search raises."""
    from CameraStreamLib.Acquisition.Dependencies import ensureOpenCV

    monkeypatch.setitem(sys.modules, "cv2", types.ModuleType("cv2"))
    ensureOpenCV()
