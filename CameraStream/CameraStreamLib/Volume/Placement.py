"""How an image can be placed, and which way is up on the screen."""

import numpy as np

import slicer

ROTATIONS = (0, 90, 180, 270)

MINIMUM_SPACING, MAXIMUM_SPACING = 0.0001, 1000.0
"""Edge of a pixel, mm: from a tenth of a micrometer, a microscope's, to a meter, a telescope's."""


def upright(volumeNode, sliceNode) -> np.ndarray:
    """The directions (3, 2) on the screen that are right and up, in RAS under the volume's transform.

    Those of the view as it is; under a transform, which moves the image and the view with it, those of the view's
    default orientation, so that an image on a probe is always placed in the same way. Axial, for no view.
    """
    if sliceNode is None:
        return np.array([[-1.0, 0, 0], [0, 1.0, 0]]).T
    if volumeNode.GetParentTransformNode():
        return slicer.util.arrayFromVTKMatrix(defaultOrientation(sliceNode))[:, :2]
    return slicer.util.arrayFromVTKMatrix(sliceNode.GetSliceToRAS())[:3, :2]


def defaultOrientation(sliceNode):
    """Right, up and out of the screen in RAS, a vtkMatrix3x3."""
    name = sliceNode.GetDefaultOrientation()
    return sliceNode.GetSliceOrientationPreset("Axial" if name in (None, "", "Reformat") else name)
