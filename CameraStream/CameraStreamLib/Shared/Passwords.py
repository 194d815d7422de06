"""Keeps passwords out of everything that is shown, saved or logged."""

import re
from pathlib import Path

from .Errors import SourceError

HIDDEN = "***"
"""Stands for a password wherever an address is shown, saved or logged."""

SECRET_PARAMETER = re.compile(
    r"""(?<![^?&;#/=])           # a name begins behind one of these only: else a long one would be searched for ever
    (
        (?=[^?&;#/=]*?(?:pas|pwd|psw|token|secret|key|auth|credential|jwt|signature|(?<![^?&;#/=_])(?:p|pw|sig)=))
        [^?&;#/=]*=
    )
    (.*?)(?=[&;\#][^&;\#=]*=|_(?:channel|stream)=|\Z)  # up to the next name, so that a & in a password is hidden too
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
"""A parameter whose value is a secret by the look of its name: many IP cameras take ?user=...&pwd=..., or a path
user=..._password=..._channel=1."""

FILE = re.compile(r"(?!.*://)(?:[A-Za-z]:[\\/]|\\\\[^@]*\Z|/(?!/)[^?]*\Z)", re.DOTALL)
"""A path in full, which has no password."""

START = re.compile(r"^(?![^:/?#]*:/)|//+|:/+")
"""What a user name can stand behind: also where the scheme is mistyped, or lies within another address."""

USER = re.compile(r"[^:/?#]*:")
"""A user name, and the colon that a password stands behind."""

AUTHORITY = re.compile(r"(?:(?P<userInfo>[^/?#]*)@)?(?:\[[^]/?#@]*\]|[^:/?#@]*)(?::\d{1,5})?(?=[/?]|\Z)")
"""``user:password@host:port``, well written, each part but the host optional."""


def cleanText(text: int | str | Path) -> str:
    """What was typed or pasted, without the spaces and quotation marks around it."""
    return str(text).strip().strip('"').strip()


def hidePassword(text: str) -> str:
    """``text`` with every password in it replaced by three asterisks; text without one comes back as it is.

    An @ behind host:port/ or user:password@host/ is taken for the path's.
    """
    if FILE.match(text) or re.fullmatch(r"testpattern:[\dx.]*@?[\d.]*", text, re.IGNORECASE):
        return text
    plain = text.replace("\\\\", "//").replace(":\\", ":/")  # of the same length
    pieces, done = [], 0
    for begin, end in _passwords(plain):
        pieces += text[done:begin], HIDDEN
        done = end
    text = "".join(pieces) + text[done:]
    if not re.search(r"\?|//|:/", plain):  # a file may be called key=1.avi
        return text
    return SECRET_PARAMETER.sub(lambda match: match.group(1) + (HIDDEN if match.group(2) else ""), text)


def _passwords(text: str) -> list[tuple[int, int]]:
    """Where the passwords before an @ begin and end."""
    found = []
    last = text.rfind("@")
    for start in START.finditer(text, 0, max(last, 0)):
        authority = AUTHORITY.match(text, start.end())
        # Else it may be a password with an unescaped / ? or #: no server will understand it, but it is still one.
        end = authority.end("userInfo") if authority else last
        user = USER.match(text, start.end(), max(end, 0))
        isFile = start.end() == 0 and re.search(r"\s", text[: max(end, 0)])  # take 1:a@0001.png
        if user and user.end() < end and not isFile:
            found.append((user.end(), end))
            if end == last:
                break
    return found


class PasswordMemory:
    """Addresses with their passwords, in this session's memory only, by the address that is shown instead."""

    def __init__(self):
        self._addresses: dict[str, str] = {}

    def hide(self, text: str) -> str:
        """Remember ``text`` and return it without its password."""
        text = cleanText(text)
        hidden = hidePassword(text)
        if hidden != text and HIDDEN not in text:
            self._addresses[hidden] = text
        return hidden

    def reveal(self, text: str) -> str:
        """The address that was remembered as ``text``; other text comes back as it is.

        :raises SourceError: if the password is not known
        """
        if text in self._addresses:
            return self._addresses[text]
        if hidePassword(text) == text and HIDDEN in text and "://" in text:
            raise SourceError("Passwords are not kept with a scene: type the address with its password again.")
        return text
