"""What CameraStream's logic is made of; one line at the top of each file says what it is for."""

MODULE_NAMES = (
    "CameraStreamLib.FrameStamp",
    "CameraStreamLib.Source",
    "CameraStreamLib.CaptureTypes",
    "CameraStreamLib.Capture.OpenCV",
    "CameraStreamLib.Capture.Controls",
    "CameraStreamLib.Capture.TestPattern",
    "CameraStreamLib.Capture.ImageSequence",
    "CameraStreamLib.Capture.Diagnosis",
    "CameraStreamLib.FrameBuffer",
    "CameraStreamLib.Capture.OpenIGTLinkChecksum",
    "CameraStreamLib.Capture.OpenIGTLinkMessages",
    "CameraStreamLib.Capture.OpenIGTLinkSource",
    "CameraStreamLib.Capture.Camera",
    "CameraStreamLib.Capture.OpenIGTLinkServer",
    "CameraStreamLib.Capture.Reader",
    "CameraStreamLib.Capture.Publish",
    "CameraStreamLib.CaptureThread",
    "CameraStreamLib.CaptureProcess",
    "CameraStreamLib.Dependencies",
    "CameraStreamLib.FrameVolume",
    "CameraStreamLib.SliceDisplay",
    "CameraStreamLib.ParentTransform",
    "CameraStreamLib.Publishing",
    "CameraStreamLib.Stream",
)
"""Every module of this package, each after the ones that it imports: the order in which a reload must go."""
