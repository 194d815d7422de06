"""RTSP beside the ways with the least delay: ``python -m Benchmark.Rtsp``. From the moment when a frame is sent to the
node, or to the array of a script. The camera plays a film that was encoded before, so that no encoder is measured."""

import argparse
import itertools
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from Host.Measurement import summary

sys.path.append(str(Path(__file__).resolve().parents[1] / "Python"))
from Films import LOW_DELAY, SYSTEM_PYTHON, RtspCamera, RtspIsMissing, encode, numbered

RATE = 30

FRAMES = 30
"""Of the film, which is played again and again, and begins with its one key frame."""

SECONDS, QUICK_SECONDS = 6.0, 3.0

WARM_UP_SECONDS = 2.0
"""Which does not count, s: what waited while the stream was opened comes first."""

BUSY_SECONDS = 1.0

FRESH_MS = 100.0

NODE, BUSY = "CameraStream", "CameraStream, after a busy second"
OPENCV_NODE = "CameraStream with OpenCV's reader"
FFMPEG, GSTREAMER = "ffmpeg, low delay", "GStreamer, latency=0"
THREADS = {"OpenCV, 1 thread": 1, "OpenCV, 2 threads": 2, "OpenCV, 16 threads": 16}

SIZES = ((640, 480), (1280, 720), (1920, 1080))
PLAN = [(size, codec, (NODE, FFMPEG, GSTREAMER)) for size in SIZES for codec in ("h264", "h265")]
PLAN[0] = (SIZES[0], "h264", (NODE, BUSY, OPENCV_NODE, *THREADS, FFMPEG, GSTREAMER))
PLAN += [((3840, 2160), codec, (NODE, GSTREAMER)) for codec in ("h264", "h265")]


def run(quick: bool = False) -> list[dict]:
    """A row for each size, codec and system: ``framesPerSecond``, ``latencyMs`` (median, p95, max; None if there were
    no frames) and ``freshAfterMs``: how long after a busy second a frame is no older than FRESH_MS. None where no RTSP
    server can be run.

    :param quick: 640x480 only, and shorter
    """
    rows, seconds = [], QUICK_SECONDS if quick else SECONDS
    for size, codec, systems in PLAN[:2] if quick else PLAN:
        with tempfile.TemporaryDirectory() as folder:
            try:
                camera = RtspCamera(Path(folder), _film(size, codec), codec, RATE)
            except RtspIsMissing:
                return []
            try:
                for system in systems:
                    row = {"system": system, "codec": codec, "size": f"{size[0]}x{size[1]}"}
                    rows.append(row | _measure(camera, system, codec, size, seconds))
                    print(rows[-1], file=sys.stderr, flush=True)
            finally:
                camera.kill()
    return rows


def _film(size: tuple[int, int], codec: str) -> list[bytes]:
    options = LOW_DELAY | {"g": str(FRAMES), "crf": "20"}
    if codec == "h265":
        options["x265-params"] = f"log-level=none:keyint={FRAMES}"
    return encode(numbered(FRAMES, *size), {"h264": "libx264", "h265": "libx265"}[codec], rate=RATE, options=options)


def _measure(camera, system: str, codec: str, size: tuple[int, int], seconds: float) -> dict:
    """The figures of one receiver, in a process of its own, which prints a frame's number and time a line."""
    if system == GSTREAMER:
        script = Path(__file__).with_name("RtspGStreamer.py")
        command = [SYSTEM_PYTHON, str(script), camera.url, codec, str(WARM_UP_SECONDS + seconds)]
    else:
        request = {"system": system, "url": camera.url, "size": size, "seconds": WARM_UP_SECONDS + seconds}
        command = [sys.executable, "-m", "Benchmark.Rtsp", "--receive", json.dumps(request)]
    output = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False, text=True).stdout
    frames = [(int(number), float(now)) for number, now in (line.split() for line in output.splitlines())]
    frames = [frame for frame in frames if frame[1] > frames[0][1] + WARM_UP_SECONDS and 0 < frame[0] <= FRAMES]
    figures = {"framesPerSecond": 0.0, "latencyMs": None, "freshAfterMs": None}
    ages = [camera.age(number, now) for number, now in frames]
    if system == BUSY:
        fresh = [now for (_number, now), age in zip(frames, ages) if age < FRESH_MS]
        gaps = [after - before for before, after in itertools.pairwise(fresh)]
        return figures | {"freshAfterMs": round(1000 * (max(gaps) - BUSY_SECONDS), 1) if gaps else None}
    if ages:
        figures |= {"framesPerSecond": round((len(ages) - 1) / (frames[-1][1] - frames[0][1]), 1)}
    return figures | {"latencyMs": summary(ages)}


def _receive(request: dict) -> None:
    system, url = request["system"], request["url"]
    end = time.time() + request["seconds"]
    if system in (NODE, OPENCV_NODE, BUSY):
        _receiveAtNode(system, url, end)
    elif system == FFMPEG:
        _receiveFromFFmpeg(url, request["size"], end)
    else:
        _receiveInScript(url, THREADS[system], end)


def _say(pixels) -> None:
    from CameraStreamLib.Shared import FrameStamp

    now, stamp = time.time(), FrameStamp.read(pixels)
    if stamp:
        print(stamp[0], f"{now:.6f}", flush=True)


def _receiveAtNode(system: str, url: str, end: float) -> None:
    from Host.Application import Host

    host = Host()
    host.loadModule()
    import slicer

    from Host.EventLoop import runUntil

    widget = slicer.util.getModuleWidget("CameraStream")
    stream = widget.logic.start(url, view="", backend="FFmpeg" if system == OPENCV_NODE else "Automatic")
    stream.addObserver(lambda stream: _say(stream.frame.pixels))
    runUntil(lambda: stream.statistics.framesShown > 5, 10)
    start = time.time()
    if system == BUSY:
        runUntil(lambda: time.time() > start + WARM_UP_SECONDS + 0.5, 10)
        (child,) = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
        os.kill(int(child), signal.SIGSTOP)
        runUntil(lambda: False, BUSY_SECONDS)
        os.kill(int(child), signal.SIGCONT)
    runUntil(lambda: time.time() > max(end, start + WARM_UP_SECONDS + QUICK_SECONDS), 60)
    widget.cleanup()


def _receiveInScript(url: str, threads: int, end: float) -> None:
    import cv2

    capture = cv2.VideoCapture(url, cv2.CAP_FFMPEG, [cv2.CAP_PROP_N_THREADS, threads])
    while time.time() < end + WARM_UP_SECONDS:
        isRead, frame = capture.read()
        if isRead:
            _say(frame)


def _receiveFromFFmpeg(url: str, size: tuple[int, int], end: float) -> None:
    import numpy as np

    command = (
        "ffmpeg -nostdin -loglevel quiet -fflags nobuffer -flags low_delay -probesize 32 -analyzeduration 0 -threads 1 "
        f"-rtsp_transport tcp -i {url} -f rawvideo -pix_fmt bgr24 -fps_mode passthrough -flush_packets 1 pipe:1"
    )
    process = subprocess.Popen(command.split(), stdout=subprocess.PIPE)
    shape = (size[1], size[0], 3)
    while time.time() < end:
        data = process.stdout.read(int(np.prod(shape)))
        if len(data) < np.prod(shape):
            break
        _say(np.frombuffer(data, np.uint8).reshape(shape))
    process.kill()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m Benchmark.Rtsp", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="640x480 only, and shorter")
    parser.add_argument("--receive", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.receive:
        _receive(json.loads(options.receive))
        return 0
    print(json.dumps(run(options.quick), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
