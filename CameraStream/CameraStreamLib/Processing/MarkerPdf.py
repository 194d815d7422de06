"""Markers to print."""

from pathlib import Path

from ..Shared.Board import markersIn
from ..Shared.Errors import SourceError
from ..Shared.Errors import tr as _
from .BoardDetector import dictionaryOf
from .BoardPdf import FOOT, MARGIN, PAPERS, drawMarker
from .Pdf import PdfPage

LABEL = 5.0
"""Height of the line under a marker that says what it is, mm."""


def writeMarkers(path: Path, numbers: str, size: float, dictionary: str) -> None:
    """A PDF of one page of A4 with markers at true scale, and a ruler; all within what a Letter page shows too.

    Each has two white cells around it: without white, it cannot be found.

    :param numbers: of the markers: "0-5, 12"
    :param size: edge of the black square, mm
    :raises SourceError: if there are no such markers, they do not fit, or the file cannot be written
    """
    chosen, made = numbersOf(numbers, dictionary), dictionaryOf(dictionary)
    width, height = PAPERS["A4"][0], PAPERS["Letter"][1]
    white = 2 * size / (made.markerSize + 2)
    pitch = size + white
    columns = int((width - 2 * MARGIN - white) / pitch)
    rows = int((height - 2 * MARGIN - FOOT - white) / (pitch + LABEL))
    if len(chosen) > columns * rows:
        problem = _("At most {most} markers of {size:g} mm fit on a page. Enter fewer numbers, or a smaller size.")
        raise SourceError(problem, most=columns * rows, size=size)
    page = PdfPage(*PAPERS["A4"])
    for index, number in enumerate(chosen):
        left = MARGIN + white + index % columns * pitch
        top = MARGIN + white + index // columns * (pitch + LABEL)
        drawMarker(page, made, number, left, top, size)
        page.text(left, top + size + white / 2 + 3, f"Marker {number}, {size:g} mm")
    page.ruler(MARGIN + 5, height - MARGIN - 2)
    page.text(MARGIN + 5, height - MARGIN - 7, f"{dictionary}, {size:g} mm")
    try:
        page.save(path)
    except OSError as error:
        problem = _('"{path}" cannot be written ({reason}). Choose another folder.')
        raise SourceError(problem, path=path, reason=error.strerror or str(error)) from error


def numbersOf(text: str, dictionary: str) -> list[int]:
    """Those that "0-5, 12" names.

    :raises SourceError: if that is no list of numbers, or the dictionary has no such marker
    """
    numbers = []
    try:
        for part in text.split(","):
            first, _dash, last = part.partition("-")
            numbers += range(int(first), min(int(last or first), 10_000) + 1)
    except ValueError:
        numbers = []
    if not numbers:
        raise SourceError(_('"{text}" is not a list of marker numbers. Example: 0-5, 12.'), text=text)
    if max(numbers) >= markersIn(dictionary) or min(numbers) < 0:
        problem = _("{name} has no marker {number}: its numbers are 0 to {last}.")
        raise SourceError(problem, name=dictionary, number=max(numbers), last=markersIn(dictionary) - 1)
    return list(dict.fromkeys(numbers))
