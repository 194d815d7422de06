"""What tests of OpenIGTLink have at the other end: pyigtl in a process, raw bytes, programs of the C++ library."""

import os
import shutil
import socket
import struct
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pyigtl
import pytest
import vtk
from OpenIGTLinkSender import MATRIX
from Recordings import CORNER_COLORS, SIZE, makeFrame

import slicer

from CameraStreamLib.Capture.OpenIGTLink.OpenIGTLinkSource import OpenIGTLinkSource
from CameraStreamLib.Shared import FrameStamp
from Host.Application import REPOSITORY

MODULE = REPOSITORY / "CameraStream"
EXAMPLES = Path("/usr/share/doc/openigtlink-examples/examples")
HEADERS = Path("/usr/include/openigtlink")
WIDTH, HEIGHT = SIZE


class Peer:
    """OpenIGTLinkSender in its process."""

    def __init__(self, port: int = 0):
        script = Path(__file__).parent / "OpenIGTLinkSender.py"
        self._process = subprocess.Popen(
            [sys.executable, str(script), str(port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": str(MODULE)},
        )
        self.port = int(self._process.stdout.readline())

    def url(self, path: str = "") -> str:
        return f"igtl://127.0.0.1:{self.port}/{path}"

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()


class RawServer:
    """Sends bytes to whoever connects, and then waits for the end of the connection; one list for each connection."""

    def __init__(self, *connections: list[bytes]):
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"igtl://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, args=(connections,), daemon=True)
        self._thread.start()

    def _serve(self, connections) -> None:
        for messages in connections:
            connection, _address = self._listener.accept()
            with connection:
                try:
                    connection.sendall(b"".join(messages))
                    if messages is not connections[-1]:
                        connection.shutdown(socket.SHUT_WR)
                    connection.recv(1)
                except OSError:
                    pass
        self._listener.close()


class Collector:
    """A FrameSink that keeps what it gets."""

    def __init__(self):
        self.said: list = []
        self.numbers: list[int] = []
        self.information: dict = {}

    def report(self, state, message: str = "") -> None:
        self.said.append((state.name, message))

    def inform(self, **info) -> None:
        self.information |= info

    def buffer(self, shape, dtype) -> np.ndarray:
        self.frame = np.empty(shape, dtype)
        return self.frame

    def deliver(self, timestamp, region) -> int:
        self.numbers.append(numberOf(self.frame))
        return len(self.numbers)


class Examples:
    """Example programs of the OpenIGTLink library, compiled into ``folder``; skips the test where they are not."""

    def __init__(self, folder: Path):
        if not shutil.which("g++") or not HEADERS.exists() or not EXAMPLES.exists():
            pytest.skip("needs g++ and the packages libopenigtlink-dev and openigtlink-examples")
        self._folder = folder
        self._processes = []

    def run(self, name: str, *arguments) -> subprocess.Popen:
        """Start one, such as "Imager/ImagerServer"; it writes to ``stderr``."""
        program = self._folder / Path(name).name
        command = ["g++", "-w", f"-I{HEADERS}", f"{EXAMPLES / name}.cxx", "-lOpenIGTLink", "-lpthread", "-o", program]
        subprocess.run(command, check=True)
        command = [program, *map(str, arguments)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self._processes.append(process)
        return process

    def close(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait()
            process.stderr.close()


def imageMessage(number: int = 1, device: str = "Camera", **options) -> bytes:
    image = pyigtl.ImageMessage(makeFrame(number)[np.newaxis], MATRIX, "ras", device_name=device)
    for name, value in options.items():
        setattr(image, name, value)
    return image.pack()


def withBytes(message: bytes, position: int, data: bytes, isSummed: bool = True) -> bytes:
    """``message`` with other bytes at a place of its body, and the checksum of that."""
    body = bytearray(message[58:])
    body[position : position + len(data)] = data
    start = message[:50] + struct.pack(">Q", pyigtl.messages.CRC64(bytes(body))) if isSummed else message[:58]
    return start + bytes(body)


def numberOf(image: np.ndarray) -> int:
    return FrameStamp.read(image)[0]


def checkColors(bgr: np.ndarray) -> None:
    """Of makeFrame, below its stamp: (H, W, 3), BGR."""
    places = {"top left": (40, 20), "top right": (40, -20), "bottom left": (-20, 20), "bottom right": (-20, -20)}
    assert {name: tuple(bgr[place][::-1]) for name, place in places.items()} == CORNER_COLORS


def cornersInRAS(matrix: np.ndarray) -> list:
    corners = [[0, 0, 0, 1], [WIDTH - 1, 0, 0, 1], [0, HEIGHT - 1, 0, 1], [WIDTH - 1, HEIGHT - 1, 0, 1]]
    return [(matrix @ corner)[:3] for corner in corners]


def volumeCornersInRAS(volumeNode) -> list:
    matrix = vtk.vtkMatrix4x4()
    volumeNode.GetIJKToRASMatrix(matrix)
    return cornersInRAS(slicer.util.arrayFromVTKMatrix(matrix))


def readOne(url: str) -> np.ndarray:
    source = OpenIGTLinkSource(url, lambda **info: None)
    image = source.read()
    source.release()
    return image
