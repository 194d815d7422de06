"""Keeps the last seconds of a capture in memory, as JPEGs, to save them after an event."""

import collections
import dataclasses
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np

from ...Shared.Commands import SaveLast
from ...Shared.Frame import Placement
from ...Shared.RecordingFile import Recording
from ..OpenCV import cv2
from .QueuedTap import QueuedTap, TappedFrame
from .Recorder import NO_FRAME, explain
from .RecordingWriter import RecordingWriter, measureRate
from .VideoFile import encodeJpeg

RING_BYTES = 512_000_000
"""Maximum memory for the images: 85 s of 1080p at 30 frames/s, 200 kB each. The oldest are dropped first."""


class FrameRing(QueuedTap):
    """A tap that keeps the frames of the last ``seconds``: as JPEG, which takes 5 ms for a 1080p frame, or uncompressed
    if they have 16 bits."""

    def __init__(self, seconds: float, inform: Callable[[Recording], None]):
        self.seconds = seconds
        self._inform = inform
        self._frames: collections.deque[TappedFrame] = collections.deque()
        self._size = 0
        self._saving: threading.Thread | None = None
        super().__init__()

    @property
    def isEachWanted(self) -> bool:
        return super().isEachWanted and self.seconds > 0

    def begin(self) -> None:
        """Nothing to prepare."""

    def handle(self, frame: TappedFrame) -> None:
        if frame.pixels.dtype == np.uint8:
            frame = dataclasses.replace(frame, pixels=encodeJpeg(frame.pixels))
        with self._changed:
            if not self.seconds:
                return
            self._frames.append(frame)
            self._size += frame.pixels.nbytes
            oldest = frame.timestamp - self.seconds
            while self._frames[0].timestamp < oldest or self._size > RING_BYTES:
                self._size -= self._frames.popleft().pixels.nbytes

    def keep(self, seconds: float) -> None:
        """Change how many seconds are kept; 0 clears the memory."""
        with self._changed:
            self.seconds = seconds
            if not seconds:
                self._frames.clear()
                self._size = 0

    def end(self, error: Exception | None) -> None:
        if error:
            self._inform(Recording("", "", message=explain(error), isActive=False))

    def save(self, command: SaveLast, placement: Placement | None, source: str, rates: tuple[float, bool]) -> None:
        """Start to write the frames that are kept now; the parameters are those of a Recorder."""
        with self._changed:
            frames = list(self._frames)
        self._saving = threading.Thread(
            target=self._save, args=(frames, command, placement, source, rates), name="CameraStream tap", daemon=False
        )
        self._saving.start()

    def join(self, seconds: float) -> None:
        super().join(seconds)
        if self._saving:
            self._saving.join(seconds)

    def _save(self, frames: list[TappedFrame], command: SaveLast, placement, source: str, rates) -> None:
        said = Recording(command.path, command.codec, id=command.id)
        self._inform(said)
        error = None
        try:
            lost = sum(frame.lost for frame in frames)
            rate = measureRate([frame.timestamp for frame in frames], *rates)
            writer = RecordingWriter(Path(said.path), said.codec, command.id, source, placement, rate)
            try:
                for frame in frames:
                    writer.write(_decoded(frame))
            finally:
                writer.close(lost)
            said = dataclasses.replace(
                said, frames=writer.frames, lost=lost, seconds=round(writer.seconds, 3), bytes=writer.bytes
            )
        except Exception as reason:
            error = reason
        message = explain(error) or ("" if said.frames else NO_FRAME)
        self._inform(dataclasses.replace(said, message=message, isActive=False))


def _decoded(frame: TappedFrame) -> TappedFrame:
    isPicture = frame.pixels.dtype == np.uint8
    return dataclasses.replace(frame, pixels=cv2.imdecode(frame.pixels, cv2.IMREAD_UNCHANGED)) if isPicture else frame
