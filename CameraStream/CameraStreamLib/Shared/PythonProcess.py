"""Runs modules of this library in processes of their own, with Slicer's Python if available."""

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
"""Mode of Windows' SetNamedPipeHandleState."""


def startPython(module: str, **options) -> subprocess.Popen:
    """Run a module of this library in a process of its own.

    :param options: of subprocess.Popen, in addition to those set here
    """
    defaults = {
        "stdin": subprocess.PIPE,
        "stdout": subprocess.DEVNULL,  # libjpeg reports each damaged image
        "stderr": subprocess.DEVNULL,
        "creationflags": getattr(subprocess, "CREATE_NO_WINDOW", 0),
    }
    return subprocess.Popen(
        # PythonSlicer has Slicer's packages and libraries, but does not start a second Slicer.
        [shutil.which("PythonSlicer") or sys.executable, "-m", module],
        cwd=Path(__file__).parents[2],  # Python looks for modules here first
        bufsize=0,
        # A process group can be killed as a whole: PythonSlicer is a launcher with Python as its child.
        start_new_session=os.name != "nt",
        **(defaults | options),
    )


def neverWait(process: subprocess.Popen) -> None:
    """Make writes to the process' input non-blocking: they write what fits into the pipe, even if the process hangs."""
    if os.name != "nt":
        os.set_blocking(process.stdin.fileno(), False)
        return
    import msvcrt  # like os.set_blocking, which works on Windows from Python 3.12 on

    mode = ctypes.c_ulong(PIPE_NOWAIT)
    handle = msvcrt.get_osfhandle(process.stdin.fileno())
    ctypes.windll.kernel32.SetNamedPipeHandleState(ctypes.c_void_p(handle), ctypes.byref(mode), None, None)


def writeRequest(process: subprocess.Popen, request: dict) -> None:
    """Send a line of JSON to a process (see ParentProcess). It is ignored if the process has ended, or, after
    ``neverWait``, if it hangs and the pipe is full."""
    with contextlib.suppress(OSError, ValueError):
        process.stdin.write(json.dumps(request).encode() + b"\n")


def endNow(process: subprocess.Popen) -> None:
    """Kill what ``startPython`` started, and close its input and output."""
    killGroup(process)
    process.wait()
    process.stdin.close()
    process.stdout.close()


def killGroup(process: subprocess.Popen) -> None:
    """Kill a process from ``startPython``, with its children."""
    if os.name == "nt":
        process.kill()
    else:
        # macOS raises the latter for a group of zombies.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
