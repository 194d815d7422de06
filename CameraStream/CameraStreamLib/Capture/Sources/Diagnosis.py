"""Why a source did not open, in one sentence that says what to do: OpenCV itself only says that it did not."""

import http.client
import os
import socket
import sys
import urllib.error
import urllib.parse
import urllib.request

from ...Shared.Passwords import hidePassword
from ...Shared.Source import CameraName, Source, SourceKind
from .HttpQuestion import ANSWER_SECONDS, ask, inTime, noAnswer

DEFAULT_PORTS = {"http": 80, "https": 443, "rtsp": 554, "rtmp": 1935}


def whyNotOpened(source: Source, isVerified: bool = True) -> str:
    """One sentence; may take a few seconds for a network address, since it asks the server.

    :param isVerified: whether an https server must prove that it is the one
    """
    if isinstance(source.address, CameraName):
        return f'"{source}" did not start: close other programs that use it, or unplug it and plug it in again.'
    if source.kind is SourceKind.DEVICE:
        return _whyNoCamera(source.address)
    if source.kind is SourceKind.URL:
        return _whyNoStream(str(source.address), isVerified)
    return f'"{source}" is not a video that can be read: check that it is a video file, and whole.'


def isDicom(path: str) -> bool:
    """Whether a file is DICOM's (PS3.10, 7.1), of which FFmpeg would show a part."""
    try:
        if not os.path.isfile(path):  # nobody may write into a pipe
            return False
        with open(path, "rb") as file:
            return file.read(132)[128:] == b"DICM"
    except OSError:
        return False


def _whyNoCamera(address: int | str) -> str:
    if not sys.platform.startswith("linux"):
        return (
            f"Camera {address} did not open: check that it is connected, that no other program uses it, "
            "and that the system's privacy settings allow cameras."
        )
    device = f"/dev/video{address}" if isinstance(address, int) else address
    if not os.path.exists(device):
        return (
            f"There is no camera {address} on this computer: connect it, or choose another number, a file, "
            "a network address or testpattern."
        )
    if not os.access(device, os.R_OK | os.W_OK):
        return (
            f'This user may not open camera {address} ({device}): add the user to the group "video" and log in again.'
        )
    return f"Camera {address} did not start: close other programs that may use it, or unplug it and plug it in again."


def _whyNoStream(url: str, isVerified: bool) -> str:
    shown = hidePassword(url)
    try:
        parts = urllib.parse.urlsplit(url)
        port = parts.port or DEFAULT_PORTS.get(parts.scheme.lower())
        isWhole = urllib.parse.urlsplit(shown).hostname == parts.hostname  # else a part of a password is taken for it
    except ValueError:
        return f'"{shown}" is not a network address: check its computer name and port.'
    if parts.scheme.lower() == "udp" or not parts.hostname or not port or not isWhole:
        return f"No video came from {shown}: check the address and that the sender is on."
    try:
        # FFmpeg goes through a proxy where the environment names one.
        if parts.scheme.lower() not in urllib.request.getproxies_environment():
            socket.create_connection((parts.hostname, port), ANSWER_SECONDS).close()
    except (OSError, ValueError):
        return f"Nothing answers at {parts.hostname}:{port}: check the address, and that the camera is on."
    if parts.scheme.lower() in ("http", "https"):
        return inTime(lambda: _whyNoHttpStream(parts, shown, isVerified)) or noAnswer(shown)
    return f"{shown} answers but sends no video that can be read: check the path, the user name and the password."


def _whyNoHttpStream(parts: urllib.parse.SplitResult, shown: str, isVerified: bool) -> str:
    host = parts.netloc.rpartition("@")[2]
    try:
        with ask(parts.geturl(), isVerified) as answer:
            if answer.headers.get_content_type() == "text/html":
                return f"{shown} is a web page, not a video: give the address of the stream itself."
    except urllib.error.HTTPError as error:
        error.close()
        if error.code in (401, 403):
            return f"{host} asks for a user name and a password: check them, written {parts.scheme}://user:password@{host}..."
        return f"{host} has no video at {hidePassword(shown)} (HTTP {error.code}): check the path."
    except (OSError, ValueError, http.client.HTTPException):
        return noAnswer(shown)
    return f"{shown} answers but sends no video that can be read: check the path."
