"""What is known of a camera's lens: found again at a start, used for the image, made anew by a board."""

from collections.abc import Callable

from ..Acquisition.Calibrations import calibrationsOf, keep
from ..Shared.Board import Board
from ..Shared.Calibration import Calibration
from ..Shared.Commands import SetCalibration
from ..Shared.Errors import SourceError
from ..Shared.Errors import tr as _
from .CalibrationRun import AUTOMATIC, CalibrationRun, SpacingRun
from .Processors import Processors
from .Stream import Stream


class CameraCalibration:
    """Belongs to a camera and lives over its starts and stops: ``logic.session().calibration``.

    ``run`` is the calibration that is under way, or was computed last (CalibrationRun); ``spacingRun`` measures the
    spacing (SpacingRun); both None before.

    :param parameterNode: of the camera
    :param onChanged: called when something has begun or ended
    """

    def __init__(self, parameterNode, processors: Processors, onChanged: Callable[[], None]):
        self._parameterNode = parameterNode
        self._processors = processors
        self._onChanged = onChanged
        self._stream: Stream | None = None
        self._capture = None
        self._kept: tuple[Calibration, ...] = ()  # of this camera
        self._sent = SetCalibration(())
        self.run: CalibrationRun | None = None
        self.spacingRun: SpacingRun | None = None

    @property
    def isComputing(self) -> bool:
        """Whether ``update`` must be called also while the camera does not run."""
        return self.run is not None and self.run.isComputing

    def doubts(self) -> list[str]:
        """Sentences on what may make a calibration of the camera that runs invalid."""
        controls = self._stream.info.controls if self._stream else {}
        doubts = []
        if controls.get("autoFocus"):
            doubts.append(_("Autofocus is on: a calibration is valid for one focus only. Lock it first."))
        if "zoom" in controls:
            doubts.append(_("This camera can zoom: a calibration is valid for one zoom only."))
        return doubts

    def start(self, stream: Stream, capture) -> None:
        """The camera is being started: use what is known of it."""
        self._stream, self._capture = stream, capture
        self._kept = calibrationsOf(stream.settings.source)
        self._sent = SetCalibration(())
        self.follow()

    def follow(self) -> None:
        """Have the image undistorted as the parameter node says, but not what is being calibrated."""
        if not self._stream:
            return
        isCalibrating = self.run is not None and self.run.isCollecting
        node = self._parameterNode
        command = SetCalibration(self._kept, node.undistort and not isCalibrating, node.recordRaw)
        if command != self._sent:
            self._sent = command
            self._capture.send(command)

    def update(self) -> None:
        """To be called at every tick."""
        if not self._stream:
            return
        if self.run:
            self.run.update()
            if not self._stream.state.isActive:
                self.run.stopCollecting()
            self.follow()
        if self.spacingRun and self.spacingRun.isActive:
            self.spacingRun.update()
            if self.spacingRun.spacing:
                self._parameterNode.spacing = self.spacingRun.spacing
        ofRecording = self._stream.info.calibration
        self._stream.calibrations = (ofRecording,) if ofRecording else self._kept
        self._processors.setCalibrations(self._stream.calibrations)

    def begin(self, board: Board) -> CalibrationRun:
        """Begin to take pictures of a board; ``compute`` ends that. The image is not undistorted
        meanwhile.

        :raises SourceError: if the camera does not run
        """
        self._checkActive()
        self.end()
        self.run = CalibrationRun(self._processors, board, self.use)
        self.follow()
        self._onChanged()
        return self.run

    def compute(self, models=AUTOMATIC) -> None:
        """Compute the calibration from the pictures of ``run``, and use it; returns at once. ``run.isComputing`` tells
        when it is there.

        :param models: to choose from, by their names in Calibration.MODELS
        :raises SourceError: if no pictures were taken
        """
        if not self.run:
            raise SourceError(_("There are no pictures yet. Press Calibrate, and show the board to the camera."))
        self.run.compute(models)
        self.follow()
        self._onChanged()

    def end(self) -> None:
        """Take no more pictures, and forget those that were taken; what was calibrated stays."""
        for run in filter(None, (self.run, self.spacingRun)):
            run.close()
        self.run = self.spacingRun = None
        self.follow()
        self._onChanged()

    def measureSpacing(self, board: Board) -> SpacingRun:
        """Set the spacing by a board that the camera looks straight at.

        :raises SourceError: if the camera does not run
        """
        self._checkActive()
        self.end()
        self.spacingRun = SpacingRun(self._processors, board)
        self._onChanged()
        return self.spacingRun

    def use(self, calibration: Calibration) -> None:
        """Use a calibration of the whole image, now and whenever this camera streams.

        :raises SourceError: if the camera was never started, is another one, gives images of another aspect, or if the
            calibration cannot be saved
        """
        if not self._stream:
            raise SourceError(_("Start the camera first, so that it is known which one is calibrated."))
        if self._stream.frame:
            calibration.scaled(self._stream.frame.sourceSize)
        name = self._stream.source
        if calibration.camera and calibration.camera != name:
            problem = _('This is the calibration of "{camera}", and this camera is "{name}". Calibrate this camera.')
            raise SourceError(problem, camera=calibration.camera, name=name)
        self._kept = keep(self._stream.settings.source, calibration)
        self.follow()
        self._onChanged()

    def _checkActive(self) -> None:
        if not self._stream or not self._stream.state.isActive:
            raise SourceError(_("The camera is not running. Press Start first."))
