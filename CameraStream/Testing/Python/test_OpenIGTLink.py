"""OpenIGTLink in: images of pyigtl and of the C++ library, at their place, and what hostile senders send."""

import os
import queue
import socket
import struct
import threading
import time
import tracemalloc

import numpy as np
import pyigtl
import pytest
import vtk
from conftest import runUntilFrames
from OpenIGTLinkPeers import (
    EXAMPLES,
    HEIGHT,
    WIDTH,
    Collector,
    Examples,
    Peer,
    RawServer,
    checkColors,
    cornersInRAS,
    imageMessage,
    numberOf,
    readOne,
    volumeCornersInRAS,
    withBytes,
)
from OpenIGTLinkSender import MATRIX, RAMP
from Recordings import makeFrame

import slicer

from CameraStreamLib.Capture.OpenIGTLink.OpenIGTLinkMessages import HEADER, Header, packImage
from CameraStreamLib.Capture.OpenIGTLink.OpenIGTLinkSource import OpenIGTLinkSource
from CameraStreamLib.Capture.Reader import Reader
from CameraStreamLib.Shared.Errors import SourceError
from CameraStreamLib.Shared.Frame import FrameRegion, Tracking
from CameraStreamLib.Shared.FrameBuffer import FrameBuffer
from CameraStreamLib.Shared.Settings import CaptureSettings
from CameraStreamLib.Shared.Source import OpenIGTLinkAddress, SourceKind, parseSource
from CameraStreamLib.Volume.FrameVolume import transformToWorld
from Host.EventLoop import runUntil


@pytest.fixture(scope="module")
def peer():
    """A sender that is on during all tests; it serves one client after another."""
    peer = Peer()
    yield peer
    peer.kill()


@pytest.fixture
def examples(tmp_path):
    examples = Examples(tmp_path)
    yield examples
    examples.close()


@pytest.mark.parametrize(("shape", "dtype"), [((1, 1), np.uint8), ((480, 641, 3), np.uint8), ((270, 481), np.uint16)])
def test_PackedMessageHasTheChecksumOfPyigtl(shape, dtype):
    pixels = np.random.default_rng(1).integers(0, np.iinfo(dtype).max, shape, dtype)
    message = packImage(pixels, "Camera", MATRIX, 0.0) + pixels.tobytes()
    header = Header.parse(message[: HEADER.size])
    assert header.size == len(message) - HEADER.size
    assert header.checksum == pyigtl.messages.CRC64(message[HEADER.size :])


def test_AddressIsUnderstood():
    assert parseSource("igtl://lab").kind is SourceKind.OPENIGTLINK
    assert OpenIGTLinkAddress.parse("igtl://lab") == OpenIGTLinkAddress("lab", 18944, "", "")
    address = OpenIGTLinkAddress.parse("IGTL://[::1]:5/Image%20A?transform=ProbeToReference")
    assert address == OpenIGTLinkAddress("::1", 5, "Image A", "ProbeToReference")
    for text in ("igtl://", "igtl://:5", "igtl://lab:0", "igtl://lab:99999", "igtl://lab/?speed=2", "igtl://lab/?a",
                 "igtl://user@lab", "igtl://lab/a?transform=b&transform=c"):  # fmt: skip
        with pytest.raises(SourceError, match=r"is not a valid OpenIGTLink address\. Example:"):
            parseSource(text)
    with pytest.raises(SourceError) as error:
        parseSource("igtl://user:secret@lab")
    assert "secret" not in str(error.value)
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
    parameterNode = logic.getParameterNode()
    parameterNode.rotation, parameterNode.flip, parameterNode.spacing = 90, True, 2.0
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


def test_RecordingRemembersWhereEachTrackedFrameWas(logic, peer, tmp_path):
    """The pose, under a registration, of a cropped image: live, in the replay, and in a sequence of it."""
    registration = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLLinearTransformNode", "Registration")
    toRAS = np.array([[0, -1, 0, 5], [1, 0, 0, 6], [0, 0, 1, 7], [0, 0, 0, 1]])
    registration.SetMatrixTransformToParent(slicer.util.vtkMatrixFromArray(toRAS))
    places = {}

    def look(stream):
        places[numberOf(stream.frame.pixels)] = transformToWorld(stream.volumeNode) @ stream.volume.ijkToRAS

    stream = logic.start(peer.url("RGB?transform=ProbeToReference"), view="", crop=(0, 0, 352, 200))
    runUntilFrames(stream, 1)
    stream.volumeNode.GetParentTransformNode().SetAndObserveTransformNodeID(registration.GetID())
    stream.addObserver(look)
    path = tmp_path / "film.avi"
    stream.record(path)
    assert runUntil(lambda: stream.recording.frames >= 8, 10)
    logic.stop()
    assert runUntil(lambda: not stream.recording.isActive, 10)
    live, places = places, {}

    film = logic.start(path, view="", volumeNode=slicer.mrmlScene.AddNewNodeByClass("vtkMRMLVectorVolumeNode"))
    film.addObserver(look)
    assert runUntil(lambda: not film.state.isActive, 15)
    both = sorted(set(live) & set(places))
    assert len(both) >= 3
    for number in both:
        np.testing.assert_allclose(places[number], live[number], atol=1e-6)
    assert not np.allclose(places[both[0]], places[both[-1]])

    count = slicer.mrmlScene.GetNumberOfNodesByClass("vtkMRMLLinearTransformNode")
    made = logic.toSequence(path)
    assert runUntil(lambda: not made.isActive, 20)
    sequence = made.browserNode.GetMasterSequenceNode()
    for index in range(sequence.GetNumberOfDataNodes()):
        item = sequence.GetNthDataNode(index)
        number = numberOf(slicer.util.arrayFromVolume(item)[0])
        if number in live:
            matrix = vtk.vtkMatrix4x4()
            item.GetIJKToRASMatrix(matrix)
            np.testing.assert_allclose(slicer.util.arrayFromVTKMatrix(matrix), live[number], atol=1e-6)
    assert slicer.mrmlScene.GetNumberOfNodesByClass("vtkMRMLLinearTransformNode") == count


