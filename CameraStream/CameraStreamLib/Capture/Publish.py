"""Serves a camera by OpenIGTLink, without Slicer: ``python -m CameraStreamLib.Capture.Publish --source 0``.

Run it in the module's folder, with the Python packages opencv-python, pyigtl and fastcrc. Slicer (SlicerIGT's
OpenIGTLinkIF), Plus, pyigtl or CameraStream itself can connect as clients.
"""

import argparse
import queue
import re
import sys

import numpy as np

from ..Shared.Commands import Publish
from ..Shared.Errors import SourceError
from ..Shared.Errors import tr as _
from ..Shared.Frame import FrameRegion
from ..Shared.Settings import CaptureSettings
from ..Shared.Source import parseSource
from ..Shared.State import State


def main() -> int:
    """Parse the command line, and serve until Ctrl+C or the end of the file; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m CameraStreamLib.Capture.Publish", description=__doc__)
    parser.add_argument("--source", default="0", help="camera number, video file, image sequence, URL or testpattern")
    parser.add_argument("--port", type=int, default=18944, help="0 for any that is free (default: %(default)s)")
    parser.add_argument("--device", default="Camera", help="name of the images (default: %(default)s)")
    parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 for other computers (default: this one only)")
    parser.add_argument("--size", default="0x0", help="such as 1280x720 (default: the camera's own)")
    parser.add_argument("--rate", type=float, default=0.0, help="frames/s (default: the camera's own)")
    parser.add_argument("--loop", action="store_true", help="play a file again and again")
    options = parser.parse_args()
    try:
        return publish(options)
    except SourceError as error:
        print(error, file=sys.stderr)
        return 1
    except ModuleNotFoundError as error:
        print(f"{error.name} is not installed. Run: pip install opencv-python pyigtl fastcrc", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def publish(options: argparse.Namespace) -> int:
    """Serve the source in ``options``; returns the exit code.

    :raises SourceError: if it cannot be read or served
    """
    size = re.fullmatch(r"(\d{1,5})x(\d{1,5})", options.size)
    if not size:
        raise SourceError(_('"{size}" is not a valid size. Example: 1280x720.'), size=options.size)
    command = Publish(options.host, options.port, options.device)
    source = parseSource(options.source)
    settings = CaptureSettings(source, int(size[1]), int(size[2]), options.rate, loop=options.loop)
    from .Reader import Reader  # here, so that typing errors are reported before OpenCV is loaded

    commands = queue.SimpleQueue()
    commands.put(command)
    console = Console(str(source))
    reader = Reader(settings, console, commands)
    console.reader = reader
    reader.run()
    return console.exitCode


class Console:
    """A FrameSink that prints the status and drops the frames."""

    def __init__(self, source: str):
        self.reader = None
        self.exitCode = 0
        self._source = source
        self._frame = np.empty(0, np.uint8)
        self._count = 0
        self._clients: int | None = None  # None before the server has started

    def report(self, state: State, message: str = "") -> None:
        """Print the message, if there is one."""
        if state is State.FAILED:
            self.exitCode = 1
        if message:
            print(message, file=sys.stderr if state is not State.STOPPED else sys.stdout, flush=True)

    def inform(self, **info) -> None:
        """Print changes of the server and its clients, errors and notices."""
        server = info.get("publishing", {})
        if "error" in server:
            self.report(State.FAILED, server["error"])
            self.reader.stop()
        elif server and self._clients is None:
            print(
                f"Publishing {self._source} as {server['device']} at {server['address']}. Press Ctrl+C to stop.",
                flush=True,
            )
            self._clients = 0
        elif server and server["clients"] != self._clients:
            self._clients = server["clients"]
            print(f"Clients: {self._clients}", flush=True)
        if info.get("notice"):
            print(info["notice"], file=sys.stderr, flush=True)

    def buffer(self, shape: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
        """Memory that is never read."""
        if self._frame.shape != shape or self._frame.dtype != dtype:
            self._frame = np.empty(shape, dtype)
        return self._frame

    def deliver(self, timestamp: float, region: FrameRegion) -> int:
        """Count the frame."""
        self._count += 1
        return self._count


if __name__ == "__main__":
    sys.exit(main())
