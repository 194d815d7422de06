"""Loads a processor's file, which is then called with each frame."""

import inspect
import sys
import traceback
import types
import typing
from pathlib import Path

import numpy as np

from ..Shared.Errors import SourceError, join
from ..Shared.Numbers import isNumber
from . import Annotations
from .Annotations import FilePath, PointInImage
from .ProcessorFrame import ProcessorFrame

# So that files written for Slicer's parameter nodes, whose own module needs Qt, work here too.
sys.modules.setdefault("slicer.parameterNodeWrapper", Annotations)

PIXEL_FORMATS = ("RGB", "Grayscale", "RGB16", "Grayscale16")
"""What a processor can request: color or grayscale, 8 bits or all bits of the source."""

PARAMETER_TYPES = (bool, int, float, str)

MESSAGE_CHARACTERS = 300
"""Maximum of an exception's message: some contain whole arrays."""


class Processor:
    """The processor in a file: ``process(pixels)``, or a class with ``process(frame)``.

    The file, or the class in it, may also define ``pixelFormat``, one of PIXEL_FORMATS; ``threads``, how many the
    processor may use; and ``timeLimit``, how long a frame may take, s.

    :param path: the file
    :param values: of its parameters, by name; others have their defaults
    :raises SourceError: if it is not valid, in one sentence with the file's name and the line
    """

    def __init__(self, path: Path, values: dict):
        self._path = path
        module = self._execute(path)
        owner = next((each for each in vars(module).values() if _isProcessorClass(each, module)), None)
        function = None if owner else getattr(module, "process", None)
        if owner is None and not callable(function):
            raise SourceError(
                f"{path.name} has no processor. Define process(pixels), or a class with process(self, frame)."
            )
        settings = owner or module
        self.pixelFormat = getattr(settings, "pixelFormat", "RGB")
        if self.pixelFormat not in PIXEL_FORMATS:
            raise SourceError(f"{self.pixelFormat!r} is not a pixel format. Choose one of {', '.join(PIXEL_FORMATS)}.")
        self.threads = getattr(settings, "threads", 1)
        self.timeLimit = getattr(settings, "timeLimit", None)
        self.parameters = {each.name: each for each in (_ofClass(owner) if owner else _ofFunction(function))}
        self.changes: dict = {}  # values that the processor has given its parameters itself, with the last frame
        self._values = {}
        self._instance, self._function = None, function
        if owner:
            self._instance = self._guarded(owner)
        self.problem = self._changeEach(values)
        if hasattr(self._instance, "setup"):
            self._guarded(self._instance.setup)

    def change(self, values: dict) -> None:
        """Set parameters.

        :raises SourceError: if there is no such parameter, or the value is not valid; then nothing is changed
        """
        checked = {}
        for name, value in values.items():
            if name not in self.parameters:
                names = ", ".join(self.parameters) or "none"
                raise SourceError(f'{self._path.name} has no parameter "{name}". Its parameters are {names}.')
            checked[name] = self.parameters[name].checked(value)
        self._values |= checked
        for name, value in checked.items():
            if self._instance is not None:
                setattr(self._instance, name, value)

    def _changeEach(self, values: dict) -> str:
        """Set those that are valid; returns what is wrong with the others."""
        problems = []
        for name, value in values.items():
            try:
                self.change({name: value})
            except SourceError as error:
                problems.append(error.text)
        return join(*problems)

    def process(self, frame: ProcessorFrame):
        """What the file's code returns for a frame.

        :raises SourceError: if it raises an exception (with the line and the message; a SourceError as it is), or sets
            a parameter to a value that is not valid
        """
        points = {
            name: _inFrame(self._values.get(name, each.default), frame)
            for name, each in self.parameters.items()
            if each.isPoint
        }
        if self._instance is None:
            return self._guarded(lambda: self._function(frame.pixels, **self._values | points))
        for name, point in points.items():
            setattr(self._instance, name, point)
        before = self._given()
        returned = self._guarded(lambda: self._instance.process(frame))
        after = self._guarded(self._given)
        checked = {name: each.checked(after[name]) for name, each in self.parameters.items()}
        self.changes = {name: value for name, value in checked.items() if value != before[name]}
        for name in self.changes.keys() & points.keys():
            if self.changes[name]:
                self.changes[name] = tuple(np.add(self.changes[name], frame.offset).tolist())
        self._values |= self.changes
        return returned

    def _given(self) -> dict:
        return {name: getattr(self._instance, name) for name in self.parameters}

    def describe(self) -> list[dict]:
        """Its parameters, for the panel."""
        return [each.describe() for each in self.parameters.values()]

    def _execute(self, path: Path) -> types.ModuleType:
        module = types.ModuleType(f"processor_{path.stem}")
        module.__file__ = str(path)
        sys.modules[module.__name__] = module  # where annotations are looked up
        try:
            text = path.read_bytes()
        except OSError as error:
            raise SourceError(f'"{path}" cannot be read ({error.strerror}). Check the file.') from error
        try:
            code = compile(text, str(path), "exec")
        except (SyntaxError, ValueError) as error:
            line = f", line {error.lineno}" if getattr(error, "lineno", None) else ""
            raise SourceError(f"{path.name}{line}: {getattr(error, 'msg', error)}.") from error
        self._guarded(lambda: exec(code, vars(module)))  # which the user has chosen to run, in this process
        return module

    def _guarded(self, call):
        try:
            return call()
        except (MemoryError, SourceError):  # the latter is a sentence for the user
            raise
        except BaseException as error:  # SystemExit too, which would end the process silently
            raise SourceError(self._sentence(error)) from error

    def _sentence(self, error: BaseException) -> str:
        """File, line and message of an exception that the file's code has raised."""
        frames = [each for each in traceback.extract_tb(error.__traceback__) if each.filename == str(self._path)]
        line = f", line {frames[-1].lineno}" if frames else ""
        message = " ".join(str(error).split())[:MESSAGE_CHARACTERS].rstrip(".")
        if isinstance(error, ModuleNotFoundError) and error.name:
            message = f'the package "{error.name}" is not installed'
        return f"{self._path.name}{line}: {type(error).__name__}: {message}."


