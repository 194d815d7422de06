"""A recording on disk: video parts, a CSV with a row for each frame, and the side file with placement and parts."""

import csv
import json
import os
import re
import time
from dataclasses import dataclass
from pathlib import Path

from .Errors import SourceError
from .Errors import tr as _
from .Schema import FARTHEST, fits, isPlace, number, numbers, optional, text
from .Source import MAXIMUM_SIZE, checkCharacters

CODECS = {"ffv1": ".mkv", "vp9": ".webm", "mjpg": ".avi"}
"""Lossless, small, and fast: codecs and their file extensions."""

COLUMNS = ("frame", "time", "wallClock", "lost", "part", "tracking")
"""Columns of the CSV: the frame's number in its stream, its capture time (s, time.perf_counter(), on Linux and macOS
the monotonic clock), the same as a date (ISO 8601), how many frames were lost before it because writing was too slow,
the part of the video that it is in, from 1, and for a tracked image the numbers of its Tracking, separated by
spaces."""


@dataclass(frozen=True)
class Recording:
    """Status of a recording: number of ``frames`` written and ``lost`` (because the writer's queue was full).

    ``seconds`` is the time between the first and the last frame, ``bytes`` the size of the video files. ``message`` is
    a message for the user, or "". ``isActive`` is false once the files are complete, or have failed. ``id`` is unique.
    """

    path: str
    codec: str
    frames: int = 0
    lost: int = 0
    seconds: float = 0.0
    bytes: int = 0
    message: str = ""
    isActive: bool = True
    id: str = ""


@dataclass(frozen=True)
class RecordedFrame:
    """A row of the CSV: ``index`` counts the frames of a ``part`` from 0; ``time`` is in s. ``tracking`` is still text;
    "" for none."""

    number: int
    time: float
    lost: int
    part: int
    index: int
    tracking: str = ""


def chooseCodec(path, codec: str | None) -> tuple[Path, str]:
    """Derive the codec from the file extension, or the extension from the codec.

    :raises SourceError: if they do not match, or both are missing, or ``path`` is not a file name
    """
    problem = _("Enter a file name for the recording, not just a folder. Example: film.mkv.")
    text = str(path).strip() if isinstance(path, (str, os.PathLike)) else ""
    checkCharacters(text)
    if Path(text).name in ("", "..", "~"):
        raise SourceError(problem)
    try:
        path = Path(text).expanduser().absolute()
    except RuntimeError as error:
        problem = _('"{shown}" does not name a user of this computer. Enter the full path of the folder.')
        raise SourceError(problem, shown=text) from error
    checkCharacters(str(path))
    if codec not in (None, *CODECS):
        problem = _("There is no codec {codec!r}. Choose one of {names}.")
        raise SourceError(problem, codec=codec, names=", ".join(CODECS))
    if not path.suffix and codec:
        path = path.with_name(path.name + CODECS[codec])
    if os.path.isdir(path):
        raise SourceError(problem)
    fitting = [name for name, ending in CODECS.items() if ending == path.suffix.lower() and codec in (None, name)]
    if not fitting:
        endings = CODECS[codec] if codec else ", ".join(f"{ending} ({name})" for name, ending in CODECS.items())
        problem = _('"{name}" does not have a valid file extension. Use {endings}.')
        raise SourceError(problem, name=path.name, endings=endings)
    return path, fitting[0]


def checkNew(path: Path) -> None:
    """Check that a recording can be written to ``path`` without overwriting anything.

    :raises SourceError: if not
    """
    try:
        if not path.parent.is_dir():
            raise SourceError(_('There is no folder "{parent}". Create it, or choose another.'), parent=path.parent)
        if not os.access(path.parent, os.W_OK):
            raise SourceError(_('The folder "{parent}" is not writable. Choose another.'), parent=path.parent)
        for other in (path, csvPath(path), sidePath(path), partPath(path, 2)):
            if other.exists():
                problem = _('There is already a file "{other}". Choose another name, or delete the file.')
                raise SourceError(problem, other=other)
    except SourceError:
        raise
    except (OSError, ValueError) as error:  # no permission for the folder, or the name is too long
        problem = _('"{path}" cannot be written to ({error}). Choose another folder or name.')
        raise SourceError(problem, path=path, error=error) from error


def checkNoResults(path: Path) -> None:
    """Whether nothing that processors have made for a recording at ``path`` is there.

    :raises SourceError: if something is
    """
    for name in recordedProcessors(path):
        problem = _('There are already results of "{name}" beside "{path}". Choose another name, or delete the files.')
        raise SourceError(problem, name=name, path=path)


def partPath(path: Path, part: int) -> Path:
    """film.mkv, film.2.mkv, film.3.mkv, ..."""
    return path if part == 1 else path.with_name(f"{path.stem}.{part}{path.suffix}")


def csvPath(path: Path) -> Path:
    """The rows of a recording: film.mkv.csv."""
    return path.with_name(path.name + ".csv")


REPLACE_SECONDS = 1.0
"""How long to retry replacing a side file, s: on Windows, virus scanners, indexers and cloud folders keep it open for
milliseconds."""


def sidePath(path: Path) -> Path:
    """Placement and parts of a recording: film.mkv.json."""
    return path.with_name(path.name + ".json")


def resultsPath(path: Path, name: str) -> Path:
    """Results of a processor, a line of JSON for each: film.mkv.Motion.jsonl."""
    return path.with_name(f"{path.name}.{name}.jsonl")


