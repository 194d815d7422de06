"""The result of a processor for one frame."""

import dataclasses

import numpy as np

from .Frame import Tracking

ARRAYS = ("image", "labels", "picture")


@dataclasses.dataclass(frozen=True)
class Shape:
    """A point (one pair), a line (two or more) or a box (its four corners), in pixels of the frame (column, row), where
    the center of the first pixel is (0, 0)."""

    points: list[tuple[float, float]]
    name: str = ""
    score: float | None = None


@dataclasses.dataclass(frozen=True)
class Result:
    """What a processor has computed from the frame with ``number``; anything else is None or empty.

    ``timestamp`` is when that frame was read, ``started`` and ``completed`` when it was processed
    (``time.perf_counter()``, s); ``offset``, ``sourceSize``, ``isUndistorted`` and ``tracking`` are the frame's.
    ``skipped`` counts frames that were not processed, since the process started. ``image`` is (H, W) or (H, W, 3),
    uint8 or uint16; ``labels`` (H, W), uint8 or uint16; ``picture`` the frame itself, if it was requested: all three
    are valid until the next result is taken. ``transforms`` are 4 x 4 lists of rows, by name; ``numbers`` floats by
    name."""

    number: int
    timestamp: float
    started: float
    completed: float
    offset: tuple[int, int]
    sourceSize: tuple[int, int]
    size: tuple[int, int]
    isUndistorted: bool
    tracking: Tracking | None = None
    skipped: int = 0
    image: np.ndarray | None = None
    labels: np.ndarray | None = None
    picture: np.ndarray | None = None
    points: tuple[Shape, ...] = ()
    lines: tuple[Shape, ...] = ()
    boxes: tuple[Shape, ...] = ()
    transforms: dict[str, list] = dataclasses.field(default_factory=dict)
    numbers: dict[str, float] = dataclasses.field(default_factory=dict)
    text: str | None = None

    @property
    def milliseconds(self) -> float:
        """How long the processor took."""
        return 1000 * (self.completed - self.started)

    def toDict(self) -> dict:
        """Everything but the arrays, as JSON."""
        values = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        for name in ARRAYS:
            del values[name]
        for name in ("points", "lines", "boxes"):
            values[name] = [dataclasses.astuple(shape) for shape in values[name]]
        return values | {"tracking": self.tracking.numbers() if self.tracking else None}

    @classmethod
    def fromDict(cls, values: dict, arrays: dict[str, np.ndarray]) -> "Result":
        """The inverse of ``toDict``, with the arrays."""
        for name in ("points", "lines", "boxes"):
            values[name] = tuple(Shape(*shape) for shape in values[name])
        for name in ("offset", "sourceSize", "size"):
            values[name] = tuple(values[name])
        values["tracking"] = Tracking.fromNumbers(values["tracking"]) if values["tracking"] else None
        return cls(**values, **arrays)
