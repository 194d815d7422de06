"""One processor of a camera: a file, its parameters, and what it makes; over all starts and stops."""

import collections
import dataclasses
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from ..Acquisition.ProcessorProcess import ProcessorProcess
from ..Results.ResultNodes import ResultNodes
from ..Shared.Calibration import Calibration
from ..Shared.Frame import Frame
from ..Shared.FrameBuffer import FrameBuffer
from ..Shared.Result import Result
from ..Volume.FrameVolume import FrameVolume

KEPT = 60
"""Figures are medians, and rates means, of this many results: two seconds of a usual camera."""

OLD_INTERVALS = 3
"""A result fades when the picture is so many intervals of results newer, and goes after twice as many."""

SHORTEST_OLD_SECONDS = 0.25
"""But not before that: with 30 results/s, one late result would make the overlay flicker."""

FADED = 0.4
"""Opacity of an old result, as a share of its usual one."""


@dataclasses.dataclass(frozen=True)
class ProcessorStatistics:
    """How a processor is doing: results/s, the median of its time for a frame, and of the time from a frame's time
    stamp to its numbers in the nodes (what lies over the picture changes with the next frame); frames that it has
    skipped since the camera was started; the age of the newest result's frame now, s (None before the first one)."""

    framesPerSecond: float
    millisecondsPerFrame: float
    resultLatencyMs: float
    skipped: int
    age: float | None


