"""Video files and image sequences that tests play: every frame carries its number in its pixels."""

from pathlib import Path

import cv2
import numpy as np

from CameraStreamLib.Shared import FrameStamp

SIZE = (352, 288)
"""Of a frame, pixels: small, and wide enough for a stamp."""

CORNER_COLORS = {
    "top left": (230, 20, 20),
    "top right": (20, 230, 20),
    "bottom left": (20, 20, 230),
    "bottom right": (230, 230, 20),
}
"""RGB of each quarter of a frame: a flip, a turn or a swap of channels mixes them up."""


def makeFrame(number: int, width: int = SIZE[0], height: int = SIZE[1]) -> np.ndarray:
    """Four quarters of different colors under a stamp: (H, W, 3), RGB, uint8."""
    frame = np.empty((height, width, 3), np.uint8)
    frame[: height // 2, : width // 2] = CORNER_COLORS["top left"]
    frame[: height // 2, width // 2 :] = CORNER_COLORS["top right"]
    frame[height // 2 :, : width // 2] = CORNER_COLORS["bottom left"]
    frame[height // 2 :, width // 2 :] = CORNER_COLORS["bottom right"]
    FrameStamp.write(frame, number)
    return frame


def writeVideo(path: Path, count: int, rate: float, width: int = SIZE[0], height: int = SIZE[1]) -> Path:
    """A lossless video file (FFV1) of ``count`` frames, numbered from 1."""
    writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, cv2.VideoWriter.fourcc(*"FFV1"), rate, (width, height))
    assert writer.isOpened()
    for number in range(1, count + 1):
        writer.write(cv2.cvtColor(makeFrame(number, width, height), cv2.COLOR_RGB2BGR))
    writer.release()
    return path


def writeImages(folder: Path, images: list[np.ndarray], first: int = 1) -> str:
    """A PNG sequence of images as OpenCV has them (BGR); returns its pattern."""
    for index, image in enumerate(images):
        assert cv2.imwrite(str(folder / f"frame_{first + index:04d}.png"), image)
    return str(folder / "frame_%04d.png")
