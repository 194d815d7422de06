"""Nothing is measured here: the names that fixtures use."""


class _Calls:
    def __init__(self):
        self.errors: list[BaseException] = []
        self.milliseconds: list[float] = []

    def clear(self) -> None:
        """Forget."""
        self.errors.clear()


CALLS = _Calls()
