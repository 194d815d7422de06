"""OpenIGTLink in and out beside plain pyigtl: ``python -m Benchmark.OpenIGTLink``. From the stamp in the pixels on.

- "pyigtl to pyigtl, in the GUI": a sender script, and the client polled by a QTimer of the application, as the forum
  has it; written with updateVolumeFromArray.
- "pyigtl to CameraStream": the same sender; the stream's node.
- "CameraStream to CameraStream": published without Slicer; the stream's node.
- "pyigtl to pyigtl, in a script" and "CameraStream to pyigtl, in a script": received by a script that does no more.
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
MODULE = REPOSITORY / "CameraStream"
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (MODULE, MODULE / "Testing")))}

SIZES = ((640, 480), (1280, 720), (1920, 1080))
RATE = 30.0
"""Frames/s that every sender has."""

SECONDS = 6.0
"""Of each run, s, after the first frame and WARM_UP_SECONDS."""

WARM_UP_SECONDS = 1.0

POLL_MS = 10
"""Interval of the plain way's QTimer, ms: pyigtl's own wait_for_message has the same."""

SYSTEMS = (
    ("pyigtl to pyigtl, in the GUI", "pyigtl", "plain"),
    ("pyigtl to CameraStream", "pyigtl", "stream"),
    ("CameraStream to CameraStream", "CameraStream", "stream"),
    ("pyigtl to pyigtl, in a script", "pyigtl", "script"),
    ("CameraStream to pyigtl, in a script", "CameraStream", "script"),
)


def run(quick: bool) -> list[dict]:
    """All systems at all sizes, size by size; prints a line for each.

    :returns: rows of ``system``, ``size`` (such as "640x480"), ``framesPerSecond`` and ``latencyMs`` (median, p95, max;
        None if there were no frames)
    """
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}. Latency in ms; {RATE:g} frames/s are sent.")
    print(f"{'system':<38}{'size':<12}{'frames/s':>9}{'median':>9}{'p95':>7}{'max':>7}")
    rows = []
    for width, height in SIZES:
        for system, sender, receiver in SYSTEMS:
            row = {"system": system, "size": f"{width}x{height}"} | _measure(
                sender, receiver, width, height, SECONDS / 2 if quick else SECONDS
            )
            rows.append(row)
            latency = row["latencyMs"] or dict.fromkeys(("median", "p95", "max"), float("nan"))
            print(
                f"{system:<38}{row['size']:<12}{row['framesPerSecond']:>9.1f}{latency['median']:>9.1f}"
                f"{latency['p95']:>7.0f}{latency['max']:>7.0f}",
                flush=True,
            )
    return rows


def _measure(sender: str, receiver: str, width: int, height: int, seconds: float) -> dict:
    """One sender and one receiver, each in a process of its own."""
    if sender == "pyigtl":
        command = ["Benchmark.OpenIGTLink", "--send", f"{width}x{height}"]
    else:
        command = [
            "CameraStreamLib.Capture.Publish",
            "--source",
            f"testpattern:{width}x{height}@{RATE:g}",
            "--port",
            "0",
        ]
    process = subprocess.Popen(
        [sys.executable, "-m", *command], env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        address = process.stdout.readline().split(" at ")[1].split(". ")[0].strip()
        result = subprocess.run(
            [sys.executable, "-m", "Benchmark.OpenIGTLink", "--receive", receiver, address, str(seconds)],
            env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, text=True,
        )  # fmt: skip
    finally:
        process.kill()
        process.wait()
    return json.loads(result.stdout.splitlines()[-1])


class Figures:
    """Frames as they come: after the warm-up, each one's latency from its stamp."""

    def __init__(self, seconds: float):
        self._seconds = seconds
        self._begin = self._end = float("inf")
        self._latencies: list[float] = []

    def add(self, pixels) -> None:
        """A frame has come."""
        from CameraStreamLib.Shared import FrameStamp

        now = time.time()
        if self._begin > now + WARM_UP_SECONDS:
            self._begin, self._end = now + WARM_UP_SECONDS, now + WARM_UP_SECONDS + self._seconds
        elif self._begin <= now < self._end:
            self._latencies.append(1000 * now - FrameStamp.read(pixels)[1])

    def isComplete(self) -> bool:
        return time.time() >= self._end

    def row(self) -> dict:
        from Host.Measurement import summary

        return {
            "framesPerSecond": round(len(self._latencies) / self._seconds, 1),
            "latencyMs": summary(self._latencies),
        }


def _send(width: int, height: int) -> None:
    """The forum's sender: one image after the other into pyigtl's server."""
    import numpy as np
    import pyigtl

    from CameraStreamLib.Shared import FrameStamp

    server = pyigtl.OpenIGTLinkServer(port=0)
    print(f"pyigtl at 127.0.0.1:{server.socket.getsockname()[1]}", flush=True)
    frame = np.random.default_rng(1).integers(0, 256, (1, height, width, 3), np.uint8)
    number, due = 0, time.perf_counter()
    while True:
        due = max(due + 1 / RATE, time.perf_counter())
        time.sleep(max(0.0, due - time.perf_counter()))
        if server.is_connected():
            number += 1
            FrameStamp.write(frame[0], number)
            server.send_message(pyigtl.ImageMessage(frame, device_name="Camera"))


def _receive(receiver: str, address: str, seconds: float) -> dict:
    figures = Figures(seconds)
    {"plain": _receivePlain, "stream": _receiveStream, "script": _receiveInScript}[receiver](address, figures)
    return figures.row()


def _receiveInScript(address: str, figures: Figures) -> None:
    import pyigtl

    host, port = address.split(":")
    client = pyigtl.OpenIGTLinkClient(host, int(port))
    deadline = time.monotonic() + figures._seconds + 10
    while not figures.isComplete() and time.monotonic() < deadline:
        message = client.wait_for_message("Camera", timeout=1)
        if message:
            figures.add(message.image[0])


def _receivePlain(address: str, figures: Figures) -> None:
    import pyigtl

    from Host.Application import Host

    Host()
    import qt

    import slicer

    from Host.EventLoop import runUntil

    node = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLVectorVolumeNode")
    host, port = address.split(":")
    client = pyigtl.OpenIGTLinkClient(host, int(port))

    def poll() -> None:
        for message in client.get_latest_messages():
            slicer.util.updateVolumeFromArray(node, message.image)
            figures.add(message.image[0])

    timer = qt.QTimer()
    timer.setInterval(POLL_MS)
    timer.timeout.connect(poll)
    timer.start()
    runUntil(figures.isComplete, figures._seconds + 10)
    timer.stop()


def _receiveStream(address: str, figures: Figures) -> None:
    from Host.Application import Host

    host = Host()
    host.loadModule()
    import slicer

    from Host.EventLoop import runUntil

    widget = slicer.util.getModuleWidget("CameraStream")
    stream = widget.logic.start(f"igtl://{address}/Camera", view="")
    stream.addObserver(lambda stream: figures.add(stream.frame.pixels))
    runUntil(figures.isComplete, figures._seconds + 10)
    widget.cleanup()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m Benchmark.OpenIGTLink", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="shorter runs")
    parser.add_argument("--send", help=argparse.SUPPRESS)
    parser.add_argument("--receive", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.send:
        with contextlib.suppress(KeyboardInterrupt):
            _send(*map(int, options.send.split("x")))
    elif options.receive:
        receiver, address, seconds = options.receive
        print(json.dumps(_receive(receiver, address, float(seconds))), flush=True)
        os._exit(0)  # pyigtl's threads do not end
    else:
        run(options.quick)
    return 0


if __name__ == "__main__":
    sys.exit(main())
