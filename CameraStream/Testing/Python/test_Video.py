"""Files and streams of every kind show what they hold: each read by PyAV, and what OpenCV's reader does instead."""

import itertools
import json
import os
import signal
import sys
import time

import av
import cv2
import numpy as np
import pytest
from conftest import captureProcesses, runUntilFrames
from Films import INTERLACED, LOW_DELAY, RtspCamera, RtspIsMissing, encode, numbered, writeFilm
from Recordings import CORNER_COLORS, makeFrame
from test_Recording import finish, rowsOf

from CameraStreamLib.Capture.Sources.OpenSource import openSource
from CameraStreamLib.Shared import FrameStamp
from CameraStreamLib.Shared.Errors import SourceError
from CameraStreamLib.Shared.RecordingFile import sidePath
from CameraStreamLib.Shared.Settings import CaptureSettings
from CameraStreamLib.Shared.Source import parseSource
from Host.EventLoop import runUntil

CLEAN = {"crf": "8", "preset": "ultrafast"}
"""Of x264 and x265: near enough to what was given."""

OPENCV_REPEATS = tuple(map(int, cv2.__version__.split(".")[:2])) >= (4, 13)


def openFilm(path, **settings):
    return openSource(CaptureSettings(parseSource(str(path)), **settings), lambda **info: None)


def readAll(path, **settings) -> list[np.ndarray]:
    """All frames of a source, (H, W, 3) BGR or (H, W)."""
    source = openFilm(path, **settings)
    frames = []
    while (frame := source.read()) is not None:
        frames.append(frame.copy())
    source.release()
    return frames


def numberOf(frame: np.ndarray) -> int:
    return (FrameStamp.read(frame) or (0,))[0]


