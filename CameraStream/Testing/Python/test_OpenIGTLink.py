"""OpenIGTLink in and out, with pyigtl and with the C++ library's own example programs at the other end."""

import os
import queue
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import tracemalloc
from pathlib import Path

import numpy as np
import pyigtl
import pytest
from conftest import runUntilFrames
from OpenIGTLinkPeer import MATRIX, RAMP
from Recordings import CORNER_COLORS, SIZE, makeFrame

import slicer

from CameraStreamLib import FrameStamp
from CameraStreamLib.Capture.OpenIGTLinkChecksum import crc64
from CameraStreamLib.Capture.OpenIGTLinkServer import UPRIGHT, OpenIGTLinkServer
from CameraStreamLib.Capture.OpenIGTLinkSource import OpenIGTLinkSource
from CameraStreamLib.Capture.Reader import Reader
from CameraStreamLib.CaptureTypes import CaptureSettings, Tracking
from CameraStreamLib.FrameBuffer import FrameBuffer
from CameraStreamLib.SliceDisplay import ViewSettings
from CameraStreamLib.Source import OpenIGTLinkAddress, SourceError, SourceKind, parseSource
from Host.Application import REPOSITORY
from Host.EventLoop import runUntil

MODULE = REPOSITORY / "CameraStream"
EXAMPLES = Path("/usr/share/doc/openigtlink-examples/examples")
WIDTH, HEIGHT = SIZE


class Peer:
    """OpenIGTLinkPeer in its process."""

    def __init__(self, port: int = 0):
        script = Path(__file__).parent / "OpenIGTLinkPeer.py"
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


@pytest.fixture(scope="module")
def peer():
    """A sender that is on during all tests; it serves one client after another."""
    peer = Peer()
    yield peer
    peer.kill()


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
    matrix = slicer.vtkMRMLVolumeNode.GetIJKToRASMatrix
    return cornersInRAS(slicer.util.arrayFromVTKMatrix(_matrixOf(matrix, volumeNode)))


def _matrixOf(getter, node):
    from vtkmodules.vtkCommonMath import vtkMatrix4x4

    matrix = vtkMatrix4x4()
    getter(node, matrix)
    return matrix


def test_ChecksumIsPyigtls():
    data = np.random.default_rng(1).integers(0, 256, 100_000, np.uint8).tobytes()
    for size in (0, 1, 16383, 16384, 16385, 3 * 16384, 100_000):
        for before in (0, 2**64 - 2):
            assert crc64(data[:size], before) == pyigtl.messages.CRC64(data[:size], before)


# In


def test_AddressIsUnderstood():
    assert parseSource("igtl://lab").kind is SourceKind.OPENIGTLINK
    assert OpenIGTLinkAddress.parse("igtl://lab") == OpenIGTLinkAddress("lab", 18944, "", "")
    address = OpenIGTLinkAddress.parse("IGTL://[::1]:5/Image%20A?transform=ProbeToReference")
    assert address == OpenIGTLinkAddress("::1", 5, "Image A", "ProbeToReference")
    for text in ("igtl://", "igtl://:5", "igtl://lab:0", "igtl://lab:99999", "igtl://lab/?speed=2", "igtl://lab/?a",
                 "igtl://user@lab", "igtl://lab/a?transform=b&transform=c"):  # fmt: skip
        with pytest.raises(SourceError, match="is not an OpenIGTLink address: write for example"):
            parseSource(text)
    with pytest.raises(SourceError, match="at most 20 letters"):
        parseSource("igtl://lab/" + 21 * "x")


@pytest.mark.parametrize(("device", "flip"), [("RGB", [1, 1, 1]), ("LPS", [-1, -1, 1])])
def test_ImageLiesWhereItsMessageSays(logic, peer, device, flip):
    stream = logic.start(peer.url(device), view="", acquisition="in-process")
    runUntilFrames(stream, 3)
    expected = [corner * flip for corner in cornersInRAS(MATRIX)]
    np.testing.assert_allclose(volumeCornersInRAS(stream.volumeNode), expected, atol=1e-4)
    assert stream.frame.pixels.shape == (HEIGHT, WIDTH, 3)
    checkColors(stream.frame.pixels[..., ::-1])
    assert abs(stream.frame.tracking.time - time.time()) < 5
    # The panel's turns do not touch a place that is the sender's, and a crop leaves each pixel where it is.
    stream.show(ViewSettings("", rotation=90, isMirrored=True, spacing=2.0))
    np.testing.assert_allclose(volumeCornersInRAS(stream.volumeNode), expected, atol=1e-4)
    stream.setCrop((100, 50, 200, 100))
    assert runUntil(lambda: stream.frame.pixels.shape == (100, 200, 3), 5)
    first = MATRIX @ [100, 50, 0, 1]
    np.testing.assert_allclose(stream.volumeNode.GetOrigin(), first[:3] * flip, atol=1e-4)


