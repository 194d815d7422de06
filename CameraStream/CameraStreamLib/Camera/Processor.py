"""One processor of a camera: its file, parameters and results, over all starts and stops."""

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
from ..Shared.RecordingFile import Recording
from ..Shared.Result import Result
from ..Shared.ResultBuffer import ResultBuffer
from ..Volume.FrameVolume import FrameVolume

KEPT = 60
"""Number of results over which statistics are computed: two seconds of a usual camera."""

OLD_INTERVALS = 3
"""A result fades when the image is newer by this many of the results' own intervals, and disappears after twice as
many."""

SHORTEST_OLD_SECONDS = 0.25
"""Results are not old before that, s: with 30 results/s, the overlay would flicker at each late one."""

FADED = 0.4
"""Opacity of an old result, as a fraction of its usual one."""


CORNER_LINES, CORNER_CHARACTERS = 8, 40
"""Of each processor, in the corner of a view: more would cover the image."""

SWITCHES = {"isShown": True, "isWaitedFor": False, "isInCorner": False, "isRecorded": False}
"""On/off settings of a processor, with their defaults."""


def _switch(name: str, doc: str) -> property:
    def turn(self, isOn: bool) -> None:
        self._switches[name] = bool(isOn)
        self._onSwitch()

    return property(lambda self: self._switches[name], turn, doc=doc)


@dataclasses.dataclass(frozen=True)
class ProcessorStatistics:
    """Results/s; medians of the time for a frame and of the time from a frame's time stamp to its numbers in the nodes
    (overlays are updated with the next frame); frames skipped since the camera was started; age of the newest result's
    frame, s (None before the first result)."""

    framesPerSecond: float
    millisecondsPerFrame: float
    resultLatencyMs: float
    skipped: int
    age: float | None


