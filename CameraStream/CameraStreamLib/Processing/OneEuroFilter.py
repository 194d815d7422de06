"""A filter that takes the tremble out of a pose that rests, and delays one that moves little."""

import math

import cv2
import numpy as np

SPEED_CUTOFF = 1.0
"""Cutoff frequency of the filter of the speed, Hz: that of the paper."""


class OneEuroFilter:
    """Of translation and rotation: Casiez, Roussel and Vogel, "1 Euro Filter: A Simple Speed-based Low-pass Filter for
    Noisy Input in Interactive Systems", CHI 2012.

    A low-pass filter whose cutoff frequency rises with speed: minimumCutoff + beta * speed, Hz; the speed in mm/s for
    the translation, degrees/s for the rotation. ``delay`` is how far its result lags behind a steady motion now, s: the
    longer one of the two. At rest it is 1 / (2 pi minimumCutoff).
    """

    def __init__(self):
        self.delay = 0.0
        self._time: float | None = None
        self._translation = _Filter(lambda start, end: end - start, lambda start, step: start + step, 1.0)
        self._rotation = _Filter(_turn, lambda start, step: cv2.Rodrigues(step)[0] @ start, math.degrees(1))

    def filtered(self, rotation, translation, time: float, minimumCutoff: float, beta: float) -> tuple:
        """The pose at ``time`` (s), (3, 3) and (3,) in mm, filtered."""
        seconds = 0.0 if self._time is None else time - self._time
        self._time = time
        rotation = self._rotation.filtered(rotation, seconds, minimumCutoff, beta)
        translation = self._translation.filtered(translation, seconds, minimumCutoff, beta)
        self.delay = max(self._rotation.delay, self._translation.delay)
        return rotation, translation


class _Filter:
    """Of what has a difference, and can be moved by one; ``unit`` is that of a difference in those of the speed."""

    def __init__(self, difference, moved, unit: float):
        self.delay = 0.0
        self._difference, self._moved, self._unit = difference, moved, unit
        self._last = self._value = None  # as it came, and filtered
        self._velocity = np.zeros(3)

    def filtered(self, value, seconds: float, minimumCutoff: float, beta: float):
        if self._value is None or seconds <= 0:
            self._last = self._value = value
            return value
        velocity = self._difference(self._last, value) / seconds
        self._last = value
        self._velocity = self._velocity + _share(SPEED_CUTOFF, seconds) * (velocity - self._velocity)
        cutoff = minimumCutoff + beta * self._unit * float(np.linalg.norm(self._velocity))
        self.delay = 1 / (2 * math.pi * cutoff)
        self._value = self._moved(self._value, _share(cutoff, seconds) * self._difference(self._value, value))
        return self._value


def _share(cutoff: float, seconds: float) -> float:
    """Of a step that a low-pass filter follows within ``seconds``."""
    return seconds / (seconds + 1 / (2 * math.pi * cutoff))


def _turn(start, end) -> np.ndarray:
    """(3,): the axis about which to turn from one rotation to another, times the angle, radians."""
    return cv2.Rodrigues(end @ start.T)[0].ravel()
