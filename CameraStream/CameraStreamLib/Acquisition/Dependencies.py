"""Python packages in Slicer's Python: found, or installed with the user's consent."""

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


def ensureOpenCV() -> None:
    """Return once OpenCV can be imported, after asking and installing if need be.

    Any installed variant of OpenCV serves, and a second one on top would break both: so nothing is installed where
    ``cv2`` is found, whatever its version.

    :raises MissingPackageError: if the user declines, or the installation fails
    """
    _ensure("cv2", "opencv-python", RESOURCES / "requirements.txt")


def ensureSource(source: Source) -> None:
    """Return once what reads a source can be imported, after asking and installing if need be.

    :raises MissingPackageError: if the user declines, or the installation fails
    """
    ensureOpenCV()
    if source.kind is SourceKind.OPENIGTLINK:
        ensurePyigtl()
    elif source.kind in (SourceKind.FILE, SourceKind.URL):
        offerPyAV()


def ensureCameraNames() -> None:
    """Return once cameras can be listed by name, after asking and installing if need be.

    :raises MissingPackageError: if the user declines, or the installation fails
    """
    ensureOpenCV()
    _ensure("cv2_enumerate_cameras", "cv2-enumerate-cameras", RESOURCES / "requirements-camera-names.txt")


def ensurePyigtl() -> None:
    """Return once pyigtl and fastcrc, for OpenIGTLink, can be imported, after asking and installing if need be.

    :raises MissingPackageError: if the user declines, or the installation fails
    """
    for package in OPENIGTLINK_PACKAGES:
        _ensure(package, package, RESOURCES / "requirements-openigtlink.txt")


def ensurePackages(packages) -> None:
    """Return once the packages that a processor's file names can be imported, after asking and installing if need be.

    :param packages: names, as pip knows them
    :raises MissingPackageError: if the user declines, or an installation fails
    """
    for package in packages if isinstance(packages, (list, tuple)) else ():
        _ensure(str(package).replace("-", "_"), str(package), None)


def requirePyigtl() -> None:
    """Return if these can be imported; nobody is asked.

    :raises MissingPackageError: if they cannot
    """
    for package in OPENIGTLINK_PACKAGES:
        if not _isInstalled(package):
            raise MissingPackageError(_howToInstall(package))


def offerPyAV() -> None:
    """Ask for PyAV, for files and network streams, unless it is there, and install it if the user agrees; who declines
    is not asked again before Slicer is started anew. OpenCV reads them then, as far as it can."""
    if Kept.isPyAVDeclined:
        return
    try:
        _ensure("av", "av", RESOURCES / "requirements-video.txt")
    except MissingPackageError:
        Kept.isPyAVDeclined = True


def _ensure(module: str, package: str, requirements: Path | None) -> None:
    if _isInstalled(module):
        return
    try:
        _install(package, requirements)
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
