"""Results in memory that a processor writes and Slicer reads: the newest one wins, all of it in one slot."""

import json

import numpy as np

from .Errors import SourceError
from .Errors import tr as _
from .FrameBuffer import SLOT_BYTES
from .Result import ARRAYS, Result
from .SlotMemory import FREE_WORD, SlotMemory

JSON_BYTES = 1 << 20
"""Room for all of a result that is no array: a few thousand shapes with names."""

RESULT_BYTES = JSON_BYTES + SLOT_BYTES

# Words of the header, after those of SlotMemory.
BEGUN = FREE_WORD  # when the frame that is being processed was begun (perf_counter, s), a float; 0 between two frames
LENGTHS = FREE_WORD + 1  # of the JSON in each slot, bytes


class ResultBuffer(SlotMemory):
    """The memory, with the processor's methods and Slicer's.

    :param handle: of the other process' buffer; a new one is made if it is None
    """

    def __init__(self, handle: dict | None = None):
        super().__init__(handle, RESULT_BYTES, readers=1)
        self._said: dict = {}

    # The processor's side

    def begin(self, time: float) -> None:
        """A frame is being processed from now on (perf_counter, s)."""
        self._floats[BEGUN] = time

    def end(self) -> None:
        """No frame is being processed."""
        self._floats[BEGUN] = 0.0

    def say(self, **content) -> None:
        """Something about the processor, of what JSON can hold; what does not fit is left out."""
        self._writeText(content)

    def deliver(self, result: Result) -> None:
        """This is the newest result now.

        :raises SourceError: if it is too large
        """
        arrays = {name: getattr(result, name) for name in ARRAYS if getattr(result, name) is not None}
        layout = {name: (array.shape, str(array.dtype)) for name, array in arrays.items()}
        text = json.dumps({"result": result.toDict(), "arrays": layout}).encode()
        if len(text) > JSON_BYTES or sum(array.nbytes for array in arrays.values()) > SLOT_BYTES:
            raise SourceError(_("The result is too large: return fewer or smaller things."))
        slot = self._nextSlot()
        start = self._slotStart(slot)
        self._memory[start : start + len(text)] = text
        self._words[LENGTHS + slot] = len(text)
        for name, memory in self._arrays(slot, layout).items():
            np.copyto(memory, arrays[name])
        self._deliverSlot()

    # Slicer's side

    @property
    def begun(self) -> float:
        """When the frame that is being processed was begun (perf_counter, s); 0.0 between two frames."""
        return self._floats[BEGUN]

    @property
    def said(self) -> dict:
        """What was said last."""
        self._said = self._newText() or self._said
        return self._said

    def take(self) -> Result | None:
        """The newest result if it was not taken before; its arrays are lent until the next call."""
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
