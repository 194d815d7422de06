"""A source as the user enters it, a string or a number, parsed before anything is opened.

The functions that check or parse a value raise a SourceError if it is not valid.
"""

import enum
import os
import re
import sys
import urllib.parse
from dataclasses import dataclass
from pathlib import Path

from .Errors import SourceError
from .Errors import tr as _
from .Passwords import cleanText, hidePassword, redact

OPENIGTLINK_MISSING = _("OpenIGTLink needs the Python packages pyigtl and fastcrc. Install them ({error}).")

URL_SCHEMES = ("http", "https", "rtsp", "rtmp", "udp", "tcp")

IMAGE_SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp", ".pgm", ".ppm", ".jp2")

MAXIMUM_SIZE = 16384
"""Largest frame width or height that can be requested, pixels: twice 8K, far above any camera, and small enough that
a typing error is refused before memory is allocated for it."""

MAXIMUM_RATE = 1000.0
"""Largest frame rate that can be requested, frames/s: above it, time stamps in milliseconds are too coarse."""

VIDEO_DEVICES = 81
"""Major number of cameras on Linux (kernel.org, Linux allocated devices: char 81, video4linux)."""

UNREADABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Control characters, line breaks, and surrogates, which stand for the bytes of a file name that is not UTF-8: OpenCV
and Qt crash on them, or truncate the text."""


class SourceKind(str, enum.Enum):
    DEVICE = "camera"
    FILE = "video file"
    IMAGES = "image sequence"
    URL = "network stream"
    OPENIGTLINK = "OpenIGTLink"
    TEST_PATTERN = "test pattern"


@dataclass(frozen=True)
class CameraName:
    """A camera that is found again wherever it is plugged in: by its path, else by vendor and product, else by name.

    ``identity`` is vendor and product (``046d:085e``), ``path`` the system's name for the device; "" if unknown.
    """

    name: str
    identity: str = ""
    path: str = ""

    def __str__(self) -> str:
        """``camera:NAME``, with the rest as URL parameters, as accepted by ``parseSource``."""
        known = {"id": self.identity, "path": self.path}
        parameters = urllib.parse.urlencode({key: value for key, value in known.items() if value}, safe="/:")
        return f"camera:{urllib.parse.quote(self.name, safe=' ()')}" + (f"?{parameters}" if parameters else "")

    @classmethod
    def fromText(cls, text: str) -> "CameraName":
        """The inverse of ``str``; also accepts user input."""
        name, _mark, query = text.removeprefix("camera:").partition("?")
        values = dict(urllib.parse.parse_qsl(query))
        return cls(urllib.parse.unquote(name).strip(), values.get("id", ""), values.get("path", ""))


@dataclass(frozen=True)
class Source:
    """A parsed source.

    ``address`` is an int for a device index, a CameraName for a camera by name, else a string. ``size`` (width, height
    in pixels) and ``frameRate`` (frames/s) are set for the test pattern only.
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
        """Name of the transform that moves the image; "" for none."""
        return OpenIGTLinkAddress.parse(self.address).transform if self.kind is SourceKind.OPENIGTLINK else ""

    def redact(self, text: str) -> str:
        """``text``, such as an error message, with this source's password hidden."""
        return redact(text, str(self.address))

    @classmethod
    def fromDict(cls, values: dict) -> "Source":
        """The inverse of ``dataclasses.asdict``, also after JSON; includes the password, if there is one."""
        kind, address, size = SourceKind(values["kind"]), values["address"], tuple(values["size"])
        return cls(kind, CameraName(**address) if isinstance(address, dict) else address, size, values["frameRate"])


@dataclass(frozen=True)
class OpenIGTLinkAddress:
    """Where images come from: a server (``host``, ``port``), one of its devices ("" for the first one that sends
    images), and the transform that moves them ("" for none)."""

    host: str
    port: int
    device: str
    transform: str

    @classmethod
    def parse(cls, text: str) -> "OpenIGTLinkAddress":
        """Parse ``igtl://host[:port][/device][?transform=name]``."""
        problem = _('"{text}" is not a valid OpenIGTLink address. Example: igtl://127.0.0.1:18944/Image.')
        problem = SourceError(problem, text=_shown(text))
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
    """Check that ``name`` is valid in OpenIGTLink, or ""."""
    if not isinstance(name, str) or not name.isprintable() or len(name.encode()) > 20:
        problem = _('"{name}" is not a valid OpenIGTLink device name. Use at most 20 letters.')
        raise SourceError(problem, name=_shown(str(name)))


def checkPort(port: int) -> None:
    """Check that a server can listen on ``port``."""
    if not isinstance(port, int) or not 0 <= port <= 65535:
        raise SourceError(_("{port!r} is not a valid port. Enter 1024 to 65535, or 0 for any free port."), port=port)


