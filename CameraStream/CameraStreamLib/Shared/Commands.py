"""What can be asked of a capture while it runs: a class for each kind of command.

Each raises a SourceError where it is made with what cannot be asked for: the capture would end at it.
"""

import numbers
from dataclasses import asdict, dataclass
from typing import ClassVar

import numpy as np

from .Errors import SourceError
from .Errors import tr as _
from .Frame import Placement
from .Numbers import isNumber
from .Settings import checkCrop, checkPublishing

MAXIMUM_KEEP_SECONDS = 600.0
"""More cannot be kept, s: at 640x480 the memory for it (512 MB: Capture.FrameRing) is full by then."""


@dataclass(frozen=True)
class Command:
    """``isRepeated``: whether a process that is started again must be told too. Then a later command replaces an
    earlier one of the same ``key``."""

    isRepeated: ClassVar[bool] = True

    @property
    def key(self) -> str:
        return type(self).__name__

    def toDict(self) -> dict:
        """For another process, of what JSON can hold."""
        return {"command": type(self).__name__} | asdict(self)

    def _set(self, **values) -> None:
        """Have Python's own kinds of numbers, which JSON can hold, instead of NumPy's."""
        for name, value in values.items():
            object.__setattr__(self, name, value)


@dataclass(frozen=True)
class Wake(Command):
    """Look whether the capture has been stopped."""

    isRepeated = False


@dataclass(frozen=True)
class SetCrop(Command):
    """What to show of the source's image: left, top, width, height, pixels; no width or height for all of it."""

    rectangle: tuple[int, int, int, int]

    def __post_init__(self):
        checkCrop(self.rectangle)
        self._set(rectangle=tuple(int(value) for value in self.rectangle))


@dataclass(frozen=True)
class SetControl(Command):
    """Set a control of the camera, by its name in ``Controls.CONTROLS``."""

    name: str
    value: float

    def __post_init__(self):
        if not isinstance(self.name, str) or not self.name.isprintable():
            raise SourceError(
                _('{name!r} is no name of a control: give one of info["controls"], such as "gain".'), name=self.name
            )
        if not isNumber(self.value) and not isinstance(self.value, (bool, np.bool_)):  # an automatic is on or off
            raise SourceError(_("{value!r} is no value for {name}: give a number."), value=self.value, name=self.name)
        self._set(value=float(self.value))

    @property
    def key(self) -> str:
        return f"SetControl {self.name}"


@dataclass(frozen=True)
class SetPlacement(Command):
    """Where the source's image lies in space, for what is recorded from now on."""

    placement: Placement


@dataclass(frozen=True)
class Record(Command):
    """Record to a file: a recording that has this ``id`` already goes on in its next part."""

    path: str
    codec: str
    id: str
    key = "recording"


@dataclass(frozen=True)
class StopRecording(Command):
    """Complete the recording."""

    key = "recording"


@dataclass(frozen=True)
class KeepLast(Command):
    """Keep the frames of the last ``seconds``; 0 for none."""

    seconds: float

    def __post_init__(self):
        if not isNumber(self.seconds, 0, MAXIMUM_KEEP_SECONDS):
            raise SourceError(
                _("{seconds!r} s cannot be kept: give up to {maximum:.0f} s, or 0 for none."),
                seconds=self.seconds,
                maximum=MAXIMUM_KEEP_SECONDS,
            )
        self._set(seconds=float(self.seconds))


@dataclass(frozen=True)
class SaveLast(Command):
    """Write what is kept to a file."""

    path: str
    codec: str
    id: str
    isRepeated = False


@dataclass(frozen=True)
class Publish(Command):
    """Serve the frames by OpenIGTLink as ``deviceName``. ``matrix``: 16 numbers, row by row, that take a pixel (column,
    row, 0) to RAS, mm; None for an image that was placed nowhere."""

    host: str
    port: int
    deviceName: str
    matrix: list[float] | None = None
    key = "publishing"

    def __post_init__(self):
        checkPublishing(self.port, self.deviceName, self.host)
        self._set(port=int(self.port))


@dataclass(frozen=True)
class StopPublishing(Command):
    """Let the clients go."""

    key = "publishing"


@dataclass(frozen=True)
class Pause(Command):
    """Rest on the frame of a file that is shown, or go on."""

    isPaused: bool

    def __post_init__(self):
        self._set(isPaused=bool(self.isPaused))


@dataclass(frozen=True)
class Step(Command):
    """Pause, and show the frame of a file that is so many after this one."""

    frames: int
    isRepeated = False

    def __post_init__(self):
        if not isNumber(self.frames, kind=numbers.Integral):
            raise SourceError(
                _("{frames!r} is no number of frames: give a whole one such as 1, or -1 to go back."),
                frames=self.frames,
            )
        self._set(frames=int(self.frames))


@dataclass(frozen=True)
class SeekTime(Command):
    """Go to the frame of a file that is so many seconds after its first one."""

    seconds: float
    isRepeated = False

    def __post_init__(self):
        if not isNumber(self.seconds):
            raise SourceError(
                _("{seconds!r} is no time in a film: give seconds, or frame= with a whole number."),
                seconds=self.seconds,
            )
        self._set(seconds=float(self.seconds))


@dataclass(frozen=True)
class SeekFrame(Command):
    """Go to the frame of a file of this number, from 1."""

    frame: int
    isRepeated = False

    def __post_init__(self):
        if not isNumber(self.frame, kind=numbers.Integral):
            raise SourceError(_("{frame!r} is no number of a frame: give a whole one, from 1 on."), frame=self.frame)
        self._set(frame=int(self.frame))


def commandFromDict(values: dict) -> Command:
    """What ``toDict`` gave."""
    kinds = {kind.__name__: kind for kind in Command.__subclasses__()}
    arguments = {name: value for name, value in values.items() if name != "command"}
    if "placement" in arguments:
        arguments["placement"] = Placement(**arguments["placement"])
    return kinds[values["command"]](**arguments)
