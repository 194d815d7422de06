"""Asks the driver of a Linux camera for the ranges of its controls, which OpenCV does not report."""

import contextlib
import os
import struct

try:
    import fcntl
except ImportError:  # Windows, which has no V4L2 either
    fcntl = None

QUERY_CONTROL = 0xC0445624
"""VIDIOC_QUERYCTRL (linux/videodev2.h): _IOWR('V', 36, struct v4l2_queryctrl), which has 68 bytes."""

QUERY = struct.Struct("=II32s4iI8x")
"""struct v4l2_queryctrl: id, type, name, minimum, maximum, step, default, flags; reserved."""

DISABLED = 0x0001
"""V4L2_CTRL_FLAG_DISABLED, one of the flags."""

CONTROL_IDS = {
    "exposure": 0x009A0902,
    "gain": 0x00980913,
    "brightness": 0x00980900,
    "focus": 0x009A090A,
    "zoom": 0x009A090D,
    "whiteBalance": 0x0098091A,
}
"""V4L2_CID_EXPOSURE_ABSOLUTE, _GAIN, _BRIGHTNESS, _FOCUS_ABSOLUTE, _ZOOM_ABSOLUTE and _WHITE_BALANCE_TEMPERATURE
(linux/v4l2-controls.h): what OpenCV's cap_v4l.cpp uses for Controls.CONTROLS, in the same units."""


def controlRanges(device: int | str) -> dict[str, tuple[int, int, int]]:
    """Minimum, maximum and step of a camera's controls, by their names in Controls.CONTROLS.

    :param device: path or number of the camera, as for OpenCV
    :returns: those that the driver reports; {} if it cannot be asked
    """
    path = f"/dev/video{device}" if isinstance(device, int) else device
    ranges = {}
    with contextlib.suppress(OSError, AttributeError):
        descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK)
        try:
            for name, identity in CONTROL_IDS.items():
                with contextlib.suppress(OSError):  # a control that this camera does not have
                    query = QUERY.pack(identity, 0, b"", 0, 0, 0, 0, 0)
                    answer = QUERY.unpack(fcntl.ioctl(descriptor, QUERY_CONTROL, query))
                    _id, _type, _name, minimum, maximum, step, _default, flags = answer
                    if minimum < maximum and not flags & DISABLED:
                        ranges[name] = (minimum, maximum, max(1, step))
        finally:
            os.close(descriptor)
    return ranges
