"""Frames and states in memory that a capture process and Slicer share: the newest frame wins, and neither side waits.

One process writes frames and states, the other reads them and never blocks. There are four slots: the writer goes round
them and skips the slot with the newest frame and the slot that the reader has claimed. The reader claims the newest
frame's slot and then looks whether it is still the newest. A claim that the writer did not see in time would have to
stay unseen for two more whole frames before the writer comes round to that slot: so no frame is ever torn, without a
lock between the processes that a killed one could leave locked.
"""

import dataclasses
import json
import mmap
import os
import secrets
import sys
import threading
import weakref

import numpy as np

from .CaptureInfo import CaptureInfo
from .Errors import SourceError, fromData, toData
from .Errors import tr as _
from .Frame import Frame, FrameRegion, Tracking
from .State import State

SLOTS = 4
"""One being written, one newest, one lent to the reader, and one so that an unseen claim does no harm (see above)."""

SLOT_BYTES = (3840 * 2160 if sys.platform == "win32" else 7680 * 4320) * 3 * 2
"""Room for a frame of 8K in color with 16 bits; the system gives memory only where a frame was written. Windows sets
all of it aside at once: there a frame of 4K has room, or one of 8K in grey with 8 bits."""

HEADER_BYTES = 40960
SLOT_WORDS = 8
TEXT_BYTES = 16384

MESSAGE_CHARACTERS = 1500
"""Of a message at most, so that it fits into a text with what else is said there."""

# Words of the header, each of 8 bytes, which processors of 64 bits read and write as a whole.
NEWEST = 0  # frame number * SLOTS + slot of the newest frame; 0 before the first
CLAIMED = 1  # slot that the reader uses + 1; 0 for none
STATUS = 2  # how often a status was written; its lowest bit says which of the two texts holds it
READY = 3  # 1 once the capture process can read sources
FIRST_SLOT = 8  # then for each slot: height, width, channels, bytes of a value, offset (2), size of the source (2)
TIMES = FIRST_SLOT + SLOTS * SLOT_WORDS  # time stamp of each slot, float64, s
TRACKING = TIMES + SLOTS  # then for each slot, float64: how many numbers, and the numbers of its Tracking
TRACKING_WORDS = 1 + 25

FIRST_TEXT = 4096  # byte at which the two texts begin: JSON of state, message and information, zeros


