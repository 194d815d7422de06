"""OpenCV, imported in one place so that Slicer's environment is left as it was and its log stays readable."""

import os

# Read by OpenCV at its first open. With hardware transforms Media Foundation takes 4-20 s to open a camera
# (github.com/opencv/opencv/issues/17687).
os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")
# FFmpeg writes a line for each damaged frame, hundreds a second on a bad network: AV_LOG_QUIET (libavutil/log.h).
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
# OpenCV warns of each source that does not open; what is wrong is said in the panel instead.
os.environ.setdefault("OPENCV_LOG_LEVEL", "ERROR")
# Seconds that V4L2 waits for a frame; 10 by default, which is how long an unplugged camera would go unnoticed.
os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "5")

# The Linux wheel points these at its own Qt 5, which Slicer's later dialogs and Qt processes would then look into.
_QT_VARIABLES = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")
_before = {name: os.environ.get(name) for name in _QT_VARIABLES}

import cv2  # noqa: E402

for _name, _value in _before.items():
    if _value is None:
        os.environ.pop(_name, None)
    else:
        os.environ[_name] = _value

__all__ = ["cv2"]
