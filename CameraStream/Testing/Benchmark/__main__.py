"""``make bench``: capture process beside in-process capture, under GUI load; then memory over many frames."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
TESTING = REPOSITORY / "CameraStream" / "Testing"
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (REPOSITORY / "CameraStream", TESTING)))}

SECONDS = 8
"""Of each run, s: some 200 frames, of which the first second is the process' start."""

GUI_LOADS_MS = (0, 25, 60, 120)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="shorter runs, and no run over 20 000 frames")
    parser.add_argument("--json", type=Path, help="write the rows here")
    options = parser.parse_args()
    seconds = SECONDS / 2 if options.quick else SECONDS
    server = subprocess.Popen(
        [sys.executable, str(TESTING / "Python" / "MjpegServer.py")], stdout=subprocess.PIPE, env=ENVIRONMENT
    )
    address = f"http://127.0.0.1:{int(server.stdout.readline())}/live"
    try:
        rows = runAll(address, seconds)
    finally:
        server.kill()
    if not options.quick:
        print(subprocess.run([sys.executable, "-m", "Benchmark.Memory"], env=ENVIRONMENT, check=True, text=True,
                             capture_output=True).stdout.strip())  # fmt: skip
    if options.json:
        options.json.write_text(json.dumps({"rows": rows}, indent=2) + "\n")
    return 0


def runAll(address: str, seconds: float) -> list[dict]:
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}. Times in ms.")
    print(
        f"{'capture':<11}{'source':<22}{'view':<6}{'load':>5}{'frames/s':>10}{'source latency':>16}{'p95':>7}"
        f"{'last':>7}{'GUI/frame':>11}{'memcpy':>8}{'longest':>9}"
    )
    rows = []
    for load in GUI_LOADS_MS:
        for acquisition in ("process", "in-process"):
            source = f"{address}?width=1280&height=720&rate=30"
            rows.append(run(acquisition, "720p30 MJPEG over HTTP", source, "Red", load, seconds))
    rows.append(run("process", "1080p30 MJPEG", f"{address}?width=1920&height=1080&rate=30", "None", 0, seconds))
    rows.append(run("process", "1080p30 test pattern", "testpattern:1920x1080@30", "None", 0, seconds))
    rows.append(run("process", "1080p60 test pattern", "testpattern:1920x1080@60", "None", 0, seconds))
    return rows


def run(acquisition: str, name: str, source: str, view: str, load: float, seconds: float) -> dict:
    """One run of the demo, in a process of its own; prints its line."""
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures.json"
        command = [sys.executable, "-m", "Host", "--headless", "--acquisition", acquisition, "--source", source]
        command += ["--view", view, "--gui-load", str(load), "--seconds", str(seconds), "--json", str(figures)]
        subprocess.run([*command, "--screenshot", os.devnull], env=ENVIRONMENT, check=False, capture_output=True)
        row = json.loads(figures.read_text())
    latency, gui = row["sourceLatencyMs"], row["guiMsPerFrame"]
    print(
        f"{acquisition:<11}{name:<22}{view:<6}{load:>5.0f}{row['framesPerSecond']:>10.1f}{latency['median']:>16.1f}"
        f"{latency['p95']:>7.0f}{latency['last']:>7.0f}{gui['median']:>11.2f}{row['memcpyMs']:>8.2f}"
        f"{row['longestGuiBlockMs']:>9.1f}",
        flush=True,
    )
    return row | {"acquisition": acquisition, "name": name, "guiLoadMs": load}


if __name__ == "__main__":
    sys.exit(main())
