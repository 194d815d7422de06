"""Each reader with damaged input, by hypothesis: the same input each time, or other input with ``make fuzz``."""

import contextlib
import json
import re
import socket
import threading
import time
from urllib.parse import urlsplit

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from MjpegServer import encodeFrame
from OpenIGTLinkPeers import imageMessage, withBytes
from Recordings import writeVideo

import slicer

from CameraStreamLib.Capture.OpenIGTLink.OpenIGTLinkSource import OpenIGTLinkSource
from CameraStreamLib.Capture.Sources.Jpeg import MAXIMUM_PIXELS, JpegDecoder, readHeader
from CameraStreamLib.Capture.Sources.OpenSource import openSource
from CameraStreamLib.Capture.Sources.Replay import Replay
from CameraStreamLib.Shared.Errors import SourceError
from CameraStreamLib.Shared.Passwords import HIDDEN, PasswordMemory, hidePassword
from CameraStreamLib.Shared.RecordingFile import COLUMNS, csvPath, sidePath
from CameraStreamLib.Shared.Schema import isPlace
from CameraStreamLib.Shared.Settings import CaptureSettings
from CameraStreamLib.Shared.Source import parseSource

JPEG = encodeFrame(352, 288, 1)

FEW = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
"""For what needs a connection each time."""

SECONDS = 12.0
"""How long one damaged stream may keep a reader: an open may take 6 s, and a question of the server 6 more."""


@st.composite
def damaged(draw, data: bytes) -> bytes:
    """``data`` with other bytes in some places, a part left out or said twice, or an end cut off."""
    result = bytearray(data)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(result)))
        new = draw(st.binary(min_size=1, max_size=8))
        kind = draw(st.sampled_from(["replace", "insert", "remove", "repeat", "cut"]))
        if kind == "replace":
            result[at : at + len(new)] = new
        elif kind == "insert":
            result[at:at] = new
        elif kind == "remove":
            del result[at : at + draw(st.integers(1, 200))]
        elif kind == "repeat":
            result[at:at] = result[max(0, at - draw(st.integers(1, 2000))) : at]
        elif draw(st.booleans()):
            del result[at:]
    return bytes(result)


# Only the header of a JPEG: damage in hundreds of kilobytes of pixels would hardly ever hit anything else.
HEAD = readHeader(JPEG)[2]


@given(damaged(JPEG[:HEAD]), damaged(JPEG[HEAD:]))
def test_DamagedJpegIsAFrameOrNone(head, scan):
    image = JpegDecoder().decode(np.frombuffer(head + scan, np.uint8))
    if image is not None:
        assert image.shape[0] * image.shape[1] <= MAXIMUM_PIXELS
        assert image.shape[2] == 3


@given(st.binary(max_size=300))
@example(b"\xff\xd8" + b"\xff" * 100_000)
@example(b"\xff\xd8\xff\xc0\x00\x02" * 10_000)
def test_HeaderOfAnythingIsReadInNoTime(data):
    start = time.perf_counter()
    for begin in (b"", b"\xff\xd8", b"\xff\xd8\xff"):
        readHeader(begin + data)
    assert time.perf_counter() - start < 0.5


class Server:
    """Answers each request of each connection with the next of some texts, and then lets go of it."""

    def __init__(self):
        self.answers: list[bytes] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _address = self._listener.accept()
                connection.settimeout(1)
                with connection, contextlib.suppress(OSError):
                    for answer in tuple(self.answers):
                        connection.recv(4096)
                        connection.sendall(answer)

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


@pytest.fixture(scope="module")
def server():
    server = Server()
    yield server
    server.close()


def readToEnd(address, limit: int = 20, backend: str = "Automatic") -> int:
    """How many frames come from an address; nothing but a SourceError may be raised, and it may not take long."""
    start, count = time.perf_counter(), 0
    with contextlib.suppress(SourceError):
        source = openSource(CaptureSettings(parseSource(address), backend=backend), lambda **info: None)
        source.isEachWanted = True
        while count < limit and (frame := source.read()) is not None:
            assert frame.shape[0] * frame.shape[1] <= MAXIMUM_PIXELS
            assert source.tracking is None or isPlace(source.tracking.ijkToRAS)
            count += 1
        source.release()
    assert time.perf_counter() - start < SECONDS
    return count


