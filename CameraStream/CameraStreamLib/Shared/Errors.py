"""What goes wrong in ways that a user can do something about, and the sentences that say so.

A sentence is made in English, in the capture process too, and shown in Slicer's language: so it keeps the template and
the values that it was made of (``Text``). Slicer's side makes it anew where it is shown: see Camera.Translation.
"""

import os
import sys


class Text(str):
    """A sentence for the user, in English. ``template`` has {placeholders} for ``values``; ``context`` is the file that
    it stands in, as Slicer's translators know it."""

    __slots__ = ("context", "template", "values")

    def __new__(cls, template: str, values: dict | None = None, context: str = ""):
        text = super().__new__(cls, str.format(template, **values) if values else template)
        text.template, text.values, text.context = str(template), values or {}, context
        return text

    def format(self, **values) -> "Text":
        """The sentence with these values; they may be sentences too."""
        return Text(self.template, values, self.context)


def tr(literal: str) -> Text:
    """Mark a literal for translation, as ``_("...")``: update_translations.py of Slicer finds it by that."""
    folder, file = os.path.split(sys._getframe(1).f_code.co_filename)
    return Text(literal, context=f"{os.path.basename(folder)}.{file.removesuffix('.py')}")


def join(*texts: str) -> str:
    """One text of those that are not empty, with spaces between them."""
    values = {f"text{index}": text for index, text in enumerate(filter(None, texts))}
    return Text(" ".join(f"{{{name}}}" for name in values), values)


def toData(value):
    """``value``, in which there may be texts, of what JSON can hold."""
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
    """What ``toData`` gave."""
    if isinstance(value, dict) and set(value) == {"template", "context", "values"}:
        return Text(value["template"], fromData(value["values"]), value["context"])
    if isinstance(value, dict):
        return {name: fromData(each) for name, each in value.items()}
    return value


class SourceError(ValueError):
    """A source or setting that cannot be used. Its text is one sentence for the user: what is wrong, what to do.

    :param text: the sentence, or its template, marked by ``tr``
    :param values: of the template
    """

    def __init__(self, text: str, /, **values):
        super().__init__(Text(text, values, getattr(text, "context", "")) if values else text)

    @property
    def text(self) -> str:
        """The sentence, as it can be translated."""
        return self.args[0]


class MissingPackageError(RuntimeError):
    """A Python package is not installed and may not be, or could not be. Its text says what to do."""
