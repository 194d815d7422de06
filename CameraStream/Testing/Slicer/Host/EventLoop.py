"""Slicer's own event loop, which keeps Python's lock while it waits."""

import ctypes
import sys
import time

import qt

import slicer

_LOOK_MS = 5
"""Interval at which a condition is looked at, ms."""


def processEvents() -> None:
    """Process what is pending."""
    slicer.app.processEvents()


def runUntil(condition, seconds: float) -> bool:
    """Run the event loop until ``condition()`` is true.

    :returns: whether it became true within ``seconds``
    """
    deadline = time.monotonic() + seconds
    loop, timer, result = qt.QEventLoop(), qt.QTimer(), []

    def look() -> None:
        try:
            if condition():
                result.append(True)
            elif time.monotonic() > deadline:
                result.append(False)
        except BaseException as error:  # an assertion of the test's
            result.append(error)
        if result:
            loop.quit()

    look()
    timer.timeout.connect(look)
    timer.start(_LOOK_MS)
    if not result:
        loop.exec_()
    timer.stop()
    timer.timeout.disconnect(look)
    if isinstance(result[0], BaseException):
        raise result[0]
    return result[0]


_library = ctypes.PyDLL("kernel32" if sys.platform == "win32" else None)


def holdGil(milliseconds: float) -> None:
    """Spend time as a C++ function does that a slot calls: nothing else of Python runs."""
    if sys.platform == "win32":
        _library.Sleep(round(milliseconds))
    else:
        _library.usleep(round(1000 * milliseconds))