class Parameter:
    """One parameter of a processor: its type, its default and its limits.

    :raises SourceError: if its type is not one of PARAMETER_TYPES, or its default is not valid
    """

    def __init__(self, name: str, annotation, default):
        arguments = typing.get_args(annotation) if typing.get_origin(annotation) is typing.Annotated else (annotation,)
        self.name, self.type = name, arguments[0]
        limits = arguments[1:]
        self.isPoint = any(isinstance(each, PointInImage) for each in limits)
        if self.type not in ((tuple,) if self.isPoint else PARAMETER_TYPES):
            raise SourceError(f"The parameter {name} has no valid type. Declare it as bool, int, float or str.")
        self.minimum = next((each.minimum for each in limits if hasattr(each, "minimum")), None)
        self.maximum = next((each.maximum for each in limits if hasattr(each, "maximum")), None)
        self.choices = next((list(each.choices) for each in limits if hasattr(each, "choices")), None)
        self.pattern = next((each.pattern for each in limits if isinstance(each, FilePath)), None)
        self.default = self.checked(default)

    def checked(self, value):
        """``value``, of this parameter's type.

        :raises SourceError: if it is not valid
        """
        if self.isPoint:
            isPoint = isinstance(value, (tuple, list)) and len(value) in (0, 2) and all(map(isNumber, value))
            if not isPoint:
                raise SourceError(f"{value!r} is not a valid {self.name}. Enter (column, row), or () for none.")
            return tuple(round(number) for number in value)
        value = value.item() if isinstance(value, np.generic) else value
        if self.type is float and isNumber(value):
            value = float(value)
        if type(value) is not self.type:
            raise SourceError(f"{value!r} is not a valid {self.name}. Enter a value of type {self.type.__name__}.")
        if self.choices is not None and value not in self.choices:
            raise SourceError(f"{value!r} is not a valid {self.name}. Choose one of {self.choices}.")
        isTooSmall = self.minimum is not None and not value >= self.minimum
        if isTooSmall or (self.maximum is not None and not value <= self.maximum):
            limits = [
                f"{word} {limit}"
                for word, limit in (("at least", self.minimum), ("at most", self.maximum))
                if limit is not None
            ]
            raise SourceError(f"{value!r} is not a valid {self.name}. Enter a value of {' and '.join(limits)}.")
        return value

    def describe(self) -> dict:
        """For JSON."""
        return vars(self) | {"type": self.type.__name__}


def _inFrame(point: tuple | None, frame: ProcessorFrame) -> tuple:
    """A pixel of the camera's image as one of the frame; () if it is not there."""
    moved = tuple(np.subtract(point, frame.offset).tolist()) if point else ()
    return moved if moved and all(0 <= each < size for each, size in zip(moved, frame.size)) else ()


def _isProcessorClass(value, module: types.ModuleType) -> bool:
    return inspect.isclass(value) and value.__module__ == module.__name__ and callable(getattr(value, "process", None))


def _ofClass(owner: type) -> list[Parameter]:
    hints = typing.get_type_hints(owner, include_extras=True)
    return [Parameter(name, hints[name], getattr(owner, name)) for name in hints if hasattr(owner, name)]


def _ofFunction(function) -> list[Parameter]:
    hints = typing.get_type_hints(function, include_extras=True)
    options = [*inspect.signature(function).parameters.values()][1:]
    return [
        Parameter(each.name, hints.get(each.name, type(each.default)), each.default)
        for each in options
        if each.default is not inspect.Parameter.empty
    ]
