"""From a real source to the rendered pixels of a real slice view."""

import struct
import time

import cv2
import numpy as np
import pytest
from conftest import runUntilFrames, shownFrame, sliceLogic
from Recordings import CORNER_COLORS, makeFrame, writeImages, writeVideo

import slicer

from CameraStreamLib.Shared import FrameStamp
from Host.EventLoop import holdGil, runUntil


def imageOf(volumeNode) -> np.ndarray:
    return np.array(slicer.util.arrayFromVolume(volumeNode))[0]


def test_FileIsShownPixelForPixel(logic, redView, tmp_path):
    """Upright, unmirrored, right colors, square pixels, fitted: the rendered view equals the frame."""
    stream = logic.start(writeVideo(tmp_path / "film.mkv", count=5, rate=30))
    assert runUntil(lambda: stream.state.name == "STOPPED", 15)
    pixels = shownFrame(redView)
    number, milliseconds = FrameStamp.read(pixels)
    assert number == 5, "the last frame of a file stays"
    expected = makeFrame(5)
    FrameStamp.write(expected, number, milliseconds)
    np.testing.assert_array_equal(pixels, expected)


@pytest.mark.parametrize("viewName", ["Red", "Green", "Yellow"])
def test_PictureIsUprightInEveryView(logic, host, viewName):
    stream = logic.start("testpattern:352x288", view=viewName)
    runUntilFrames(stream, 2)
    logic.stop()
    np.testing.assert_array_equal(shownFrame(host.sliceWidgets[viewName]), imageOf(stream.volumeNode))


def test_PictureIsUprightInTheAxialViewByThePlainMatrix(logic):
    stream = logic.start("testpattern:640x480")
    runUntilFrames(stream, 1)
    directions = np.zeros((3, 3))
    stream.volumeNode.GetIJKToRASDirections(directions)
    np.testing.assert_array_equal(directions, np.diag([-1, -1, 1]))
    assert stream.volumeNode.GetSpacing() == (1, 1, 1)


