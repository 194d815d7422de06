"""Servers that are not who they say, or that lead elsewhere."""

import socket
import subprocess
import sys

import cv2
import pytest
import trustme
from conftest import runUntilFrames
from Recordings import makeFrame

from CameraStreamLib.Capture.Sources import StreamOptions
from CameraStreamLib.Capture.Sources.OpenSource import openSource
from CameraStreamLib.Shared.Errors import SourceError
from CameraStreamLib.Shared.Settings import CaptureSettings
from CameraStreamLib.Shared.Source import parseSource
from Host.EventLoop import runUntil

pytestmark = pytest.mark.usefixtures("withoutViews")


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture
def trusted(authority, tmp_path, monkeypatch) -> None:
    """Python, and FFmpeg with it, trusts who ``authority`` vouches for, as Slicer does by its own list."""
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))


@pytest.fixture
def secureCamera(authority, tmp_path, switchedCamera):
    """Makes a camera that proves to be the computer of a name."""

    def make(name: str):
        path = tmp_path / "certificate.pem"
        authority.issue_cert(name).private_key_and_cert_chain_pem.write_to_path(path)
        return switchedCamera(0, str(path))

    return make


def failure(logic, url: str, **settings) -> str:
    """The sentence on why an address does not open."""
    stream = logic.start(url, view="", acquisition="in-process", **settings)
    assert runUntil(lambda: stream.state.name == "FAILED", 15), (stream.state, stream.message)
    return stream.message


def test_CertificateThatNobodyVouchesForIsRefusedAndAllowedByChoice(panel, logic, secureCamera, reader):
    camera = secureCamera("127.0.0.1")
    assert panel.ui.verifyCertificateCheckBox.checked
    message = failure(logic, camera.url("live"), backend=reader)
    assert message.startswith("The certificate of 127.0.0.1 cannot be verified (")
    assert message.endswith("clear Verify certificate under Advanced.")
    panel.ui.verifyCertificateCheckBox.setChecked(False)
    runUntilFrames(logic.start(), 3)
    assert not panel.ui.verifyCertificateCheckBox.enabled


@pytest.mark.usefixtures("trusted")
def test_CertificateThatIsVouchedForIsTaken(logic, secureCamera, reader):
    runUntilFrames(logic.start(secureCamera("127.0.0.1").url("live"), view="", backend=reader), 3)


@pytest.mark.usefixtures("trusted")
def test_CertificateOfAnotherComputerIsRefused(logic, secureCamera, reader):
    assert "cannot be verified" in failure(logic, secureCamera("camera.example").url("live"), backend=reader)


def test_FFmpegItselfVerifiesToo(secureCamera, trusted, tmp_path, monkeypatch, reader):
    """Else who is in between could let the first connection pass, which is ours, and take the second one."""
    monkeypatch.setattr(StreamOptions, "checkCertificate", lambda url: None)
    url = secureCamera("127.0.0.1").url("live")
    settings = CaptureSettings(parseSource(url), backend=reader)
    openSource(settings, lambda **info: None).release()
    trustme.CA().cert_pem.write_to_path(tmp_path / "authority.pem")
    with pytest.raises(SourceError):
        openSource(settings, lambda **info: None)


@pytest.fixture
def fileServer(tmp_path):
    """Serves a folder: its address."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", str(tmp_path)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    yield f"http://127.0.0.1:{process.stdout.readline().split()[5]}"
    process.kill()
    process.wait()
    process.stdout.close()


def writeSegment(path) -> None:
    """Two seconds of video in an MPEG transport stream."""
    writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, cv2.VideoWriter.fourcc(*"mp4v"), 25, (352, 288))
    assert writer.isOpened()
    for number in range(50):
        writer.write(makeFrame(number))
    writer.release()


PLAYLIST = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n{lines}#EXTINF:2,\n{segment}\n#EXT-X-ENDLIST\n"
MASTER = "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n{variant}\n"


@pytest.mark.parametrize("isNested", [False, True])
def test_PlaylistOfOneServerIsPlayed(logic, tmp_path, fileServer, isNested, reader):
    writeSegment(tmp_path / "segment.ts")
    (tmp_path / "live.m3u8").write_text(PLAYLIST.format(lines="", segment="segment.ts"))
    (tmp_path / "master.m3u8").write_text(MASTER.format(variant="live.m3u8"))
    runUntilFrames(logic.start(f"{fileServer}/{'master' if isNested else 'live'}.m3u8", view="", backend=reader), 3)


@pytest.mark.parametrize("where", ["segment", "file", "key", "unquoted", "escaped", "variant", "line"])
def test_PlaylistThatLeadsElsewhereIsRefused(logic, tmp_path, fileServer, where, reader):
    writeSegment(tmp_path / "segment.ts")
    with socket.create_server(("127.0.0.1", 0)) as other:
        other.setblocking(False)
        address = f"http://localhost:{other.getsockname()[1]}/s3cr3t.ts"
        segment = {"segment": address, "file": f"file://{tmp_path}/segment.ts"}.get(where, "segment.ts")
        lines = {
            "key": f'#EXT-X-KEY:METHOD=AES-128,URI="{address}"\n',
            "unquoted": f"#EXT-X-KEY:METHOD=AES-128,URI={address}\n",
            "escaped": f'#EXT-X-KEY:METHOD=AES-128,URI="\\{address}"\n',
            "line": f"# a comment\0{address}\n",
        }.get(where, "")
        (tmp_path / "live.m3u8").write_text(PLAYLIST.format(lines=lines, segment=segment))
        variant = address if where == "variant" else "live.m3u8"
        (tmp_path / "master.m3u8").write_text(MASTER.format(variant=variant))
        for name in ("master", "live") if where != "variant" else ("master",):
            message = failure(logic, f"{fileServer}/{name}.m3u8", backend=reader)
            assert "not on 127.0.0.1. Enter the address of the stream itself" in message
        with pytest.raises(BlockingIOError):
            other.accept()


def test_NoFormatThatNamesOtherSourcesIsOpenedUnseen():
    assert not {"hls", "dash", "concat", "sdp", "image2", "tty", "lavfi"} & set(StreamOptions.FORMATS.split(","))
