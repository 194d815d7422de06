"""What a picture behind a 3D view costs: the view rendered for each frame without it, and with it."""

import statistics
import sys
import time

import numpy as np

VIEW_SIZE = (1200, 900)
"""Of the 3D view, pixels: a one-up layout on a usual screen."""

ROUNDS, FRAMES = 10, 8
"""Each variant shows FRAMES frames in each of ROUNDS rounds, in turn, so that a busy moment hits all alike."""

QUICK_ROUNDS = 4

WITHOUT, WITH = "models alone", "+ the picture behind them"


def run(quick: bool = False) -> list[dict]:
    """A row for each size and variant: ``milliseconds``, the median time from the array to the rendered view,
    and ``shownPerSecond``, how many of these a second has room for."""
    import vtk

    import slicer

    from CameraStreamLib.Shared.Calibration import Calibration
    from CameraStreamLib.Shared.Frame import Frame
    from CameraStreamLib.View.LiveBackground import LiveBackground
    from CameraStreamLib.Volume.FrameVolume import FrameVolume
    from Host.Application import Host

    host, rows = Host(), []
    widget = host.threeDWidget("1")
    widget.view.set_box_visible(False)
    widget.resizeView(*VIEW_SIZE)
    ball = vtk.vtkSphereSource()
    ball.SetRadius(60)
    ball.SetCenter(0, 0, 500)
    ball.SetThetaResolution(200)
    ball.SetPhiResolution(200)
    model = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLModelNode")
    model.SetPolyDataConnection(ball.GetOutputPort())
    model.CreateDefaultDisplayNodes()
    random = np.random.default_rng(1)
    for width, height in ((640, 480), (1280, 720), (1920, 1080)):
        frames = [random.integers(0, 255, (height, width, 3), np.uint8, True) for _ in range(3)]
        volume = FrameVolume(slicer.mrmlScene.AddNewNodeByClass("vtkMRMLVectorVolumeNode"))
        calibration = Calibration("pinhole", (width, height), (width, width), (width / 2, height / 2))
        times = {WITHOUT: [], WITH: []}
        for _round in range(QUICK_ROUNDS if quick else ROUNDS):
            for variant, seconds in times.items():
                background = None
                for index in range(FRAMES):
                    frame = frames[index % len(frames)]
                    start = time.perf_counter()
                    volume.write(Frame(frame, 1, 0.0, (0, 0), (width, height)))
                    if variant == WITH:
                        background = background or LiveBackground(host.layoutManager.threeDWidget(0))
                        background.show(volume.node.GetImageData(), calibration, np.eye(4))
                    widget.requests.renderNow()
                    if index:  # the first one of a round sets the view up
                        seconds.append(time.perf_counter() - start)
                if background:
                    background.stop()
        for variant, seconds in times.items():
            milliseconds = 1000 * statistics.median(seconds)
            rows.append({
                "image": f"{width}x{height}", "variant": variant, "milliseconds": round(milliseconds, 2),
                "shownPerSecond": round(1000 / milliseconds, 1),
            })  # fmt: skip
    return rows


if __name__ == "__main__":
    print("\n".join(map(str, run(quick="--quick" in sys.argv))))
