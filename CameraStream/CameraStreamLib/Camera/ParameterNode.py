"""The settings of one camera, as they are saved with the scene."""

from typing import Annotated, Union

from slicer import vtkMRMLLinearTransformNode, vtkMRMLScalarVolumeNode, vtkMRMLVectorVolumeNode
from slicer.parameterNodeWrapper import Choice, WithinRange, parameterNodeWrapper

from ..Shared.Settings import ACQUISITIONS, BACKENDS
from ..Shared.Source import MAXIMUM_RATE, MAXIMUM_SIZE
from ..Volume.Placement import MAXIMUM_SPACING, MINIMUM_SPACING, ROTATIONS


@parameterNodeWrapper
class CameraStreamParameterNode:
    """The settings of one camera, saved with the scene. What runs, and how well, is not here.

    source - Device index, camera by name, file, image sequence, URL (its password replaced by ***) or test pattern.
    outputVolume - The volume that shows the newest frame: RGB in a vector volume, grey in a scalar volume.
    grey - Whether the output is grey.
    view - Layout name of the slice view that shows it; empty for none.
    showIn3D - Whether the slice is shown in the 3D views too.
    rotation, mirror - How the image is turned (clockwise, degrees) and then mirrored, by its directions alone.
    cropLeft, cropTop, cropWidth, cropHeight - What of the camera's image is shown, pixels; no width or height: all.
    spacing - Edge of a pixel, mm.
    parentTransform - Moves the image in space: a tracked probe's or camera's.
    width, height - Frame size to ask the camera for, pixels; 0 for its own.
    frameRate - Frame rate to ask the camera for, or to play an image sequence at, frames/s; 0 for its own.
    fourcc - Pixel format to ask the camera for, for example MJPG; empty for its own.
    backend - OpenCV's interface to the camera.
    loop - Whether a file starts again at its end.
    smooth - Whether the live image is interpolated; nearest neighbor is faster. Frozen and stopped ones always are.
    acquisition - Where the source is read: in a process of its own, or in a thread of Slicer.
    """

    source: str = "0"
    outputVolume: Union[vtkMRMLVectorVolumeNode, vtkMRMLScalarVolumeNode, None]
    grey: bool = False
    view: str = "Red"
    showIn3D: bool = False
    rotation: Annotated[int, Choice(list(ROTATIONS))] = 0
    mirror: bool = False
    cropLeft: Annotated[int, WithinRange(0, MAXIMUM_SIZE)] = 0
    cropTop: Annotated[int, WithinRange(0, MAXIMUM_SIZE)] = 0
    cropWidth: Annotated[int, WithinRange(0, MAXIMUM_SIZE)] = 0
    cropHeight: Annotated[int, WithinRange(0, MAXIMUM_SIZE)] = 0
    spacing: Annotated[float, WithinRange(MINIMUM_SPACING, MAXIMUM_SPACING)] = 1.0
    parentTransform: Union[vtkMRMLLinearTransformNode, None]
    width: Annotated[int, WithinRange(0, MAXIMUM_SIZE)] = 0
    height: Annotated[int, WithinRange(0, MAXIMUM_SIZE)] = 0
    frameRate: Annotated[float, WithinRange(0.0, MAXIMUM_RATE)] = 0.0
    fourcc: str = ""
    backend: Annotated[str, Choice(list(BACKENDS))] = "Automatic"
    loop: bool = False
    smooth: bool = True
    acquisition: Annotated[str, Choice(list(ACQUISITIONS))] = "process"
