"""The demo: the real panel and a real Red view, in a window, or headless with figures and a screenshot."""

import argparse
import ctypes
import dataclasses
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import PySide6

from CameraStreamLib.Shared.RecordingFile import CODECS

from .Application import Host

REPORT_SECONDS = 1.0
"""Interval of the live statistics, s."""

RECORDING_SECONDS = 30.0
"""How long a recording may take to be completed at the end, s: a capture process gives up before."""


def parseArguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument(
        "--source",
        default="testpattern",
        help="camera number, file, image sequence, URL, testpattern[:WxH@R], or synthetic (a calibration board)",
    )
    parser.add_argument("--headless", action="store_true", help="no window, as where there is no display")
    parser.add_argument("--seconds", type=float, help="end after this long (headless: 5 s if not given)")
    parser.add_argument("--view", default="Red", choices=("Red", "Green", "Yellow", "None"))
    parser.add_argument("--width", type=int, default=0, help="pixels to ask the camera for")
    parser.add_argument("--height", type=int, default=0, help="pixels to ask the camera for")
    parser.add_argument("--frame-rate", type=float, default=0.0, help="frames/s to ask the camera for")
    parser.add_argument("--acquisition", default="process", choices=("process", "in-process"))
    parser.add_argument("--loop", action="store_true", help="start a file again at its end")
    parser.add_argument("--record", type=Path, metavar="F", help="record to this video file, with F.csv beside it")
    parser.add_argument("--codec", choices=tuple(CODECS), help="of the recording; by the ending of F if not given")
    parser.add_argument("--processor", action="append", default=[], help="a Python file or a built-in; may be repeated")
    parser.add_argument("--processor-json", type=Path, metavar="R", help="write the processors' figures here")
    parser.add_argument("--screenshot", type=Path, help="save a picture of the whole window here at the end")
    parser.add_argument("--json", type=Path, help="write the figures here at the end")
    parser.add_argument(
        "--gui-load",
        type=float,
        default=0.0,
        metavar="MS",
        help="the GUI thread is busy for this long after each shown frame, ms",
    )
    options = parser.parse_args(arguments)
    obstacle = None if options.headless else whyNoWindow()
    if obstacle:
        print(f"{obstacle}: running headless.")
        options.headless = True
    if options.headless:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        options.seconds = options.seconds or 5.0
        options.screenshot = options.screenshot or Path("screenshot.png")
    return options


def whyNoWindow() -> str | None:
    """What keeps a window from opening; None if nothing does."""
    if not sys.platform.startswith("linux") or os.environ.get("WAYLAND_DISPLAY"):
        return None
    if not os.environ.get("DISPLAY"):
        return "There is no display"
    try:
        # Qt aborts the program where a library that its plugin needs is missing.
        ctypes.CDLL(str(Path(PySide6.__path__[0]) / "Qt/plugins/platforms/libqxcb.so"))
    except OSError as error:
        return f"Qt cannot open a window ({error}; Debian and Ubuntu have it as libxcb-...)"
    return None


def syntheticFilm(folder: Path) -> Path:
    """A film of a board before a camera whose lens is known; OpenCV, which makes it, stays out of this process."""
    path = folder / "board.mkv"
    tests = Path(__file__).parents[1] / "Python"
    paths = [tests, tests.parent, tests.parents[1]]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, paths))}
    subprocess.run([sys.executable, str(tests / "CalibrationScenes.py"), str(path)], env=environment, check=True)
    return path


