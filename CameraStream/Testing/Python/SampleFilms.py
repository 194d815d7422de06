"""Makes the films that come with CameraStream as sample data, and their thumbnails, in CameraStream/Resources:
``python SampleFilms.py``, with CameraStream and this folder in PYTHONPATH."""

import sys
import time
from pathlib import Path

import cv2
import numpy as np
from SyntheticCamera import Plane, SyntheticCamera, pose

from CameraStreamLib.Capture.Outputs.QueuedTap import TappedFrame
from CameraStreamLib.Capture.Outputs.RecordingWriter import RecordingWriter
from CameraStreamLib.Capture.Sources.TestPattern import TestPattern
from CameraStreamLib.Shared.Calibration import Calibration
from CameraStreamLib.Shared.Frame import FrameRegion

RESOURCES = Path(__file__).parents[2] / "Resources"

SIZE = (640, 480)
"""Of both films, pixels: the whole of them is about a megabyte."""

THUMBNAIL_SIZE = (260, 195)
"""Of a picture in Slicer's Sample Data module, pixels: about as wide as those of the template."""

THUMBNAIL_FRAME = 8
"""In which the board is whole."""

LENS = Calibration("standard", SIZE, (560.0, 558.0), (322.5, 236.0), (-0.28, 0.09, 0.0004, -0.0003, 0.0))
"""Of the camera that sees the board: a small lens with the distortion of a webcam."""

SQUARES, SQUARE_MM, MARKER_MM = (10, 7), 25.0, 18.0
"""Of the ChArUco board."""

PLACES = np.array([
    (400, 0, 90, 0, 0, 0), (360, 30, 90, 5, -55, -25), (360, -30, 90, -5, 55, 25), (380, -35, 0, 3, 45, -40),
    (380, 35, 0, -4, -50, 40), (340, 20, 45, 60, -40, 0), (430, 40, 135, 10, 70, -60), (430, -40, 135, -10, -75, 60),
    (320, -15, 45, 20, 20, 10),
])  # fmt: skip
"""Of the board, one after the other: distance, tilt, about, turn, and center x and y of SyntheticCamera.pose. It is
tilted to all sides, over the whole picture."""

RESTING, MOVING = 8, 3
"""Frames for which the board is held still at each place, so that a picture can be taken of it, and between two."""


def stampedFilm():
    """25 frames/s of the test pattern: each has its number, and the time at which it was made, in its pixels."""
    source = TestPattern(SIZE, 25)
    for _index in range(125):
        yield source.read()


def boardFilm():
    """10 frames/s of a ChArUco board that is held here and there, turned and tilted, by a lens with distortion."""
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_5X5_100)
    board = cv2.aruco.CharucoBoard(SQUARES, SQUARE_MM, MARKER_MM, dictionary)
    texture = board.generateImage((SQUARES[0] * 80, SQUARES[1] * 80))
    sheet = cv2.copyMakeBorder(texture, 40, 40, 40, 40, cv2.BORDER_CONSTANT, value=255)  # half a square of paper
    size = tuple((count + 1) * SQUARE_MM for count in SQUARES)
    camera = SyntheticCamera(LENS, blur=0.7)
    for start, end in zip(PLACES, [*PLACES[1:], PLACES[0]]):
        for index in range(1 + MOVING):
            *place, x, y = start + (end - start) * index / (1 + MOVING)
            picture = camera.picture([Plane(sheet, size, pose(size, *place, (x, y)))])
            picture = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
            for _time in range(RESTING if index == 0 else 1):
                yield picture


def write(name: str, frames, rate: float, source: str) -> None:
    """A recording, as the module makes them, and its thumbnail."""
    path = RESOURCES / "SampleData" / f"{name}.webm"
    path.parent.mkdir(exist_ok=True)
    for old in path.parent.glob(f"{name}.*"):
        old.unlink()
    writer = RecordingWriter(path, "vp9", f"sample {name}", source, None, rate)
    region = FrameRegion((0, 0), SIZE)
    start = time.perf_counter()
    for number, frame in enumerate(frames, 1):
        writer.write(TappedFrame(frame, number, start + number / rate, region, 0))
        if number == THUMBNAIL_FRAME:
            picture = cv2.resize(frame, THUMBNAIL_SIZE, interpolation=cv2.INTER_AREA)
            cv2.imwrite(str(RESOURCES / "Icons" / f"{name}.png"), picture, [cv2.IMWRITE_PNG_COMPRESSION, 9])
    writer.close(0)
    print(path, path.stat().st_size)


if __name__ == "__main__":
    wanted = sys.argv[1:] or ["StampedFilm", "MovingBoard"]
    if "StampedFilm" in wanted:
        write("StampedFilm", stampedFilm(), 25, "testpattern:640x480@25")
    if "MovingBoard" in wanted:
        write("MovingBoard", boardFilm(), 10, "a synthetic camera")
