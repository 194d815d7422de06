"""Keeps passwords out of everything that is shown, saved or logged."""

import re
import urllib.parse
from pathlib import Path

from .Errors import SourceError
from .Errors import tr as _

HIDDEN = "***"
"""Stands for a password wherever an address is shown, saved or logged."""

HARMLESS = re.compile(
    """action|audio|bitrate|cam|camera|ch|channel|chn|codec|color|compression|device|fmt|format|fps|frame_?rate|height|h|
    index|input|lang|language|loginuse|mode|no|num|number|overview|port|pos|profile|protocol|proto|quality|rate|res|
    resolution|rotation|scale|size|speed|standard|stream|stream_?id|stream_?type|subtype|transform|transport|type|
    unicast|user|user_?name|usr|video|video_?codec|video_?encoder|view|width|w""",
    re.IGNORECASE | re.VERBOSE,
)
"""Names of parameters that say which image is wanted, or who asks. The value of any other one may be a secret."""

PARAMETER = re.compile(
    r"""(?<![^?&;#/])([^?&;#/=]*)=  # a name, as in ?user=...&pwd=... or in a path user=..._password=..._channel=1
    (.*?)(?=[&;\#][^&;\#=]*=|_(?:channel|stream)=|\Z)  # up to the next one, so that a & in a password is hidden too
    """,
    re.DOTALL | re.VERBOSE,
)

PLAIN = re.compile(r"[\w.,:+%-]*", re.ASCII)
"""What the value of a harmless parameter is made of: it names no further parameter, and no address."""

WITHOUT = re.compile(
    r"(?!.*://)(?:[A-Za-z]:[\\/]|\\\\[^@]*\Z|/(?!/)[^?]*\Z)|testpattern:[\dx.]*@?[\d.]*\Z|camera:[^/@?]*(?:\?[^@]*)?\Z",
    re.DOTALL | re.IGNORECASE,
)
"""What has no password: a path in full, the test pattern, a camera by its name."""

START = re.compile(r"^(?![^:/?#]*:/)|//+|:/+")
"""What a user name can stand behind: also where the scheme is mistyped, or lies within another address."""

HOST = re.compile(r"(?:\[[^]/?#@]*\]|[^:/?#@]*)(?::[1-9]\d{0,4})?(?=[/?]|\Z)")
"""A computer and perhaps its port, without a user: an @ behind it is the path's."""

USER = re.compile(r"[^:/?#]*:")
"""A user name, and the colon that a password stands behind."""

ALREADY = re.compile(r"\*\*\*\d*")
"""What stands where a password was: with a number, where another camera's would look the same."""


def cleanText(text: int | str | Path) -> str:
    """What was typed or pasted, without the spaces and quotation marks around it."""
    return str(text).strip().strip('"').strip()


def hidePassword(text: str) -> str:
    """``text`` with every password in it replaced by three asterisks; text without one comes back as it is.

    Hidden are what stands between a user name and the last @, unescaped @ and / included, and the values of parameters
    that are not known to be harmless. An @ behind host:port/ is taken for the path's.
    """
    pieces, done = [], 0
    for begin, end in _secrets(text):
        pieces += text[done:begin], HIDDEN
        done = end
    return "".join(pieces) + text[done:]


def redact(message: str, address: str) -> str:
    """``message``, which may have ``address`` or parts of it, without the passwords of that."""
    redacted = message.replace(address, hidePassword(address))
    for begin, end in _secrets(address):
        for secret in (address[begin:end], urllib.parse.unquote(address[begin:end])):
            if len(secret) > 3:  # else words would be taken apart
                redacted = redacted.replace(secret, HIDDEN)
    return message if redacted == message else redacted  # else a sentence would be one that cannot be translated


def _secrets(text: str) -> list[tuple[int, int]]:
    """Where what is secret begins and ends, in order."""
    if WITHOUT.match(text):
        return []
    plain = text.replace("\\\\", "//").replace(":\\", ":/")  # of the same length
    found = _password(plain)
    if re.search(r"\?|//|:/", plain):  # a file may be called key=1.avi
        for match in PARAMETER.finditer(plain, found[-1][1] if found else 0):
            name, value = match.groups()
            if value and not (HARMLESS.fullmatch(name) and PLAIN.fullmatch(value)):
                found.append(match.span(2))
    return [(begin, end) for begin, end in found if not ALREADY.fullmatch(text, begin, end)]


def _password(text: str) -> list[tuple[int, int]]:
    """Where the password behind a user name begins and ends, if there is one."""
    end = text.rfind("@")
    for start in START.finditer(text, 0, max(end, 0)):
        user = USER.match(text, start.end(), end)
        if user and user.end() < end and not HOST.match(text, start.end()):
            isFile = start.end() == 0 and re.search(r"\s", text[:end])  # take 1:a@0001.png
            return [] if isFile else [(user.end(), end)]
    return []


def _withoutPassword(text: str) -> str:
    """``text`` but for the password behind its user name; with its parameters, whatever they may be."""
    for begin, end in _password(text):
        return text[:begin] + text[end:]
    return text


class PasswordMemory:
    """Addresses with their passwords, in this session's memory only, by the address that is shown instead."""

    def __init__(self):
        self._addresses: dict[str, str] = {}

    def hide(self, text: str) -> str:
        """Remember ``text`` and return it without its password."""
        text = cleanText(text)
        plain = hidden = hidePassword(text)
        if hidden == text or HIDDEN in text:
            return hidden
        number = 1
        # One that differs in its password only was mistyped before. Other hidden values may be all that tells two
        # cameras of one server apart.
        while _withoutPassword(self._addresses.get(hidden, text)) != _withoutPassword(text):
            number += 1
            hidden = plain.replace(HIDDEN, f"{HIDDEN}{number}")
        self._addresses[hidden] = text
        return hidden

    def reveal(self, text: str) -> str:
        """The address that was remembered as ``text``; other text comes back as it is.

        :raises SourceError: if the password is not known
        """
        if text in self._addresses:
            return self._addresses[text]
        if hidePassword(text) == text and HIDDEN in text and "://" in text:
            raise SourceError(_("Passwords are not saved with the scene. Enter the address with its password again."))
        return text
