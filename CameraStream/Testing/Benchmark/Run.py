"""One measurement, in a process of its own: ``python -m Benchmark.Run SPECIFICATION`` prints its row, both as JSON."""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from Host.Application import REPOSITORY, Host

from .Report import FIGURES

VIEW_SIZE = (1200, 900)
"""Of the Red view, pixels: a one-up layout on a usual screen."""

FIRST_FRAME_SECONDS = 8.0
"""A system that shows no frame within this long is measured as it is, s; the slowest takes 2."""

SETTLE_SECONDS = 0.5
"""Before the measurement, s: the first renderings compile shaders."""

TRACE_SECONDS = 2.0
"""After the measurement, allocations are counted, which slows Python, until there are enough, or for this long, s."""


def main() -> None:
    print(json.dumps(run(json.loads(sys.argv[1]))))


def run(specification: dict) -> dict:
    """Measure one system.

    :param specification: ``system``, ``size`` (width, height), ``guiLoadMs``, ``cameras``, ``seconds``, ``source``
        ("mjpeg" or "testpattern") and ``rate`` (frames/s)
    """
    from . import Limit

    if specification["system"] == Limit.NAME:
        return specification | Limit.run(tuple(specification["size"]))
    redView = makeRedView()
    from .Systems import NOT_HERE

    if specification["system"] in NOT_HERE:
        return specification | dict.fromkeys(FIGURES) | {"note": NOT_HERE[specification["system"]]}
    source = None
    if specification["source"] == "mjpeg":
        server = REPOSITORY / "CameraStream/Testing/Python/MjpegServer.py"
        source = subprocess.Popen([sys.executable, str(server)], stdout=subprocess.PIPE)
    try:
        return specification | _measure(redView, source, specification)
    finally:
        if source:
            source.kill()


def makeRedView():
    """The Red view of a new host with the module, alone in the layout."""
    host = Host()
    host.loadModule()
    redView = host.sliceWidgets["Red"]
    for widget in host.sliceWidgets.values():
        widget.isLive = False
        widget.requests.isEnabled = widget is redView
    redView.resizeView(*VIEW_SIZE)
    return redView


def _addresses(source, specification: dict) -> list[str]:
    width, height = specification["size"]
    rate = specification["rate"]
    address = f"testpattern:{width}x{height}@{rate}"
    if source:
        address = f"http://127.0.0.1:{int(source.stdout.readline())}/live?width={width}&height={height}&rate={rate}"
    return [address] * specification["cameras"]


def _measure(redView, source, specification: dict) -> dict:
    from Host.Measurement import CALLS

    from .Meter import Meter
    from .Systems import SYSTEMS

    meter = Meter(redView)
    system = SYSTEMS[specification["system"]]()
    addresses = _addresses(source, specification)
    with CALLS.call():
        system.start(addresses)
    try:
        return _watch(redView, source, specification, meter)
    finally:
        system.stop()


def _watch(redView, source, specification: dict, meter) -> dict:
    """The figures of a system that was started."""
    from Host.EventLoop import runUntil
    from Host.Measurement import CALLS

    startMs = max(CALLS.milliseconds)
    redView.requests.guiLoadMs = specification["guiLoadMs"]
    hasCome = runUntil(lambda: len(meter.nodeLatencies) >= 2, FIRST_FRAME_SECONDS)
    runUntil(lambda: False, SETTLE_SECONDS)
    CALLS.clear()
    meter.clear()
    cpuBefore = cpuSeconds(source)
    seconds = specification["seconds"]
    runUntil(lambda: False, seconds)
    cpu = [100 * (after - before) / seconds for after, before in zip(cpuSeconds(source), cpuBefore)]
    row = _figures(meter, specification, startMs, cpu)
    if hasCome:
        meter.startTracing()
        runUntil(meter.hasTraced, TRACE_SECONDS)
        row["allocatedBytesPerFrame"] = meter.allocatedBytes()
    return row


def _figures(meter, specification: dict, startMs: float, cpu: list[float]) -> dict:
    from Host.Measurement import CALLS, summary

    from .Meter import growth

    elapsed = time.perf_counter() - meter.startTime
    isShown = bool(meter.pixelLatencies)
    hasOneCamera = specification["cameras"] == 1
    # Of several cameras, only the first is in a view.
    frames = len(meter.pixelLatencies) if isShown and hasOneCamera else len(meter.nodeLatencies)
    return dict.fromkeys(FIGURES) | {
        "framesPerSecond": round(frames / elapsed / specification["cameras"], 1),
        "latencyMs": summary(meter.nodeLatencies, withLast=True),
        "pixelsLatencyMs": summary(meter.pixelLatencies, withLast=True),
        "growthMs": growth(meter.nodeLatencies),
        "guiMsPerFrame": summary(CALLS.frameMilliseconds),
        "viewMsPerFrame": summary(meter.viewMs),
        "longestGuiBlockMs": round(max(CALLS.milliseconds, default=0.0), 2),
        "startMs": round(startMs, 1),
        "memcpyMs": _median(meter.copies.milliseconds),
        "cpuPercent": round(cpu[0]),
        "sourceCpuPercent": round(cpu[1]) if specification["source"] == "mjpeg" else None,
    }


def _median(values: list[float]) -> float | None:
    return round(statistics.median(values), 3) if values else None


def cpuSeconds(source: subprocess.Popen | None) -> tuple[float, float]:
    """Processor time of this process with its children, without the source; and of the source (Linux; 0 elsewhere)."""
    sourceSeconds = _processSeconds(source.pid) if source else 0.0
    return sum(_processSeconds(process) for process in _family(os.getpid())) - sourceSeconds, sourceSeconds


def _family(process: int) -> list[int]:
    """A process and all that it started."""
    children = []
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        children += [int(child) for child in path.read_text().split()]
    return [process, *(each for child in children for each in _family(child))]


def _processSeconds(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has just ended, or the system has none
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
