"""What processors make, beside a recording: a line of JSON for each result that is more than an image."""

import dataclasses
import json
import logging
from pathlib import Path

from ..Shared.RecordingFile import Recording, resultsPath
from ..Shared.Result import Result

NAMES = ("points", "lines", "boxes", "transforms", "numbers", "text")


class ResultLog:
    """Of one stream. A line has ``processor``, ``frame`` and ``time`` (the number, and s, by which the frame stands in
    the recording's table), and what there is of NAMES. Results that Slicer has not seen, since it was busy, are not
    there."""

    def __init__(self):
        self._file = None
        self._recording: Recording | None = None  # that runs
        self._written = ""  # id of the last one for which a file was opened

    def follow(self, recording: Recording | None) -> None:
        """End with a recording; at every tick."""
        self._recording = recording if recording is not None and recording.isActive else None
        if self._file and (self._recording is None or self._recording.id != self._written):
            self.close()

    def write(self, name: str, result: Result) -> None:
        """A result of the processor ``name``; nothing, where nothing is recorded."""
        made = {each: getattr(result, each) for each in NAMES if getattr(result, each)}
        if self._recording is None or not made:
            return
        line = {"processor": name, "frame": result.number, "time": round(result.timestamp, 6)} | made
        try:
            if self._recording.id != self._written:
                self._written = self._recording.id
                path = resultsPath(Path(self._recording.path))
                self._file = open(path, "x", encoding="utf-8", buffering=1)  # noqa: SIM115
            if self._file:
                self._file.write(json.dumps(line, ensure_ascii=False, default=dataclasses.asdict) + "\n")
        except OSError as error:
            logging.error(f"CameraStream: the results of processors are not written any more: {error}")
            self.close()

    def close(self) -> None:
        """Complete the file; no error if there is none."""
        file, self._file = self._file, None
        if file:
            file.close()
