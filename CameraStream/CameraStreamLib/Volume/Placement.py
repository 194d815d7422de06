"""Limits for the placement of an image, and directions on the screen."""

import numpy as np

import slicer

ROTATIONS = (0, 90, 180, 270)

MINIMUM_SPACING, MAXIMUM_SPACING = 0.0001, 1000.0
"""Size of a pixel, mm: from a tenth of a micrometer (microscope) to a meter (telescope)."""


def upright(volumeNode, sliceNode) -> np.ndarray:
    """The directions right and up on the screen, as columns (3, 2), in RAS under the volume's transform.

    These are the view's current directions. Under a transform, which moves the image and the view with it, they are
    those of the view's default orientation, so that an image on a probe is always placed in the same way. Axial if
    there is no view.
    """
    if sliceNode is None:
        return np.array([[-1.0, 0, 0], [0, 1.0, 0]]).T
    if volumeNode.GetParentTransformNode():
        return slicer.util.arrayFromVTKMatrix(defaultOrientation(sliceNode))[:, :2]
    return slicer.util.arrayFromVTKMatrix(sliceNode.GetSliceToRAS())[:3, :2]


def defaultOrientation(sliceNode):
    """The directions right, up and out of the screen in RAS, a vtkMatrix3x3."""
    name = sliceNode.GetDefaultOrientation()
    return sliceNode.GetSliceOrientationPreset("Axial" if name in (None, "", "Reformat") else name)
