"""What happens to a camera in a year, at random (``make soak``): memory, handles, threads, processes, rows are checked.

A source that misbehaves at random is started, stopped, frozen, recorded, kept as snapshots, set and killed in an order
that comes of a seed, which is printed. Every now and then all is stopped, and nothing may be left over.
"""

import argparse
import contextlib
import ctypes
import gc
import os
import random
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path

from conftest import NetworkCamera, captureProcesses, childProcesses, frameMemories, runningCaptures

from Host.Application import Host

REST_SECONDS = 8.0
"""Time between two looks at what is left over, s; shorter in a short run."""

GROWTH_MEGABYTES = {"process": 40, "in-process": 300, "both": 300}
"""What the application may have grown between the first look and the last one, MB, by the way of acquisition: VTK keeps
what images of other sizes needed (5 MB measured), and in-process FFmpeg's encoder threads what they had (170 MB after
two minutes, from where it grows no more). A 720p image that leaks at each start would be 2.8 MB each."""

HANG_SECONDS = 0.5
"""How long one call may keep the GUI thread, s, on a computer that is busy with other things."""


class Soak:
    """One run.

    :param folder: for recordings
    :param acquisition: "process", "in-process" or "both"
    """

    def __init__(self, seed: int, folder: Path, acquisition: str = "both"):
        self.counts: dict[str, int] = {}
        self._chance = random.Random(seed)
        self._acquisition = acquisition
        self._camera = NetworkCamera()
        self._sources = [self._camera.url(f"soak?seed={seed}")] * 3 + ["testpattern:640x480@60", "testpattern:352x288"]
        self._folder = folder
        self._recordings: list[tuple[object, Path, int]] = []  # streams, files, kills before
        self._kills = 0
        self.errors: list = []
        sys.excepthook = lambda *error: self.errors.append(error)  # of VTK's observers
        host = Host()
        host.loadModule()
        import slicer

        self._scene = slicer.mrmlScene
        self._widget = slicer.util.getModuleWidget("CameraStream")
        self._widget.parent.enter()
        self._logic = self._widget.logic
        self._actions = [
            *(self._start, self._stop, self._freeze, self._snapshot, self._set, self._kill, self._record),
            *(self._start, self._set, self._record, self._stopRecording, self._keep, self._removeVolume),
        ]

    def run(self, seconds: float) -> None:
        """Do one thing after the other, and look at what is left over."""
        from Host.EventLoop import runUntil

        end, looks = time.monotonic() + seconds, []
        rest = min(REST_SECONDS, seconds / 3)
        while time.monotonic() < end:
            nextLook = time.monotonic() + rest
            while time.monotonic() < nextLook:
                action = self._chance.choice(self._actions)
                name = action.__name__.strip("_")
                start = time.perf_counter()
                action()
                took = time.perf_counter() - start
                assert took < HANG_SECONDS, f"{name} took {took:.2f} s"
                self.counts[name] = self.counts.get(name, 0) + 1
                runUntil(lambda: False, self._chance.choice([0, 0.05, 0.2, 0.6]))
            looks.append(self._look(runUntil))
            print(looks[-1], flush=True)
        first, last = looks[1] if len(looks) > 2 else looks[0], looks[-1]
        assert last["memory"] - first["memory"] < GROWTH_MEGABYTES[self._acquisition], looks
        for name in ("handles", "threads", "processes", "nodes"):
            assert last[name] <= first[name], (name, looks)
        print(self.counts)

    def close(self) -> None:
        sys.excepthook = sys.__excepthook__
        self._widget.cleanup()
        self._camera.kill()

    def _look(self, runUntil) -> dict:
        """Stop all, check the recordings, and count what there is."""
        self._logic.stop()
        assert runUntil(lambda: not self._logic.needsUpdate, 30), "a source is held for ever"
        assert runUntil(lambda: time.sleep(0.002) or not runningCaptures(), 15), runningCaptures()
        while self._recordings:
            self._checkRecording(*self._recordings.pop())
        for file in self._folder.iterdir():
            file.unlink()
        for node in self._volumes():  # of the camera, and snapshots
            self._remove(node)
        gc.collect()
        ctypes.CDLL(None).malloc_trim(0)  # what the allocator only keeps for later is no leak
        assert frameMemories() <= 1, "of the last stream, whose image stays"
        assert self.errors == []
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return {
            "memory": round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 1),
            "handles": len(os.listdir("/proc/self/fd")),
            "threads": threading.active_count(),
            "processes": len(childProcesses()),
            "nodes": self._scene.GetNumberOfNodes(),
        }

    def _checkRecording(self, stream, path: Path, kills: int) -> None:
        """Each row is a frame that can be read, but for the last ones before a kill."""
        from CameraStreamLib.Capture.Sources.OpenSource import openSource
        from CameraStreamLib.Shared.Errors import SourceError
        from CameraStreamLib.Shared.RecordingFile import csvPath, readRows
        from CameraStreamLib.Shared.Settings import CaptureSettings
        from CameraStreamLib.Shared.Source import parseSource

        rows, problem = readRows(path)
        assert problem == ""
        numbers = [row.number for row in rows]
        assert numbers == sorted(set(numbers)), "a frame is twice in it, or out of order"
        wasKilled = kills != self._kills
        if not rows:
            assert not csvPath(path).exists() or wasKilled
            return
        count = 0
        with contextlib.suppress(SourceError) if wasKilled else contextlib.nullcontext():  # nothing may be written yet
            source = openSource(CaptureSettings(parseSource(path)), lambda **info: None)
            while source.read() is not None:
                count += 1
            source.release()
        assert count == len(rows) or wasKilled, (path, count, len(rows))
        self.counts["frames checked"] = self.counts.get("frames checked", 0) + count

    @property
    def _stream(self):
        return self._logic.stream if self._logic.isActive else None

    def _start(self) -> None:
        isChosen = self._acquisition != "both"
        acquisition = self._acquisition if isChosen else self._chance.choice(["process", "in-process"])
        self._logic.start(
            self._chance.choice(self._sources), acquisition=acquisition, grayscale=self._chance.random() < 0.2
        )

    def _stop(self) -> None:
        self._widget.ui.startButton.click()

    def _freeze(self) -> None:
        if self._stream:
            self._stream.freeze(not self._stream.isFrozen)

    def _volumes(self) -> list:
        nodes = [self._scene.GetNthNode(index) for index in range(self._scene.GetNumberOfNodes())]
        return [node for node in nodes if node.IsA("vtkMRMLVolumeNode")]

    def _snapshot(self) -> None:
        self._widget.ui.snapshotButton.click()

    def _set(self) -> None:
        parameterNode, chance = self._logic.getParameterNode(), self._chance
        name = chance.choice(["rotation", "flip", "spacing", "view", "crop", "text"])
        if name == "rotation":
            parameterNode.rotation = chance.choice([0, 90, 180, 270])
        elif name == "flip":
            parameterNode.flip = not parameterNode.flip
        elif name == "spacing":
            parameterNode.spacing = chance.choice([0.1, 1.0, 20.0])
        elif name == "view":
            parameterNode.view = chance.choice(["Red", "Green", ""])
        elif name == "crop":
            parameterNode.cropLeft, parameterNode.cropWidth, parameterNode.cropHeight = chance.choice(
                [(0, 0, 0), (100, 101, 99), (5000, 1, 1)]
            )
        else:
            parameterNode.parameterNode.SetParameter(chance.choice(["rotation", "spacing", "backend"]), "nonsense")

    def _kill(self) -> None:
        for process in captureProcesses():
            self._kills += 1
            os.kill(process, self._chance.choice([signal.SIGKILL, signal.SIGSEGV]))

    def _record(self) -> None:
        path = self._folder / f"{time.monotonic_ns()}{self._chance.choice(['.mkv', '.avi'])}"
        if self._stream and not (self._stream.recording and self._stream.recording.isActive):
            self._stream.record(path)
            self._recordings.append((self._stream, path, self._kills))

    def _stopRecording(self) -> None:
        if self._stream:
            self._stream.stopRecording()

    def _keep(self) -> None:
        if self._stream:
            self._stream.keepLast(self._chance.choice([0, 2]))

    def _removeVolume(self) -> None:
        if self._stream and self._chance.random() < 0.3:
            self._remove(self._stream.volumeNode)

    def _remove(self, volumeNode) -> None:
        displayNode = volumeNode.GetDisplayNode()  # which Slicer leaves in the scene
        self._scene.RemoveNode(volumeNode)
        if displayNode:
            self._scene.RemoveNode(displayNode)


def main() -> None:
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=3600.0)
    parser.add_argument("--acquisition", choices=tuple(GROWTH_MEGABYTES), default="both")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        soak = Soak(options.seed, Path(folder), options.acquisition)
        try:
            soak.run(options.seconds)
        finally:
            soak.close()


if __name__ == "__main__":
    main()
