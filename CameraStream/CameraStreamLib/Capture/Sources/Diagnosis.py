"""Explains why a source did not open, and what to do: OpenCV itself does not."""

import http.client
import os
import socket
import sys
import urllib.error
import urllib.parse
import urllib.request

from ...Shared.Errors import tr as _
from ...Shared.Passwords import hidePassword
from ...Shared.Source import CameraName, Source, SourceKind
from .HttpQuestion import ANSWER_SECONDS, ask, inTime, noAnswer

DEFAULT_PORTS = {"http": 80, "https": 443, "rtsp": 554, "rtmp": 1935}


def whyNotOpened(source: Source, isVerified: bool = True) -> str:
    """A message; takes up to a few seconds for a network address, since it asks the server.

    :param isVerified: whether to verify the certificate of an https server
    """
    if isinstance(source.address, CameraName):
        return _(
            '"{camera}" did not start. Close other programs that use it, or unplug it and plug it in again.'
        ).format(camera=source)
    if source.kind is SourceKind.DEVICE:
        return _whyNoCamera(source.address)
    if source.kind is SourceKind.URL:
        return _whyNoStream(str(source.address), isVerified)
    return _('"{source}" is not a readable video. Check that it is a complete video file.').format(source=source)


def isDicom(path: str) -> bool:
    """Whether a file is DICOM (PS3.10, 7.1), of which FFmpeg would show a part."""
    try:
        if not os.path.isfile(path):  # opening a pipe would block
            return False
        with open(path, "rb") as file:
            return file.read(132)[128:] == b"DICM"
    except OSError:
        return False


def _whyNoCamera(address: int | str) -> str:
    if not sys.platform.startswith("linux"):
        return _(
            "Camera {address} did not open. Check that it is connected, that no other program uses it, "
            "and that the system's privacy settings allow camera access."
        ).format(address=address)
    device = f"/dev/video{address}" if isinstance(address, int) else address
    if not os.path.exists(device):
        return _("There is no camera {address} on this computer. Connect it, or choose another source.").format(
            address=address
        )
    if not os.access(device, os.R_OK | os.W_OK):
        text = _(
            'Permission denied for camera {address} ({device}). Add yourself to the group "video" and log in again.'
        )
        return text.format(address=address, device=device)
    text = _("Camera {address} did not start. Close other programs that use it, or unplug it and plug it in again.")
    return text.format(address=address)


def _whyNoStream(url: str, isVerified: bool) -> str:
    shown = hidePassword(url)
    try:
        parts = urllib.parse.urlsplit(url)
        port = parts.port or DEFAULT_PORTS.get(parts.scheme.lower())
        isWhole = urllib.parse.urlsplit(shown).hostname == parts.hostname  # else it is a part of a password
    except ValueError:
        return _('"{address}" is not a valid network address. Check its host name and port.').format(address=shown)
    if parts.scheme.lower() == "udp" or not parts.hostname or not port or not isWhole:
        return _("No video from {address}. Check the address, and that the sender is on.").format(address=shown)
    try:
        # FFmpeg uses a proxy if the environment specifies one.
        if parts.scheme.lower() not in urllib.request.getproxies_environment():
            socket.create_connection((parts.hostname, port), ANSWER_SECONDS).close()
    except (OSError, ValueError):
        text = _("Nothing answers at {host}:{port}. Check the address, and that the camera is on.")
        return text.format(host=parts.hostname, port=port)
    if parts.scheme.lower() in ("http", "https"):
        return inTime(lambda: _whyNoHttpStream(parts, shown, isVerified)) or noAnswer(shown)
    text = _("{address} answers but sends no readable video. Check the path, the user name and the password.")
    return text.format(address=shown)


def _whyNoHttpStream(parts: urllib.parse.SplitResult, shown: str, isVerified: bool) -> str:
    host = parts.netloc.rpartition("@")[2]
    try:
        with ask(parts.geturl(), isVerified) as answer:
            if answer.headers.get_content_type() == "text/html":
                return _("{address} is a web page, not a video. Enter the address of the stream itself.").format(
                    address=shown
                )
    except urllib.error.HTTPError as error:
        error.close()
        if error.code in (401, 403):
            text = _("{host} asks for a user name and a password. Example: {scheme}://user:password@{host}...")
            return text.format(host=host, scheme=parts.scheme)
        text = _("{host} has no video at {address} (HTTP {code}). Check the path.")
        return text.format(host=host, address=shown, code=error.code)
    except (OSError, ValueError, http.client.HTTPException):
        return noAnswer(shown)
    return _("{address} answers but sends no readable video. Check the path.").format(address=shown)
