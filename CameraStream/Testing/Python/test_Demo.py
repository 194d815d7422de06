"""``make demo``'s program, run as a user runs it."""

import json
import os
import signal
import subprocess
import sys
import time

import cv2
import numpy as np
import pytest
from Recordings import CORNER_COLORS, writeVideo
from test_Recording import numbersOf, rowsOf, stampsOf

from Host.Application import REPOSITORY

ENVIRONMENT = os.environ | {
    "PYTHONPATH": os.pathsep.join(str(REPOSITORY / "CameraStream" / part) for part in ("", "Testing")),
}


def runDemo(*arguments) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "Host", "--headless", *map(str, arguments)]
    return subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=50)


def viewOf(screenshot) -> np.ndarray:
    """The part of a screenshot that the slice view takes, RGB."""
    picture = cv2.cvtColor(cv2.imread(str(screenshot)), cv2.COLOR_BGR2RGB)
    assert picture.shape == (800, 1400, 3)
    return picture[24:, 410:]


@pytest.fixture(params=["file", "http"])
def source(request, tmp_path, networkCamera):
    if request.param == "file":
        return writeVideo(tmp_path / "film.mkv", count=60, rate=30, width=640, height=480)
    return networkCamera.url("live?width=640&height=480")


def test_FiguresAndScreenshotOfARealSource(source, tmp_path):
    result = runDemo(
        "--source", source, "--seconds", 3, "--json", tmp_path / "f.json", "--screenshot", tmp_path / "f.png"
    )
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    assert "frames/s" in result.stdout
    figures = json.loads((tmp_path / "f.json").read_text())
    assert figures["state"] in ("Streaming", "Stopped")
    assert figures["error"] == ""
    assert figures["source"] == str(source)
    assert figures["size"] == [640, 480]
    assert figures["framesCaptured"] >= figures["framesShown"] > 5
    assert figures["framesDropped"] <= figures["framesCaptured"] - figures["framesShown"]
    assert figures["framesPerSecond"] > 1
    assert set(figures["latencyMs"]) == set(figures["guiMsPerFrame"]) == {"median", "p95", "max"}
    assert set(figures["sourceLatencyMs"]) == {"median", "p95", "max", "last"}
    assert figures["longestGuiBlockMs"] > 0
    view = viewOf(tmp_path / "f.png")
    if "http" not in str(source):
        places = [(200, 250), (200, 750), (600, 250), (600, 750)]
        assert [tuple(view[place].tolist()) for place in places] == list(CORNER_COLORS.values())
    else:
        np.testing.assert_allclose(view[400, 500].astype(int), (200, 120, 40), atol=6)


def test_TestPatternIsTheDefault(tmp_path):
    result = runDemo(
        "--seconds", 2, "--json", tmp_path / "f.json", "--screenshot", tmp_path / "f.png", "--gui-load", 20
    )
    assert result.returncode == 0, result.stderr
    assert json.loads((tmp_path / "f.json").read_text())["source"] == "testpattern"


def test_SourceWithoutStampHasNoSourceLatency(tmp_path):
    path = str(tmp_path / "film.avi")
    writer = cv2.VideoWriter(path, cv2.VideoWriter.fourcc(*"MJPG"), 30, (640, 480))
    for _ in range(20):
        writer.write(np.full((480, 640, 3), 90, np.uint8))
    writer.release()
    result = runDemo("--source", path, "--json", tmp_path / "f.json", "--screenshot", tmp_path / "f.png")
    assert result.returncode == 0, result.stderr
    figures = json.loads((tmp_path / "f.json").read_text())
    assert figures["sourceLatencyMs"] is None
    assert figures["state"] == "Stopped"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--source", "http://127.0.0.1:1/x"), "Nothing answers"),
        (("--width", "999999", "--height", "9"), "not a valid width"),
    ],
)
def test_FailureIsOneLineAndAnExitCode(tmp_path, arguments, words):
    result = runDemo(*arguments, "--json", tmp_path / "f.json", "--screenshot", tmp_path / "f.png")
    assert result.returncode == 1
    assert words in result.stderr
    assert result.stderr.count("\n") == 1
    figures = json.loads((tmp_path / "f.json").read_text())
    assert figures["state"] == "Failed"
    assert words in figures["error"]


def test_InterruptedDemoEndsTidily():
    process = subprocess.Popen(
        [sys.executable, "-m", "Host", "--headless", "--seconds", "60", "--screenshot", os.devnull],
        env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    with process:
        while b"Streaming" not in process.stdout.readline():
            pass
        process.send_signal(signal.SIGINT)
        start = time.monotonic()
        process.communicate(timeout=20)
        assert time.monotonic() - start < 10
        assert process.returncode == 0


def test_ProcessorsRunOnAnySource(source, tmp_path):
    (tmp_path / "made.py").write_text("def process(pixels):\n    return 1 // 0\n")
    result = runDemo(
        "--source", source, "--seconds", 4, "--processor", "Motion", "--processor", tmp_path / "made.py",
        "--processor-json", tmp_path / "r.json", "--screenshot", tmp_path / "f.png",
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    motion, made = json.loads((tmp_path / "r.json").read_text())
    names = {"name", "framesPerSecond", "millisecondsPerFrame", "resultLatencyMs", "skipped", "error"}
    assert set(motion) == set(made) == names
    assert (motion["name"], motion["error"]) == ("Motion", "")
    assert motion["framesPerSecond"] > 1
    assert motion["resultLatencyMs"] > motion["millisecondsPerFrame"] > 0
    assert made["error"] == "made.py, line 2: ZeroDivisionError: integer division or modulo by zero."
    assert made["framesPerSecond"] == 0


def test_DemoRecords(tmp_path):
    path, figures = tmp_path / "film.mkv", tmp_path / "f.json"
    source = writeVideo(tmp_path / "source.mkv", count=40, rate=30)
    result = runDemo(
        "--source", source, "--seconds", 5, "--record", path, "--codec", "ffv1", "--view", "None",
        "--json", figures, "--screenshot", tmp_path / "f.png",
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    recording = json.loads(figures.read_text())["recording"]
    assert recording["frames"] == 40 == len(rowsOf(path))
    assert recording["lost"] == 0
    assert f"40 recorded, 0 lost, {path.stat().st_size} bytes" in result.stdout.splitlines()[-1]
    assert stampsOf(path) == numbersOf(path) == list(range(1, 41))
