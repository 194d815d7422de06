"""The processors of one camera, as its parameter node has them."""

import contextlib
import dataclasses
import json
import logging
from pathlib import Path

from ..Acquisition import Trust
from ..Acquisition.Dependencies import ensurePackages
from ..Shared.Calibration import Calibration
from ..Shared.Errors import MissingPackageError, SourceError
from ..Shared.Errors import tr as _
from ..Shared.Frame import Frame
from ..Shared.FrameBuffer import READERS
from ..Shared.ProcessorFile import builtIns, declared
from ..Shared.RecordingFile import Recording
from ..Volume.FrameVolume import FrameVolume
from .Processor import Processor
from .ResultLog import ResultLog


class Processors:
    """They belong to the camera and live over its starts and stops.

    :param parameterNode: of the camera: its ``processors`` has them as JSON
    """

    def __init__(self, parameterNode):
        self._parameterNode = parameterNode
        self._processors: list[Processor] = []
        self._text = ""  # of the parameter node, as it was read or written last
        self._capture = self._volume = None  # while the camera runs
        self._isReading = False
        self._log = ResultLog()
        self._calibrations: tuple[Calibration, ...] = ()
        self.read()

    def __iter__(self):
        return iter(tuple(self._processors))

    def __len__(self) -> int:
        return len(self._processors)

    def add(self, processor, parameters: dict) -> Processor:
        """Add one; it runs at once if the camera does.

        :param processor: a built-in by its name ("Contrast"), or a Python file: who adds it allows it to run
        :param parameters: values by name
        :raises SourceError: if there is no such processor, or there are too many
        :raises MissingPackageError: if it needs a package that is not installed, and may not be
        """
        file = fileOf(processor)
        ensurePackages(declared(file).get("packages"))
        try:
            json.dumps(parameters)
        except TypeError as error:
            raise SourceError(
                _("A parameter cannot be used ({error}): give numbers and texts."), error=str(error)
            ) from error
        if len(self._processors) >= READERS - 1:
            raise SourceError(_("A camera has at most {count} processors: remove one first."), count=READERS - 1)
        Trust.choose(file)
        added = self._make(file, parameters)
        self._write()
        self._start(added)
        return added

    def read(self) -> None:
        """Follow the parameter node: a scene that was loaded may name others."""
        if self._isReading or self._parameterNode.processors == self._text:
            return
        self._isReading = True
        for processor in self:
            processor.remove()
        self._text = self._parameterNode.processors
        for said in _parsed(self._text):
            try:
                processor = self._make(fileOf(said["file"]), said.get("parameters", {}))
            except SourceError as error:
                logging.warning(f"CameraStream: {error}")
                continue
            processor.isShown, processor.isWaitedFor = said.get("isShown", True), said.get("isWaitedFor", False)
            self._start(processor)
        self._isReading = False

    def start(self, capture, volume: FrameVolume) -> None:
        """The camera was started: process what this capture reads, for the picture in this volume."""
        self._capture, self._volume = capture, volume
        for processor in self:
            self._start(processor)

    def stop(self) -> None:
        """The camera has ended; what is shown stays."""
        self._capture = self._volume = None
        self._log.close()
        for processor in self:
            processor.stop()

    def close(self) -> None:
        """End all, with their nodes; the parameter node keeps them."""
        self._isReading = True  # nothing is written any more
        for processor in self:
            processor.remove()

    def setCalibrations(self, calibrations: tuple[Calibration, ...]) -> None:
        """What is known of the camera, for ``frame.calibration``."""
        if calibrations != self._calibrations:
            self._calibrations = calibrations
            for processor in self:
                processor.setCalibrations(calibrations)

    def take(self, recording: Recording | None) -> None:
        """The newest results; to be called at every tick, before the frame is asked for.

        :param recording: of the camera: they are written beside it
        """
        self._log.follow(recording)
        for processor in self:
            if processor.take():
                self._log.write(processor.name, processor.results)

    @property
    def waitedFor(self) -> Processor | None:
        """The one that the picture waits for."""
        return next((each for each in self._processors if each.isWaitedFor), None)

    def showValues(self) -> None:
        """Put new transforms, numbers and texts into their nodes."""
        for processor in self:
            processor.showValues()

    def show(self, viewName: str, frame: Frame, ofThisFrame: bool = False) -> None:
        """Show all results, over the picture ``frame`` in a slice view ("" for none).

        :param ofThisFrame: only what was made of the very frame: the picture is frozen
        """
        for processor in self:
            if ofThisFrame and not (processor.results and processor.results.number == frame.number):
                continue
            try:
                processor.showValues()
                processor.show(viewName, frame)
            except Exception as error:  # the camera goes on
                logging.exception(f"CameraStream: what {processor.name} makes cannot be shown")
                processor.refuse(_("Its results cannot be shown: {error}").format(error=str(error)))

    @property
    def dueSeconds(self) -> float:
        """In how many seconds the next result is expected; infinity if none is."""
        return min((each.dueSeconds for each in self._processors), default=float("inf"))

    def askForAll(self) -> None:
        """Ask whether those that a scene has named may run, and for the packages that are missing. Who says no is told
        by the processor."""
        for processor in self:
            if Trust.ask(processor.file):
                with contextlib.suppress(MissingPackageError):
                    ensurePackages(declared(processor.file).get("packages"))

    def _make(self, file: Path, parameters: dict) -> Processor:
        names = {each.name for each in self._processors}
        name, number = file.stem, 2
        while name in names:
            name, number = f"{file.stem} {number}", number + 1
        camera = self._parameterNode.parameterNode.GetName()
        self._processors.append(Processor(file, name, camera, parameters, self._write, self._onRemoved))
        return self._processors[-1]

    def _start(self, processor: Processor) -> None:
        if not self._capture:
            return
        if not Trust.isAllowed(processor.file):
            processor.refuse(
                _("{file} comes with a scene and was not allowed to run: start the camera again and agree.").format(
                    file=processor.file.name
                )
            )
            return
        used = {each.reader for each in self._processors if each is not processor}
        processor.start(self._capture.frameMemory, min(set(range(1, READERS)) - used), self._volume)
        processor.setCalibrations(self._calibrations)

    def _onRemoved(self, processor: Processor) -> None:
        if processor in self._processors:
            self._processors.remove(processor)
            self._write()

    def _write(self) -> None:
        if self._isReading:
            return
        said = [
            {
                "file": each.file.stem if each.file in builtIns().values() else str(each.file),
                "parameters": each.parameters,
                "isShown": each.isShown,
                "isWaitedFor": each.isWaitedFor,
            }
            for each in self._processors
        ]
        self._text = json.dumps(said) if said else ""
        self._parameterNode.processors = self._text


