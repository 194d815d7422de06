"""A recording on disk: its video parts, the CSV with a row for each frame, and the side file that says where it was."""

import contextlib
import csv
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path

from .Errors import SourceError
from .Errors import tr as _
from .Source import checkCharacters

CODECS = {"ffv1": ".mkv", "vp9": ".webm", "mjpg": ".avi"}
"""Lossless, small, and fast: the names and endings that a recording can have."""

COLUMNS = ("frame", "time", "wallClock", "lost", "part", "tracking")
"""Of the CSV: the frame's number in its stream, its capture time (s, time.perf_counter(), on Linux and macOS the
monotonic clock), the same by the calendar (ISO 8601), how many frames before it were lost in writing, the part of the
video, from 1, that it is in, and for a tracked image the numbers of its Tracking, with spaces between them."""


@dataclass(frozen=True)
class Recording:
    """How a recording is doing: ``frames`` are written, ``lost`` came while the writer had no room for more.

    ``seconds`` lie between its first and its last frame, ``bytes`` are those of its video files. ``message`` is one
    sentence if there is something to say; ``isActive`` is false once the files are complete, or have failed. ``id`` is
    unlike that of any other recording.
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
    """A row of the CSV: ``index`` counts the frames of one ``part`` from 0; ``time`` is in s. ``tracking`` as it is
    written; "" for none."""

    number: int
    time: float
    lost: int
    part: int
    index: int
    tracking: str = ""


def chooseCodec(path, codec: str | None) -> tuple[Path, str]:
    """The codec by the file's ending, or the ending by the codec.

    :raises SourceError: if they do not go together, or there is neither, or ``path`` is no file's name
    """
    problem = "Give the recording a file name, for example film.mkv, and not only a folder."
    text = str(path).strip() if isinstance(path, (str, os.PathLike)) else ""
    checkCharacters(text)
    if Path(text).name in ("", "..", "~"):
        raise SourceError(problem)
    try:
        path = Path(text).expanduser().absolute()
    except RuntimeError as error:
        raise SourceError(
            _('"{shown}" names no user of this computer: write the folder in full.'), shown=text
        ) from error
    checkCharacters(str(path))
    endings = ", ".join(f"{ending} ({name})" for name, ending in CODECS.items())
    if codec not in (None, *CODECS):
        raise SourceError(
            _("There is no codec {codec!r}: choose one of {names}."), codec=codec, names=", ".join(CODECS)
        )
    if not path.suffix and codec:
        path = path.with_name(path.name + CODECS[codec])
    if os.path.isdir(path):
        raise SourceError(problem)
    fitting = [name for name, ending in CODECS.items() if ending == path.suffix.lower() and codec in (None, name)]
    if not fitting:
        wanted = f'"{codec}" is written to {CODECS[codec]} files' if codec else f"Recordings end in {endings}"
        raise SourceError(_('"{name}" cannot be recorded to: {wanted}.'), name=path.name, wanted=wanted)
    return path, fitting[0]


def checkNew(path: Path) -> None:
    """Whether a recording can be made at ``path`` without overwriting anything.

    :raises SourceError: if not
    """
    try:
        if not path.parent.is_dir():
            raise SourceError(
                _('There is no folder "{parent}": make it first, or choose another one.'), parent=path.parent
            )
        if not os.access(path.parent, os.W_OK):
            raise SourceError(_('Nothing may be written into "{parent}": choose another folder.'), parent=path.parent)
        for other in (path, csvPath(path), sidePath(path), partPath(path, 2)):
            if other.exists():
                raise SourceError(
                    _('There is already a file "{other}": choose another name, or remove it.'), other=other
                )
    except SourceError:
        raise
    except (OSError, ValueError) as error:  # a folder that may not be entered, a name that is too long
        raise SourceError(
            _('"{path}" cannot be written to ({error}): choose another folder or name.'), path=path, error=error
        ) from error


def partPath(path: Path, part: int) -> Path:
    """film.mkv, film.2.mkv, film.3.mkv, ..."""
    return path if part == 1 else path.with_name(f"{path.stem}.{part}{path.suffix}")


def csvPath(path: Path) -> Path:
    """The rows of a recording: film.mkv.csv."""
    return path.with_name(path.name + ".csv")


REPLACE_SECONDS = 1.0
"""How long a side file may be kept from being replaced, s: on Windows while a virus scanner, an index or a cloud folder
has it open, which takes milliseconds."""


def sidePath(path: Path) -> Path:
    """What else is known of a recording: film.mkv.json."""
    return path.with_name(path.name + ".json")


def readSide(path: Path) -> dict:
    """What else is known of the recording at ``path``; nothing if there is no side file, or it is damaged."""
    try:
        side = json.loads(sidePath(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return side if isinstance(side, dict) else {}


def writeSide(path: Path, side: dict) -> None:
    """Replace the side file as a whole, so that a kill leaves the old or the new one."""
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


_NUMBERS = (("frame", int), ("time", float), ("lost", int), ("part", int))


def readRows(path: Path) -> list[RecordedFrame]:
    """The rows of the recording at ``path``, without those that a kill has cut off; none where there is no CSV, or
    somebody else's."""
    rows, counts = [], {}
    with (
        contextlib.suppress(OSError, csv.Error),
        open(csvPath(path), newline="", encoding="utf-8", errors="replace") as file,
    ):
        for values in csv.DictReader(file):
            try:
                number, seconds, lost, part = (kind(values[name]) for name, kind in _NUMBERS)
            except (KeyError, TypeError, ValueError):
                continue
            rows.append(RecordedFrame(number, seconds, lost, part, counts.get(part, 0), values.get("tracking") or ""))
            counts[part] = counts.get(part, 0) + 1
    return rows