def test_FramesCameInOrderThroughTheProcessWithTheirPose(logic, peer):
    """The transform that came before the image is its volume's parent when the image is shown; its node was there."""
    transformNode = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLLinearTransformNode", "ProbeToReference")
    stream = logic.start(peer.url("RGB?transform=ProbeToReference"))
    seen = []

    def look(stream):
        node = stream.volumeNode.GetParentTransformNode()
        pose = slicer.util.arrayFromTransformMatrix(node)[0, 3]
        seen.append((numberOf(stream.frame.pixels), pose))

    stream.addObserver(look)
    runUntilFrames(stream, 8)
    numbers = [number for number, _pose in seen]
    assert numbers == sorted(set(numbers))
    assert [pose for _number, pose in seen] == numbers
    assert stream.volumeNode.GetParentTransformNode() is transformNode
    slicer.mrmlScene.RemoveNode(transformNode)
    runUntilFrames(stream, stream.statistics.framesShown + 2)
    assert stream.volumeNode.GetParentTransformNode().GetName() == "ProbeToReference"


def readOne(url: str) -> np.ndarray:
    source = OpenIGTLinkSource(url, lambda **info: None)
    image = source.read()
    source.release()
    return image


def test_GreyAndSixteenBitsAreKept(peer):
    grey = readOne(peer.url("Grey"))
    assert grey.dtype == np.uint8
    np.testing.assert_array_equal(grey[16:], makeFrame(1)[16:, :, 0])
    # pyigtl cannot send big endian numbers itself.
    swapped = pyigtl.ImageMessage(RAMP.byteswap()[np.newaxis], device_name="Ramp").pack()
    for url in (peer.url("Ramp"), RawServer([withBytes(swapped, 4, b"\x01")]).url):
        ramp = readOne(url)
        assert ramp.dtype == np.uint16
        np.testing.assert_array_equal(ramp, RAMP)


def test_WithoutADeviceTheFirstImageIsTaken():
    pose = pyigtl.TransformMessage(np.eye(4), device_name="Probe").pack()
    status = pyigtl.StringMessage("hello", device_name="Status").pack()
    messages = [status, pose, imageMessage(1, "A"), imageMessage(2, "B"), imageMessage(3, "A")]
    source = OpenIGTLinkSource(RawServer(messages).url, lambda **info: None)
    assert [numberOf(source.read()) for _ in range(2)] == [1, 3]
    source.release()


def test_MetaDataOfVersionTwoIsPassedOver():
    message = imageMessage(7, header_version=2, metadata={"Depth": "50", "Probe": "x" * 300})
    pose = pyigtl.TransformMessage(np.diag([1, 2, 3, 1]), device_name="P")
    pose.header_version, pose.metadata = 2, {"Status": "OK"}
    source = OpenIGTLinkSource(RawServer([pose.pack(), message]).url + "/?transform=P", lambda **info: None)
    checkColors(source.read())
    np.testing.assert_array_equal(source.tracking.transform, np.diag([1, 2, 3, 1]))
    np.testing.assert_allclose(source.tracking.ijkToRAS, MATRIX, atol=1e-5)
    source.release()