def checkCharacters(text: str) -> None:
    """Check that ``text`` can be a file name or an address."""
    if UNREADABLE.search(text):
        problem = _('"{text}" contains an unreadable character. Rename the file, or enter the address again.')
        raise SourceError(problem, text=_shown(text))


def _shown(text: str) -> str:
    """``text`` for a message: without its password, on one line, not too long."""
    return UNREADABLE.sub("?", hidePassword(text))[:300]


def parseSource(text: int | str | Path) -> Source:
    """Parse a device index, ``camera:NAME``, a video file, a numbered image sequence (a pattern such as
    ``image_%04d.png``, or one of its files), a URL, ``igtl://host[:port][/device][?transform=name]``, or
    ``testpattern[:WIDTHxHEIGHT[@RATE]]``."""
    text = cleanText(text)
    if not text:
        raise SourceError(
            _("Choose a source: a camera number such as 0, a video file, a network address or testpattern.")
        )
    checkCharacters(text)
    if re.fullmatch(r"[+-]?\d+", text):
        if len(text) > 20 or int(text) not in range(1000):
            raise SourceError(_("There is no camera {number}. Cameras are numbered 0, 1, 2..."), number=_shown(text))
        return Source(SourceKind.DEVICE, int(text))
    if text.startswith("camera:"):
        camera = CameraName.fromText(text)
        if not camera.name:
            raise SourceError(_("Enter the camera's name after camera: or choose a camera from the list."))
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
        problem = _('"{text}" is not a valid test pattern. Example: testpattern, or testpattern:1920x1080@60.')
        raise SourceError(problem, text=_shown(text))
    width, height = int(match.group(1) or 1280), int(match.group(2) or 720)
    rate = float(match.group(3) or 30)
    if not (64 <= width <= 7680 and 48 <= height <= 4320 and 1 <= rate <= 240):
        raise SourceError(_("A test pattern must have 64x48 to 7680x4320 pixels, at 1 to 240 frames/s."))
    return Source(SourceKind.TEST_PATTERN, text, (width, height), rate)


def _parseUrl(text: str, scheme: str) -> Source:
    if scheme.lower() == "igtl":
        OpenIGTLinkAddress.parse(text)
        return Source(SourceKind.OPENIGTLINK, text)
    if scheme.lower() not in URL_SCHEMES:
        problem = _("Addresses that start with {scheme}:// are not supported. Use one of {schemes}, or a file.")
        raise SourceError(problem, scheme=scheme[:9], schemes=", ".join(URL_SCHEMES))
    if not re.match(r"[^/?#]", text[len(scheme) + 3 :]):
        problem = _('"{text}" has no host name. Example: {scheme}://192.168.1.10/stream.')
        raise SourceError(problem, text=_shown(text), scheme=scheme)
    try:
        computers = [urllib.parse.urlsplit(each).hostname for each in (text, hidePassword(text))]
    except ValueError as error:
        problem = _('"{text}" is not a valid network address. Check its host name and port.')
        raise SourceError(problem, text=_shown(text)) from error
    if computers[0] != computers[1]:  # a part of the password would be looked up as a host name
        problem = _('"{text}" is ambiguous. Write @, /, ? and # in a password or path as %40, %2F, %3F and %23.')
        raise SourceError(problem, text=_shown(text))
    return Source(SourceKind.URL, text)


def _parsePath(text: str) -> Source:
    shown = _shown(text)  # not of the absolute path, in which a password would not be recognized
    try:
        path = Path(text).expanduser().absolute()  # the capture process has a different working directory
        checkCharacters(str(path))
        # In a password, %2d may be an escaped hyphen.
        if re.search(r"%0?\d*d", path.name) and not path.exists() and hidePassword(text) == text:
            return Source(SourceKind.IMAGES, str(path))
        if path.is_dir():
            problem = _('"{path}" is a folder. Choose a video file, or one image of a numbered sequence in it.')
            raise SourceError(problem, path=shown)
        if not path.exists():
            problem = _(
                'There is no file "{path}". Check it, or enter a camera number, a network address or testpattern.'
            )
            raise SourceError(problem, path=shown)
        if path.is_char_device() and (sys.platform != "linux" or os.major(path.stat().st_rdev) == VIDEO_DEVICES):
            return Source(SourceKind.DEVICE, str(path))  # OpenCV opens a Linux camera by its path too
        if not path.is_file():  # opening a pipe blocks until somebody writes to it; /dev/zero has no end
            problem = _('"{path}" is neither a file nor a camera. Choose a video file, or a camera from the list.')
            raise SourceError(problem, path=shown)
    except SourceError:
        raise
    except (OSError, ValueError, RuntimeError) as error:  # too long, or ~ of an unknown user
        problem = _('"{path}" is not a valid file name. Choose a file with the browse button.')
        raise SourceError(problem, path=shown[:60]) from error
    if path.suffix.lower() in IMAGE_SUFFIXES:
        return Source(SourceKind.IMAGES, str(path))
    return Source(SourceKind.FILE, str(path))
