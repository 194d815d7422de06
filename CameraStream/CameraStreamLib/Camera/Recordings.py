"""The files that a capture is asked to write: what is wanted is known here, what is done the capture's info says."""

import dataclasses
import secrets
from dataclasses import dataclass

from ..Shared.Commands import KeepLast, Record, SaveLast, SetPlacement, StopRecording
from ..Shared.Errors import SourceError
from ..Shared.Errors import tr as _
from ..Shared.Frame import Frame, Placement
from ..Shared.RecordingFile import Recording, checkNew, checkNoResults, chooseCodec
from ..Volume.FrameVolume import FrameVolume


@dataclass
class WantedFile:
    """``known``: what the capture said last. ``lastLaunch``: the number of the process (``relaunches``) in which the
    file is to end; None as long as the next one is to go on with it."""

    known: Recording
    lastLaunch: int | None = None


class Recordings:
    """Records, keeps the last seconds, and saves them. None of its methods waits.

    If a capture process ends unasked, its file can be read as far as it came, and the next process, which is told the
    same, begins the next part.

    :param volume: whose placement the recordings get
    """

    def __init__(self, capture, volume: FrameVolume):
        self._capture = capture
        self._volume = volume
        self.keptSeconds = 0.0
        self._files: dict[str, WantedFile] = {}  # by their names in CaptureInfo
        self._placement: Placement | None = None  # that the capture was told

    @property
    def recording(self) -> Recording | None:
        """Status of the recording, or of the last one; None if there was none."""
        return self._statusOf("recording")

    @property
    def saved(self) -> Recording | None:
        """Status of ``saveLast``, or how it ended; None if there was none."""
        return self._statusOf("saved")

    @property
    def isActive(self) -> bool:
        """Whether a file is still being written."""
        return any(status is not None and status.isActive for status in (self.recording, self.saved))

    def record(self, path, codec: str | None, frame: Frame | None) -> None:
        """Record every frame that is captured from now on, shown or not, to a video file, until ``stop``.

        The codec goes by the ending of ``path``, or the ending by the codec: ffv1 (.mkv, lossless, 8 and 16
        bits), mjpg (.avi, fast) or vp9 (.webm, small and slow). Beside it are ``path.csv``, a row for each frame,
        and ``path.json``. A change of size begins another part: film.2.mkv.

        :param frame: the one that is shown, or None
        :raises SourceError: if that is not possible, or a file would be overwritten
        """
        file = self._begin("recording", path, codec, frame)
        self._capture.send(Record(file.path, file.codec, file.id))

    def stop(self) -> None:
        """Complete the recording; ``recording.isActive`` is false when done. No error if there is none."""
        if self.recording and self.recording.isActive:
            self._end()

    def keepLast(self, seconds: float) -> None:
        """Keep the frames of the last ``seconds`` for ``saveLast``, 0 for none: as JPEG, in 512 MB at most.

        :raises SourceError: if that is too long, or not a time
        """
        command = KeepLast(seconds)
        self.keptSeconds = command.seconds
        self._capture.send(command)

    def saveLast(self, path, codec: str | None, frame: Frame | None) -> None:
        """Write what ``keepLast`` has kept to a file, as ``record`` does.

        :raises SourceError: if nothing is kept, or as for ``record``
        """
        if not self.keptSeconds:
            raise SourceError(_("No frames are being kept. Call keepLast with a number of seconds first."))
        file = self._begin("saved", path, codec, frame)
        self._files["saved"].lastLaunch = self._capture.relaunches
        self._capture.send(SaveLast(file.path, file.codec, file.id))

    def follow(self, frame: Frame | None) -> None:
        """At every tick: say where the image is; what has ended by itself does not begin again in another process."""
        recording = self.recording
        if recording and not recording.isActive and self._files["recording"].lastLaunch is None:
            self._end()
        if frame and (self.keptSeconds or (recording and recording.isActive)):
            self._sendPlacement(frame)

    def _begin(self, name: str, path, codec: str | None, frame: Frame | None) -> Recording:
        path, codec = chooseCodec(path, codec)
        checkNew(path)
        checkNoResults(path)
        if self._capture.isStopped:
            raise SourceError(_("The camera is not running. Press Start first."))
        for other in ("recording", "saved"):
            last = self._statusOf(other)
            if last and last.isActive and (other == name or last.path == str(path)):
                raise SourceError(
                    _('"{path}" is still being written. Stop it, and wait until it is complete.'), path=last.path
                )
        if frame and frame.pixels.itemsize == 2 and codec != "ffv1":
            raise SourceError(_("16-bit images can only be recorded as FFV1 (.mkv). Choose that."))
        self._sendPlacement(frame)
        file = Recording(str(path), codec, id=secrets.token_hex(8))
        self._files[name] = WantedFile(file)
        return file

    def _end(self) -> None:
        self._files["recording"].lastLaunch = self._capture.relaunches
        self._capture.send(StopRecording())

    def _statusOf(self, name: str) -> Recording | None:
        file = self._files.get(name)
        if not file:
            return None
        # Before what it says is read, which may be its last words.
        isOver = self._capture.isStopped and not self._capture.isAlive
        isOver = isOver or file.lastLaunch not in (None, self._capture.relaunches)
        said = getattr(self._capture.info, name)
        if said and said.id == file.known.id:  # else it is said of the one before
            file.known = said
        if not (file.known.isActive and isOver):
            return file.known
        reason = (
            _("the capture ended unexpectedly.")
            if file.known.frames
            else _("the camera was stopped before the first frame.")
        )
        message = _("The recording was cut off: {reason}").format(reason=self._capture.status[1] or reason)
        return dataclasses.replace(file.known, message=message, isActive=False)

    def _sendPlacement(self, frame: Frame | None) -> None:
        """A transform that moves counts with what it was at first, and a tracked image too, since its frames are
        recorded with their poses."""
        if not frame or (frame.tracking and self._placement):
            return
        placement, before = self._volume.sourcePlacement(), self._placement
        if not before or (placement.ijkToRAS, placement.isCalibrated) != (before.ijkToRAS, before.isCalibrated):
            self._placement = placement
            self._capture.send(SetPlacement(placement))
