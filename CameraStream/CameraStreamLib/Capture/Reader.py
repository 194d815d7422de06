"""Reads one source until it ends or is told to stop: the loop that a capture, thread or process, runs."""

import queue
import threading
import time
from typing import Protocol

import numpy as np

from ..CaptureTypes import CaptureSettings, State, Tracking
from ..Source import SourceError
from .Camera import openSource
from .OpenCV import cv2

RECONNECT_SECONDS = (0.25, 0.5, 1.0, 2.0)
"""Waits between attempts to open a lost source, seconds; the last one repeats. A cable that was only loose is back at
once, and a camera that is off for the night is asked no more than every two seconds."""

TAP_SECONDS = 1.0
"""How long each tap may take to end after the last frame, s."""

LATE_SECONDS = 0.25
"""A paced source that is later than this (the computer slept, or is too slow) goes on from now instead of hurrying."""

ROUNDING = 0.01
"""Values of a camera's control that differ by less are the same: the panel shows two decimals."""

COLOR_CODES = {
    (1, 3): cv2.COLOR_GRAY2RGB,
    (3, 3): cv2.COLOR_BGR2RGB,
    (4, 3): cv2.COLOR_BGRA2RGB,
    (3, 1): cv2.COLOR_BGR2GRAY,
    (4, 1): cv2.COLOR_BGRA2GRAY,
}
"""From OpenCV's channels to the volume's, as (channels read, channels shown)."""