class PacedCapture:
    """A capture, whose newest frame is that of the newest result while the picture waits for a processor."""

    def __init__(self, capture, processors: Processors):
        self._capture, self._processors = capture, processors
        self._number = 0  # of the last frame, and its shape
        self._shape: tuple[int, ...] = ()

    def __getattr__(self, name: str):
        return getattr(self._capture, name)

    def newestFrame(self) -> Frame | None:
        """The newest frame to be shown, if it was not returned before."""
        frame = self._capture.newestFrame()
        waitedFor = self._processors.waitedFor
        if waitedFor and waitedFor.isCurrent(self._capture.newestTime):
            frame = waitedFor.picture
        if frame is None or frame.number <= self._number:
            return None
        if waitedFor and frame.pixels.shape != self._shape:
            # Memory for a new size is made in several ticks, and this may be overwritten by then.
            frame = dataclasses.replace(frame, pixels=frame.pixels.copy())
        self._number, self._shape = frame.number, frame.pixels.shape
        return frame


def fileOf(processor) -> Path:
    """The file of a built-in's name, or of a path.

    :raises SourceError: if there is none
    """
    known = builtIns()
    if isinstance(processor, str) and processor in known:
        return known[processor]
    path = Path(processor) if isinstance(processor, (str, Path)) else None
    if path is None or not path.is_file():
        raise SourceError(
            _("There is no processor {name}: give a Python file, or one of {names}."),
            name=repr(str(processor)),
            names=", ".join(known),
        )
    return path.resolve()


def _parsed(text: str) -> list[dict]:
    """What a parameter node says, which may come from anybody's scene."""
    try:
        said = json.loads(text) if text else []
    except (ValueError, RecursionError):
        return []
    return [
        each
        for each in (said if isinstance(said, list) else [])
        if isinstance(each, dict) and isinstance(each.get("file"), str) and isinstance(each.get("parameters", {}), dict)
    ]
