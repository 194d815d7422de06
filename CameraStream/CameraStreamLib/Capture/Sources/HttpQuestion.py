"""Asks a web server what it has at an address: FFmpeg itself only says that it did not open it."""

import ssl
import threading
import urllib.parse
import urllib.request
from collections.abc import Callable

from ...Shared.Errors import tr as _

ANSWER_SECONDS = 3.0
"""How long a computer may take to answer, seconds: ten times what one across a continent needs."""


def ask(url: str, isVerified: bool = True):
    """The answer to a request for ``url``, an http.client.HTTPResponse to be closed. The user name and the password in
    it are given to who asks for them at this address, and to nobody to whom it leads.

    :param isVerified: whether an https server must prove that it is the one
    :raises OSError: if there is no such answer; an HTTPError, if there is another one
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
        # Not through a proxy of the system's, which FFmpeg does not use: it would get the password.
        urllib.request.ProxyHandler(urllib.request.getproxies_environment()),
        urllib.request.HTTPSHandler(context=context),
        urllib.request.HTTPBasicAuthHandler(passwords),
        urllib.request.HTTPDigestAuthHandler(passwords),
    )
    return opener.open(plain, timeout=ANSWER_SECONDS)


def inTime(question: Callable, seconds: float = 2 * ANSWER_SECONDS):
    """What ``question`` returns or raises; None if it takes longer: a socket's time-out begins anew with every byte."""
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
        raise errors.pop()  # so that no circle of error, frame and list holds the connection that an HTTPError has
    return answers[0] if answers else None


def noAnswer(shown: str) -> str:
    """One sentence on an address, without its password, at which nothing is said in time."""
    text = _("{address} accepts the connection but does not answer like a camera. Check the address and port.")
    return text.format(address=shown)
