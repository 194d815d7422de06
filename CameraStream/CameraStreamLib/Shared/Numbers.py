"""Checks whether a value is a number within limits."""

import numbers
import sys

import numpy as np

LARGEST = sys.float_info.max
"""Largest number that is finite as a float; an int may be larger."""


def isNumber(value, minimum: float = -LARGEST, maximum: float = LARGEST, kind=numbers.Real) -> bool:
    """Whether ``value`` is a number of Python or NumPy, but not a bool, within these limits."""
    value = value.item() if isinstance(value, np.generic) else value  # else the limits would be cast to its precision
    return isinstance(value, kind) and not isinstance(value, bool) and minimum <= value <= maximum