def test_GrayscaleAndSixteenBitsAreKept(peer):
    gray = readOne(peer.url("Gray"))
    assert gray.dtype == np.uint8
    np.testing.assert_array_equal(gray[16:], makeFrame(1)[16:, :, 0])
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
    "volume of 352 x 288 x 9 voxels. Send single slices": withBytes(GOOD, 10, struct.pack(">H", 9)),
    "unsigned 8 or 16 bits": withBytes(GOOD, 3, b"\x0a"),
    "grayscale or RGB": withBytes(GOOD, 2, b"\x05"),
    "image has 65535 x 288 pixels": withBytes(GOOD, 6, b"\xff\xff"),
    "image has 0 x 288 pixels": withBytes(GOOD, 6, b"\x00\x00"),
    "Send complete images": withBytes(GOOD, 60, struct.pack(">H", 1)),
    "16000 pixels has the wrong length": withBytes(withBytes(GOOD, 8, b"\x3e\x80"), 68, b"\x3e\x80"),
    "352 x 288 pixels has the wrong length": GOOD[:42] + struct.pack(">Q", len(GOOD) - 57) + GOOD[50:] + b"x",
    "IMAGE message has the wrong length": GOOD[:42] + struct.pack(">Q", 71) + GOOD[50 : 58 + 71],
    "Send an invertible matrix": withBytes(GOOD, 12, struct.pack(">12f", *[0] * 12)),
    "matrix cannot be inverted": withBytes(GOOD, 12, struct.pack(">f", float("nan"))),
    "Compressed VIDEO messages": GOOD[:2] + b"VIDEO" + bytes(7) + GOOD[14:],
    "TRANSFORM message has the wrong length": pyigtl.TransformMessage(device_name="P").pack()[:42]
    + bytes(15)
    + b"\x01X",
}


@pytest.mark.parametrize("words", BAD)
def test_BadMessageIsRefusedAndTheNextOneTaken(words):
    notices = []
    bad = BAD[words]
    if words.startswith("TRANSFORM"):
        bad = bad[:42] + struct.pack(">QQ", 1, pyigtl.messages.CRC64(b"X")) + b"X"
    server = RawServer([bad, imageMessage(5)])
    source = OpenIGTLinkSource(server.url + "/?transform=P", lambda **info: notices.append(info["notice"]))
    assert numberOf(source.read()) == 5
    source.release()
    (notice,) = notices
    assert words in notice
    assert notice.startswith("127.0.0.1:")


def test_OnlyBadMessagesFailWithTheirReason():
    video = BAD["Compressed VIDEO messages"]
    with pytest.raises(SourceError, match=r"sends no usable images\. Compressed VIDEO messages"):
        OpenIGTLinkSource(RawServer([video], []).url, lambda **info: None)
    with pytest.raises(SourceError, match=r"Nothing answers at 127\.0\.0\.1:9\. Check"):
        OpenIGTLinkSource("igtl://127.0.0.1:9", lambda **info: None)


@pytest.mark.parametrize(
    ("lie", "words"),
    [
        (os.urandom(5000), "The data is not OpenIGTLink"),
        (b"GET / HTTP/1.1\r\nHost: camera\r\n" + b"\r\n" * 30, "The data is not OpenIGTLink"),
        (GOOD[:42] + struct.pack(">Q", 2**63) + GOOD[50:], "The data is not OpenIGTLink"),
        (GOOD[:42] + struct.pack(">Q", 300_000_000) + GOOD[50:], "352 x 288 pixels has the wrong length"),
        (
            b"\0\2" + GOOD[2:42] + struct.pack(">QQHHII", 300_304_212, 0, 12, 0, 300_000_000, 0) + GOOD[58:],
            "352 x 288 pixels has the wrong length",
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
        buffer.deliver(1.0, FrameRegion((0, 0), (3, 2), Tracking(5.5, MATRIX, transform)))
        tracking = buffer.take().tracking
        assert tracking.time == 5.5
        np.testing.assert_array_equal(tracking.ijkToRAS, MATRIX)
        np.testing.assert_array_equal(tracking.transform, transform)
    buffer.buffer((2, 3), np.uint8)
    buffer.deliver(1.0, FrameRegion((0, 0), (3, 2)))
    assert buffer.take().tracking is None
    buffer.close()


def test_SentByTheCppLibrary(examples):
    """Its images have their center at the origin, axes (1, 0, 0) and (0, -1, 0), and are in RAS."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    examples.run("Imager/ImagerServer", port, 60, EXAMPLES / "Imager/img")
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