class FrameBuffer:
    """The memory, with the writer's methods (a FrameSink) and the reader's.

    :param handle: of the other process' buffer; a new one is made if it is None
    """

    def __init__(self, handle: dict | None = None):
        size = HEADER_BYTES + SLOTS * SLOT_BYTES
        if sys.platform == "win32":
            # Vanishes with the last process that has it.
            self.handle = handle or {"name": f"CameraStream-{secrets.token_hex(16)}"}
            self._memory = mmap.mmap(-1, size, tagname=self.handle["name"])
        else:
            self.handle = handle or {"descriptor": _makeMemory(size)}
            # A buffer may be dropped without being closed.
            self._closeDescriptor = weakref.finalize(self, os.close, self.handle["descriptor"])
            self._memory = mmap.mmap(self.handle["descriptor"], size)
        # Not as arrays of NumPy, whose single numbers take ten times as long to read, at every tick.
        header = memoryview(self._memory)[:HEADER_BYTES]
        self._words, self._floats = header.cast("q"), header.cast("d")
        self._barrier = threading.Lock()
        self._writing = 0
        self._taken = 0
        self._written = (State.OPENING, "", CaptureInfo())  # what is said, by the writer
        self._writeLock = threading.Lock()
        self._status = (State.OPENING, "")
        self._info = CaptureInfo()
        self._statusVersion = 0

    def close(self) -> None:
        """Let go of the memory, which goes with the last frame that is shown from it; counts and status stay."""
        if "descriptor" in self.handle:
            self._closeDescriptor()
        self._memory = self._memory[:HEADER_BYTES]
        self._words, self._floats = memoryview(self._memory).cast("q"), None

    # The writer's side

    def markReady(self) -> None:
        """The capture process runs and has what it needs."""
        self._words[READY] = 1

    def buffer(self, shape: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
        """Memory for the next frame, (H, W) or (H, W, C).

        :raises SourceError: if it does not fit
        """
        dtype = np.dtype(dtype)
        if int(np.prod(shape)) * dtype.itemsize > SLOT_BYTES:
            raise SourceError(
                _("Frames of {width} x {height} pixels are too large: ask the camera for a smaller size."),
                width=shape[1],
                height=shape[0],
            )
        newest = self._words[NEWEST]
        taken = {newest % SLOTS if newest else None, self._words[CLAIMED] - 1}
        self._writing = (self._writing + 1) % SLOTS
        while self._writing in taken:
            self._writing = (self._writing + 1) % SLOTS
        self._describe(0, *shape[:2], shape[2] if len(shape) == 3 else 0, dtype.itemsize)
        return self._pixels(self._writing)

    def deliver(self, timestamp: float, region: FrameRegion) -> int:
        """What ``buffer`` gave is now the newest frame; returns its number."""
        self._floats[TIMES + self._writing] = timestamp
        self._describe(4, *region.offset, *region.sourceSize)
        values = region.tracking.numbers() if region.tracking else []
        for index, value in enumerate([len(values), *values], TRACKING + self._writing * TRACKING_WORDS):
            self._floats[index] = value
        self._orderMemory()
        number = self.framesCaptured + 1
        self._words[NEWEST] = number * SLOTS + self._writing
        return number

    def report(self, state: State, message: str = "") -> None:
        """The capture is in ``state``; ``message`` is one sentence for the user."""
        self._writeStatus((state, message if len(message) < MESSAGE_CHARACTERS else message[:MESSAGE_CHARACTERS]))

    def inform(self, **changes) -> None:
        """Say something else about the capture: fields of CaptureInfo, a few kilobytes at most."""
        self._writeStatus(None, **changes)

    def _writeStatus(self, status: tuple[State, str] | None, **changes) -> None:
        with self._writeLock:  # what records and what reads may both have something to say
            state, message, info = self._written
            state, message = status or (state, message)
            written = (state, message, dataclasses.replace(info, **changes))
            said = {"state": state.name, "message": toData(message), "info": written[2].toDict()}
            text = json.dumps(said, ensure_ascii=False).encode(errors="replace")
            if len(text) > TEXT_BYTES:  # no known source says so much: the state is worth more than the rest
                return
            self._written = written
            version = self._words[STATUS] + 1
            start = FIRST_TEXT + (version & 1) * TEXT_BYTES
            self._memory[start : start + TEXT_BYTES] = text.ljust(TEXT_BYTES, b"\0")
            self._orderMemory()
            self._words[STATUS] = version

    # The reader's side

    @property
    def isReady(self) -> bool:
        """Whether the capture process came so far as to read sources."""
        return bool(self._words[READY])

    @property
    def framesCaptured(self) -> int:
        """How many frames were delivered."""
        return self._words[NEWEST] // SLOTS

    @property
    def newestTime(self) -> float:
        """When the newest frame was read, s."""
        return self._floats[TIMES + self._words[NEWEST] % SLOTS]

    @property
    def status(self) -> tuple[State, str]:
        """State and message, as they were reported together."""
        self._readStatus()
        return self._status

    @property
    def info(self) -> CaptureInfo:
        """What else was said about the capture."""
        self._readStatus()
        return self._info

    def _readStatus(self) -> None:
        while (version := self._words[STATUS]) != self._statusVersion:
            self._orderMemory()
            start = FIRST_TEXT + (version & 1) * TEXT_BYTES
            text = self._memory[start : start + TEXT_BYTES].rstrip(b"\0")
            self._orderMemory()
            # One status later, the writer may already be at this text again.
            if self._words[STATUS] == version:
                said = json.loads(text)
                self._status = State[said["state"]], fromData(said["message"])
                self._info = CaptureInfo.fromDict(said["info"])
                self._statusVersion = version

    def take(self) -> Frame | None:
        """The newest frame if it was not taken before; its pixels are the slot itself, lent until the next call."""
        newest = self._words[NEWEST]
        if newest == self._taken:
            return None
        while True:
            self._orderMemory()  # the last frame's pixels are read before its slot is given up
            self._words[CLAIMED] = newest % SLOTS + 1
            self._orderMemory()  # the claim is seen before the newest frame is looked at
            again = self._words[NEWEST]
            if again == newest:
                break
            newest = again
        self._taken = newest
        slot = newest % SLOTS
        left, top, width, height = self._described(slot, 4)
        timestamp, tracking = self._floats[TIMES + slot], self._trackingOf(slot)
        return Frame(self._pixels(slot), newest // SLOTS, timestamp, (left, top), (width, height), tracking)

    def _orderMemory(self) -> None:
        """All that was read and written before this comes before all that is read and written after it, for other
        processes too.

        Once around a lock is not enough: acquiring it only keeps what comes later from moving up, and releasing it what
        came earlier from moving down, so that both may meet in between, and cross. Nothing crosses a release that an
        acquire follows, and so the lock goes round twice. On ARM64 a load-acquire waits for the store-releases before
        it; on x86 an acquire is a locked instruction, which alone keeps a load (of the newest frame) behind an earlier
        store (of the claim). Semaphores, mutexes and Windows' SRW locks, which Python's locks are made of, all do so.
        (A lock that is always held, but for a release and an acquire here, would serve one thread only.)
        """
        with self._barrier:
            pass
        with self._barrier:
            pass

    def _describe(self, first: int, *values: int) -> None:
        """Set words of the slot that is being written, from its ``first`` word on."""
        for index, value in enumerate(values, FIRST_SLOT + self._writing * SLOT_WORDS + first):
            self._words[index] = value

    def _described(self, slot: int, first: int) -> list[int]:
        """Four words of a slot."""
        start = FIRST_SLOT + slot * SLOT_WORDS + first
        return self._words[start : start + 4].tolist()

    def _trackingOf(self, slot: int) -> Tracking | None:
        first = TRACKING + slot * TRACKING_WORDS
        count = int(self._floats[first])
        return Tracking.fromNumbers(self._floats[first + 1 : first + 1 + count].tolist()) if count else None

    def _pixels(self, slot: int) -> np.ndarray:
        height, width, channels, itemSize = self._described(slot, 0)
        shape = (height, width, channels) if channels else (height, width)
        dtype = np.uint8 if itemSize == 1 else np.uint16
        return np.ndarray(shape, dtype, self._memory, HEADER_BYTES + slot * SLOT_BYTES)


def _makeMemory(size: int) -> int:
    """A descriptor of memory that has no name and is private: nothing of it can be left behind.

    ``multiprocessing.shared_memory`` is not used: it leaves its name behind when its owner is killed, starts a process
    of its own to clean up, and on Linux takes from /dev/shm, which containers limit to 64 MB, two frames of 4K.
    """
    if hasattr(os, "memfd_create"):
        descriptor = os.memfd_create("CameraStream", os.MFD_CLOEXEC)
    else:  # macOS
        import _posixshmem

        name = f"/CameraStream-{secrets.token_hex(8)}"  # 31 characters at most there
        descriptor = _posixshmem.shm_open(name, os.O_CREAT | os.O_EXCL | os.O_RDWR, mode=0o600)
        _posixshmem.shm_unlink(name)
    os.ftruncate(descriptor, size)
    return descriptor
