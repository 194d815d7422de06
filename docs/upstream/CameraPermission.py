"""Whether a Slicer may ask for the camera: ``python CameraPermission.py PATH``, of a bundle or of Slicer's sources."""

import sys
from pathlib import Path

KEYS = ("NSCameraUsageDescription", "NSMicrophoneUsageDescription")

path = Path(sys.argv[1])
places = (path / "Contents/Info.plist", path / "CMake/MacOSXBundleInfo.plist.in")
text = next(place for place in places if place.is_file()).read_bytes()
for key in KEYS:
    print(key, "is there" if key.encode() in text else "is missing")
