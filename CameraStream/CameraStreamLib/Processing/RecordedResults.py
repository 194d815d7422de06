"""A processor that plays recorded results: those of each frame of the recording that is played."""

import contextlib
import json
from pathlib import Path

from CameraStreamLib.Capture.Sources.Replay import Replay
from CameraStreamLib.Shared.RecordingFile import readRows, resultsPath, resultVideos
from CameraStreamLib.Shared.Settings import CaptureSettings
from CameraStreamLib.Shared.Source import Source, SourceKind


class RecordedResults:
    recording: str = ""
    """Path of the recording."""

    name: str = ""
    """Name of the processor whose results they are."""

    def setup(self):
        path = resultsPath(Path(self.recording), self.name)
        self._lines = open(path, "rb") if path.is_file() else None  # noqa: SIM115
        self._places = dict(_places(self._lines)) if self._lines else {}
        videos = resultVideos(Path(self.recording), self.name)
        self._videos = {kind: _Video(video) for kind, video in videos.items()}

    def process(self, frame):
        images = {kind: video.read(frame.recorded) for kind, video in self._videos.items()}
        if frame.recorded not in self._places:
            return images
        self._lines.seek(self._places[frame.recorded])
        line = json.loads(self._lines.readline())
        made = {name: line[name] for name in ("transforms", "numbers", "text") if name in line}
        for kind, singular in (("points", "point"), ("lines", "line"), ("boxes", "box")):
            made[kind] = [
                {singular: _asReturned(kind, shape["points"]), "name": shape["name"], "score": shape["score"]}
                for shape in line.get(kind, ())
            ]
        return images | made


class _Video:
    """A video of images or labels, by frame number."""

    def __init__(self, path: Path):
        rows, _problem = readRows(path)
        self._indices = {row.number: index for index, row in enumerate(rows)}
        self._replay = Replay(CaptureSettings(Source(SourceKind.FILE, str(path))), rows) if rows else None

    def read(self, number: int):
        """The image of a frame, (H, W, 3) RGB or (H, W); None if there is none."""
        index = self._indices.get(number)
        if index is None:
            return None
        if self._replay.index != index:
            self._replay.seek(index)
        pixels = self._replay.read()
        return pixels[..., ::-1] if pixels is not None and pixels.ndim == 3 else pixels


def _places(file):
    """The frame number of each line, and where the line begins, bytes."""
    place = 0
    for line in file:
        with contextlib.suppress(ValueError, KeyError, TypeError):  # a line that a kill has cut off
            yield json.loads(line)["frame"], place
        place += len(line)


def _asReturned(kind: str, points: list):
    """A point, a line or a box, as a processor returns it."""
    if kind == "boxes":
        (left, top), _corner, (right, bottom), _last = points
        return left, top, right - left, bottom - top
    return points if kind == "lines" else points[0]
