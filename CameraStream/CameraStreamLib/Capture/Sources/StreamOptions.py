"""FFmpeg's options for network streams: servers are authenticated, and cannot redirect FFmpeg to other sources."""

import contextlib
import http.client
import os
import re
import socket
import ssl
import threading
import urllib.error
import urllib.parse
from collections.abc import Iterator

from ...Shared.Errors import SourceError
from ...Shared.Errors import tr as _
from ...Shared.Passwords import hidePassword
from .HttpQuestion import ANSWER_SECONDS, ask, inTime, noAnswer

FORMATS = (
    "mpjpeg,mjpeg,jpeg_pipe,png_pipe,webp_pipe,mov,mp4,matroska,webm,mpegts,mpeg,flv,live_flv,rtsp,rtp,avi,asf,ogg,nut,"
    "h264,hevc,m4v,mpegvideo,ivf,gif,apng,yuv4mpegpipe"
)
"""Allowed formats, by FFmpeg's names: none that refers to other sources, such as hls, dash, concat and sdp."""

PROTOCOLS = "http,https,httpproxy,tls,tcp,udp,rtp,srtp,rtmp,rtmpt,rtmps,crypto,data"
"""Allowed protocols: none that reads files."""

PLAYLIST = b"#EXTM3U"
"""The first line of a playlist (RFC 8216, 4.3.1.1)."""

PLAYLIST_BYTES = 1_000_000
"""Maximum size of a playlist: one for a day has 15 000 segments of 100 bytes each."""

PLAYLISTS = 20
"""Maximum number of playlists in a playlist: one for each quality, and a few for sound."""

PREAMBLE_BYTES = 65536
"""How far to search for the first boundary. The preamble before it (RFC 2046, 5.1.1) is a sentence or two for humans,
which FFmpeg considers a damaged stream."""

_environment = threading.Lock()


def streamOptions(url: str, isVerified: bool) -> dict[str, str]:
    """FFmpeg's options for a network stream.

    :param isVerified: whether to verify the certificate of an https server
    :raises SourceError: if it is not valid
    """
    options = {"format_whitelist": FORMATS, "protocol_whitelist": PROTOCOLS}
    if url.lower().startswith("https:"):
        options["tls_verify"] = str(int(isVerified))  # FFmpeg does not by default
        if isVerified:
            checkCertificate(url)
            options |= _authorities()
    return options


def furtherOptions(url: str, isVerified: bool) -> dict[str, str]:
    """Additional options for an address that FFmpeg did not open; {} if none would help.

    :raises SourceError: if it is a playlist that refers to another host, or the server does not answer in time
    """
    if not re.match("https?:", url, re.IGNORECASE):
        return {}
    try:
        options = inTime(lambda: _furtherOptions(url, isVerified))
    except SourceError:
        raise
    except TimeoutError:
        options = None
    except urllib.error.HTTPError as error:
        error.close()
        return {}
    except (OSError, ValueError, http.client.HTTPException):
        return {}
    if options is None:
        raise SourceError(noAnswer(hidePassword(url)))
    return options


def _furtherOptions(url: str, isVerified: bool) -> dict[str, str]:
    with ask(url, isVerified) as answer:
        text = answer.read(len(PLAYLIST))
        if text == PLAYLIST:
            checkPlaylist(url, isVerified)
            return {"format_whitelist": f"{FORMATS},hls"}
        boundary = (answer.headers.get_boundary() or "").removeprefix("--").encode()
        if not boundary or answer.headers.get_content_type() != "multipart/x-mixed-replace":
            return {}
        while (begin := text.find(b"--" + boundary)) < 0 and len(text) < PREAMBLE_BYTES:
            part = answer.read1(PREAMBLE_BYTES)
            if not part:
                break
            text += part
    return {"skip_initial_bytes": str(begin)} if begin > 0 else {}


def checkCertificate(url: str) -> None:
    """Verify the certificate of a server, including its host name, which FFmpeg would ignore.

    :raises SourceError: if it is not valid; other errors are left to FFmpeg
    """
    parts = urllib.parse.urlsplit(url)
    with contextlib.suppress(OSError):
        try:
            with socket.create_connection((parts.hostname, parts.port or 443), ANSWER_SECONDS) as connection:
                ssl.create_default_context().wrap_socket(connection, server_hostname=parts.hostname).close()
        except ssl.SSLCertVerificationError as error:
            raise SourceError(
                _(
                    "The certificate of {host} cannot be verified ({reason}). If you trust this network, clear Verify "
                    "certificate under Advanced."
                ),
                host=parts.hostname,
                reason=error.verify_message,
            ) from error


def checkPlaylist(url: str, isVerified: bool) -> None:
    """Check that a playlist, and those in it, refer only to addresses on their own host.

    :raises SourceError: if not
    """
    host, waiting = urllib.parse.urlsplit(url).hostname, [url]
    for playlist in waiting:  # grows in the loop
        with ask(playlist, isVerified) as answer:
            base, text = answer.url, answer.read(PLAYLIST_BYTES).decode(errors="replace")
        # Lines, and the attributes of their tags, as FFmpeg parses them (libavformat/hls.c, ff_parse_key_value).
        lines = [line.strip() for line in re.split("[\r\n\0]+", text)]
        named = [line for line in lines if line and not line.startswith("#")]
        named += re.findall(r'URI="?([^",]+)', text.replace("\\", ""))
        for address in [base, *(urllib.parse.urljoin(base, name) for name in named)]:
            parts = urllib.parse.urlsplit(address)
            if parts.scheme not in ("http", "https") or parts.hostname != host:
                problem = _(
                    "The playlist {url} leads to {address}, not on {host}. Enter the address of the stream itself."
                )
                shown = hidePassword(address)[:200]
                raise SourceError(problem, url=hidePassword(url), address=shown, host=host)
        if "#EXT-X-STREAM-INF" in text and playlist == url:
            waiting += [urllib.parse.urljoin(base, name) for name in named][:PLAYLISTS]


@contextlib.contextmanager
def environment(options: dict[str, str]) -> Iterator[None]:
    """Make OpenCV pass ``options`` to FFmpeg: it reads them only from the environment."""
    name = "OPENCV_FFMPEG_CAPTURE_OPTIONS"
    with _environment:
        before = os.environ.get(name)
        # OpenCV's own default if the variable is not set (modules/videoio/src/cap_ffmpeg_impl.hpp).
        first = "rtsp_flags;prefer_tcp" if before is None else before
        os.environ[name] = "|".join([first, *(f"{key};{value}" for key, value in options.items())])
        try:
            yield
        finally:
            os.environ.pop(name)
            if before is not None:
                os.environ[name] = before


def _authorities() -> dict[str, str]:
    """The file of trusted certificate authorities, which FFmpeg finds by itself on Windows only."""
    paths = ssl.get_default_verify_paths()  # SSL_CERT_FILE, which Slicer sets to its own, or the system's
    files = [paths.cafile, os.path.join(paths.capath, "ca-certificates.crt") if paths.capath else None]
    found = [file for file in files if file and os.path.isfile(file)]
    return {"ca_file": found[0].replace("\\", "/")} if found else {}
