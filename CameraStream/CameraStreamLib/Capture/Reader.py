"""Reads a source until it ends or is stopped: the loop of each capture, process or thread."""

import contextlib
import dataclasses
import queue
import threading
import time
from typing import Protocol

import numpy as np

from ..Shared import Commands
from ..Shared.Errors import SourceError, join
from ..Shared.Errors import tr as _
from ..Shared.Frame import FrameRegion
from ..Shared.Settings import CaptureSettings
from ..Shared.State import State
from .OpenCV import cv2
from .Outputs.Taps import Taps
from .Playback import Playback
from .Sources.OpenSource import openSource
from .Undistortion import Undistortion

RECONNECT_SECONDS = (0.25, 0.5, 1.0, 2.0)
"""Waits between attempts to reopen a lost source, s; the last one repeats. After a loose contact the image is back at
once, and a camera that is off overnight is tried no more often than every two seconds."""

POSITION_SECONDS = 0.1
"""Interval at which the position in a file is reported, s: often enough for a label."""

ROUNDING = 0.01
"""Values of a camera control that differ by less count as equal: the panel shows two decimals."""

COLOR_CODES = {
    (1, 3): cv2.COLOR_GRAY2RGB,
    (3, 3): cv2.COLOR_BGR2RGB,
    (4, 3): cv2.COLOR_BGRA2RGB,
    (3, 1): cv2.COLOR_BGR2GRAY,
    (4, 1): cv2.COLOR_BGRA2GRAY,
}
"""From OpenCV's channels to the volume's, as (channels read, channels shown)."""


