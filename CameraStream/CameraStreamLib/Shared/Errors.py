"""Errors that a user can do something about, and their messages.

A message is composed in English, in the capture process too, and shown in Slicer's language. It therefore keeps its
template and values (``Text``), from which Slicer's side composes it again in that language: see Camera.Translation.
"""

import os
import sys


class Text(str):
    """A message for the user, in English. ``template`` has {placeholders} for ``values``; ``context`` is the
    translation context of its source file."""

    __slots__ = ("context", "template", "values")

    def __new__(cls, template: str, values: dict | None = None, context: str = ""):
        text = super().__new__(cls, str.format(template, **values) if values else template)
        text.template, text.values, text.context = str(template), values or {}, context
        return text

    def format(self, **values) -> "Text":
        """The message with these values, which may be messages too."""
        return Text(self.template, values, self.context)


def tr(literal: str) -> Text:
    """Mark a literal for translation, as ``_("...")``, which is what Slicer's update_translations.py looks for."""
    folder, file = os.path.split(sys._getframe(1).f_code.co_filename)
    return Text(literal, context=f"{os.path.basename(folder)}.{file.removesuffix('.py')}")


def join(*texts: str) -> str:
    """The texts that are not empty, joined by spaces."""
    values = {f"text{index}": text for index, text in enumerate(filter(None, texts))}
    return Text(" ".join(f"{{{name}}}" for name in values), values)


def toData(value):
    """``value``, which may contain texts, as JSON."""
    if isinstance(value, Text):
        values = {
            name: toData(each) if isinstance(each, (str, int, float)) else str(each)
            for name, each in value.values.items()
        }
        return {"template": value.template, "context": value.context, "values": values}
    if isinstance(value, dict):
        return {name: toData(each) for name, each in value.items()}
    return value


def fromData(value):
    """The inverse of ``toData``."""
    if isinstance(value, dict) and set(value) == {"template", "context", "values"}:
        return Text(value["template"], fromData(value["values"]), value["context"])
    if isinstance(value, dict):
        return {name: fromData(each) for name, each in value.items()}
    return value


class SourceError(ValueError):
    """A source or setting that cannot be used. Its text says what is wrong and what to do.

    :param text: the message, or its template, marked by ``tr``
    :param values: of the template
    """

    def __init__(self, text: str, /, **values):
        super().__init__(Text(text, values, getattr(text, "context", "")) if values else text)

    @property
    def text(self) -> str:
        """The message, translatable."""
        return self.args[0]


class MissingPackageError(RuntimeError):
    """A Python package is missing: the user declined the installation, or it failed. Its text says what to do."""
