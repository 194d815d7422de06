"""What is done with a board in front of a running camera: the camera is calibrated, or its spacing measured."""

import time
from collections.abc import Callable

import numpy as np

from ..Acquisition.CalibrationProcess import CalibrationProcess
from ..Shared.Board import Board
from ..Shared.Calibration import MODELS, Calibration
from ..Shared.Errors import SourceError
from ..Shared.Errors import tr as _
from ..Shared.Result import Result
from .CalibrationPictures import CalibrationPicture, CalibrationPictures, spacingOf

AUTOMATIC = tuple(name for name in MODELS if name != "pinhole")
"""All models, of which the simplest that fits is taken."""

LEAST_PICTURES = 5
"""From so many on, the error of what there is so far is shown."""

SPACING_SECONDS = 5.0
"""How long a board is looked for, s: its process takes up to 2 s to start."""

UNEVEN = 0.03
"""How much the size of a pixel may differ over the board, as a share, for a camera that looks straight at it: a tilt of
10 degrees differs by 4 % across a board that is seen over a fifth of its distance."""


POINT_PERCENT = 1.0
"""Size of the points that are drawn on the board, percent of the view."""

COVERED = 0.8
"""Share of the picture from which on enough of it is covered."""


class BoardWatch:
    """Has a board looked for in each image. The picture waits for it, so that the points lie where the board is.

    :param processors: of the camera, see Processors
    """

    def __init__(self, processors, board: Board):
        self.board = board
        self.processor = processors.add("CalibrationBoard", board.toDict())
        self.processor.isWaitedFor = True
        self._number = 0

    def next(self) -> Result | None:
        """The newest result, if it was not returned before."""
        result = self.processor.results
        if not self.processor.isRunning or result is None or result.number == self._number:
            return None
        self._number = result.number
        points = self.processor.nodes.get("points")
        if points and points.GetDisplayNode().GetPointLabelsVisibility():  # fifty numbers would hide the board
            points.GetDisplayNode().SetPointLabelsVisibility(False)
            points.GetDisplayNode().SetGlyphScale(POINT_PERCENT)
        return result

    @property
    def problem(self) -> str:
        """Why no board is seen; "" if one is."""
        result = self.processor.results
        return self.processor.error or (result.text if result and result.text else "")

    def close(self) -> None:
        """Look no longer."""
        self.processor.remove()


