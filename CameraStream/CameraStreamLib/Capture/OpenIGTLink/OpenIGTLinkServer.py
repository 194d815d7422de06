"""Sends each captured frame to the OpenIGTLink clients: SlicerIGT, Plus, pyigtl, another CameraStream."""

import contextlib
import errno
import selectors
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from ...Shared.Errors import tr as _
from ..OpenCV import cv2
from .OpenIGTLinkMessages import packImage

SEND_BYTES = 262144
"""Send buffer requested for a client, bytes: less than a third of a 640 x 480 color frame. By default, Linux buffers 4
MB, which for a slow client are images from seconds ago."""

INFORM_SECONDS = 0.5
"""Interval at which the figures are reported, s: nobody reads them faster."""

COLOR_CODES = {3: cv2.COLOR_BGR2RGB, 4: cv2.COLOR_BGRA2RGB}
"""From OpenCV's channels to RGB."""

UPRIGHT = np.diag([-1.0, -1.0, 1.0, 1.0])
"""Placement of an image that has none: pixels of 1 mm, upright and unmirrored in an axial view."""


@dataclass
class Client:
    """A connection, the unsent parts of its current message, and the number of the frame in it."""

    socket: socket.socket
    number: int = 0
    parts: list[memoryview] = field(default_factory=list)


