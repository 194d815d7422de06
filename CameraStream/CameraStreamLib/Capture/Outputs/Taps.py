"""What else gets every frame that is captured, shown or not: a recorder, the last seconds, an OpenIGTLink server."""

import time
from collections.abc import Callable
from typing import Protocol

import numpy as np

from ...Shared.Commands import Command, KeepLast, Publish, Record, SaveLast, SetPlacement, StopPublishing, StopRecording
from ...Shared.Frame import FrameRegion, Placement
from ...Shared.Source import OPENIGTLINK_MISSING
from .FrameRing import FrameRing
from .QueuedTap import FINISH_SECONDS
from .Recorder import Recorder

CLOSE_SECONDS = 1.0
"""How long an OpenIGTLink server may take to end, s, before the next one wants its port: what it is doing, a checksum
at most, takes a fiftieth of that."""


class FrameTap(Protocol):
    """One that gets every frame. None of its methods but ``join`` waits."""

    isEachWanted: bool
    """Whether a frame that is late counts as well, since it is recorded."""

    def put(self, frame: np.ndarray, number: int, timestamp: float, region: FrameRegion) -> None:
        """A frame as OpenCV has it, cropped; it may be overwritten after the call."""

    def close(self, error: Exception | None = None) -> None:
        """Begin to end; ``error`` is what ``put`` raised, if it did."""

    def join(self, seconds: float) -> None:
        """Wait for the end, for so long at most."""


class Taps:
    """Begins and ends them as commands say, and hands each frame on.

    :param sourceName: the source, without its password
    :param inform: FrameSink's; told ``recording``, ``saved`` and ``publishing``: see CaptureInfo
    """

    def __init__(self, sourceName: str, inform: Callable[..., None]):
        self._sourceName = sourceName
        self._inform = inform
        self._taps: dict[str, FrameTap] = {}
        self._placement: Placement | None = None
        self.rates = (0.0, False)  # frames/s that the source claims, and whether it is paced by it

    @property
    def isEachWanted(self) -> bool:
        """Whether a frame that is late counts as well, since it is recorded."""
        return any(tap.isEachWanted for tap in self._taps.values())

    def add(self, name: str, tap: FrameTap) -> None:
        """Have ``tap`` get each frame from now on; ``name`` is what ends it, or is told of it."""
        self._taps[name] = tap

    def put(self, frame: np.ndarray, number: int, timestamp: float, region: FrameRegion) -> None:
        """Hand a frame on; a tap that fails is closed, and the camera goes on."""
        for name, tap in tuple(self._taps.items()):
            try:
                tap.put(frame, number, timestamp, region)
            except Exception as error:
                self._taps.pop(name).close(error)

    def handle(self, command: Command) -> None:
        """Begin, change or end one of them."""
        recorder, ring = self._taps.get("recording"), self._taps.get("kept")
        match command:
            case SetPlacement():
                self._placement = command.placement
                if recorder:
                    recorder.placement = command.placement
            case Record():
                inform = self._inform
                recorder = Recorder(
                    command, self._placement, self._sourceName, self.rates, lambda said: inform(recording=said)
                )
                self.add("recording", recorder)
            case StopRecording() if recorder:
                recorder.close()
            case KeepLast() if ring:
                ring.keep(command.seconds)
            case KeepLast() if command.seconds:
                self.add("kept", FrameRing(command.seconds, lambda said: self._inform(saved=said)))
            case SaveLast() if ring:
                ring.save(command, self._placement, self._sourceName, self.rates)
            case Publish():
                self._publish(command)
            case StopPublishing():
                self._stopPublishing()
                self._inform(publishing={})

    def finish(self) -> None:
        """Have them come to their ends; waits for it, FINISH_SECONDS at most; from any thread."""
        taps, deadline = tuple(self._taps.values()), time.perf_counter() + FINISH_SECONDS
        for tap in taps:
            tap.close()
        for tap in taps:
            tap.join(max(0.0, deadline - time.perf_counter()))

    def _publish(self, command: Publish) -> None:
        try:
            from ..OpenIGTLink.OpenIGTLinkServer import OpenIGTLinkServer, whyNotServed
        except ImportError as error:
            self._inform(publishing={"error": OPENIGTLINK_MISSING.format(error=str(error))})
            return
        server = self._taps.get("publishing")
        try:
            if server and server.asked != (command.host, command.port):
                self._stopPublishing()
                server = None
            if not server:
                server = OpenIGTLinkServer(command.host, command.port, command.deviceName, self._inform)
                self.add("publishing", server)
            server.change(command.deviceName, command.matrix)
        except (OSError, OverflowError, TypeError, ValueError) as error:  # the recording and the camera go on
            self._stopPublishing()
            self._inform(publishing={"error": whyNotServed(command.host, command.port, error)})

    def _stopPublishing(self) -> None:
        server = self._taps.pop("publishing", None)
        if server:
            server.close()
            server.join(CLOSE_SECONDS)