class Processor:
    """A processor of a camera. ``stream.addProcessor`` makes it.

    ``results`` is the newest Result, None before the first one (its arrays are lent until the next one); ``nodes``, by
    what they are for, show it: see ResultNodes.

    :param file: the processor's file
    :param name: of the nodes, after the camera's
    :param parameters: values by name; the file has the defaults of the others
    :param onChanged: called after each change of its settings
    :param onRemoved: called with it when it is removed
    """

    def __init__(
        self, file: Path, name: str, cameraName: str, parameters: dict, onChanged: Callable, onRemoved: Callable
    ):
        self.file, self.name = file, name
        self.parameters = dict(parameters)
        self.results: Result | None = None
        self._isShown, self._isWaitedFor = True, False
        self._onChanged, self._onRemoved = onChanged, onRemoved
        self._nodes = ResultNodes(f"{cameraName} {name}")
        self._process: ProcessorProcess | None = None  # the last one: it still has something to say
        self.isRunning = False
        self._description: list[dict] = []
        self._problem = ""
        self._volume: FrameVolume | None = None
        self._clear()

    @property
    def nodes(self) -> dict:
        """What shows its results, by what it is for: "labels", "points" and others, see ResultNodes."""
        return self._nodes.nodes

    @property
    def volumes(self) -> list:
        """The volume nodes that the newest result has filled."""
        return self._nodes.volumes

    @property
    def transforms(self) -> list:
        """The transform nodes that its results have filled; the attribute "CameraStream.seen" of each is "0" if the
        newest result does not have it."""
        return self._nodes.transforms

    @property
    def error(self) -> str:
        """What is wrong, in one sentence; "" if nothing is."""
        return self._problem or (self._process.error if self._process else "")

    @property
    def output(self) -> list[str]:
        """The last lines that it has printed, 200 at most."""
        return list(self._process.output) if self._process else []

    @property
    def description(self) -> list[dict]:
        """Its parameters as its file declares them: name, type, default, minimum, maximum, choices. Empty before it has
        run."""
        if self._process and self._process.isReady:
            self._description = self._process.parameters
        return self._description

    @property
    def statistics(self) -> ProcessorStatistics:
        now = time.perf_counter()
        times = self._times
        return ProcessorStatistics(
            framesPerSecond=(len(times) - 1) / max(now - times[0], 1e-3) if len(times) > 1 else 0.0,
            millisecondsPerFrame=statistics.median(self._milliseconds) if self._milliseconds else 0.0,
            resultLatencyMs=statistics.median(self._latencies) if self._latencies else 0.0,
            skipped=self.results.skipped if self.results else 0,
            age=now - self.results.timestamp if self.results else None,
        )

    @property
    def reader(self) -> int:
        """Which reader of the capture's frames it is; 0 for none."""
        return self._process.reader if self.isRunning else 0

    @property
    def isShown(self) -> bool:
        """Whether its results are shown over the picture; they are in the nodes anyway."""
        return self._isShown

    @isShown.setter
    def isShown(self, isShown: bool) -> None:
        self._isShown = bool(isShown)
        self._onChanged()

    @property
    def isWaitedFor(self) -> bool:
        """Whether the picture waits for its result, so that an overlay never lags behind what moves; else the newest
        picture is shown with the newest result."""
        return self._isWaitedFor

    @isWaitedFor.setter
    def isWaitedFor(self, isWaitedFor: bool) -> None:
        self._isWaitedFor = bool(isWaitedFor)
        if self.isRunning:
            self._process.send(carriesPicture=self._isWaitedFor)
        self._onChanged()

    def change(self, **parameters) -> None:
        """Give parameters other values; what the file does not take is told by ``error``."""
        self.parameters |= parameters
        if self.isRunning:
            self._process.send(parameters=parameters)
        self._onChanged()

    def setCalibrations(self, calibrations: tuple[Calibration, ...]) -> None:
        """What is known of the camera, for ``frame.calibration``."""
        if self.isRunning:
            self._process.send(calibrations=[each.toDict() for each in calibrations])

    def remove(self) -> None:
        """End it, with its nodes. Twice is no error."""
        self.stop()
        self._nodes.close()
        self._onRemoved(self)

    # What the camera calls.

    def start(self, frames: FrameBuffer | None, reader: int, volume: FrameVolume) -> None:
        """Process the frames of a capture that begins now.

        :param frames: its memory; None if it has none
        :param reader: which of the readers of that memory this is
        :param volume: of the picture
        """
        self.stop()
        self._nodes.show("", 0.0)
        self._clear()
        self._volume, self.results = volume, None
        self._problem = ""
        if frames:  # else the capture has failed, and says so
            self._process = ProcessorProcess(self.file, self.parameters, frames, reader)
            self.isRunning = True
            self._process.send(carriesPicture=self._isWaitedFor)

    def refuse(self, problem: str) -> None:
        """It is not run, for this reason."""
        self.stop()
        self._problem = problem

    def stop(self) -> None:
        """End its process; what is shown stays."""
        if self.isRunning:
            self.isRunning = False
            self._process.stop()
            self._nodes.lose()
            self.results = self.results and dataclasses.replace(self.results, image=None, labels=None, picture=None)

    def take(self) -> bool:
        """Take the newest result, at every tick; returns whether there was a new one."""
        if not self.isRunning:
            return False
        result = self._process.update()
        if result:
            now = time.perf_counter()
            if self.results:
                self._intervals.append(result.timestamp - self.results.timestamp)
            self.results, self._hasNewValues, self._hasNewOverlay = result, True, True
            self._times.append(now)
            self._milliseconds.append(result.milliseconds)
        return result is not None

    @property
    def picture(self) -> Frame | None:
        """The frame of the newest result, if it is new and has it: what is shown where the picture waits for it."""
        result = self.results
        if not self._hasNewOverlay or result.picture is None:
            return None
        region = (result.offset, result.sourceSize, result.tracking, result.isUndistorted)
        return Frame(result.picture, result.number, result.timestamp, *region)

    def isCurrent(self, newestTime: float) -> bool:
        """Whether a result is to be expected: the picture does not wait for a processor that fails.

        :param newestTime: when the newest frame was captured (perf_counter, s)
        """
        if not self.isRunning or self.error or not self.results:
            return False
        return newestTime - self.results.timestamp < 2 * self._oldSeconds

    def showValues(self) -> None:
        """Put the transforms, numbers and text of a new result into their nodes: no view renders for these."""
        if self._hasNewValues and self.isRunning:
            self._hasNewValues = False
            self._nodes.writeValues(self.results)
            self.valuesTime = self.results.timestamp
            self._latencies.append(1000 * (time.perf_counter() - self.results.timestamp))

    def show(self, viewName: str, frame: Frame) -> None:
        """Show what a new result has over the picture in a view ("" for none), as long as it is not too old for the
        frame that is shown. Each change is a rendering."""
        if not self.results or not self.isRunning:
            return
        if self._hasNewOverlay:
            self._hasNewOverlay = False
            self._nodes.writeOverlay(self.results, self._volume)
            self._sendSpacing()
        age = frame.timestamp - self.results.timestamp
        opacity = 1.0 if age < self._oldSeconds else FADED if age < 2 * self._oldSeconds else 0.0
        self._nodes.show(viewName if self._isShown else "", opacity)

    def _sendSpacing(self) -> None:
        spacing = self._volume.node.GetSpacing()[0]
        if spacing != self._spacing:
            self._spacing = spacing
            self._process.send(spacing=spacing)

    @property
    def dueSeconds(self) -> float:
        """In how many seconds the next result is expected, by its own times; infinity if nobody knows."""
        begun = self._process.begun if self.isRunning else 0.0
        if not begun or not self._milliseconds:
            return float("inf")
        return max(0.0, begun + statistics.median(self._milliseconds) / 1000 - time.perf_counter())

    @property
    def _oldSeconds(self) -> float:
        interval = statistics.median(self._intervals) if self._intervals else 0.0
        return max(OLD_INTERVALS * interval, SHORTEST_OLD_SECONDS)

    def _clear(self) -> None:
        self._times = collections.deque(maxlen=KEPT)  # at which results came, s
        self._milliseconds = collections.deque(maxlen=KEPT)
        self._latencies = collections.deque(maxlen=KEPT)
        self._intervals = collections.deque(maxlen=5)
        self.valuesTime: float | None = None  # of the frame whose transforms and numbers are in the nodes, s
        self._hasNewValues = self._hasNewOverlay = False  # whether the newest result is not in the nodes yet
        self._spacing = 1.0  # that the process knows, mm
