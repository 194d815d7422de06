"""The base class of all sources, with defaults."""

OPEN_SECONDS = 6.0
"""How long a network stream may take to open, s: an RTSP camera takes up to 5 s until its next key frame."""

READ_SECONDS = 5.0
"""How long a network stream may send no frame before it is reopened, s: longer than Wi-Fi roaming takes (1-2 s)."""

LONGEST_GAP_SECONDS = 60.0
"""Maximum time between two frames of a file, s: the slowest time lapse that is worth watching. More indicates a damaged
time stamp."""

MAXIMUM_FILE_RATE = 1000.0
"""FFmpeg's frame rate (1/s) for files with time stamps in ms but no rate, as recorded by browsers: then it is
unknown."""


class FrameSource:
    """An open source: ``read()`` returns the next frame in OpenCV's format, or None at the end or when it is lost.

    ``live``: it has no end; when it is lost, it is reopened. ``frameRate``: the rate to play it at, frames/s; 0 if
    frames are to be read as they arrive. ``granted``: actual ``frameRate`` (0 if unknown), ``fourcc`` and ``backend``.
    ``index`` is the index of the next frame, ``count`` the number of frames (0 if it cannot seek), ``end`` the number
    of readable frames if it turned out to be smaller, or None. ``offset`` and ``sourceSize``: position of the last
    frame in a larger image, if it is a part of one; ``placement``: where that was in space; ``calibration``: of that
    image, if it was recorded with one, or None. ``tracking``: of the last frame, or None; ``recorded``: its number when
    it was recorded, or 0. ``notice``: message about a problem.
    ``isEachWanted`` is set by the reader: whether each frame of a live source is needed, since it is recorded, or only
    the newest.
    """

    live = False
    frameRate = 0.0
    index = 0
    count = 0
    end = None
    offset = (0, 0)
    sourceSize = None
    placement = None
    calibration = None
    tracking = None
    recorded = 0
    notice = ""
    isEachWanted = False
    _times: dict[int, float] = {}
    """Known times of frames after the first one, s."""

    def timeOf(self, index: int) -> float:
        """Time of a frame after the first one, s: by its time stamp if that is known, else by ``frameRate``."""
        before = self._times.get(index - 1, (index - 1) / self.frameRate)
        return self._times.get(index, before + 1 / self.frameRate)

    def _addTime(self, index: int, stamp: float | None) -> None:
        """Take over a time stamp of the file (s), unless it is implausible."""
        if not self._times:
            self._firstStamp = (stamp or 0.0) - index / self.frameRate
        seconds = None if stamp is None else stamp - self._firstStamp
        before = self._times.get(index - 1)
        isPlausible = seconds is not None and (before is None or 0 < seconds - before <= LONGEST_GAP_SECONDS)
        self._times[index] = seconds if isPlausible else FrameSource.timeOf(self, index)

    def seek(self, index: int) -> None:
        """Make ``index`` the next frame; 0 <= index < count."""

    def controls(self) -> dict[str, float]:
        """The source's controls and their values."""
        return {}

    def controlRanges(self) -> dict[str, tuple[float, float, float]]:
        """Minimum, maximum and step of each control whose range is known."""
        return {}

    def setControl(self, name: str, value: float) -> None:
        """Set a control, if the source can; ``controls`` has the result."""

    def release(self) -> None:
        """Close the source; from the thread that reads it."""
