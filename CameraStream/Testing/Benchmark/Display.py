"""What it costs to show a frame: Slicer's default beside what LiveDisplay makes of it, and how far that is from the
least that is possible."""

import contextlib
import statistics
import sys
import time
from collections.abc import Iterator

import numpy as np

VIEW_SIZE = (1200, 900)
"""Of the Red view, pixels: a one-up layout on a usual screen."""

FOUR_UP_SIZE = (600, 450)
"""Of each of three views beside each other, pixels."""

ROUNDS, FRAMES = 10, 8
"""Every variant shows FRAMES frames in each of ROUNDS rounds, in turn, so that a busy moment hits all alike."""

QUICK_ROUNDS = 4

DEFAULT, FACTOR, LIVE, NEAREST = (
    "Slicer's default",
    "+ oversampling factor 1",
    "+ no alpha chain",
    "+ nearest neighbor",
)
RESLICE, DRAWING = "vtkImageReslice alone", "drawing alone"


def run(quick: bool = False) -> list[dict]:
    """Measure; a row for each image and variant.

    ``milliseconds`` is the median time of a frame from the array to the rendered view, ``pipelineMilliseconds`` the
    part that the slice pipeline takes of it; the rest is the write into the node and the drawing, which is OpenGL's.
    ``identicalPixels`` compares with Slicer's default; None where nothing is shown: the last two variants are the
    least that any pipeline needs.
    """
    from Host.Application import Host

    host = Host()
    rounds = QUICK_ROUNDS if quick else ROUNDS
    random = np.random.default_rng(1)
    colors = [random.integers(0, 255, (1080, 1920, 3), np.uint8, True) for _ in range(3)]
    grays = [np.ascontiguousarray(frame[:, :, 0]) for frame in colors]
    rows = _Bench(host, ("Red",), VIEW_SIZE).run("1080p RGB", colors, rounds)
    rows += _Bench(host, ("Red",), VIEW_SIZE).run("1080p gray", grays, rounds)
    rows += _Bench(host, ("Red", "Green", "Yellow"), FOUR_UP_SIZE).run("1080p RGB, CT in two views", colors, rounds)
    return rows


class _Bench:
    """The views of one layout, with a camera's volume in Red and a CT in the others."""

    def __init__(self, host, viewNames: tuple, viewSize: tuple[int, int]):
        import slicer

        from CameraStreamLib.View import SliceDisplay

        slicer.mrmlScene.Clear(False)
        for name, widget in host.sliceWidgets.items():
            widget.isLive = False
            widget.requests.isEnabled = name in viewNames
            widget.resizeView(*viewSize)
        self._widgets = [host.sliceWidgets[name] for name in viewNames]
        self._sliceLogic = SliceDisplay.sliceLogic("Red")
        ct = slicer.util.addVolumeFromArray(np.arange(60 * 256 * 256, dtype=np.int16).reshape(60, 256, 256) % 1000)
        ct.CreateDefaultDisplayNodes()
        for name in viewNames[1:]:
            SliceDisplay.show(ct, name)

    def run(self, image: str, frames: list[np.ndarray], rounds: int) -> list[dict]:
        import slicer

        from CameraStreamLib.View import SliceDisplay
        from CameraStreamLib.Volume.FrameVolume import FrameVolume

        className = "vtkMRMLVectorVolumeNode" if frames[0].ndim == 3 else "vtkMRMLScalarVolumeNode"
        self._volume = FrameVolume(slicer.mrmlScene.AddNewNodeByClass(className))
        self._volume.place(self._sliceLogic.GetSliceNode())
        self._write(frames[0])
        SliceDisplay.show(self._volume.node, "Red")
        variants = (DEFAULT, FACTOR, LIVE, NEAREST, RESLICE, DRAWING)
        times = {variant: [] for variant in variants}
        pictures = {}
        for _ in range(rounds):
            for variant in variants:
                with self._variant(variant):
                    times[variant] += [self._time(variant, frames[index % len(frames)]) for index in range(FRAMES)]
                    pictures[variant] = self._widgets[0].pixels()
        rows = []
        for variant in variants:
            total, pipeline = (1000 * statistics.median(values) for values in zip(*times[variant]))
            isShown = variant not in (RESLICE, DRAWING)
            identical = bool(np.array_equal(pictures[variant], pictures[DEFAULT])) if isShown else None
            rows.append({
                "image": image, "variant": variant, "milliseconds": round(total, 2),
                "pipelineMilliseconds": round(pipeline, 2), "identicalPixels": identical,
            })  # fmt: skip
        return rows

    @contextlib.contextmanager
    def _variant(self, variant: str) -> Iterator[None]:
        from CameraStreamLib.View.LiveDisplay import LiveDisplay

        sliceNode, live = self._sliceLogic.GetSliceNode(), None
        if variant == FACTOR:
            sliceNode.SetSlabReconstructionOversamplingFactor(1.0)
        elif variant != DEFAULT:
            live = LiveDisplay(self._volume.node, "Red", isInterpolated=variant != NEAREST)
            live.start()
        yield
        sliceNode.SetSlabReconstructionOversamplingFactor(2.0)
        if live:
            live.stop()

    def _write(self, pixels: np.ndarray) -> None:
        from CameraStreamLib.Shared.Frame import Frame

        self._volume.write(Frame(pixels, 1, 0.0, (0, 0), pixels.shape[1::-1]))

    def _time(self, variant: str, frame: np.ndarray) -> tuple[float, float]:
        """Seconds of one frame in all, and of its pipeline."""
        start = time.perf_counter()
        if variant == DRAWING:
            self._widgets[0].requests.renderNow()
            return time.perf_counter() - start, 0.0
        self._write(frame)
        written = time.perf_counter()
        if variant == RESLICE:
            self._sliceLogic.GetBackgroundLayer().GetReslice().Update()
            piped = time.perf_counter()
            return piped - start, piped - written
        self._sliceLogic.GetBlend().Update()
        piped = time.perf_counter()
        for widget in self._widgets:
            if widget.requests.isPending:
                widget.requests.renderNow()
        return time.perf_counter() - start, piped - written


def table(rows: list[dict]) -> str:
    """The rows as text."""
    lines = [f"{'image':<28}{'variant':<26}{'ms':>8}{'times':>7}{'pipeline ms':>13}{'times':>7}  pixels"]
    for row in rows:
        default = next(other for other in rows if other["image"] == row["image"])
        pixels = {True: "identical", False: "differ", None: ""}[row["identicalPixels"]]
        total, pipeline = row["milliseconds"], row["pipelineMilliseconds"]
        factor = f"{default['pipelineMilliseconds'] / pipeline:>6.1f}x" if pipeline else " " * 7
        lines.append(
            f"{row['image']:<28}{row['variant']:<26}{total:>8.1f}{default['milliseconds'] / total:>6.1f}x"
            f"{pipeline:>13.2f}{factor}  {pixels}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(run(quick="--quick" in sys.argv)))
