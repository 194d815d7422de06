"""Poses of flat patterns over time: which of two is the right one, and what of them is shown."""

import dataclasses
import math

import cv2
import numpy as np

from ..Shared.Calibration import Calibration
from ..Shared.Errors import SourceError
from ..Shared.Errors import tr as _
from .OneEuroFilter import OneEuroFilter
from .PlanarPose import CORNER_NOISE, Pose, posesOf
from .ProcessorFrame import ProcessorFrame

MEMORY_SECONDS = 0.5
"""For which a pose says something of the next one: a hand can turn a marker over in that time."""

CERTAIN = math.log(1000)
"""The other one of two poses is taken once the pictures make it a thousand times as likely as the one that goes on."""

MOST = 50
"""Patterns in a result: as many as it may have transforms."""

MOST_WITH_NUMBERS = 16
"""Those of them whose errors are numbers of the result: three each, of the 50 numbers that it may have."""


@dataclasses.dataclass(frozen=True)
class Pattern:
    """A flat pattern in a picture: its ``points``, (n, 3), mm, and where they are: ``corners``, (n, 2), in the picture,
    and ``pixels``, (n, 2), undistorted."""

    points: np.ndarray
    corners: np.ndarray
    pixels: np.ndarray


def calibrationOf(frame: ProcessorFrame) -> Calibration:
    """That of a frame.

    :raises SourceError: if there is none
    """
    if frame.calibration is None:
        raise SourceError(_("Calibrate the camera first: without its calibration, no pose can be computed."))
    return frame.calibration


class PoseTracking:
    """Makes a processor's results of the patterns in one frame after another, each by its name."""

    def __init__(self):
        self._trackers: dict[str, Tracker] = {}

    def result(
        self, patterns: dict[str, Pattern], frame: ProcessorFrame, maximumError, cutoff=None, beta=0.0, reference=""
    ) -> dict:
        """Poses as transforms, outlines as lines, errors as numbers, and as a text what cannot be shown.

        :param maximumError: reprojection error, pixels, above which a pose is not shown
        :param cutoff: and ``beta``: see OneEuroFilter; None for no filter
        :param reference: name of the pattern to which the others are relative; "" for the camera
        """
        shown, problems, delays = {}, [], [0.0]
        for name, pattern in [*patterns.items()][:MOST]:
            tracker = self._trackers.setdefault(name, Tracker())
            poses = posesOf(pattern.points, pattern.pixels, frame.calibration.matrix)
            pose = tracker.follow(poses, frame.time, maximumError)
            if pose is None or pose.error > maximumError:
                problems.append(_problem(name, pose, maximumError))
                continue
            if cutoff is not None:
                pose = tracker.filtered(pose, frame.time, cutoff, beta)
                delays.append(tracker.delay)
            shown[name] = pose
        if reference and reference not in shown:
            problems.append(f"The reference {reference} is not in the picture: no pose can be given relative to it.")
        numbers = _numbers(shown, reference)
        if cutoff is not None:
            numbers["delay of the filter (ms)"] = 1000 * max(delays)
        return {
            "transforms": _transforms(shown, reference),
            "lines": [{"line": _outline(patterns[name]), "name": name} for name in shown],
            "numbers": numbers,
            "text": "\n".join(problems),
        }


class Tracker:
    """Follows one pattern."""

    def __init__(self):
        self._pose: Pose | None = None
        self._time = -math.inf
        self._evidence = 0.0
        self._filter = OneEuroFilter()

    def follow(self, poses: list[Pose], time: float, maximumError: float) -> Pose | None:
        """Which one of the possible poses goes on from that of before, unless the pictures speak for another one; the
        first one if nothing is known of before; None if there is none. One with a larger error than ``maximumError``,
        pixels, says nothing of the next one."""
        if not poses:
            return None
        isNew = time - self._time > MEMORY_SECONDS
        if isNew:
            self._evidence = 0.0
            self._filter = OneEuroFilter()
        chosen = poses[0] if isNew else self._consistent(poses)
        if chosen.error <= maximumError:
            self._pose, self._time = chosen, time
        return chosen

    def _consistent(self, poses: list[Pose]) -> Pose:
        """The logarithm of how much likelier the other pose is, by the noise of the corners, is added up over the
        frames, and never falls below zero: a CUSUM test (Page, "Continuous Inspection Schemes", 1954)."""
        kept = min(poses, key=lambda each: _angle(each, self._pose))
        for other in poses:
            if other is not kept:
                self._evidence += (kept.squares - other.squares) / (2 * CORNER_NOISE**2)
        self._evidence = max(0.0, self._evidence)
        if self._evidence < CERTAIN:
            return kept
        self._evidence = 0.0
        self._filter = OneEuroFilter()  # it does not turn over in between
        return poses[0]

    def filtered(self, pose: Pose, time: float, cutoff: float, beta: float) -> Pose:
        rotation, translation = self._filter.filtered(pose.rotation, pose.translation, time, cutoff, beta)
        return dataclasses.replace(pose, rotation=rotation, translation=translation)

    @property
    def delay(self) -> float:
        """Of the filter, s."""
        return self._filter.delay


def _angle(first: Pose, second: Pose) -> float:
    """Between two poses, radians."""
    return float(np.linalg.norm(cv2.Rodrigues(first.rotation @ second.rotation.T)[0]))


def _problem(name: str, pose: Pose | None, maximumError: float) -> str:
    if pose is None:
        return f"{name} has no pose in front of the camera."
    return (
        f"{name} is not shown: its corners are {pose.error:.1f} pixels from where they should be, "
        f"and {maximumError:g} are allowed."
    )


def _transforms(poses: dict[str, Pose], reference: str) -> dict:
    if not reference:
        return {name: pose.matrix for name, pose in poses.items()}
    if reference not in poses:
        return {}
    toReference = np.linalg.inv(poses[reference].matrix)
    relative = {name: toReference @ pose.matrix for name, pose in poses.items() if name != reference}
    return {f"Camera to {reference}": toReference} | relative


def _numbers(poses: dict[str, Pose], reference: str) -> dict:
    """The errors of each pose. Relative to the reference they are those of both, and what a wrong angle of the
    reference makes of the distance between the two."""
    origin = poses.get(reference)
    if reference and not origin:
        return {}
    numbers = {}
    for name in [*poses][:MOST_WITH_NUMBERS]:
        pose = poses[name]
        distance, angle = pose.distance, pose.angle
        if origin and name != reference:
            lever = math.radians(origin.angle) * np.linalg.norm(pose.translation - origin.translation)
            distance, angle = math.hypot(distance, origin.distance, lever), math.hypot(angle, origin.angle)
        numbers |= {
            f"{name} reprojection error (pixels)": pose.error,
            f"{name} error (mm)": distance,
            f"{name} error (degrees)": angle,
        }
    return numbers


def _outline(pattern: Pattern) -> np.ndarray:
    """(m, 2), pixels: around its corners, closed."""
    hull = cv2.convexHull(np.float32(pattern.corners)).reshape(-1, 2)
    return np.concatenate([hull, hull[:1]])
