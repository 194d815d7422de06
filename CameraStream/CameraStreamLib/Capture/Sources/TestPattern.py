"""A moving test pattern, to check orientation, colors, motion and focus at a glance, without a camera."""

import math
import time

import numpy as np

from ...Shared import FrameStamp
from ..OpenCV import cv2
from .FrameSource import FrameSource

# BGR, as OpenCV draws.
BACKGROUND_TOP = (92, 58, 30)
BACKGROUND_BOTTOM = (34, 22, 14)
WHITE = (245, 245, 245)
DIM = (150, 130, 110)
ACCENT = (60, 190, 255)
BARS = (
    ("RED", (40, 40, 225)),
    ("GREEN", (70, 180, 40)),
    ("BLUE", (225, 90, 40)),
    ("YELLOW", (40, 215, 240)),
    ("CYAN", (220, 210, 50)),
    ("MAGENTA", (200, 60, 215)),
)

STAR_SPOKES = 36
"""Pairs of black and white in the focus star: at the center they are finer than any lens can resolve."""


class TestPattern(FrameSource):
    """The built-in test pattern: ``read()`` draws the next frame, with a FrameStamp if it is large enough.

    :param size: (width, height), pixels
    :param frameRate: frames/s, by which the reader paces it and the clock hand turns
    """

    def __init__(self, size: tuple[int, int], frameRate: float):
        self.frameRate = frameRate
        self._width, self._height = size
        self._unit = min(self._width / 16, self._height / 9)  # the picture is laid out on a grid of 16 x 9
        self._center = (self._width / 2, self._height * 0.47)
        self._background = self._drawBackground()
        self._frame = np.empty_like(self._background)
        self.index = 0
        self.granted = {"frameRate": frameRate, "fourcc": "", "backend": ""}
        self._controls = {"autoExposure": 1.0, "exposure": 0.0, "gain": 1.0, "brightness": 0.0}

    def read(self) -> np.ndarray:
        """The next frame: shape (H, W, 3), BGR, uint8; overwritten by the next call."""
        np.copyto(self._frame, self._background)
        self._drawMoving(self.index / self.frameRate)
        self._expose()
        self.index += 1
        if FrameStamp.fits(self._width, self._height):
            FrameStamp.write(self._frame, self.index)
        return self._frame

    def controls(self) -> dict[str, float]:
        """The controls of a simple camera, to try the panel without one."""
        return dict(self._controls)

    def controlRanges(self) -> dict[str, tuple[float, float, float]]:
        """Of ``exposure`` in powers of two (it counts while ``autoExposure`` is 0), and of levels of gray."""
        return {"exposure": (-8.0, 8.0, 0.25), "gain": (0.0, 16.0, 0.25), "brightness": (-255.0, 255.0, 1.0)}

    def setControl(self, name: str, value: float) -> None:
        """Set a control, clipped to its range."""
        if name in self._controls:
            minimum, maximum, _step = self.controlRanges().get(name, (0.0, 1.0, 1.0))
            self._controls[name] = float(np.clip(value, minimum, maximum))

    def _expose(self) -> None:
        exposure = 0.0 if self._controls["autoExposure"] else self._controls["exposure"]
        scale, shift = self._controls["gain"] * 2**exposure, self._controls["brightness"]
        if (scale, shift) != (1.0, 0.0):
            brighter = np.clip(np.arange(256) * scale + shift, 0, 255).astype(np.uint8)
            cv2.LUT(self._frame, brighter, dst=self._frame)

    def _point(self, x: float, y: float) -> tuple[int, int]:
        """Pixel of a position in units from the clock's center."""
        return round(self._center[0] + x * self._unit), round(self._center[1] + y * self._unit)

    def _line(self, width: float) -> int:
        return max(1, round(width * self._unit))

    def _text(self, frame, text: str, x: float, y: float, height: float, color) -> None:
        """Draw ``text`` centered at a position, its capitals ``height`` units high."""
        font = cv2.FONT_HERSHEY_DUPLEX
        capital = 21  # height of a capital letter of this font at scale 1, pixels (OpenCV's Hershey tables)
        scale = height * self._unit / capital
        (width, _), _ = cv2.getTextSize(text, font, scale, 1)
        column, row = self._point(x, y)
        origin = (round(column - width / 2), round(row + height * self._unit / 2))
        cv2.putText(frame, text, origin, font, scale, color, self._line(0.018), cv2.LINE_AA)

    def _drawBackground(self) -> np.ndarray:
        mix = np.linspace(0, 1, self._height)[:, np.newaxis]
        column = np.array(BACKGROUND_TOP) * (1 - mix) + np.array(BACKGROUND_BOTTOM) * mix
        frame = np.repeat(column[:, np.newaxis].astype(np.uint8), self._width, axis=1)
        frame = np.ascontiguousarray(frame)
        for x in range(-8, 9):  # squares: they look square when the pixels are
            cv2.line(frame, self._point(x, -9), self._point(x, 9), (80, 54, 34), 1)
        for y in range(-5, 6):
            cv2.line(frame, self._point(-16, y), self._point(16, y), (80, 54, 34), 1)
        self._drawBars(frame)
        self._drawFocusStar(frame)
        self._drawGraySteps(frame)
        cv2.circle(frame, self._point(0, 0), self._line(2.5), WHITE, self._line(0.05), cv2.LINE_AA)
        for minute in range(60):
            angle = math.radians(6 * minute)
            inner = 2.15 if minute % 5 == 0 else 2.3
            start = self._point(inner * math.sin(angle), -inner * math.cos(angle))
            end = self._point(2.4 * math.sin(angle), -2.4 * math.cos(angle))
            cv2.line(frame, start, end, WHITE, self._line(0.03), cv2.LINE_AA)
        for text, x, y in (("UP", 0, -3.25), ("LEFT", -3.4, 0), ("RIGHT", 3.5, 0), ("DOWN", 0, 2.95)):
            self._text(frame, text, x, y, 0.36, WHITE)
        arrow = np.array([self._point(-0.22, -3.6), self._point(0.22, -3.6), self._point(0, -3.95)])
        cv2.fillPoly(frame, [arrow], ACCENT, cv2.LINE_AA)
        return frame

    def _drawBars(self, frame: np.ndarray) -> None:
        """Labeled colors along the lower edge."""
        top = round(self._height * 0.86)
        edges = np.linspace(0, self._width, len(BARS) + 1).round().astype(int)
        for (name, color), left, right in zip(BARS, edges[:-1], edges[1:]):
            frame[top:, left:right] = color
            x = ((left + right) / 2 - self._center[0]) / self._unit
            y = ((top + self._height) / 2 - self._center[1]) / self._unit
            self._text(frame, name, x, y, 0.28, (20, 20, 20))

    def _drawFocusStar(self, frame: np.ndarray) -> None:
        """Spokes that melt into gray where the picture is not sharp."""
        radius = self._line(1.3)
        column, row = self._point(6.0, -0.2)
        y, x = np.mgrid[-radius : radius + 1, -radius : radius + 1]
        spokes = np.where(np.sin(np.arctan2(y, x) * STAR_SPOKES) > 0, 245, 20).astype(np.uint8)
        inside = x * x + y * y <= radius * radius
        rows = np.clip(row + y[inside], 0, self._height - 1)
        columns = np.clip(column + x[inside], 0, self._width - 1)
        frame[rows, columns] = spokes[inside][:, np.newaxis]
        self._text(frame, "FOCUS", 6.0, 1.65, 0.22, DIM)

    def _drawGraySteps(self, frame: np.ndarray) -> None:
        """Eleven steps from black to white, which merge in crushed shadows and clipped highlights."""
        for step in range(11):
            gray = round(255 * step / 10)
            y = 1.05 - step * 0.24
            cv2.rectangle(frame, self._point(-6.5, y), self._point(-5.3, y - 0.24), (gray, gray, gray), cv2.FILLED)
        self._text(frame, "GRAY", -5.9, 1.65, 0.22, DIM)

    def _drawMoving(self, seconds: float) -> None:
        """A hand that turns once in four seconds, a ball that swings under it, and the time."""
        frame = self._frame
        turn = seconds / 4 * 2 * math.pi
        cv2.ellipse(
            frame, self._point(0, 0), (self._line(2.0),) * 2, -90, 0, math.degrees(turn) % 360, ACCENT,
            self._line(0.16), cv2.LINE_AA,
        )  # fmt: skip
        hand = self._point(1.8 * math.sin(turn), -1.8 * math.cos(turn))
        cv2.line(frame, self._point(0, 0), hand, WHITE, self._line(0.09), cv2.LINE_AA)
        cv2.circle(frame, self._point(0, 0), self._line(0.14), WHITE, cv2.FILLED, cv2.LINE_AA)
        swing = self._point(6.5 * math.sin(turn / 2), 2.35)
        cv2.circle(frame, swing, self._line(0.2), ACCENT, cv2.FILLED, cv2.LINE_AA)
        clock = time.strftime("%H:%M:%S") + f".{int(time.time() * 10) % 10}"
        self._text(frame, clock, 0, 0.85, 0.3, WHITE)
        self._text(frame, f"{self._width} x {self._height}   frame {self.index + 1}", 0, 1.35, 0.17, DIM)
