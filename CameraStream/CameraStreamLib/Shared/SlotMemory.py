"""Memory that a process writes and others read, in slots: the newest content wins, and no side ever waits.

The writer goes round the slots and skips the one with the newest content and those that readers have claimed. A reader
claims the newest slot and then looks whether it is still the newest. A claim that the writer did not see in time would
have to stay unseen while it finishes one slot and fills another one, before it comes round to the claimed one: so
nothing is ever torn, without a lock between the processes that a killed one could leave locked. The writer uses three
slots more than there are claims, since the system gives memory only for slots that were written.
"""

import json
import mmap
import os
import secrets
import sys
import threading
import weakref

HEADER_BYTES = 40960
TEXT_BYTES = 16384

FIRST_TEXT = 4096  # byte at which the two texts begin: JSON, then a zero

# Words of the header, each of 8 bytes, which processors of 64 bits read and write as a whole.
NEWEST = 0  # number * slots + slot of the newest content; 0 before the first
TEXT = 1  # how often a text was written; its lowest bit says which of the two is the newest
CLAIMS = 8  # for each reader: the slot that it uses + 1; 0 for none
MAXIMUM_READERS = 8
FREE_WORD = CLAIMS + MAXIMUM_READERS  # from here on, words are the subclass' own


class SlotMemory:
    """The memory, with the writer's methods and a reader's.

    :param handle: of the other process' memory; a new one is made if it is None
    :param slotBytes: room for one content
    :param readers: how many processes may read it at once, MAXIMUM_READERS at most
    :param reader: which of them this one is, from 0
    """

    def __init__(self, handle: dict | None, slotBytes: int, readers: int, reader: int = 0):
        self.slots = readers + 3
        self._slotBytes, self._readers, self._reader = slotBytes, readers, reader
        size = HEADER_BYTES + self.slots * slotBytes
        if sys.platform == "win32":
            # Vanishes with the last process that has it.
            self.handle = handle or {"name": f"CameraStream-{secrets.token_hex(16)}"}
            self._memory = mmap.mmap(-1, size, tagname=self.handle["name"])
        else:
            self.handle = handle or {"descriptor": _makeMemory(size)}
            # A memory may be dropped without being closed.
            self._closeDescriptor = weakref.finalize(self, os.close, self.handle["descriptor"])
            self._memory = mmap.mmap(self.handle["descriptor"], size)
        # Not as arrays of NumPy, whose single numbers take ten times as long to read, at every tick.
        header = memoryview(self._memory)[:HEADER_BYTES]
        self._words, self._floats = header.cast("q"), header.cast("d")
        self._barrier = threading.Lock()
        self._writing = 0
        self._taken = 0
        self._textVersion = 0

    def close(self) -> None:
        """Let go of the memory, which goes with the last content that is lent from it; counts and text stay."""
        if "descriptor" in self.handle:
            self._closeDescriptor()
        self._memory = self._memory[:HEADER_BYTES]
        self._words, self._floats = memoryview(self._memory).cast("q"), None

    # The writer's side

    def _nextSlot(self) -> int:
        """The slot to write the next content into."""
        newest = self._words[NEWEST]
        claims = [self._words[CLAIMS + reader] - 1 for reader in range(self._readers)]
        taken = {newest % self.slots if newest else None, *claims}
        used = 3 + max(1, sum(claim >= 0 for claim in claims))
        self._writing = (self._writing + 1) % used
        while self._writing in taken:
            self._writing = (self._writing + 1) % used
        return self._writing

    def _deliverSlot(self) -> int:
        """What ``_nextSlot`` gave is now the newest content; returns its number, from 1."""
        self._orderMemory()
        number = self.count + 1
        self._words[NEWEST] = number * self.slots + self._writing
        return number

    def _writeText(self, content: dict) -> bool:
        """Say something, of what JSON can hold, beside the slots; one thread at a time. Returns whether it fits."""
        text = json.dumps(content, ensure_ascii=False).encode(errors="replace")
        if len(text) >= TEXT_BYTES or self._words.readonly:  # closed
            return False
        version = self._words[TEXT] + 1
        start = FIRST_TEXT + (version & 1) * TEXT_BYTES
        self._memory[start : start + len(text) + 1] = text + b"\0"
        self._orderMemory()
        self._words[TEXT] = version
        return True

    # A reader's side

    @property
    def count(self) -> int:
        """How many contents were delivered."""
        return self._words[NEWEST] // self.slots

    def _takeSlot(self) -> tuple[int, int] | None:
        """Number and slot of the newest content if it was not taken before; lent until the next call."""
        newest = self._words[NEWEST]
        if newest == self._taken:
            return None
        while True:
            self._orderMemory()  # the last content is read before its slot is given up
            self._words[CLAIMS + self._reader] = newest % self.slots + 1
            self._orderMemory()  # the claim is seen before the newest content is looked at
            again = self._words[NEWEST]
            if again == newest:
                break
            newest = again
        self._taken = newest
        return divmod(newest, self.slots)

    def releaseReader(self, reader: int) -> None:
        """A reader has ended, however it did: what was lent to it is free."""
        words = self._words
        if not words.readonly:  # else the memory was closed before
            words[CLAIMS + reader] = 0

    def _newText(self) -> dict | None:
        """What was said last; None if it was read before."""
        while (version := self._words[TEXT]) != self._textVersion:
            self._orderMemory()
            start = FIRST_TEXT + (version & 1) * TEXT_BYTES
            text = self._memory[start : start + TEXT_BYTES].partition(b"\0")[0]
            self._orderMemory()
            # One text later, the writer may already be at this one again.
            if self._words[TEXT] == version:
                self._textVersion = version
                return json.loads(text)
        return None

    def _slotStart(self, slot: int) -> int:
        """The byte at which a slot begins."""
        return HEADER_BYTES + slot * self._slotBytes

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
