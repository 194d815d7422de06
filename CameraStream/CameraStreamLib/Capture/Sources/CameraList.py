"""Lists the cameras of this computer by name, without opening any: a program that CameraFinder runs."""

import json
import os
import sys
from pathlib import Path

from ...Shared.Errors import SourceError, toData
from ...Shared.Errors import tr as _
from ...Shared.Source import CameraName
from ..OpenCV import cv2

LIST_BACKENDS = {
    "linux": (cv2.CAP_V4L2,),
    "win32": (cv2.CAP_MSMF, cv2.CAP_DSHOW),  # opencv-python-headless has the second only
    "darwin": (cv2.CAP_AVFOUNDATION,),
}
"""The backends to list by default, by platform: the first that this OpenCV has. Over all backends, each camera would be
listed several times."""

STABLE_NAMES = Path("/dev/v4l/by-id")
"""Folder of Linux (udev) with device names that do not depend on the order in which cameras are plugged in."""


def cameras(backend: int = cv2.CAP_ANY) -> list[tuple[CameraName, int, int]]:
    """Name, index and backend of each camera, sorted by name.

    :raises SourceError: if cameras cannot be listed
    """
    try:
        from cv2_enumerate_cameras import enumerate_cameras
    except ImportError as error:
        raise SourceError(_("Install the Python package cv2-enumerate-cameras to list cameras by name.")) from error
    if backend == cv2.CAP_ANY:
        known = cv2.videoio_registry.getBackends()
        backend = next((each for each in LIST_BACKENDS.get(sys.platform, ()) if each in known), backend)
    try:
        found = {(camera.path, camera.index): camera for camera in enumerate_cameras(backend)}
    except NotImplementedError as error:
        problem = _("This backend cannot find cameras by name. Choose Automatic as the backend.")
        raise SourceError(problem) from error
    named = [(nameOf(camera), camera.index, backend) for camera in found.values()]
    return sorted(named, key=lambda item: (item[0].name.lower(), item[1]))


def nameOf(camera) -> CameraName:
    """Name of a cv2_enumerate_cameras.CameraInfo."""
    isKnown = camera.vid is not None and camera.pid is not None
    identity = f"{camera.vid:04x}:{camera.pid:04x}" if isKnown else ""
    return CameraName(camera.name or f"Camera {camera.index}", identity, stablePath(camera.path or ""))


def stablePath(path: str) -> str:
    """A device name that stays the same when the camera is plugged in again, if the system has one; else ``path``."""
    if STABLE_NAMES.is_dir():
        for link in sorted(STABLE_NAMES.iterdir()):
            if os.path.realpath(link) == os.path.realpath(path):
                return str(link)
    return path


def find(wanted: CameraName, backend: int) -> tuple[int, int]:
    """Index and backend of a camera.

    :raises SourceError: if it is not connected, or its name is ambiguous
    """
    candidates = cameras(backend)
    for isSame in (
        lambda camera: wanted.path and _device(camera) == _device(wanted),
        lambda camera: wanted.identity and camera.identity == wanted.identity and camera.name == wanted.name,
        lambda camera: camera.name.lower() == wanted.name.lower(),
    ):
        matching = [item[1:] for item in candidates if isSame(item[0])]
        if len(matching) == 1:
            return matching[0]
        if matching:
            problem = _('There are {count} cameras named "{name}". Choose one from the list.')
            raise SourceError(problem, count=len(matching), name=wanted.name)
    raise SourceError(_('The camera "{name}" is not connected. Connect it, or choose another.'), name=wanted.name)


def _device(camera: CameraName) -> tuple[str, str]:
    """Its path and identity. On Windows, the part of the path from #{ on differs between Media Foundation and
    DirectShow."""
    return camera.path.lower().partition("#{")[0], camera.identity


def main() -> None:
    """Print JSON: ``cameras``, as sources, and ``error``, a message from ``toData``, or ""."""
    try:
        answer = {"cameras": [str(name) for name, *_others in cameras()], "error": ""}
    except SourceError as error:
        answer = {"cameras": [], "error": toData(error.text)}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
