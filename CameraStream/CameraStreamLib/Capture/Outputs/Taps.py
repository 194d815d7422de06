"""Further receivers of every captured frame, shown or not: a recorder, the last seconds, an OpenIGTLink server."""

import time
from collections.abc import Callable

import numpy as np

from ...Shared.Commands import (
    Command,
    KeepLast,
    Publish,
    PublishResults,
    Record,
    SaveLast,
    SetPlacement,
    StopPublishing,
    StopRecording,
    StopResults,
)
from ...Shared.Frame import FrameRegion, Placement
from ...Shared.ResultBuffer import CAPTURE, ResultBuffer
from ...Shared.Source import OPENIGTLINK_MISSING
from .FrameRing import FrameRing
from .QueuedTap import FINISH_SECONDS, QueuedTap
from .Recorder import Recorder

CLOSE_SECONDS = 1.0
"""How long an OpenIGTLink server may take to end before the next one needs its port, s: its longest operation, a
checksum, takes a fiftieth of that."""


class Taps:
    """Starts and ends taps on command, and passes each frame to them: QueuedTap or OpenIGTLinkServer, of which only
    ``join`` waits.

    :param sourceName: the source, without its password
    :param inform: of the FrameSink; called with ``recording``, ``saved`` and ``publishing``: see CaptureInfo
    """

    def __init__(self, sourceName: str, inform: Callable[..., None]):
        self._sourceName = sourceName
        self._inform = inform
        self._taps: dict[str, QueuedTap] = {}
        self._placement: Placement | None = None
        self._results: dict[str, tuple[ResultBuffer, bool]] = {}  # to be published, by name: see PublishResults
        self.rates = (0.0, False)  # nominal frame rate of the source, and whether it is paced by it

    @property
    def isEachWanted(self) -> bool:
        """Whether late frames count as well, since they are recorded."""
        return any(tap.isEachWanted for tap in self._taps.values())

    def add(self, name: str, tap) -> None:
        """Pass each frame to ``tap`` from now on. ``name``: "recording", "kept" or "publishing"."""
        self._taps[name] = tap

    def put(self, frame: np.ndarray, number: int, timestamp: float, region: FrameRegion) -> None:
        """Pass a frame on. A tap that fails is closed; the capture continues."""
        for name, tap in tuple(self._taps.items()):
            try:
                tap.put(frame, number, timestamp, region)
            except Exception as error:
                self._taps.pop(name).close(error)

    def handle(self, command: Command) -> None:
        """Start, change or end a tap."""
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
            case PublishResults():
                self._serve(self._results | {command.name: (ResultBuffer(command.memory, CAPTURE), command.isShown)})
            case StopResults():
                self._serve({name: each for name, each in self._results.items() if name != command.name})
            case StopPublishing():
                self._stopPublishing()
                self._inform(publishing={})

    def finish(self) -> None:
        """End all taps; waits for that, FINISH_SECONDS at most; from any thread."""
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
            server.serve(self._results)
        except (OSError, OverflowError, TypeError, ValueError) as error:  # capture and recording continue
            self._stopPublishing()
            self._inform(publishing={"error": whyNotServed(command.host, command.port, error)})

    def _serve(self, results: dict) -> None:
        self._results = results
        if server := self._taps.get("publishing"):
            server.serve(results)

    def _stopPublishing(self) -> None:
        server = self._taps.pop("publishing", None)
        if server:
            server.close()
            server.join(CLOSE_SECONDS)
