"""The contenders: ways to show a camera in a slice view, each as its advocates would write it in Slicer's console.

They are those of the forum's topics 8892 (the first script), 19826, 30508 and 31756 (discourse.slicer.org/t/TOPIC).
All get the same cameras, the same Red view and the same timer. ``start(addresses)`` opens the cameras, the first of
which is shown in Red; ``stop()`` lets go of them.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import cv2
import numpy as np
import pyigtl
import qt
import vtk

import slicer

from CameraStreamLib.View import SliceDisplay

TICK_MS = 5
"""Of every contender's timer, ms: CameraStream's own."""

WAIT_SECONDS = 0.005
"""How long pyigtl's receiver waits for a message, s; it then sleeps for 10 ms, in which its thread gets its turn. With
0 hardly a frame arrives, since the event loop keeps Python's lock."""

RECONNECT_SECONDS = 1.0
"""After this long without a message the receiver connects anew, s: pyigtl's sender drops a receiver that has not taken
a whole frame within 10 ms, and its client does not notice."""

UPRIGHT = np.diag([-1.0, -1.0, 1.0, 1.0])
"""IJK to RAS of an image whose top row comes first."""

UPRIGHT_FROM_BELOW = np.diag([-1.0, 1.0, 1.0, 1.0])
"""IJK to RAS of an image whose bottom row comes first."""


class _Script:
    """A script with a QTimer in whose slot the next frame is waited for."""

    matrix = UPRIGHT

    def start(self, addresses: list[str]) -> None:
        self._open(addresses)
        self._nodes = [None] * len(addresses)
        self._timer = qt.QTimer()
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._onTimer)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _open(self, addresses: list[str]) -> None:
        self._captures = [cv2.VideoCapture(address) for address in addresses]

    def _onTimer(self) -> None:
        for index, capture in enumerate(self._captures):
            isRead, frame = capture.read()
            if isRead:
                self._show(index, frame)

    def _show(self, index: int, frame: np.ndarray) -> None:
        """Show what OpenCV read: BGR, (H, W, 3)."""
        if self._nodes[index] is None:
            node = self._nodes[index] = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLVectorVolumeNode")
            node.SetIJKToRASMatrix(slicer.util.vtkMatrixFromArray(self.matrix))
            self._write(node, frame)
            node.CreateDefaultDisplayNodes()
            if index == 0:
                SliceDisplay.show(node, "Red")
        else:
            self._write(self._nodes[index], frame)

    def _write(self, node, frame: np.ndarray) -> None:
        raise NotImplementedError


class FirstScript(_Script):
    """Each frame goes to disk as a JPEG, which is read back into the node."""

    matrix = UPRIGHT_FROM_BELOW  # as VTK's readers have it

    def _open(self, addresses: list[str]) -> None:
        super()._open(addresses)
        self._folder = tempfile.TemporaryDirectory()

    def _write(self, node, frame: np.ndarray) -> None:
        path = str(Path(self._folder.name) / "frame.jpg")
        cv2.imwrite(path, frame)
        reader = vtk.vtkJPEGReader()
        reader.SetFileName(path)
        reader.Update()
        node.SetAndObserveImageData(reader.GetOutput())


class AddVolume(_Script):
    """Each frame becomes a new volume by ``addVolumeFromArray``; the one before is removed."""

    def _show(self, index: int, frame: np.ndarray) -> None:
        image = cv2.cvtColor(frame, cv2.COLOR_BGR2RGB)[np.newaxis]
        node = slicer.util.addVolumeFromArray(image, self.matrix, "Camera", "vtkMRMLVectorVolumeNode")
        _replace(self._nodes, index, node)


class ReadInTimer(_Script):
    """Each frame is read in the timer's slot and written by ``updateVolumeFromArray``."""

    def _write(self, node, frame: np.ndarray) -> None:
        slicer.util.updateVolumeFromArray(node, cv2.cvtColor(frame, cv2.COLOR_BGR2RGB)[np.newaxis])


class Pyigtl(_Script):
    """A script outside of Slicer sends each frame by pyigtl; here it is received by pyigtl."""

    def _open(self, addresses: list[str]) -> None:
        command = [sys.executable, "-m", "Benchmark.PyigtlSender"]
        self._senders = [
            subprocess.Popen([*command, address], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            for address in addresses
        ]
        self._ports = [int(sender.stdout.readline()) for sender in self._senders]
        self._clients = [pyigtl.OpenIGTLinkClient("127.0.0.1", port) for port in self._ports]
        self._times = [time.monotonic()] * len(addresses)  # of the last message, or connection

    def _onTimer(self) -> None:
        for index, client in enumerate(self._clients):
            message = client.wait_for_message("Camera", WAIT_SECONDS)
            if message:
                self._times[index] = time.monotonic()
                self._show(index, message.image)
            elif time.monotonic() - self._times[index] > RECONNECT_SECONDS:
                client.stop()
                self._clients[index] = pyigtl.OpenIGTLinkClient("127.0.0.1", self._ports[index])
                self._times[index] = time.monotonic()

    def _write(self, node, frame: np.ndarray) -> None:
        slicer.util.updateVolumeFromArray(node, frame)

    def stop(self) -> None:
        super().stop()
        for sender in self._senders:
            sender.kill()


class CameraStream:
    """The module, with its panel open."""

    acquisition = "process"
    view = "Red"

    def start(self, addresses: list[str]) -> None:
        self._widget = slicer.util.getModuleWidget("CameraStream")
        self._widget.parent.enter()
        logic = self._widget.logic
        logic.start(addresses[0], acquisition=self.acquisition, view=self.view)
        for address in addresses[1:]:
            logic.start(address, parameterNode=logic.addCamera(), acquisition=self.acquisition, view=None)

    def stop(self) -> None:
        self._widget.logic.stop()
        self._widget.cleanup()


class CameraStreamInProcess(CameraStream):
    """The same with a thread instead of the capture process."""

    acquisition = "in-process"


class CameraStreamNotShown(CameraStream):
    """The volume alone, in no view."""

    view = None


def _replace(nodes: list, index: int, node) -> None:
    """Put a new volume in the place of the one before."""
    previous, nodes[index] = nodes[index], node
    if index == 0 and previous is None:
        SliceDisplay.show(node, "Red")
    elif index == 0:
        SliceDisplay.sliceLogic("Red").GetSliceCompositeNode().SetBackgroundVolumeID(node.GetID())
    if previous:
        slicer.mrmlScene.RemoveNode(previous.GetDisplayNode())
        slicer.mrmlScene.RemoveNode(previous)


SYSTEMS = {
    "first script": FirstScript,
    "addVolumeFromArray": AddVolume,
    "read in timer": ReadInTimer,
    "pyigtl": Pyigtl,
    "CameraStream in-process": CameraStreamInProcess,
    "CameraStream process": CameraStream,
    "CameraStream process, no view": CameraStreamNotShown,
}

NOT_HERE = {"loadVolume": "slicer.util.loadVolume needs slicer.app.coreIOManager, which no one but Slicer has"}
"""What cannot be measured without Slicer, and why."""
