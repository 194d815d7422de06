import pytest

from CameraStreamLib.Capture.ImageSequence import findImages
from CameraStreamLib.CaptureTypes import CaptureSettings
from CameraStreamLib.Passwords import PasswordMemory, hidePassword
from CameraStreamLib.Source import SourceError, SourceKind, parseSource


def test_EachKindOfSourceIsUnderstood(tmp_path):
    video = tmp_path / "film.mp4"
    video.touch()
    image = tmp_path / "frame_0001.png"
    image.touch()
    kinds = {
        0: SourceKind.DEVICE,
        " 2 ": SourceKind.DEVICE,
        video: SourceKind.FILE,
        f'"{video}"': SourceKind.FILE,
        image: SourceKind.IMAGES,
        tmp_path / "frame_%04d.png": SourceKind.IMAGES,
        "rtsp://camera/stream": SourceKind.URL,
        "HTTP://camera": SourceKind.URL,
        "udp://@:5000": SourceKind.URL,
        "testpattern": SourceKind.TEST_PATTERN,
        "testpattern:1920x1080@60": SourceKind.TEST_PATTERN,
    }
    assert {text: parseSource(text).kind for text in kinds} == kinds
    assert parseSource("testpattern:1920x1080@59.94").size == (1920, 1080)
    assert parseSource("testpattern:1920x1080@59.94").frameRate == 59.94


def test_NameOfAFileThatIsThereIsNoPattern(tmp_path):
    film = tmp_path / "film 50%dose.mkv"
    film.touch()
    assert parseSource(film).kind is SourceKind.FILE
    for name in ("20%dose_001.png", "20%dose_002.png", "image_1.jp2", "image_2.jp2", "image_3.jp2"):
        (tmp_path / name).touch()
    assert len(findImages(tmp_path / "20%dose_001.png")) == 2
    assert len(findImages(tmp_path / "image_1.jp2")) == 3
    assert len(findImages(tmp_path / "image_%d.jp2")) == 3


def test_AccentsOfImagesMayBeWrittenInTwoForms(tmp_path, monkeypatch):
    for number in (1, 2):
        (tmp_path / f"U\u0308bung_{number}.png").touch()  # as macOS has it on disk, two characters
    found = findImages(tmp_path / "\u00dcbung_1.png")  # as Qt gives it
    assert [path.exists() for path in found] == [True, True]
    with pytest.raises(ValueError, match="There is no image"):
        findImages(tmp_path / "\u00dcBUNG_1.PNG")
    monkeypatch.setattr("sys.platform", "darwin")
    assert len(findImages(tmp_path / "\u00dcBUNG_1.PNG")) == 2, "where names differ in more than case only"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Choose a source"),
        ("   ", "Choose a source"),
        ("-1", "numbered 0, 1, 2"),
        ("99999999999", "numbered 0, 1, 2"),
        ("/nowhere/film.mp4", "There is no file"),
        ("no such thing", "There is no file"),
        (".", "is a folder"),
        ("ftp://camera/film", "use one of http"),
        ("rtsp://", "names no computer"),
        ("http:///path", "names no computer"),
        ("testpattern:", "is not a test pattern"),
        ("testpattern:0x0", "64x48 to 7680x4320"),
        ("testpattern:100000x100000@60", "64x48 to 7680x4320"),
        ("testpattern:640x480@0", "1 to 240"),
        ("x" * 5000, "browse"),
        ("a\0b", "file"),
    ],
)
def test_NonsenseGetsOneSentence(text, words):
    with pytest.raises(SourceError, match=words) as caught:
        parseSource(text)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("width", -1), ("width", 100_000), ("width", 1.5), ("width", "wide"), ("height", None), ("frameRate", -5),
        ("frameRate", float("nan")), ("frameRate", 1e9), ("frameRate", "fast"), ("fourcc", "MJP"), ("fourcc", "MJPEG"),
        ("fourcc", 5), ("backend", "Plus"), ("width", 640),
    ],
)  # fmt: skip
def test_AbsurdSettingsGetOneSentence(setting, value):
    with pytest.raises(SourceError) as caught:
        CaptureSettings(parseSource("testpattern"), **{setting: value})
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("rtsp://admin:pa55@10.0.0.2:554/live", "rtsp://admin:***@10.0.0.2:554/live"),
        ("rtsp://admin:p@ss@10.0.0.2/live", "rtsp://admin:***@10.0.0.2/live"),
        ("rtsp://admin:p#a/s?s@10.0.0.2/live", "rtsp://admin:***@10.0.0.2/live"),
        ("http://cam/video?user=a&pwd=pa55&x=1", "http://cam/video?user=a&pwd=***&x=1"),
        ("http://cam/video?Password=pa55", "http://cam/video?Password=***"),
        ("http://cam:8080/feed@2", "http://cam:8080/feed@2"),
        ("rtsp://admin@10.0.0.2/live", "rtsp://admin@10.0.0.2/live"),
        ("C:\\films\\a:b@c.mp4", "C:\\films\\a:b@c.mp4"),
        ("testpattern", "testpattern"),
        ("rtsp:/admin:pa55@10.0.0.2/live", "rtsp:/admin:***@10.0.0.2/live"),
        ("admin:pa55@10.0.0.2/live", "admin:***@10.0.0.2/live"),
        ("http://cam/video?u=a&p=pa55&pw=x", "http://cam/video?u=a&p=***&pw=***"),
        ("/films/a:b@c.mp4", "/films/a:b@c.mp4"),
    ],
)
def test_PasswordIsHiddenAndKnownInTheSession(address, shown):
    assert hidePassword(address) == shown
    assert hidePassword(shown) == shown
    memory = PasswordMemory()
    assert memory.hide(f' "{address}" ') == shown
    if "://" in address:  # one that can be opened
        assert memory.reveal(shown) == address


def test_PasswordOfAnotherSessionMustBeTypedAgain():
    with pytest.raises(SourceError, match="type the address with its password again"):
        PasswordMemory().reveal("rtsp://admin:***@10.0.0.2/live")


def test_SourceShowsNoPassword():
    source = parseSource("rtsp://admin:pa55@10.0.0.2/live")
    assert "pa55" not in str(source)
    assert "pa55" not in repr(source)
    assert "pa55" not in repr(CaptureSettings(source))
    assert source.address == "rtsp://admin:pa55@10.0.0.2/live"
