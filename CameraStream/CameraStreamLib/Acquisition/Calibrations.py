"""The calibrations of each camera: files in the user's settings folder, found again by the camera's identity."""

import dataclasses
import hashlib
import json
import logging
import re
from pathlib import Path

import slicer

from ..Shared.Calibration import Calibration
from ..Shared.Errors import SourceError
from ..Shared.Errors import tr as _
from ..Shared.Source import CameraName, Source

FOLDER = "CameraStream calibrations"
"""Beside the user's settings file."""

FILE_BYTES = 1_000_000
"""Of a file at most: a calibration has 500."""


def identityOf(source: Source) -> str:
    """By which a camera is known again, without a password: of one that was chosen by its name, also where it is
    plugged in, as far as the system says so."""
    return str(source.address) if isinstance(source.address, CameraName) else str(source)


def calibrationsOf(source: Source) -> tuple[Calibration, ...]:
    """Those of a camera, at most one for each size. One that is plugged in elsewhere is known by name, vendor and
    product, if only one such camera was calibrated."""
    calibrations = _read(_fileOf(identityOf(source)))
    if calibrations or not isinstance(source.address, CameraName):
        return calibrations
    kind = str(dataclasses.replace(source.address, path=""))
    alike = [path for path in _folder().glob("*.json") if _kindOf(path) == kind]
    return _read(alike[0]) if len(alike) == 1 else ()


def keep(source: Source, calibration: Calibration) -> tuple[Calibration, ...]:
    """Keep a camera's calibration, instead of that of the same size; returns all that it has.

    :raises SourceError: if it cannot be written
    """
    kept = [each for each in calibrationsOf(source) if each.size != calibration.size]
    calibrations = (dataclasses.replace(calibration, camera=str(source)), *kept)
    identity = identityOf(source)
    path = _fileOf(identity)
    content = {"camera": identity, "calibrations": [each.toDict() for each in calibrations]}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        problem = _('The calibration cannot be saved to "{path}" ({reason}). Export it to another file.')
        raise SourceError(problem, path=path, reason=error.strerror or str(error)) from error
    return calibrations


def _folder() -> Path:
    return Path(slicer.app.userSettings().fileName()).parent / FOLDER


def _fileOf(identity: str) -> Path:
    readable = re.sub(r"[^\w.-]+", " ", identity.removeprefix("camera:")).strip()[:40]
    return _folder() / f"{readable} {hashlib.sha256(identity.encode()).hexdigest()[:12]}.json"


def _content(path: Path) -> dict:
    try:
        with open(path, encoding="utf-8") as file:
            content = json.loads(file.read(FILE_BYTES))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        logging.warning(f"CameraStream: {path.name} cannot be read ({error})")
        return {}
    return content if isinstance(content, dict) else {}


def _kindOf(path: Path) -> str:
    """Name, vendor and product of the camera that a file belongs to."""
    camera = _content(path).get("camera")
    isCamera = isinstance(camera, str) and camera.startswith("camera:")
    return str(dataclasses.replace(CameraName.fromText(camera), path="")) if isCamera else ""


def _read(path: Path) -> tuple[Calibration, ...]:
    values = _content(path).get("calibrations", [])
    calibrations = []
    for each in values if isinstance(values, list) else []:
        try:
            calibrations.append(Calibration.fromDict(each))
        except SourceError:
            logging.warning(f"CameraStream: {path.name} has a calibration that cannot be used")
    return tuple(calibrations)
