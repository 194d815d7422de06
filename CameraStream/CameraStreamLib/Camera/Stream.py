"""One camera: its capture, its volume, its view, and what state it is in."""

import collections
import dataclasses
import logging
import statistics
import time
from collections.abc import Callable

import numpy as np

from ..Acquisition.CaptureProcess import LATE_TICK_SECONDS
from ..Acquisition.Dependencies import ensurePyigtl
from ..Shared.Errors import SourceError
from ..Shared.Frame import Frame
from ..Shared.Numbers import isNumber
from ..Shared.Settings import CaptureSettings, checkCrop
from ..Shared.State import State
from ..View.SliceDisplay import ViewSettings
from ..View.StreamView import StreamView
from ..Volume.FrameVolume import FrameVolume
from ..Volume.ParentTransform import ParentTransform
from .Publishing import Publishing
from .StreamRecording import StreamRecording

STALL_SECONDS = 1.0
"""A source without a frame for this long (or for three of its own intervals, if it is slower) is shown as stalled: at
two or three seconds a surgeon has already acted on an old image, and below one second every Wi-Fi hiccup would raise
the alarm."""

RATE_SECONDS = 2.0
"""The frame rate shown is the mean over this long: one second makes the last digit flicker."""

LATENCIES_KEPT = 60
"""The latency shown is the median of this many frames, two seconds of a usual camera, for the same reason."""

HOLD_SECONDS = 1 / 60
"""A frame that has missed its time is passed over for the next one if that is due so soon: a refresh of a screen."""

INTERVALS_KEPT = 5
"""Whether a source is slow is judged by the median of this many intervals: one gap does not make it so."""


@dataclasses.dataclass(frozen=True)
class StreamStatistics:
    """How a stream is doing.

    ``size`` is (width, height) in pixels, (0, 0) before the first frame. ``framesDropped`` were captured but replaced
    by a newer one before the GUI came to show them. ``framesPerSecond`` is the rate shown over the last 2 s,
    ``latencyMs`` the median time from ``read()`` to the node over the last 60 frames.
    """

    size: tuple[int, int]
    framesCaptured: int
    framesShown: int
    framesDropped: int
    framesPerSecond: float
    latencyMs: float


