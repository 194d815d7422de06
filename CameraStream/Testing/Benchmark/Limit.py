"""The least that any way to show a camera needs: a frame's bytes copied once, resliced, and drawn."""

import statistics
import time

import numpy as np

NAME = "limit"

FRAMES = 40


def run(size: tuple[int, int]) -> dict:
    """Measure it for frames of ``size`` (width, height): a row as Run makes it, without a camera."""
    from .Run import makeRedView

    redView = makeRedView()
    import slicer

    from CameraStreamLib.View import SliceDisplay
    from CameraStreamLib.View.LiveDisplay import LiveDisplay

    from .Report import FIGURES

    frames = [np.full((1, size[1], size[0], 3), value, np.uint8) for value in (50, 100, 150)]
    node = slicer.util.addVolumeFromArray(frames[0], nodeClassName="vtkMRMLVectorVolumeNode")
    SliceDisplay.show(node, "Red")
    live = LiveDisplay(node, "Red")
    live.start()
    redView.requests.renderNow()
    reslice = SliceDisplay.sliceLogic("Red").GetBackgroundLayer().GetReslice()
    target = slicer.util.arrayFromVolume(node)
    copyMs, viewMs = [], []
    for index in range(FRAMES):
        start = time.perf_counter()
        np.copyto(target, frames[index % len(frames)])
        copied = time.perf_counter()
        node.GetImageData().Modified()
        reslice.Update()
        redView.requests.renderNow()
        copyMs.append(1000 * (copied - start))
        viewMs.append(1000 * (time.perf_counter() - copied))
    live.stop()
    copy = round(statistics.median(copyMs), 3)
    view = {"median": round(statistics.median(viewMs), 3), "max": round(max(viewMs), 3)}
    return dict.fromkeys(FIGURES) | {"guiMsPerFrame": {"median": copy}, "viewMsPerFrame": view, "memcpyMs": copy}