def resultVideoPath(path: Path, name: str, kind: str, codec: str) -> Path:
    """Video of a processor's images ("image") or labels ("labels"): film.Motion labels.mkv."""
    return path.with_name(f"{path.stem}.{name} {kind}{CODECS[codec]}")


def resultVideos(path: Path, name: str) -> dict[str, Path]:
    """The videos of a processor that exist, by kind."""
    paths = {(kind, resultVideoPath(path, name, kind, codec)) for kind in ("image", "labels") for codec in CODECS}
    return {kind: each for kind, each in paths if each.is_file()}


def recordedProcessors(path: Path) -> list[str]:
    """Names of the processors with results beside the recording at ``path``."""
    name, stem, endings = re.escape(path.name), re.escape(path.stem), "|".join(map(re.escape, CODECS.values()))
    pattern = rf"{name}\.(?P<lines>.+)\.jsonl|{stem}\.(?P<video>.+) (?:image|labels)(?:{endings})"
    files = os.listdir(path.parent) if path.parent.is_dir() else []
    found = [re.fullmatch(pattern, file) for file in files]
    return sorted({each["lines"] or each["video"] for each in found if each})


SIDE_BYTES = 10_000_000
"""Maximum size of a side file: 200 bytes are written for each part, and a few hundred besides."""

_PART = {
    "width": optional(number(1, MAXIMUM_SIZE, int)),
    "height": optional(number(1, MAXIMUM_SIZE, int)),
    "channels": optional(number(1, 4, int)),
    "offset": optional(numbers(2, 0, MAXIMUM_SIZE, int)),
    "sourceSize": optional(numbers(2, 1, MAXIMUM_SIZE, int)),
}
_SIDE = {
    "id": optional(text),
    "parts": optional([_PART]),
    "place": optional(
        {"ijkToRAS": isPlace, "parentTransform": optional(isPlace), "spacing": optional(numbers(3, 0, FARTHEST))}
    ),
}


def readSide(path: Path) -> tuple[dict, str]:
    """The valid entries of the side file of the recording at ``path``, and a message if others are invalid; {} and ""
    if there is no side file."""
    name = sidePath(path)
    problem = _('"{name}" is damaged. The video plays without this information.').format(name=name.name)
    if not name.is_file():
        return {}, ""
    try:
        with open(name, encoding="utf-8") as file:
            side = json.loads(file.read(SIDE_BYTES), parse_constant=float)
    except (OSError, ValueError, RecursionError):
        return {}, problem
    if not isinstance(side, dict):
        return {}, problem
    unusable = [each for each, schema in _SIDE.items() if not fits(side.get(each), schema)]
    return {each: value for each, value in side.items() if each not in unusable}, problem if unusable else ""


def writeSide(path: Path, side: dict) -> None:
    """Replace the side file atomically, so that a kill leaves the old or the new one."""
    temporary = sidePath(path).with_suffix(".json~")
    temporary.write_text(json.dumps(side, indent=1) + "\n", encoding="utf-8")
    deadline = time.perf_counter() + REPLACE_SECONDS
    while True:
        try:
            os.replace(temporary, sidePath(path))
            return
        except PermissionError:
            if time.perf_counter() > deadline:
                raise
        time.sleep(REPLACE_SECONDS / 50)


LONGEST_TIME = 1e10
"""Maximum time in the CSV, s: 300 years, more than any computer has run."""

MAXIMUM_PARTS = 10_000
"""Maximum number of parts of a recording: one a minute for a week."""

_ROW = {
    "frame": number(0, 2**62, int),
    "time": number(-LONGEST_TIME, LONGEST_TIME),
    "lost": number(0, 2**62, int),
    "part": number(1, MAXIMUM_PARTS, int),
}


def readRows(path: Path) -> tuple[list[RecordedFrame], str]:
    """The rows of the recording at ``path``, without those that a kill has cut off, and ""; no rows if there is no CSV,
    or it is not from CameraStream; no rows and a message if it is damaged."""
    rows, counts, isCut = [], {}, False
    name, damaged = csvPath(path), ([], damagedRows(path))
    if not name.is_file():
        return [], ""
    try:
        with open(name, newline="", encoding="utf-8", errors="replace") as file:
            reader = csv.DictReader(file)
            if not set(_ROW) <= set(reader.fieldnames or ()):
                return [], ""
            for values in reader:
                row = _row(values, counts)
                before = rows[-1].part if rows else 1
                if row is None or row.part < before:
                    isCut = True
                elif isCut and row.part == before:  # only the end of a part can be cut off: this frame is ambiguous
                    return damaged
                else:
                    rows.append(row)
                    counts[row.part] = row.index + 1
                    isCut = False
    except (OSError, csv.Error):
        return damaged
    return (rows, "") if rows or not isCut else damaged


def damagedRows(path: Path) -> str:
    """Message about a CSV that cannot be used."""
    return _('"{name}" is damaged. The video plays at its own frame rate.').format(name=csvPath(path).name)


def _row(values: dict, counts: dict[int, int]) -> RecordedFrame | None:
    """A row of the CSV; None if it is invalid. ``counts`` has the number of rows before it in each part."""
    try:
        known = {name: float(values[name]) if name == "time" else int(values[name]) for name in _ROW}
    except (TypeError, ValueError):
        return None
    if not fits(known, _ROW):
        return None
    index, tracking = counts.get(known["part"], 0), values.get("tracking") or ""
    return RecordedFrame(known["frame"], known["time"], known["lost"], known["part"], index, tracking)
