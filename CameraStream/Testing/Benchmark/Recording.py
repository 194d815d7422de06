"""What recording costs: each codec beside the same stream without recording, on all cores of this computer."""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from Benchmark.__main__ import ENVIRONMENT

RUNS = (
    ("1920x1080", 10, (None, "mjpg", "ffv1", "vp9")),
    ("1280x720", 15, (None, "mjpg", "ffv1", "vp9")),
    ("640x480", 47, ("vp9",)),
    ("352x288", 140, ("vp9",)),
)
"""Size, s, and codecs (None without recording): five times what the queue of 256 MB holds of such frames, so that a
codec that is too slow loses some. The quick ones need no more rows."""


def run(quick: bool = False) -> list[dict]:
    """A row for each size and codec: ``codec`` (None without recording), ``source``, ``frames``, ``lost``,
    ``megabytesPerMinute``, ``processors`` (busy ones, of the whole application until its files are complete) and
    ``latencyMs`` (median, from the stamp in the pixels to the node).

    :param quick: 1080p only, and shorter
    """
    rows = []
    for size, seconds, codecs in RUNS[:1] if quick else RUNS:
        rows += [_measure(f"testpattern:{size}@30", codec, seconds / 2 if quick else seconds) for codec in codecs]
    return rows


def _measure(source: str, codec: str | None, seconds: float) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures.json"
        command = [sys.executable, "-m", "Host", "--headless", "--view", "None", "--source", source]
        command += ["--seconds", str(seconds), "--json", str(figures), "--screenshot", f"{folder}/shown.png"]
        if codec:
            command += ["--record", f"{folder}/film", "--codec", codec]
        start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, env=ENVIRONMENT, check=False, capture_output=True)
        elapsed, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        result = json.loads(figures.read_text())
    recording = result.get("recording") or {"frames": 0, "lost": 0, "seconds": 0.0, "bytes": 0}
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        "codec": codec,
        "source": source,
        "captured": result["framesCaptured"],
        "frames": recording["frames"],
        "lost": recording["lost"],
        "megabytesPerMinute": 60 * recording["bytes"] / 1e6 / recording["seconds"] if recording["seconds"] else 0.0,
        "processors": busy / elapsed,
        "latencyMs": result["sourceLatencyMs"]["median"],
    }


def printTable(rows: list[dict]) -> None:
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}. Processors: of the whole application.")
    print(f"{'source':<26}{'codec':<7}{'frames':>7}{'lost':>6}{'MB/min':>8}{'processors':>12}{'latency (ms)':>14}")
    for row in rows:
        print(
            f"{row['source']:<26}{row['codec'] or '-':<7}{row['frames']:>7}{row['lost']:>6}"
            f"{row['megabytesPerMinute']:>8.0f}{row['processors']:>12.2f}{row['latencyMs']:>14.1f}"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m Benchmark.Recording", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="1080p only, and shorter")
    printTable(run(parser.parse_args().quick))
