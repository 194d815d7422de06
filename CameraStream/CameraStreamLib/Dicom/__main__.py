"""Writes one DICOM file: ``python -m CameraStreamLib.Dicom``, started by DicomExport.

Standard input has the request, a line of JSON, and behind it the pixels of an image that is no file. Lines of JSON on
standard output say how far it is; when nobody reads them any more, it ends.
"""

import contextlib
import datetime
import json
import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from ..Shared.DicomStudy import Study
from ..Shared.Errors import SourceError, toData
from ..Shared.Errors import tr as _

TELL_SECONDS = 0.1
"""Interval at which it says how far it is, s."""


def main() -> None:
    """Write what is asked for to ``path``; it is there as a whole or not at all."""
    request = json.loads(sys.stdin.buffer.readline())
    path = Path(request["path"])
    part = Path(request["part"])
    try:
        _write(request, part)
        os.replace(part, path)
        _say(progress=1.0)
    except SourceError as error:
        _say(error=toData(error.text))
    except BrokenPipeError:  # Slicer has ended
        sys.stdout = None
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        _say(error=toData(_("The DICOM file could not be written ({reason}).").format(reason=reason)))
    finally:
        part.unlink(missing_ok=True)


def _say(**what) -> None:
    print(json.dumps(what), flush=True)


def _write(request: dict, part: Path) -> None:
    from .Clip import eightBits, turned  # here, so that it is said if a package cannot be imported
    from .Dataset import makeDataset, save, setPixels

    if request["clip"]:
        _writeClip(request, part)
        return
    pixels = np.frombuffer(sys.stdin.buffer.read(), request["dtype"]).reshape(request["shape"])
    if pixels.ndim == 3 or request["kind"] != "Secondary Capture":  # 16 bits are for that in grayscale alone
        pixels = eightBits(pixels)
    pixels = turned(pixels, request["rotation"], request["flip"])
    made = datetime.datetime.fromisoformat(request["made"]).replace(tzinfo=None)
    dataset = makeDataset(*_whose(request), pixels, made)
    setPixels(dataset, pixels.tobytes() + b"\0" * (pixels.nbytes % 2))
    save(dataset, part)


def _whose(request: dict) -> tuple:
    """The first arguments of ``makeDataset``."""
    spacing = request["spacing"]  # between rows and between columns
    if spacing and request["rotation"] % 180:
        spacing = spacing[::-1]
    return Study.fromDict(request["study"]), request["kind"], request["title"], spacing


def _writeClip(request: dict, part: Path) -> None:
    from .Clip import Clip
    from .Dataset import describeClip, makeDataset, save, setJpegs, setPixels

    clip = Clip(Path(request["clip"]), request["limitMegabytes"], request["rotation"], request["flip"])
    # A file without a name, which goes with this process. (On Windows it is wrapped, which pydicom cannot read.)
    with contextlib.closing(clip), tempfile.TemporaryFile(dir=part.parent) as temporary:
        file = getattr(temporary, "file", temporary)
        stored = clip.jpegs()
        if stored:
            frame, jpegs = stored
        else:
            for frame in clip.frames():
                file.write(frame.data)
                _tellProgress(clip)
        dataset = makeDataset(*_whose(request), frame, clip.made)
        describeClip(dataset, clip.times)
        if stored:
            setJpegs(dataset, jpegs)
        else:
            file.write(b"\0" * (file.tell() % 2))
            file.seek(0)
            setPixels(dataset, file)
        save(dataset, part)


_toldTime = 0.0


def _tellProgress(clip) -> None:
    global _toldTime
    now = time.perf_counter()
    if clip.count and now - _toldTime > TELL_SECONDS:
        _toldTime = now
        _say(progress=min(len(clip.times) / clip.count, 0.99))


if __name__ == "__main__":
    main()
