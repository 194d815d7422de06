"""Imports OpenCV such that Slicer's environment does not change and its log stays readable."""

import os

# Read by OpenCV at its first open. With hardware transforms, Media Foundation takes 4-20 s to open a camera
# (github.com/opencv/opencv/issues/17687).
os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")
# FFmpeg logs each damaged frame, hundreds a second on a bad network: AV_LOG_QUIET (libavutil/log.h).
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
# OpenCV logs a warning for each source that does not open; the panel shows the error instead.
os.environ.setdefault("OPENCV_LOG_LEVEL", "ERROR")
# How long V4L2 waits for a frame, s; by default it would take 10 s to notice that a camera was unplugged.
os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "5")

# The Linux wheel sets these to its own Qt 5, which Slicer's dialogs and Qt processes would then use.
_QT_VARIABLES = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")
_before = {name: os.environ.get(name) for name in _QT_VARIABLES}

import cv2  # noqa: E402

for _name, _value in _before.items():
    if _value is None:
        os.environ.pop(_name, None)
    else:
        os.environ[_name] = _value

__all__ = ["cv2"]
