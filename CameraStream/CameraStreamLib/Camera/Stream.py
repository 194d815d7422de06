"""One camera, from Start to Stop: its capture, its volume, its views, and what state it is in."""

import dataclasses
import logging
import math
import time
from collections.abc import Callable, Sequence

from ..Acquisition.CaptureProcess import LATE_TICK_SECONDS
from ..Shared.Calibration import Calibration, fitting, fittingFrame
from ..Shared.CaptureInfo import CaptureInfo, Position
from ..Shared.Commands import Pause, Seek, SetControl, SetCrop, Step
from ..Shared.Errors import SourceError, join
from ..Shared.Errors import tr as _
from ..Shared.Frame import Frame
from ..Shared.Settings import CaptureSettings
from ..Shared.State import State
from ..View.StreamView import StreamView
from ..Volume.FrameVolume import FrameVolume
from .FrameTimes import FrameTimes, StreamStatistics
from .Publishing import Publishing
from .Recordings import Recordings
from .SequenceRecorder import SequenceRecorder
from .Translation import translated

STALL_SECONDS = 1.0
"""A source without a frame for this long (or for three of its own intervals, if it is slower) is shown as stalled: at
two or three seconds a surgeon has already acted on an old image, and below one second every Wi-Fi hiccup would raise
the alarm."""

HOLD_SECONDS = 1 / 60
"""A frame that has missed its time is passed over for the next one if that is due so soon: a refresh of a screen."""