class Stream(StreamRecording):
    """One camera, from Start to Stop. ``state``, ``error``, ``volumeNode`` and ``statistics`` tell how it is.

    All methods are called on the GUI thread, and none of them waits.

    :param capture: what reads the source (CaptureThread, or anything with its interface), not started yet
    :param volume: what the frames are written into
    :param view: how to show it
    :param onStateChanged: called with the stream after each change of ``state``, ``message`` or ``isFrozen``
    """

    def __init__(
        self, settings: CaptureSettings, capture, volume: FrameVolume, view: ViewSettings, onStateChanged: Callable
    ):
        super().__init__()
        self.settings = settings
        self.state = State.IDLE
        self.message = ""
        self.isFrozen = False
        self.frame: Frame | None = None
        self._waiting: Frame | None = None  # to be shown at the next tick
        self._capture = capture
        self.volume = volume
        self._view = StreamView(volume, view)
        self._parent = ParentTransform(volume.node, settings.source.transformName or f"{volume.node.GetName()} pose")
        self._publishing = Publishing(capture, volume)
        self._onStateChanged = onStateChanged
        self._observers: list[Callable[[Stream], None]] = []
        self._framesShown = 0
        self._framesDropped = 0
        self._number = 0  # of the newest frame that was seen here, shown or not
        self._showTimes = collections.deque()
        self._latencies = collections.deque(maxlen=LATENCIES_KEPT)
        self._intervals = collections.deque(maxlen=INTERVALS_KEPT)
        self._interval = 0.0  # the median of these, s; 0 before the second frame
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
        """What is wrong and what to do about it, in one sentence; "" where nothing is."""
        return self.message if self.state in (State.FAILED, State.STALLED, State.RECONNECTING) else ""

    @property
    def statistics(self) -> StreamStatistics:
        now = time.perf_counter()
        recent = [shown for shown in self._showTimes if now - shown <= RATE_SECONDS]
        height, width = self.frame.pixels.shape[:2] if self.frame else (0, 0)
        return StreamStatistics(
            size=(width, height),
            framesCaptured=self._capture.framesCaptured,
            framesShown=self._framesShown,
            framesDropped=self._framesDropped,
            framesPerSecond=(len(recent) - 1) / max(now - recent[0], 1e-3) if len(recent) > 1 else 0.0,
            latencyMs=statistics.median(self._latencies) if self._latencies else 0.0,
        )

    @property
    def nextFrameSeconds(self) -> float | None:
        """In how many seconds the next frame is expected, by the source's own intervals; None if nobody knows: it does
        not stream, is late, or is read by a thread of this process, which runs at the ticks only."""
        if self._waiting:
            return 0.0
        if self.state is not State.STREAMING or not self._interval or not self._capture.isIndependent:
            return None
        if self._capture.newestTime > self.frame.timestamp and not self._isMissed():
            return 0.0
        due = self._dueSeconds
        return due if due > -self._interval else None

    @property
    def _dueSeconds(self) -> float:
        """From now to the time of the frame after the newest one, by the source's own intervals."""
        return self._capture.newestTime + self._interval - time.perf_counter()

    @property
    def info(self) -> dict:
        """What the capture says of its source: see Capture.Reader. Empty while there is none."""
        return self._capture.info if self.state.isActive else {}

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
        """Call ``callback`` no more; one that is not there is no error."""
        if callback in self._observers:
            self._observers.remove(callback)

    def start(self) -> None:
        """Open the source; returns at once. Once only: ``logic.start`` makes another stream.

        :raises SourceError: if it runs, or has ended
        """
        if self.state is not State.IDLE:
            raise SourceError("A stream is started once: call logic.start again.")
        self._capture.start()
        self._changeState(State.OPENING)

    def stop(self) -> None:
        """Let go of the source; returns at once. The last image stays. Stopping twice is no error."""
        self._end(State.STOPPED)

    def show(self, view: ViewSettings) -> None:
        """Show the image in another way: in another view, turned, mirrored, or with another spacing. What has not
        changed is left as it is in the volume, whoever set it.

        :raises SourceError: if there is no such view
        """
        self._view.change(view, self._isLive)

    @property
    def isInView(self) -> bool:
        """Whether its view shows the image, and no other one."""
        return self._view.isShown

    def putBackIntoView(self) -> None:
        """Have the view show the image again, just as it is."""
        self._view.putBack()

    def setCrop(self, rectangle: tuple[int, int, int, int]) -> None:
        """Show what lies in (left, top, width, height), pixels of the source's image; all of it for no width or
        height. Each pixel stays where it is in space.

        :raises SourceError: if it is no rectangle
        """
        checkCrop(rectangle)
        self._capture.send({"do": "crop", "rectangle": [int(value) for value in rectangle]})

    def setControl(self, name: str, value: float) -> None:
        """Set a control of the camera (``Capture.Controls``): ``info["controls"]`` has those that it has, and a little
        later what came of it.

        :raises SourceError: if these are no name and no number
        """
        # The capture would end at them, and with it the recording.
        if not isinstance(name, str) or not name.isprintable():
            raise SourceError(f'{name!r} is no name of a control: give one of info["controls"], such as "gain".')
        if not isNumber(value) and not isinstance(value, (bool, np.bool_)):  # an automatic is on or off
            raise SourceError(f"{value!r} is no value for {name}: give a number.")
        self._capture.send({"do": "control", "control": name, "value": float(value)})

    def publish(self, port: int = 18944, deviceName: str = "Camera", host: str = "127.0.0.1") -> None:
        """Send each captured frame, shown or not, to every OpenIGTLink client that connects to ``port`` (0 for any that
        is free), at the volume's place. ``host`` is the address of this computer to listen on: other computers reach
        "0.0.0.0" only. A little later ``info["publish"]`` has address, clients, frames sent and skipped, or an error.

        :raises SourceError: if these cannot be a port and a name, or if the stream has ended
        :raises MissingPackageError: if pyigtl is not installed, and may not be
        """
        if not self.state.isActive:
            raise SourceError("Only a camera that is on can be published: start it first.")
        ensurePyigtl()
        self._publishing.start(port, deviceName, host)

    @property
    def isPublishing(self) -> bool:
        """Whether ``publish`` was asked for; ``info["publish"]`` tells what came of it."""
        return self.state.isActive and self._publishing.isOn

    def stopPublishing(self) -> None:
        """Let the OpenIGTLink clients go; no error if there are none."""
        self._publishing.stop()

    def freeze(self, isFrozen: bool = True) -> None:
        """Keep the image as it is, or go on; the source is read all the time. Nothing changes after the end."""
        if self.state.isActive and bool(isFrozen) != self.isFrozen:
            self.isFrozen = bool(isFrozen)
            self._keepPixels()
            self._view.show(self._isLive)
            self._mark()
            self._onStateChanged(self)

    def close(self) -> None:
        """Stop, and leave no mark in the view."""
        self.stop()
        self._view.close()

    def update(self) -> bool:
        """Write the newest frame, if there is a new one, and follow the capture's state; to be called at every tick.

        :returns: whether a frame was written
        """
        self._followRecording()
        if not self.state.isActive:
            if self.isReleasing:
                self._capture.newestFrame()  # in which a thread gets its turn to close the source, a process is ended
            return False
        if not self.volumeNode.GetScene():
            self._end(State.STOPPED, "Stopped, since the output volume was deleted.")
            return False
        try:
            status = self._capture.status  # before the frame, which may be the last one of a file
            isBehind = self._waiting is not None
            frame = self._nextFrame()
            if frame:
                self._receive(frame)
            self._view.follow()
        except Exception as error:
            logging.exception("CameraStream: a frame could not be written")
            self._end(State.FAILED, f"The image cannot be shown: {error}")
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
        if not frame and not self._isMissed():
            frame = self._capture.newestFrame()
        if frame and not self.isFrozen and self.volume.prepare(frame.pixels):
            frame, self._waiting = None, frame
        return frame

    def _isMissed(self) -> bool:
        """Whether to wait for the next frame instead of showing this one, which is old since the GUI was busy.

        A rendering of an old frame keeps the next one waiting, which is then as old. Of a film every frame counts, and
        so it does where somebody else sees it than who looks at the view.
        """
        if not self._view.isSeen or self._observers or not self._capture.isIndependent or self.position:
            return False
        # It may come a little late.
        return -self._interval / 4 < self._dueSeconds < min(self._interval / 2, HOLD_SECONDS)

    def _receive(self, frame: Frame) -> None:
        skipped, self._number = frame.number - self._number - 1, frame.number
        self._lastSign = time.perf_counter()
        if not self.isFrozen:
            self._framesDropped += skipped
            self._write(frame)

    def _write(self, frame: Frame) -> None:
        # A crop leaves the view as it is, so that the image does not jump.
        isCropChange = self.frame is not None and self.frame.sourceSize == frame.sourceSize
        if self.frame:
            self._intervals.append((frame.timestamp - self.frame.timestamp) / (frame.number - self.frame.number))
            self._interval = sorted(self._intervals)[len(self._intervals) // 2]
        else:
            self._view.place(self.info.get("place"))
        self.frame = frame  # nothing holds the one before: VTK replaces memory that somebody looks at
        if frame.tracking and frame.tracking.transform is not None:
            self._parent.follow(frame.tracking.transform)
        isNewSize = self.volume.write(frame)
        now = time.perf_counter()
        self._framesShown += 1
        self._latencies.append(1000 * (now - frame.timestamp))
        self._showTimes.append(now)
        while now - self._showTimes[0] > RATE_SECONDS:
            self._showTimes.popleft()
        if isNewSize and not isCropChange:
            self._view.show(self._isLive, isFitted=True)

    @property
    def _isLive(self) -> bool:
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
        isSilent = silence > STALL_SECONDS and silence > 3 * self._interval
        # A film may rest on an image: it is paused, or has a gap.
        if state is State.STREAMING and isSilent and self.position is None:
            state, message = State.STALLED, "No new image: what is shown is old. Check the camera and its cable."
        elif state is State.RECONNECTING:
            message += " Connecting again; what is shown is old."
        self._changeState(state, message)

    def _end(self, state: State, message: str = "") -> None:
        if self.state.isActive:
            self._waiting = None
            self._keepPixels()
            self._capture.stop()
            self._view.show(isLive=False)
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
        self.state, self.message = state, message
        if state is State.FAILED:
            logging.error(f"CameraStream: {self.source}: {message}")
        self._mark()
        self._onStateChanged(self)

    def _mark(self) -> None:
        """What is shown and not live is marked as such, but for an image that the user has stopped."""
        isOld = self.state in (State.STALLED, State.RECONNECTING, State.FAILED)
        self._view.mark("OLD IMAGE" if isOld else "FROZEN" if self.isFrozen and self.state.isActive else "")

    def _callObservers(self) -> None:
        for callback in tuple(self._observers):
            try:
                callback(self)
            except Exception:
                logging.exception("CameraStream: an observer failed and was removed")
                self.removeObserver(callback)
