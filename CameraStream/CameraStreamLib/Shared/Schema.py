"""Validates the content of files, which may be damaged or untrusted."""

import numpy as np

from .Numbers import isNumber

FARTHEST = 1e7
"""Largest coordinate, mm: 10 km. No image is farther away, and the square of it is still a finite number."""

FLATTEST = 1e-6
"""Smallest volume spanned by three unit directions that counts as invertible: below it no image can be drawn."""


def fits(value, schema) -> bool:
    """Whether ``value`` matches ``schema``: a function that returns whether it does; a list with one schema, for a list
    of such values; or a dictionary with a schema for each name, whose value is None if it is missing."""
    if isinstance(schema, dict):
        return isinstance(value, dict) and all(fits(value.get(name), each) for name, each in schema.items())
    if isinstance(schema, list):
        return isinstance(value, list) and all(fits(item, schema[0]) for item in value)
    return schema(value)


def optional(schema):
    """None, or a value that matches ``schema``."""
    return lambda value: value is None or fits(value, schema)


def number(minimum: float, maximum: float, kind=float):
    """A number within these limits; an integer if ``kind`` is int."""
    return lambda value: isNumber(value, minimum, maximum) and (kind is float or isinstance(value, int))


def numbers(count: int, minimum: float, maximum: float, kind=float):
    """A list of ``count`` numbers within these limits."""
    isOne = number(minimum, maximum, kind)
    return lambda value: isinstance(value, list) and len(value) == count and all(map(isOne, value))


def text(value) -> bool:
    return isinstance(value, str)


def isPlace(matrix) -> bool:
    """Whether a (4, 4) matrix, of lists or an array, is a valid placement of an image."""
    matrix = matrix.tolist() if isinstance(matrix, np.ndarray) else matrix
    if not (isinstance(matrix, list) and len(matrix) == 4 and fits(matrix, [numbers(4, -FARTHEST, FARTHEST)])):
        return False
    lengths = np.linalg.norm(np.array(matrix, float)[:3, :3], axis=0)
    if matrix[3] != [0, 0, 0, 1] or not all(lengths > 1 / FARTHEST):
        return False
    return bool(abs(np.linalg.det(np.array(matrix, float)[:3, :3] / lengths)) > FLATTEST)
