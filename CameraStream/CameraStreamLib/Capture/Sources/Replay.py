"""Plays a recording by its recorded times, across all parts, with each frame at its place in the source's image."""

import contextlib
import dataclasses
import itertools
import statistics
from bisect import bisect_left, bisect_right
from pathlib import Path

import numpy as np

from ...Shared.Calibration import Calibration
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
"""A gap longer than both of these, in s and in median intervals, is skipped: the camera was lost, and nobody wants to
wait for it again. A time lapse has a long median interval."""

NOTICE_SECONDS = 3.0
"""How long the notice about a skipped gap is shown, s: time to read one line."""

NOTICES = 3
"""Maximum number of notices shown: there may be a hundred damaged parts."""


class Replay(FrameSource):
    """The recording at ``settings.source``.

    :param rows: of its CSV, at least one
    :raises SourceError: if no part of it can be read
    """

    def __init__(self, settings: CaptureSettings, rows: list[RecordedFrame]):
        self._settings = settings
        self._path = Path(settings.source.address)
        self._rows = rows
        side, self._problem = readSide(self._path)
        self._parts = side.get("parts") or []
        self.placement = Placement.fromSideFile(side.get("place"))
        self.count = len(self._rows)
        self._gaps: list[int] = []  # index of the frame after each gap that is skipped
        self._times = self._playTimes()
        self._part = 0
        self._missing: dict[int, str] = {}  # a notice for each part that could not be read completely
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
        """The next frame; frames that were not written because of a kill are skipped."""
        while self.index < self.count:
            row = self._rows[self.index]
            if row.part != self._part or not self._video:
                self._openPart()  # or a later one, if this one cannot be read
                continue
            if self._video.index != row.index:
                self._video.seek(row.index)
            frame = self._video.read()
            if frame is not None:
                self._updateNotice()
                self.index += 1
                self.tracking, self.recorded = self._trackingOf(row), row.number
                return self._asRecorded(frame)
            self._skipPart(row.part, self._video.index)
        return None

    def seek(self, index: int) -> None:
        self.index = index

    def release(self) -> None:
        if self._video:
            self._video.release()
            self._video = None

    def _playTimes(self) -> list[float]:
        """Times after the first frame, s, without long gaps. The recorded clock restarts with the computer, possibly
        between two parts."""
        steps = [after.time - before.time for before, after in itertools.pairwise(self._rows)]
        usual = [step for step in steps if step > 0] or [0.0]
        longest = max(LONGEST_WAIT_SECONDS, LONGEST_WAIT_FRAMES * statistics.median(usual))
        self._gaps = [index for index, step in enumerate(steps, 1) if step > longest]
        played = [step if 0 <= step <= longest else 1 / DEFAULT_RATE for step in steps]
        return [*itertools.accumulate(played, initial=0.0)]

    def _updateNotice(self) -> None:
        """Notices for the frame that was just read: problems, and a gap shortly before it."""
        notices = [self._problem, *self._missing.values()][:NOTICES]
        before = bisect_right(self._gaps, self.index)
        if before and self._times[self.index] - self._times[gap := self._gaps[before - 1]] < NOTICE_SECONDS:
            seconds = self._rows[gap].time - self._rows[gap - 1].time
            notices.append(_("Skipped {time} without frames.").format(time=_duration(seconds)))
        self.notice = join(*notices)

    def _openPart(self) -> None:
        """Open the part with the next frame, or else the next part that can be read, at its first frame."""
        while self.index < self.count:
            row = self._rows[self.index]
            self.release()
            self._part = row.part
            path = partPath(self._path, row.part)
            source = Source(SourceKind.FILE, str(path))
            with contextlib.suppress(SourceError):
                if path.is_file():
                    self._video = openVideo(dataclasses.replace(self._settings, source=source))
            if self._video is None:
                self._skipPart(row.part, 0)
                continue
            self._setRegion(row.part)
            if row.index:
                self._video.seek(row.index)
            return

    def _skipPart(self, part: int, readable: int) -> None:
        """Continue after this part, of which only ``readable`` frames can be read."""
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
        try:
            self.calibration = Calibration.fromDict(known.get("calibration"))
        except SourceError:  # it has none, or one that cannot be used
            self.calibration = None

    def _trackingOf(self, row: RecordedFrame) -> Tracking | None:
        """The recorded tracking, under the transform that its pose was under when the recording began."""
        try:
            tracking = Tracking.fromNumbers([float(number) for number in row.tracking.split()])
        except ValueError:  # cut off by a kill
            return None
        above = self.placement.parentTransform if self.placement else None
        if above is not None:
            name = "ijkToRAS" if tracking.transform is None else "transform"
            tracking = dataclasses.replace(tracking, **{name: np.array(above) @ getattr(tracking, name)})
        isUsable = isPlace(tracking.ijkToRAS) and (tracking.transform is None or isPlace(tracking.transform))
        return tracking if isUsable else None

    def _asRecorded(self, frame: np.ndarray) -> np.ndarray:
        """Without the padding of an odd size."""
        return frame[: self._size[0], : self._size[1]]


def _duration(seconds: float) -> str:
    """A duration in its two largest units."""
    for large, size, small, part in (("days", 86400, "h", 3600), ("h", 3600, "min", 60), ("min", 60, "s", 1)):
        if seconds >= size:
            return f"{seconds // size:.0f} {large} {seconds % size // part:.0f} {small}"
    return f"{seconds:.0f} s"