class Stream:
    """One camera, from Start to Stop. ``state``, ``error``, ``volumeNode`` and ``statistics`` tell how it is.

    All methods are called on the GUI thread, and none of them waits.

    :param capture: what reads the source (CaptureThread, or anything with its interface), not started yet
    :param volume: what the frames are written into
    :param views: that show the volume
    :param recordings, publishing: what else is done with the frames of this capture
    :param onStateChanged: called with the stream after each change of ``state``, ``message`` or ``isFrozen``
    :param processors: of the camera, to which ``addProcessor`` adds
    """

    def __init__(
        self,
        settings: CaptureSettings,
        capture,
        volume: FrameVolume,
        views: Sequence[StreamView],
        recordings: Recordings,
        publishing: Publishing,
        onStateChanged: Callable,
        processors=None,
    ):
        self.settings = settings
        self.state = State.IDLE
        self.message = ""
        self.isFrozen = False
        self.frame: Frame | None = None
        self.volume = volume
        self.processors = processors
        self.sequenceRecorder: SequenceRecorder | None = None
        self.calibrations: tuple[Calibration, ...] = ()  # that are known of the camera
        self._capture = capture
        self._views = views
        self._recordings = recordings
        self.stopRecording, self.keepLast = recordings.stop, recordings.keepLast
        self._publishing = publishing
        self._onStateChanged = onStateChanged
        self._observers: list[Callable[[Stream], None]] = []
        self._times = FrameTimes()
        self._waiting: Frame | None = None  # to be shown at the next tick
        self._framesDropped = 0
        self._number = 0  # of the newest frame that was seen here, shown or not
        self._lastSign = 0.0  # time of the last frame, or of the last tick that came late, s
        self._lastTick = 0.0

    @property
    def volumeNode(self):
        """The node that shows the newest frame."""
        return self.volume.node

    @property
    def source(self) -> str:
        """The source, without its password."""
        return str(self.settings.source)

    @property
    def error(self) -> str:
        """What is wrong and what to do about it, in one sentence; "" if nothing is."""
        return self.message if self.state in (State.FAILED, State.STALLED, State.RECONNECTING) else ""

    @property
    def wholeCalibration(self) -> Calibration | None:
        """Of the source's whole image as it comes, at its size; None before the first frame, or where none is known.

        :raises SourceError: if those that are known are for images of another aspect
        """
        return fitting(self.calibrations, self.frame.sourceSize) if self.frame else None

    @property
    def calibration(self) -> Calibration | None:
        """How a point in front of the camera comes to its pixel in the image that is shown, after crop and
        undistortion; None for a camera that is not calibrated at this size."""
        return fittingFrame(self.calibrations, self.frame) if self.frame else None

    @property
    def statistics(self) -> StreamStatistics:
        height, width = self.frame.pixels.shape[:2] if self.frame else (0, 0)
        return StreamStatistics(
            size=(width, height),
            framesCaptured=self._capture.framesCaptured,
            framesShown=self._times.count,
            framesDropped=self._framesDropped,
            framesPerSecond=self._times.framesPerSecond,
            latencyMs=self._times.latencyMs,
        )

    @property
    def nextFrameSeconds(self) -> float | None:
        """In how many seconds the next frame is to be shown, by the source's own intervals (never, while frozen); None
        if unknown: it is not streaming, is late, or is read by a thread of this process, which runs only at ticks."""
        if self._waiting:
            return 0.0
        interval = self._times.interval
        if self.state is not State.STREAMING or not interval or not self._capture.isIndependent:
            return None
        if self.isFrozen:
            return math.inf
        if self._capture.newestTime > self.frame.timestamp and not self._isMissed():
            return 0.0
        due = self._dueSeconds
        return due if due > -interval else None

    @property
    def _dueSeconds(self) -> float:
        """From now to the time of the frame after the newest one, by the source's own intervals."""
        return self._capture.newestTime + self._times.interval - time.perf_counter()

    @property
    def info(self) -> CaptureInfo:
        """What the capture says of its source. Nothing while there is none."""
        return self._capture.info if self.state.isActive else CaptureInfo()

    @property
    def position(self) -> Position | None:
        """Position in a file; None if it is not a file, or before its first frame."""
        return self.info.position

    @property
    def isReleasing(self) -> bool:
        """Whether the source is still held after a stop; the next calls of ``update`` let the capture release it."""
        return not self.state.isActive and self._capture.isAlive

    def addObserver(self, callback: Callable[["Stream"], None]) -> None:
        """Call ``callback(stream)`` on the GUI thread after each frame is written: the node is up to date, and
        ``stream.frame`` has the frame's pixels, number and time stamp.

        A callback that raises an exception is removed, with the exception in the log; the stream goes on.
        """
        self._observers.append(callback)

    def removeObserver(self, callback: Callable[["Stream"], None]) -> None:
        """Stop calling ``callback``; no error if it was not added."""
        if callback in self._observers:
            self._observers.remove(callback)

    def start(self) -> None:
        """Open the source; returns at once. Once only: ``logic.start`` makes another stream.

        :raises SourceError: if it runs, or has ended
        """
        if self.state is not State.IDLE:
            raise SourceError(_("A stream can be started only once. Call logic.start again."))
        self._capture.start()
        self._changeState(State.OPENING)

    def stop(self) -> None:
        """Stop; returns at once. The last image stays. Stopping twice is not an error."""
        self._end(State.STOPPED)

    def setCrop(self, rectangle: tuple[int, int, int, int]) -> None:
        """Show only (left, top, width, height), pixels of the source's image; all of it if width or height is 0.
        Each pixel stays where it is in space.

        :raises SourceError: if it is not a rectangle
        """
        self._capture.send(SetCrop(rectangle))

    def setControl(self, name: str, value: float) -> None:
        """Set a control of the camera (``Capture.Controls``): ``info["controls"]`` has those that it has, and a little
        later what came of it.

        :raises SourceError: if these are not a name and a number
        """
        self._capture.send(SetControl(name, value))

    def publish(self, port: int = 18944, deviceName: str = "Camera", host: str = "127.0.0.1") -> None:
        """Send each captured frame, shown or not, to every OpenIGTLink client that connects to ``port`` (0 for any that
        is free), where the volume is in space. ``host`` is the address of this computer to listen on: other computers
        reach "0.0.0.0" only. A little later ``info["publishing"]`` has address, clients, frames sent and skipped, or an
        error.

        :raises SourceError: if these cannot be a port and a name, or if the stream has ended
        :raises MissingPackageError: if pyigtl is not installed
        """
        if not self.state.isActive:
            raise SourceError(_("The camera is not running. Start it before publishing."))
        self._publishing.start(port, deviceName, host)

    @property
    def isPublishing(self) -> bool:
        """Whether ``publish`` was asked for; ``info["publishing"]`` has the result."""
        return self.state.isActive and self._publishing.isOn

    def stopPublishing(self) -> None:
        """Disconnect the OpenIGTLink clients; no error if there are none."""
        self._publishing.stop()

    recording = property(lambda self: self._recordings.recording, doc=Recordings.recording.__doc__)
    saved = property(lambda self: self._recordings.saved, doc=Recordings.saved.__doc__)
    keptSeconds = property(lambda self: self._recordings.keptSeconds, doc="What ``keepLast`` was given, s.")

    def record(self, path, codec: str | None = None) -> None:
        """See Recordings.record."""
        self._recordings.record(path, codec, self.frame)

    def saveLast(self, path, codec: str | None = None) -> None:
        """See Recordings.saveLast."""
        self._recordings.saveLast(path, codec, self.frame)

    def pause(self, isPaused: bool = True) -> None:
        """Pause at the frame shown, or continue; for files."""
        self._capture.send(Pause(isPaused))

    def step(self, frames: int = 1) -> None:
        """Pause, and go forward by so many frames (back, if negative); for files.

        :raises SourceError: if that is not a whole number
        """
        self._capture.send(Step(frames))

    def seek(self, seconds: float | None = None, *, frame: int | None = None) -> None:
        """Go to the frame at a time after the first one (s), or to the frame of a number, from 1; for files.

        :raises SourceError: if neither is given, or it is not a time or a whole number
        """
        self._capture.send(Seek(seconds, frame))

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
            raise SourceError(_("The camera is not running. Press Start first."))
        if self.sequenceRecorder and self.sequenceRecorder.isActive:
            raise SourceError(_("A sequence is already being recorded. Stop it first."))
        self.sequenceRecorder = SequenceRecorder(self, limitMegabytes)
        return self.sequenceRecorder

    def stopSequence(self):
        """End the recording to a sequence.

        :returns: its browser node, or None if nothing was recorded
        """
        return self.sequenceRecorder.stop() if self.sequenceRecorder else None

    def addProcessor(self, processor, **parameters):
        """Have a program look at each frame, in a process of its own: a built-in by its name ("Contrast"), or a Python
        file, which is allowed to run hereby. It belongs to the camera, and lives over Stop and Start.

        :param parameters: values by name
        :returns: the Processor: ``results``, ``nodes``, ``error``, ``change``, ``remove``
        :raises SourceError: if there is no such processor, or there are too many
        :raises MissingPackageError: if it needs a package that is not installed, and may not be
        """
        return self.processors.add(processor, parameters)

    def freeze(self, isFrozen: bool = True) -> None:
        """Freeze the image, or continue; the source is still read. No effect after the end."""
        if self.state.isActive and bool(isFrozen) != self.isFrozen:
            self.isFrozen = bool(isFrozen)
            self._keepPixels()
            self._showViews()
            self._onStateChanged(self)

    def endTick(self) -> None:
        """All cameras have been updated: the views render what has changed, once."""
        for view in self._views:
            view.endWrite()

    def close(self) -> None:
        """Stop, and leave no mark in the view."""
        self.stop()
        for view in self._views:
            view.close()

    def update(self) -> bool:
        """Write the newest frame, if there is a new one, and follow the capture's state; to be called at every tick.

        :returns: whether a frame was written
        """
        self._recordings.follow(self.frame)
        if not self.state.isActive:
            self.stopSequence()
            if self.isReleasing:
                self._capture.newestFrame()  # in which a thread gets its turn to close the source, a process is ended
            return False
        if not self.volumeNode.GetScene():
            self._end(State.STOPPED, _("Stopped because the output volume was deleted."))
            return False
        try:
            status = self._capture.status  # before the frame, which may be the last one of a file
            isBehind = self._waiting is not None
            frame = self._nextFrame()
            if frame:
                self._receive(frame)
            for view in self._views:
                view.follow()
        except Exception as error:
            logging.exception("CameraStream: a frame could not be written")
            self._end(State.FAILED, _("The image cannot be shown: {error}").format(error=getattr(error, "text", error)))
            return False
        # An observer of the node may have stopped the stream. What was waiting is older than the status.
        if self.state.isActive and not isBehind and not self._waiting:
            self._follow(*status)
        self._publishing.follow()
        isShown = frame is not None and frame is self.frame
        if isShown:
            self._callObservers()
        return isShown

    def _nextFrame(self) -> Frame | None:
        """The newest frame, if there is a new one; some ticks later, if it is the first of its size: memory for it is
        work enough for these."""
        frame, self._waiting = self._waiting, None
        isThere = self._capture.framesCaptured > self._number
        isWaiting = isThere and self._maySkip and any(view.mustWait() for view in self._views)
        if not frame and not isWaiting and not self._isMissed():
            frame = self._capture.newestFrame()
        if frame and not self.isFrozen and self.volume.prepare(frame.pixels):
            frame, self._waiting = None, frame
        return frame

    def _isMissed(self) -> bool:
        """Whether to wait for the next frame instead of showing this one, which is old because the GUI was busy.

        A rendering of an old frame keeps the next one waiting, which is then as old.
        """
        # It may come a little late.
        interval = self._times.interval
        return self._maySkip and -interval / 4 < self._dueSeconds < min(interval / 2, HOLD_SECONDS)

    @property
    def _maySkip(self) -> bool:
        """Whether a frame may give way to the next. Of a film every frame counts, and so it does where somebody else
        sees it than who looks at the view."""
        isSeen = any(view.isSeen for view in self._views)
        return isSeen and not self._observers and self._capture.isIndependent and not self.position

    def _receive(self, frame: Frame) -> None:
        skipped, self._number = frame.number - self._number - 1, frame.number
        self._lastSign = time.perf_counter()
        if not self.isFrozen:
            self._framesDropped += skipped
            self._write(frame)

    def _write(self, frame: Frame) -> None:
        # A crop leaves the view as it is, so that the image does not jump.
        isCropChange = self.frame is not None and self.frame.sourceSize == frame.sourceSize
        if not self.frame:
            for view in self._views:
                view.place(self.info.placement)
        self.frame = frame  # nothing holds the one before: VTK replaces memory that is in use elsewhere
        for view in self._views:
            view.beginWrite()
        isNewSize = self.volume.write(frame)
        self._times.add(frame)
        if isNewSize and not isCropChange:
            for view in self._views:
                view.show(self.isLive, isFitted=True)

    @property
    def isLive(self) -> bool:
        """Whether it is active, and not frozen."""
        return self.state.isActive and not self.isFrozen

    def _follow(self, state: State, message: str) -> None:
        """Take over the capture's state; a live source that is late is stalled, which only this side can see."""
        if not state.isActive:
            self._end(state, message)
            return
        now = time.perf_counter()
        if now - self._lastTick > LATE_TICK_SECONDS:
            self._lastSign = now
        self._lastTick = now
        silence = now - self._lastSign
        isSilent = silence > STALL_SECONDS and silence > 3 * self._times.interval
        # A film may rest on an image: it is paused, or has a gap.
        if state is State.STREAMING and isSilent and self.position is None:
            state = State.STALLED
            message = _("No new images: the image shown is old. Check the camera and its cable.")
        elif state is State.RECONNECTING:
            message = join(message, _("Reconnecting. The image shown is old."))
        self._changeState(state, message)

    def _end(self, state: State, message: str = "") -> None:
        if self.state.isActive:
            self._waiting = None
            self._keepPixels()
            self._capture.stop(self._recordings.isActive)
            self._changeState(state, message)

    def _keepPixels(self) -> None:
        """They are lent until the next frame is asked for; the volume has them for longer. A copy would take as long as
        new memory does: 60 ms of a 4K frame were measured, at the press of a button."""
        if self.frame:
            pixels = self.volume.pixels
            if pixels is None or pixels.shape != self.frame.pixels.shape or pixels.dtype != self.frame.pixels.dtype:
                pixels = self.frame.pixels.copy()  # a script has done something to the volume
            self.frame = dataclasses.replace(self.frame, pixels=pixels)

    def _changeState(self, state: State, message: str = "") -> None:
        """The one place where the state changes."""
        if (state, message) == (self.state, self.message):
            return
        wasActive, self.state, self.message = self.state.isActive, state, message
        if state is State.FAILED:
            logging.error(f"CameraStream: {self.source}: {message}")
        self._showViews(isChanged=wasActive != state.isActive)
        self._onStateChanged(self)

    def _showViews(self, isChanged: bool = True) -> None:
        """What is shown and not live is marked as such, but for an image that the user has stopped. A view that is gone
        stops nothing.

        :param isChanged: whether the image has become live, or is so no longer
        """
        isOld = self.state in (State.STALLED, State.RECONNECTING, State.FAILED)
        mark = _("OLD IMAGE") if isOld else _("FROZEN") if self.isFrozen and self.state.isActive else ""
        for view in self._views:
            try:
                if isChanged:
                    view.show(self.isLive)
                view.mark(translated(mark))
            except Exception:
                logging.exception("CameraStream: a view could not be changed")

    def _callObservers(self) -> None:
        for callback in tuple(self._observers):
            try:
                callback(self)
            except Exception:
                logging.exception("CameraStream: an observer failed and was removed")
                self.removeObserver(callback)
