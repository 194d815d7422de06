"""The capture process: ``python -m CameraStreamLib.Capture``, started and ended by CaptureProcess."""

import json
import os
import threading
import time

from ..CaptureTypes import CaptureSettings, State
from ..FrameBuffer import FrameBuffer

ENDING_SECONDS = 1.0
"""How long a source may take to close, s. A driver that hangs must not keep the camera from the next start."""


def main() -> None:
    """Read the request, one line of JSON on standard input, and the source until it ends or the input does."""
    request = _readLine()
    if not request:
        return
    readers = []
    threading.Thread(target=_endWithParent, args=(readers,), daemon=True).start()
    buffer = FrameBuffer(request["memory"])
    try:
        from .Reader import Reader
    except ImportError as error:
        buffer.report(State.FAILED, f"OpenCV cannot be loaded ({error}). Reinstall opencv-python.")
        return
    buffer.markReady()
    readers.append(Reader(CaptureSettings.fromDict(request["settings"]), buffer, request["isRestart"]))
    readers[0].run()


def _readLine() -> dict | None:
    """Without Python's own buffer, on which a thread that waits for more would abort the end of the process."""
    line = b""
    while not line.endswith(b"\n"):
        part = os.read(0, 65536)
        if not part:
            return None
        line += part
    return json.loads(line)


def _endWithParent(readers: list) -> None:
    """Standard input ends when the stream is stopped, and also however Slicer ends: nobody else has its other end."""
    while os.read(0, 4096):
        pass
    for reader in readers:
        reader.stop()
        time.sleep(ENDING_SECONDS)
    os._exit(0)


if __name__ == "__main__":
    main()
    # Not by way of Python's own end, which would wait for the thread or for a driver.
    os._exit(0)
