import time

import pytest

from CameraStreamLib.Capture.Sources.ImageSequence import findImages
from CameraStreamLib.Shared.Errors import SourceError
from CameraStreamLib.Shared.Passwords import PasswordMemory, hidePassword
from CameraStreamLib.Shared.Settings import CaptureSettings
from CameraStreamLib.Shared.Source import SourceKind, parseSource


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
        ("ftp://camera/film", "Use one of http"),
        ("rtsp://", "has no host name"),
        ("http:///path", "has no host name"),
        ("testpattern:", "is not a valid test pattern"),
        ("testpattern:0x0", "64x48 to 7680x4320"),
        ("testpattern:100000x100000@60", "64x48 to 7680x4320"),
        ("testpattern:640x480@0", "1 to 240"),
        ("x" * 5000, "browse"),
        ("a\0b", "Rename the file"),
        ("a\nb", "Rename the file"),
        ("rtsp://camera/\x1b[2J", "enter the address again"),
        ("/tmp/caf\udce9.avi", "Rename the file"),
        ("igtl://camera/\ud800", "enter the address again"),
        ("igtl://camera/%0A", "at most 20 letters"),
        ("9" * 5000, "numbered 0, 1, 2"),
        ("testpattern:" + "9" * 5000 + "x1", "is not a valid test pattern"),
        ("s" * 5000 + "://camera", "Use one of http"),
    ],
)
def test_NonsenseGetsOneSentence(text, words):
    with pytest.raises(SourceError, match=words) as caught:
        parseSource(text)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 500


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
        ("http://cam/video?user=a&pwd=pa55&fps=1", "http://cam/video?user=a&pwd=***&fps=1"),
        ("http://cam/video?Password=pa55", "http://cam/video?Password=***"),
        ("http://cam:8080/feed@2", "http://cam:8080/feed@2"),
        ("rtsp://admin@10.0.0.2/live", "rtsp://admin@10.0.0.2/live"),
        ("C:\\films\\a:b@c.mp4", "C:\\films\\a:b@c.mp4"),
        ("testpattern", "testpattern"),
        ("rtsp:/admin:pa55@10.0.0.2/live", "rtsp:/admin:***@10.0.0.2/live"),
        ("admin:pa55@10.0.0.2/live", "admin:***@10.0.0.2/live"),
        ("http://cam/video?u=a&p=pa55&pw=x", "http://cam/video?u=***&p=***&pw=***"),
        ("/films/a:b@c.mp4", "/films/a:b@c.mp4"),
        ("http://cam/?loginuse=a&loginpas=pa55", "http://cam/?loginuse=a&loginpas=***"),
        ("http://cam/?user=a;pwd=pa55;ch=1", "http://cam/?user=a;pwd=***;ch=1"),
        ("http://cam/?pwd=pa&55&ch=1", "http://cam/?pwd=***&ch=1"),
        ("http://cam/x;password=pa55#token=pa55", "http://cam/x;password=***#token=***"),
        ("http://cam/?psw=1&pas=1&sig=1&jwt=1", "http://cam/?psw=***&pas=***&sig=***&jwt=***"),
        ("http://cam/?X-Amz-Credential=1&X-Amz-Signature=1", "http://cam/?X-Amz-Credential=***&X-Amz-Signature=***"),
        (
            "rtsp://cam/user=a_password=pa_55_channel=1_stream=0.sdp",
            "rtsp://cam/user=***_channel=1_stream=0.sdp",
        ),
        ("http://cam/password=pa55&user=a", "http://cam/password=***&user=a"),
        ("http://u:pa55@cam/?url=rtsp://a:pa55@b/", "http://u:***@b/"),
        ("10.0.0.2/video?user=a&pwd=pa55", "10.0.0.2/video?user=a&pwd=***"),
        ("rtsp//admin:pa55@cam", "rtsp//admin:***@cam"),
        ("rtsp;//admin:pa55@cam", "rtsp;//admin:***@cam"),
        ("//admin:pa55@cam", "//admin:***@cam"),
        ("/rtsp://admin:pa55@cam", "/rtsp://admin:***@cam"),
        ("rtsp://rtsp://admin:pa55@cam", "rtsp://rtsp:***@cam"),
        ("ffplay rtsp://admin:pa55@cam", "ffplay rtsp://admin:***@cam"),
        ("rtsp://admin:2024#Cam@cam", "rtsp://admin:***@cam"),
        ("rtsp://nvr:8554/cam1@main", "rtsp://nvr:8554/cam1@main"),
        ("http://nvr:8080/@user/live.m3u8", "http://nvr:8080/@user/live.m3u8"),
        ("http://nvr/live?channel=1&subtype=0&size=640x480", "http://nvr/live?channel=1&subtype=0&size=640x480"),
        ("http://nvr/live?session=1", "http://nvr/live?session=***"),
        ("film 12:30@home.avi", "film 12:30@home.avi"),
        ("rtsp://admin:pa55@cam/live@main", "rtsp://admin:***@main"),
        ("admin:p@55@cam", "admin:***@cam"),
        ("rtsp://me@mail.org:pa55@cam/live", "rtsp://me@mail.org:***@cam/live"),
        ("http://cam:8080/path?type=a@b", "http://cam:8080/path?type=***"),
        ("http://a:pa55@cam:8080/path?x=a@b", "http://a:***@b"),
        ("rtsp://[fe80::1]:554/a@b", "rtsp://[fe80::1]:554/a@b"),
        ("rtsp://admin:p@s/s@w?o#rd@10.0.0.2/live", "rtsp://admin:***@10.0.0.2/live"),
        ("http://cam/?code=1&pin=1&access=1&X=1&camera=1", "http://cam/?code=***&pin=***&access=***&X=***&camera=1"),
        ("http://cam/?channel=1/token=pa55", "http://cam/?channel=***"),
        ("rtsp://admin:pa55@/live", "rtsp://admin:***@/live"),
        ("camera:Endoscope?id=046d:085e&path=/dev/video0", "camera:Endoscope?id=046d:085e&path=/dev/video0"),
        ("testpattern:640x480@30", "testpattern:640x480@30"),
        ("udp://@:5000", "udp://@:5000"),
        ("film key=50%dose.mkv", "film key=50%dose.mkv"),
        ("C:\\films\\key=3.mkv", "C:\\films\\key=3.mkv"),
    ],
)
def test_PasswordIsHiddenAndKnownInTheSession(address, shown):
    assert hidePassword(address) == shown
    assert hidePassword(shown) == shown
    memory = PasswordMemory()
    assert memory.hide(f' "{address}" ') == shown
    assert memory.reveal(shown) == address


