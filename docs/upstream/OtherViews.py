"""How often each view renders while the image in one of them changes: ``Slicer --python-script OtherViews.py``"""

import numpy as np
import qt

import slicer

CHANGES, INTERVAL = 30, 100  # ms


def count(view, name: str) -> None:
    counts[name] = 0

    def rendered(caller, event):
        counts[name] += 1

    view.renderWindow().AddObserver("StartEvent", rendered)


def change() -> None:
    global changes
    changes += 1
    if changes > CHANGES:
        timer.stop()
        qt.QTimer.singleShot(500, finish)
    else:
        slicer.util.updateVolumeFromArray(node, np.full((1, 720, 1280, 3), changes, np.uint8))


def finish() -> None:
    print(CHANGES, "changes of the image in Red; renderings:", counts, flush=True)
    slicer.util.exit(0)


def main() -> None:
    global node, counts, changes, timer
    counts, changes = {}, 0
    layoutManager = slicer.app.layoutManager()
    layoutManager.setLayout(slicer.vtkMRMLLayoutNode.SlicerLayoutFourUpView)
    node = slicer.util.addVolumeFromArray(
        np.zeros((1, 720, 1280, 3), np.uint8), nodeClassName="vtkMRMLVectorVolumeNode"
    )
    slicer.mrmlScene.GetSingletonNode("Red", "vtkMRMLSliceCompositeNode").SetBackgroundVolumeID(node.GetID())
    slicer.app.processEvents()
    for name in ("Red", "Green", "Yellow"):
        count(layoutManager.sliceWidget(name).sliceView(), name)
    count(layoutManager.threeDWidget(0).threeDView(), "3D")
    timer = qt.QTimer()
    timer.setInterval(INTERVAL)
    timer.timeout.connect(change)
    timer.start()


qt.QTimer.singleShot(1000, main)  # ms: when the main window is up
