"""What a capture says about itself and its source, beside its state."""

import dataclasses
import warnings
from dataclasses import dataclass, field

from .Errors import fromData, toData
from .Frame import Placement
from .RecordingFile import Recording

RENAMED = {"publish": "publishing", "place": "placement"}
"""Names that scripts may still use, and those that they have now."""


@dataclass(frozen=True)
class Position:
    """In a file: the frame shown, from 1, ``of`` how many (as far as the file says), ``seconds`` after the first."""

    seconds: float
    frame: int
    of: int
    isPaused: bool


@dataclass(frozen=True)
class CaptureInfo:
    """``info.controls`` and so on; ``info["controls"]`` and ``info.get("controls")`` are the same, as scripts have it.

    ``granted``: ``frameRate`` (frames/s, 0 if not known), ``fourcc`` and ``backend`` that the source came with.
    ``controls``: the value of each control that the camera has; ``controlRanges``: minimum, maximum and step of those
    whose range is known. ``notice``: a sentence on what could not be done as asked. ``position``: in a file.
    ``placement``: of a recording that is played. ``recording`` and ``saved``: the files that are written, or were
    written last. ``publishing``: ``address``, ``device``, ``clients``, ``sent`` and ``skipped`` (frames), or ``error``.
    ``isReleased``: the source is closed for good.
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
    isReleased: bool = False

    def toDict(self) -> dict:
        """Of what JSON can hold."""
        return toData({name: self[name] for name in self.__dataclass_fields__ if getattr(self, name)})

    @classmethod
    def fromDict(cls, values: dict) -> "CaptureInfo":
        """What ``toDict`` gave."""
        values = fromData(values)
        kinds = {"position": Position, "placement": Placement, "recording": Recording, "saved": Recording}
        return cls(**{name: kinds[name](**value) if name in kinds else value for name, value in values.items()})

    def __getitem__(self, name: str):
        if name in RENAMED:
            warnings.warn(f'info["{name}"] is info["{RENAMED[name]}"] now.', DeprecationWarning, stacklevel=2)
        value = getattr(self, RENAMED.get(name, name))
        return dataclasses.asdict(value) if dataclasses.is_dataclass(value) else value

    def get(self, name: str, default=None):
        """What is said of ``name``, or ``default`` if nothing is."""
        if name in RENAMED:
            warnings.warn(f'info.get("{name}") is info.get("{RENAMED[name]}") now.', DeprecationWarning, stacklevel=2)
        return self[RENAMED.get(name, name)] or default
