"""The capture process: ``python -m CameraStreamLib.Capture``, started and ended by CaptureProcess."""

import ctypes
import os
import queue
import sys
import threading
import time
from collections.abc import Iterator

from ..Shared.Commands import Command, commandFromDict
from ..Shared.Errors import fromData, join
from ..Shared.Errors import tr as _
from ..Shared.FrameBuffer import FrameBuffer
from ..Shared.ParentProcess import endProcess, readRequests
from ..Shared.Settings import CaptureSettings
from ..Shared.SlotMemory import HandleSender
from ..Shared.State import State

ENDING_SECONDS = 1.0
"""How long a source may take to close, s. A driver that hangs must not block the next start of the camera."""

MEMORY_BYTES = 8 << 30
"""Limit of the process' memory, not counting shared memory. An 8K stream takes 5 GB at most: 16 reference frames of the
decoder and 16 of its threads (100 MB each at 10 bits), 0.8 GB in recorder and ring, copies, libraries. A source that
makes a decoder request more ends only this process, which is restarted."""


def main() -> None:
    """Read a request from standard input (a line of JSON), then the source, until it or the input ends. Each later line
    is a command to the reader."""
    if os.name == "nt":  # else waits have a resolution of 15.6 ms, which is too coarse for a film of 120 frames/s
        ctypes.windll.winmm.timeBeginPeriod(1)  # ms
    _limitMemory()
    lines = readRequests()
    request = next(lines, None)
    if request is None:
        return
    commands, readers = queue.SimpleQueue(), []
    for command in request["commands"]:
        commands.put(_command(command, request["handles"]))
    later = (_command(line, request["handles"]) for line in lines)
    threading.Thread(target=_endWithParent, args=(later, commands, readers), daemon=True).start()
    buffer = FrameBuffer(request["memory"])
    try:
        from .Reader import Reader

        reader = Reader(CaptureSettings.fromDict(request["settings"]), buffer, commands, request["isRestart"])
    except Exception as error:
        text = _("The capture process cannot run OpenCV ({error}).").format(error=f"{type(error).__name__}: {error}")
        buffer.report(State.FAILED, join(text, fromData(request["hint"])))
        return
    buffer.markReady()
    readers.append(reader)
    reader.run()


def _command(values: dict, handles: int | None) -> Command:
    """With the memory that it names, if it does."""
    if "memory" in values:
        values["memory"] = HandleSender.receive(handles, values["memory"])
    return commandFromDict(values)


def _limitMemory() -> None:
    """On Linux only: macOS ignores this limit, Windows has none."""
    if sys.platform == "linux":
        import resource

        _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
        limit = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_BYTES, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


def _endWithParent(later: Iterator[Command], commands: queue.SimpleQueue, readers: list) -> None:
    """Pass commands on; the input ends when the stream is stopped, and however Slicer ends."""
    for command in later:
        commands.put(command)
    for reader in readers:
        reader.stop()
        time.sleep(ENDING_SECONDS)
        reader.finish()  # completes recordings even if a driver hangs
    endProcess()


if __name__ == "__main__":
    try:
        main()
    finally:
        endProcess()
