"""OpenIGTLink out: what pyigtl, the C++ library and slow clients get of a stream, from Slicer and without it."""

import contextlib
import dataclasses
import queue
import signal
import socket
import struct
import subprocess
import sys
import threading
import time

import numpy as np
import pyigtl
import pytest
from conftest import runUntilFrames
from OpenIGTLinkPeers import (
    HEIGHT,
    MODULE,
    WIDTH,
    Collector,
    Examples,
    checkColors,
    cornersInRAS,
    numberOf,
    readOne,
    volumeCornersInRAS,
)
from OpenIGTLinkSender import MATRIX, RAMP
from Recordings import makeFrame

from CameraStreamLib.Capture.OpenIGTLink.OpenIGTLinkServer import UPRIGHT, OpenIGTLinkServer
from CameraStreamLib.Capture.OpenIGTLink.OpenIGTLinkSource import OpenIGTLinkSource
from CameraStreamLib.Capture.Outputs.Taps import Taps
from CameraStreamLib.Capture.Reader import Reader
from CameraStreamLib.Shared import FrameStamp
from CameraStreamLib.Shared.Commands import Publish
from CameraStreamLib.Shared.Errors import SourceError
from CameraStreamLib.Shared.Settings import CaptureSettings
from CameraStreamLib.Shared.Source import parseSource
from Host.EventLoop import runUntil


@pytest.fixture
def examples(tmp_path):
    examples = Examples(tmp_path)
    yield examples
    examples.close()


@pytest.fixture
def server():
    """A server on a free port; ``server.information`` is what it tells."""
    information = {}
    server = OpenIGTLinkServer("127.0.0.1", 0, "Camera", lambda **info: information.update(info["publishing"]))
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
def test_GrayscaleIsSentAsItIs(server, frame):
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


def test_ClientThatLeavesInMidFrameTakesNobodyWithIt(server):
    """macOS (kqueue) names a socket twice that can be read and written; here such a selector stands for it."""
    select = server._selector.select
    server._selector.select = lambda *_: [(key, each) for key, events in select() for each in (1, 2) if events & each]
    stays, leaves = (socket.create_connection(("127.0.0.1", portOf(server))) for _ in range(2))
    leaves.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # ends at once, with what it has
    feed(server, lambda: server.information["clients"] == 2)
    large = np.zeros((3000, 3000, 3), np.uint8)  # more than any buffer between the two
    server.put(large, 1000, time.perf_counter())
    while len(_receive(stays)) < large.nbytes:
        pass
    leaves.close()
    feed(server, lambda: server.information["clients"] == 1)
    server.put(large, 2000, time.perf_counter())
    while len(_receive(stays)) < large.nbytes:
        pass
    stays.close()


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
    with pytest.raises(SourceError, match='sends no images of the device "Other"'):
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
    assert runUntil(lambda: stream.info.publishing.get("address"), 5)
    address = stream.info.publishing["address"]
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
    assert runUntil(lambda: stream.info.publishing["clients"] == 1 and stream.info.publishing["sent"] > 5, 5)
    stream.stopPublishing()
    assert runUntil(lambda: not stream.info.publishing, 5)
    while source.read() is not None:
        pass
    source.release()
    assert stream.state.name == "STREAMING"
    stream.stop()
    with pytest.raises(SourceError, match="Start it before publishing"):
        stream.publish()


RESULTS = """
import numpy as np
def process(pixels):
    matrix = np.eye(4)
    matrix[:3, 3] = [1, 2, pixels.sum() % 1000]
    labels = (pixels[..., 0] > 128) * np.uint16(300)
    return {"image": 255 - pixels, "labels": labels, "transforms": {"Marker 3": matrix}}
"""


