"""A stream's frames and results, sent by OpenIGTLink: what the capture is asked for, and where the volume lies."""

import dataclasses
from collections.abc import Iterable

from ..Acquisition.Dependencies import requirePyigtl
from ..Shared.Commands import Publish, PublishResults, StopPublishing, StopResults


class Publishing:
    """Asks ``capture`` to publish, and again each time the volume has been moved, or another processor runs.

    :param volume: whose placement the published images have (FrameVolume)
    :param processors: whose results are published too
    """

    def __init__(self, capture, volume, processors: Iterable = ()):
        self._capture = capture
        self._volume = volume
        self._processors = processors
        self._command: Publish | None = None
        self._served: dict[str, tuple] = {}  # by name of a processor: its memory, and whether it is shown

    def start(self, port: int, deviceName: str, host: str) -> None:
        """See Stream.publish."""
        requirePyigtl()
        self._command = Publish(host, port, deviceName)
        self.follow()

    @property
    def isOn(self) -> bool:
        """Whether it was asked for."""
        return self._command is not None

    def stop(self) -> None:
        """Disconnect the clients."""
        if self._command:
            self._serve({})
            self._capture.send(StopPublishing())
            self._command = None

    def follow(self) -> None:
        """Tell the capture where the volume lies, and which processors run, if that is new."""
        if not self._command:
            return
        matrix = self._volume.ijkToRAS.ravel().tolist()
        if matrix != self._command.matrix:
            self._command = dataclasses.replace(self._command, matrix=matrix)
            self._capture.send(self._command)
        running = [each for each in self._processors if each.resultMemory]
        self._serve({each.name: (each.resultMemory, each.isShown) for each in running})

    def _serve(self, wanted: dict[str, tuple]) -> None:
        for name in self._served.keys() - wanted.keys():
            self._capture.send(StopResults(name))
        for name, (memory, isShown) in wanted.items():
            if self._served.get(name) != (memory, isShown):
                self._capture.send(PublishResults(name, memory.handle, isShown))
        self._served = wanted