def checkCorners(frame: np.ndarray, colors: list, tolerance: int = 12) -> None:
    """The colors in the middle of a frame's quarters, from the top left one row by row."""
    height, width = frame.shape[:2]
    for index, color in enumerate(colors):
        seen = frame[height // 4 + height // 2 * (index // 2), width // 4 + width // 2 * (index % 2)]
        np.testing.assert_allclose(seen[::-1], color, atol=tolerance, err_msg=f"quarter {index}")


def combed(count: int, width: int = 720, height: int = 576) -> list[np.ndarray]:
    """Interlaced frames: an edge that moves by 16 pixels from the odd lines to the even ones, under a stamp."""
    frames = []
    for number in range(1, count + 1):
        frame = makeFrame(number, width, height)
        frame[64:] = 20
        frame[64::2, : 200 + 32 * number] = 220
        frame[65::2, : 216 + 32 * number] = 220
        frames.append(frame)
    return frames


def combing(frame: np.ndarray) -> float:
    """How far neighboring lines differ where the edge moves."""
    gray = frame[80:-16, :, 0].astype(float)
    return np.abs(gray[1:] - gray[:-1]).mean()


INTERLACED_KINDS = {
    "film.mpg": ("mpeg2video", {"options": {"b": "20M"}, "flags": INTERLACED}),
    "film.mkv": ("libx264", {"options": CLEAN | {"x264-params": "interlaced=1:tff=1"}}),
    "film.dv": ("dvvideo", {"flags": INTERLACED}),
}


@pytest.mark.parametrize("name", INTERLACED_KINDS)
def test_InterlacedVideoIsShownWithoutItsLines(tmp_path, name):
    codec, options = INTERLACED_KINDS[name]
    frames = combed(8)
    path = writeFilm(tmp_path / name, frames, codec, rate=25, **options)
    shown = readAll(path)
    assert len(shown) == 8
    if name != "film.dv":  # whose pixels are not square
        assert [numberOf(frame) for frame in shown] == list(range(1, 9))
    assert combing(frames[3]) > 2
    for frame in shown[1:-1]:
        assert combing(frame) < combing(frames[3]) / 3
        assert frame[300, 20, 0] > 200
        assert frame[300, -20, 0] < 40


@pytest.mark.skipif(not OPENCV_REPEATS, reason="this OpenCV converts interlaced frames")
def test_OpenCVNeverShowsWhatItDidNotWrite(logic, tmp_path):
    path = writeFilm(tmp_path / "film.mpg", combed(8), "mpeg2video", rate=25, flags=INTERLACED)
    stream = logic.start(path, view="", acquisition="in-process", backend="FFmpeg")
    assert runUntil(lambda: not stream.state.isActive, 5)
    assert stream.state.name == "FAILED"
    assert "interlaced" in stream.error
    assert "PyAV" in stream.error
    assert stream.statistics.framesCaptured == 0


def test_OpenCVSaysWhatItCannotDo(tmp_path):
    source = openFilm(writeFilm(tmp_path / "film.mkv", numbered(3), "ffv1", "bgr0"), backend="FFmpeg")
    assert "PyAV" in source.notice
    assert numberOf(source.read()) == 1
    source.release()
    source = openFilm(tmp_path / "film.mkv")
    assert (source.notice, source.granted["backend"]) == ("", "PyAV")
    source.release()


@pytest.mark.parametrize(
    ("rotation", "order"),
    [
        (0, ["top left", "top right", "bottom left", "bottom right"]),
        (90, ["top right", "bottom right", "top left", "bottom left"]),
        (180, ["bottom right", "bottom left", "top right", "top left"]),
        (270, ["bottom left", "top left", "bottom right", "top right"]),
    ],
)
def test_FilmThatIsToBeTurnedIsTurned(tmp_path, rotation, order):
    """As the film's display matrix says: counterclockwise, as PyAV counts."""
    path = writeFilm(tmp_path / "film.mp4", numbered(2), "libx264", options=CLEAN, rotation=rotation)
    frame = readAll(path)[0]
    assert frame.shape == ((288, 352, 3) if rotation % 180 == 0 else (352, 288, 3))
    checkCorners(frame, [CORNER_COLORS[name] for name in order])


@pytest.mark.parametrize(
    ("aspect", "size"), [("64/45", (576, 1024)), ("8/9", (648, 720)), ("1/1", (576, 720)), ("1000/1", (576, 720))]
)
def test_PixelsThatAreNotSquareAreMadeSquare(tmp_path, aspect, size):
    from fractions import Fraction

    path = writeFilm(
        tmp_path / "film.mkv", numbered(2, 720, 576), "libx264", options=CLEAN, aspect=Fraction(aspect)
    )  # fmt: skip
    frame = readAll(path)[0]
    assert frame.shape[:2] == size
    checkCorners(frame, list(CORNER_COLORS.values()))


def test_PixelsOfDVAreMadeSquare(tmp_path):
    from fractions import Fraction

    path = writeFilm(tmp_path / "film.dv", numbered(2, 720, 576), "dvvideo", rate=25, aspect=Fraction(16, 15))
    assert readAll(path)[0].shape[:2] == (576, 768)


DEEP_KINDS = {
    "gray16": ("ffv1", "gray16le", 2, 1),
    "gray10": ("ffv1", "gray10le", 2, 70),
    "color10": ("libx265", "yuv420p10le", 3, 900),
    "color16": ("ffv1", "gbrp16le", 3, 300),
}


@pytest.mark.parametrize("kind", DEEP_KINDS)
def test_MoreThanEightBitsAreKept(tmp_path, kind):
    """A slope of 512 steps, of which 8 bits would leave 256; white is white."""
    codec, pixels, dimensions, tolerance = DEEP_KINDS[kind]
    slope = np.tile(np.linspace(0, 65535, 512).astype(np.uint16), (64, 1))
    frames = [slope if dimensions == 2 else np.dstack([slope] * 3)] * 2
    options = {"x265-params": "log-level=none:lossless=1"} if codec == "libx265" else {}
    frame = readAll(writeFilm(tmp_path / "film.mkv", frames, codec, pixels, options=options))[0]
    assert frame.dtype == np.uint16
    assert frame.ndim == dimensions
    shown = frame if dimensions == 2 else frame[:, :, 1]
    assert len(np.unique(shown)) > 300
    np.testing.assert_allclose(shown[32].astype(int), slope[32].astype(int), atol=tolerance)


def test_DeepColorIsShownInTheVolume(logic, tmp_path, redView):
    frames = [np.full((288, 352, 3), (65535, 30000, 0), np.uint16)] * 3
    path = writeFilm(tmp_path / "film.mkv", frames, "ffv1", "gbrp16le")
    stream = logic.start(path, acquisition="in-process", loop=True)
    runUntilFrames(stream, 2)
    assert stream.frame.pixels.dtype == np.uint16
    np.testing.assert_allclose(redView.pixels()[288, 352], (255, 117, 0), atol=2)


@pytest.mark.parametrize("name", ["film.mkv", "film.mp4"])
def test_ColorsAreThoseOfEveryPlayer(tmp_path, name):
    """HD video that does not say otherwise is of BT.709; smaller video, of BT.601. x264 is given what it is to be."""
    from av.video.reformatter import Colorspace, VideoReformatter

    for size, colors in (((352, 288), Colorspace.ITU601), ((1280, 720), Colorspace.ITU709)):
        path, reformatter = tmp_path / f"{size[0]}{name}", VideoReformatter()
        with av.open(str(path), "w") as container:
            stream = container.add_stream("libx264", rate=30, options=CLEAN)
            stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
            frame = av.VideoFrame.from_ndarray(makeFrame(1, *size), "rgb24")
            frame = reformatter.reformat(frame, format="yuv420p", dst_colorspace=colors)
            frame.colorspace, frame.pts = 2, 0
            container.mux([*stream.encode(frame), *stream.encode()])
        checkCorners(readAll(path)[0], list(CORNER_COLORS.values()), tolerance=6)


def test_FilmPlaysByItsOwnTimes(tmp_path):
    times = [0, 40, 50, 300, 1000, 1010, 5000]
    path = writeFilm(tmp_path / "film.mkv", numbered(7), "libx264", options=CLEAN | {"bf": "2"}, times=times)
    source = openFilm(path)
    assert [source.timeOf(index) for index in (3, 6, 1)] == [0.3, 5.0, 0.04]
    seen = []
    for index in (0, 1, 5, 2, 6, 3):
        source.seek(index)
        seen.append((numberOf(source.read()), round(source.timeOf(index), 3)))
    assert seen == [(index + 1, times[index] / 1000) for index in (0, 1, 5, 2, 6, 3)]
    assert source.count == 7
    source.release()


@pytest.mark.parametrize("name", ["film.mp4", "film.ts", "film.avi", "film.mkv", "film.h264", "film.mpg"])
def test_EveryFrameIsFoundByItsNumber(tmp_path, name):
    """With frames that refer to later ones, and key frames that are far apart; raw H.264 has no times at all."""
    codec = {"film.avi": "mpeg4", "film.mpg": "mpeg2video"}.get(name, "libx264")
    options = {"g": "12", "bf": "2"} | (CLEAN | {"bf": "2"} if codec == "libx264" else {"b": "8M"})
    flags = INTERLACED if name == "film.mpg" else 0
    path = writeFilm(tmp_path / name, numbered(40), codec, options=options, flags=flags)
    source = openFilm(path)
    seen = []
    for index in (30, 5, 39, 0, 11, 12, 13):
        source.seek(index)
        seen.append(numberOf(source.read()) - 1)
    assert seen == [30, 5, 39, 0, 11, 12, 13]
    source.release()


def test_FilmThatWasCutBeforeItsFirstKeyFrameIsCountedFromThere(tmp_path):
    """As recorders of broadcasts leave them: what comes before it cannot be decoded."""
    path = writeFilm(tmp_path / "film.ts", numbered(40), "libx264", options=CLEAN | {"g": "10", "bf": "0"})
    with av.open(str(path)) as container:
        positions = [packet.pos for packet in container.demux(video=0) if packet.size]
    data = path.read_bytes()
    path.write_bytes(data[: 3 * 188] + data[positions[4] :])  # with the tables of the stream
    source = openFilm(path)
    source.seek(0)
    first = numberOf(source.read())
    assert first == 11
    source.seek(15)
    assert numberOf(source.read()) == 26
    source.release()


def test_JpegIsUprightAsItsCameraHeldIt(tmp_path):
    """EXIF orientation 6: the camera was held upright, turned by a quarter."""
    jpeg = cv2.imencode(".jpg", cv2.cvtColor(makeFrame(1), cv2.COLOR_RGB2BGR))[1].tobytes()
    tiff = b"II*\0\x08\0\0\0\x01\0" + b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0" + b"\0\0\0\0"
    exif = b"Exif\0\0" + tiff
    segment = b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif
    (tmp_path / "photo_1.jpg").write_bytes(jpeg[:2] + segment + jpeg[2:])
    (frame,) = readAll(tmp_path / "photo_1.jpg")
    assert frame.shape == (352, 288, 3)
    checkCorners(frame, [CORNER_COLORS[name] for name in ("bottom left", "top left", "bottom right", "top right")])


@pytest.mark.parametrize("ending", ["tif", "webp", "png"])
def test_AllPagesOfAnImageAreShown(tmp_path, ending):
    pages = [np.full((48, 64, 3), value, np.uint8) for value in (10, 100, 200)]
    path = tmp_path / f"pages.{ending}"
    if ending == "tif":
        cv2.imwritemulti(str(path), [page.astype(np.uint16) * 200 for page in pages])
    else:
        animation = cv2.Animation()
        animation.frames, animation.durations = pages, np.array([100, 200, 300], np.int32)
        assert cv2.imwriteanimation(str(path), animation)
    source = openFilm(path)
    means = [round(source.read().mean()) for _ in range(3)]
    assert means == ([2000, 20000, 40000] if ending == "tif" else [10, 100, 200])
    assert source.read() is None
    source.seek(1)
    assert round(source.read().mean()) == means[1]
    if ending != "tif":
        assert [source.timeOf(index) for index in range(4)] == pytest.approx([0, 0.1, 0.3, 0.6])


def test_SequenceOfImagesWithPagesSaysThatOthersAreNotShown(tmp_path):
    for number in (1, 2):
        cv2.imwritemulti(str(tmp_path / f"a{number}.tif"), [np.full((48, 64), value, np.uint8) for value in (1, 2)])
    source = openFilm(tmp_path / "a1.tif")
    assert source.count == 2
    assert "several pages" in source.notice


def test_AnimatedGifPlaysByItsTimes(tmp_path):
    animation = cv2.Animation()
    animation.frames = [np.full((48, 64, 3), value, np.uint8) for value in (10, 100, 200)]
    animation.durations = np.array([100, 200, 300], np.int32)
    assert cv2.imwriteanimation(str(tmp_path / "a.gif"), animation)
    source = openFilm(tmp_path / "a.gif")
    assert [source.timeOf(0), source.timeOf(1), source.timeOf(2)] == pytest.approx([0, 0.1, 0.3])
    assert [source.read().mean() for _ in range(3)] == pytest.approx([10, 100, 200], abs=3)
    source.release()


@pytest.mark.parametrize("name", ["scan.dcm", "scan_1.png"])
def test_DicomIsSentToSlicersDicomModule(tmp_path, name):
    (tmp_path / name).write_bytes(b"\0" * 128 + b"DICM" + b"\x02\0\0\0UL\x04\0" + b"\0" * 400)
    with pytest.raises(SourceError, match="DICOM module"):
        openFilm(tmp_path / name)


def test_DamagedFilmGoesOnBehindTheDamage(tmp_path):
    path = writeFilm(tmp_path / "film.ts", numbered(40), "libx264", options=CLEAN | {"g": "10", "bf": "0"})
    data = bytearray(path.read_bytes())
    data[len(data) // 3 : len(data) // 3 + 2000] = os.urandom(2000)
    path.write_bytes(data)
    assert numberOf(readAll(path)[-1]) == 40


# Live


@pytest.fixture
def rtspCamera(tmp_path):
    cameras = []

    def make(packets: list[bytes], codec: str = "h264") -> RtspCamera:
        try:
            cameras.append(RtspCamera(tmp_path, packets, codec))
        except RtspIsMissing as reason:
            pytest.skip(str(reason))
        return cameras[-1]

    yield make
    for camera in cameras:
        camera.kill()


def cameraFilm(codec: str = "h264", count: int = 60, size=(640, 480), key: int = 30, **options) -> list[bytes]:
    """What a camera sends: no frame waits in its encoder."""
    encoder = {"h264": "libx264", "h265": "libx265"}[codec]
    options = LOW_DELAY | {"g": str(key), "crf": "15"} | options
    if codec == "h265":
        options["x265-params"] = f"log-level=none:keyint={key}"
    return encode(numbered(count, *size), encoder, options=options)


@pytest.mark.parametrize("codec", ["h264", "h265"])
def test_NothingOfALiveStreamIsHeldBack(rtspCamera, codec):
    """A decoder with a thread for each frame would hold one back for each of them."""
    camera = rtspCamera(cameraFilm(codec), codec)
    source = openFilm(camera.url)
    context = source._stream.codec_context
    assert (context.thread_type.name, context.thread_count) == ("SLICE", os.cpu_count())
    ages = [camera.age(numberOf(source.read())) for _ in range(45)][15:]
    source.release()
    assert np.median(ages) < 60, "more than a frame, which FFmpeg's RTP reader takes, and what a busy computer takes"


def test_OpenCVHoldsNothingBackEither(rtspCamera):
    source = openFilm(rtspCamera(cameraFilm()).url, backend="FFmpeg")
    assert source._capture.get(cv2.CAP_PROP_N_THREADS) == 1
    source.release()


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGSTOP")
def test_PictureIsFreshAgainAfterABusySecond(logic, rtspCamera, withoutViews):
    camera = rtspCamera(cameraFilm(key=600))  # so that all that waits has to be decoded
    ages = []
    stream = logic.start(camera.url, view="")
    runUntilFrames(stream, 5)
    stream.addObserver(lambda stream: ages.append((time.perf_counter(), camera.age(numberOf(stream.frame.pixels)))))
    (process,) = captureProcesses()
    os.kill(process, signal.SIGSTOP)
    runUntil(lambda: False, 1.0)
    ages.clear()
    os.kill(process, signal.SIGCONT)
    start = time.perf_counter()
    assert runUntil(lambda: len(ages) > 10, 5)
    fresh = [moment - start for moment, age in ages if age < 100]
    assert fresh[0] < 0.15
    assert max(age for moment, age in ages if moment - start > 0.2) < 150


def test_EachFrameIsRecordedThoughItIsLate(logic, rtspCamera, tmp_path, withoutViews):
    camera = rtspCamera(cameraFilm(count=300, key=10))
    stream = logic.start(camera.url, view="")
    runUntilFrames(stream, 5)
    stream.record(tmp_path / "film.avi")
    assert runUntil(lambda: stream.recording.frames > 5, 5)
    (process,) = captureProcesses()
    os.kill(process, signal.SIGSTOP)
    runUntil(lambda: False, 0.5)
    os.kill(process, signal.SIGCONT)
    assert runUntil(lambda: stream.recording.frames > 40, 5)
    finish(stream)
    logic.stop()
    numbers = [numberOf(frame) for frame in readAll(tmp_path / "film.avi")]
    steps = {(after - before) % 300 for before, after in itertools.pairwise(numbers)}
    assert steps == {1}, numbers


def test_ChangeOfSizeInAStreamIsAnotherSize(logic, rtspCamera, tmp_path):
    """Right pixels, the same mm for each, the view fitted anew, and the recording goes on in another part."""
    packets = cameraFilm(count=40, key=10) + cameraFilm(count=200, key=10, size=(480, 360))
    stream = logic.start(rtspCamera(packets).url, acquisition="in-process", spacing=0.5)
    runUntilFrames(stream, 3)
    assert stream.frame.pixels.shape == (480, 640, 3)
    sliceNode = redSliceNode()
    before = sliceNode.GetFieldOfView()[0]
    stream.record(tmp_path / "film.avi")
    assert runUntil(lambda: stream.frame.pixels.shape == (360, 480, 3), 8), stream.message
    assert runUntil(lambda: len(rowsOf(tmp_path / "film.avi")) and rowsOf(tmp_path / "film.avi")[-1]["part"] == "2", 5)
    checkCorners(stream.frame.pixels[:, :, ::-1], list(CORNER_COLORS.values()))
    assert stream.volumeNode.GetImageData().GetDimensions() == (480, 360, 1)
    assert stream.volumeNode.GetSpacing() == (0.5, 0.5, 0.5)
    assert sliceNode.GetFieldOfView()[0] == pytest.approx(before * 480 / 640, rel=0.02)
    finish(stream)
    sizes = [
        (part["width"], part["height"]) for part in json.loads(sidePath(tmp_path / "film.avi").read_text())["parts"]
    ]
    assert sizes == [(640, 480), (480, 360)]


def redSliceNode():
    from CameraStreamLib.View.SliceDisplay import sliceLogic

    return sliceLogic("Red").GetSliceNode()


def test_StreamThatBecomesInterlacedIsShown(rtspCamera):
    packets = cameraFilm(count=30, key=10, size=(720, 576))
    options = LOW_DELAY | {"g": "10", "crf": "15", "x264-params": "interlaced=1:tff=1"}
    packets += encode(combed(15), "libx264", options=options)
    source = openFilm(rtspCamera(packets).url)
    combs = []
    for _ in range(70):
        frame = source.read()
        if frame[-20, -20].max() < 60:  # of the second part: black on the right
            combs.append(combing(frame))
    source.release()
    assert len(combs) > 10
    assert np.median(combs) < 1


@pytest.mark.parametrize("isEachWanted", [True, False])
def test_TooSlowAComputerSaysSo(rtspCamera, isEachWanted):
    """Which this one is, as long as it does something else between two frames."""
    source = openFilm(rtspCamera(cameraFilm(key=600, size=(1280, 720))).url)
    source.isEachWanted = isEachWanted
    deadline = time.perf_counter() + 10
    while not source.notice and time.perf_counter() < deadline:
        source.read()
        time.sleep(0.1)
    source.release()
    assert "too slow for this size" in source.notice
