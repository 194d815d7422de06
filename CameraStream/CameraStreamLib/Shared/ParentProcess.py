"""The process that has started this one: what it asks for comes on standard input, and this one ends with it."""

import json
import os
import signal
from collections.abc import Iterator


def readRequests() -> Iterator[dict]:
    """Each line of JSON on standard input, without Python's own buffer, on which a thread that waits for more would
    abort the end of the process."""
    # A thread that waits on descriptor 0 itself makes Windows hang at the next library that is loaded.
    requests, nothing = os.dup(0), os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    text = b""
    while part := os.read(requests, 65536):
        *lines, text = (text + part).split(b"\n")
        yield from map(json.loads, lines)


def endProcess() -> None:
    """Not by way of Python's own end, which would wait for the thread or for a driver."""
    if os.name == "nt":
        os.kill(os.getpid(), signal.SIGTERM)  # TerminateProcess: os._exit would still run code of the drivers
    os._exit(0)
