"""A camera on the network: ``python MjpegServer.py [PORT]`` prints its port and serves stamped MJPEG over HTTP.

Its own process, since a server thread would starve beside a GUI thread that keeps Python's lock. Paths:

/live?width=640&height=480&rate=30&count=0  stamped frames; ``count`` 0 for no end
/resize     twenty frames of 640x480, then frames of 800x600
/garbage    every third part is not a JPEG
/half       twenty frames, then half of one, then silence
/silent     accepts and never answers
/drip       answers with a letter every half second
/login      asks for a password, "user" and "secret"
/page       an HTML page
"""

import base64
import contextlib
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import cv2
import numpy as np

from CameraStreamLib.Shared import FrameStamp

COLOR = (40, 120, 200)
"""BGR of the frames below the stamp."""


def encodeFrame(width: int, height: int, number: int) -> bytes:
    frame = np.full((height, width, 3), COLOR, np.uint8)
    FrameStamp.write(frame, number)
    return cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, 95])[1].tobytes()


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
    print(server.server_port, flush=True)
    server.serve_forever()
