"""A stream's frames, sent by OpenIGTLink: what the panel asks the capture for, and where the volume lies meanwhile."""

import dataclasses

from ..Acquisition.Dependencies import requirePyigtl
from ..Shared.Commands import Publish, StopPublishing


class Publishing:
    """Asks ``capture`` to publish, and again each time the volume has been moved.

    :param volume: whose placement the published images have (FrameVolume)
    """

    def __init__(self, capture, volume):
        self._capture = capture
        self._volume = volume
        self._command: Publish | None = None

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
            self._capture.send(StopPublishing())
            self._command = None

    def follow(self) -> None:
        """Tell the capture where the volume lies, if that is new."""
        if not self._command:
            return
        matrix = self._volume.ijkToRAS.ravel().tolist()
        if matrix != self._command.matrix:
            self._command = dataclasses.replace(self._command, matrix=matrix)
            self._capture.send(self._command)