class OpenIGTLinkServer:
    """A tap that serves IMAGE messages: whenever a client is ready, it gets the newest frame.

    :param port: 0 for any free port
    :param host: the address of this computer to listen on; "0.0.0.0" for all
    :param inform: of the FrameSink; called with ``publishing``: frames sent and skipped, over all clients
    :raises OSError: if it cannot listen on this address
    """

    isEachWanted = False

    def __init__(self, host: str, port: int, device: str, inform: Callable[..., None]):
        self.asked = host, port
        self._device = device
        self._inform = inform
        self._matrix = UPRIGHT
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listener = socket.create_server((host, port), family=family)
        self._listener.setblocking(False)
        self.address = "{}:{}".format(f"[{host}]" if ":" in host else host, self._listener.getsockname()[1])
        self._alarm, self._alarmed = socket.socketpair()
        self._alarm.setblocking(False)
        self._newest: tuple[int, float, np.ndarray] | None = None  # number, time since the epoch (s), pixels
        self._message: tuple[int, list[memoryview]] | None = None  # number, start and pixels
        self._clients: dict[socket.socket, Client] = {}
        self._isClosed = False
        self._sent = self._skipped = 0
        self._informTime = 0.0
        self._selector = selectors.DefaultSelector()
        for sock in (self._listener, self._alarmed):
            self._selector.register(sock, selectors.EVENT_READ)
        self._thread = threading.Thread(target=self._serve, name="CameraStream publishing", daemon=True)
        self._report()
        self._thread.start()

    def change(self, device: str, matrix=None) -> None:
        """Set the device name and the placement of the images: 16 numbers, row by row, of the matrix that maps a pixel
        (column, row, 0) to RAS, mm."""
        self._device = device
        if matrix is not None:
            self._matrix = np.reshape(np.asarray(matrix, float), (4, 4))

    def put(self, frame: np.ndarray, number: int, timestamp: float, region=None) -> None:
        """Send ``frame``, unless a newer one comes first: (H, W), (H, W, 3) BGR or (H, W, 4) BGRA, uint8 or uint16,
        read at ``timestamp`` (perf_counter, s)."""
        if not self._thread.is_alive():
            raise RuntimeError("The OpenIGTLink server has ended: publish again.")
        if not self._clients:
            return
        wallClock = time.time() - (time.perf_counter() - timestamp)
        code = COLOR_CODES.get(frame.shape[2] if frame.ndim == 3 else 1)
        pixels = frame.reshape(frame.shape[:2]).copy() if code is None else cv2.cvtColor(frame, code)
        self._newest = (number, wallClock, pixels)
        self._wake()

    def close(self, error: Exception | None = None) -> None:
        """Disconnect the clients; returns at once. ``error`` is the reason, if it failed."""
        self._isClosed = True
        if error:
            self._inform(publishing={"error": str(error)})
        self._wake()

    def join(self, seconds: float) -> None:
        """Wait for the end, after ``close``."""
        self._thread.join(seconds)

    def _wake(self) -> None:
        with contextlib.suppress(OSError):  # it is already awake, or has ended
            self._alarm.send(b"\0")

    def _serve(self) -> None:
        """The thread: one loop for all clients, which blocks only in ``select``."""
        try:
            while not self._isClosed:
                self._attendAll()
        finally:
            for sock in (*self._clients, self._listener, self._alarm, self._alarmed):
                sock.close()
            self._selector.close()

    def _attendAll(self) -> None:
        for key, events in self._selector.select():
            if key.fileobj is self._listener:
                self._accept()
            elif key.fileobj is self._alarmed:
                self._alarmed.recv(4096)
            elif key.fileobj in self._clients:  # macOS lists a socket twice, to read and to write: it may be closed
                self._attend(key.data, events)
        for client in self._clients.values():
            if not client.parts and self._newest and self._newest[0] != client.number:
                self._begin(client)
        if time.perf_counter() - self._informTime > INFORM_SECONDS:
            self._report()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # it has disconnected again
            connection, _address = self._listener.accept()
            connection.setblocking(False)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BYTES)
            client = Client(connection, self._newest[0] if self._newest else 0)
            self._clients[connection] = client
            self._selector.register(connection, selectors.EVENT_READ, client)
            self._report()

    def _attend(self, client: Client, events: int) -> None:
        try:
            # What clients send is ignored, but they may disconnect.
            if events & selectors.EVENT_READ and not client.socket.recv(65536):
                raise ConnectionError
            if events & selectors.EVENT_WRITE:
                self._send(client)
        except BlockingIOError:
            pass
        except OSError:
            self._drop(client)

    def _drop(self, client: Client) -> None:
        self._selector.unregister(client.socket)
        del self._clients[client.socket]
        client.socket.close()
        if not self._clients:
            self._newest = self._message = None
        self._report()

    def _begin(self, client: Client) -> None:
        """Start to send the newest frame, which is packed once for all clients."""
        number, wallClock, pixels = self._newest
        if not self._message or self._message[0] != number:
            start = packImage(pixels, self._device, self._matrix, wallClock)
            self._message = number, [memoryview(start), memoryview(pixels.reshape(-1)).cast("B")]
        self._skipped += number - client.number - 1 if client.number else 0
        client.number, client.parts = number, list(self._message[1])
        self._selector.modify(client.socket, selectors.EVENT_READ | selectors.EVENT_WRITE, client)

    def _send(self, client: Client) -> None:
        while client.parts:
            count = client.socket.send(client.parts[0])
            client.parts[0] = client.parts[0][count:]
            if not client.parts[0]:
                del client.parts[0]
        self._sent += 1
        self._selector.modify(client.socket, selectors.EVENT_READ, client)

    def _report(self) -> None:
        self._informTime = time.perf_counter()
        self._inform(
            publishing={
                "address": self.address,
                "device": self._device,
                "clients": len(self._clients),
                "sent": self._sent,
                "skipped": self._skipped,
            }
        )


def whyNotServed(host: str, port: int, error: Exception) -> str:
    """Message about why images cannot be published there."""
    code = getattr(error, "errno", None)
    if code == errno.EADDRINUSE:
        return _("Port {port} is in use by another program. Choose another port, or close that program.").format(
            port=port
        )
    if code in (errno.EACCES, errno.EPERM):
        return _("Permission denied for port {port}. Choose one from 1024 to 65535.").format(port=port)
    if isinstance(error, (TypeError, ValueError)) and not isinstance(error, UnicodeError):
        return _("Publishing failed ({error}). Check the address, port and name.").format(error=str(error))
    text = _("{host}:{port} is not an address of this computer. Enter 127.0.0.1, or 0.0.0.0 for all of its addresses.")
    return text.format(host=host, port=port)
