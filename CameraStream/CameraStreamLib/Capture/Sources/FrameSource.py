"""What all sources have in common, as far as they do not say otherwise."""

OPEN_SECONDS = 6.0
"""How long a network stream may take to open: an RTSP camera that waits for its next key frame takes up to 5 s."""

READ_SECONDS = 5.0
"""How long a network stream may go without a frame before it is opened anew: longer than a Wi-Fi roams (1-2 s)."""

LONGEST_GAP_SECONDS = 60.0
"""Between two frames of a file, s: the slowest time lapse that somebody watches. More is a damaged time stamp."""

MAXIMUM_FILE_RATE = 1000.0
"""Frames/s that FFmpeg gives for a file with time stamps in ms and no rate, as browsers record: then it is none."""


class FrameSource:
    """A source that is open: ``read()`` gives the next frame as OpenCV has it, or None at the end or when it is lost.

    ``live``: its end is a loss, after which it is opened again. ``frameRate``: to pace by, frames/s, 0 for frames that
    come when they come. ``granted``: ``frameRate`` (0 if it is not known), ``fourcc`` and ``backend``.
    ``index`` is that of the next frame, ``count`` how many there are (0 for a source in which nothing can be sought),
    ``end`` how many can be read where that turned out to be less, or None.
    ``offset`` and ``sourceSize`` tell where the last frame lies in a larger image, if it is a part of one;
    ``placement``, where that was in space. ``tracking``: of the frame that was read last, or None. ``notice`` is a
    sentence on what is wrong. ``isEachWanted`` is set by the reader: whether each frame counts, since it is recorded,
    or only the newest of a live source.
    """

    live = False
    frameRate = 0.0
    index = 0
    count = 0
    end = None
    offset = (0, 0)
    sourceSize = None
    placement = None
    tracking = None
    notice = ""
    isEachWanted = False

    def timeOf(self, index: int) -> float:
        """When a frame is due after the first one, s."""
        return index / self.frameRate

    def seek(self, index: int) -> None:
        """Make ``index`` the next frame; 0 <= index < count."""

    def controls(self) -> dict[str, float]:
        """The controls that the source has, and their values."""
        return {}

    def controlRanges(self) -> dict[str, tuple[float, float, float]]:
        """Minimum, maximum and step of those controls whose limits are known, in their own units."""
        return {}

    def setControl(self, name: str, value: float) -> None:
        """Set a control, as far as the source can; ``controls`` tells what came of it."""

    def release(self) -> None:
        """Let go of the device; from the thread that reads."""
