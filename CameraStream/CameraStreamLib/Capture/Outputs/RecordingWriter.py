"""Writes a recording: video parts with frames of one size, a CSV row for each frame, and the side file."""

import csv
import dataclasses
import datetime
import itertools
import shutil
import statistics
import time
from pathlib import Path

from ...Shared.Errors import SourceError
from ...Shared.Errors import tr as _
from ...Shared.Frame import Placement
from ...Shared.RecordingFile import COLUMNS, checkNew, csvPath, partPath, readRows, readSide, sidePath, writeSide
from ..Sources.ImageSequence import DEFAULT_RATE
from .DeepVideoFile import DeepVideoFile
from .Encoder import Encoder
from .QueuedTap import TappedFrame
from .VideoFile import VideoFile

BUFFER_BYTES = 1_000_000
"""Free space reserved on the disk for FFmpeg's buffer (256 KB, measured) and the file's index, in addition to two
frames: on a full disk, the file would have no index."""

CHECK_SECONDS = 0.5
"""Interval at which the file itself is checked, s."""

UNGROWN_BYTES = {"ffv1": 800e6, "mjpg": 100e6, "vp9": 50e9}
"""A file that has not grown for this many bytes of pixels has reached a limit of its disk, such as FAT32's 4 GB: OpenCV
does not report failed writes. This is twice what FFmpeg buffers of black images, measured."""


