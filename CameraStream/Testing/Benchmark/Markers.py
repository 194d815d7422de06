"""How exact poses of markers and boards are: ``python -m Benchmark.Markers`` writes docs/marker-accuracy.md.

Pictures of markers at known poses are rendered as a known, distorted, noisy camera would take them, and given to the
processors as they are.
"""

import dataclasses
import statistics
import sys
from pathlib import Path

import cv2
import numpy as np

from CameraStreamLib.Processing.Loading import Processor
from CameraStreamLib.Shared.Board import Board
from CameraStreamLib.Shared.Calibration import Calibration
from CameraStreamLib.Shared.ProcessorFile import builtIns

sys.path.append(str(Path(__file__).resolve().parents[1] / "Python"))
from MarkerScenes import Errors, boardPlane, markerPlane, measure
from SyntheticCamera import SyntheticCamera

REPOSITORY = Path(__file__).resolve().parents[3]

WEBCAM = Calibration("standard", (1280, 720), (950, 953), (645.3, 352.8), (-0.25, 0.09, 0.0008, -0.0006, -0.015))
"""A usual webcam: 68 degrees wide, with a barrel distortion of 30 pixels in the corners."""

DISTANCES, TILTS = (300, 600, 1000), (20, 40, 60)
"""mm, degrees."""

NOISE, BLUR = 2.0, 0.6
"""Standard deviations, gray levels and pixels: a webcam in a lit room, in focus."""

PICTURES = 12
"""Of each row: markers at other places, tilted about other axes."""

PATTERNS = {
    "marker of 25 mm": ("Markers", {"markerSize": 25.0}, "Marker 3", lambda at: markerPlane(3, 25, at)),
    "marker of 50 mm": ("Markers", {"markerSize": 50.0}, "Marker 3", lambda at: markerPlane(3, 50, at)),
    "marker of 100 mm": ("Markers", {"markerSize": 100.0}, "Marker 3", lambda at: markerPlane(3, 100, at)),
    "ChArUco board of 250 x 175 mm": ("Board", {}, "Board", lambda at: boardPlane(Board(), at)),
}
"""Each with its processor, its parameters, the name of its transform, and what is rendered at a pose."""

CAMERAS = {
    "the same as above": {},
    "out of focus (blur of 1.5 pixels)": {"camera": {"blur": 1.5}},
    "dim (noise of 8 gray levels)": {"camera": {"noise": 8.0}},
    "JPEG of quality 70": {"change": lambda gray: cv2.imdecode(cv2.imencode(".jpg", gray, [1, 70])[1], 0)},
    "moved by 6 pixels while it was exposed": {"change": lambda gray: cv2.blur(gray, (6, 1))},
    "brightened and sharpened by the webcam": {"change": lambda gray: _sharpened(gray)},
    "focal length 1 % wrong": {"calibration": dataclasses.replace(WEBCAM, focalLength=(959.5, 962.5))},
    "distortion ignored": {"calibration": WEBCAM.undistorted()},
    "print 1 % too large": {"scale": 1.01},
}
"""What else is wrong in pictures, one thing at a time, as ``rowOf`` takes it."""


def _sharpened(gray: np.ndarray) -> np.ndarray:
    """With the curve of sRGB, and an unsharp mask."""
    bright = np.round(255 * (gray / 255) ** (1 / 2.2)).astype(np.uint8)
    return cv2.addWeighted(bright, 1.8, cv2.GaussianBlur(bright, (0, 0), 1.5), -0.8, 0)


def rowOf(pattern: str, distance: float, tilt: float, camera=None, scale=1.0, **options) -> str:
    """Of a table: medians, and the largest ones in brackets."""
    file, parameters, name, planeOf = PATTERNS[pattern]
    if scale != 1:
        planeOf = _scaled(planeOf, scale)
    processor = Processor(builtIns()[file], parameters)
    taken = SyntheticCamera(WEBCAM, **({"blur": BLUR, "noise": NOISE} | (camera or {})))
    errors = measure(planeOf, name, processor, taken, distance, tilt, PICTURES, **options)
    if not errors:
        return "| 0 | - | - | - | - | - |"
    values = {each.name: [getattr(error, each.name) for error in errors] for each in dataclasses.fields(Errors)}
    cells = [f"{len(errors)}"]
    for key, digits in (("percent", 3), ("distance", 2), ("angle", 2)):
        cells.append(f"{statistics.median(values[key]):.{digits}f} ({max(values[key]):.{digits}f})")
    cells += [f"{statistics.median(values[key]):.2f}" for key in ("saidDistance", "saidAngle")]
    return f"| {' | '.join(cells)} |"


def _scaled(planeOf, scale: float):
    def scaled(at):
        plane = planeOf(at)
        shift = np.eye(4)
        shift[:2, 3] = (1 - scale) / 2 * np.array(plane.size)
        return dataclasses.replace(plane, size=tuple(scale * np.array(plane.size)), pose=plane.pose @ shift)

    return scaled


HEAD = "seen | position (% of the distance) | position (mm) | angle (degrees) | says (mm) | says (degrees) |"

TEXT = """# Accuracy of marker poses

Made by `python -m Benchmark.Markers` (in `CameraStream/Testing`, with `PYTHONPATH=..:.`): {pictures} pictures for
each row, rendered as a known webcam would take them (1280 x 720, 68 degrees wide, barrel distortion, blur of {blur}
pixels, noise of {noise:g} gray levels), in which the markers lie at other places and are tilted about other axes.
Medians, and the largest error in brackets. *seen*: in how many of the pictures; some markers reach over their edges.
*says*: what the processor itself says of its error.

**A webcam is not an optical tracker.** These are errors of the computation, with a lens that is known exactly, paper
that is flat, and light that is even: as good as it can get. The second table shows what one thing that is wrong makes
of it; in practice several are. Expect some millimeters and about one degree at arm's length. Optical trackers reach
0.1 to 0.3 mm, some ten times less, and say when they do not. Marker poses are for teaching, planning and augmented
reality, **not for navigation**: nothing here may guide an instrument in a patient.

## Distance, tilt and size

| pattern | distance (mm) | tilt (degrees) | {head}
| {rule} | --- | --- |
{first}

The error along the line of sight is by far the largest part: it grows with the square of the distance, and is the
smaller, the larger the marker. A marker that is looked at straight on has the least certain angle. Each picture is
taken alone here: a small marker may then be found tilted the other way (an angle of 46 degrees and more). In a film,
the pose that goes on from the one before is taken.

## What else is wrong

At 600 mm and 40 degrees.

| picture | pattern | {head}
| {rule} | --- |
{second}

A camera that brightens and sharpens makes white spread over black: the edges of a marker move, and it seems smaller.
The corners of a checkerboard stay where they are. Where millimeters count, use a board.
"""


def main() -> None:
    first = [
        f"| {pattern} | {distance} | {tilt} {rowOf(pattern, distance, tilt)}"
        for pattern in PATTERNS
        for distance in DISTANCES
        for tilt in TILTS
    ]
    second = [
        f"| {name} | {pattern} {rowOf(pattern, 600, 40, **options)}"
        for name, options in CAMERAS.items()
        for pattern in ("marker of 50 mm", "ChArUco board of 250 x 175 mm")
    ]
    rule = " | ".join(["---"] * (HEAD.count("|") + 1))
    lists = {"first": "\n".join(first), "second": "\n".join(second)}
    text = TEXT.format(pictures=PICTURES, blur=BLUR, noise=NOISE, head=HEAD, rule=rule, **lists)
    (REPOSITORY / "docs/marker-accuracy.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