class FrameSink(Protocol):
    """Takes a reader's frames and status."""

    def report(self, state: State, message: str = "") -> None:
        """Set the capture's state, and a message for the user."""

    def inform(self, **changes) -> None:
        """Update fields of the CaptureInfo."""

    def buffer(self, shape: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
        """Memory for the next frame."""

    def deliver(self, timestamp: float, region: FrameRegion) -> int:
        """Make the frame in ``buffer``, read at ``timestamp`` (perf_counter, s), the newest one. Returns its number,
        from 1."""


class Reader:
    """Opens a source, reads it, reopens it when it is lost, and passes each frame to a sink. Commands (see
    Shared.Commands) are handled before the next frame is read.

    :param isRestart: whether an earlier process delivered frames: then the source is lost, and waited for
    :param taps: further receivers of each frame
    """

    def __init__(
        self,
        settings: CaptureSettings,
        sink: FrameSink,
        commands: queue.SimpleQueue,
        isRestart: bool = False,
        taps: Taps | None = None,
    ):
        self._isRestart = isRestart
        self._settings = settings
        self._sink = sink
        self._commands = commands
        self._asked: list[Commands.Command] = []  # a command that came while waiting for the next frame
        self._crop = settings.crop
        self._controls: dict[str, float] = {}  # to be set again when the source is reopened
        self._undistortion = Undistortion()
        self._toldCalibration = None  # of a recording
        self._notice = ""
        self._taps = taps or Taps(str(settings.source), sink.inform)
        self._playback: Playback | None = None
        self._positionTime = 0.0
        self._stop = threading.Event()
        self._attempt = 0  # to reopen the source, since the last frame

    def stop(self) -> None:
        """Make ``run`` return after the current read; from any thread."""
        self._stop.set()
        self._commands.put(Commands.Wake())

    @property
    def _isStopped(self) -> bool:
        # A script may exit without a stop; Python would then wait for the threads of a recording.
        return self._stop.is_set() or not threading.main_thread().is_alive()

    def run(self) -> None:
        """Read until the source ends (Stopped) or fails (Failed), or until ``stop`` is called."""
        try:
            self._readUntilEnd()
        except SourceError as error:
            self._sink.report(State.FAILED, error.text)
        except Exception as error:  # of OpenCV or a driver: if it were not reported, the state would remain "Opening"
            reason = self._settings.source.redact(" ".join(f"{type(error).__name__}: {error}".split()))
            self._sink.report(State.FAILED, _("The source cannot be read ({reason}).").format(reason=reason))
        self._sink.inform(isReleased=True)
        self.finish()

    def finish(self) -> None:
        """Complete recordings; waits for that, FINISH_SECONDS at most; from any thread."""
        with contextlib.suppress(queue.Empty, IndexError):
            while True:  # a lost camera handles no commands, although its last seconds are to be saved
                command = self._asked.pop() if self._asked else self._commands.get_nowait()
                if isinstance(command, (Commands.SetPlacement, Commands.SaveLast)):
                    self._taps.handle(command)
        self._taps.finish()

    def _readUntilEnd(self) -> None:
        if self._isRestart:
            source = self._reconnect(_("The capture was interrupted."))
        else:
            self._sink.report(State.OPENING)
            source = self._open()
        while source:
            try:
                count = self._readUntilLost(source)
            finally:
                source.release()
            if self._isStopped:
                return
            if source.live:
                source = self._reconnect(_("The source was lost.") if count else _("The source is not sending frames."))
            elif count == 0:
                raise SourceError(_('"{source}" has no readable frames. Check the file.'), source=self._settings.source)
            elif self._settings.loop:
                source = self._open()
            else:
                message = _("End of file: {count} frames.").format(count=count)
                self._sink.report(State.STOPPED, join(message, source.notice))
                return

    def _readUntilLost(self, source) -> int:
        """Deliver frames until there are no more; returns how many there were."""
        count = 0
        self._playback = Playback(source)
        while not self._isStopped:
            self._handleCommands(source)
            delay = self._playback.delay()
            if delay is None or delay > 0:
                self._await(delay)
                continue
            source.isEachWanted = self._taps.isEachWanted
            frame = source.read()
            timestamp = time.perf_counter()
            if self._isStopped:
                break
            if frame is None:
                if self._playback.turnBack():
                    continue
                break
            self._playback.markRead()
            self._informPosition(source)
            self._deliver(source, frame, timestamp)
            if count == 0:
                self._attempt = 0
                self._sink.report(State.STREAMING)
            count += 1
        return count

    def _open(self):
        source = openSource(self._settings, self._sink.inform)
        for name, value in self._controls.items():
            source.setControl(name, value)
        self._taps.rates = (source.frameRate or source.granted["frameRate"], source.frameRate > 0)
        self._sink.inform(
            granted=source.granted,
            controls=source.controls(),
            controlRanges=source.controlRanges(),
            placement=source.placement,
        )
        return source

    def _await(self, seconds: float | None) -> None:
        """Wait for a command, with a time-out."""
        with contextlib.suppress(queue.Empty):
            self._asked.append(self._commands.get(timeout=seconds))

    def _handleCommands(self, source=None) -> None:
        """Handle the commands since the last frame."""
        while self._asked or not self._commands.empty():
            command = self._asked.pop() if self._asked else self._commands.get()
            match command:
                case Commands.SetCrop():
                    self._crop = command.rectangle
                case Commands.SetCalibration():
                    self._undistortion.asked = command
                case Commands.SetControl():
                    self._setControl(source, command.name, command.value)
                case Commands.Pause() | Commands.Step() | Commands.Seek():
                    if source:
                        self._playback.handle(command)
                        self._positionTime = 0.0
                        self._informPosition(source)
                case _:
                    self._taps.handle(command)

    def _setControl(self, source, name: str, value: float) -> None:
        if not source:  # it is lost: set when it is reopened
            self._remember(name, value)
            return
        source.setControl(name, value)
        controls = source.controls()
        notice = ""
        if name not in controls:
            notice = _("This source does not support {name}.").format(name=name)
        else:
            self._remember(name, value)
            if abs(controls[name] - value) > ROUNDING:
                notice = _("The camera set {name} to {granted:g} instead of {value:g}.").format(
                    name=name, granted=controls[name], value=value
                )
        self._sink.inform(controls=controls, notice=notice)

    def _remember(self, name: str, value: float) -> None:
        """In the order in which they were set: an exposure takes effect only once auto exposure is off."""
        self._controls.pop(name, None)
        self._controls[name] = value

    def _informPosition(self, source) -> None:
        now = time.perf_counter()
        if source.count and (self._playback.isPaused or now - self._positionTime > POSITION_SECONDS):
            self._positionTime = now
            self._sink.inform(position=self._playback.position())

    def _cropped(self, frame: np.ndarray, offset: tuple[int, int], notice: str) -> tuple[np.ndarray, tuple[int, int]]:
        """The part of ``frame``, whose ``offset`` in the source's image is given, that lies in the crop rectangle, or
        all of it if none does; and its offset. ``notice`` is reported unless the crop has one of its own."""
        left, top, width, height = self._crop
        if width and height:
            first = [max(0, begin - moved) for begin, moved in zip((left, top), offset)]
            end = [max(0, begin - moved) for begin, moved in zip((left + width, top + height), offset)]
            inside = frame[first[1] : end[1], first[0] : end[0]]
            if inside.size:
                frame, offset = inside, (offset[0] + first[0], offset[1] + first[1])
            else:
                text = _("The crop is outside the image ({width} x {height}), so all of it is shown. Change the crop.")
                notice = text.format(width=frame.shape[1], height=frame.shape[0])
        if notice != self._notice:
            self._notice = notice
            self._sink.inform(notice=notice)
        return frame, offset

    def _deliver(self, source, frame: np.ndarray, timestamp: float) -> None:
        sourceSize = source.sourceSize or (frame.shape[1], frame.shape[0])
        if source.calibration != self._toldCalibration:
            self._toldCalibration = source.calibration
            self._sink.inform(calibration=source.calibration)
        problem = self._undistortion.prepare(sourceSize, source.calibration)
        whole = frame
        frame, offset = self._cropped(frame, source.offset, join(source.notice, problem))
        if frame.dtype not in (np.uint8, np.uint16):
            problem = _("Frames of type {dtype} cannot be shown. Use a source with 8 or 16 bits.")
            raise SourceError(problem, dtype=frame.dtype)
        raw, calibration = frame, self._undistortion.calibration
        rawRegion = FrameRegion(offset, sourceSize, source.tracking, calibration, source.recorded)
        region = rawRegion
        if self._undistortion.isOn:
            frame = self._undistortion.undistorted(whole, source.offset, offset, frame.shape)
            region = dataclasses.replace(rawRegion, calibration=calibration.undistorted())
        height, width = frame.shape[:2]
        channels = frame.shape[2] if frame.ndim == 3 else 1
        shown = 1 if self._settings.grayscale else 3
        if (channels, shown) not in (*COLOR_CODES, (1, 1)):
            problem = _("Frames with {channels} channels cannot be shown. Use a grayscale or a color source.")
            raise SourceError(problem, channels=channels)
        buffer = self._sink.buffer((height, width) if shown == 1 else (height, width, shown), frame.dtype)
        if channels == shown == 1:
            np.copyto(buffer, frame.reshape(height, width))
        else:
            cv2.cvtColor(frame, COLOR_CODES[channels, shown], dst=buffer)
        number = self._sink.deliver(timestamp, region)
        if self._undistortion.asked.isRawRecorded:
            frame, region = raw, rawRegion
        self._taps.put(frame, number, timestamp, region)

    def _reconnect(self, message: str):
        """Reopen the lost source, however long it takes; None if stopped."""
        while True:
            self._sink.report(State.RECONNECTING, message)
            if self._stop.wait(RECONNECT_SECONDS[min(self._attempt, len(RECONNECT_SECONDS) - 1)]) or self._isStopped:
                return None
            self._handleCommands()
            self._attempt += 1
            try:
                return self._open()
            except (SourceError, cv2.error, OSError) as error:
                message = self._settings.source.redact(getattr(error, "text", str(error)))
