"""Sentences of the whole library in Slicer's language, where they are shown."""

import slicer.i18n

from ..Shared.Errors import Text


def translated(text: str | Exception) -> str:
    """A sentence, or an error's, in Slicer's language; English where a translation is missing or wrong."""
    if isinstance(text, Exception):
        text = getattr(text, "text", str(text))
    if not isinstance(text, Text):
        return text
    template = slicer.i18n.translate(text.context, text.template)
    values = {name: translated(value) if isinstance(value, str) else value for name, value in text.values.items()}
    try:
        return template.format(**values) if values else template
    except (LookupError, ValueError):
        return str(text)
