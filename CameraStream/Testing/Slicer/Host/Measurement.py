"""What a tick takes of Slicer's GUI thread, by the names that Testing/Host has for it."""

import time
from collections.abc import Callable


class CallMeter:
    """``milliseconds`` has what each tick took. Errors of slots reach ``sys.excepthook`` here."""

    def __init__(self):
        self.errors: list[BaseException] = []
        self.milliseconds: list[float] = []

    def clear(self) -> None:
        """Forget."""
        self.milliseconds.clear()

    def timed(self, function: Callable) -> Callable:
        """A function that times another one."""

        def call():
            start = time.perf_counter()
            try:
                return function()
            finally:
                self.milliseconds.append(1000 * (time.perf_counter() - start))

        return call


CALLS = CallMeter()
