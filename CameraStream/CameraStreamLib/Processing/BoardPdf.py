"""A board to print."""

from pathlib import Path

from ..Shared.Board import Board
from ..Shared.Errors import SourceError
from ..Shared.Errors import tr as _
from .BoardDetector import charucoBoard, dictionaryOf
from .Pdf import PdfPage

PAPERS = {"A4": (210.0, 297.0), "A3": (297.0, 420.0), "Letter": (215.9, 279.4)}
"""Width and height, mm (ISO 216, ANSI/ASME Y14.1)."""

MARGIN, FOOT = 7.0, 10.0
"""What printers leave white at an edge, and what the ruler takes at the foot, mm."""


def writeBoard(board: Board, path: Path, paper: str = "A4") -> None:
    """A PDF of one page with the board at true scale, and a ruler.

    :raises SourceError: if the paper is too small, or the file cannot be written
    """
    width, height = board.size
    pages = (PAPERS[paper][::-1], PAPERS[paper])
    fitting = [each for each in pages if width <= each[0] - 2 * MARGIN and height <= each[1] - 2 * MARGIN - FOOT]
    if not fitting:
        problem = _(
            "The board is {width:g} x {height:g} mm, too large for {paper}. Use smaller squares or a larger paper."
        )
        raise SourceError(problem, width=width, height=height, paper=paper)
    pageWidth, pageHeight = fitting[0]
    page = PdfPage(pageWidth, pageHeight)
    left, top = (pageWidth - width) / 2, (pageHeight - FOOT - height) / 2
    if board.kind == "Circles":
        for x, y, _z in board.points + board.squareSize / 2:
            page.circle(left + x, top + y, board.squareSize / 4)
    else:
        _drawSquares(page, board, left, top)
    if board.kind == "ChArUco":
        _drawMarkers(page, board, left, top)
    page.ruler(MARGIN + 5, pageHeight - MARGIN - 2)
    sizes = f"{board.squareSize:g} mm" + (
        f", markers {board.markerSize:g} mm, {board.dictionary}" if board.kind == "ChArUco" else ""
    )
    page.text(MARGIN + 5, pageHeight - MARGIN - 7, f"{board.kind}, {board.columns} x {board.rows}, {sizes}")
    try:
        page.save(path)
    except OSError as error:
        problem = _('"{path}" cannot be written ({reason}). Choose another folder.')
        raise SourceError(problem, path=path, reason=error.strerror or str(error)) from error


def _drawSquares(page: PdfPage, board: Board, left: float, top: float) -> None:
    """Black from the upper left corner on, as OpenCV's ChArUco boards have it."""
    size = board.squareSize
    for row in range(board.rows):
        for column in range(row % 2, board.columns, 2):
            page.rectangle(left + column * size, top + row * size, size, size)


def _drawMarkers(page: PdfPage, board: Board, left: float, top: float) -> None:
    made, dictionary = charucoBoard(board), dictionaryOf(board.dictionary)
    for number, corners in zip(made.getIds().ravel(), made.getObjPoints()):
        place = (left + float(corners[0][0]), top + float(corners[0][1]))
        drawMarker(page, dictionary, int(number), *place, board.markerSize)


def drawMarker(page: PdfPage, dictionary, number: int, left: float, top: float, size: float) -> None:
    """A marker of one of OpenCV's dictionaries, whose edge is ``size`` mm."""
    cells = dictionary.markerSize + 2
    cell = size / cells
    page.rectangle(left, top, size, size)
    bits = dictionary.generateImageMarker(number, cells) > 0
    for row in range(cells):
        for column in range(cells):
            if bits[row, column]:
                page.rectangle(left + column * cell, top + row * cell, cell, cell, isWhite=True)
