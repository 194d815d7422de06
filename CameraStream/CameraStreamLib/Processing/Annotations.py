"""Types of a processor's parameters, named as in Slicer's parameter nodes; they can be imported without Slicer.

``threshold: Annotated[int, WithinRange(0, 255)] = 128``. Those of
``slicer.parameterNodeWrapper`` can be used too.
"""


class WithinRange:
    """A number from ``minimum`` to ``maximum``, both included."""

    def __init__(self, minimum, maximum):
        self.minimum, self.maximum = minimum, maximum


class Minimum:
    """A number of at least ``minimum``."""

    def __init__(self, minimum):
        self.minimum = minimum


class Maximum:
    """A number of at most ``maximum``."""

    def __init__(self, maximum):
        self.maximum = maximum


class PointInImage:
    """A pixel that the user clicks in the view: (column, row) of the frame, or () for none, also if it lies outside.

    ``seed: Annotated[tuple, PointInImage()] = ()``
    """


class FilePath:
    """A file that the user chooses: its path, or "" for none.

    ``model: Annotated[str, FilePath("*.onnx")] = ""``
    """

    def __init__(self, pattern="*"):
        self.pattern = pattern


class Choice:
    """One of several values."""

    def __init__(self, choices):
        self.choices = choices
