"""A camera on the network: ``python MjpegServer.py [PORT [CERTIFICATE]]`` prints its port and serves stamped MJPEG over
HTTP, or over HTTPS with the key and the certificates of a file.

Its own process, since a server thread would starve beside a GUI thread that keeps Python's lock. Paths:

/live?width=640&height=480&rate=30&count=0  stamped frames; ``count`` 0 for no end
/resize     twenty frames of 640x480, then frames of 800x600
/garbage    every third part is not a JPEG
/half       twenty frames, then half of one, then silence
/lying      every fifth frame claims in turn to be 65500x16000 and 7680x4320, that one with bytes enough for it
/padded?bytes=0  that many zeros behind each frame
/preamble   some lines before the first boundary
/soak?seed=0  misbehaves at random: sizes, garbage, lies, padding, pauses, ends; each connection in another way
/silent     accepts and never answers
/drip       answers with a letter every half second
/login      asks for a password, "user" and "secret"
/page       an HTML page
"""

import base64
import contextlib
import itertools
import random
import ssl
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import cv2
import numpy as np

from CameraStreamLib.Shared import FrameStamp

COLOR = (40, 120, 200)
"""BGR of the frames below the stamp."""


connections = itertools.count()
"""Number of each connection that misbehaves at random."""


def encodeFrame(width: int, height: int, number: int) -> bytes:
    frame = np.full((height, width, 3), COLOR, np.uint8)
    FrameStamp.write(frame, number)
    return cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, 95])[1].tobytes()


def withSize(jpeg: bytes, width: int, height: int) -> bytes:
    """``jpeg``, whose header says another size."""
    at = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:at] + height.to_bytes(2, "big") + width.to_bytes(2, "big") + jpeg[at + 4 :]


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *arguments) -> None:
        pass

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        serve = getattr(self, f"serve_{url.path.strip('/')}", None)
        if serve is None:
            self.send_error(404)
            return
        with contextlib.suppress(OSError):  # the client has gone
            serve({name: int(values[0]) for name, values in parse_qs(url.query).items() if values[0].isdigit()})
        self.close_connection = True

    def serve_live(self, query: dict) -> None:
        self._begin()
        self._sendFrames(
            query.get("width", 640), query.get("height", 480), query.get("rate", 30), query.get("count", 0)
        )

    def serve_resize(self, query: dict) -> None:
        self._begin()
        self._sendFrames(640, 480, 30, 20)
        self._sendFrames(800, 600, 30, 0, first=21)

    def serve_garbage(self, query: dict) -> None:
        self._begin()
        for number in range(1, 10_000):
            self._sendPart(encodeFrame(640, 480, number) if number % 3 else b"this is no picture" * 200)
            time.sleep(1 / 30)

    def serve_half(self, query: dict) -> None:
        self._begin()
        self._sendFrames(640, 480, 30, 20)
        whole = encodeFrame(640, 480, 21)
        self.wfile.write(self._head(whole) + whole[: len(whole) // 2])
        time.sleep(600)

    def serve_lying(self, query: dict) -> None:
        self._begin()
        for number in range(1, 10_000):
            jpeg = encodeFrame(640, 480, number)
            if number % 10 == 0:
                jpeg = withSize(jpeg, 65500, 16000)
            elif number % 5 == 0:
                jpeg = withSize(jpeg, 7680, 4320) + bytes(7680 * 4320 // 512)
            self._sendPart(jpeg)
            time.sleep(1 / 60)

    def serve_padded(self, query: dict) -> None:
        self._begin()
        for number in range(1, 10_000):
            self._sendPart(encodeFrame(640, 480, number) + bytes(query.get("bytes", 0)))
            time.sleep(1 / 60)

    def serve_preamble(self, query: dict) -> None:
        self._begin()
        self.wfile.write(b"This is a stream of pictures.\r\n\r\nWhat follows is for programs.\r\n")
        self._sendFrames(640, 480, 60, 0)

    def serve_soak(self, query: dict) -> None:
        chance = random.Random(f"{query.get('seed', 0)} {next(connections)}")
        if chance.random() < 0.1:
            self.send_error(503)
            return
        self._begin()
        size = 640, 480
        for number in range(1, 1_000_000):
            jpeg, what = encodeFrame(*size, number), chance.random()
            if what < 0.01:
                size = chance.choice([(640, 480), (352, 288), (800, 600), (1280, 720), (333, 241)])
            elif what < 0.03:
                jpeg = chance.randbytes(2000)
            elif what < 0.04:
                jpeg = withSize(jpeg, chance.randrange(65536), chance.randrange(65536))
            elif what < 0.05:
                jpeg += bytes(chance.randrange(100_000))
            elif what < 0.06:
                jpeg = jpeg[: chance.randrange(len(jpeg))]
            elif what < 0.065:
                time.sleep(chance.random() * 1.5)
            elif what < 0.07:
                self.wfile.write(self._head(jpeg) + jpeg[: chance.randrange(len(jpeg))])
                return
            self._sendPart(jpeg)
            time.sleep(1 / 60)

    def serve_silent(self, query: dict) -> None:
        time.sleep(600)

    def serve_drip(self, query: dict) -> None:
        while True:
            self.wfile.write(b"H")
            time.sleep(0.5)

    def serve_login(self, query: dict) -> None:
        expected = "Basic " + base64.b64encode(b"user:secret").decode()
        if self.headers.get("Authorization") != expected:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="camera"')
            self.end_headers()
            return
        self.serve_live(query)

    def serve_page(self, query: dict) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<html><body>A camera's web page</body></html>")

    def _begin(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
        self.end_headers()

    def _sendFrames(self, width: int, height: int, rate: int, count: int, first: int = 1) -> None:
        number, due = first, time.monotonic()
        while not count or number < first + count:
            self._sendPart(encodeFrame(width, height, number))
            number += 1
            due += 1 / rate
            time.sleep(max(0, due - time.monotonic()))

    def _sendPart(self, jpeg: bytes) -> None:
        self.wfile.write(self._head(jpeg) + jpeg + b"\r\n")

    def _head(self, jpeg: bytes) -> bytes:
        return b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % len(jpeg)


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 0), Handler)
    if len(sys.argv) > 2:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[2])
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    print(server.server_port, flush=True)
    server.serve_forever()
