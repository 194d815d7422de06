"""What else gets every frame that is captured, shown or not: a recorder, the last seconds, an OpenIGTLink server."""

import time
from collections.abc import Callable
from typing import Protocol

import numpy as np

from .FrameRing import FrameRing
from .QueuedTap import FINISH_SECONDS, FramePlace
from .Recorder import Recorder


class FrameTap(Protocol):
    """One that gets every frame. None of its methods but ``join`` waits."""

    def put(self, frame: np.ndarray, number: int, timestamp: float, place: FramePlace) -> None:
        """A frame as OpenCV has it, cropped; it may be overwritten after the call."""

    def close(self) -> None:
        """Begin to end."""

    def join(self, seconds: float) -> None:
        """Wait for the end, for so long at most."""


class Taps:
    """Begins and ends them as commands say, and hands each frame on. The commands are dictionaries:

    - ``{"do": "record", ...}`` (see Recorder; an empty ``path`` ends it);
    - ``{"do": "place", "place": {...}}``: where the source's image is in space, for what is recorded;
    - ``{"do": "keep", "seconds": number}`` (0 for none), ``{"do": "save", ...}`` (as for ``record``);
    - ``{"do": "publish", "host": address, "port": number, "deviceName": name, "matrix": [16 numbers]}``: see
      OpenIGTLinkServer; None as the port ends it.

    :param sourceName: the source, without its password
    :param inform: FrameSink's; told ``recording`` and ``saved`` (see RecordingFile.Recording), and ``publish`` (what
        OpenIGTLinkServer tells, or {"error": sentence})
    """

    def __init__(self, sourceName: str, inform: Callable[..., None]):
        self._sourceName = sourceName
        self._inform = inform
        self._taps: dict[str, FrameTap] = {}
        self._place: dict | None = None
        self.rates = (0.0, False)  # frames/s that the source claims, and whether it is paced by it

    def put(self, frame: np.ndarray, number: int, timestamp: float, place: FramePlace) -> None:
        """Hand a frame on; a tap that fails is closed, and the camera goes on."""
        for name, tap in tuple(self._taps.items()):
            try:
                tap.put(frame, number, timestamp, place)
            except Exception as error:
                self._taps.pop(name).close()
                self._inform(**{name: {"error": str(error)}})

    def obey(self, command: dict) -> None:
        """Begin, change or end one of them."""
        kind, tap = command["do"], self._taps.get(command["do"])
        if kind == "publish":
            self._publish(command)
        elif kind == "place":
            self._place = command["place"]
            if "record" in self._taps:
                self._taps["record"].place = self._place
        elif kind == "record":
            if tap:
                tap.close()
            if command["path"]:
                command = {"place": self._place} | command
                self._taps["record"] = Recorder(
                    command, self._sourceName, self.rates, lambda said: self._inform(recording=said)
                )
        elif kind == "keep":
            if tap:
                tap.keep(command["seconds"])
            elif command["seconds"]:
                self._taps["keep"] = FrameRing(command["seconds"], lambda said: self._inform(saved=said))
        elif kind == "save" and "keep" in self._taps:
            self._taps["keep"].save({"place": self._place} | command, self._sourceName, self.rates)

    def finish(self) -> None:
        """Have them come to their ends; waits for it, FINISH_SECONDS at most; from any thread."""
        taps, deadline = tuple(self._taps.values()), time.perf_counter() + FINISH_SECONDS
        for tap in taps:
            tap.close()
        for tap in taps:
            tap.join(max(0.0, deadline - time.perf_counter()))

    def _publish(self, command: dict) -> None:
        try:
            from ..OpenIGTLink import OpenIGTLinkServer
        except ImportError as error:
            what = f"OpenIGTLink needs the Python packages pyigtl and fastcrc: install them ({error})."
            self._inform(publish={"error": what})
            return
        before = self._taps.pop("publish", None)
        try:
            server = OpenIGTLinkServer.obey(command, before, self._inform)
        except (TypeError, ValueError) as error:  # the recording and the camera go on
            if before:
                before.close()
            self._inform(publish={"error": f"Nothing is published ({error}): check address, port and name."})
            return
        if server:
            self._taps["publish"] = server
