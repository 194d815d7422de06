"""What a processor's parameters may be, under the names that Slicer's parameter nodes use: importable without Slicer.

``threshold: Annotated[int, WithinRange(0, 255)] = 128``. Those of ``slicer.parameterNodeWrapper`` serve as well.
"""


class WithinRange:
    """A number between two others, both allowed."""

    def __init__(self, minimum, maximum):
        self.minimum, self.maximum = minimum, maximum


class Minimum:
    """A number that is not below another one."""

    def __init__(self, minimum):
        self.minimum = minimum


class Maximum:
    """A number that is not above another one."""

    def __init__(self, maximum):
        self.maximum = maximum


class Choice:
    """One of a list."""

    def __init__(self, choices):
        self.choices = choices