def test_PyigtlReceivesWhatAProcessorMakes(logic, acquisition, tmp_path):
    """The image instead of the camera's, labels as an image, transforms; as long as it runs and is shown."""
    file = tmp_path / "made.py"
    file.write_text(RESULTS)
    stream = logic.start("testpattern:352x288@30", view="", acquisition=acquisition)
    stream.publish(port=0, deviceName="Endoscope")
    processor = stream.addProcessor(file)
    assert runUntil(lambda: stream.info.publishing.get("address"), 10)
    client = pyigtl.OpenIGTLinkClient("127.0.0.1", int(stream.info.publishing["address"].rpartition(":")[2]))
    messages = {}

    def newest(*names: str) -> bool:
        """Until there is a new message of each of these devices, and of one frame."""
        messages.update({each.device_name: each for each in client.get_latest_messages()})
        return set(names) <= set(messages) and len({messages[name].timestamp for name in names}) == 1

    def isAllThere() -> bool:
        isOfOneFrame = newest("Endoscope", "made labels", "Marker 3")
        return isOfOneFrame and FrameStamp.read(messages["Endoscope"].image[0]) is None  # not the camera's own any more

    assert runUntil(isAllThere, 15), (list(messages), processor.error)
    image, labels = messages["Endoscope"].image[0], messages["made labels"].image[0]
    assert labels.dtype == np.uint16
    np.testing.assert_array_equal(labels, ((255 - image[..., 0]) > 128) * 300)
    inverted = 255 - image
    np.testing.assert_allclose(messages["Marker 3"].matrix[:3, 3], [1, 2, inverted.sum() % 1000])
    assert abs(messages["Marker 3"].timestamp - time.time()) < 5
    place = messages["made labels"].ijk_to_world_matrix
    np.testing.assert_allclose(cornersInRAS(place), volumeCornersInRAS(stream.volumeNode), atol=1e-4)
    processor.isShown = False  # then the camera's own image is sent, which the stamp of its frame is in
    assert runUntil(lambda: newest("Endoscope") and FrameStamp.read(messages["Endoscope"].image[0]) is not None, 10)
    processor.remove()
    assert runUntil(lambda: not stream.info.publishing or not stream._publishing._served, 5)
    for _ in range(2):  # at first, messages are still on their way
        messages.clear()
        frames = stream.statistics.framesCaptured
        assert runUntil(lambda: newest("Endoscope") and stream.statistics.framesCaptured > frames + 10, 10)  # noqa: B023
    assert set(messages) == {"Endoscope"}
    client.stop()


def isServed(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_PortInUseIsASentence(logic, server):
    stream = logic.start("testpattern:352x288", view="", acquisition="in-process")
    stream.publish(port=portOf(server))
    assert runUntil(lambda: "error" in stream.info.publishing, 5)
    assert stream.info.publishing["error"].startswith(f"Port {portOf(server)} is in use by another program. Choose")
    runUntilFrames(stream, stream.statistics.framesShown + 2)
    bad = {
        "is not a valid port": {"port": 70000},
        "20 letters": {"deviceName": "x" * 21},
        "a device name": {"deviceName": ""},
    }
    for words, arguments in (bad | {"'True' is not a valid port": {"port": True}}).items():
        with pytest.raises(SourceError, match=words):
            stream.publish(**arguments)
    for host in (None, "", "x\0y", "\ud800", " ", b"127.0.0.1"):
        with pytest.raises(SourceError, match="is not a valid address"):
            stream.publish(0, "Camera", host)
    with pytest.raises(SourceError, match="a device name"):
        stream.publish(0, "\ud800")
    stream.publish(port=np.int64(0))
    assert runUntil(lambda: "address" in stream.info.publishing, 5)
    port = int(stream.info.publishing["address"].split(":")[1])
    socket.create_connection(("127.0.0.1", port)).close()
    stream.stop()
    assert runUntil(lambda: not isServed(port), 5)


# Without Slicer


@pytest.fixture
def publishAlone():
    """Starts the command line; what a test that fails leaves running is killed."""
    command = [sys.executable, "-m", "CameraStreamLib.Capture.Publish", "--port", "0"]
    options = {"cwd": MODULE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with contextlib.ExitStack() as processes:

        def start(*arguments: str) -> subprocess.Popen:
            process = processes.enter_context(subprocess.Popen([*command, *arguments], **options))
            processes.callback(process.kill)
            return process

        yield start


def test_PublishingWithoutSlicer(publishAlone):
    process = publishAlone("--source", "testpattern:352x288", "--device", "Endoscope")
    line = process.stdout.readline()
    assert line.startswith("Publishing testpattern:352x288 as Endoscope at 127.0.0.1:")
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
        (("--port", "70000"), "is not a valid port"),
        (("--source", "testpattern", "--host", "192.0.2.1"), "is not an address of this computer. Enter 127.0.0.1"),
        (("--source", "testpattern", "--host", ""), "'' is not a valid address. Enter 127.0.0.1"),
        (("--source", "testpattern", "--device", ""), "Enter a device name"),
        (("--size", "9" * 5000 + "x5"), "is not a valid size"),
        (("--source", "9" * 5000), ""),
    ],
)
def test_PublishingWithoutSlicerSaysWhatIsWrong(publishAlone, arguments, words):
    process = publishAlone(*arguments)
    output, errors = process.communicate(timeout=20)
    assert (process.returncode, output) == (1, "")
    assert words in errors
    assert len(errors.splitlines()) == 1