GOOD = imageMessage()
BAD = {
    "wrong checksum": withBytes(GOOD, 5000, b"\x55", isSummed=False),
    "volume of 352 x 288 x 9: have it send single slices": withBytes(GOOD, 10, struct.pack(">H", 9)),
    "unsigned 8 or 16 bits": withBytes(GOOD, 3, b"\x0a"),
    "grey or RGB": withBytes(GOOD, 2, b"\x05"),
    "image is of 65535 x 288 pixels": withBytes(GOOD, 6, b"\xff\xff"),
    "image is of 0 x 288 pixels": withBytes(GOOD, 6, b"\x00\x00"),
    "have it send whole images": withBytes(GOOD, 60, struct.pack(">H", 1)),
    "16000 pixels has a wrong length": withBytes(withBytes(GOOD, 8, b"\x3e\x80"), 68, b"\x3e\x80"),
    "352 x 288 pixels has a wrong length": GOOD[:42] + struct.pack(">Q", len(GOOD) - 57) + GOOD[50:] + b"x",
    "image has a wrong length": GOOD[:42] + struct.pack(">Q", 71) + GOOD[50 : 58 + 71],
    "have it send a matrix": withBytes(GOOD, 12, struct.pack(">12f", *[0] * 12)),
    "has no place in space": withBytes(GOOD, 12, struct.pack(">f", float("nan"))),
    "compressed (VIDEO messages)": GOOD[:2] + b"VIDEO" + bytes(7) + GOOD[14:],
    "transform has a wrong length": pyigtl.TransformMessage(device_name="P").pack()[:42] + bytes(15) + b"\x01X",
}


@pytest.mark.parametrize("words", BAD)
def test_BadMessageIsRefusedAndTheNextOneTaken(words):
    notices = []
    bad = BAD[words]
    if words.startswith("transform"):
        bad = bad[:42] + struct.pack(">QQ", 1, pyigtl.messages.CRC64(b"X")) + b"X"
    server = RawServer([bad, imageMessage(5)])
    source = OpenIGTLinkSource(server.url + "/?transform=P", lambda **info: notices.append(info["notice"]))
    assert numberOf(source.read()) == 5
    source.release()
    (notice,) = notices
    assert words in notice
    assert notice.startswith("127.0.0.1:")


def test_OnlyBadMessagesFailWithTheirReason():
    video = BAD["compressed (VIDEO messages)"]
    with pytest.raises(SourceError, match=r"no image that can be shown: its video is compressed \(VIDEO messages\)"):
        OpenIGTLinkSource(RawServer([video], []).url, lambda **info: None)
    with pytest.raises(SourceError, match=r"Nothing answers at 127\.0\.0\.1:9: check"):
        OpenIGTLinkSource("igtl://127.0.0.1:9", lambda **info: None)


@pytest.mark.parametrize(
    ("lie", "words"),
    [
        (os.urandom(5000), "its data is not OpenIGTLink"),
        (b"GET / HTTP/1.1\r\nHost: camera\r\n" + b"\r\n" * 30, "its data is not OpenIGTLink"),
        (GOOD[:42] + struct.pack(">Q", 2**63) + GOOD[50:], "its data is not OpenIGTLink"),
        (GOOD[:42] + struct.pack(">Q", 300_000_000) + GOOD[50:], "352 x 288 pixels has a wrong length"),
        (
            b"\0\2" + GOOD[2:42] + struct.pack(">QQHHII", 300_304_212, 0, 12, 0, 300_000_000, 0) + GOOD[58:],
            "352 x 288 pixels has a wrong length",
        ),
    ],
    ids=["noise", "web", "endless", "long", "meta"],
)
def test_NothingIsAllocatedForALie(lie, words):
    tracemalloc.start()
    try:
        with pytest.raises(SourceError, match=words):
            OpenIGTLinkSource(RawServer([lie], []).url, lambda **info: None)
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


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

    def publish(self, timestamp, offset, sourceSize, tracking=None) -> int:
        self.numbers.append(numberOf(self.frame))
        return len(self.numbers)


def test_StreamSurvivesGarbage():
    """In the midst of a connection: it is made anew, and the stream goes on."""
    server = RawServer([imageMessage(1), os.urandom(3000)], [imageMessage(2)], [])
    collector = Collector()
    reader = Reader(CaptureSettings(parseSource(server.url)), collector, queue.SimpleQueue())
    thread = threading.Thread(target=reader.run)
    thread.start()
    deadline = time.monotonic() + 10
    while collector.numbers != [1, 2] and time.monotonic() < deadline:
        time.sleep(0.01)
    reader.stop()
    thread.join(10)
    assert collector.numbers == [1, 2]
    assert "data is not OpenIGTLink" in collector.information["notice"]
    assert [state for state, _message in collector.said][:4] == ["OPENING", "STREAMING", "RECONNECTING", "STREAMING"]


