"""Checks what a processor returned and makes a Result of it, or one sentence on why that is not possible."""

import dataclasses

import numpy as np

from ..Shared.Errors import SourceError
from ..Shared.Frame import Frame
from ..Shared.Numbers import isNumber
from ..Shared.Result import Result, Shape

KINDS = ("image", "mask", "labels", "points", "lines", "boxes", "transforms", "numbers", "text")

MAXIMUM_SHAPES = {"points": 1000, "lines": 50, "boxes": 50}
"""Of each kind in a result: a thousand points of a markup cost Slicer some 10 ms to show, and each line or box is a
markup of its own."""

MAXIMUM_LINE_POINTS = 1000

MAXIMUM_NAMED = 50
"""Transforms, or numbers, in a result: each is a node, or a column."""

TEXT_CHARACTERS = 10_000


def resultOf(returned, frame: Frame, **values) -> Result:
    """The Result for ``frame`` of what its processor returned.

    :param returned: a dictionary of KINDS, or None, or one of these alone: an array of bool is a mask, any other array
        an image, a number is called "value", and a string is a text
    :param values: other fields of the result
    :raises SourceError: if it is not valid, in one sentence
    """
    size = (frame.pixels.shape[1], frame.pixels.shape[0])
    result = Result(
        number=frame.number, timestamp=frame.timestamp, offset=frame.offset, sourceSize=frame.sourceSize, size=size,
        isUndistorted=frame.isUndistorted, tracking=frame.tracking, **values,
    )  # fmt: skip
    made = {}
    for kind, value in _byKind(returned).items():
        if kind not in KINDS:
            raise SourceError(f'"{kind}" is not a kind of result. Return {", ".join(KINDS)}.')
        if value is not None:
            made |= _CHECKS[kind](kind, value, size)
    return dataclasses.replace(result, **made)


def _byKind(returned) -> dict:
    if returned is None:
        return {}
    if isinstance(returned, dict):
        return returned
    if isinstance(returned, np.ndarray) and returned.ndim >= 2:
        return {"mask" if returned.dtype == bool else "image": returned}
    if isinstance(returned, str):
        return {"text": returned}
    if isNumber(returned) or isinstance(returned, (bool, np.bool_)):
        return {"numbers": {"value": returned}}
    raise SourceError(
        f"The result is of type {type(returned).__name__}. Return an array, a number, a text, or a dictionary of these."
    )


def _image(kind: str, value, size) -> dict:
    array = _array(kind, value, size)
    if array.dtype not in (np.uint8, np.uint16) or array.shape[2:] not in ((), (3,)):
        raise SourceError(
            f"The image has the shape {array.shape} and the type {array.dtype}. "
            "Return (height, width) or (height, width, 3), of uint8 or uint16."
        )
    return {"image": array}


def _mask(kind: str, value, size) -> dict:
    array = _array(kind, value, size)
    if array.ndim != 2:
        raise SourceError(f"The {kind} has the shape {array.shape}. Return (height, width).")
    if array.dtype == bool:
        return {"labels": array.view(np.uint8)}
    if array.dtype.kind not in "iu":
        raise SourceError(f"The {kind} has the type {array.dtype}. Return bool for a mask, or integers for labels.")
    if kind == "mask":
        return {"labels": (array != 0).view(np.uint8)}
    if array.dtype in (np.uint8, np.uint16):
        return {"labels": array}
    if array.min() < 0 or array.max() > 65535:
        raise SourceError("The labels are not all in the range of 0 to 65535. Return smaller ones.")
    return {"labels": array.astype(np.uint16)}


def _array(kind: str, value, size) -> np.ndarray:
    if not isinstance(value, np.ndarray):
        raise SourceError(f"The {kind} is of type {type(value).__name__}. Return a NumPy array.")
    width, height = size
    if value.shape[:2] != (height, width):
        found = " x ".join(str(number) for number in value.shape[1::-1])
        raise SourceError(
            f"The {kind} has {found or 'no'} pixels instead of {width} x {height}. Return an array of the frame's size."
        )
    return value