@pytest.mark.parametrize("missing", ["pyigtl", "fastcrc"])
def test_PublishingWithoutItsPackagesSaysWhatToInstall(missing):
    code = f"""
import sys
sys.modules["{missing}"] = None
sys.argv = ["Publish", "--source", "testpattern", "--port", "0"]
from CameraStreamLib.Capture.Publish import main
sys.exit(main())
"""
    result = subprocess.run([sys.executable, "-c", code], cwd=MODULE, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("OpenIGTLink needs the Python packages pyigtl and fastcrc. Install them")
    assert len(result.stderr.splitlines()) == 1


class FullDisk:
    """A tap that fails at its second frame."""

    isClosed = isEachWanted = False
    count = 0
    error = None

    def put(self, frame, number, timestamp, region) -> None:
        self.count += 1
        if self.count == 2:
            raise OSError("The disk is full.")

    def close(self, error=None) -> None:
        self.isClosed, self.error = True, self.error or error

    def join(self, seconds) -> None:
        """It has ended already."""


def test_TapThatFailsIsClosedAndTheStreamGoesOn():
    tap, collector = FullDisk(), Collector()
    taps = Taps("source", collector.inform)
    taps.add("recording", tap)
    settings = CaptureSettings(parseSource("testpattern:352x288@240"))
    reader = Reader(settings, collector, queue.SimpleQueue(), taps=taps)
    thread = threading.Thread(target=reader.run)
    thread.start()
    while len(collector.numbers) < 5:
        time.sleep(0.01)
    reader.stop()
    thread.join()
    assert (tap.isClosed, tap.count) == (True, 2)
    assert str(tap.error) == "The disk is full."


def test_PublishingThatCannotBeIsToldAndTheTapsGoOn():
    information, command = {}, Publish("127.0.0.1", 0, "Camera")
    taps = Taps("source", lambda **info: information.update(info))
    taps.handle(command)
    port = int(information["publishing"]["address"].split(":")[1])
    taps.handle(dataclasses.replace(command, matrix=[1, 2]))
    assert information["publishing"]["error"].startswith("Publishing failed (")
    assert runUntil(lambda: not isServed(port), 5)


def test_RequirementCanBeReadBySlicer():
    from slicer.packaging import load_requirements

    requirements = load_requirements(MODULE / "Resources/requirements-openigtlink.txt")
    assert [requirement.name for requirement in requirements] == ["pyigtl", "fastcrc"]


def test_ReceivedByTheCppLibrary(server, examples):
    """Its client prints what it got if the checksum is right."""
    client = examples.run("Receiver/ReceiveClient", "127.0.0.1", portOf(server))
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
