"""What a slice view takes for a new RGB image: as it is, without the slab's spacing, and without the alpha chain.

``Slicer --python-script SlicePipeline.py``
"""

import statistics
import time

import numpy as np
import qt
import vtk
from vtk.util.numpy_support import vtk_to_numpy

import slicer

FRAMES = 40


def median() -> float:
    """Of the time that a rendering takes after the image has changed, ms."""
    times = []
    for index in range(FRAMES):
        pixels[..., index % 3] += 1
        image.GetPointData().GetScalars().Modified()
        image.Modified()
        start = time.perf_counter()
        view.forceRender()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def shown() -> np.ndarray:
    """The pixels of the view, of one and the same image."""
    pixels[:] = reference
    image.GetPointData().GetScalars().Modified()
    image.Modified()
    view.forceRender()
    grabber = vtk.vtkWindowToImageFilter()
    grabber.SetInput(view.renderWindow())
    grabber.ReadFrontBufferOff()
    grabber.Update()
    return vtk_to_numpy(grabber.GetOutput().GetPointData().GetScalars()).copy()


def report(what: str) -> None:
    isSame = np.array_equal(shown(), before)
    print(f"{what}: {median():.1f} ms, {'the same' if isSame else 'OTHER'} pixels", flush=True)


def main() -> None:
    global view, image, pixels, reference, before
    slicer.util.mainWindow().resize(1600, 1000)
    layoutManager = slicer.app.layoutManager()
    layoutManager.setLayout(slicer.vtkMRMLLayoutNode.SlicerLayoutOneUpRedSliceView)
    reference = np.random.default_rng(0).integers(0, 255, (1, 1080, 1920, 3), np.uint8)
    node = slicer.util.addVolumeFromArray(reference, nodeClassName="vtkMRMLVectorVolumeNode")
    slicer.util.setSliceViewerLayers(background=node, fit=True)
    slicer.app.processEvents()
    view = layoutManager.sliceWidget("Red").sliceView()
    image, pixels = node.GetImageData(), slicer.util.arrayFromVolume(node)
    logic = slicer.app.applicationLogic().GetSliceLogicByLayoutName("Red")
    layer, sliceNode = logic.GetBackgroundLayer(), logic.GetSliceNode()
    reslice = layer.GetReslice()

    print("view:", view.width, "x", view.height, flush=True)
    before = shown()
    report("as it is")
    print("slices of the slab:", reslice.GetSlabNumberOfSlices(), "spacing:", reslice.GetSlabSliceSpacingFraction())
    factor = sliceNode.GetSlabReconstructionOversamplingFactor() * reslice.GetSlabSliceSpacingFraction()
    sliceNode.SetSlabReconstructionOversamplingFactor(factor)
    slicer.app.processEvents()
    report(f"spacing {reslice.GetSlabSliceSpacingFraction()}")

    append = layer.GetVolumeDisplayNode().GetOutputImageDataConnection().GetProducer()
    color = append.GetInputConnection(0, 0)
    opaque = vtk.vtkImageData()
    opaque.SetExtent(reslice.GetOutputExtent())
    opaque.AllocateScalars(vtk.VTK_UNSIGNED_CHAR, 1)
    opaque.GetPointData().GetScalars().Fill(255)
    alpha = vtk.vtkImageStencil()
    alpha.SetBackgroundValue(0)
    alpha.SetInputData(opaque)
    alpha.SetStencilConnection(reslice.GetOutputPort(1))
    append.RemoveAllInputs()
    append.AddInputConnection(color)
    append.AddInputConnection(alpha.GetOutputPort())
    report("and alpha from the outline")
    slicer.util.exit(0)


qt.QTimer.singleShot(1000, main)  # ms: when the main window is up
