"""Processes of this library's modules, with Slicer's own Python where there is one."""

import contextlib
import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

PIPE_NOWAIT = 1
"""Of Windows' SetNamedPipeHandleState."""


def startPython(module: str, **options) -> subprocess.Popen:
    """Start a module of this library in a process of its own.

    :param options: of subprocess.Popen, besides those that are set here
    """
    defaults = {
        "stdout": subprocess.DEVNULL,  # libjpeg tells of each damaged picture
        "stderr": subprocess.DEVNULL,
        "creationflags": getattr(subprocess, "CREATE_NO_WINDOW", 0),
    }
    return subprocess.Popen(
        # Slicer's own Python where there is one: its packages and libraries, but no second Slicer.
        [shutil.which("PythonSlicer") or sys.executable, "-m", module],
        cwd=Path(__file__).parents[2],  # where Python looks for modules first
        stdin=subprocess.PIPE,
        bufsize=0,
        # A group to kill: PythonSlicer is a launcher with Python as its child.
        start_new_session=os.name != "nt",
        **(defaults | options),
    )


def neverWait(process: subprocess.Popen) -> None:
    """Have writes to the process' input take what there is room for and return at once, however it hangs."""
    if os.name != "nt":
        os.set_blocking(process.stdin.fileno(), False)
        return
    import msvcrt  # what os.set_blocking does on Windows from Python 3.12 on

    mode = ctypes.c_ulong(PIPE_NOWAIT)
    handle = msvcrt.get_osfhandle(process.stdin.fileno())
    ctypes.windll.kernel32.SetNamedPipeHandleState(ctypes.c_void_p(handle), ctypes.byref(mode), None, None)


def writeRequest(process: subprocess.Popen, request: dict) -> None:
    """Send a line of JSON to what ``startPython`` started: see ParentProcess. A process that has ended is no error, nor
    is one that hangs so long that there is no room left, if ``neverWait`` was called."""
    with contextlib.suppress(OSError, ValueError):
        process.stdin.write(json.dumps(request).encode() + b"\n")


def killGroup(process: subprocess.Popen) -> None:
    """Kill what ``startPython`` started, and what that may have started in another way."""
    if os.name == "nt":
        process.kill()
    else:
        # macOS says the latter of a group of zombies.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
