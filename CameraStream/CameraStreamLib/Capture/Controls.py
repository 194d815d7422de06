"""What can be set on a camera while it runs: exposure, focus and the like, by OpenCV's properties."""

from .OpenCV import cv2

CONTROLS = {
    "autoExposure": cv2.CAP_PROP_AUTO_EXPOSURE,
    "exposure": cv2.CAP_PROP_EXPOSURE,
    "gain": cv2.CAP_PROP_GAIN,
    "brightness": cv2.CAP_PROP_BRIGHTNESS,
    "autoFocus": cv2.CAP_PROP_AUTOFOCUS,
    "focus": cv2.CAP_PROP_FOCUS,
    "autoWhiteBalance": cv2.CAP_PROP_AUTO_WB,
    "whiteBalance": cv2.CAP_PROP_WB_TEMPERATURE,
}
"""By the names that the panel has for them. Automatics are 1 or 0; units and ranges are the camera's own."""

V4L2_EXPOSURE = {1: 3, 0: 1}
"""V4L2's values for automatic and manual exposure (V4L2_EXPOSURE_APERTURE_PRIORITY and _MANUAL, kernel.org), which
OpenCV hands through; other backends take 1 and 0."""


def read(capture: cv2.VideoCapture, backend: str) -> dict[str, float]:
    """The controls that an open camera has, with their values.

    What it does not have is -1 on the backends of webcams. Others answer 0 to everything that they do not know.
    """
    unknown = (-1,) if backend in ("V4L2", "DSHOW", "MSMF") else (-1, 0)
    values = {name: capture.get(code) for name, code in CONTROLS.items()}
    values = {name: value for name, value in values.items() if value not in unknown}
    if backend == "V4L2" and "autoExposure" in values:
        values["autoExposure"] = float(values["autoExposure"] != V4L2_EXPOSURE[0])
    return values


def write(capture: cv2.VideoCapture, backend: str, name: str, value: float) -> None:
    """Set one control; a camera that cannot keeps what it has."""
    if backend == "V4L2" and name == "autoExposure":
        value = V4L2_EXPOSURE[int(bool(value))]
    capture.set(CONTROLS[name], value)
