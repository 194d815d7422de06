"""The processors of one camera, as they are listed in its parameter node."""

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
from ..Shared.ProcessorFile import RECORDED, builtIns, declared
from ..Shared.RecordingFile import Recording, recordedProcessors
from ..View import SliceDisplay
from ..View.ViewText import ViewText
from ..Volume.FrameVolume import FrameVolume
from .Processor import SWITCHES, Processor


class Processors:
    """They belong to the camera and are kept over its starts and stops.

    :param parameterNode: of the camera; its ``processors`` lists them in JSON
    """

    def __init__(self, parameterNode):
        self._parameterNode = parameterNode
        self._processors: list[Processor] = []
        self._text = ""  # of the parameter node, as it was read or written last
        self._capture = self._volume = None  # while the camera runs
        self._isReading = False
        self._calibrations: tuple[Calibration, ...] = ()
        self._corner, self._viewName = ViewText(isWarning=False), ""
        self.read()

    def __iter__(self):
        return iter(tuple(self._processors))

    def __len__(self) -> int:
        return len(self._processors)

    def add(self, processor, parameters: dict) -> Processor:
        """Add one; it runs at once if the camera does.

        :param processor: name of a built-in one ("Contrast"), or a Python file, which is thereby allowed to run
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
                _("A parameter is not valid ({error}). Enter a number or a text."), error=str(error)
            ) from error
        if len(self._processors) >= READERS - 1:
            raise SourceError(_("A camera has at most {count} processors. Remove one first."), count=READERS - 1)
        Trust.choose(file)
        added = self._make(file, parameters)
        self._write()
        self._start(added)
        return added

    def read(self) -> None:
        """Follow the parameter node: a loaded scene may list others."""
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
            for name, isOn in SWITCHES.items():
                setattr(processor, name, said.get(name, isOn))
            self._start(processor)
        self._isReading = False

    def start(self, capture, volume: FrameVolume, film: Path | None = None) -> None:
        """The camera was started: process the frames of its capture, for the image in this volume.

        :param film: the file that is played, if it is one: results that were recorded beside it are played too
        """
        self._capture, self._volume = capture, volume
        for processor in self:
            if processor.file == RECORDED:
                processor.remove()
        recorded = recordedProcessors(film) if film else []
        for name in recorded[: READERS - 1 - len(self._processors)]:
            title = _("{name} recorded").format(name=name)
            played = self._make(RECORDED, {"recording": str(film), "name": name}, title)
            played.isWaitedFor = self.waitedFor is None  # so that each is shown with its frame
        for processor in self:
            self._start(processor)

    def stop(self) -> None:
        """The camera was stopped; what is shown remains."""
        self._capture = self._volume = None
        for processor in self:
            processor.stop()

    def close(self) -> None:
        """End all and remove their nodes; the parameter node still lists them."""
        self._isReading = True  # the parameter node is not written any more
        for processor in self:
            processor.remove()
        self._corner.hide()

    def setCalibrations(self, calibrations: tuple[Calibration, ...]) -> None:
        """What is known of the camera, for ``frame.calibration``."""
        if calibrations != self._calibrations:
            self._calibrations = calibrations
            for processor in self:
                processor.setCalibrations(calibrations)

    def take(self, recording: Recording | None) -> None:
        """The newest results; to be called at every tick, before the frame is asked for.

        :param recording: of the camera, beside which results are written
        """
        for processor in self:
            processor.follow(recording)
            processor.take()

    @property
    def waitedFor(self) -> Processor | None:
        """The one that the image waits for."""
        return next((each for each in self._processors if each.isWaitedFor), None)

    def showValues(self) -> None:
        """Write new transforms, numbers and texts to their nodes."""
        for processor in self:
            processor.showValues()

    def show(self, viewName: str, frame: Frame, ofThisFrame: bool = False) -> None:
        """Show all results over the image of ``frame`` in a slice view ("" for none).

        :param ofThisFrame: only results of this very frame: the image is frozen
        """
        for processor in self:
            isWanted = not ofThisFrame or (processor.results and processor.results.number == frame.number)
            try:
                if isWanted:
                    processor.showValues()
                processor.show(viewName, frame if isWanted else None)
            except Exception as error:  # the camera goes on
                logging.exception(f"CameraStream: what {processor.name} makes cannot be shown")
                processor.refuse(_("Its results cannot be shown: {error}").format(error=str(error)))
        self._viewName = viewName
        self._showCorner()

    def _showCorner(self) -> None:
        text = "\n".join(filter(None, (each.cornerText for each in self)))
        self._corner.show(SliceDisplay.sliceView(self._viewName) if text else None, text)

    @property
    def dueSeconds(self) -> float:
        """Time until the next result is expected, s; infinity if none is."""
        return min((each.dueSeconds for each in self._processors), default=float("inf"))

    def askForAll(self) -> None:
        """Ask for permission to run files that a scene lists, and to install missing packages. If that is declined, the
        processor reports it."""
        for processor in self:
            if Trust.ask(processor.file):
                with contextlib.suppress(MissingPackageError):
                    ensurePackages(declared(processor.file).get("packages"))

    def _make(self, file: Path, parameters: dict, stem: str = "") -> Processor:
        names = {each.name for each in self._processors}
        stem = stem or file.stem
        name, number = stem, 2
        while name in names:
            name, number = f"{stem} {number}", number + 1
        camera = self._parameterNode.parameterNode.GetName()
        self._processors.append(Processor(file, name, camera, parameters, self._write, self._onRemoved))
        return self._processors[-1]

    def _start(self, processor: Processor) -> None:
        if not self._capture:
            return
        if not Trust.isAllowed(processor.file):
            processor.refuse(
                _("{file} comes with a scene and was not allowed to run. Start the camera again and allow it.").format(
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
            self._showCorner()
            self._write()

    def _write(self) -> None:
        if self._isReading:
            return
        said = [
            {
                "file": each.file.stem if each.file in builtIns().values() else str(each.file),
                "parameters": each.parameters,
                **each.switches,
            }
            for each in self._processors
            if each.file != RECORDED
        ]
        self._text = json.dumps(said) if said else ""
        self._parameterNode.processors = self._text


class PacedCapture:
    """A capture whose newest frame is that of the newest result while the image waits for a processor."""

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
    """The file of a built-in processor, by its name, or of a path.

    :raises SourceError: if there is none
    """
    known = builtIns()
    if isinstance(processor, str) and processor in known:
        return known[processor]
    path = Path(processor) if isinstance(processor, (str, Path)) else None
    if path is None or not path.is_file():
        raise SourceError(
            _("There is no processor {name}. Choose a Python file, or one of {names}."),
            name=repr(str(processor)),
            names=", ".join(known),
        )
    return path.resolve()


def _parsed(text: str) -> list[dict]:
    """What a parameter node lists, which may come from an unknown scene."""
    try:
        said = json.loads(text) if text else []
    except (ValueError, RecursionError):
        return []
    return [
        each
        for each in (said if isinstance(said, list) else [])
        if isinstance(each, dict) and isinstance(each.get("file"), str) and isinstance(each.get("parameters", {}), dict)
    ]
