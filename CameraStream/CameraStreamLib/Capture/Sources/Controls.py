"""The controls of a running camera, such as exposure and focus, by OpenCV's properties."""

from ..OpenCV import cv2

CONTROLS = {
    "autoExposure": cv2.CAP_PROP_AUTO_EXPOSURE,
    "exposure": cv2.CAP_PROP_EXPOSURE,
    "gain": cv2.CAP_PROP_GAIN,
    "brightness": cv2.CAP_PROP_BRIGHTNESS,
    "autoFocus": cv2.CAP_PROP_AUTOFOCUS,
    "focus": cv2.CAP_PROP_FOCUS,
    "zoom": cv2.CAP_PROP_ZOOM,
    "autoWhiteBalance": cv2.CAP_PROP_AUTO_WB,
    "whiteBalance": cv2.CAP_PROP_WB_TEMPERATURE,
}
"""By the names that the panel uses. Automatic modes are 1 or 0; units and ranges depend on the camera."""

WHITE_BALANCE = {"MSMF": cv2.CAP_PROP_TEMPERATURE, "DSHOW": cv2.CAP_PROP_WHITE_BALANCE_BLUE_U}
"""The property that these backends use for it (OpenCV, cap_msmf.cpp, cap_dshow.cpp)."""

V4L2_EXPOSURE = {1: 3, 0: 1}
"""V4L2's values for automatic and manual exposure (V4L2_EXPOSURE_APERTURE_PRIORITY and _MANUAL, kernel.org), which
OpenCV passes through; other backends use 1 and 0."""

MANUALS = {"autoExposure": "exposure", "autoFocus": "focus"}
"""The control that an automatic mode sets. With Media Foundation, OpenCV (cap_msmf.cpp) returns the wrong state of an
automatic mode, and disables it by writing 0 to this control, such as an exposure of one second; writing any other value
disables it too."""


class Controls:
    """The controls of an open camera.

    :param backend: from ``getBackendName``
    """

    def __init__(self, capture: cv2.VideoCapture, backend: str):
        self._capture = capture
        self._backend = backend
        self._codes = CONTROLS | ({"whiteBalance": WHITE_BALANCE[backend]} if backend in WHITE_BALANCE else {})
        self._seen: set[str] = set()
        self._automatics = dict.fromkeys(MANUALS, 1.0)  # as last set, if they cannot be read; cameras start like this

    def read(self) -> dict[str, float]:
        """The controls that the camera has, with their values.

        Missing ones are -1 on the backends for webcams, where an exposure may also be set to -1 (half a second). Other
        backends return 0 for unknown properties.
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
        """Set a control, if the camera can."""
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
