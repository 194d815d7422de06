"""Whether what a file says has the form that it should have: it may be damaged, or anybody's."""

import numpy as np

from .Numbers import isNumber

FARTHEST = 1e7
"""Largest coordinate, mm: 10 km. More is no place of an image, and its square would still be a number."""

FLATTEST = 1e-6
"""Smallest volume of three directions of length 1 that still are three: below it no image can be drawn."""


def fits(value, schema) -> bool:
    """Whether ``value`` is as ``schema`` says: a function that says so of it; a list of one schema, for a list of such
    values; or a dictionary of names, each with the schema of its value, which is None if it is not there."""
    if isinstance(schema, dict):
        return isinstance(value, dict) and all(fits(value.get(name), each) for name, each in schema.items())
    if isinstance(schema, list):
        return isinstance(value, list) and all(fits(item, schema[0]) for item in value)
    return schema(value)


def optional(schema):
    """Nothing, or what ``schema`` says."""
    return lambda value: value is None or fits(value, schema)


def number(minimum: float, maximum: float, kind=float):
    """A number within these limits, a whole one if ``kind`` is int."""
    return lambda value: isNumber(value, minimum, maximum) and (kind is float or isinstance(value, int))


def numbers(count: int, minimum: float, maximum: float, kind=float):
    """So many numbers within these limits."""
    isOne = number(minimum, maximum, kind)
    return lambda value: isinstance(value, list) and len(value) == count and all(map(isOne, value))


def text(value) -> bool:
    return isinstance(value, str)


def isPlace(matrix) -> bool:
    """Whether (4, 4) numbers, lists or an array, take an image to a place in space."""
    matrix = matrix.tolist() if isinstance(matrix, np.ndarray) else matrix
    if not (isinstance(matrix, list) and len(matrix) == 4 and fits(matrix, [numbers(4, -FARTHEST, FARTHEST)])):
        return False
    lengths = np.linalg.norm(np.array(matrix, float)[:3, :3], axis=0)
    if matrix[3] != [0, 0, 0, 1] or not all(lengths > 1 / FARTHEST):
        return False
    return bool(abs(np.linalg.det(np.array(matrix, float)[:3, :3] / lengths)) > FLATTEST)
