"""Keeps passwords out of everything that is shown, saved or logged."""

import re
import urllib.parse
from pathlib import Path

from .Errors import SourceError
from .Errors import tr as _

HIDDEN = "***"
"""Replaces a password wherever an address is shown, saved or logged."""

HARMLESS = re.compile(
    """action|audio|bitrate|cam|camera|ch|channel|chn|codec|color|compression|device|fmt|format|fps|frame_?rate|height|h|
    index|input|lang|language|loginuse|mode|no|num|number|overview|port|pos|profile|protocol|proto|quality|rate|res|
    resolution|rotation|scale|size|speed|standard|stream|stream_?id|stream_?type|subtype|transform|transport|type|
    unicast|user|user_?name|usr|video|video_?codec|video_?encoder|view|width|w""",
    re.IGNORECASE | re.VERBOSE,
)
"""Names of parameters that select an image or a user. The value of any other parameter may be a secret."""

PARAMETER = re.compile(
    r"""(?<![^?&;#/])([^?&;#/=]*)=  # a name, as in ?user=...&pwd=... or in a path user=..._password=..._channel=1
    (.*?)(?=[&;\#][^&;\#=]*=|_(?:channel|stream)=|\Z)  # up to the next one, so that a & in a password is hidden too
    """,
    re.DOTALL | re.VERBOSE,
)

PLAIN = re.compile(r"[\w.,:+%-]*", re.ASCII)
"""Valid value of a harmless parameter: it contains no further parameter and no address."""

WITHOUT = re.compile(
    r"(?!.*://)(?:[A-Za-z]:[\\/]|\\\\[^@]*\Z|/(?!/)[^?]*\Z)|testpattern:[\dx.]*@?[\d.]*\Z|camera:[^/@?]*(?:\?[^@]*)?\Z",
    re.DOTALL | re.IGNORECASE,
)
"""Sources without a password: an absolute path, the test pattern, a camera by name."""

START = re.compile(r"^(?![^:/?#]*:/)|//+|:/+")
"""What can precede a user name, also if the scheme is mistyped or inside another address."""

HOST = re.compile(r"(?:\[[^]/?#@]*\]|[^:/?#@]*)(?::[1-9]\d{0,4})?(?=[/?]|\Z)")
"""A host and optional port, without a user name: an @ after it belongs to the path."""

USER = re.compile(r"[^:/?#]*:")
"""A user name, and the colon before its password."""

ALREADY = re.compile(r"\*\*\*\d*")
"""A hidden password, numbered if the addresses of two cameras would otherwise look the same."""


def cleanText(text: int | str | Path) -> str:
    """User input, without the spaces and quotation marks around it."""
    return str(text).strip().strip('"').strip()


def hidePassword(text: str) -> str:
    """``text`` with every password in it replaced by three asterisks.

    This hides everything between a user name and the last @, unescaped @ and / included, and the values of parameters
    that are not known to be harmless. An @ after host:port/ is taken as part of the path.
    """
    pieces, done = [], 0
    for begin, end in _secrets(text):
        pieces += text[done:begin], HIDDEN
        done = end
    return "".join(pieces) + text[done:]


def redact(message: str, address: str) -> str:
    """``message``, which may contain ``address`` or parts of it, without the passwords in it."""
    redacted = message.replace(address, hidePassword(address))
    for begin, end in _secrets(address):
        for secret in (address[begin:end], urllib.parse.unquote(address[begin:end])):
            if len(secret) > 3:  # a shorter one may be a part of ordinary words
                redacted = redacted.replace(secret, HIDDEN)
    return message if redacted == message else redacted  # unchanged, it remains a translatable Text


def _secrets(text: str) -> list[tuple[int, int]]:
    """Start and end of each secret, in order."""
    if WITHOUT.match(text):
        return []
    plain = text.replace("\\\\", "//").replace(":\\", ":/")  # of the same length
    found = _password(plain)
    if re.search(r"\?|//|:/", plain):  # a file may be named key=1.avi
        for match in PARAMETER.finditer(plain, found[-1][1] if found else 0):
            name, value = match.groups()
            if value and not (HARMLESS.fullmatch(name) and PLAIN.fullmatch(value)):
                found.append(match.span(2))
    return [(begin, end) for begin, end in found if not ALREADY.fullmatch(text, begin, end)]


def _password(text: str) -> list[tuple[int, int]]:
    """Start and end of the password after a user name, if there is one."""
    end = text.rfind("@")
    for start in START.finditer(text, 0, max(end, 0)):
        user = USER.match(text, start.end(), end)
        if user and user.end() < end and not HOST.match(text, start.end()):
            isFile = start.end() == 0 and re.search(r"\s", text[:end])  # such as "take 1:a@0001.png"
            return [] if isFile else [(user.end(), end)]
    return []


def _withoutPassword(text: str) -> str:
    """``text`` without the password after its user name, but with all parameters."""
    for begin, end in _password(text):
        return text[:begin] + text[end:]
    return text


class PasswordMemory:
    """Maps the addresses that are shown to those with passwords; in memory only, until Slicer exits."""

    def __init__(self):
        self._addresses: dict[str, str] = {}

    def hide(self, text: str) -> str:
        """Remember ``text`` and return it without its password."""
        text = cleanText(text)
        plain = hidden = hidePassword(text)
        if hidden == text or HIDDEN in text:
            return hidden
        number = 1
        # An address that differs only in its password corrects a typing error. Other hidden values may be the only
        # difference between two cameras on one server.
        while _withoutPassword(self._addresses.get(hidden, text)) != _withoutPassword(text):
            number += 1
            hidden = plain.replace(HIDDEN, f"{HIDDEN}{number}")
        self._addresses[hidden] = text
        return hidden

    def reveal(self, text: str) -> str:
        """The address that was remembered as ``text``; any other text is returned unchanged.

        :raises SourceError: if the password is not known
        """
        if text in self._addresses:
            return self._addresses[text]
        if hidePassword(text) == text and HIDDEN in text and "://" in text:
            raise SourceError(_("Passwords are not saved with the scene. Enter the address with its password again."))
        return text
