"""What can be given as a source: one string or number, understood before anything is opened."""

import enum
import os
import re
import sys
import urllib.parse
from dataclasses import dataclass
from pathlib import Path

from .Errors import SourceError
from .Passwords import cleanText, hidePassword, redact

URL_SCHEMES = ("http", "https", "rtsp", "rtmp", "udp", "tcp")

IMAGE_SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp", ".pgm", ".ppm", ".jp2")

MAXIMUM_SIZE = 16384
"""Largest frame width or height that can be asked for, pixels: twice 8K, far above any camera, and small enough that
a frame that is absurd (a slip of the keyboard) is refused before memory is."""

MAXIMUM_RATE = 1000.0
"""Largest frame rate that can be asked for, frames/s: above it the time stamps' millisecond is too coarse."""

VIDEO_DEVICES = 81
"""Number of the driver of Linux' cameras (kernel.org, Linux allocated devices: char 81, video4linux)."""

UNREADABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Control characters, ends of lines, and what stands for a byte of a file's name that is no UTF-8: OpenCV and
Qt end the application at one of them, or take it for the end."""


class SourceKind(enum.Enum):
    DEVICE = "camera"
    FILE = "video file"
    IMAGES = "image sequence"
    URL = "network stream"
    OPENIGTLINK = "OpenIGTLink"
    TEST_PATTERN = "test pattern"


@dataclass(frozen=True)
class CameraName:
    """A camera as it is found again wherever it is plugged in: by its path, else by vendor and product, else by name.

    ``identity`` is vendor and product (``046d:085e``), ``path`` the system's name for the device; "" where not known.
    """

    name: str
    identity: str = ""
    path: str = ""

    def __str__(self) -> str:
        """``camera:NAME`` with the rest as URL parameters: what ``parseSource`` takes."""
        known = {"id": self.identity, "path": self.path}
        parameters = urllib.parse.urlencode({key: value for key, value in known.items() if value}, safe="/:")
        return f"camera:{urllib.parse.quote(self.name, safe=' ()')}" + (f"?{parameters}" if parameters else "")

    @classmethod
    def fromText(cls, text: str) -> "CameraName":
        """What ``str`` gave, or a user typed."""
        name, _, query = text.removeprefix("camera:").partition("?")
        values = dict(urllib.parse.parse_qsl(query))
        return cls(urllib.parse.unquote(name).strip(), values.get("id", ""), values.get("path", ""))


@dataclass(frozen=True)
class Source:
    """A source, understood.

    ``address`` is what its opener takes: an int for a device index, a CameraName for a camera by its name, else a
    string.
    ``size`` (width, height in pixels) and ``frameRate`` (frames/s) are set for the test pattern only.
    """

    kind: SourceKind
    address: int | str | CameraName
    size: tuple[int, int] = (0, 0)
    frameRate: float = 0.0

    def __str__(self) -> str:
        if isinstance(self.address, CameraName):
            return self.address.name
        return hidePassword(str(self.address))

    __repr__ = __str__

    @property
    def transformName(self) -> str:
        """Of the transform that moves the image; "" for none."""
        return OpenIGTLinkAddress.parse(self.address).transform if self.kind is SourceKind.OPENIGTLINK else ""

    def redact(self, text: str) -> str:
        """``text``, an error message perhaps, with this source's password hidden."""
        return redact(text, str(self.address))

    def toDict(self) -> dict:
        """For another process; with the password, if there is one."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        isNumber = isinstance(self.address, int)
        return values | {"kind": self.kind.name, "address": self.address if isNumber else str(self.address)}

    @classmethod
    def fromDict(cls, values: dict) -> "Source":
        """What ``toDict`` gave."""
        kind, address = SourceKind[values["kind"]], values["address"]
        if kind is SourceKind.DEVICE and str(address).startswith("camera:"):
            address = CameraName.fromText(address)
        return cls(**(values | {"kind": kind, "address": address, "size": tuple(values["size"])}))


@dataclass(frozen=True)
class OpenIGTLinkAddress:
    """Where images come from: a server (``host``, ``port``), one of its devices (the first one that sends images, if
    ``device`` is ""), and the transform that moves them ("" for none)."""

    host: str
    port: int
    device: str
    transform: str

    @classmethod
    def parse(cls, text: str) -> "OpenIGTLinkAddress":
        """Understand ``igtl://host[:port][/device][?transform=name]``.

        :raises SourceError: if it is no such address
        """
        problem = SourceError(
            f'"{_shown(text)}" is not an OpenIGTLink address: '
            "write for example igtl://127.0.0.1:18944/Image?transform=ProbeToReference."
        )
        try:
            parts = urllib.parse.urlsplit(text)
            query = urllib.parse.parse_qs(parts.query, strict_parsing=bool(parts.query), max_num_fields=1)
            host, port = parts.hostname, 18944 if parts.port is None else parts.port
        except ValueError as error:
            raise problem from error
        device = urllib.parse.unquote(parts.path[1:])
        names = query.get("transform", [""])
        if not host or not port or parts.username or set(query) - {"transform"} or parts.fragment:
            raise problem
        for name in (device, *names):
            checkDeviceName(name)
        return cls(host, port, device, names[0])


def checkDeviceName(name: str) -> None:
    """Whether OpenIGTLink can carry ``name``, or nothing.

    :raises SourceError: if not
    """
    if not isinstance(name, str) or not name.isprintable() or len(name.encode()) > 20:
        shown = _shown(str(name))
        raise SourceError(f'"{shown}" cannot be the name of an OpenIGTLink device: give at most 20 letters.')


def checkPort(port: int) -> None:
    """Whether a program can listen on ``port``.

    :raises SourceError: if not
    """
    if not isinstance(port, int) or not 0 <= port <= 65535:
        raise SourceError(f"{port!r} is no port: give a number from 1024 to 65535, or 0 for any that is free.")


def checkCharacters(text: str) -> None:
    """Whether ``text`` can be the name of a file, or an address.

    :raises SourceError: if not
    """
    if UNREADABLE.search(text):
        raise SourceError(
            f'"{_shown(text)}" has a character that cannot be read: rename the file, or type the address again.'
        )


def _shown(text: str) -> str:
    """``text`` as a sentence can have it: without its password, on one line, not too long."""
    return UNREADABLE.sub("?", hidePassword(text))[:300]


def parseSource(text: int | str | Path) -> Source:
    """Understand ``text``: a device index, ``camera:NAME``, a video file, a numbered image sequence (a pattern such as
    ``image_%04d.png``, or one of its files), a URL, ``igtl://host[:port][/device][?transform=name]``, or
    ``testpattern[:WIDTHxHEIGHT[@RATE]]``.

    :raises SourceError: if it is none of these
    """
    text = cleanText(text)
    if not text:
        raise SourceError(
            "Choose a source first: a camera number such as 0, a video file, a network address, or testpattern."
        )
    checkCharacters(text)
    if re.fullmatch(r"[+-]?\d+", text):
        if len(text) > 20 or int(text) not in range(1000):
            raise SourceError(f"There is no camera {_shown(text)}: cameras are numbered 0, 1, 2 and so on.")
        return Source(SourceKind.DEVICE, int(text))
    if text.startswith("camera:"):
        camera = CameraName.fromText(text)
        if not camera.name:
            raise SourceError("Write the camera's name after camera: or choose a camera from the list.")
        return Source(SourceKind.DEVICE, camera)
    if text.lower().split(":")[0] == "testpattern":
        return _parseTestPattern(text)
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*)://", text)
    if scheme:
        return _parseUrl(text, scheme.group(1))
    return _parsePath(text)


def _parseTestPattern(text: str) -> Source:
    match = re.fullmatch(r"testpattern(?::(\d{1,9})x(\d{1,9})(?:@(\d+(?:\.\d+)?))?)?", text, re.IGNORECASE)
    if not match:
        raise SourceError(
            f'"{_shown(text)}" is not a test pattern: write testpattern, or for example testpattern:1920x1080@60.'
        )
    width, height = int(match.group(1) or 1280), int(match.group(2) or 720)
    rate = float(match.group(3) or 30)
    if not (64 <= width <= 7680 and 48 <= height <= 4320 and 1 <= rate <= 240):
        raise SourceError(
            "A test pattern can be 64x48 to 7680x4320 pixels at 1 to 240 frames/s: choose smaller numbers."
        )
    return Source(SourceKind.TEST_PATTERN, text, (width, height), rate)


def _parseUrl(text: str, scheme: str) -> Source:
    if scheme.lower() == "igtl":
        OpenIGTLinkAddress.parse(text)
        return Source(SourceKind.OPENIGTLINK, text)
    if scheme.lower() not in URL_SCHEMES:
        raise SourceError(
            f"Addresses that start with {scheme[:9]}:// cannot be read: use one of {', '.join(URL_SCHEMES)}, or a file."
        )
    if not re.match(r"[^/?#]", text[len(scheme) + 3 :]):
        raise SourceError(f'"{_shown(text)}" names no computer: write for example {scheme}://192.168.1.10/stream.')
    try:
        computers = [urllib.parse.urlsplit(each).hostname for each in (text, hidePassword(text))]
    except ValueError as error:
        raise SourceError(f'"{_shown(text)}" is not a network address: check its computer name and port.') from error
    if computers[0] != computers[1]:  # a part of the password would be looked up as a computer's name
        raise SourceError(
            f'"{_shown(text)}" cannot be read: write @, /, ? and # in a password or path as %40, %2F, %3F and %23.'
        )
    return Source(SourceKind.URL, text)


def _parsePath(text: str) -> Source:
    shown = _shown(text)  # the path has the folder before it, behind which a password is not seen
    try:
        path = Path(text).expanduser().absolute()  # the capture process has another working directory
        checkCharacters(str(path))
        # In a password %2d may stand for a - that is not to be taken for one.
        if re.search(r"%0?\d*d", path.name) and not path.exists() and hidePassword(text) == text:
            return Source(SourceKind.IMAGES, str(path))
        if path.is_dir():
            raise SourceError(f'"{shown}" is a folder: choose a video file, or one image of a numbered sequence in it.')
        if not path.exists():
            raise SourceError(
                f'There is no file "{shown}": check it, or give a camera number, a network address or testpattern.'
            )
        if path.is_char_device() and (sys.platform != "linux" or os.major(path.stat().st_rdev) == VIDEO_DEVICES):
            return Source(SourceKind.DEVICE, str(path))  # OpenCV opens a Linux camera by its path too
        if not path.is_file():  # a pipe would be waited for, until somebody writes into it; /dev/zero has no end
            raise SourceError(
                f'"{shown}" is neither a file nor a camera: choose a video file, or a camera from the list.'
            )
    except SourceError:
        raise
    except (OSError, ValueError, RuntimeError) as error:  # too long, ~ of nobody
        raise SourceError(f'"{shown[:60]}" cannot be a file name: choose a file with the browse button.') from error
    if path.suffix.lower() in IMAGE_SUFFIXES:
        return Source(SourceKind.IMAGES, str(path))
    return Source(SourceKind.FILE, str(path))
