"""What a capture reports about itself and its source, besides its state."""

import dataclasses
import warnings
from dataclasses import dataclass, field

from .Calibration import Calibration
from .Errors import fromData, toData
from .Frame import Placement
from .RecordingFile import Recording

RENAMED = {"publish": "publishing", "place": "placement"}
"""Deprecated names that scripts may still use, and their replacements."""


@dataclass(frozen=True)
class Position:
    """In a file: the frame shown, from 1; ``of`` how many, as stated by the file; ``seconds`` after the first one."""

    seconds: float
    frame: int
    of: int
    isPaused: bool


@dataclass(frozen=True)
class CaptureInfo:
    """``info["controls"]`` and ``info.get("controls")`` are the same as ``info.controls``, for scripts.

    ``granted``: the source's actual ``frameRate`` (frames/s, 0 if unknown), ``fourcc`` and ``backend``. ``controls``:
    the value of each camera control; ``controlRanges``: minimum, maximum and step where known. ``notice``: a sentence
    about a request that could not be met. ``position``: in a file. ``placement``: of a recording that is played.
    ``recording`` and ``saved``: the files that are being written, or were written last. ``publishing``: ``address``,
    ``device``, ``clients``, ``sent`` and ``skipped`` (frames), or ``error``. ``calibration``: of a recording that
    is played, if it has one. ``isReleased``: the source is closed.
    """

    granted: dict = field(default_factory=dict)
    controls: dict[str, float] = field(default_factory=dict)
    controlRanges: dict[str, tuple[float, float, float]] = field(default_factory=dict)
    notice: str = ""
    position: Position | None = None
    placement: Placement | None = None
    recording: Recording | None = None
    saved: Recording | None = None
    publishing: dict = field(default_factory=dict)
    calibration: Calibration | None = None
    isReleased: bool = False

    def toDict(self) -> dict:
        """As JSON."""
        return toData({name: self[name] for name in self.__dataclass_fields__ if getattr(self, name)})

    @classmethod
    def fromDict(cls, values: dict) -> "CaptureInfo":
        """The inverse of ``toDict``."""
        values = fromData(values)
        kinds = {"position": Position, "placement": Placement, "recording": Recording, "saved": Recording}
        made = {name: kinds[name](**value) if name in kinds else value for name, value in values.items()}
        if "calibration" in made:
            made["calibration"] = Calibration.fromDict(made["calibration"])
        return cls(**made)

    def __getitem__(self, name: str):
        if name in RENAMED:
            warnings.warn(f'info["{name}"] is info["{RENAMED[name]}"] now.', DeprecationWarning, stacklevel=2)
        value = getattr(self, RENAMED.get(name, name))
        return dataclasses.asdict(value) if dataclasses.is_dataclass(value) else value

    def get(self, name: str, default=None):
        """The value of ``name``, or ``default`` if it is empty."""
        if name in RENAMED:
            warnings.warn(f'info.get("{name}") is info.get("{RENAMED[name]}") now.', DeprecationWarning, stacklevel=2)
        return self[RENAMED.get(name, name)] or default
