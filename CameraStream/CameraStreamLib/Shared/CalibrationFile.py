"""Calibrations in the files of others: OpenCV's YAML, ROS' ``camera_info`` YAML, and JSON."""

import json
import re
from pathlib import Path

import numpy as np

from .Calibration import Calibration
from .Errors import SourceError
from .Errors import tr as _

FORMATS = ("OpenCV YAML", "ROS YAML", "JSON")

ROS_MODELS = {"pinhole": "plumb_bob", "standard": "plumb_bob", "rational": "rational_polynomial",
              "fisheye": "equidistant"}  # fmt: skip
"""ROS' names of OpenCV's models (sensor_msgs/distortion_models.h)."""

FILE_BYTES = 1_000_000


def readCalibration(path) -> Calibration:
    """The calibration in a file.

    :raises SourceError: if there is none
    """
    problem = _('"{name}" is not a calibration. Choose an OpenCV or ROS YAML file, or JSON that was exported here.')
    problem = SourceError(problem, name=Path(path).name)
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read(FILE_BYTES)
        if text.lstrip().startswith("{"):
            return Calibration.fromDict(json.loads(text))
        return _fromYaml(text)
    except (OSError, ValueError, RecursionError) as error:  # a SourceError is a ValueError
        raise problem from error


def writeCalibration(path, calibration: Calibration, kind: str) -> None:
    """Write a file of one of FORMATS.

    :raises SourceError: if that is not possible
    """
    text = {"OpenCV YAML": _openCV, "ROS YAML": _ros, "JSON": _json}[kind](calibration)
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        problem = _('"{path}" cannot be written ({reason}). Choose another folder.')
        raise SourceError(problem, path=path, reason=error.strerror or str(error)) from error


def _fromYaml(text: str) -> Calibration:
    """Both kinds write a matrix as ``rows``, ``cols`` and ``data`` beneath its name; no YAML package is needed.

    :raises ValueError: if something is missing
    """
    camera = _matrix(text, "camera_matrix").tolist()
    distortion = _matrix(text, "distortion_coefficients")
    if len(camera) != 9:
        raise ValueError("the camera matrix is not of 3 x 3")
    name = re.search(r"^distortion_model:\s*\"?(\w+)", text, re.MULTILINE)
    isFisheye = name.group(1) in ("equidistant", "fisheye") if name else _scalar(text, "fisheye_model") not in ("", "0")
    while not isFisheye and distortion.size > 5 and distortion[-1] == 0:
        distortion = distortion[:-1]  # of models with more coefficients
    model = "fisheye" if isFisheye else "standard" if distortion.size <= 5 else "rational"
    count = {"fisheye": 4, "standard": 5, "rational": 8}[model]
    distortion = np.append(distortion, np.zeros(max(0, count - distortion.size)))
    error = _scalar(text, "avg_reprojection_error")
    values = {
        "model": model if distortion.any() else "pinhole",
        "size": [int(_scalar(text, "image_width")), int(_scalar(text, "image_height"))],
        "focalLength": [camera[0], camera[4]], "principalPoint": [camera[2], camera[5]],
        "distortion": distortion.tolist() if distortion.any() else [],
        "error": float(error) if error else None,
        "camera": "", "time": _scalar(text, "calibration_time"),
    }  # fmt: skip
    return Calibration.fromDict(values)


def _matrix(text: str, name: str) -> np.ndarray:
    found = re.search(rf"^{name}:.*?data:\s*\[([^\]]*)\]", text, re.MULTILINE | re.DOTALL)
    if not found:
        raise ValueError(f"there is no {name}")
    return np.array([float(number) for number in found.group(1).replace("\n", " ").split(",")])


def _scalar(text: str, name: str) -> str:
    found = re.search(rf"^{name}:\s*(.*?)\s*$", text, re.MULTILINE)
    return found.group(1).strip("\"'") if found else ""


def _numbers(values) -> str:
    return ", ".join(f"{float(value):.17g}" for value in np.ravel(values))


def _openCV(calibration: Calibration) -> str:
    """As ``cv2.FileStorage`` and OpenCV's calibration sample write it."""

    def matrix(name: str, values: np.ndarray) -> str:
        values = np.atleast_2d(values)
        rows, columns = values.shape
        return (
            f"{name}: !!opencv-matrix\n   rows: {rows}\n   cols: {columns}\n   dt: d\n   data: [ {_numbers(values)} ]\n"
        )

    width, height = calibration.size
    error = "" if calibration.error is None else f"avg_reprojection_error: {calibration.error:.17g}\n"
    return (
        f'%YAML:1.0\n---\ncalibration_time: "{calibration.time}"\nimage_width: {width}\nimage_height: {height}\n'
        f"fisheye_model: {int(calibration.model == 'fisheye')}\n{matrix('camera_matrix', calibration.matrix)}"
        f"{matrix('distortion_coefficients', calibration.coefficients[:, None])}{error}"
    )


def _ros(calibration: Calibration) -> str:
    """As ROS' ``camera_calibration_parsers`` reads it."""

    def matrix(name: str, values: np.ndarray) -> str:
        rows, columns = np.atleast_2d(values).shape
        return f"{name}:\n  rows: {rows}\n  cols: {columns}\n  data: [{_numbers(values)}]\n"

    width, height = calibration.size
    name = re.sub(r"\W+", "_", calibration.camera).strip("_") or "camera"
    coefficients = calibration.coefficients if calibration.distortion else np.zeros(5)
    projection = np.column_stack([calibration.matrix, np.zeros(3)])
    return (
        f"image_width: {width}\nimage_height: {height}\ncamera_name: {name}\n"
        f"{matrix('camera_matrix', calibration.matrix)}distortion_model: {ROS_MODELS[calibration.model]}\n"
        f"{matrix('distortion_coefficients', coefficients)}{matrix('rectification_matrix', np.eye(3))}"
        f"{matrix('projection_matrix', projection)}"
    )


def _json(calibration: Calibration) -> str:
    return json.dumps(calibration.toDict(), indent=1) + "\n"
