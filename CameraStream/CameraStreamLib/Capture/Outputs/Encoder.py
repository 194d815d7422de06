"""A video file written by a separate process, which completes it whatever happens to the process with the frames.

FFmpeg buffers 256 KB of a file, which is 10 s of a small VP9 film and would be lost if the capture were killed.

``python -m CameraStreamLib.Capture.Outputs.Encoder`` reads a line of JSON, {"path", "codec", "rate", "shape",
"dtype"}, and then the bytes of the frames from standard input, until that ends. When it is ready, it writes a line of
JSON: "", or an error message from ``toData``.
"""

import contextlib
import json
import subprocess
import sys
from pathlib import Path

import numpy as np

from ...Shared.Errors import SourceError, fromData, toData
from ...Shared.Errors import tr as _
from ...Shared.PythonProcess import startPython
from .VideoFile import VideoFile, checkLayout


class Encoder:
    """Starts the process; used like a VideoFile, with the same parameters and errors."""

    def __init__(self, path: Path, codec: str, rate: float, frame: np.ndarray):
        checkLayout(codec, frame)
        self._path = path
        try:
            self._process = startPython("CameraStreamLib.Capture.Outputs.Encoder", stdout=subprocess.PIPE)
        except OSError as error:
            problem = _('"{path}" cannot be written, since the encoder cannot be started ({error}).')
            raise SourceError(problem, path=path, error=error) from error
        request = {"path": str(path), "codec": codec, "rate": rate, "shape": frame.shape, "dtype": str(frame.dtype)}
        with self._process.stdout as answers:
            self._send(json.dumps(request).encode() + b"\n")
            answer = answers.readline()
        if answer != b'""\n':
            self._process.stdin.close()
            self._process.wait()
            raise SourceError(fromData(json.loads(answer))) if answer else self._unexpected()

    def write(self, frame: np.ndarray) -> None:
        """Append a frame.

        :raises SourceError: if the process has ended
        """
        self._send(np.ascontiguousarray(frame).data.cast("B"))

    def close(self) -> None:
        """Complete the file, and wait for that.

        :raises SourceError: if the process has ended unexpectedly
        """
        self._process.stdin.close()
        if self._process.wait():
            raise self._unexpected()

    def _send(self, data) -> None:
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[self._process.stdin.write(rest) :]
        except OSError as error:
            raise self._unexpected() from error

    def _unexpected(self) -> SourceError:
        return SourceError(
            _('The encoder of "{path}" ended unexpectedly, so the recording has ended.'), path=self._path
        )


def main() -> None:
    """Write the frames from standard input, until it ends."""
    frames, answers = sys.stdin.buffer, sys.stdout.buffer
    request = json.loads(frames.readline())
    frame = np.empty(request["shape"], request["dtype"])
    try:
        video = VideoFile(Path(request["path"]), request["codec"], request["rate"], frame)
    except SourceError as error:
        answers.write(json.dumps(toData(error.text)).encode() + b"\n")
        sys.exit(1)
    with contextlib.suppress(BrokenPipeError):  # the file is completed even if the other process is gone
        answers.write(b'""\n')
        answers.flush()
    while frames.readinto(frame.data.cast("B")) == frame.nbytes:  # an incomplete frame is dropped
        video.write(frame)
    video.close()


if __name__ == "__main__":
    main()