class FrameSink(Protocol):
    """Where a reader puts its frames and says how it is."""

    def report(self, state: State, message: str = "") -> None:
        """The capture is in ``state``; ``message`` is one sentence for the user."""

    def inform(self, **info) -> None:
        """Say something else about the capture, by name, of what JSON can hold."""

    def buffer(self, shape: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
        """Memory for the next frame."""

    def publish(
        self, timestamp: float, offset: tuple[int, int], sourceSize: tuple[int, int], tracking: Tracking | None = None
    ) -> int:
        """The memory that ``buffer`` gave now holds the newest frame, read at ``timestamp`` (perf_counter, s): what of
        an image of ``sourceSize`` (width, height) begins at ``offset`` (column, row); and where that image lies, if
        its source says so. Returns its number, from 1."""


class FrameTap(Protocol):
    """What else gets every frame. None of its methods waits, but ``join``."""

    def put(self, frame: np.ndarray, number: int, timestamp: float) -> None:
        """A frame as OpenCV has it (BGR, BGRA or grey; cropped), which may be overwritten after the call; its number
        and time are those of the sink. If this raises an exception, the tap is closed."""

    def close(self) -> None:
        """Begin to end."""

    def join(self, seconds: float) -> None:
        """Wait for the end."""


class Reader:
    """Opens a source, reads it, opens it again when it is lost, and hands each frame to a sink.

    The commands, obeyed before the next frame is read, are dictionaries:
    ``{"do": "crop", "rectangle": [left, top, width, height]}``,
    ``{"do": "control", "control": name, "value": number}``, the names being those of ``Controls.CONTROLS``, and
    ``{"do": "publish", "host": address, "port": number, "deviceName": name, "matrix": [16 numbers]}``: frames are then
    sent by OpenIGTLink (see OpenIGTLinkServer), until the port is None.
    To the sink's information the reader adds ``granted`` (frame rate, pixel format and backend), ``controls`` (the
    value of each that the source has), ``publish`` (empty, {"error": sentence}, or what OpenIGTLinkServer tells) and
    ``notice``, a sentence on what could not be done as asked.

    :param isRestart: whether frames of it came before: then the source is lost, and it is waited for
    """

    def __init__(self, settings: CaptureSettings, sink: FrameSink, commands: queue.SimpleQueue, isRestart=False):
        self._isRestart = isRestart
        self._settings = settings
        self._sink = sink
        self._commands = commands
        self._crop = settings.crop
        self._controls: dict[str, float] = {}  # that were set, and are set again when the source is opened again
        self._notice = ""
        self._taps: dict[str, FrameTap] = {}
        self._stop = threading.Event()
        self._attempt = 0  # to open the source again, since the last frame

    def stop(self) -> None:
        """Make ``run`` return after the read that is under way; from any thread."""
        self._stop.set()

    def run(self) -> None:
        """Read until the source ends (Stopped), cannot be read (Failed) or ``stop`` is called."""
        try:
            self._readUntilEnd()
        except SourceError as error:
            self._sink.report(State.FAILED, str(error))
        except Exception as error:  # of OpenCV or a driver: without a word the panel would say "Opening" for ever
            message = f"The source cannot be read ({type(error).__name__}: {error})."
            self._sink.report(State.FAILED, self._settings.source.redact(" ".join(message.split())))
        finally:
            for tap in self._taps.values():
                tap.close()
            for tap in self._taps.values():
                tap.join(TAP_SECONDS)

    def _readUntilEnd(self) -> None:
        if self._isRestart:
            source = self._reconnect("The capture was interrupted.")
        else:
            self._sink.report(State.OPENING)
            source = self._open()
        while source:
            try:
                count = self._readUntilLost(source)
            finally:
                source.release()
            if self._stop.is_set():
                return
            if source.live:
                source = self._reconnect("The source was lost." if count else "The source sends no frames.")
            elif count == 0:
                raise SourceError(f'"{self._settings.source}" holds no frame that OpenCV can read: check the file.')
            elif self._settings.loop:
                source = self._open()
            else:
                self._sink.report(State.STOPPED, f"The end of the file: {count} frames.")
                return

    def _readUntilLost(self, source) -> int:
        """Publish frames until there are no more; returns how many there were."""
        count = 0
        interval = 1 / source.frameRate if source.frameRate else 0.0
        due = time.perf_counter()
        while not self._stop.is_set():
            if interval:
                self._stop.wait(max(0.0, due - time.perf_counter()))
                due = max(due, time.perf_counter() - LATE_SECONDS) + interval
            self._obey(source)
            frame = source.read()
            timestamp = time.perf_counter()
            if frame is None or self._stop.is_set():
                break
            self._publish(frame, timestamp, source.tracking)
            if count == 0:
                self._attempt = 0
                self._sink.report(State.STREAMING)
            count += 1
        return count

    def _open(self):
        source = openSource(self._settings, self._sink.inform)
        for name, value in self._controls.items():
            source.setControl(name, value)
        self._sink.inform(granted=source.granted, controls=source.controls())
        return source

    def _obey(self, source) -> None:
        """Do what has been asked since the last frame."""
        while not self._commands.empty():
            command = self._commands.get()
            if command["do"] == "crop":
                self._crop = tuple(command["rectangle"])
            elif command["do"] == "control":
                self._setControl(source, command["control"], command["value"])
            elif command["do"] == "publish":
                self._serve(command)

    def _serve(self, command: dict) -> None:
        try:
            from . import OpenIGTLinkServer  # here, since few have what it needs
        except ImportError as error:
            self._sink.inform(publish={"error": f"OpenIGTLink needs the Python package pyigtl: install it ({error})."})
            return
        server = OpenIGTLinkServer.obey(command, self._taps.pop("publish", None), self._sink.inform)
        if server:
            self._taps["publish"] = server

    def _setControl(self, source, name: str, value: float) -> None:
        source.setControl(name, value)
        controls = source.controls()
        notice = ""
        if name not in controls:
            notice = f"This source has no {name} to set."
        else:
            self._controls[name] = value
            if abs(controls[name] - value) > ROUNDING:
                notice = f"The camera took {controls[name]:g} for {name} instead of {value:g}."
        self._sink.inform(controls=controls, notice=notice)

    def _cropped(self, frame: np.ndarray) -> tuple[np.ndarray, tuple[int, int]]:
        """What of ``frame`` lies in the rectangle, all of it if nothing does, and where it lies in the frame."""
        left, top, width, height = self._crop
        notice, offset = "", (0, 0)
        if width and height:
            inside = frame[top : top + height, left : left + width]
            if inside.size:
                frame, offset = inside, (left, top)
            else:
                size = f"{frame.shape[1]} x {frame.shape[0]}"
                notice = f"The crop lies outside of the image ({size}), so all of it is shown: change the crop."
        if notice != self._notice:
            self._notice = notice
            self._sink.inform(notice=notice)
        return frame, offset

    def _publish(self, frame: np.ndarray, timestamp: float, tracking: Tracking | None) -> None:
        sourceSize = (frame.shape[1], frame.shape[0])
        frame, offset = self._cropped(frame)
        if frame.dtype not in (np.uint8, np.uint16):
            raise SourceError(f"Frames of {frame.dtype} numbers cannot be shown: use a source of 8 or 16 bits.")
        height, width = frame.shape[:2]
        channels = frame.shape[2] if frame.ndim == 3 else 1
        shown = 1 if self._settings.grey else 3
        if (channels, shown) not in (*COLOR_CODES, (1, 1)):
            raise SourceError(f"Frames of {channels} channels cannot be shown: use a grey or a color source.")
        buffer = self._sink.buffer((height, width) if shown == 1 else (height, width, shown), frame.dtype)
        if channels == shown == 1:
            np.copyto(buffer, frame.reshape(height, width))
        else:
            cv2.cvtColor(frame, COLOR_CODES[channels, shown], dst=buffer)
        number = self._sink.publish(timestamp, offset, sourceSize, tracking)
        for name, tap in tuple(self._taps.items()):
            try:
                tap.put(frame, number, timestamp)
            except Exception as error:  # a full disk, a broken network: the camera goes on
                self._taps.pop(name).close()
                self._sink.inform(**{name: {"error": str(error)}})

    def _reconnect(self, message: str):
        """Open the lost source again, for as long as it takes; None if told to stop."""
        while True:
            self._sink.report(State.RECONNECTING, message)
            if self._stop.wait(RECONNECT_SECONDS[min(self._attempt, len(RECONNECT_SECONDS) - 1)]):
                return None
            self._attempt += 1
            try:
                return self._open()
            except (SourceError, cv2.error, OSError) as error:
                message = str(error)