def test_LostServerIsConnectedAgain(logic):
    peer = Peer()
    try:
        stream = logic.start(peer.url("RGB"), view="", acquisition="in-process")
        runUntilFrames(stream, 3)
        peer.kill()
        assert runUntil(lambda: stream.state.name == "RECONNECTING", 5)
        shown = stream.statistics.framesShown
        peer = Peer(peer.port)
        runUntilFrames(stream, shown + 3)
        assert stream.state.name == "STREAMING", (stream.message, stream.info)
    finally:
        peer.kill()


def test_TrackingPassesThroughSharedMemory():
    buffer = FrameBuffer()
    for transform in (None, np.diag([1.0, 2, 3, 1])):
        buffer.buffer((2, 3), np.uint8)
        buffer.publish(1.0, (0, 0), (3, 2), Tracking(5.5, MATRIX, transform))
        tracking = buffer.take().tracking
        assert tracking.time == 5.5
        np.testing.assert_array_equal(tracking.ijkToRAS, MATRIX)
        np.testing.assert_array_equal(tracking.transform, transform)
    buffer.buffer((2, 3), np.uint8)
    buffer.publish(1.0, (0, 0), (3, 2))
    assert buffer.take().tracking is None
    buffer.close()


# Out


@pytest.fixture
def server():
    """A server on a free port; ``server.information`` is what it tells."""
    information = {}
    server = OpenIGTLinkServer("127.0.0.1", 0, "Camera", lambda **info: information.update(info["publish"]))
    server.information = information
    yield server
    server.close()
    server.join(5)
    assert not server._thread.is_alive()


def feed(server, condition, frame=None, seconds: float = 10) -> int:
    """Put a frame every 10 ms until ``condition()``; returns how many there were."""
    number, deadline = 0, time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        number += 1
        bgr = np.ascontiguousarray(makeFrame(number)[..., ::-1])
        server.put(bgr if frame is None else frame, number, time.perf_counter())
        time.sleep(0.01)
    return number


def portOf(server) -> int:
    return int(server.address.rpartition(":")[2])


class PyigtlClient:
    """pyigtl's client; it keeps the last message of a device only."""

    def __init__(self, server):
        self._client = pyigtl.OpenIGTLinkClient("127.0.0.1", portOf(server))
        self.messages = []

    def hasMessages(self, count: int):
        """Whether there were ``count``: a condition for ``feed``."""
        self.messages += self._client.get_latest_messages()
        return len(self.messages) >= count

    def stop(self) -> None:
        self._client.stop()


def test_PyigtlReceivesEachFrameInItsColorsAtItsPlace(server):
    place = MATRIX @ np.diag([2, 3, 1, 1])
    server.change("Endoscope", place.ravel().tolist())
    client = PyigtlClient(server)
    feed(server, lambda: client.hasMessages(5))
    client.stop()
    message = client.messages[-1]
    assert message.device_name == "Endoscope"
    assert message.world_coordinate_system == "ras"
    assert abs(message.timestamp - time.time()) < 5
    np.testing.assert_allclose(message.ijk_to_world_matrix, place, atol=1e-4)
    checkColors(message.image[0][..., ::-1])
    numbers = [numberOf(message.image[0]) for message in client.messages]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize("frame", [RAMP, makeFrame(1)[..., 0], RAMP.reshape(HEIGHT, WIDTH, 1)], ids=["16", "8", "1"])
def test_GreyIsSentAsItIs(server, frame):
    client = PyigtlClient(server)
    feed(server, lambda: client.hasMessages(1), np.ascontiguousarray(frame))
    client.stop()
    np.testing.assert_array_equal(client.messages[0].image[0], frame.reshape(HEIGHT, WIDTH))


def test_SlowClientGetsTheNewestAndHoldsNobodyUp(server):
    """It reads nothing at first; others get every frame meanwhile."""
    with socket.create_connection(("127.0.0.1", portOf(server))) as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        clients = [PyigtlClient(server) for _ in range(2)]
        count = feed(server, lambda: min(client.hasMessages(60) for client in clients))
        for client in clients:
            client.stop()
        numbers = []
        while not numbers or numbers[-1] < count - 1:
            feed(server, lambda: True)
            body = _receive(slow)
            numbers.append(numberOf(np.frombuffer(body[72:], np.uint8).reshape(HEIGHT, WIDTH, 3)))
        assert numbers[-1] >= count - 1
        assert len(numbers) < 8, "what was older was skipped"
    feed(server, lambda: server.information["clients"] == 0)
    assert server.information["skipped"] > count / 2


