"""The child's end of a process that PythonProcess has started: requests come on standard input, and end with it."""

import json
import os
import signal
from collections.abc import Iterator


def readRequests() -> Iterator[dict]:
    """Read standard input, a JSON value per line, without Python's own buffer: a thread that is blocked in it would
    abort the process at its exit."""
    # While a thread is blocked on descriptor 0 itself, Windows hangs when a library is loaded.
    requests, nothing = os.dup(0), os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    text = b""
    while part := os.read(requests, 65536):
        *lines, text = (text + part).split(b"\n")
        yield from map(json.loads, lines)


def endProcess() -> None:
    """Exit without Python's own shutdown, which would wait for threads and drivers."""
    if os.name == "nt":
        os.kill(os.getpid(), signal.SIGTERM)  # TerminateProcess: os._exit would still run code of the drivers
    os._exit(0)
