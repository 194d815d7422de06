"""Decides which processors may run: files that the user has chosen or allowed. Kept in the user's settings, not in the
scene."""

from pathlib import Path

import slicer
import slicer.util
from slicer.i18n import tr as _

from ..Shared.ProcessorFile import RECORDED, builtIns, contentOf

CHOSEN = "CameraStream/ChosenProcessors"
"""Key of the user's settings: paths of files that the user has chosen, whatever their content."""

ALLOWED = "CameraStream/AllowedProcessors"
"""Key of the user's settings: allowed content (hashes) of files named by a scene."""


def choose(file: Path) -> None:
    """Remember that the user has chosen this file: it may run, also after it was changed."""
    _remember(CHOSEN, str(file))


def isAllowed(file: Path) -> bool:
    """Whether a file may run with its current content."""
    if file in (RECORDED, *builtIns().values()) or str(file) in _remembered(CHOSEN):
        return True
    content = contentOf(file)
    return bool(content) and content in _remembered(ALLOWED)


def ask(file: Path) -> bool:
    """Ask whether a file named by a scene may run, once for each content of it."""
    if isAllowed(file):
        return True
    question = _(
        "The scene wants to run a program on the images of the camera:\n\n{file}\n\n"
        "It can do all that you can do on this computer. Allow this only if you know who wrote it. Run it?"
    ).format(file=file)
    if not slicer.util.confirmYesNoDisplay(question):
        return False
    _remember(ALLOWED, contentOf(file))
    return True


def _remembered(key: str) -> list[str]:
    value = slicer.app.userSettings().value(key)
    return [value] if isinstance(value, str) else list(value or ())


def _remember(key: str, value: str) -> None:
    remembered = _remembered(key)
    if value not in remembered:
        slicer.app.userSettings().setValue(key, [*remembered, value])
