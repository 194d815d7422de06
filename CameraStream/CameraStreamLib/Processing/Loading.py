"""A processor's file becomes something that can be called with each frame."""

import inspect
import sys
import traceback
import types
import typing
from pathlib import Path

import numpy as np

from ..Shared.Errors import SourceError
from ..Shared.Numbers import isNumber
from . import Annotations
from .ProcessorFrame import ProcessorFrame

# With these, a file can be written as for Slicer's parameter nodes, whose own module needs Qt.
sys.modules.setdefault("slicer.parameterNodeWrapper", Annotations)

PIXEL_FORMATS = ("RGB", "Grayscale", "RGB16", "Grayscale16")
"""What a processor may ask for: colors or not, with 8 bits or with those that the source has."""

PARAMETER_TYPES = (bool, int, float, str)

MESSAGE_CHARACTERS = 300
"""Of an exception's message at most: some print whole arrays."""


class Processor:
    """What a file holds: ``process(pixels)``, or a class with ``process(frame)``.

    What a file, or the class in it, may say beside that: ``pixelFormat``, one of PIXEL_FORMATS; ``threads``, how many
    the processor may use; ``timeLimit``, how long a frame may take, s.

    :param path: the file
    :param values: of its parameters, by name; the others have their defaults
    :raises SourceError: if it cannot be used, in one sentence with the file's name and the line
    """

    def __init__(self, path: Path, values: dict):
        self._path = path
        module = self._execute(path)
        owner = next((each for each in vars(module).values() if _isProcessorClass(each, module)), None)
        function = None if owner else getattr(module, "process", None)
        if owner is None and not callable(function):
            raise SourceError(
                f"{path.name} has no processor: define process(pixels), or a class with process(self, frame)."
            )
        settings = owner or module
        self.pixelFormat = getattr(settings, "pixelFormat", "RGB")
        if self.pixelFormat not in PIXEL_FORMATS:
            raise SourceError(f"{self.pixelFormat!r} is not a pixel format: choose one of {', '.join(PIXEL_FORMATS)}.")
        self.threads = getattr(settings, "threads", 1)
        self.timeLimit = getattr(settings, "timeLimit", None)
        self.parameters = {each.name: each for each in (_ofClass(owner) if owner else _ofFunction(function))}
        self._values = {}
        self._instance, self._function = None, function
        if owner:
            self._instance = self._guarded(owner)
        self.change(values)
        if hasattr(self._instance, "setup"):
            self._guarded(self._instance.setup)

    def change(self, values: dict) -> None:
        """Give parameters other values.

        :raises SourceError: if there is no such parameter, or it cannot have this value; then nothing has changed
        """
        checked = {}
        for name, value in values.items():
            if name not in self.parameters:
                names = ", ".join(self.parameters) or "none"
                raise SourceError(f'{self._path.name} has no parameter "{name}": those that it has are {names}.')
            checked[name] = self.parameters[name].checked(value)
        self._values |= checked
        for name, value in checked.items():
            if self._instance is not None:
                setattr(self._instance, name, value)

    def process(self, frame: ProcessorFrame):
        """What the file's code makes of a frame.

        :raises SourceError: if that raises an exception: where, and what; a SourceError as it is
        """
        if self._instance is not None:
            return self._guarded(lambda: self._instance.process(frame))
        return self._guarded(lambda: self._function(frame.pixels, **self._values))

    def describe(self) -> list[dict]:
        """Its parameters, for those who show them."""
        return [each.describe() for each in self.parameters.values()]

    def _execute(self, path: Path) -> types.ModuleType:
        module = types.ModuleType(f"processor_{path.stem}")
        module.__file__ = str(path)
        sys.modules[module.__name__] = module  # where annotations are looked up
        try:
            text = path.read_bytes()
        except OSError as error:
            raise SourceError(f'"{path}" cannot be read ({error.strerror}): check the file.') from error
        try:
            code = compile(text, str(path), "exec")
        except (SyntaxError, ValueError) as error:
            line = f", line {error.lineno}" if getattr(error, "lineno", None) else ""
            raise SourceError(f"{path.name}{line}: {getattr(error, 'msg', error)}.") from error
        self._guarded(lambda: exec(code, vars(module)))  # the user chose it: that is what this process is for
        return module

    def _guarded(self, call):
        try:
            return call()
        except (MemoryError, SourceError):  # the latter is a sentence for the user
            raise
        except BaseException as error:  # SystemExit too: it would end the process without a word
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
    """One parameter of a processor: its type, its default and what it may be.

    :raises SourceError: if its type is not one of PARAMETER_TYPES, or if its default is not allowed
    """

    def __init__(self, name: str, annotation, default):
        arguments = typing.get_args(annotation) if typing.get_origin(annotation) is typing.Annotated else (annotation,)
        self.name, self.type = name, arguments[0]
        limits = arguments[1:]
        if self.type not in PARAMETER_TYPES:
            raise SourceError(f"The parameter {name} cannot be shown: declare it as bool, int, float or str.")
        self.minimum = next((each.minimum for each in limits if hasattr(each, "minimum")), None)
        self.maximum = next((each.maximum for each in limits if hasattr(each, "maximum")), None)
        self.choices = next((list(each.choices) for each in limits if hasattr(each, "choices")), None)
        self.default = self.checked(default)

    def checked(self, value):
        """``value``, of this parameter's type.

        :raises SourceError: if it may not have it
        """
        value = value.item() if isinstance(value, np.generic) else value
        if self.type is float and isNumber(value):
            value = float(value)
        if type(value) is not self.type:
            raise SourceError(f"{value!r} is not a value for {self.name}: give one of type {self.type.__name__}.")
        if self.choices is not None and value not in self.choices:
            raise SourceError(f"{value!r} is not a value for {self.name}: choose one of {self.choices}.")
        isTooSmall = self.minimum is not None and not value >= self.minimum
        if isTooSmall or (self.maximum is not None and not value <= self.maximum):
            limits = [
                f"{word} {limit}"
                for word, limit in (("at least", self.minimum), ("at most", self.maximum))
                if limit is not None
            ]
            raise SourceError(f"{value!r} is not a value for {self.name}: give {' and '.join(limits)}.")
        return value

    def describe(self) -> dict:
        """Of what JSON can hold."""
        return vars(self) | {"type": self.type.__name__}


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
