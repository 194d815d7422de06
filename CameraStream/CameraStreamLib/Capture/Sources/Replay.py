"""A recording, played by its own times, over all its parts, each frame where it lay in the source's image."""

import dataclasses
from pathlib import Path

import numpy as np

from ...Shared.Errors import SourceError
from ...Shared.Frame import Placement, Tracking
from ...Shared.RecordingFile import RecordedFrame, partPath, readSide
from ...Shared.Settings import CaptureSettings
from ...Shared.Source import Source, SourceKind
from .FrameSource import FrameSource
from .ImageSequence import DEFAULT_RATE
from .OpenVideo import openVideo


class Replay(FrameSource):
    """The recording at ``settings.source``, with its rows (one at least).

    :raises SourceError: if nothing of it can be read
    """

    def __init__(self, settings: CaptureSettings, rows: list[RecordedFrame]):
        self._settings = settings
        self._path = Path(settings.source.address)
        self._rows = rows
        side = readSide(self._path)
        self._parts = side.get("parts", [])
        self.placement = Placement.fromSideFile(side.get("place"))
        self.count = len(self._rows)
        self._times = self._playTimes()
        self._part = 0
        self._missing: dict[int, int] = {}  # how many frames of which part could not be read
        self._video: FrameSource | None = None
        self.index = 0
        self._openPart()
        if self._video is None:
            raise SourceError(f'"{settings.source}" is not a video that can be read: check that it is whole.')
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
        """From the first frame on, s. The clock starts anew with the computer, perhaps between two parts."""
        times, now, before = [], 0.0, self._rows[0].time
        for row in self._rows:
            now += row.time - before if row.time >= before else 1 / DEFAULT_RATE
            before = row.time
            times.append(now)
        return times

    def _openPart(self) -> None:
        """The part that the next frame is in, at that frame; the first that can be read after it, if it cannot."""
        while self.index < self.count:
            row = self._rows[self.index]
            self.release()
            self._part = row.part
            source = Source(SourceKind.FILE, str(partPath(self._path, row.part)))
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
        indices = [index for index, row in enumerate(self._rows) if row.part == part]
        self.end, self.index = indices[0] + readable, indices[-1] + 1
        self._missing[part] = len(indices) - readable
        self.notice = " ".join(
            f"{count} frames at the end of part {part} were not written, since it was cut off."
            for part, count in sorted(self._missing.items())
        )

    def _setRegion(self, part: int) -> None:
        known = self._parts[part - 1] if part <= len(self._parts) else {}
        self.offset = tuple(map(int, known.get("offset", (0, 0))))
        self.sourceSize = tuple(map(int, known["sourceSize"])) if "sourceSize" in known else None
        self._size = known.get("height"), known.get("width")

    def _trackingOf(self, row: RecordedFrame) -> Tracking | None:
        """As it was, under what its pose was under when the recording began."""
        try:
            tracking = Tracking.fromNumbers([float(number) for number in row.tracking.split()])
        except ValueError:  # a row that a kill has cut off
            return None
        above = self.placement.parentTransform if self.placement else None
        if above is None:
            return tracking
        name = "ijkToRAS" if tracking.transform is None else "transform"
        return dataclasses.replace(tracking, **{name: np.array(above) @ getattr(tracking, name)})

    def _asRecorded(self, frame: np.ndarray) -> np.ndarray:
        """Without the column and row that an odd size was padded with."""
        return frame[: self._size[0], : self._size[1]]
