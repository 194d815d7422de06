"""Frames and states in memory that a capture process writes, and that Slicer and processors read."""

import dataclasses
import sys
import threading

import numpy as np

from .CaptureInfo import CaptureInfo
from .Errors import SourceError, fromData, toData
from .Errors import tr as _
from .Frame import Frame, FrameRegion, Tracking
from .SlotMemory import FREE_WORD, NEWEST, SlotMemory
from .State import State

READERS = 4 if sys.platform == "win32" else 8
"""Slicer and the processors of a camera: each has its own claim on a slot (Windows sets 50 MB aside for each)."""

SLOT_BYTES = (3840 * 2160 if sys.platform == "win32" else 7680 * 4320) * 3 * 2
"""Room for a frame of 8K in color with 16 bits; the system gives memory only where a frame was written. Windows sets
all of it aside at once: there a frame of 4K has room, or one of 8K in gray with 8 bits."""

SLOTS = READERS + 3
SLOT_WORDS = 8

MESSAGE_CHARACTERS = 1500
"""Of a message at most, so that it fits into a text with what else is said there."""

# Words of the header, after those of SlotMemory.
READY = FREE_WORD  # 1 once the capture process can read sources
FIRST_SLOT = (
    READY + 1
)  # then for each slot: height, width, channels, bytes of a value, offset (2), size of the source (2)
TIMES = FIRST_SLOT + SLOTS * SLOT_WORDS  # time stamp of each slot, float64, s
TRACKING = TIMES + SLOTS  # then for each slot, float64: how many numbers, and the numbers of its Tracking
TRACKING_WORDS = 1 + 25


class FrameBuffer(SlotMemory):
    """The memory, with the writer's methods (a FrameSink) and a reader's.

    :param handle: of the other process' buffer; a new one is made if it is None
    :param reader: which of the readers this is, from 0; Slicer is the first
    """

    def __init__(self, handle: dict | None = None, reader: int = 0):
        super().__init__(handle, SLOT_BYTES, READERS, reader)
        self._written = (State.OPENING, "", CaptureInfo())  # what is said, by the writer
        self._writeLock = threading.Lock()
        self._status = (State.OPENING, "")
        self._info = CaptureInfo()

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
            problem = _("Frames of {width} x {height} pixels are too large. Choose a smaller size.")
            raise SourceError(problem, width=shape[1], height=shape[0])
        self._nextSlot()
        self._describe(0, *shape[:2], shape[2] if len(shape) == 3 else 0, dtype.itemsize)
        return self._pixels(self._writing)

    def deliver(self, timestamp: float, region: FrameRegion) -> int:
        """What ``buffer`` gave is now the newest frame; returns its number."""
        self._floats[TIMES + self._writing] = timestamp
        self._describe(4, *region.offset, *region.sourceSize)
        values = region.tracking.numbers() if region.tracking else []
        for index, value in enumerate([len(values), *values], TRACKING + self._writing * TRACKING_WORDS):
            self._floats[index] = value
        return self._deliverSlot()

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
            if self._writeText(said):  # no known source says too much: the state is worth more than the rest
                self._written = written

    # The reader's side

    @property
    def isReady(self) -> bool:
        """Whether the capture process came so far as to read sources."""
        return bool(self._words[READY])

    @property
    def framesCaptured(self) -> int:
        """How many frames were delivered."""
        return self.count

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
        if said := self._newText():
            self._status = State[said["state"]], fromData(said["message"])
            self._info = CaptureInfo.fromDict(said["info"])

    def take(self) -> Frame | None:
        """The newest frame if it was not taken before; its pixels are the slot itself, lent until the next call."""
        taken = self._takeSlot()
        if taken is None:
            return None
        number, slot = taken
        left, top, width, height = self._described(slot, 4)
        timestamp, tracking = self._floats[TIMES + slot], self._trackingOf(slot)
        return Frame(self._pixels(slot), number, timestamp, (left, top), (width, height), tracking)

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
        return np.ndarray(shape, dtype, self._memory, self._slotStart(slot))
