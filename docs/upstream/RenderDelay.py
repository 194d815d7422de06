"""How long an image waits for its rendering, with two update rates: ``Slicer --python-script RenderDelay.py``"""

import statistics
import time

import numpy as np
import qt

import slicer

CHANGES, INTERVAL = 30, 150  # ms


def change() -> None:
    global changed
    if len(waits[view.maximumUpdateRate]) < CHANGES:
        slicer.util.updateVolumeFromArray(node, np.full((1, 480, 640, 3), len(waits[60.0]), np.uint8))
        changed = time.perf_counter()
    elif view.maximumUpdateRate == 60.0:
        view.maximumUpdateRate = 500.0
        waits[500.0] = []
    else:
        timer.stop()
        for rate, values in waits.items():
            print(
                f"maximumUpdateRate {rate:.0f}: a rendering begins {statistics.median(values):.1f} ms later", flush=True
            )
        slicer.util.exit(0)


def rendered(caller, event) -> None:
    global changed
    if changed:
        waits[view.maximumUpdateRate].append(1000 * (time.perf_counter() - changed))
        changed = 0.0


def main() -> None:
    global node, view, waits, changed, timer
    layoutManager = slicer.app.layoutManager()
    layoutManager.setLayout(slicer.vtkMRMLLayoutNode.SlicerLayoutOneUpRedSliceView)
    black = np.zeros((1, 480, 640, 3), np.uint8)
    node = slicer.util.addVolumeFromArray(black, nodeClassName="vtkMRMLVectorVolumeNode")
    slicer.util.setSliceViewerLayers(background=node, fit=True)
    slicer.app.processEvents()
    view = layoutManager.sliceWidget("Red").sliceView()
    waits, changed = {view.maximumUpdateRate: []}, 0.0
    view.renderWindow().AddObserver("StartEvent", rendered)
    timer = qt.QTimer()
    timer.setInterval(INTERVAL)
    timer.timeout.connect(change)
    timer.start()


qt.QTimer.singleShot(1000, main)  # ms: when the main window is up