class RecordingWriter:
    """A recording, from its first frame to its end; used by one thread.

    :param identity: of the recording: if the side file has the same one, an interrupted recording continues in a new
        part
    :param source: the source, without its password
    :param placement: for the side file; may be replaced at any time
    :raises SourceError: if other files would be overwritten
    """

    def __init__(
        self, path: Path, codec: str, identity: str, source: str, placement: Placement | None, rate: float = 0.0,
        checkSeconds: float = CHECK_SECONDS, ungrownBytes: float | None = None,
    ):  # fmt: skip
        self.path, self._codec = path, codec
        self._checkSeconds = checkSeconds
        self._ungrownLimit = UNGROWN_BYTES[codec] if ungrownBytes is None else ungrownBytes
        self.placement = placement
        self.rate = rate
        self.frames = 0
        self.lostBefore = 0  # before an interruption
        self.notice = ""
        self._first = self._last = None  # times of frames, s
        self._video: VideoFile | DeepVideoFile | Encoder | None = None
        self._layout = None
        self._closedBytes = 0  # of the parts before this one
        self._checkTime = 0.0
        self._side, _problem = readSide(path)
        if self._side.get("id") == identity:
            self._resume()
        else:
            checkNew(path)
            self._side = {"id": identity, "source": source, "codec": codec, "parts": [], "isComplete": False}
        self._writeSide()  # first: it identifies the other files
        self._file = open(csvPath(path), "a", newline="", encoding="utf-8")  # noqa: SIM115
        self._rows = csv.writer(self._file, lineterminator="\n")
        written = csvPath(path).read_bytes()
        if not written:
            self._rows.writerow(COLUMNS)
        elif not written.endswith(b"\n"):
            self._file.write("\n")

    @property
    def seconds(self) -> float:
        """From the first to the last frame."""
        return self._last - self._first if self.frames else 0.0

    @property
    def bytes(self) -> int:
        """Of the video files."""
        return self._closedBytes + (self._size() if self._video else 0)

    def write(self, frame: TappedFrame) -> None:
        """Append a frame; another size, type or region of the source's image begins a new part.

        :raises SourceError: if that is not possible
        :raises OSError: if writing to the disk fails
        """
        pixels = frame.pixels
        layout = (pixels.shape, pixels.dtype, frame.region)
        try:
            free = shutil.disk_usage(self.path.parent).free
        except OSError as error:
            problem = _('The folder "{folder}" is gone, so the recording has ended.')
            raise SourceError(problem, folder=self.path.parent) from error
        if free < BUFFER_BYTES + 2 * pixels.nbytes:
            raise SourceError(_("The disk is full, so the recording has ended. The frames written are complete."))
        if layout != self._layout or self._isStuck():
            self._beginPart(frame)
            self._layout = layout
        self._video.write(pixels)
        self._ungrownBytes += pixels.nbytes
        # Flush each row, so that a kill loses none; the file system can take more than 10 000 a second.
        moment = datetime.datetime.fromtimestamp(time.time() - (time.perf_counter() - frame.timestamp)).astimezone()
        text = moment.isoformat(timespec="microseconds")
        tracking = " ".join(map(str, frame.region.tracking.numbers())) if frame.region.tracking else ""
        part = len(self._side["parts"])
        self._rows.writerow((frame.number, f"{frame.timestamp:.6f}", text, frame.lost, part, tracking))
        self._file.flush()
        self.frames += 1
        self._last = frame.timestamp
        if self._first is None:
            self._first = frame.timestamp
        if self.placement != self._writtenPlacement:
            self._writeSide()

    def close(self, lost: int) -> None:
        """Complete the files, or remove them if there was no frame.

        :param lost: total number of frames that could not be written
        :raises OSError: if writing to the disk fails
        """
        try:
            self._closePart()
        finally:
            self._file.close()
        if not self.frames:
            for part in range(1, len(self._side["parts"]) + 1):
                partPath(self.path, part).unlink(missing_ok=True)
            csvPath(self.path).unlink()
            sidePath(self.path).unlink()
            return
        self._side |= {"frames": self.frames, "lost": lost, "isComplete": True}
        self._writeSide()

    def _resume(self) -> None:
        rows, _problem = readRows(self.path)
        self.frames, self.lostBefore = len(rows), sum(row.lost for row in rows)
        if rows:
            self._first, self._last = rows[0].time, rows[-1].time
        parts = self._side.setdefault("parts", [])
        paths = [partPath(self.path, part) for part in range(1, len(parts) + 1)]
        self._closedBytes = sum(path.stat().st_size for path in paths if path.exists())
        self._side["isComplete"] = False
        part = partPath(self.path, len(parts) + 1).name
        self.notice = _('The capture was interrupted. The recording continues in "{part}".').format(part=part)

    def _beginPart(self, frame: TappedFrame) -> None:
        self._closePart()
        parts, pixels = self._side["parts"], frame.pixels
        path = partPath(self.path, len(parts) + 1)
        if path.exists():
            raise SourceError(_('There is already a file "{path}", so the recording has ended.'), path=path)
        # First, so that a capture that resumes after a kill does not touch this file: the encoder may still write it.
        parts.append(
            {
                "file": path.name,
                "width": pixels.shape[1],
                "height": pixels.shape[0],
                "channels": pixels.shape[2] if pixels.ndim == 3 else 1,
                "bits": 8 * pixels.itemsize,
                "offset": list(frame.region.offset),
                "sourceSize": list(frame.region.sourceSize),
                "calibration": frame.region.calibration.toDict() if frame.region.calibration else None,
            }
        )
        self._writeSide()
        isDeepColor = pixels.itemsize == 2 and pixels.ndim == 3
        makeVideo = Encoder if self._codec == "vp9" else DeepVideoFile if isDeepColor else VideoFile
        self._video = makeVideo(path, self._codec, self.rate or DEFAULT_RATE, pixels)
        self._growSize = self._ungrownBytes = 0

    def _closePart(self) -> None:
        if self._video:
            self._video.close()
            self._video = None
            self._closedBytes += self._size()

    def _size(self) -> int:
        path = partPath(self.path, len(self._side["parts"]))
        return path.stat().st_size if path.exists() else 0

    def _isStuck(self) -> bool:
        """Whether the file has stopped growing.

        :raises SourceError: if it was removed
        """
        now = time.perf_counter()
        if not self._video or now - self._checkTime < self._checkSeconds:
            return False
        self._checkTime = now
        if not partPath(self.path, len(self._side["parts"])).exists() or not sidePath(self.path).exists():
            raise SourceError(_('"{path}" was removed, so the recording has ended.'), path=self.path)
        size = self._size()
        if size != self._growSize:
            self._growSize, self._ungrownBytes = size, 0
        if not size or self._ungrownBytes < self._ungrownLimit:
            return False
        self.notice = _("The file stopped growing. The recording continues in another one; frames may be missing.")
        return True

    def _writeSide(self) -> None:
        self._writtenPlacement = self.placement
        self._side["place"] = dataclasses.asdict(self.placement) if self.placement else None
        writeSide(self.path, self._side)


def measureRate(timestamps: list[float], claimed: float, isPaced: bool) -> float:
    """Frame rate of frames at ``timestamps`` (s), frames/s: the nominal one if the source is paced by it or is close to
    it, else as measured."""
    intervals = [after - before for before, after in itertools.pairwise(timestamps) if after > before]
    measured = 1 / statistics.median(intervals) if intervals else 0.0
    if claimed and (isPaced or not measured or abs(measured / claimed - 1) < 0.1):
        return claimed
    return min(round(measured, 2), 1000.0) or DEFAULT_RATE
