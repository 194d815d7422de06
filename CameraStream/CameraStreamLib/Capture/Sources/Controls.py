"""What can be set on a camera while it runs: exposure, focus and the like, by OpenCV's properties."""

from ..OpenCV import cv2

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

WHITE_BALANCE = {"MSMF": cv2.CAP_PROP_TEMPERATURE, "DSHOW": cv2.CAP_PROP_WHITE_BALANCE_BLUE_U}
"""The property that these backends have for it (OpenCV, cap_msmf.cpp, cap_dshow.cpp)."""

V4L2_EXPOSURE = {1: 3, 0: 1}
"""V4L2's values for automatic and manual exposure (V4L2_EXPOSURE_APERTURE_PRIORITY and _MANUAL, kernel.org), which
OpenCV hands through; other backends take 1 and 0."""

MANUALS = {"autoExposure": "exposure", "autoFocus": "focus"}
"""What an automatic sets. Media Foundation in OpenCV (cap_msmf.cpp) tells an automatic's state by the wrong number, and
switches it off by writing 0 as the exposure, one second, or as the focus; any other value there does so as well."""


class Controls:
    """The controls of one open camera.

    :param backend: as ``getBackendName`` says
    """

    def __init__(self, capture: cv2.VideoCapture, backend: str):
        self._capture = capture
        self._backend = backend
        self._codes = CONTROLS | ({"whiteBalance": WHITE_BALANCE[backend]} if backend in WHITE_BALANCE else {})
        self._seen: set[str] = set()
        self._automatics = dict.fromkeys(MANUALS, 1.0)  # as set last, where they cannot be read: cameras start so

    def read(self) -> dict[str, float]:
        """Those that the camera has, with their values.

        What it does not have is -1 on the backends of webcams, though an exposure there may be set to -1 (half a
        second). Others answer 0 to everything that they do not know.
        """
        unknown = (-1,) if self._backend in ("V4L2", "DSHOW", "MSMF") else (-1, 0)
        values = {name: self._capture.get(code) for name, code in self._codes.items()}
        values = {name: value for name, value in values.items() if value not in unknown or name in self._seen}
        self._seen.update(values)
        for name in ("autoExposure", "autoFocus", "autoWhiteBalance"):
            if name not in values:
                continue
            if self._backend == "V4L2" and name == "autoExposure":
                values[name] = float(values[name] != V4L2_EXPOSURE[0])
            elif self._backend == "DSHOW":
                values[name] = float(int(values[name]) & 1)  # flags: 1 automatic, 2 manual
            elif self._backend == "MSMF" and name in MANUALS:
                values[name] = self._automatics[name]
        return values

    def write(self, name: str, value: float) -> None:
        """Set one; a camera that cannot keeps what it has."""
        if self._backend == "V4L2" and name == "autoExposure":
            value = V4L2_EXPOSURE[int(bool(value))]
        if self._backend == "MSMF" and name in MANUALS:
            self._automatics[name] = float(bool(value))
            if not value:
                name = MANUALS[name]
                value = self._capture.get(self._codes[name])
        for automatic, manual in MANUALS.items():
            if name == manual:
                self._automatics[automatic] = 0.0
        self._capture.set(self._codes[name], value)
