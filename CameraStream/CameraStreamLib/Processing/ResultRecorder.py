"""Writes a processor's results beside a recording: lines of JSON, and videos of images and labels."""

import dataclasses
import json
from pathlib import Path

from ..Shared.Commands import Record
from ..Shared.Frame import FrameRegion
from ..Shared.RecordingFile import Recording, resultsPath, resultVideoPath
from ..Shared.Result import Result

NAMES = ("points", "lines", "boxes", "transforms", "numbers", "text")

LABELS_CODEC = "ffv1"
"""Lossless: compression must not change labels."""


class ResultRecorder:
    """For one recording. A line has the ``frame`` number and the ``time`` (s) of the recording's CSV, and those of
    NAMES that the result has. The videos are recordings themselves, each with its CSV.

    :param path: of the recording
    :param codec: of the recording, which images get too
    :param identity: of the recording: one that was interrupted, because the processor crashed, is continued
    :param name: of the processor
    :param hasVideos: whether images and labels are recorded
    """

    def __init__(self, path: str, codec: str, identity: str, name: str, hasVideos: bool):
        self._film, self._name, self._id = Path(path), name, identity
        self._codecs = {"image": codec, "labels": LABELS_CODEC} if hasVideos else {}
        self._lines = None
        self._videos: dict = {}  # a Recorder for each kind
        self.problem = ""  # a sentence on what could not be written

    def write(self, result: Result) -> None:
        """A result; nothing after ``close``."""
        made = {each: getattr(result, each) for each in NAMES if getattr(result, each)}
        try:
            if made:
                self._lines = self._lines or open(  # noqa: SIM115
                    resultsPath(self._film, self._name), "a", encoding="utf-8", buffering=1
                )
                line = {"frame": result.number, "time": round(result.timestamp, 6)} | made
                self._lines.write(json.dumps(line, ensure_ascii=False, default=dataclasses.asdict) + "\n")
        except (OSError, ValueError) as error:
            self.problem = f"The results are not recorded ({error})."
        for kind, codec in self._codecs.items():
            pixels = getattr(result, kind)
            if pixels is not None:
                if kind not in self._videos:
                    self._videos[kind] = self._video(kind, codec)
                region = FrameRegion(result.offset, result.sourceSize, result.tracking)
                # As OpenCV has it.
                self._videos[kind].put(pixels[..., ::-1] if pixels.ndim == 3 else pixels, result.number,
                                       result.timestamp, region)  # fmt: skip

    def close(self) -> None:
        """Start completing the files; returns at once."""
        if self._lines:
            self._lines.close()
        for video in self._videos.values():
            video.close()

    def join(self, seconds: float) -> None:
        """Wait until they are complete, after ``close``."""
        for video in self._videos.values():
            video.join(seconds)

    def _video(self, kind: str, codec: str):
        from ..Capture.Outputs.Recorder import Recorder  # here, since it loads OpenCV

        path = str(resultVideoPath(self._film, self._name, kind, codec))
        return Recorder(Record(path, codec, f"{self._id} {kind}"), None, self._name, (0.0, False), self._tell)

    def _tell(self, said: Recording) -> None:
        self.problem = str(said.message) if not said.isActive else self.problem