def _shapes(kind: str, value, size) -> dict:
    if not isinstance(value, (list, tuple, np.ndarray)):
        raise SourceError(f"The {kind} are of type {type(value).__name__}. Return a list.")
    if len(value) > MAXIMUM_SHAPES[kind]:
        raise SourceError(f"{len(value)} {kind} were returned. At most {MAXIMUM_SHAPES[kind]} can be shown.")
    return {kind: tuple(_shape(kind, each) for each in value)}


def _shape(kind: str, value) -> Shape:
    """(x, y), (left, top, width, height) or [(x, y), ...]; or a dictionary of it, under the kind's singular, with
    ``name`` and ``score``."""
    singular = {"points": "point", "lines": "line", "boxes": "box"}[kind]
    name, score = "", None
    if isinstance(value, dict):
        if not {singular} <= set(value) <= {singular, "name", "score"}:
            raise SourceError(
                f'A {singular} must be a dictionary of "{singular}", "name" and "score", or its numbers alone.'
            )
        name, score, value = str(value.get("name", "")), value.get("score"), value[singular]
    if score is not None and not isNumber(score):
        raise SourceError(f"The score {score!r} of a {singular} is not a number.")
    numbers = _finite(f"a {singular}", value)
    shapes = {"points": (2,), "boxes": (4,), "lines": (len(numbers), 2) if numbers.ndim else ()}
    isLine = 2 <= (len(numbers) if numbers.ndim else 0) <= MAXIMUM_LINE_POINTS
    if numbers.shape != shapes[kind] or (kind == "lines" and not isLine):
        expected = {
            "points": "x, y",
            "boxes": "left, top, width, height",
            "lines": f"2 to {MAXIMUM_LINE_POINTS} points (x, y)",
        }
        raise SourceError(f"A {singular} has the shape {numbers.shape}. Return {expected[kind]}.")
    if kind == "points":
        points = [numbers.tolist()]
    elif kind == "lines":
        points = numbers.tolist()
    else:
        left, top, width, height = numbers.tolist()
        points = [[left, top], [left + width, top], [left + width, top + height], [left, top + height]]
    return Shape(points, name, None if score is None else float(score))


def _transforms(kind: str, value, size) -> dict:
    matrices = {}
    for name, matrix in _named(kind, value).items():
        numbers = _finite(f'the transform "{name}"', matrix)
        if numbers.shape != (4, 4):
            raise SourceError(f'The transform "{name}" has the shape {numbers.shape}. Return a 4 x 4 matrix.')
        matrices[name] = numbers.tolist()
    return {"transforms": matrices}


def _numbers(kind: str, value, size) -> dict:
    values = _named(kind, value)
    for name, number in values.items():
        if isinstance(number, (bool, np.bool_)):
            continue
        if not isNumber(number):
            raise SourceError(f'The number "{name}" is {number!r}. Return a finite number.')
    return {"numbers": {name: float(number) for name, number in values.items()}}


def _text(kind: str, value, size) -> dict:
    if not isinstance(value, str):
        raise SourceError(f"The text is of type {type(value).__name__}. Return a string.")
    return {"text": value[:TEXT_CHARACTERS]}


def _named(kind: str, value) -> dict:
    if not isinstance(value, dict) or not all(isinstance(name, str) and name.isprintable() and name for name in value):
        raise SourceError(f"The {kind} are not named. Return a dictionary.")
    if len(value) > MAXIMUM_NAMED:
        raise SourceError(f"{len(value)} {kind} were returned. At most {MAXIMUM_NAMED} can be shown.")
    return value


def _finite(what: str, value) -> np.ndarray:
    try:
        numbers = np.asarray(value, float)
    except (TypeError, ValueError) as error:
        raise SourceError(f"{what[0].upper()}{what[1:]} does not consist of numbers ({error}).") from error
    if not np.isfinite(numbers).all():
        raise SourceError(f"A number of {what} is not finite (NaN or infinity).")
    return numbers


_CHECKS = {
    "image": _image, "mask": _mask, "labels": _mask, "points": _shapes, "lines": _shapes, "boxes": _shapes,
    "transforms": _transforms, "numbers": _numbers, "text": _text,
}  # fmt: skip
