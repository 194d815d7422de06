"""Requests an address from a web server, to find out why FFmpeg did not open it."""

import ssl
import threading
import urllib.parse
import urllib.request
from collections.abc import Callable

from ...Shared.Errors import tr as _

ANSWER_SECONDS = 3.0
"""How long a server may take to answer, s: ten times what one across a continent needs."""


def ask(url: str, isVerified: bool = True):
    """Request ``url``; returns an http.client.HTTPResponse, to be closed. User name and password are sent only if this
    address asks for them, not after a redirection.

    :param isVerified: whether to verify the certificate of an https server
    :raises OSError: if there is no answer; an HTTPError, if the server refuses
    :raises ValueError: if ``url`` is not an address
    """
    parts = urllib.parse.urlsplit(url)
    plain = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    context = ssl.create_default_context()
    if not isVerified:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    if parts.username:
        user, password = (urllib.parse.unquote(text or "") for text in (parts.username, parts.password))
        passwords.add_password(None, plain, user, password)
    opener = urllib.request.build_opener(
        # Not through the system's proxy, which FFmpeg does not use: it would see the password.
        urllib.request.ProxyHandler(urllib.request.getproxies_environment()),
        urllib.request.HTTPSHandler(context=context),
        urllib.request.HTTPBasicAuthHandler(passwords),
        urllib.request.HTTPDigestAuthHandler(passwords),
    )
    return opener.open(plain, timeout=ANSWER_SECONDS)


def inTime(question: Callable, seconds: float = 2 * ANSWER_SECONDS):
    """Call ``question`` with a time limit: None if it takes longer. A socket's own time-out restarts at every byte."""
    answers, errors = [], []

    def run() -> None:
        try:
            answers.append(question())
        except Exception as error:
            errors.append(error)

    thread = threading.Thread(target=run, name="CameraStream question", daemon=True)
    thread.start()
    thread.join(seconds)
    if errors:
        raise errors.pop()  # not kept in the list: a reference cycle would keep the connection of an HTTPError open
    return answers[0] if answers else None


def noAnswer(shown: str) -> str:
    """Message about a server that does not answer in time; ``shown`` is its address, without the password."""
    text = _("{address} accepts the connection but does not answer like a camera. Check the address and port.")
    return text.format(address=shown)
