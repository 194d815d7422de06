"""What outlives a reload of the module: the one module that a reload does not forget (see Panel.Widget.forgetLibrary).

What is kept here is of the classes from before the reload: only their methods are called, nothing is compared by class.
"""

endingProcesses: list = []
"""Captures (CaptureProcess) whose processes were told to end, until those have."""

lastCaptures: dict[tuple[str, str], object] = {}
"""The capture that had a camera last, by kind and address of its source: who opens the camera next waits for it."""

foundCameras: tuple[str, ...] | None = None
"""The cameras that were found last, as ``str(CameraName)``; None before the first search."""

isPyAVDeclined = False
"""Whether the user was asked for PyAV and declined, or it could not be installed: not asked again in this session."""
