"""Python packages in Slicer's Python: found, or installed with the user's consent.

The functions called ``ensure`` return once the packages can be imported, after asking and installing if necessary. They
raise a MissingPackageError if the user declines, or the installation fails.
"""

import importlib.util
import logging
import subprocess
from pathlib import Path

import slicer.util
from slicer.i18n import tr as _

from ..Shared.Errors import MissingPackageError
from ..Shared.Source import Source, SourceKind
from . import Kept

RESOURCES = Path(__file__).parents[2] / "Resources"

OPENIGTLINK_PACKAGES = ("pyigtl", "fastcrc")

DICOM_PACKAGES = ("pydicom", "highdicom")


def ensureOpenCV() -> None:
    """Any installed variant of OpenCV serves, and a second one on top would break both: nothing is installed where
    ``cv2`` is found, whatever its version."""
    _ensure("cv2", "opencv-python", "requirements.txt")


def ensureSource(source: Source) -> None:
    """What reads a source. PyAV, for files and network streams, is only offered: a user who declines is not asked again
    before Slicer restarts, and OpenCV reads them as far as it can."""
    ensureOpenCV()
    if source.kind is SourceKind.OPENIGTLINK:
        ensurePyigtl()
    elif source.kind in (SourceKind.FILE, SourceKind.URL) and not Kept.isPyAVDeclined:
        try:
            _ensure("av", "av", "requirements-video.txt")
        except MissingPackageError:
            Kept.isPyAVDeclined = True


def ensureCameraNames() -> None:
    """What lists cameras by name."""
    ensureOpenCV()
    _ensure("cv2_enumerate_cameras", "cv2-enumerate-cameras", "requirements-camera-names.txt")


def ensurePyigtl() -> None:
    """What OpenIGTLink needs."""
    for package in OPENIGTLINK_PACKAGES:
        _ensure(package, package, "requirements-openigtlink.txt")


def ensureDICOM() -> None:
    """Return once DICOM files can be written, after asking and installing if need be; Slicer has both packages since
    April 2026.

    :raises MissingPackageError: if the user declines, or the installation fails
    """
    for package in DICOM_PACKAGES:
        _ensure(package, package, RESOURCES / "requirements-dicom.txt")


def ensurePackages(packages) -> None:
    """What a processor's file asks for: names, as pip knows them."""
    for package in packages if isinstance(packages, (list, tuple)) else ():
        _ensure(str(package).replace("-", "_"), str(package))


def requirePyigtl() -> None:
    """Return if OpenIGTLink's packages can be imported, without asking.

    :raises MissingPackageError: if they cannot
    """
    for package in OPENIGTLINK_PACKAGES:
        if not _isInstalled(package):
            raise MissingPackageError(_howToInstall(package))


def _ensure(module: str, package: str, requirements: str | None = None) -> None:
    if _isInstalled(module):
        return
    try:
        _install(package, RESOURCES / requirements if requirements else None)
    except (RuntimeError, subprocess.CalledProcessError, OSError) as error:
        logging.error(f"CameraStream: {package} was not installed: {error}")
        raise MissingPackageError(_howToInstall(package)) from error
    importlib.invalidate_caches()
    if not _isInstalled(module):
        raise MissingPackageError(_howToInstall(package))


def _isInstalled(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ValueError:  # a capture thread is importing it just now, and OpenCV has no specification meanwhile
        return True


def _install(package: str, requirements: Path | None) -> None:
    """Ask, and install what is in ``requirements``, or the package alone."""
    try:
        from slicer import packaging
    except ImportError:  # Slicer 5.10
        packaging = None
    if packaging is None or requirements is None:
        question = _(
            "CameraStream needs the Python package {package}, which is not installed yet.\n\n"
            "Install it into Slicer's Python environment now?"
        ).format(package=package)
        if slicer.util.confirmOkCancelDisplay(question):
            slicer.util.pip_install([package] if requirements is None else ["-r", str(requirements)])
        return
    packaging.pip_ensure(packaging.load_requirements(requirements), requester="CameraStream")


def _howToInstall(package: str) -> str:
    return _(
        "CameraStream needs the Python package {package}. Try again and allow the installation, "
        "or enter slicer.util.pip_install('{package}') in the Python console."
    ).format(package=package)
