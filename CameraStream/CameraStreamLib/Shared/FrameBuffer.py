"""Shared memory for frames and status: written by a capture, read by Slicer and the processors."""

import dataclasses
import struct
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
"""Slicer and the processors of a camera: each has its own claim on a slot (Windows commits 50 MB for each)."""

SLOT_BYTES = (3840 * 2160 if sys.platform == "win32" else 7680 * 4320) * 3 * 2
"""Room for an 8K frame in 16-bit color; the system allocates memory only where a frame was written. Windows commits
all of it aside at once: there a frame of 4K has room, or one of 8K in gray with 8 bits."""

SLOTS = READERS + 3

MESSAGE_CHARACTERS = 1500
"""Maximum length of a message, so that it fits into a slot for text together with the other information."""

READY = FREE_WORD
"""Word of the header that is 1 once the capture process can read sources."""

FIRST_DESCRIPTION = 8 * (READY + 1)
"""Byte of the header at which the descriptions of the slots begin."""

TRACKING_NUMBERS = 25
DESCRIPTION = struct.Struct(f"10q{2 + TRACKING_NUMBERS}d")
"""Of the frame in a slot: height, width, channels (0 for none), bytes of a value, offset (2), size of the source (2),
whether it is undistorted, its number when it was recorded, time stamp, how many numbers its Tracking has, and these
numbers."""

TIMESTAMP = 10
"""Index of the time stamp in a description."""


class FrameBuffer(SlotMemory):
    """The memory, with the methods of the writer (a FrameSink) and of the readers.

    :param handle: of the other process' buffer; None creates a new one
    :param reader: index of this reader; Slicer is 0
    """

    def __init__(self, handle: dict | None = None, reader: int = 0):
        super().__init__(handle, SLOT_BYTES, READERS, reader)
        self._written = (State.OPENING, "", CaptureInfo())  # the writer's current status
        self._writeLock = threading.Lock()
        self._status = (State.OPENING, "")
        self._info = CaptureInfo()
        self._layout = ()  # of the frame that is being written

    # The writer's side

    def markReady(self) -> None:
        """The capture process can read sources."""
        self._words[READY] = 1

    def buffer(self, shape: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
        """Memory for the next frame, (H, W) or (H, W, C).

        :raises SourceError: if it does not fit
        """
        dtype = np.dtype(dtype)
        if int(np.prod(shape)) * dtype.itemsize > SLOT_BYTES:
            problem = _("Frames of {width} x {height} pixels are too large. Choose a smaller size.")
            raise SourceError(problem, width=shape[1], height=shape[0])
        self._layout = (*shape[:2], shape[2] if len(shape) == 3 else 0, dtype.itemsize)
        return np.ndarray(shape, dtype, self._memory, self._slotStart(self._nextSlot()))

    def deliver(self, timestamp: float, region: FrameRegion) -> int:
        """Make the frame in ``buffer`` the newest one; returns its number, from 1."""
        numbers = region.tracking.numbers() if region.tracking else []
        place = (*region.offset, *region.sourceSize, region.isUndistorted, region.recorded)
        padding = [0.0] * (TRACKING_NUMBERS - len(numbers))
        description = (*self._layout, *place, timestamp, len(numbers), *numbers, *padding)
        DESCRIPTION.pack_into(self._memory, _descriptionStart(self._writing), *description)
        return self._deliverSlot()

    def report(self, state: State, message: str = "") -> None:
        """Set the capture's state, and a message for the user."""
        self._writeStatus((state, message if len(message) < MESSAGE_CHARACTERS else message[:MESSAGE_CHARACTERS]))

    def inform(self, **changes) -> None:
        """Update fields of the CaptureInfo, a few kilobytes at most."""
        self._writeStatus(None, **changes)

    def _writeStatus(self, status: tuple[State, str] | None, **changes) -> None:
        with self._writeLock:  # the reader and the recorders report from different threads
            state, message, info = self._written
            state, message = status or (state, message)
            written = (state, message, dataclasses.replace(info, **changes))
            said = {"state": state.name, "message": toData(message), "info": written[2].toDict()}
            if self._writeText(said):  # else it is too long, which no known source causes: the state counts more
                self._written = written

    # The reader's side

    @property
    def isReady(self) -> bool:
        """Whether the capture process was able to read sources."""
        return bool(self._words[READY])

    @property
    def framesCaptured(self) -> int:
        """Number of frames delivered so far."""
        return self.count

    @property
    def newestTime(self) -> float:
        """When the newest frame was read, s."""
        return DESCRIPTION.unpack_from(self._memory, _descriptionStart(self._words[NEWEST] % SLOTS))[TIMESTAMP]

    @property
    def status(self) -> tuple[State, str]:
        """State and message, which belong together."""
        self._readStatus()
        return self._status

    @property
    def info(self) -> CaptureInfo:
        """The latest CaptureInfo."""
        self._readStatus()
        return self._info

    def _readStatus(self) -> None:
        if said := self._newText():
            self._status = State[said["state"]], fromData(said["message"])
            self._info = CaptureInfo.fromDict(said["info"])

    def take(self) -> Frame | None:
        """The newest frame if it has not been taken before. Its pixels are the slot itself, valid until the next
        call."""
        taken = self._takeSlot()
        if taken is None:
            return None
        number, slot = taken
        description = DESCRIPTION.unpack_from(self._memory, _descriptionStart(slot))
        height, width, channels, itemSize, *place, isUndistorted, recorded, timestamp, count = (
            description[:-TRACKING_NUMBERS]
        )  # fmt: skip
        numbers = description[-TRACKING_NUMBERS:]
        shape, dtype = (height, width, channels) if channels else (height, width), f"u{itemSize}"
        pixels = np.ndarray(shape, dtype, self._memory, self._slotStart(slot))
        tracking = Tracking.fromNumbers(numbers[: int(count)]) if count else None
        place = tuple(place[:2]), tuple(place[2:])
        return Frame(pixels, number, timestamp, *place, tracking, bool(isUndistorted), recorded)


def _descriptionStart(slot: int) -> int:
    return FIRST_DESCRIPTION + slot * DESCRIPTION.size
