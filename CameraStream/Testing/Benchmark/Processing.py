"""What processors cost: the camera without one and beside several kinds; and how late their results are."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from Benchmark.__main__ import ENVIRONMENT

SOURCE = "testpattern:1280x720@30"

SECONDS = 6.0
"""Of each run, s: ten results of the slowest."""

SLEEPING = "import time\ndef process(pixels):\n    time.sleep({seconds})\n    return {result}\n"
MASK, NUMBER = "pixels[..., 0] > 128", "1.0"

BUSY = """
import time
def process(pixels):
    end = time.perf_counter() + 0.05
    while time.perf_counter() < end:
        pass
    return 1.0
"""

ALL_CORES = """
import os, threading
threads = os.cpu_count()
import cv2, numpy as np
def work():
    image = np.zeros((2000, 2000, 3), np.uint8)
    while True:
        cv2.GaussianBlur(image, (31, 31), 0)
for _ in range(os.cpu_count()):
    threading.Thread(target=work, daemon=True).start()
def process(pixels):
    return 1.0
"""

PROCESSORS = {
    "none": None,
    "5 ms, a number": SLEEPING.format(seconds=0.005, result=NUMBER),
    "5 ms, a mask": SLEEPING.format(seconds=0.005, result=MASK),
    "50 ms, a mask": SLEEPING.format(seconds=0.05, result=MASK),
    "500 ms, a mask": SLEEPING.format(seconds=0.5, result=MASK),
    "50 ms with Python's lock": BUSY,
    "on all cores": ALL_CORES,
}


NOT_SHOWN = ("5 ms, a number", "5 ms, a mask")
"""Those that are measured without a view too: what is late there is no rendering."""


def run(quick: bool = False) -> list[dict]:
    """A row for each of PROCESSORS: ``processor``, ``capturedPerSecond`` and ``shownPerSecond``, ``latencyMs`` (of the
    frame at its node, median), ``resultsPerSecond``, ``skipped``, and ``lateMs``: from the time stamp of a frame to its
    result in the nodes, without the time that the processor took (medians).

    :param quick: two of them, and shorter
    """
    names = [*PROCESSORS][:2] if quick else PROCESSORS
    seconds = SECONDS / 2 if quick else SECONDS
    rows = [_measure(name, "Red", seconds) for name in names]
    return rows + [_measure(name, "None", seconds) for name in NOT_SHOWN if name in names]


def _measure(name: str, view: str, seconds: float) -> dict:
    code = PROCESSORS[name]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        command = [
            sys.executable,
            "-m",
            "Host",
            "--headless",
            "--view",
            view,
            "--source",
            SOURCE,
            "--seconds",
            str(seconds),
        ]
        command += ["--json", str(path / "f.json"), "--screenshot", str(path / "f.png")]
        if code:
            (path / "made.py").write_text(code)
            command += ["--processor", str(path / "made.py"), "--processor-json", str(path / "r.json")]
        subprocess.run(command, env=ENVIRONMENT, check=False, capture_output=True)
        figures = json.loads((path / "f.json").read_text())
        (result,) = json.loads((path / "r.json").read_text()) if code else [{}]
    late = result["resultLatencyMs"] - result["millisecondsPerFrame"] if result else None
    return {
        "processor": name if view != "None" else f"{name}, no view",
        "capturedPerSecond": figures["capturedPerSecond"],
        "shownPerSecond": figures["framesPerSecond"],
        "latencyMs": figures["latencyMs"]["median"],
        "resultsPerSecond": result.get("framesPerSecond"),
        "skipped": result.get("skipped"),
        "lateMs": late,
    }
