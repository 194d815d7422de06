"""Keeps passwords out of everything that is shown, saved or logged."""

import re
from pathlib import Path

from .Errors import SourceError

HIDDEN = "***"
"""Stands for a password wherever an address is shown, saved or logged."""

SECRET_PARAMETER = re.compile(
    r"([?&](?:pw|p|[^=&#]*(?:pass|pwd|token|secret|key|auth)[^=&#]*)=)([^&#]*)", re.IGNORECASE
)
"""A URL parameter whose value is a secret by the look of its name: many IP cameras take ?user=...&pwd=..."""


def cleanText(text: int | str | Path) -> str:
    """What was typed or pasted, without the spaces and quotation marks around it."""
    return str(text).strip().strip('"').strip()


def hidePassword(text: str) -> str:
    """``text`` with every password in it replaced by three asterisks; text without one comes back as it is."""
    scheme = re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", text)
    if re.match(r"testpattern:|[A-Za-z]:[\\/]", text, re.IGNORECASE):  # a size, and a path of Windows
        return text
    if not scheme:  # it may be an address whose beginning is mistyped
        return re.sub(r"^((?:[A-Za-z]+:/+)?[^:/\\@\s]+):[^@\s]+@(?=[^/\\@\s])", rf"\1:{HIDDEN}@", text)
    start = scheme.end()
    authority = re.match(r"[^/?#]*", text[start:]).group()
    if "@" not in authority and re.match(r"[^:/?#]+:(?!\d*(?:[/?#]|$))", text[start:]) and "@" in text[start:]:
        # A password with an unescaped / ? or #: no server will understand the address, but it is still a password.
        authority = text[start : text.rindex("@") + 1]
    userInfo, at, _host = authority.rpartition("@")
    user, colon, password = userInfo.partition(":")
    if at and colon and password:
        text = text[:start] + f"{user}:{HIDDEN}" + text[start + len(userInfo) :]
    return SECRET_PARAMETER.sub(lambda match: match.group(1) + (HIDDEN if match.group(2) else ""), text)


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
        if hidePassword(text) == text and HIDDEN in text and "://" in text:
            if text not in self._addresses:
                raise SourceError("Passwords are not kept with a scene: type the address with its password again.")
            return self._addresses[text]
        return text