@pytest.mark.parametrize(
    "part", ["?key", "a", "//a:", "//a:1/?", "//a:b@", "\\\\a", ":\\", "@", "&p=", "_channel", "?x=@"]
)
def test_HidingTakesNoTimeHoweverLongTheTextIs(part):
    start = time.perf_counter()
    hidePassword(part * (100_000 // len(part)))
    hidePassword("http://h/" + part * (100_000 // len(part)) + "@h")
    assert time.perf_counter() - start < 2  # it takes a tenth of that


@pytest.mark.parametrize(
    "address",
    [
        "admin:s3cr3t@10.0.0.2/live", "rtsp:/admin:s3cr3t@cam", "'rtsp://a:s3cr3t@cam'", "<rtsp://a:s3cr3t@cam>",
        "\u200brtsp://a:s3cr3t@cam", "\ufeffrtsp://a:s3cr3t@cam", "rtsp:\\\\a:s3cr3t@cam", "1rtsp://a:s3cr3t@cam",
        "testpattern:a:s3cr3t@cam", "a:s3cr3t%2d@cam", "rtsp:///a:s3cr3t@cam", "rtsp://a:s3cr3t@cam\n/live",
        "x://a:s3cr3t@cam",
    ],
)  # fmt: skip
def test_MistypedAddressIsSaidWithoutItsPassword(address):
    with pytest.raises(SourceError) as caught:
        parseSource(address)
    assert "s3cr3t" not in str(caught.value)


def test_FileWithTheNameOfAnAddressOpens(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a:b@c.avi").touch()
    memory = PasswordMemory()
    source = parseSource(memory.reveal(memory.hide("a:b@c.avi")))
    assert (source.kind, str(source)) == (SourceKind.FILE, str(tmp_path / "a:b@c.avi"))


def test_PasswordOfAnotherSessionMustBeTypedAgain():
    with pytest.raises(SourceError, match="Enter the address with its password again"):
        PasswordMemory().reveal("rtsp://admin:***@10.0.0.2/live")


def test_TwoCamerasOfOneServerStayTwo():
    """What is hidden may be all that tells them apart."""
    memory = PasswordMemory()
    addresses = ["http://nvr/live?feed=1", "http://nvr/live?feed=2"]
    shown = [memory.hide(address) for address in addresses]
    assert len(set(shown)) == 2
    assert [memory.hide(text) for text in shown] == shown
    assert [memory.reveal(text) for text in shown] == addresses
    assert memory.hide("rtsp://admin:wrong@cam") == memory.hide("rtsp://admin:right@cam")
    assert memory.reveal("rtsp://admin:***@cam") == "rtsp://admin:right@cam"


@pytest.mark.parametrize("address", ["rtsp://admin:s3/cr3t@cam/live", "http://a:s3#cr3t@cam", "rtsp://a:s3?cr3t@cam/"])
def test_NothingIsLookedUpForAPasswordThatIsNotEscaped(address):
    with pytest.raises(SourceError, match="%2F") as caught:
        parseSource(address)
    assert "cr3t" not in str(caught.value)


def test_MessageOfALibraryShowsNoPartOfAPassword():
    source = parseSource("http://cam/live?key=s%2Fcr3t&channel=1")
    for message in (
        "http://cam/live?key=s%2Fcr3t&channel=1: failed",
        "GET /live?key=s%2Fcr3t",
        "key 's/cr3t' is wrong",
    ):
        assert "cr3t" not in source.redact(message)
    assert source.redact("channel 1 failed") == "channel 1 failed"


def test_SourceShowsNoPassword():
    source = parseSource("rtsp://admin:pa55@10.0.0.2/live")
    assert "pa55" not in str(source)
    assert "pa55" not in repr(source)
    assert "pa55" not in repr(CaptureSettings(source))
    assert source.address == "rtsp://admin:pa55@10.0.0.2/live"
