"""State that survives a reload: the one module that a reload does not remove (see Panel.Widget.forgetLibrary).

The objects in it have the classes from before the reload: only call their methods, and do not compare classes.
"""

endingProcesses: list = []
"""Captures (CaptureProcess) that were stopped and whose processes have not ended yet."""

lastCaptures: dict[tuple[str, str], object] = {}
"""The last capture of each camera, by kind and address of its source: the next one waits until it releases the
camera."""

foundCameras: tuple[str, ...] | None = None
"""The cameras found by the last search, as ``str(CameraName)``; None before the first one."""

isPyAVDeclined = False
"""Whether the user declined to install PyAV, or the installation failed: not asked again in this session."""
