"""The commands that a running capture accepts: a class for each kind.

Each raises a SourceError when it is created with an invalid value, since that would end the capture.
"""

import numbers
from dataclasses import asdict, dataclass
from typing import ClassVar

import numpy as np

from .Calibration import Calibration
from .Errors import SourceError
from .Errors import tr as _
from .Frame import Placement
from .Numbers import LARGEST, isNumber
from .Settings import checkCrop, checkPublishing


class Command:
    """``isRepeated``: whether a restarted process needs the command again. Then a later command replaces an earlier one
    with the same ``key``, by default the class name."""

    isRepeated: ClassVar[bool] = True
    key: ClassVar[str]

    def __init_subclass__(cls):
        cls.key = cls.__dict__.get("key", cls.__name__)
        dataclass(frozen=True)(cls)

    def toDict(self) -> dict:
        """For another process, as JSON."""
        return {"command": type(self).__name__} | asdict(self)

    def _take(self, name: str, kind: type, problem: str, limits=(-LARGEST, LARGEST)) -> None:
        """Convert a field to a Python number, which JSON can represent.

        :raises SourceError: with ``problem`` as its text, unless the value is a number within these limits
        """
        value = getattr(self, name)
        if not isNumber(value, *limits, numbers.Integral if kind is int else numbers.Real):
            raise SourceError(problem, value=value)
        object.__setattr__(self, name, kind(value))


class Wake(Command):
    """Check whether the capture has been stopped."""

    isRepeated = False


class SetCrop(Command):
    """Show only this part of the source's image: left, top, width, height, pixels; all of it if either size is 0."""

    rectangle: tuple[int, int, int, int]

    def __post_init__(self):
        checkCrop(self.rectangle)
        object.__setattr__(self, "rectangle", tuple(int(value) for value in self.rectangle))


class SetControl(Command):
    """Set a camera control, by its name in ``Controls.CONTROLS``."""

    name: str
    value: float

    def __post_init__(self):
        if not isinstance(self.name, str) or not self.name.isprintable():
            problem = _('{value!r} is not a control name. Use one of info["controls"], such as "gain".')
            raise SourceError(problem, value=self.name)
        object.__setattr__(self, "key", f"SetControl {self.name}")
        if isinstance(self.value, (bool, np.bool_)):  # automatic modes are on or off
            object.__setattr__(self, "value", int(self.value))
        self._take("value", float, _("{value!r} is not a valid control value. Enter a number."))


class SetPlacement(Command):
    """Where the source's image lies in space, for recordings from now on."""

    placement: Placement


class SetCalibration(Command):
    """What is known of the camera's lens, at several sizes perhaps; whether the image is undistorted by it, and whether
    recordings and OpenIGTLink clients get it raw nevertheless."""

    calibrations: tuple[Calibration, ...]
    isUndistorted: bool = False
    isRawRecorded: bool = False


class Record(Command):
    """Record to a file. A recording that already has this ``id`` continues in its next part."""

    path: str
    codec: str
    id: str
    key = "recording"


class StopRecording(Command):
    """Complete the recording."""

    key = "recording"


class KeepLast(Command):
    """Keep the frames of the last ``seconds`` in memory: 0 for none, 600 at most (which is what fits at 640x480)."""

    seconds: float

    def __post_init__(self):
        problem = _("{value!r} is not a valid duration. Enter up to 600 s, or 0 to keep nothing.")
        self._take("seconds", float, problem, limits=(0, 600))


class SaveLast(Command):
    """Save the kept frames to a file."""

    path: str
    codec: str
    id: str
    isRepeated = False


class Publish(Command):
    """Serve the frames by OpenIGTLink as ``deviceName``. ``matrix``: 16 numbers, row by row, that map a pixel (column,
    row, 0) to RAS, mm; None for an image without a placement."""

    host: str
    port: int
    deviceName: str
    matrix: list[float] | None = None
    key = "publishing"

    def __post_init__(self):
        checkPublishing(self.port, self.deviceName, self.host)
        object.__setattr__(self, "port", int(self.port))


class StopPublishing(Command):
    """Disconnect the clients."""

    key = "publishing"


class PublishResults(Command):
    """Serve what the processor ``name`` makes as well. ``memory``: the handle of its ResultBuffer; ``isShown``: its
    image (instead of the camera's) and its labels too, not only its transforms."""

    name: str
    memory: dict
    isShown: bool

    def __post_init__(self):
        object.__setattr__(self, "key", f"PublishResults {self.name}")


class StopResults(Command):
    """Serve no more of what the processor ``name`` makes."""

    name: str

    def __post_init__(self):
        object.__setattr__(self, "key", f"PublishResults {self.name}")


class Pause(Command):
    """Pause a file at the frame shown, or resume."""

    isPaused: bool

    def __post_init__(self):
        object.__setattr__(self, "isPaused", bool(self.isPaused))


class Step(Command):
    """Pause a file, and show the frame this many after the current one."""

    frames: int
    isRepeated = False

    def __post_init__(self):
        self._take("frames", int, _("{value!r} is not a valid number of frames. Example: 1, or -1 to go back."))


class Seek(Command):
    """Go to the frame of a file at this time after its first one (s), or to a frame number, from 1."""

    seconds: float | None
    frame: int | None = None
    isRepeated = False

    def __post_init__(self):
        if self.frame is None:
            self._take("seconds", float, _("{value!r} is not a valid time. Enter seconds, or use frame=NUMBER."))
        else:
            self._take("frame", int, _("{value!r} is not a valid frame number. Frames are numbered 1, 2, 3..."))


def commandFromDict(values: dict) -> Command:
    """The inverse of ``toDict``."""
    kinds = {kind.__name__: kind for kind in Command.__subclasses__()}
    arguments = {name: value for name, value in values.items() if name != "command"}
    if "placement" in arguments:
        arguments["placement"] = Placement(**arguments["placement"])
    if "calibrations" in arguments:
        arguments["calibrations"] = tuple(map(Calibration.fromDict, arguments["calibrations"]))
    return kinds[values["command"]](**arguments)
