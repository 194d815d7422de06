"""Qt's event loop as Slicer runs it: with Python's lock held, also while it waits.

PySide6 gives the lock away in ``exec()`` and ``processEvents()``, so a Python thread would run here as it never runs
in Slicer. Called through ``ctypes.PyDLL``, which keeps the lock, Qt's own function does what Slicer does: a thread
that sleeps 5 ms in a loop comes once in 3 s while idle, every second tick of an empty 10 ms timer slot, and every tick
of one that calls ``time.sleep(0)``: the ratios measured in Slicer 5.13.
"""

import ctypes
import sys
import time
from pathlib import Path

import PySide6
from PySide6 import QtCore

_WAIT_FOR_MORE_EVENTS = 0x04
"""QEventLoop::WaitForMoreEvents"""

_WAKE_MS = 20
"""A waiting loop looks at its condition at least this often, ms: well under the shortest time-out here (100 ms)."""


def _processEventsFunction():
    """``QCoreApplication::processEvents(QFlags<QEventLoop::ProcessEventsFlag>)`` of the library that PySide6 loaded."""
    folder = Path(PySide6.__path__[0])
    if sys.platform.startswith("linux"):
        library = folder / "Qt/lib/libQt6Core.so.6"
    elif sys.platform == "darwin":
        library = folder / "Qt/lib/QtCore.framework/QtCore"
    else:  # another name mangling: there the host runs, but gives Python's lock away
        return lambda flags: QtCore.QCoreApplication.processEvents(QtCore.QEventLoop.ProcessEventsFlag(flags))
    function = ctypes.PyDLL(str(library))[
        "_ZN16QCoreApplication13processEventsE6QFlagsIN10QEventLoop17ProcessEventsFlagEE"
    ]
    function.argtypes, function.restype = [ctypes.c_int], None
    return function


_processEvents = _processEventsFunction()


def processEvents() -> None:
    """Process what is pending; Python's lock is held."""
    _processEvents(0)


def runUntil(condition, seconds: float) -> bool:
    """Run the event loop until ``condition()`` is true.

    :returns: whether it became true within ``seconds``
    """
    deadline = time.monotonic() + seconds
    wake = QtCore.QTimer()
    wake.setInterval(_WAKE_MS)
    wake.start()
    try:
        while not condition():
            if time.monotonic() > deadline:
                return False
            _processEvents(_WAIT_FOR_MORE_EVENTS)
        return True
    finally:
        wake.stop()


if sys.platform == "win32":
    _sleepHolding = ctypes.PyDLL("kernel32").Sleep

    def holdGil(milliseconds: float) -> None:
        """Spend time as a C++ function does that a slot calls: nothing else of Python runs."""
        _sleepHolding(round(milliseconds))

else:
    _sleepHolding = ctypes.PyDLL(None).usleep

    def holdGil(milliseconds: float) -> None:
        """Spend time as a C++ function does that a slot calls: nothing else of Python runs."""
        _sleepHolding(round(1000 * milliseconds))
