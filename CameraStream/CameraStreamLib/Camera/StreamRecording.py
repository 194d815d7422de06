"""What a stream can do beside showing frames: record them, keep the last ones, and play a file back and forth."""

import dataclasses
import numbers
import secrets

from ..Shared.Errors import SourceError
from ..Shared.Numbers import isNumber
from ..Shared.RecordingFile import Recording, checkNew, chooseCodec
from .SequenceRecorder import SequenceRecorder

MAXIMUM_KEEP_SECONDS = 600.0
"""More cannot be kept, s: at 640x480 the memory for it (512 MB: Capture.FrameRing) is full by then."""


@dataclasses.dataclass(frozen=True)
class Position:
    """In a file: the frame shown, from 1, ``of`` how many (as far as the file says), ``seconds`` after the first."""

    seconds: float
    frame: int
    of: int
    isPaused: bool


class StreamRecording:
    """A part of Stream, whose capture, volume, parent transform and frame it uses. None of its methods waits."""

    def __init__(self):
        self.sequenceRecorder: SequenceRecorder | None = None
        self.keptSeconds = 0.0
        # What the capture said of its recordings, which a process that is started again does not know.
        self._told: dict[str, dict] = {}
        self._finishers: dict[str, int] = {}  # of those that were told to end, the launch of the capture that was told
        self._sentPlace: dict | None = None

    @property
    def recording(self) -> Recording | None:
        """How the recording is doing, or how the last one ended; None if there was none."""
        return self._recordingOf("recording")

    @property
    def saved(self) -> Recording | None:
        """How ``saveLast`` is doing, or how it ended; None if there was none."""
        return self._recordingOf("saved")

    @property
    def position(self) -> Position | None:
        """Where in a file it is; None for what is no file, or before its first frame."""
        position = self.info.get("position")
        return Position(**position) if position else None

    def record(self, path, codec: str | None = None) -> None:
        """Record every frame that is captured from now on, shown or not, to a video file, until ``stopRecording``.

        The codec goes by the ending of ``path``, or the ending by the codec: ffv1 (.mkv, lossless, 8 bits and grey of
        16), mjpg (.avi, fast) or vp9 (.webm, small and slow). Beside it lie ``path.csv``, a row for each frame, and
        ``path.json``. A change of size begins another part: film.2.mkv.

        :raises SourceError: if that is not possible, or a file would be overwritten
        """
        self._begin("record", "recording", path, codec)

    def stopRecording(self) -> None:
        """Complete the recording; ``recording.isActive`` is false when that is done. No error if none runs."""
        if self.recording and self.recording.isActive:
            self._capture.send({"do": "record", "path": ""})
            self._finishers["recording"] = self._capture.relaunches

    def keepLast(self, seconds: float) -> None:
        """Keep the frames of the last ``seconds``, 0 for none, for ``saveLast``: as JPEG, in 512 MB at most.

        :raises SourceError: if that is too long, or no time
        """
        if not isNumber(seconds, 0, MAXIMUM_KEEP_SECONDS):
            raise SourceError(f"{seconds!r} s cannot be kept: give up to {MAXIMUM_KEEP_SECONDS:.0f} s, or 0 for none.")
        self.keptSeconds = float(seconds)
        self._capture.send({"do": "keep", "seconds": self.keptSeconds})

    def saveLast(self, path, codec: str | None = None) -> None:
        """Write what ``keepLast`` has kept to a file, as ``record`` does; ``saved`` tells how that goes.

        :raises SourceError: if nothing is kept, or as for ``record``
        """
        if not self.keptSeconds:
            raise SourceError("Nothing is kept: call keepLast first, with a number of seconds.")
        self._begin("save", "saved", path, codec)
        self._finishers["saved"] = self._capture.relaunches  # it ends by itself

    def pause(self, isPaused: bool = True) -> None:
        """Rest on the frame that is shown, or go on; for files."""
        self._capture.send({"do": "pause", "isPaused": bool(isPaused)})

    def step(self, frames: int = 1) -> None:
        """Pause, and show the frame that is so many after this one (before it, if negative); for files.

        :raises SourceError: if that is no whole number
        """
        if not isNumber(frames, kind=numbers.Integral):
            raise SourceError(f"{frames!r} is no number of frames: give a whole one such as 1, or -1 to go back.")
        self._capture.send({"do": "step", "frames": int(frames)})

    def seek(self, seconds: float | None = None, *, frame: int | None = None) -> None:
        """Go to the frame at a time after the first one (s), or to the frame of a number, from 1; for files.

        :raises SourceError: if neither is given, or it is no time or no whole number
        """
        if frame is None:
            if not isNumber(seconds):
                raise SourceError(f"{seconds!r} is no time in a film: give seconds, or frame= with a whole number.")
            self._capture.send({"do": "seek", "seconds": float(seconds)})
        else:
            if not isNumber(frame, kind=numbers.Integral):
                raise SourceError(f"{frame!r} is no number of a frame: give a whole one, from 1 on.")
            self._capture.send({"do": "seek", "frame": int(frame)})

    @property
    def sequenceMegabytesPerSecond(self) -> float:
        """What a sequence of this stream takes of memory, at its present size and rate, MB/s; 0.0 before a frame."""
        return self.frame.pixels.nbytes * self.statistics.framesPerSecond / 1e6 if self.frame else 0.0

    def recordSequence(self, limitMegabytes: float = 2000.0) -> SequenceRecorder:
        """Record each frame that is shown to a sequence in the scene, until ``stopSequence``, the end of the stream, or
        the limit of memory: see SequenceRecorder.

        :raises SourceError: if nothing is captured, a sequence is being recorded already, or the limit is not positive
        """
        if not self.state.isActive:
            raise SourceError("Nothing is captured now: press Start first.")
        if self.sequenceRecorder and self.sequenceRecorder.isActive:
            raise SourceError("A sequence is being recorded already: stop it first.")
        self.sequenceRecorder = SequenceRecorder(self, limitMegabytes)
        return self.sequenceRecorder

    def stopSequence(self):
        """End the recording to a sequence.

        :returns: its browser node, or None if nothing was recorded
        """
        return self.sequenceRecorder.stop() if self.sequenceRecorder else None

    def _begin(self, command: str, name: str, path, codec: str | None) -> None:
        path, codec = chooseCodec(path, codec)
        checkNew(path)
        if not self.state.isActive:
            raise SourceError("Nothing is captured now: press Start first.")
        for other in ("recording", "saved"):
            last = self._recordingOf(other)
            if last and last.isActive and (other == name or last.path == str(path)):
                raise SourceError(
                    f'"{last.path}" is still being written: stop it first, and wait until it is complete.'
                )
        if self.frame and self.frame.pixels.itemsize == 2 and (codec != "ffv1" or self.frame.pixels.ndim == 3):
            raise SourceError("These frames have 16 bits, which only ffv1 (.mkv) holds, and in grey only: choose that.")
        self._sendPlace()
        self._finishers.pop(name, None)
        identity = secrets.token_hex(8)
        self._told[name] = dataclasses.asdict(Recording(str(path), codec, id=identity))
        self._capture.send({"do": command, "path": str(path), "codec": codec, "id": identity})

    def _recordingOf(self, name: str) -> Recording | None:
        told = self._told.get(name)
        if not told:
            return None
        said = self._capture.info.get(name)
        # What is said of a recording before this one comes too late.
        if said and said["id"] == told["id"]:
            told = self._told[name] = said
        recording = Recording(**told)
        isOver = not self.state.isActive and not self._capture.isAlive
        isForgotten = self._finishers.get(name, self._capture.relaunches) != self._capture.relaunches
        if recording.isActive and (isOver or isForgotten):
            reason = "the capture ended unexpectedly." if recording.frames else "the camera was stopped at once."
            message = f"The recording was cut off: {self.message or reason}"
            return dataclasses.replace(recording, message=message, isActive=False)
        return recording

    def _followRecording(self) -> None:
        """At every tick: say where the image is, and end a sequence with its stream."""
        if self.frame and (self.keptSeconds or (self.recording and self.recording.isActive)):
            self._sendPlace()
        if self.sequenceRecorder and self.sequenceRecorder.isActive and not self.state.isActive:
            self.sequenceRecorder.stop()

    def _sendPlace(self) -> None:
        """Tell the recorder where the image is. A transform that moves counts with what it was at first, and a tracked
        image too, since its frames are recorded with their places."""
        if not self.frame or (self.frame.tracking and self._sentPlace):
            return
        place, before = self.volume.sourcePlace(self._parent.node), self._sentPlace or {}
        if any(place[name] != before.get(name) for name in ("ijkToRAS", "isCalibrated")):
            self._sentPlace = place
            self._capture.send({"do": "place", "place": place})