@pytest.mark.parametrize("viewSize", [(704, 576), (900, 400), (300, 700)])
def test_WholePictureIsFittedWithSquarePixels(logic, redView, tmp_path, viewSize):
    redView.resizeView(*viewSize)
    stream = logic.start(writeVideo(tmp_path / "film.mkv", count=3, rate=30))
    assert runUntil(lambda: stream.state.name == "STOPPED", 15)
    pixels = redView.pixels()
    shown = pixels.any(axis=2)
    rows, columns = np.flatnonzero(shown.any(axis=1)), np.flatnonzero(shown.any(axis=0))
    height, width = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
    assert width / height == pytest.approx(352 / 288, rel=0.02)
    assert width >= viewSize[0] - 2 or height >= viewSize[1] - 2, "as large as the view allows"
    quarter = (height // 4, width // 4)
    places = {
        "top left": (rows[0] + quarter[0], columns[0] + quarter[1]),
        "top right": (rows[0] + quarter[0], columns[-1] - quarter[1]),
        "bottom left": (rows[-1] - quarter[0], columns[0] + quarter[1]),
        "bottom right": (rows[-1] - quarter[0], columns[-1] - quarter[1]),
    }
    assert {name: tuple(pixels[place].tolist()) for name, place in places.items()} == CORNER_COLORS


def test_EveryFrameOfASlowFileIsRenderedInOrder(logic, redView, tmp_path):
    """Paced by its own rate, 10 frames/s, none is lost between the file and the screen."""
    numbers = []
    stream = logic.start(writeVideo(tmp_path / "film.mkv", count=15, rate=10))
    stream.addObserver(lambda stream: numbers.append(FrameStamp.read(shownFrame(redView))[0]))
    assert runUntil(lambda: stream.state.name == "STOPPED", 15)
    assert numbers == list(range(1, 16))
    assert stream.statistics.framesDropped == 0


def test_FrameThatHasMissedItsTimeIsPassedOverForTheNext(logic):
    """For who looks at the view; an observer gets each one that is there."""
    stream = logic.start("testpattern:352x288@20")
    runUntilFrames(stream, 8)

    def isShownLate() -> bool:
        """After a GUI that was busy until the next frame is 80 % of an interval old."""
        number = stream.frame.number
        while stream.statistics.framesCaptured == number:
            holdGil(1)
        holdGil(0.8 * 1000 / 20)
        logic.update()
        return stream.frame.number > number

    assert not all(isShownLate() for _ in range(5))
    number = stream.frame.number
    assert runUntil(lambda: stream.frame.number > number, 5)
    stream.addObserver(lambda stream: None)
    assert all(isShownLate() for _ in range(5))


@pytest.mark.parametrize("waitMs", [20, 30, 40])
def test_LastFrameOfAFilmThatIsShorterThanTwoTicksIsShown(logic, tmp_path, waitMs):
    """Also where it comes while the first one, whose memory was set up, waits for its tick."""
    pattern = writeImages(tmp_path, [makeFrame(number)[..., ::-1] for number in (1, 2, 3)])
    stream = logic.start(pattern, view="", frameRate=60)
    while stream.state.isActive:
        holdGil(waitMs)
        logic.update()
    assert stream.state.name == "STOPPED"
    assert FrameStamp.read(stream.frame.pixels)[0] == 3


def test_ImageAndItsPlaceAreSeenTogether(logic):
    seen = []
    stream = logic.start("testpattern:352x288@60", view="")
    runUntilFrames(stream, 2)
    node = stream.volumeNode

    def look(caller, event):
        seen.append((node.GetImageData().GetDimensions(), node.GetOrigin()))

    tag = node.AddObserver(slicer.vtkMRMLVolumeNode.ImageDataModifiedEvent, look)
    stream.setCrop((100, 60, 200, 150))
    assert runUntil(lambda: stream.frame.offset == (100, 60), 5)
    node.RemoveObserver(tag)
    assert len({origin for dimensions, origin in seen if dimensions == (200, 150, 1)}) == 1


def test_FileIsPacedByItsOwnRate(logic, tmp_path):
    stamps = []
    stream = logic.start(writeVideo(tmp_path / "film.mkv", count=21, rate=20), view="")
    stream.addObserver(lambda stream: stamps.append((stream.frame.number, stream.frame.timestamp)))
    assert runUntil(lambda: stream.state.name == "STOPPED", 15)
    (first, start), (last, end) = stamps[0], stamps[-1]
    assert (end - start) / (last - first) == pytest.approx(1 / 20, rel=0.2)


def test_FileIsPlayedByItsOwnTimes(logic, tmp_path):
    """Phones, browsers and screen recorders write frames at irregular times, whatever rate the file claims."""
    data = writeVideo(tmp_path / "regular.mkv", count=8, rate=25).read_bytes()
    times = [0, 40, 80, 120, 500, 900, 1300, 1340]  # ms
    at = data.index(b"\x1f\x43\xb6\x75")  # a cluster (Matroska)
    for number, milliseconds in enumerate(times):
        at = data.index(b"\x81" + struct.pack(">h", 40 * number), at)  # a block: track 1, and its ms
        data = data[:at] + b"\x81" + struct.pack(">h", milliseconds) + data[at + 3 :]
        at += 3
    (tmp_path / "film.mkv").write_bytes(data)
    shown = {}
    stream = logic.start(tmp_path / "film.mkv", view="")
    stream.addObserver(lambda stream: shown.setdefault(FrameStamp.read(stream.frame.pixels)[0], stream.frame.timestamp))
    assert runUntil(lambda: stream.state.name == "STOPPED", 15)
    assert shown[7] - shown[5] == pytest.approx(0.8, abs=0.1)


def test_FileLoopsOnRequest(logic, tmp_path):
    numbers = []
    stream = logic.start(writeVideo(tmp_path / "film.mkv", count=4, rate=30), loop=True, view="")
    stream.addObserver(lambda stream: numbers.append(FrameStamp.read(stream.frame.pixels)[0]))
    runUntilFrames(stream, 12)
    assert stream.state.name == "STREAMING"
    assert set(numbers) == {1, 2, 3, 4}


def test_MjpegOverHttpIsRenderedInOrder(logic, redView, networkCamera):
    numbers = []
    stream = logic.start(networkCamera.url("live?width=352&height=288"))
    stream.addObserver(lambda stream: numbers.append(FrameStamp.read(shownFrame(redView))[0]))
    runUntilFrames(stream, 15)
    assert numbers == sorted(set(numbers))
    color = shownFrame(redView)[200, 200].astype(int)
    np.testing.assert_allclose(color, (200, 120, 40), atol=6, err_msg="JPEG changes colors a little, not their order")


def test_NetworkCameraHasNoQueue(logic, networkCamera, acquisition):
    """What is shown is new, also after the GUI was busy for a second: at once if another process reads."""
    from Host.EventLoop import holdGil

    ages = []
    stream = logic.start(networkCamera.url("live?rate=30"), acquisition=acquisition, view="")
    runUntilFrames(stream, 10)
    holdGil(1000)
    if acquisition == "in-process":
        runUntil(lambda: False, 1)
    stream.addObserver(lambda stream: ages.append(time.time() - FrameStamp.read(stream.frame.pixels)[1] / 1000))
    runUntilFrames(stream, stream.statistics.framesShown + 15)
    assert np.median(ages) < 0.2
    assert stream.statistics.framesCaptured >= 45, "all were read, those of the busy second too"


def test_StreamThatChangesItsSizeIsFittedAnew(logic, redView, networkCamera):
    stream = logic.start(networkCamera.url("resize"))
    assert runUntil(lambda: stream.statistics.size == (800, 600), 15)
    runUntilFrames(stream, stream.statistics.framesShown + 2)
    image = stream.volumeNode.GetImageData()
    assert image.GetDimensions() == (800, 600, 1)
    pixels = redView.pixels()
    assert pixels[288, 3].any(), "800 x 600 is as wide as the view"
    assert pixels[288, -3].any()
    assert not pixels[3].any(), "and not as high"


def test_VolumeMemoryIsReusedUntilTheSizeChanges(logic, tmp_path):
    images = [np.full((480, 640, 3), value, np.uint8) for value in range(8)]
    images += [np.full((600, 800, 3), value, np.uint8) for value in range(8)]
    addresses = {}

    def onFrame(stream):
        image = stream.volumeNode.GetImageData()
        address = image.GetPointData().GetScalars().GetVoidPointer(0)
        addresses.setdefault(image.GetDimensions(), []).append(address)

    stream = logic.start(writeImages(tmp_path, images), frameRate=30, view="")
    stream.addObserver(onFrame)
    assert runUntil(lambda: stream.state.name == "STOPPED", 15)
    assert list(addresses) == [(640, 480, 1), (800, 600, 1)]
    assert all(len(shown) > 2 and len(set(shown)) == 1 for shown in addresses.values())


GRAY8 = np.arange(288 * 352, dtype=np.uint32).reshape(288, 352).astype(np.uint8)
GRAY16 = (np.arange(288 * 352, dtype=np.uint32).reshape(288, 352) % 60_000).astype(np.uint16)
COLOR8 = cv2.cvtColor(makeFrame(1), cv2.COLOR_RGB2BGR)
COLOR16 = COLOR8.astype(np.uint16) * 257
WITH_ALPHA = np.dstack([COLOR8, np.full((288, 352), 9, np.uint8)])


@pytest.mark.parametrize("image", [GRAY8, GRAY16, COLOR8, COLOR16, WITH_ALPHA], ids=["g8", "g16", "c8", "c16", "alpha"])
def test_EveryKindOfImageIsShownInColor(logic, redView, tmp_path, image):
    stream = logic.start(writeImages(tmp_path, [image] * 2))
    assert runUntil(lambda: stream.state.name == "STOPPED", 15), stream.message
    expected = np.dstack([image] * 3) if image.ndim == 2 else image[:, :, 2::-1]
    shown = imageOf(stream.volumeNode)
    assert shown.dtype == image.dtype
    np.testing.assert_array_equal(shown, expected)
    eightBits = expected if expected.dtype == np.uint8 else expected / 257
    np.testing.assert_allclose(shownFrame(redView).astype(float), eightBits, atol=1.01)


@pytest.mark.parametrize("image", [GRAY8, GRAY16, COLOR8, COLOR16, WITH_ALPHA], ids=["g8", "g16", "c8", "c16", "alpha"])
def test_ScalarVolumeReceivesGrayscale(logic, redView, tmp_path, image):
    node = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLScalarVolumeNode", "Gray")
    stream = logic.start(writeImages(tmp_path, [image] * 2), volumeNode=node)
    assert runUntil(lambda: stream.state.name == "STOPPED", 15), stream.message
    assert stream.volumeNode is node
    expected = image if image.ndim == 2 else cv2.cvtColor(np.ascontiguousarray(image[:, :, :3]), cv2.COLOR_BGR2GRAY)
    shown = imageOf(node)
    assert shown.dtype == image.dtype
    np.testing.assert_array_equal(shown, expected)
    eightBits = expected if expected.dtype == np.uint8 else expected / 257
    np.testing.assert_allclose(shownFrame(redView)[:, :, 0].astype(float), eightBits, atol=1.01)


@pytest.mark.parametrize("first", [0, 1, 937])
def test_ImageSequenceStartsAtAnyNumberAndFromAnyOfItsFiles(logic, tmp_path, first):
    images = [cv2.cvtColor(makeFrame(number), cv2.COLOR_RGB2BGR) for number in (1, 2, 3)]
    pattern = writeImages(tmp_path, images, first)
    numbers = []
    for source in (pattern, pattern % (first + 1)):
        stream = logic.start(source, frameRate=15, view="")
        stream.addObserver(lambda stream: numbers.append(FrameStamp.read(stream.frame.pixels)[0]))
        assert runUntil(lambda stream=stream: stream.state.name == "STOPPED", 15)
    assert numbers == [1, 2, 3, 1, 2, 3]


def test_TestPatternShowsWhatIsUpAndLeftAndRed(logic, redView):
    stream = logic.start("testpattern:352x288@30")
    runUntilFrames(stream, 3)
    pixels = shownFrame(redView).astype(int)
    names = ("red", "green", "blue", "yellow", "cyan", "magenta")
    bars = {name: pixels[-4, 29 + 58 * index] for index, name in enumerate(names)}
    assert bars["red"].argmax() == 0
    assert bars["green"].argmax() == 1
    assert bars["blue"].argmax() == 2
    assert bars["yellow"].argmin() == 2
    assert bars["cyan"].argmin() == 0
    assert bars["magenta"].argmin() == 1
    assert FrameStamp.read(shownFrame(redView)), "the stamp is in the top left corner"


def test_OtherViewsAndLayersStayAsTheyWere(logic, host):
    ct = slicer.util.addVolumeFromArray(np.zeros((4, 50, 60), np.int16), name="CT")
    ct.CreateDefaultDisplayNodes()
    composites = {name: sliceLogic(name).GetSliceCompositeNode() for name in host.sliceWidgets}
    for composite in composites.values():
        composite.SetBackgroundVolumeID(ct.GetID())
        composite.SetForegroundVolumeID(ct.GetID())
    greenOffset = sliceLogic("Green").GetSliceOffset()
    stream = logic.start("testpattern:640x480")
    runUntilFrames(stream, 2)
    assert composites["Red"].GetBackgroundVolumeID() == stream.volumeNode.GetID()
    assert composites["Red"].GetForegroundVolumeID() == ct.GetID()
    for name in ("Green", "Yellow"):
        assert composites[name].GetBackgroundVolumeID() == ct.GetID()
    assert sliceLogic("Green").GetSliceOffset() == greenOffset


def test_ViewIsFittedOnceAndThenLeftToTheUser(logic, redView):
    stream = logic.start("testpattern:640x480")
    runUntilFrames(stream, 2)
    sliceNode = sliceLogic("Red").GetSliceNode()
    sliceNode.SetFieldOfView(*(size / 1.2 for size in sliceNode.GetFieldOfView()))
    fieldOfView = sliceNode.GetFieldOfView()
    runUntilFrames(stream, stream.statistics.framesShown + 3)
    assert sliceNode.GetFieldOfView() == fieldOfView


def test_CalibrationOfTheVolumeIsKept(logic):
    stream = logic.start("testpattern:640x480")
    runUntilFrames(stream, 1)
    logic.stop()
    node = stream.volumeNode
    node.SetSpacing(0.2, 0.2, 1)
    node.SetIJKToRASDirections([[0, 1, 0], [1, 0, 0], [0, 0, 1]])
    stream = logic.start("testpattern:640x480", view="Green")
    runUntilFrames(stream, 1)
    assert stream.volumeNode is node
    directions = np.zeros((3, 3))
    node.GetIJKToRASDirections(directions)
    np.testing.assert_array_equal(directions, [[0, 1, 0], [1, 0, 0], [0, 0, 1]])
    assert node.GetSpacing() == (0.2, 0.2, 1)


def test_InProcessCaptureAdvancesUnderAnEventLoopThatKeepsPythonsLock(logic):
    """As Slicer's does: without a tick that gives the thread its turn, no frame would come (docs/architecture.md)."""
    stream = logic.start("testpattern:640x480@30", acquisition="in-process", view="")
    runUntilFrames(stream, 5)
    shown = stream.statistics.framesShown
    runUntil(lambda: False, 2)
    assert stream.statistics.framesShown - shown >= 45, "of 60"
