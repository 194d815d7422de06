"""A numbered sequence of image files, read as a video."""

import re
import sys
import unicodedata
from pathlib import Path

import numpy as np

from ...Shared.Errors import SourceError
from ..OpenCV import cv2
from .FrameSource import FrameSource

DEFAULT_RATE = 30.0
"""Frames/s where none is known, a camera's usual one: of images, if none is asked for, and of a film of one frame."""


class ImageSequence(FrameSource):
    """The images of a pattern (``image_%04d.png``), or of the sequence that a file belongs to, in numeric order.

    OpenCV's own reader takes the first digits of a name for the number and starts at 0 or 1 only; this one takes
    the last digits and any numbers. Images are read unchanged: 8 or 16 bits, 1 to 4 channels.

    :raises SourceError: if there is no such image
    """

    def __init__(self, address: str, frameRate: float = 0.0):
        self.frameRate = frameRate or DEFAULT_RATE
        self._paths = findImages(Path(address))
        self.count = len(self._paths)
        self.granted = {"frameRate": self.frameRate, "fourcc": "", "backend": ""}

    def read(self) -> np.ndarray | None:
        """The next image, or None at the end.

        :raises SourceError: if the file is not an image
        """
        if self.index == self.count:
            return None
        path = self._paths[self.index]
        self.index += 1
        try:
            data = np.fromfile(path, np.uint8)  # not imread, which on Windows knows no names outside the code page
            image = cv2.imdecode(data, cv2.IMREAD_UNCHANGED) if data.size else None
        except (OSError, cv2.error):
            image = None
        if image is None:
            raise SourceError(f'"{path}" is not an image that OpenCV can read: remove or replace it.')
        return image

    def seek(self, index: int) -> None:
        self.index = index


def findImages(path: Path) -> list[Path]:
    """The files of the sequence that ``path`` (a pattern, or one file) means, in numeric order.

    :raises SourceError: if there is none
    """
    pattern = re.fullmatch(r"(.*)%0?\d*d(.*)", path.name)
    if pattern and not path.exists():
        prefix, suffix = pattern.groups()
    else:
        match = re.fullmatch(r"(.*?)\d+(\D*)", path.stem)  # the 2 of .jp2 counts nothing
        if not match:  # a picture without a number is a sequence of one
            return [path]
        prefix, suffix = match.group(1), match.group(2) + path.suffix
    ignoreCase = re.IGNORECASE if sys.platform in ("win32", "darwin") else 0  # as their file systems do
    numbered = re.compile(_composed(re.escape(prefix) + r"(\d+)" + re.escape(suffix)), ignoreCase)
    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError as error:
        raise SourceError(f'There is no folder "{path.parent}": check the name of the image sequence.') from error
    matches = ((numbered.fullmatch(_composed(name)), name) for name in names)
    found = sorted((int(match.group(1)), name) for match, name in matches if match)
    if not found:
        raise SourceError(f'There is no image "{path.name}" in "{path.parent}": check the name and the digits in it.')
    return [path.parent / name for _number, name in found]


def _composed(name: str) -> str:
    """An accented letter as one character: macOS gives names of files in two forms."""
    return unicodedata.normalize("NFC", name)
