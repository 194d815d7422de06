"""Sends captured frames and results of processors to OpenIGTLink clients: SlicerIGT, Plus, pyigtl, CameraStream."""

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
from ...Shared.Result import Result
from ...Shared.ResultBuffer import ResultBuffer
from ..OpenCV import cv2
from .OpenIGTLinkMessages import DEVICE_BYTES, packImage, packTransform

SEND_BYTES = 262144
"""Send buffer requested for a client, bytes: less than a third of a 640 x 480 color frame. By default, Linux buffers 4
MB, which for a slow client are images from seconds ago."""

INFORM_SECONDS = 0.5
"""Interval at which the figures are reported, s: nobody reads them faster."""

RESULT_SECONDS = 0.002
"""Interval at which new results are looked for while there is a client, s: they are 1 ms older then, on average."""

PICTURE_SECONDS = 2.0
"""For how long a processor's image is sent instead of the camera's, s; one that ends or hangs leaves no client without
an image for longer."""

PICTURE = ""
"""Of what is sent, the image: the camera's, or a processor's instead. All else goes by the name of its device."""

COLOR_CODES = {3: cv2.COLOR_BGR2RGB, 4: cv2.COLOR_BGRA2RGB}
"""From OpenCV's channels to RGB."""

UPRIGHT = np.diag([-1.0, -1.0, 1.0, 1.0])
"""Placement of an image that has none: pixels of 1 mm, upright and unmirrored in an axial view."""


@dataclass
class Client:
    """A connection, the unsent parts of its current message, and the number of the last frame that it was sent of each
    device; the one that was sent last is the last."""

    socket: socket.socket
    numbers: dict[str, int]
    parts: list[memoryview] = field(default_factory=list)


class OpenIGTLinkServer:
    """A tap that serves IMAGE and TRANSFORM messages: whenever a client is ready, it gets the newest one of a device.

    The image has the name ``device``, whether it is the camera's or a processor's; labels are an image named after
    their processor, such as "Motion labels"; transforms have their own names.

    :param port: 0 for any free port
    :param host: the address of this computer to listen on; "0.0.0.0" for all
    :param inform: of the FrameSink; called with ``publishing``: images sent and skipped, over all clients
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
        # By PICTURE or device: the frame's number, and what packs a message of it; the message's parts.
        self._newest: dict[str, tuple[int, Callable]] = {}
        self._messages: dict[str, tuple[int, list[memoryview]]] = {}
        self._results: dict[str, tuple[ResultBuffer, bool]] = {}
        self._picture = ("", 0.0)  # the processor whose image is sent, and until when (perf_counter, s)
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

    def serve(self, results: dict[str, tuple[ResultBuffer, bool]]) -> None:
        """Send results too: by name of the processor, where they are, and whether images and labels are sent."""
        self._results = results
        self._wake()

    def put(self, frame: np.ndarray, number: int, timestamp: float, region=None) -> None:
        """Send ``frame``, unless a newer one comes first: (H, W), (H, W, 3) BGR or (H, W, 4) BGRA, uint8 or uint16,
        read at ``timestamp`` (perf_counter, s)."""
        if not self._thread.is_alive():
            raise RuntimeError("The OpenIGTLink server has ended: publish again.")
        if not self._clients or time.perf_counter() < self._picture[1]:
            return
        code = COLOR_CODES.get(frame.shape[2] if frame.ndim == 3 else 1)
        pixels = frame.reshape(frame.shape[:2]).copy() if code is None else cv2.cvtColor(frame, code)
        self._offerImage(PICTURE, number, timestamp, pixels)
        self._wake()

    def _offerImage(self, key: str, number: int, timestamp: float, pixels: np.ndarray) -> None:
        wallClock = _wallClock(timestamp)

        def pack() -> list[memoryview]:
            start = packImage(pixels, key or self._device, self._matrix, wallClock)
            return [memoryview(start), memoryview(pixels.reshape(-1)).cast("B")]

        self._newest[key] = number, pack

    def _offerResult(self, name: str, result: Result, isShown: bool) -> None:
        """Its arrays are lent, and therefore copied."""
        now = time.perf_counter()
        if isShown and result.image is not None and (self._picture[0] == name or now > self._picture[1]):
            self._picture = name, now + PICTURE_SECONDS
            self._offerImage(PICTURE, result.number, result.timestamp, result.image.copy())
        if isShown and result.labels is not None:
            self._offerImage(_deviceName(f"{name} labels"), result.number, result.timestamp, result.labels.copy())
        wallClock = _wallClock(result.timestamp)
        for transform, matrix in result.transforms.items():
            device = _deviceName(transform)
            message = packTransform(matrix, device, wallClock)
            self._newest[device] = result.number, lambda message=message: [memoryview(message)]

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
        isPolling = bool(self._results and self._clients)
        for key, events in self._selector.select(RESULT_SECONDS if isPolling else None):
            if key.fileobj is self._listener:
                self._accept()
            elif key.fileobj is self._alarmed:
                self._alarmed.recv(4096)
            elif key.fileobj in self._clients:  # macOS lists a socket twice, to read and to write: it may be closed
                self._attend(key.data, events)
        if isPolling:
            for name, (memory, isShown) in self._results.items():
                if result := memory.take():
                    self._offerResult(name, result, isShown)
        for client in self._clients.values():
            if not client.parts:
                self._begin(client)
        if time.perf_counter() - self._informTime > INFORM_SECONDS:
            self._report()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # it has disconnected again
            connection, _address = self._listener.accept()
            connection.setblocking(False)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BYTES)
            client = Client(connection, {key: number for key, (number, _pack) in self._newest.copy().items()})
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
            self._newest, self._messages = {}, {}
        self._report()

    def _begin(self, client: Client) -> None:
        """Start to send what is new, if anything: of several devices the one that was sent longest ago. It is packed
        once for all clients."""
        newest, order = self._newest.copy(), [*client.numbers]
        waiting = [key for key, (number, _pack) in newest.items() if client.numbers.get(key) != number]
        if not waiting:
            return
        key = min(waiting, key=lambda each: order.index(each) if each in order else -1)
        number, pack = newest[key]
        if key not in self._messages or self._messages[key][0] != number:
            self._messages[key] = number, pack()
        before = client.numbers.pop(key, 0)
        if key == PICTURE and before:
            self._skipped += max(0, number - before - 1)
        client.numbers[key], client.parts = number, list(self._messages[key][1])
        self._selector.modify(client.socket, selectors.EVENT_READ | selectors.EVENT_WRITE, client)

    def _send(self, client: Client) -> None:
        while client.parts:
            count = client.socket.send(client.parts[0])
            client.parts[0] = client.parts[0][count:]
            if not client.parts[0]:
                del client.parts[0]
        self._sent += next(reversed(client.numbers)) == PICTURE
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


def _wallClock(timestamp: float) -> float:
    """Seconds since the epoch, of a time of ``perf_counter``."""
    return time.time() - (time.perf_counter() - timestamp)


def _deviceName(text: str) -> str:
    """As much of it as the name of a device has room for."""
    return text.encode()[:DEVICE_BYTES].decode(errors="ignore")


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