PART = b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n%s\r\n" % (len(JPEG), JPEG)
HTTP = b"HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=frame\r\n\r\n"


BACKENDS = st.sampled_from(["Automatic", "FFmpeg"])
"""PyAV and OpenCV."""


@pytest.mark.parametrize("backend", ["Automatic", "FFmpeg"])
def test_ServerIsAsItShouldBe(server, backend):
    server.answers = [HTTP + 5 * PART]
    assert readToEnd(f"http://{server.address}/", backend=backend) >= 4


@FEW
@given(damaged(HTTP), damaged(2 * PART[:100]), damaged(PART), BACKENDS)
def test_DamagedMjpegEndsOrGoesOn(server, head, lines, part, backend):
    server.answers = [head + PART + lines + part + 2 * PART]
    readToEnd(f"http://{server.address}/", backend=backend)


DESCRIPTION = (
    b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nt=0 0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"
    b"a=fmtp:96 packetization-mode=1;sprop-parameter-sets=Z0IAHukBQHsg,aM4xUg==\r\na=control:track1\r\n"
)
RTSP = [
    b"RTSP/1.0 200 OK\r\nCSeq: 1\r\nPublic: DESCRIBE, SETUP, PLAY\r\n\r\n",
    b"RTSP/1.0 200 OK\r\nCSeq: 2\r\nContent-Type: application/sdp\r\nContent-Length: %d\r\n\r\n%s"
    % (len(DESCRIPTION), DESCRIPTION),
    b"RTSP/1.0 200 OK\r\nCSeq: 3\r\nSession: 1\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n",
    b"RTSP/1.0 200 OK\r\nCSeq: 4\r\nSession: 1\r\n\r\n"
    + b"".join(
        b"$\x00\x00\x1c\x80\xe0\x00%c\x00\x00\x00\x00\x00\x00\x00\x01e" % index + b"x" * 15 for index in range(9)
    ),
]


@FEW
@given(st.integers(0, 3), st.data(), BACKENDS)
def test_DamagedRtspEndsOrGoesOn(server, index, data, backend):
    server.answers = [*RTSP]
    server.answers[index] = data.draw(damaged(RTSP[index]))
    readToEnd(f"rtsp://{server.address}/", backend=backend)


MESSAGE = imageMessage()
NUMBERS = st.floats(width=32).map(lambda value: np.array(value, ">f4").tobytes())


class Replied:
    """A connection from which ``data`` comes."""

    def __init__(self, data: bytes):
        self._data = memoryview(data)

    def recv_into(self, view) -> int:
        count = min(len(view), len(self._data), 4096)
        view[:count], self._data = self._data[:count], self._data[count:]
        return count

    def settimeout(self, seconds: float) -> None:
        pass

    def close(self) -> None:
        pass


def readMessages(monkeypatch, data: bytes) -> list:
    """What comes of OpenIGTLink's bytes."""
    with monkeypatch.context() as patch:
        patch.setattr(OpenIGTLinkSource, "_connect", lambda self: Replied(data))
        images = []
        with contextlib.suppress(SourceError):
            source = OpenIGTLinkSource("igtl://camera/?transform=Probe", lambda **info: None)
            while (image := source.read()) is not None:
                images.append(image)
                assert isPlace(source.tracking.ijkToRAS)
                assert source.tracking.transform is None or isPlace(source.tracking.transform)
        return images


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damaged(MESSAGE[:130]))
def test_DamagedOpenIGTLinkIsRefused(monkeypatch, head):
    readMessages(monkeypatch, head + MESSAGE[130:] + MESSAGE)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(12, 70), st.one_of(st.binary(min_size=1, max_size=6), NUMBERS))
@example(12, np.array([3e38] * 9, ">f4").tobytes())
@example(12, np.array([1e-30] * 9, ">f4").tobytes())
@example(15, b"\0G")  # whose first pixel lies outside of what its center lies in
def test_SenderOfOpenIGTLinkThatMeansHarmIsRefused(monkeypatch, position, data):
    """Its checksums are right."""
    assert len(readMessages(monkeypatch, MESSAGE)) == 1
    readMessages(monkeypatch, withBytes(MESSAGE, position, data) + MESSAGE)


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    return writeVideo(tmp_path_factory.mktemp("film") / "film.mkv", count=4, rate=30)