class Processor:
    """A processor of a camera. ``stream.addProcessor`` makes it.

    ``results`` is the newest Result, None before the first one (its arrays are valid until the next one); ``nodes``
    show it: see ResultNodes.

    :param file: the processor's file
    :param name: of the nodes, after the camera's
    :param parameters: values by name; others have the defaults of the file
    :param onChanged: called after each change of its settings
    :param onRemoved: called with it when it is removed
    """

    def __init__(
        self, file: Path, name: str, cameraName: str, parameters: dict, onChanged: Callable, onRemoved: Callable
    ):
        self.file, self.name = file, name
        self.parameters = dict(parameters)
        self.results: Result | None = None
        self._switches = dict(SWITCHES)
        self._onChanged, self._onRemoved = onChanged, onRemoved
        self._nodes = ResultNodes(f"{cameraName} {name}")
        self._process: ProcessorProcess | None = None  # the last one, also after its end: for its output
        self.isRunning = False
        self.ownChanges = 0  # how often the processor has set its own parameters
        self._description: list[dict] = []
        self._problem = ""
        self._volume: FrameVolume | None = None
        self._clear()

    @property
    def nodes(self) -> dict:
        """The nodes that show its results, by kind: "labels", "points" and others, see ResultNodes."""
        return self._nodes.nodes

    @property
    def filledNodes(self) -> list:
        """The nodes that the newest result has filled."""
        return self._nodes.filled

    def chooseNode(self, key: str, node) -> None:
        """Write results of the kind ``key`` to another node of the same class, or to a new one if it is None."""
        self._nodes.choose(key, node)
        self._hasNewOverlay = self._hasNewValues = self.results is not None and self.isRunning

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
        """The last lines that it has printed, at most 200."""
        return list(self._process.output) if self._process else []

    @property
    def description(self) -> list[dict]:
        """Its parameters as declared in its file, see ProcessorProcess.parameters. Empty before it has run."""
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
    def resultMemory(self) -> ResultBuffer | None:
        """The memory of its results; None while it does not run."""
        return self._process.resultMemory if self.isRunning else None

    @property
    def reader(self) -> int:
        """Its number among the readers of the capture's frames; 0 for none."""
        return self._process.reader if self.isRunning else 0

    @property
    def switches(self) -> dict[str, bool]:
        """All of SWITCHES, by name."""
        return {name: getattr(self, name) for name in SWITCHES}

    isShown = _switch("isShown", "Whether its results are shown over the image; they are in the nodes anyway.")
    isWaitedFor = _switch(
        "isWaitedFor",
        "Whether the image waits for its result, so that an overlay never lags behind what moves; otherwise the newest "
        "image is shown with the newest result.",
    )
    isInCorner = _switch("isInCorner", "Whether its numbers and text are shown in the corner of the view.")
    isRecorded = _switch("isRecorded", "Whether its images and labels are recorded beside a recording, as videos.")

    def _onSwitch(self) -> None:
        if self.isRunning:
            self._process.send(carriesPicture=self.isWaitedFor)
        self._onChanged()

    @property
    def cornerText(self) -> str:
        """What of the result that is shown belongs in the corner of the view; "" for nothing."""
        return self._cornerText if self.isInCorner and self._opacity else ""

    def change(self, **parameters) -> None:
        """Set parameters; if a value is not valid, ``error`` says so."""
        self.parameters |= parameters
        if self.isRunning:
            self._process.send(parameters=parameters)
        self._onChanged()

    def setCalibrations(self, calibrations: tuple[Calibration, ...]) -> None:
        """What is known of the camera, for ``frame.calibration``."""
        if self.isRunning:
            self._process.send(calibrations=[each.toDict() for each in calibrations])

    def remove(self) -> None:
        """End it, and remove its nodes. Calling it twice is not an error."""
        self.stop()
        self._nodes.close()
        self._onRemoved(self)

    # What the camera calls.

    def start(self, frames: FrameBuffer | None, reader: int, volume: FrameVolume) -> None:
        """Process the frames of a capture that begins now.

        :param frames: its memory; None if it has failed
        :param reader: number among the readers of that memory
        :param volume: of the camera's image
        """
        self.stop()
        self._nodes.show("", 0.0)
        self._clear()
        self._volume, self.results = volume, None
        self._problem = ""
        if frames:  # else the capture has failed and reports it
            self._process = ProcessorProcess(self.file, self.parameters, frames, reader)
            self.isRunning = True
            self._process.send(carriesPicture=self.isWaitedFor)

    def refuse(self, problem: str) -> None:
        """Do not run it, for this reason."""
        self.stop()
        self._problem = problem

    def follow(self, recording: Recording | None) -> None:
        """Write results beside a recording of the camera while that is active; None for no recording."""
        wanted = None
        if recording and recording.isActive:
            wanted = {"path": recording.path, "codec": recording.codec, "identity": recording.id, "name": self.name,
                      "hasVideos": self.isRecorded}  # fmt: skip
        if self.isRunning and wanted != self._recording:
            self._recording = wanted
            self._process.send(recording=wanted)

    def stop(self) -> None:
        """End its process; what is shown remains."""
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
        if changes := self._process.takeChanges():
            self.parameters |= changes
            self.ownChanges += 1
            self._onChanged()
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
        """The frame of the newest result, if that is new and carries it: shown where the image waits for its result."""
        result = self.results
        if not self._hasNewOverlay or result.picture is None:
            return None
        region = (result.offset, result.sourceSize, result.tracking, result.isUndistorted)
        return Frame(result.picture, result.number, result.timestamp, *region)

    def isCurrent(self, newestTime: float) -> bool:
        """Whether a result can be expected: the image does not wait for a processor that has failed.

        :param newestTime: when the newest frame was captured (perf_counter, s)
        """
        if not self.isRunning or self.error or not self.results:
            return False
        return newestTime - self.results.timestamp < 2 * self._oldSeconds

    def showValues(self) -> None:
        """Write transforms, numbers and text of a new result to their nodes, for which no view renders."""
        if self._hasNewValues and self.isRunning:
            self._hasNewValues = False
            self._nodes.writeValues(self.results)
            self.valuesTime = self.results.timestamp
            self._latencies.append(1000 * (time.perf_counter() - self.results.timestamp))

    def show(self, viewName: str, frame: Frame | None) -> None:
        """Show the overlays of a new result in a view ("" for none) until they are too old for the frame that is shown.
        Each change causes a rendering.

        :param frame: None to keep the overlays of the last one, which is frozen
        """
        if not self.results or not self.isRunning:
            return
        if frame and self._hasNewOverlay:
            self._hasNewOverlay = False
            self._nodes.writeOverlay(self.results, self._volume)
            self._cornerText = _linesOf(self.results)
            self._sendSpacing()
        if frame:
            age = frame.timestamp - self.results.timestamp
            self._opacity = 1.0 if age < self._oldSeconds else FADED if age < 2 * self._oldSeconds else 0.0
        self._nodes.show(viewName if self.isShown else "", self._opacity)

    def _sendSpacing(self) -> None:
        spacing = self._volume.node.GetSpacing()[0]
        if spacing != self._spacing:
            self._spacing = spacing
            self._process.send(spacing=spacing)

    @property
    def dueSeconds(self) -> float:
        """Time until the next result is expected, s, from the times of previous ones; infinity if unknown."""
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
        self._hasNewValues = self._hasNewOverlay = False  # whether the newest result is still to be written to nodes
        self._spacing = 1.0  # that was sent to the process, mm
        self._recording: dict | None = None  # that was sent to the process
        self._opacity = 0.0  # of what is shown: 0.0 for nothing
        self._cornerText = ""


def _linesOf(result: Result) -> str:
    lines = [f"{name}: {value:.6g}" for name, value in result.numbers.items()] + (result.text or "").splitlines()
    return "\n".join(line[:CORNER_CHARACTERS] for line in lines[:CORNER_LINES])
