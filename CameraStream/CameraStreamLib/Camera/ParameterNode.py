"""The settings of one camera, as they are saved with the scene."""

import typing
from typing import Annotated, Union

import slicer
from slicer import vtkMRMLLinearTransformNode, vtkMRMLScalarVolumeNode, vtkMRMLVectorVolumeNode
from slicer.i18n import tr as _
from slicer.parameterNodeWrapper import Choice, WithinRange, parameterNodeWrapper

from ..Shared.Settings import ACQUISITIONS, BACKENDS
from ..Shared.Source import MAXIMUM_RATE, MAXIMUM_SIZE
from ..Volume.Placement import MAXIMUM_SPACING, MINIMUM_SPACING, ROTATIONS
from .RenamedSettings import renamedSetting, renameParameters


@parameterNodeWrapper
class CameraStreamParameterNode:
    """The settings of one camera, saved with the scene. What runs, and how well, is not here.

    source - Device index, camera by name, file, image sequence, URL (its password replaced by ***) or test pattern.
    outputVolume - The volume that shows the newest frame: RGB in a vector volume, grayscale in a scalar volume.
    grayscale - Whether the output is grayscale.
    view - Layout name of the slice view that shows it; empty for none.
    showIn3D - Whether the slice is shown in the 3D views too.
    rotation, flip - How the image is rotated (clockwise, degrees) and then flipped, by its directions alone.
    cropLeft, cropTop, cropWidth, cropHeight - What of the camera's image is shown, pixels; no width or height: all.
    spacing - Edge of a pixel, mm.
    parentTransform - Moves the image in space: a tracked probe's or camera's.
    width, height - Frame size to ask the camera for, pixels; 0 for its own.
    frameRate - Frame rate to ask the camera for, or to play an image sequence at, frames/s; 0 for its own.
    fourcc - Pixel format to ask the camera for, for example MJPG; empty for its own.
    backend - OpenCV's interface to the camera.
    loop - Whether a file starts again at its end.
    interpolate - Whether the live image is interpolated, or nearest neighbor, which is faster. Still ones always are.
    acquisition - Where the source is read: in a process of its own, or in a thread of Slicer.
    verifyCertificate - Whether an https server's certificate must be valid.
    undistort - Whether the lens' distortion is taken out of the image, if the camera is calibrated.
    recordRaw - Whether recordings and OpenIGTLink clients get the image as the camera sends it nevertheless.
    backgroundView - Layout name of the 3D view that shows it behind its scene; empty for none.
    cameraTransform - Takes the camera (x right in its picture, y down, z ahead) to the world; none: the identity.
    processors - What processes the frames: a list in JSON, of file (or name), parameters, isShown and isWaitedFor.
    """

    source: str = "0"
    outputVolume: Union[vtkMRMLVectorVolumeNode, vtkMRMLScalarVolumeNode, None]
    grayscale: bool = False
    view: str = "Red"
    showIn3D: bool = False
    rotation: Annotated[int, Choice(list(ROTATIONS))] = 0
    flip: bool = False
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
    interpolate: bool = True
    acquisition: Annotated[str, Choice(list(ACQUISITIONS))] = "process"
    verifyCertificate: bool = True
    undistort: bool = False
    recordRaw: bool = False
    backgroundView: str = ""
    cameraTransform: Union[vtkMRMLLinearTransformNode, None]
    processors: str = ""

    grey = renamedSetting("grey")
    mirror = renamedSetting("mirror")
    smooth = renamedSetting("smooth")


_HINTS = typing.get_type_hints(CameraStreamParameterNode, include_extras=True)


def repairSettings(node) -> str:
    """Take from a parameter node (a vtkMRMLScriptedModuleNode) what cannot be a setting, a scene's or a script's: the
    wrapper would raise an exception at it, or take it for another one, and gives the default to what is not there.

    :returns: one sentence on it; "" if there was nothing
    """
    unusable = []
    with slicer.util.NodeModify(node):
        renameParameters(node)
        for name, hint in _HINTS.items():
            kind, *validators = typing.get_args(hint) if typing.get_origin(hint) is Annotated else (hint,)
            if typing.get_origin(kind) is Union:
                unusable += _takeNodes(node, name, typing.get_args(kind))
            elif node.HasParameter(name) and not _isUsable(node.GetParameter(name), kind, validators):
                unusable.append((name, node.GetParameter(name)[:40]))
                node.UnsetParameter(name)
    if not unusable:
        return ""
    said = ", ".join(f'{name} "{text}"' for name, text in unusable)
    return _("Invalid settings were reset to their defaults: {settings}.").format(settings=said)


def _takeNodes(node, name: str, kinds: tuple[type, ...]) -> list[tuple[str, str]]:
    """Take the references from a setting that are of other kinds; returns that name with theirs."""
    roles = [node.GetNthNodeReferenceRole(index) for index in range(node.GetNumberOfNodeReferenceRoles())]
    taken = []
    for role in roles:  # the name, with an index behind it in Slicer
        referenced = node.GetNodeReference(role) if role.split(".")[0] == name else None
        if referenced and not isinstance(referenced, kinds):
            taken.append((name, referenced.GetName()))
            node.SetNodeReferenceID(role, None)
    return taken


def _isUsable(text: str, kind: type, validators: list) -> bool:
    if kind is bool:
        return text in ("True", "False")
    try:
        value = kind(text)
        for validator in validators:
            validator.validate(value)
    except (ValueError, TypeError):
        return False
    return True
