"""Reads images from an OpenIGTLink server (Plus, SlicerIGT, another Slicer) like a camera."""

import socket
import time
from collections.abc import Callable

import numpy as np
from fastcrc.crc64 import ecma_182 as crc64

from ...Shared.Errors import SourceError
from ...Shared.Errors import tr as _
from ...Shared.Frame import Tracking
from ...Shared.Source import OpenIGTLinkAddress
from ..OpenCV import cv2
from ..Sources.FrameSource import FrameSource
from .OpenIGTLinkMessages import (
    HEADER,
    WRONG_LENGTH,
    Header,
    MessageError,
    checkImage,
    imageStart,
    unpackImage,
    unpackTransform,
)

CONNECT_SECONDS = 3.0
"""How long a server may take to accept, s: ten times what one across a continent needs."""

IMAGE_SECONDS = 3.0
"""How long a server may send no image before it is reconnected, s: longer than Wi-Fi roaming takes (1-2 s)."""

NOTICE_SECONDS = 5.0
"""How long a refused message is reported, s: long enough to read it."""

SKIP_BYTES = 262144
"""How much of an unwanted message is received at once, bytes: it is read to its end, but not kept."""

TRANSFORM_BYTES_AT_MOST = 65536
"""Maximum size of a transform message, which has a few hundred bytes with metadata."""


class OpenIGTLinkSource(FrameSource):
    """An open connection from which an image has been received.

    :param inform: of the FrameSink
    :raises SourceError: if there is no answer, or no image that can be shown
    """

    live = True

    def __init__(self, address: str, inform: Callable[..., None]):
        self._address = OpenIGTLinkAddress.parse(address)
        self._where = f"{self._address.host}:{self._address.port}"
        self._inform = inform
        self._device = self._address.device  # after the first image: its device
        self._transform: np.ndarray | None = None
        self._body = bytearray()
        self._deadline = 0.0
        self._left = 0  # bytes of the current message
        self._refused = 0
        self._reason = ""  # why the last message was refused, as long as that is reported
        self._reasonTime = 0.0
        self.tracking: Tracking | None = None
        self.granted = {"frameRate": 0.0, "fourcc": "", "backend": "OpenIGTLink"}
        self._first: np.ndarray | None = None  # the image received on opening, until it is read
        self._socket = self._connect()
        try:
            self._first = self.read()
            if self._first is None:
                raise SourceError(self._whyNoImage())
        except BaseException:
            self.release()
            raise

    def _connect(self) -> socket.socket:
        try:
            connection = socket.create_connection((self._address.host, self._address.port), CONNECT_SECONDS)
        except (OSError, UnicodeError) as error:
            problem = _("Nothing answers at {address}. Check the address, and that the OpenIGTLink server is on.")
            raise SourceError(problem, address=self._where) from error
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def _whyNoImage(self) -> str:
        if self._reason:
            return _("{address} sends no usable images. {problem}").format(address=self._where, problem=self._reason)
        if self._address.device:
            text = _('{address} sends no images of the device "{device}". Check its name, and that the sender is on.')
            return text.format(address=self._where, device=self._address.device)
        return _("{address} sends no images. Check that the sender is on.").format(address=self._where)

    def read(self) -> np.ndarray | None:
        """The next image: (H, W) or (H, W, 3) BGR, uint8 or uint16; None when the connection is lost or silent.

        The array is overwritten by the next call.
        """
        if self._first is not None:
            image, self._first = self._first, None
            return image
        self._deadline = time.perf_counter() + IMAGE_SECONDS
        try:
            while True:
                image = self._readMessage()
                if image is not None:
                    self._forgetRefusal()
                    return image
        except MessageError as error:
            self._refuse(error)  # the start of the next message is unknown
        except OSError:
            pass
        return None

    def release(self) -> None:
        """Close the connection."""
        self._socket.close()

    def _readMessage(self) -> np.ndarray | None:
        """Read a message to its end; returns its image if that is wanted and can be shown.

        :raises MessageError: if it is not a message
        """
        header = Header.parse(self._receive(HEADER.size))
        self._left = header.size
        image = None
        try:
            if header.kind == "TRANSFORM" and header.device == (self._address.transform or None):
                self._readTransform(header)
            elif header.device == self._device or not self._device:
                if header.kind == "VIDEO":
                    raise MessageError(_("Compressed VIDEO messages are not supported. Send IMAGE messages."))
                if header.kind == "IMAGE":
                    image = self._readImage(header)
        except MessageError as error:
            self._refuse(error)
        while self._left:
            self._receive(min(self._left, SKIP_BYTES))
        return image

    def _readImage(self, header: Header) -> np.ndarray:
        start = self._receive(min(imageStart(header), header.size))
        first, last = checkImage(header, start)
        if len(self._body) != header.size:
            self._body = bytearray(header.size)
        body = memoryview(self._body)
        body[: len(start)] = start
        self._receiveInto(body[len(start) :])
        _checkSum(header, body)  # only now, so that the sender can continue meanwhile
        pixels, ijkToRAS = unpackImage(header, body[first:last])
        self._device = header.device
        self.tracking = Tracking(header.time, ijkToRAS, self._transform)
        return cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR) if pixels.ndim == 3 else pixels

    def _readTransform(self, header: Header) -> None:
        if header.size > TRANSFORM_BYTES_AT_MOST:
            raise MessageError(WRONG_LENGTH, kind=header.kind)
        body = self._receive(header.size)
        _checkSum(header, body)
        self._transform = unpackTransform(header, body)

    def _receive(self, size: int) -> bytearray:
        data = bytearray(size)
        self._receiveInto(memoryview(data))
        return data

    def _receiveInto(self, view: memoryview) -> None:
        """Fill ``view``.

        :raises OSError: if the connection ends first, or it takes too long
        """
        while len(view):
            seconds = self._deadline - time.perf_counter()
            if seconds <= 0:  # there are messages, but no image
                raise TimeoutError
            self._socket.settimeout(seconds)
            count = self._socket.recv_into(view)
            if count == 0:
                raise ConnectionError
            self._left -= count
            view = view[count:]

    def _refuse(self, error: MessageError) -> None:
        self._refused += 1
        self._reason, self._reasonTime = error.text, time.perf_counter()
        text = _("{address}: {problem} (Messages refused: {count}.)")
        self._inform(notice=text.format(address=self._where, problem=self._reason, count=self._refused))

    def _forgetRefusal(self) -> None:
        if self._reason and time.perf_counter() - self._reasonTime > NOTICE_SECONDS:
            self._reason = ""
            self._inform(notice="")


def _checkSum(header: Header, body) -> None:
    if crc64(body) != header.checksum:
        raise MessageError(_("A {kind} message was damaged (wrong checksum)."), kind=header.kind)
