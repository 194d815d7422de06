"""A numbered sequence of image files, read as a video."""

import re
import sys
import unicodedata
from pathlib import Path

import numpy as np

from ...Shared.Errors import SourceError
from ...Shared.Errors import tr as _
from ..OpenCV import cv2
from .FrameSource import FrameSource

DEFAULT_RATE = 30.0
"""Default frame rate, frames/s, that of a typical camera: for images, and for a film of one frame."""


IMAGE_FLAGS = cv2.IMREAD_ANYCOLOR | cv2.IMREAD_ANYDEPTH
"""Gray or color, 8 or 16 bits, and upright as its EXIF data say, which IMREAD_UNCHANGED ignores."""


class ImageSequence(FrameSource):
    """The images of a pattern (``image_%04d.png``), or of the sequence that a file belongs to, in numeric order; or the
    pages of a single file (TIFF, animated WebP and PNG).

    OpenCV's own reader takes the first digits in a name as the number, which must start at 0 or 1; this one takes the
    last digits, and any numbers. Images are read unchanged: 8 or 16 bits, 1 or 3 channels.

    :raises SourceError: if there is no such image
    """

    def __init__(self, address: str, frameRate: float = 0.0):
        self.frameRate = frameRate or DEFAULT_RATE
        self._paths = findImages(Path(address))
        self.count = len(self._paths)
        self._times = {}  # of the pages of an animation, and of its end
        self._pages = None
        pages = _pagesOf(self._paths[0])
        if pages > 1 and self.count > 1:
            self.notice = _("Each of these images has several pages. Only the first page is shown.")
        elif pages > 1:
            self.count = pages
            self._openPages(self._paths[0], frameRate)
        self.granted = {"frameRate": self.frameRate, "fourcc": "", "backend": ""}

    def read(self) -> np.ndarray | None:
        """The next image, or None at the end.

        :raises SourceError: if the file is not an image
        """
        if self.index == self.count:
            return None
        path = self._paths[0 if self._pages else self.index]
        try:
            image = self._pages(self.index) if self._pages else _decode(path)
        except (OSError, IndexError, cv2.error):
            image = None
        self.index += 1
        if image is None:
            raise SourceError(_('"{path}" is not a readable image. Remove or replace it.'), path=path)
        return image

    def seek(self, index: int) -> None:
        self.index = index

    def _openPages(self, path: Path, frameRate: float) -> None:
        data = np.fromfile(path, np.uint8)
        if path.suffix.lower() in (".tif", ".tiff"):  # decoded page by page: all pages may not fit into memory
            self._pages = lambda index: cv2.imdecodemulti(data, IMAGE_FLAGS, range=(index, index + 1))[1][0]
            return
        animation = cv2.imdecodeanimation(data)[1]
        self._pages = lambda index: animation.frames[index]
        self.count = len(animation.frames)
        if not frameRate:
            ends = np.cumsum(np.maximum(animation.durations, 1) / 1000).tolist()  # ms
            self._times = dict(enumerate([0.0, *ends]))
            self.frameRate = self.count / ends[-1]


def _pagesOf(path: Path) -> int:
    """Number of pages of an image; 1 if OpenCV does not know."""
    try:
        return cv2.imcount(str(path))
    except cv2.error:
        return 1


def _decode(path: Path) -> np.ndarray | None:
    # Not imread, which on Windows cannot open names outside the code page. Opening a pipe would block.
    data = np.fromfile(path, np.uint8) if path.is_file() else np.empty(0, np.uint8)
    return cv2.imdecode(data, IMAGE_FLAGS) if data.size else None


def findImages(path: Path) -> list[Path]:
    """The files of the sequence given by ``path`` (a pattern, or one of the files), in numeric order.

    :raises SourceError: if there is none
    """
    pattern = re.fullmatch(r"(.*)%0?\d*d(.*)", path.name)
    if pattern and not path.exists():
        prefix, suffix = pattern.groups()
    else:
        match = re.fullmatch(r"(.*?)\d+(\D*)", path.stem)  # not the 2 in .jp2
        if not match:  # an image without a number is a sequence of one
            return [path]
        prefix, suffix = match.group(1), match.group(2) + path.suffix
    ignoreCase = re.IGNORECASE if sys.platform in ("win32", "darwin") else 0  # as their file systems do
    numbered = re.compile(_composed(re.escape(prefix) + r"(\d+)" + re.escape(suffix)), ignoreCase)
    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError as error:
        problem = _('There is no folder "{folder}". Check the name of the image sequence.')
        raise SourceError(problem, folder=path.parent) from error
    matches = ((numbered.fullmatch(_composed(name)), name) for name in names)
    found = sorted((int(match.group(1)), name) for match, name in matches if match)
    if not found:
        problem = _('There is no image "{name}" in "{folder}". Check the name and its digits.')
        raise SourceError(problem, name=path.name, folder=path.parent)
    return [path.parent / name for _number, name in found]


def _composed(name: str) -> str:
    """Accented letters as single characters: macOS returns file names in two forms."""
    return unicodedata.normalize("NFC", name)
