"""OpenCV in Slicer's Python: found, or installed with the user's consent."""

import importlib.util
import logging
import subprocess
from pathlib import Path

import slicer.util
from slicer.i18n import tr as _

REQUIREMENTS_PATH = Path(__file__).parent.parent / "Resources" / "requirements.txt"


class MissingOpenCVError(RuntimeError):
    """OpenCV is not installed and may not be, or could not be. Its text says what to do."""


def ensureOpenCV() -> None:
    """Return once OpenCV can be imported, after asking and installing if need be.

    Any installed variant of OpenCV serves, and a second one on top would break both: so nothing is installed where
    ``cv2`` is found, whatever its version.

    :raises MissingOpenCVError: if the user declines, or the installation fails
    """
    if _isInstalled():
        return
    try:
        _install()
    except (RuntimeError, subprocess.CalledProcessError, OSError) as error:
        logging.error(f"CameraStream: opencv-python was not installed: {error}")
        raise MissingOpenCVError(_howToInstall()) from error
    importlib.invalidate_caches()
    if not _isInstalled():
        raise MissingOpenCVError(_howToInstall())


def _isInstalled() -> bool:
    return importlib.util.find_spec("cv2") is not None


def _install() -> None:
    try:
        from slicer import packaging
    except ImportError:  # Slicer 5.10
        question = _(
            "CameraStream needs the Python package opencv-python, which is not installed yet.\n\n"
            "Install it into Slicer's Python environment now?"
        )
        if slicer.util.confirmOkCancelDisplay(question):
            slicer.util.pip_install(["-r", str(REQUIREMENTS_PATH)])
        return
    packaging.pip_ensure(packaging.load_requirements(REQUIREMENTS_PATH), requester="CameraStream")


def _howToInstall() -> str:
    return _(
        "CameraStream needs the Python package opencv-python, which is not installed: press Start again and agree, "
        'or type slicer.util.pip_install("opencv-python") in the Python console.'
    )