class Demo:
    """One run of the panel with one source."""

    def __init__(self, options: argparse.Namespace):
        from .Window import Window

        self._options = options
        self._isEnded = False
        self._host = Host()
        module = self._host.loadModule()
        panel = module.widgetRepresentation()
        self._widget = panel.self()
        self._sliceWidget = self._host.sliceWidgets["Red" if options.view == "None" else options.view]
        for name, widget in self._host.sliceWidgets.items():
            widget.requests.isEnabled = name == options.view
        self._window = Window(panel, self._sliceWidget, not options.headless, self.end)
        self._window.show()
        panel.enter()
        self._meter = None
        self._error = ""
        self._folder = tempfile.TemporaryDirectory()

    def end(self, *_) -> None:
        """Make ``run`` return at the next turn of the event loop."""
        self._isEnded = True

    def run(self) -> int:
        """Stream until the time is over, the window is closed or the source ends; returns the exit code."""
        from .EventLoop import runUntil
        from .Measurement import CALLS, FrameMeter

        options, logic = self._options, self._widget.logic
        # Nobody presses Start before the panel has listed the cameras: two processes that begin at once cost more.
        runUntil(lambda: self._isEnded or not logic.cameraFinder.isSearching, float("inf"))
        isSynthetic = options.source == "synthetic"
        source = syntheticFilm(Path(self._folder.name)) if isSynthetic else options.source
        start = time.monotonic()
        try:
            with CALLS.call():
                stream = logic.start(
                    source, width=options.width, height=options.height, frameRate=options.frame_rate,
                    loop=options.loop or isSynthetic, acquisition=options.acquisition,
                    view=None if options.view == "None" else options.view,
                )  # fmt: skip
            self._meter = FrameMeter(stream)
            for processor in options.processor:
                stream.addProcessor(processor)
            if options.record:
                stream.record(options.record, options.codec)
            self._sliceWidget.requests.guiLoadMs = options.gui_load
        except (ValueError, RuntimeError) as error:
            self._error = str(error)  # the panel may have it too
            logic.stop()
        nextReport = start + REPORT_SECONDS

        def isOver() -> bool:
            nonlocal nextReport
            now = time.monotonic()
            if logic.isActive and now >= nextReport:
                nextReport += REPORT_SECONDS
                print(f"{now - start:5.1f} s   {logic.state.value}   {logic.statusText()}", flush=True)
            hasEnded = options.headless and not logic.isActive
            return self._isEnded or hasEnded or (options.seconds is not None and now - start >= options.seconds)

        runUntil(isOver, float("inf"))
        return self._report()

    def _report(self) -> int:
        from .Measurement import CALLS

        logic = self._widget.logic
        self._sliceWidget.requests.guiLoadMs = 0.0
        self._widget.updateGUIFromLogic()
        figures = self._figures()
        if self._options.processor_json:
            self._options.processor_json.write_text(json.dumps(self._processorFigures(), indent=2) + "\n")
        if self._options.screenshot:
            self._saveScreenshot(self._options.screenshot)
        with CALLS.call():
            logic.stop()
        if self._options.record and self._meter:
            figures["recording"] = self._endRecording(logic.stream)
        figures["longestGuiBlockMs"] = round(max(CALLS.milliseconds, default=0.0), 3)
        if self._options.json:
            self._options.json.write_text(json.dumps(figures, indent=2) + "\n")
        self._widget.cleanup()
        self._folder.cleanup()
        if figures["framesShown"]:
            shown, rate, dropped = (figures[name] for name in ("framesShown", "framesPerSecond", "framesDropped"))
            text = f"{shown} frames shown, {rate} frames/s, {dropped} dropped"
            if recording := figures.get("recording"):
                text += f"; {recording['frames']} recorded, {recording['lost']} lost, {recording['bytes']} bytes"
                if recording["message"]:
                    print(recording["message"], file=sys.stderr)
            print(f"{text}.")
            return 0 if not self._error else 1
        print(
            figures["error"] or f"No frame came within {self._options.seconds:g} s: try more --seconds.",
            file=sys.stderr,
        )
        return 1

    def _endRecording(self, stream) -> dict | None:
        """Wait until the files are complete; gives what stream.recording says then."""
        from .EventLoop import runUntil

        runUntil(lambda: not stream.isReleasing, RECORDING_SECONDS)
        return dataclasses.asdict(stream.recording) if stream.recording else None

    def _figures(self) -> dict:
        from .Measurement import CALLS, summary

        logic, meter = self._widget.logic, self._meter
        statistics = logic.stream.statistics if meter else None
        times = meter.times if meter else []
        rate = (len(times) - 1) / (times[-1] - times[0]) if len(times) > 1 else 0.0
        return {
            "state": logic.state.value,
            "error": logic.error or self._error,
            "source": logic.getParameterNode().source,
            "size": list(statistics.size) if meter else [0, 0],
            "framesCaptured": statistics.framesCaptured if meter else 0,
            "capturedPerSecond": round(meter.capturedPerSecond(), 2) if meter else 0.0,
            "framesShown": statistics.framesShown if meter else 0,
            "framesDropped": statistics.framesDropped if meter else 0,
            "framesPerSecond": round(rate, 2),
            "latencyMs": summary(meter.latencies) if meter else None,
            "sourceLatencyMs": summary(meter.sourceLatencies, withLast=True) if meter else None,
            "guiMsPerFrame": summary(CALLS.frameMilliseconds),
            "memcpyMs": round(meter.memcpyMs(), 3) if meter else None,
        }

    def _processorFigures(self) -> list[dict]:
        figures = []
        for processor in self._widget.session.processors:
            statistics = dataclasses.asdict(processor.statistics)
            rates = {name: round(statistics[name], 3) for name in ("framesPerSecond", "millisecondsPerFrame")}
            latency = round(statistics["resultLatencyMs"], 3)
            figures.append(
                {"name": processor.name, **rates, "resultLatencyMs": latency, "skipped": statistics["skipped"],
                 "error": processor.error}
            )  # fmt: skip
        return figures

    def _saveScreenshot(self, path: Path) -> None:
        from .EventLoop import processEvents

        processEvents()  # the layout of a message that takes two lines
        self._sliceWidget.requests.renderNow()
        if not self._window.grab().save(str(path)):
            print(
                f'The screenshot could not be saved as "{path}": check the folder and the ending (.png).',
                file=sys.stderr,
            )
        else:
            print(f"Screenshot: {path}")


def main(arguments: list[str] | None = None) -> int:
    logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(message)s")
    demo = Demo(parseArguments(arguments))
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, demo.end)
    return demo.run()
