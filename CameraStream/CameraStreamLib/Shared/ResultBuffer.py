"""Shared memory for results: written by a processor, read by Slicer and by the capture, which publishes them. The
newest one wins; each is in one slot."""

import json

import numpy as np

from .Errors import SourceError
from .Errors import tr as _
from .FrameBuffer import SLOT_BYTES
from .Result import ARRAYS, Result
from .SlotMemory import FREE_WORD, SlotMemory

JSON_BYTES = 1 << 20
"""Space for everything in a result except arrays: a few thousand shapes with names."""

RESULT_BYTES = JSON_BYTES + SLOT_BYTES

SLICER, CAPTURE = 0, 1
"""The readers: Slicer shows the results, the capture serves them by OpenIGTLink."""

# Words of the header, after those of SlotMemory.
BEGUN = FREE_WORD  # when processing of the current frame began (perf_counter, s), a float; 0 between two frames
LENGTHS = FREE_WORD + 1  # of the JSON in each slot, bytes


class ResultBuffer(SlotMemory):
    """The memory, with the methods of the processor and of a reader.

    :param handle: of the other process' buffer; None creates a new one
    :param reader: SLICER or CAPTURE
    """

    def __init__(self, handle: dict | None = None, reader: int = SLICER):
        super().__init__(handle, RESULT_BYTES, 2, reader)
        self._said: dict = {}

    # The processor's side

    def begin(self, time: float) -> None:
        """Processing of a frame starts at this time (perf_counter, s)."""
        self._floats[BEGUN] = time

    def end(self) -> None:
        """Processing of a frame has ended."""
        self._floats[BEGUN] = 0.0

    def say(self, **content) -> None:
        """Report something about the processor, as JSON; it is dropped if it does not fit."""
        self._writeText(content)

    def deliver(self, result: Result) -> None:
        """Make this the newest result.

        :raises SourceError: if it is too large
        """
        arrays = {name: getattr(result, name) for name in ARRAYS if getattr(result, name) is not None}
        layout = {name: (array.shape, str(array.dtype)) for name, array in arrays.items()}
        text = json.dumps({"result": result.toDict(), "arrays": layout}).encode()
        if len(text) > JSON_BYTES or sum(array.nbytes for array in arrays.values()) > SLOT_BYTES:
            raise SourceError(_("The result is too large. Return fewer or smaller objects."))
        slot = self._nextSlot()
        start = self._slotStart(slot)
        self._memory[start : start + len(text)] = text
        self._words[LENGTHS + slot] = len(text)
        for name, memory in self._arrays(slot, layout).items():
            np.copyto(memory, arrays[name])
        self._deliverSlot()

    # A reader's side

    @property
    def begun(self) -> float:
        """When processing of the current frame started (perf_counter, s); 0.0 between two frames."""
        return self._floats[BEGUN]

    @property
    def said(self) -> dict:
        """What was reported last."""
        self._said = self._newText() or self._said
        return self._said

    def take(self) -> Result | None:
        """The newest result if it has not been taken before. Its arrays are valid until the next call."""
        taken = self._takeSlot()
        if taken is None:
            return None
        start = self._slotStart(taken[1])
        content = json.loads(self._memory[start : start + self._words[LENGTHS + taken[1]]])
        return Result.fromDict(content["result"], self._arrays(taken[1], content["arrays"]))

    def _arrays(self, slot: int, layout: dict) -> dict[str, np.ndarray]:
        arrays, start = {}, self._slotStart(slot) + JSON_BYTES
        for name, (shape, dtype) in layout.items():
            arrays[name] = np.ndarray(shape, dtype, self._memory, start)
            start += arrays[name].nbytes
        return arrays