class CalibrationRun:
    """Collects pictures of a board from a running camera, and has its calibration computed from them.

    ``pictures`` are what there is; ``calibration`` came out of it at last, None before, with ``reason`` for its model
    and ``doubts``; ``message`` is what went wrong.

    :param onCalibrated: called with the calibration
    """

    def __init__(self, processors, board: Board, onCalibrated: Callable[[Calibration], None]):
        self.pictures = CalibrationPictures(board)
        self.calibration: Calibration | None = None
        self.currentError: float | None = None  # of the pictures so far, RMS, pixels
        self.reason = self.message = ""
        self.doubts: list[str] = []
        self._watch: BoardWatch | None = BoardWatch(processors, board)
        self._onCalibrated = onCalibrated
        self._process: CalibrationProcess | None = None
        self._isFinal = False  # whether what is being computed is to be used
        self._computed = 0  # of how many pictures the current error is

    @property
    def isCollecting(self) -> bool:
        """Whether pictures are being taken."""
        return self._watch is not None

    @property
    def isComputing(self) -> bool:
        """Whether the calibration is being computed that is to be used."""
        return self._process is not None and self._isFinal

    @property
    def share(self) -> float:
        """Of the computation that is done."""
        return self._process.share if self.isComputing else 0.0

    @property
    def hint(self) -> str:
        """What is to be done next, in one sentence."""
        if self.message or not self.isCollecting:
            return self.message
        if problem := self._watch.problem:
            return problem
        isCovered = self.pictures.size is not None and (self.pictures.coverage > 0).mean() >= COVERED
        more = _("Move the board to the parts that are red on the map.")
        return next(iter(self.pictures.doubts()), _("Enough is covered. Press Finish.") if isCovered else more)

    def update(self) -> None:
        """To be called at every tick."""
        result = self._watch.next() if self._watch else None
        if result and result.points:
            self._see(result)
        if self._process:
            self._process.update()
            if not self._process.isRunning:
                self._take(self._process)
        elif self.isCollecting and len(self.pictures) >= LEAST_PICTURES and len(self.pictures) != self._computed:
            self._compute(("standard",), isFinal=False)

    def compute(self, models=AUTOMATIC) -> None:
        """Compute the calibration of these pictures, which is then used; returns at once. No more are taken.

        :param models: to choose from
        """
        self.stopCollecting()
        self._compute(models, isFinal=True)

    def remove(self, index: int) -> None:
        """Throw a picture out; ``calibration`` is None until it is computed again."""
        self.pictures.remove(index)
        if not self.isCollecting:
            self.calibration, self.message = None, _("Compute again to use the remaining pictures.")

    def stopCollecting(self) -> None:
        """Take no more pictures."""
        if self._watch:
            self._watch.close()
            self._watch = None

    def close(self) -> None:
        """End it all; what was calibrated stays. Twice is no error."""
        self.stopCollecting()
        if self._process:
            self._process.stop()
            self._process = None

    def _see(self, result: Result) -> None:
        numbers, corners = pointsOf(result)
        if self.pictures.see(numbers, corners, result.sourceSize, result.timestamp):
            pixels = result.picture
            if pixels is not None:
                gray = pixels if pixels.ndim == 2 else pixels[..., 1]
                pixels = (gray if gray.dtype == np.uint8 else gray >> 8).astype(np.uint8)
            self.pictures.add(CalibrationPicture(numbers, corners, pixels, result.offset))

    def _compute(self, models, isFinal: bool) -> None:
        if self._process:
            self._process.stop()
        self._isFinal, self._computed, self.message = isFinal, len(self.pictures), ""
        pictures = [(each.numbers.tolist(), each.corners.tolist()) for each in self.pictures.pictures]
        request = {"board": self.pictures.board.toDict(), "size": self.pictures.size or (1, 1)}
        self._process = CalibrationProcess(request | {"pictures": pictures, "models": list(models)})

    def _take(self, process: CalibrationProcess) -> None:
        self._process = None
        if process.error:
            self.message = process.error if self._isFinal else ""
            return
        calibration = Calibration.fromDict(process.answer["calibration"])
        self.currentError = calibration.error
        if len(process.answer["errors"]) == len(self.pictures):
            for picture, error in zip(self.pictures.pictures, process.answer["errors"]):
                picture.error = error
        if self._isFinal:
            self.calibration, self.reason = calibration, process.answer["reason"]
            self.doubts = process.answer["doubts"] + self.pictures.doubts()
            try:
                self._onCalibrated(calibration)
            except SourceError as error:
                self.message = error.text


class SpacingRun:
    """Measures the edge of a pixel, mm, where a board lies, for a camera that looks straight at it.

    ``spacing`` is what was measured, None before; ``message`` why it could not be.
    """

    def __init__(self, processors, board: Board):
        self._watch: BoardWatch | None = BoardWatch(processors, board)
        self._deadline = time.perf_counter() + SPACING_SECONDS
        self.spacing: float | None = None
        self.message = ""

    @property
    def isActive(self) -> bool:
        return self._watch is not None

    def update(self) -> None:
        """To be called at every tick."""
        result = self._watch.next()
        if result and result.points:
            spacing, unevenness = spacingOf(self._watch.board, *pointsOf(result))
            if unevenness > UNEVEN:
                text = _(
                    "The spacing differs by {percent:.0f} % over the board: the board is tilted, or the lens distorts. "
                    "Let the camera look straight at it, and switch on Undistort."
                )
                self.message = text.format(percent=100 * unevenness)
            else:
                self.spacing = spacing
            self.close()
        elif time.perf_counter() > self._deadline:
            self.message = self._watch.problem or _("The camera gives no images.")
            self.close()

    def close(self) -> None:
        """Twice is no error."""
        if self._watch:
            self._watch.close()
            self._watch = None


def pointsOf(result: Result) -> tuple[np.ndarray, np.ndarray]:
    """Numbers (n,) and places (n, 2), column and row of the source's whole image, of a board's points."""
    numbers = np.array([int(shape.name) for shape in result.points])
    return numbers, np.array([shape.points[0] for shape in result.points]) + result.offset
