"""Computes a calibration, or writes a board or markers to print, for Slicer, which never waits: a program of its own.

``python -m CameraStreamLib.Processing.Calibrate`` reads one line of JSON, see ``answers``, and writes lines of JSON.
"""

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from ..Shared.Board import Board
from ..Shared.Errors import SourceError, toData
from ..Shared.ParentProcess import endProcess, readRequests


def main() -> None:
    """Answer one request, and end."""
    request = next(readRequests(), None)
    if request is None:
        return
    try:
        for answer in answers(request):
            print(json.dumps(answer), flush=True)
    except SourceError as error:
        print(json.dumps({"error": toData(error.text)}), flush=True)


def answers(request: dict) -> Iterator[dict]:
    """``request`` has a ``board``, and either ``path`` and ``paper`` of a PDF, or ``size``, ``pictures`` (numbers and
    corners of each) and ``models``; or ``markers`` (see writeMarkers) and ``path``. Answers are the ``share`` of the
    work that is done, and at last ``path``, or ``calibration``, ``errors``, ``reason`` and ``doubts``.

    :raises SourceError: if there is no answer
    """
    if "markers" in request:
        from .MarkerPdf import writeMarkers

        writeMarkers(path=Path(request["path"]), **request["markers"])
        yield {"path": request["path"]}
        return
    board = Board(**request["board"])
    if "path" in request:
        from .BoardPdf import writeBoard

        writeBoard(board, Path(request["path"]), request["paper"])
        yield {"path": request["path"]}
        return
    from .CameraModels import Picture, calibrate

    pictures = [Picture(np.array(numbers, int), np.array(corners, float)) for numbers, corners in request["pictures"]]

    def inform(share: float) -> None:
        print(json.dumps({"share": share}), flush=True)

    fitted, reason, doubts = calibrate(board, tuple(request["size"]), pictures, request["models"], inform)
    yield {
        "calibration": dataclasses.asdict(fitted.calibration), "errors": fitted.errors,
        "reason": toData(reason), "doubts": [toData(doubt) for doubt in doubts],
    }  # fmt: skip


if __name__ == "__main__":
    try:
        main()
    finally:
        endProcess()
