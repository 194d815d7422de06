"""All that a camera is started with, built and checked as a whole before anything is opened or changed."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..Shared.Errors import SourceError
from ..Shared.Errors import tr as _
from ..Shared.Passwords import PasswordMemory
from ..Shared.Settings import ACQUISITIONS, CaptureSettings
from ..Shared.Source import parseSource
from ..View.BackgroundView import BackgroundSettings
from ..View.SliceDisplay import ViewSettings, sliceLogic

CROP_NAMES = ("cropLeft", "cropTop", "cropWidth", "cropHeight")
"""Parameters that hold together: what is shown of the source's image, pixels."""

CAPTURE_NAMES = ("width", "height", "frameRate", "fourcc", "backend", "loop", "grayscale", "verifyCertificate")
"""Parameters that are fields of CaptureSettings too."""


@dataclass(frozen=True)
class CameraSettings:
    """What to capture, how to show it, and whether to read it in a thread of Slicer."""

    capture: CaptureSettings
    view: ViewSettings
    background: BackgroundSettings
    isInProcess: bool


def buildSettings(values: Mapping, passwords: PasswordMemory) -> CameraSettings:
    """The settings of a camera.

    :param values: by the names of CameraStreamParameterNode
    :raises SourceError: if one of them cannot be used
    """
    for name in ("grayscale", "showIn3D", "flip", "loop", "interpolate", "verifyCertificate", "undistort", "recordRaw"):
        if not isinstance(values[name], (bool, np.bool_)):
            raise SourceError(_("{name} must be True or False, not {value!r}."), value=values[name], name=name)
    if not isinstance(values["acquisition"], str) or values["acquisition"] not in ACQUISITIONS:
        raise SourceError(
            _('"{value}" is not a valid acquisition. Choose {names}.'),
            value=values["acquisition"],
            names=" or ".join(ACQUISITIONS),
        )
    view = viewSettings(values)
    if view.name:
        sliceLogic(view.name)  # says so if there is none
    source = parseSource(passwords.reveal(passwords.hide(values["source"])))
    capture = CaptureSettings(
        source=source, crop=cropRectangle(values), **{name: values[name] for name in CAPTURE_NAMES}
    )
    return CameraSettings(capture, view, backgroundSettings(values), values["acquisition"] == "in-process")


def viewSettings(values: Mapping) -> ViewSettings:
    """How to show an image.

    :raises SourceError: if that is not possible
    """
    return ViewSettings(
        name=values["view"],
        rotation=values["rotation"],
        isFlipped=values["flip"],
        spacing=values["spacing"],
        isIn3D=values["showIn3D"],
        isInterpolated=values["interpolate"],
    )


def backgroundSettings(values: Mapping) -> BackgroundSettings:
    """Behind which 3D view to show an image.

    :raises SourceError: if that is not possible
    """
    return BackgroundSettings(values["backgroundView"], values["cameraTransform"])


def cropRectangle(values: Mapping) -> tuple[int, int, int, int]:
    """Left, top, width, height; no width or height for all of the image."""
    return tuple(values[name] for name in CROP_NAMES)


def valuesOf(parameterNode) -> dict:
    """All parameters of a CameraStreamParameterNode, by name."""
    return {name: getattr(parameterNode, name) for name in parameterNode.allParameters}
