"""The frames of a recording or another video file, for a DICOM clip."""

import csv
import datetime
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from ..Capture.OpenCV import cv2
from ..Capture.Sources.Jpeg import readHeader
from ..Capture.Sources.OpenSource import openSource
from ..Shared.DicomStudy import MAXIMUM_FRAMES
from ..Shared.Errors import SourceError, join
from ..Shared.Errors import tr as _
from ..Shared.RecordingFile import csvPath, readRows
from ..Shared.Settings import CaptureSettings
from ..Shared.Source import parseSource


class Clip:
    """Frames of one size and type, read from the first to the last; ``times`` has those that were read, s.

    :param path: of the file
    :param limitMegabytes: of all pixels
    :param rotation, flip: as those of ``turned``
    :raises SourceError: if it cannot be read, or has more than may be stored
    """

    def __init__(self, path: Path, limitMegabytes: float, rotation: int = 0, flip: bool = False):
        self._path = path
        self._limit = min(1e6 * limitMegabytes, 0xFFFFFFFE)  # that one element can have
        self._turn = (rotation, flip)
        self._source = openSource(CaptureSettings(parseSource(path)), lambda **_info: None)
        self.count = self._source.count
        self.times: list[float] = []

    @property
    def made(self) -> datetime.datetime:
        """When its first frame was made, as far as the computer knows."""
        try:
            with open(csvPath(self._path), newline="", encoding="utf-8") as file:
                text = next(csv.DictReader(file))["wallClock"]
            return datetime.datetime.fromisoformat(text).astimezone().replace(tzinfo=None)
        except (OSError, StopIteration, KeyError, TypeError, ValueError):
            return datetime.datetime.fromtimestamp(self._path.stat().st_mtime)

    def frames(self) -> Iterator[np.ndarray]:
        """Each frame: (H, W) or (H, W, 3) RGB."""
        layout = None
        while (frame := self._source.read()) is not None:
            frame = turned(asDicom(frame), *self._turn)
            if layout is None:
                layout = frame.shape, frame.dtype
                self._check(self.count, self.count * frame.nbytes, frame)
            if (frame.shape, frame.dtype) != layout:
                problem = _('The size of the images in "{name}" changes. Save its parts one by one.')
                raise SourceError(problem, name=self._path.name)
            index = self._source.index - 1 if self.count else len(self.times)
            self.times.append(self._source.timeOf(index))
            self._check(len(self.times), len(self.times) * frame.nbytes, frame)
            yield frame
        if not self.times:
            raise SourceError(_('"{source}" has no readable frames. Check the file.'), source=self._path.name)

    def jpegs(self) -> tuple[np.ndarray, list[bytes]] | None:
        """Its first frame, and all as they are in the file, if this is a recording of ours in Motion JPEG, in one part
        and not to be turned; None else."""
        rows, _problem = readRows(self._path)
        if self._path.suffix.lower() != ".avi" or not rows or rows[-1].part > 1 or self._turn != (0, False):
            return None
        first = self._source.read()
        packets = cv2.VideoCapture(str(self._path), cv2.CAP_FFMPEG, [cv2.CAP_PROP_FORMAT, -1])
        jpegs = []
        while packets.grab():
            jpegs.append(packets.retrieve()[1].tobytes())
        packets.release()
        sizes = {(readHeader(each) or ())[:2] for each in jpegs}
        if first is None or len(jpegs) != len(rows) or sizes != {(first.shape[1], first.shape[0])}:
            self._source.seek(0)  # cut off, or padded from an odd size
            return None
        first = asDicom(first)
        self._check(len(jpegs), sum(map(len, jpegs)), first)
        self.times = [self._source.timeOf(index) for index in range(len(rows))]
        return first, jpegs

    def close(self) -> None:
        """Let go of the file."""
        self._source.release()

    def _check(self, count: int, byteCount: int, frame: np.ndarray) -> None:
        if count > MAXIMUM_FRAMES or byteCount > self._limit:
            most = min(MAXIMUM_FRAMES, int(self._limit // (byteCount / count)))
            problem = _('"{name}" is too long for a DICOM file: {most} images of {width} x {height} pixels at most.')
            problem = problem.format(name=self._path.name, most=most, width=frame.shape[1], height=frame.shape[0])
            advice = _("Record a shorter clip, or record as Motion JPEG, which stays compressed.")
            raise SourceError(join(problem, advice))


def asDicom(frame: np.ndarray) -> np.ndarray:
    """A frame as OpenCV has it, as DICOM does: (H, W), or (H, W, 3) RGB; color has 8 bits there."""
    if frame.ndim == 3 and frame.shape[2] == 1:
        frame = frame[..., 0]
    return eightBits(frame[..., 2::-1]) if frame.ndim == 3 else frame


def eightBits(pixels: np.ndarray) -> np.ndarray:
    """Those of 16 bits, white 65535, with 8."""
    return (pixels >> 8).astype(np.uint8) if pixels.dtype == np.uint16 else pixels


def turned(pixels: np.ndarray, rotation: int, flip: bool) -> np.ndarray:
    """Rotated clockwise by a multiple of 90 degrees, and then flipped left to right: as a view shows it."""
    pixels = np.rot90(pixels, -rotation // 90)
    return np.ascontiguousarray(pixels[:, ::-1] if flip else pixels)