def _receive(connection) -> bytes:
    header = connection.recv(58, socket.MSG_WAITALL)
    size = pyigtl.MessageBase.parse_header(header)["body_size"]
    return connection.recv(size, socket.MSG_WAITALL)


def test_ClientsComeAndGo(server):
    assert server.information["clients"] == 0
    for _ in range(3):
        connection = socket.create_connection(("127.0.0.1", portOf(server)))
        connection.sendall(b"whatever")
        feed(server, lambda: server.information["clients"] == 1)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # in the midst of a frame
        connection.close()
        feed(server, lambda: server.information["clients"] == 0)
    client = PyigtlClient(server)
    feed(server, lambda: client.hasMessages(1))
    client.stop()


def test_OtherDevicesAreNotReadForEver(server):
    isDone = threading.Event()
    sender = threading.Thread(target=feed, args=(server, isDone.is_set))
    sender.start()
    with pytest.raises(SourceError, match='sends no image of the device "Other" by OpenIGTLink'):
        readOne(f"igtl://{server.address}/Other")
    assert sender.is_alive()
    isDone.set()
    sender.join()


def test_ListensOnLoopbackOnly(server):
    with pytest.raises(OSError, match=r"refused|reach"), socket.create_connection(("127.0.0.2", portOf(server)), 2):
        pass


def test_PublishedStreamHasTheVolumesPlaceUntilItIsStopped(logic):
    stream = logic.start("testpattern:352x288@60", view="")
    runUntilFrames(stream, 1)
    stream.publish(port=0, deviceName="Camera")
    assert runUntil(lambda: stream.info.get("publish", {}).get("address"), 5)
    address = stream.info["publish"]["address"]
    source = OpenIGTLinkSource(f"igtl://{address}/Camera", lambda **info: None)
    numbers = [numberOf(source.read()) for _ in range(5)]
    assert numbers == sorted(set(numbers))
    assert abs(source.tracking.time - time.time()) < 2
    np.testing.assert_allclose(cornersInRAS(source.tracking.ijkToRAS), volumeCornersInRAS(stream.volumeNode), atol=1e-4)
    stream.volumeNode.SetOrigin(11, 22, 33)
    logic.update()
    place = None
    for _ in range(60):
        source.read()
        place = source.tracking.ijkToRAS[:3, 3]
        if np.allclose(place, [11, 22, 33], atol=1e-3):
            break
    np.testing.assert_allclose(place, [11, 22, 33], atol=1e-3)
    assert runUntil(lambda: stream.info["publish"]["clients"] == 1 and stream.info["publish"]["sent"] > 5, 5)
    stream.stopPublishing()
    assert runUntil(lambda: not stream.info["publish"], 5)
    while source.read() is not None:
        pass
    source.release()
    assert stream.state.name == "STREAMING"
    stream.stop()
    with pytest.raises(SourceError, match="start it first"):
        stream.publish()


