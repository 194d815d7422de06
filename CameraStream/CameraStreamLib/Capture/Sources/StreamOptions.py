"""What FFmpeg is told when it opens a network stream, so that a server is who it says, and can lead it nowhere else."""

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
"""FFmpeg's names of what a stream may be: nothing that names other sources, as hls, dash, concat and sdp do."""

PROTOCOLS = "http,https,httpproxy,tls,tcp,udp,rtp,srtp,rtmp,rtmpt,rtmps,crypto,data"
"""What a stream may come by: nothing that reads files."""

PLAYLIST = b"#EXTM3U"
"""The first line of a playlist (RFC 8216, 4.3.1.1)."""

PLAYLIST_BYTES = 1_000_000
"""Of a playlist at most: one of a day has 100 bytes for each of 15 000 segments."""

PLAYLISTS = 20
"""In a playlist: it names one for each quality, and some more for sound."""

PREAMBLE_BYTES = 65536
"""In which the first boundary is looked for. What stands before it (RFC 2046, 5.1.1) is a sentence or two for people;
FFmpeg takes it for a damaged stream."""

_environment = threading.Lock()


def streamOptions(url: str, isVerified: bool) -> dict[str, str]:
    """FFmpeg's options for a network stream.

    :param isVerified: whether the server of an https address must prove that it is the one
    :raises SourceError: if it cannot
    """
    options = {"format_whitelist": FORMATS, "protocol_whitelist": PROTOCOLS}
    if url.lower().startswith("https:"):
        options["tls_verify"] = str(int(isVerified))  # FFmpeg's own default is not to
        if isVerified:
            checkCertificate(url)
            options |= _authorities()
    return options


def furtherOptions(url: str, isVerified: bool) -> dict[str, str]:
    """FFmpeg's options for an address that it did not open, as far as others may help; {} if none will.

    :raises SourceError: if it is a playlist that leads elsewhere, or does not answer in time
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
    """Whether the server proves to be the one that is named. FFmpeg would not look at the name.

    :raises SourceError: if it does not; an answer of another kind, or none, is for FFmpeg to find
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
    """Whether a playlist, and those that it names, name only addresses of the computer that they come from.

    :raises SourceError: if not
    """
    host, waiting = urllib.parse.urlsplit(url).hostname, [url]
    for playlist in waiting:  # which may become longer
        with ask(playlist, isVerified) as answer:
            base, text = answer.url, answer.read(PLAYLIST_BYTES).decode(errors="replace")
        # Lines, and the attributes of their tags, as FFmpeg takes them (libavformat/hls.c, ff_parse_key_value).
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
    """Have OpenCV hand ``options`` to FFmpeg in what it opens meanwhile: it takes them from the environment only."""
    name = "OPENCV_FFMPEG_CAPTURE_OPTIONS"
    with _environment:
        before = os.environ.get(name)
        # Where nothing is set, OpenCV itself asks for this (modules/videoio/src/cap_ffmpeg_impl.hpp).
        first = "rtsp_flags;prefer_tcp" if before is None else before
        os.environ[name] = "|".join([first, *(f"{key};{value}" for key, value in options.items())])
        try:
            yield
        finally:
            os.environ.pop(name)
            if before is not None:
                os.environ[name] = before


def _authorities() -> dict[str, str]:
    """Where FFmpeg finds who is trusted to vouch for a server: it does not look for that itself, but on Windows."""
    paths = ssl.get_default_verify_paths()  # SSL_CERT_FILE, which Slicer sets to its own, or the system's
    files = [paths.cafile, os.path.join(paths.capath, "ca-certificates.crt") if paths.capath else None]
    found = [file for file in files if file and os.path.isfile(file)]
    return {"ca_file": found[0].replace("\\", "/")} if found else {}
