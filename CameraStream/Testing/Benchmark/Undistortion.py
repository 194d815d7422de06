"""What it costs the capture process to undistort a frame."""

import statistics
import time

import numpy as np

from CameraStreamLib.Capture.Undistortion import Undistortion
from CameraStreamLib.Shared.Calibration import Calibration
from CameraStreamLib.Shared.Commands import SetCalibration

SIZES = ((640, 480), (1280, 720), (1920, 1080), (3840, 2160))

FRAMES = 50


def run(quick: bool = False) -> list[dict]:
    """A row for each of SIZES: ``milliseconds`` of a color frame (median), and ``mapsMs``: what the maps take, once for
    each size and crop."""
    return [_measure(size, 10 if quick else FRAMES) for size in SIZES]


def _measure(size: tuple[int, int], count: int) -> dict:
    width, height = size
    lens = Calibration("standard", size, (width, width), (width / 2, height / 2), (-0.3, 0.1, 0.001, 0.001, 0.0))
    undistortion = Undistortion()
    undistortion.asked = SetCalibration((lens,), isUndistorted=True)
    undistortion.prepare(size, None)
    image = np.random.default_rng(0).integers(0, 256, (height, width, 3), np.uint8)
    first, *times = [_milliseconds(undistortion.undistorted, image, (0, 0), (0, 0), image.shape) for _ in range(count)]
    frame = statistics.median(times)
    return {"size": f"{width}x{height}", "milliseconds": frame, "mapsMs": first - frame}


def _milliseconds(function, *arguments) -> float:
    start = time.perf_counter()
    function(*arguments)
    return 1000 * (time.perf_counter() - start)
