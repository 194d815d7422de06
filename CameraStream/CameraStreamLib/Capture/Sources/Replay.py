"""A recording, played by its own times, over all its parts, each frame where it lay in the source's image."""

import dataclasses
import itertools
import statistics
from bisect import bisect_left, bisect_right
from pathlib import Path

import numpy as np

from ...Shared.Errors import SourceError, join
from ...Shared.Errors import tr as _
from ...Shared.Frame import Placement, Tracking
from ...Shared.RecordingFile import RecordedFrame, partPath, readSide
from ...Shared.Schema import isPlace
from ...Shared.Settings import CaptureSettings
from ...Shared.Source import Source, SourceKind
from .FrameSource import FrameSource
from .ImageSequence import DEFAULT_RATE
from .OpenVideo import openVideo

LONGEST_WAIT_SECONDS, LONGEST_WAIT_FRAMES = 5.0, 10
"""A gap that is longer than both, s and usual intervals, is skipped: the camera was away, and nobody waits for it
again. A time lapse has its own usual interval."""

NOTICE_SECONDS = 3.0
"""How long it is said that a gap was skipped, s: time to read one line."""

NOTICES = 3
"""Sentences that are shown at most: a panel has no room for one on each of a hundred parts."""


class Replay(FrameSource):
    """The recording at ``settings.source``, with its rows (one at least).

    :raises SourceError: if nothing of it can be read
    """

    def __init__(self, settings: CaptureSettings, rows: list[RecordedFrame]):
        self._settings = settings
        self._path = Path(settings.source.address)
        self._rows = rows
        side, self._problem = readSide(self._path)
        self._parts = side.get("parts") or []
        self.placement = Placement.fromSideFile(side.get("place"))
        self.count = len(self._rows)
        self._gaps: list[int] = []  # index of the frame behind each that is skipped
        self._times = self._playTimes()
        self._part = 0
        self._missing: dict[int, str] = {}  # a sentence on each part that could not be read to its end
        self._video: FrameSource | None = None
        self.index = 0
        self._openPart()
        if self._video is None:
            problem = _('"{source}" is not a readable video. Check that it is a complete video file.')
            raise SourceError(problem, source=settings.source)
        self.frameRate = self._video.frameRate
        self.granted = self._video.granted

    def timeOf(self, index: int) -> float:
        return self._times[index] if index < self.count else self._times[-1] + 1 / self.frameRate

    def read(self) -> np.ndarray | None:
        """The next frame; what a kill has kept from being written is passed over."""
        while self.index < self.count:
            row = self._rows[self.index]
            if row.part != self._part or not self._video:
                self._openPart()  # a later one, where this one cannot be read
                continue
            if self._video.index != row.index:
                self._video.seek(row.index)
            frame = self._video.read()
            if frame is not None:
                self._tell()
                self.index += 1
                self.tracking = self._trackingOf(row)
                return self._asRecorded(frame)
            self._passPart(row.part, self._video.index)
        return None

    def seek(self, index: int) -> None:
        self.index = index

    def release(self) -> None:
        if self._video:
            self._video.release()
            self._video = None

    def _playTimes(self) -> list[float]:
        """From the first frame on, s, without long gaps. The clock starts anew with the computer, perhaps between two
        parts."""
        steps = [after.time - before.time for before, after in itertools.pairwise(self._rows)]
        usual = [step for step in steps if step > 0] or [0.0]
        longest = max(LONGEST_WAIT_SECONDS, LONGEST_WAIT_FRAMES * statistics.median(usual))
        self._gaps = [index for index, step in enumerate(steps, 1) if step > longest]
        played = [step if 0 <= step <= longest else 1 / DEFAULT_RATE for step in steps]
        return [*itertools.accumulate(played, initial=0.0)]

    def _tell(self) -> None:
        """What there is to say at the frame that was just read: above all that a gap is before it."""
        notices = [self._problem, *self._missing.values()][:NOTICES]
        before = bisect_right(self._gaps, self.index)
        if before and self._times[self.index] - self._times[gap := self._gaps[before - 1]] < NOTICE_SECONDS:
            seconds = self._rows[gap].time - self._rows[gap - 1].time
            notices.append(_("Skipped {time} without frames.").format(time=_duration(seconds)))
        self.notice = join(*notices)

    def _openPart(self) -> None:
        """The part that the next frame is in, at that frame; the first that can be read after it, if it cannot."""
        while self.index < self.count:
            row = self._rows[self.index]
            self.release()
            self._part = row.part
            path = partPath(self._path, row.part)
            if not path.is_file():
                self._passPart(row.part, 0)
                continue
            source = Source(SourceKind.FILE, str(path))
            try:
                self._video = openVideo(dataclasses.replace(self._settings, source=source))
            except SourceError:
                self._passPart(row.part, 0)
                continue
            self._setRegion(row.part)
            if row.index:
                self._video.seek(row.index)
            return

    def _passPart(self, part: int, readable: int) -> None:
        """What comes next is behind this part, of which so many frames can be read."""
        first, behind = (side(self._rows, part, key=lambda row: row.part) for side in (bisect_left, bisect_right))
        self.end, self.index = first + readable, behind
        sentence = _("Part {part} was cut off. Frames missing: {count}.")
        self._missing[part] = sentence.format(count=behind - first - readable, part=part)
        self.notice = join(*[*self._missing.values()][:NOTICES])

    def _setRegion(self, part: int) -> None:
        known = self._parts[part - 1] if part <= len(self._parts) else {}
        self.offset = tuple(known.get("offset") or (0, 0))
        self.sourceSize = tuple(known.get("sourceSize") or ()) or None
        self._size = known.get("height"), known.get("width")

    def _trackingOf(self, row: RecordedFrame) -> Tracking | None:
        """As it was, under what its pose was under when the recording began."""
        try:
            tracking = Tracking.fromNumbers([float(number) for number in row.tracking.split()])
        except ValueError:  # a row that a kill has cut off
            return None
        above = self.placement.parentTransform if self.placement else None
        if above is not None:
            name = "ijkToRAS" if tracking.transform is None else "transform"
            tracking = dataclasses.replace(tracking, **{name: np.array(above) @ getattr(tracking, name)})
        isUsable = isPlace(tracking.ijkToRAS) and (tracking.transform is None or isPlace(tracking.transform))
        return tracking if isUsable else None

    def _asRecorded(self, frame: np.ndarray) -> np.ndarray:
        """Without the column and row that an odd size was padded with."""
        return frame[: self._size[0], : self._size[1]]


def _duration(seconds: float) -> str:
    """A time as people say it, in its two largest units."""
    for large, size, small, part in (("days", 86400, "h", 3600), ("h", 3600, "min", 60), ("min", 60, "s", 1)):
        if seconds >= size:
            return f"{seconds // size:.0f} {large} {seconds % size // part:.0f} {small}"
    return f"{seconds:.0f} s"