ROWS = ",".join(COLUMNS) + "\n" + "".join(f"{number},{number / 30},x,0,1,\n" for number in range(1, 5))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda values: st.lists(values, max_size=4) | st.dictionaries(st.sampled_from(
        ["place", "parts", "ijkToRAS", "parentTransform", "offset", "sourceSize", "width", "height", "channels", "id"]
    ), values, max_size=4),
    max_leaves=20,
)  # fmt: skip
MATRIX = st.lists(st.lists(st.sampled_from([0, 1, -1, 0.5, float("nan"), 1e308, 1e-9, None]), min_size=4, max_size=4))
PLACE = st.fixed_dictionaries({"ijkToRAS": MATRIX, "parentTransform": MATRIX | st.none()})
PART_VALUES = st.integers(-2, 400) | st.lists(st.integers(-1, 9))
PARTS = st.lists(st.dictionaries(st.sampled_from(["width", "height", "offset", "sourceSize"]), PART_VALUES), max_size=2)
SIDES = JSON | st.fixed_dictionaries({"place": PLACE, "parts": PARTS})
SIDE = json.dumps({"place": {"ijkToRAS": np.eye(4).tolist()}}).encode()


@given(SIDES.map(json.dumps).map(str.encode) | damaged(SIDE))
def test_DamagedSideFileHarmsNoFilm(film, side):
    csvPath(film).write_text(ROWS)
    sidePath(film).write_bytes(side)
    source = openSource(CaptureSettings(parseSource(film)), lambda **info: None)
    assert isinstance(source, Replay)
    assert source.placement is None or isPlace(source.placement.ijkToRAS)
    source.release()
    assert readToEnd(film) == 4


@given(damaged(ROWS.encode()))
@example(ROWS.replace(",1,\n", ",2,\n").encode())
def test_DamagedCsvHarmsNoFilm(film, rows):
    csvPath(film).write_bytes(rows)
    sidePath(film).unlink(missing_ok=True)
    assert readToEnd(film) > 0


WORDS = st.text(st.characters(codec="utf-8", exclude_characters=HIDDEN[0]), min_size=4, max_size=12)
PATHS = st.text("/abc?=&1", max_size=9)


@given(st.sampled_from(["rtsp", "http", "https", "rtmp"]), st.text("abc", min_size=1), WORDS, PATHS)
def test_NoPartOfAPasswordIsSeen(scheme, user, password, path):
    assume(not re.match(r"[1-9]\d{0,4}[/?]", password))  # user:port/ looks like a computer without a user
    address = f"{scheme}://{user}:{password}@camera/{path}"
    shown = hidePassword(address)
    assert hidePassword(shown) == shown
    assert password not in shown.removeprefix(f"{scheme}://{user}:").replace("camera/" + path, "")
    assert PasswordMemory().hide(address) in (shown, hidePassword(address.strip()))
    with contextlib.suppress(SourceError):
        assert parseSource(address).address == address
        assert urlsplit(address).hostname == "camera", "nothing else is looked up"


SETTINGS = [
    "rotation",
    "spacing",
    "backend",
    "acquisition",
    "width",
    "frameRate",
    "flip",
    "interpolate",
    "source",
    "view",
]


@given(st.dictionaries(st.sampled_from(SETTINGS), st.text(max_size=8)))
def test_NoTextOfASettingRaises(host, texts):
    from CameraStreamLib.Camera.ParameterNode import CameraStreamParameterNode, repairSettings  # in the host only

    node = slicer.vtkMRMLScriptedModuleNode()
    for name, text in texts.items():
        node.SetParameter(name, text)
    repairSettings(node)
    parameterNode = CameraStreamParameterNode(node)
    for name in parameterNode.allParameters:
        value = getattr(parameterNode, name)
        if value is not None:  # a node
            setattr(parameterNode, name, value)
    assert repairSettings(node) == ""
