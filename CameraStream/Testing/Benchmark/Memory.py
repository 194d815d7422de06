"""Resident memory of application and capture process while 20 000 frames pass."""

import os
import sys
from pathlib import Path

from Host.Application import Host

FRAMES = 20_000


def residentMegabytes(process: str = "self") -> float:
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> int:
    host = Host()
    host.loadModule()
    import slicer

    from Host.EventLoop import runUntil

    widget = slicer.util.getModuleWidget("CameraStream")
    stream = widget.logic.start("testpattern:640x480@240", view="")
    before = None
    for count in (1000, FRAMES):
        assert runUntil(lambda count=count: stream.statistics.framesCaptured >= count, 300), stream.message
        (child,) = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
        now = residentMegabytes(), residentMegabytes(child)
        before = before or now
    print(
        f"Resident memory from frame 1000 to {FRAMES}: application {before[0]:.1f} -> {now[0]:.1f} MB, "
        f"capture process {before[1]:.1f} -> {now[1]:.1f} MB."
    )
    widget.cleanup()
    return 0


if __name__ == "__main__":
    sys.exit(main())
