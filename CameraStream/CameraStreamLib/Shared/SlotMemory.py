"""Shared memory in slots, written by one process and read by others: the newest content wins, and no side ever waits.

The writer cycles through the slots, skipping the one with the newest content and those claimed by readers. A reader
claims the newest slot and then checks that it is still the newest. For a claim to be missed, the writer would have to
not see it while it finishes one slot and fills another, before it gets back to the claimed one: therefore no content is
ever torn, without a lock that a killed process could leave locked. The writer uses only three slots more than there are
claims, since the system allocates memory only for slots that were written.
"""

import json
import mmap
import os
import secrets
import socket
import sys
import threading
import weakref

HEADER_BYTES = 40960
TEXT_BYTES = 16384

FIRST_TEXT = 4096  # offset of the two texts: JSON, then a zero byte

# Words of the header, each of 8 bytes, which 64-bit processors read and write atomically.
NEWEST = 0  # number * slots + slot of the newest content; 0 before the first
TEXT = 1  # how often a text was written; the lowest bit selects the newest of the two
CLAIMS = 8  # for each reader: the slot that it uses, plus 1; 0 for none
MAXIMUM_READERS = 8
FREE_WORD = CLAIMS + MAXIMUM_READERS  # the first word that subclasses may use


class SlotMemory:
    """The memory, with the methods of the writer and of the readers.

    :param handle: of the other process' memory; None creates a new one
    :param slotBytes: size of a slot
    :param readers: number of readers, MAXIMUM_READERS at most
    :param reader: index of this reader
    """

    def __init__(self, handle: dict | None, slotBytes: int, readers: int, reader: int = 0):
        self.slots = readers + 3
        self._slotBytes, self._readers, self._reader = slotBytes, readers, reader
        size = HEADER_BYTES + self.slots * slotBytes
        if sys.platform == "win32":
            # Released with the last process that uses it.
            self.handle = handle or {"name": f"CameraStream-{secrets.token_hex(16)}"}
            self._memory = mmap.mmap(-1, size, tagname=self.handle["name"])
        else:
            self.handle = handle or {"descriptor": _makeMemory(size)}
            # It may be garbage-collected without being closed.
            self._closeDescriptor = weakref.finalize(self, os.close, self.handle["descriptor"])
            self._memory = mmap.mmap(self.handle["descriptor"], size)
        # Not NumPy arrays, in which reading a single number takes ten times as long, at every tick.
        header = memoryview(self._memory)[:HEADER_BYTES]
        self._words, self._floats = header.cast("q"), header.cast("d")
        self._barrier = threading.Lock()
        self._writing = 0
        self._taken = 0
        self._textVersion = 0

    def close(self) -> None:
        """Release the memory, once no array refers to it any more; counts and text remain."""
        if "descriptor" in self.handle:
            self._closeDescriptor()
        self._memory = self._memory[:HEADER_BYTES]
        self._words, self._floats = memoryview(self._memory).cast("q"), None

    # The writer's side

    def _nextSlot(self) -> int:
        """The slot for the next content."""
        newest = self._words[NEWEST]
        claims = [self._words[CLAIMS + reader] - 1 for reader in range(self._readers)]
        taken = {newest % self.slots if newest else None, *claims}
        used = 3 + max(1, sum(claim >= 0 for claim in claims))
        self._writing = (self._writing + 1) % used
        while self._writing in taken:
            self._writing = (self._writing + 1) % used
        return self._writing

    def _deliverSlot(self) -> int:
        """Make the content of ``_nextSlot`` the newest one; returns its number, from 1."""
        self._orderMemory()
        number = self.count + 1
        self._words[NEWEST] = number * self.slots + self._writing
        return number

    def _writeText(self, content: dict) -> bool:
        """Write the text that goes with the slots, as JSON; from one thread at a time. Returns whether it fits."""
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
        """Number of contents delivered so far."""
        return self._words[NEWEST] // self.slots

    def _takeSlot(self) -> tuple[int, int] | None:
        """Number and slot of the newest content if it has not been taken before. It is valid until the next call."""
        newest = self._words[NEWEST]
        if newest == self._taken:
            return None
        while True:
            self._orderMemory()  # reads of the last content come before its slot is released
            self._words[CLAIMS + self._reader] = newest % self.slots + 1
            self._orderMemory()  # the claim is visible before the newest content is read
            again = self._words[NEWEST]
            if again == newest:
                break
            newest = again
        self._taken = newest
        return divmod(newest, self.slots)

    def releaseReader(self, reader: int) -> None:
        """Release the slot of a reader that has ended, in whatever way."""
        if not self._words.readonly:  # else the memory is closed
            self._words[CLAIMS + reader] = 0

    def _newText(self) -> dict | None:
        """The newest text; None if it has been read before."""
        while (version := self._words[TEXT]) != self._textVersion:
            self._orderMemory()
            start = FIRST_TEXT + (version & 1) * TEXT_BYTES
            text = self._memory[start : start + TEXT_BYTES].partition(b"\0")[0]
            self._orderMemory()
            # With two texts, the writer may already be overwriting this one.
            if self._words[TEXT] == version:
                self._textVersion = version
                return json.loads(text)
        return None

    def _slotStart(self, slot: int) -> int:
        """Offset of a slot, bytes."""
        return HEADER_BYTES + slot * self._slotBytes

    def _orderMemory(self) -> None:
        """A full memory barrier: no read or write moves across it, as seen by other processes.

        Acquiring and releasing a lock once is not enough: the acquire only keeps later accesses from moving up, the
        release only earlier ones from moving down, so that both may meet in between, and cross. Nothing crosses a
        release that is followed by an acquire, hence two locks in a row. On ARM64 a load-acquire waits for the
        store-releases before it; on x86 an acquire is a locked instruction, which alone keeps a load (of the newest
        frame) behind an earlier store (of the claim). This holds for semaphores, mutexes and Windows' SRW locks, on
        which Python's locks are based.
        """
        with self._barrier:
            pass
        with self._barrier:
            pass


def duplicate(handle: dict) -> dict:
    """The handle with which the same memory is opened once more in this process."""
    return {"descriptor": os.dup(handle["descriptor"])} if "descriptor" in handle else handle


class HandleSender:
    """Hands memory to a process that runs already: what it inherited at its start is all that it has otherwise.

    ``descriptor`` is what the process must inherit for that; None on Windows, where memory has a name.
    """

    def __init__(self):
        self._socket, self._theirs = (None, None) if sys.platform == "win32" else socket.socketpair()
        self.descriptor = self._theirs and self._theirs.fileno()

    def send(self, handle: dict) -> dict:
        """The handle as the process gets it, which ``receive`` makes into its own."""
        if self._socket is None:
            return handle
        socket.send_fds(self._socket, [b"0"], [handle["descriptor"]])
        return {}

    def close(self) -> None:
        """Nothing is sent any more."""
        for each in filter(None, (self._socket, self._theirs)):
            each.close()

    @staticmethod
    def receive(descriptor: int, handle: dict) -> dict:
        """In the process: the next handle that was sent; in the order of ``send``."""
        if handle:
            return handle
        with socket.socket(fileno=os.dup(descriptor)) as channel:
            return {"descriptor": socket.recv_fds(channel, 1, 1)[1][0]}


def _makeMemory(size: int) -> int:
    """Descriptor of private memory without a name, which cannot be left behind.

    ``multiprocessing.shared_memory`` is not used: it leaves its name behind when its owner is killed, starts a process
    to clean up, and on Linux uses /dev/shm, which containers limit to 64 MB, two frames of 4K.
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
