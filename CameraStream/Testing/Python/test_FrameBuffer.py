"""The memory between capture process and Slicer: no torn frame, no wait, nothing left behind."""

import json
import os
import subprocess
import sys
import time

import numpy as np
import pytest

from CameraStreamLib.Shared.Errors import SourceError
from CameraStreamLib.Shared.Frame import FrameRegion
from CameraStreamLib.Shared.FrameBuffer import SLOT_BYTES, SLOTS, FrameBuffer
from CameraStreamLib.Shared.SlotMemory import CLAIMS, NEWEST
from CameraStreamLib.Shared.State import State
from Host.Application import REPOSITORY

WRITER = """
import json, sys, time
import numpy as np
from CameraStreamLib.Shared.State import State
from CameraStreamLib.Shared.Frame import FrameRegion
from CameraStreamLib.Shared.FrameBuffer import FrameBuffer
buffer = FrameBuffer(json.loads(sys.argv[1]))
shapes = [(288, 352, 3), (480, 640), (240, 320, 3)]
end = time.monotonic() + float(sys.argv[2])
number = 0
while time.monotonic() < end:
    number += 1
    shape = shapes[number // 500 % 3]
    buffer.buffer(shape, np.uint8 if number // 250 % 2 else np.uint16)[...] = number % 251
    buffer.deliver(float(number), FrameRegion((number, number + 1), (number + 2, number + 3)))
    buffer.report(State.STREAMING, f"message {number} " + "x" * (number % 1000))
    buffer.inform(notice=str(number))
"""


@pytest.fixture
def buffer():
    buffer = FrameBuffer()
    yield buffer
    buffer.close()


def test_NoFrameIsEverTorn(buffer, figures):
    """Every pixel of many thousands of frames, as fast as a process can write them, on a busy computer."""
    seconds = 4
    load = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, json.dumps(buffer.handle), str(seconds)],
        pass_fds=(buffer.handle["descriptor"],), env=os.environ | {"PYTHONPATH": str(REPOSITORY / "CameraStream")},
    )  # fmt: skip
    taken, last = 0, 0
    random = np.random.default_rng(1)
    while writer.poll() is None:
        frame = buffer.take()
        if frame is None:
            continue
        taken += 1
        assert frame.number > last
        last = frame.number
        assert (frame.timestamp, frame.offset) == (last, (last, last + 1))
        assert frame.sourceSize == (last + 2, last + 3)
        assert (frame.pixels == frame.number % 251).all()
        if random.random() < 0.05:  # held for a while, as during a rendering
            time.sleep(random.random() * 0.01)
            assert (frame.pixels == frame.number % 251).all()
        state, message = buffer.status
        assert state is State.STREAMING
        assert message.startswith("message ")
        number = int(message.split()[1])
        assert message == f"message {number} " + "x" * (number % 1000)
        assert int(buffer.info.notice or 0) >= number - 1
    load.kill()
    load.wait()
    assert writer.returncode == 0
    assert buffer.framesCaptured > 10_000
    assert taken > 200
    figures(f"{buffer.framesCaptured} frames written, {taken} read and compared, 0 torn")


class WatchedLock:
    """A lock that notes what the memory says at each acquire and release."""

    def __init__(self, words):
        self._words = words
        self.seen = []  # name, number of the newest frame, slot that is claimed

    def __enter__(self):
        self._note("acquire")

    def __exit__(self, *_):
        self._note("release")

    def _note(self, name: str) -> None:
        self.seen.append((name, self._words[NEWEST] // SLOTS, self._words[CLAIMS] - 1))

    def orders(self, *memory) -> bool:
        """Whether a release and then an acquire came while the memory said this."""
        return (("release", *memory), ("acquire", *memory)) in zip(self.seen, self.seen[1:])


def test_BarrierStandsBetweenPixelsNewestAndClaim(buffer):
    """No computer of the tests reorders stores: that the barriers are where they must be is all that can be seen."""
    lock = buffer._barrier = WatchedLock(buffer._words)
    buffer.buffer((4, 4), np.uint8)[...] = 1
    buffer.deliver(1, FrameRegion((0, 0), (4, 4)))
    assert lock.orders(0, -1)
    lock.seen.clear()
    buffer.take()
    assert lock.orders(1, -1)
    assert lock.orders(1, 1)


def test_FrameTooLargeIsRefused(buffer):
    with pytest.raises(SourceError, match="too large"):
        buffer.buffer((16384, 16384, 3), np.uint16)


@pytest.mark.parametrize("shape", [(2160, 3840, 3), (4320, 7680, 3), (4320, 7680), (1, 1, 3)])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_EverySizeUpTo8KFits(buffer, shape, dtype):
    pixels = buffer.buffer(shape, dtype)
    assert (pixels.shape, pixels.dtype) == (shape, dtype)
    assert pixels.nbytes <= SLOT_BYTES
    pixels[-1, -1] = 7
    buffer.deliver(1.5, FrameRegion((0, 0), (4, 4)))
    frame = buffer.take()
    assert (frame.number, frame.timestamp, frame.pixels.shape, frame.pixels.dtype) == (1, 1.5, shape, dtype)
    assert np.all(frame.pixels[-1, -1] == 7)
    assert buffer.take() is None


def test_NewestFrameWinsAndALentOneStays(buffer):
    for number in range(1, 4):
        buffer.buffer((4, 4), np.uint8)[...] = number
        buffer.deliver(number, FrameRegion((0, 0), (4, 4)))
    lent = buffer.take()
    assert lent.number == 3
    for number in range(4, 30):
        buffer.buffer((4, 4), np.uint8)[...] = number
        buffer.deliver(number, FrameRegion((0, 0), (4, 4)))
        assert (lent.pixels == 3).all()
    assert buffer.take().number == 29


def test_CountsAndStatusStayAfterClose():
    buffer = FrameBuffer()
    buffer.buffer((4, 4), np.uint8)
    buffer.deliver(1, FrameRegion((0, 0), (4, 4)))
    buffer.report(State.FAILED, "It broke: ü.")
    buffer.close()
    assert buffer.framesCaptured == 1
    assert buffer.status == (State.FAILED, "It broke: ü.")


def test_MemoryIsPrivateAndHasNoName(buffer):
    if sys.platform != "linux":
        pytest.skip("/proc is Linux's")
    link = os.readlink(f"/proc/self/fd/{buffer.handle['descriptor']}")
    assert "memfd" in link
    assert not os.get_inheritable(buffer.handle["descriptor"])
