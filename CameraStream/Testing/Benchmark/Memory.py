"""Resident memory of application and capture process while 20 000 frames pass."""

import os
from pathlib import Path

from Host.Application import Host

FRAMES, QUICK_FRAMES = 20_000, 2_000

FIRST_FRAME = 1000
"""From here on, memory should not grow."""


def run(quick: bool = False) -> dict:
    """Megabytes of ``application`` and ``captureProcess``, each at the two frames of ``frames``."""
    host = Host()
    host.loadModule()
    import slicer

    from Host.EventLoop import runUntil

    widget = slicer.util.getModuleWidget("CameraStream")
    stream = widget.logic.start("testpattern:640x480@240", view="")
    application, captureProcess = [], []
    last = QUICK_FRAMES if quick else FRAMES
    for count in (FIRST_FRAME, last):
        assert runUntil(lambda count=count: stream.statistics.framesCaptured >= count, 300), stream.message
        (child,) = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
        application.append(_residentMegabytes())
        captureProcess.append(_residentMegabytes(child))
    widget.cleanup()
    return {"frames": [FIRST_FRAME, last], "application": application, "captureProcess": captureProcess}


def _residentMegabytes(process: str = "self") -> float:
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 1)
