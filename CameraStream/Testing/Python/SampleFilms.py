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

SQUARES, SQUARE_MM, MARKER_MM = (8, 6), 20.0, 15.0
"""Of the ChArUco board."""

BOARD_FRAMES = 70
"""7 s, after which it is where it began."""


def stampedFilm():
    """25 frames/s of the test pattern: each has its number, and the time at which it was made, in its pixels."""
    source = TestPattern(SIZE, 25)
    for _index in range(125):
        yield source.read()


def boardFilm():
    """10 frames/s of a ChArUco board that comes nearer, turns and tilts, through a lens with distortion."""
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_5X5_100)
    board = cv2.aruco.CharucoBoard(SQUARES, SQUARE_MM, MARKER_MM, dictionary)
    texture = board.generateImage((SQUARES[0] * 80, SQUARES[1] * 80))
    sheet = cv2.copyMakeBorder(texture, 40, 40, 40, 40, cv2.BORDER_CONSTANT, value=255)  # half a square of paper
    size = tuple((count + 1) * SQUARE_MM for count in SQUARES)
    camera = SyntheticCamera(LENS, blur=0.7, noise=0.0)
    for index in range(BOARD_FRAMES):
        phase = 2 * np.pi * index / BOARD_FRAMES
        place = pose(
            size,
            distance=260 + 80 * np.sin(2 * phase),
            tilt=32 * np.sin(3 * phase),
            about=360 * index / BOARD_FRAMES,
            turn=25 * np.sin(phase),
            center=(55 * np.sin(2 * phase + 1), 40 * np.cos(3 * phase)),
        )
        yield cv2.cvtColor(camera.picture([Plane(sheet, size, place)]), cv2.COLOR_RGB2BGR)


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