def isServed(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_PortInUseIsASentence(logic, server):
    stream = logic.start("testpattern:352x288", view="", acquisition="in-process")
    stream.publish(port=portOf(server))
    assert runUntil(lambda: "error" in stream.info.get("publish", {}), 5)
    assert stream.info["publish"]["error"].startswith(f"Port {portOf(server)} is used by another program: choose")
    runUntilFrames(stream, stream.statistics.framesShown + 2)
    for port, name, words in ((70000, "Camera", "is no port"), (0, "x" * 21, "20 letters"), (0, "", "a device name")):
        with pytest.raises(SourceError, match=words):
            stream.publish(port=port, deviceName=name)
    stream.publish(port=0)
    assert runUntil(lambda: "address" in stream.info["publish"], 5)
    port = int(stream.info["publish"]["address"].split(":")[1])
    socket.create_connection(("127.0.0.1", port)).close()
    stream.stop()
    assert runUntil(lambda: not isServed(port), 5)


# Without Slicer


def publishAlone(*arguments: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "CameraStreamLib.Capture.Publish", "--port", "0", *arguments]
    return subprocess.Popen(command, cwd=MODULE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_PublishingWithoutSlicer():
    process = publishAlone("--source", "testpattern:352x288", "--device", "Endoscope")
    line = process.stdout.readline()
    assert line.startswith("testpattern:352x288 is served as Endoscope at 127.0.0.1:")
    address = line.split(" at ")[1].split(". ")[0]
    source = OpenIGTLinkSource(f"igtl://{address}/Endoscope", lambda **info: None)
    assert numberOf(source.read()) > 0
    np.testing.assert_array_equal(source.tracking.ijkToRAS, UPRIGHT)
    assert process.stdout.readline() == "Clients: 1\n"
    source.release()
    assert process.stdout.readline() == "Clients: 0\n"
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=10)
    assert (process.returncode, output, errors) == (0, "", "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--source", "nowhere.mp4"), "There is no file"),
        (("--port", "70000"), "is no port"),
        (("--source", "testpattern", "--host", "192.0.2.1"), "is no address of this computer: give 127.0.0.1"),
    ],
)
def test_PublishingWithoutSlicerSaysWhatIsWrong(arguments, words):
    process = publishAlone(*arguments)
    output, errors = process.communicate(timeout=20)
    assert (process.returncode, output) == (1, "")
    assert words in errors
    assert len(errors.splitlines()) == 1


def test_RequirementCanBeReadBySlicer():
    from Host.Packaging import load_requirements

    (requirement,) = load_requirements(MODULE / "Resources/requirements-openigtlink.txt")
    assert requirement.name == "pyigtl"


# The C++ library


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """Compiles an example program of the OpenIGTLink library and runs it: ``example("Imager/ImagerServer", ...)``."""
    headers = Path("/usr/include/openigtlink")
    if not shutil.which("g++") or not headers.exists() or not EXAMPLES.exists():
        pytest.skip("needs g++ and the packages libopenigtlink-dev and openigtlink-examples")
    folder, processes = tmp_path_factory.mktemp("examples"), []

    def run(name: str, *arguments) -> subprocess.Popen:
        program = folder / Path(name).name
        command = ["g++", "-w", f"-I{headers}", f"{EXAMPLES / name}.cxx", "-lOpenIGTLink", "-lpthread", "-o", program]
        subprocess.run(command, check=True)
        processes.append(
            subprocess.Popen(
                [program, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
            )
        )
        return processes[-1]

    yield run
    for process in processes:
        process.kill()
        process.wait()
        process.stderr.close()


def test_ReceivedByTheCppLibrary(server, example):
    """Its client prints what it got if the checksum is right."""
    client = example("Receiver/ReceiveClient", "127.0.0.1", portOf(server))
    server.change("Camera", (MATRIX @ np.diag([2, 2, 1, 1])).ravel())
    feed(server, lambda: server.information.get("sent", 0) > 3)
    lines = {}
    while "Sub-Volume offset" not in lines:
        name, _colon, value = client.stderr.readline().partition(":")
        lines[name.strip()] = value.strip()
    assert lines["Device Name"] == "Camera"
    assert lines["Dimensions"] == f"({WIDTH}, {HEIGHT}, 1)"
    assert [float(value) for value in lines["Spacing"].strip("()").split(",")] == pytest.approx([0.8, 1, 1])
    assert abs(float(lines["Time stamp"]) - time.time()) < 60


def test_SentByTheCppLibrary(example):
    """Its images have their center at the origin, axes (1, 0, 0) and (0, -1, 0), and are in RAS."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    example("Imager/ImagerServer", port, 60, EXAMPLES / "Imager/img")
    deadline = time.monotonic() + 5
    while True:
        try:
            source = OpenIGTLinkSource(f"igtl://127.0.0.1:{port}/ImagerClient", lambda **info: None)
            break
        except SourceError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
    images = [source.read().copy() for _ in range(2)]
    source.release()
    for index, image in enumerate(images):
        raw = np.fromfile(EXAMPLES / f"Imager/img/igtlTestImage{index + 1}.raw", np.uint8)
        np.testing.assert_array_equal(image, raw.reshape(256, 256))
    np.testing.assert_array_equal(source.tracking.ijkToRAS @ [127.5, 127.5, 0, 1], [0, 0, 0, 1])
    np.testing.assert_array_equal(source.tracking.ijkToRAS @ [0, 0, 0, 1], [-127.5, 127.5, 0, 1])
