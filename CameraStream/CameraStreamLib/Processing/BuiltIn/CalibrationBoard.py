"""Calibration board: the points of a board, by which a camera is calibrated; each is named by its number."""

from typing import Annotated

from CameraStreamLib.Processing.Annotations import Choice, WithinRange
from CameraStreamLib.Processing.BoardDetector import BoardDetector
from CameraStreamLib.Shared.Board import DICTIONARIES, KINDS, LARGEST, LEAST, MOST, Board
from CameraStreamLib.Shared.Errors import SourceError


class CalibrationBoard:
    kind: Annotated[str, Choice(KINDS)] = Board.kind
    columns: Annotated[int, WithinRange(LEAST, MOST)] = Board.columns
    rows: Annotated[int, WithinRange(LEAST, MOST)] = Board.rows
    """Columns and rows of squares, or of circles."""

    squareSize: Annotated[float, WithinRange(0.01, LARGEST)] = Board.squareSize
    """Edge of a square, or distance of two circles, mm."""

    markerSize: Annotated[float, WithinRange(0.01, LARGEST)] = Board.markerSize
    """Edge of a ChArUco board's markers, mm."""

    dictionary: Annotated[str, Choice(DICTIONARIES)] = Board.dictionary

    pixelFormat = "Grayscale"

    _board = None

    def process(self, frame):
        board = Board(self.kind, self.columns, self.rows, self.squareSize, self.markerSize, self.dictionary)
        if board != self._board:
            self._board, self._detector = board, BoardDetector(board)
        try:
            numbers, corners = self._detector.find(frame.pixels)
        except SourceError as error:
            return {"text": str(error)}
        return {"points": [{"point": each, "name": str(number)} for number, each in zip(numbers, corners)], "text": ""}
