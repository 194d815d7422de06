import importlib.util
import time

import slicer
from slicer.i18n import tr as _
from slicer.i18n import translate
from slicer.ScriptedLoadableModule import ScriptedLoadableModule, ScriptedLoadableModuleTest

from CameraStreamLib.Panel.Widget import MANUAL, CameraStreamWidget  # noqa: F401  Slicer looks for the class here

#
# CameraStream
#


class CameraStream(ScriptedLoadableModule):
    """A camera, live in a slice view."""

    def __init__(self, parent):
        ScriptedLoadableModule.__init__(self, parent)
        parent.title = _("Camera Stream")
        parent.categories = [translate("qSlicerAbstractCoreModule", "IGT")]
        parent.dependencies = []
        parent.contributors = ["CameraStream developers"]
        parent.helpText = _(
            "Shows a camera live in a slice view: a webcam, a capture card, an endoscope or ultrasound frame grabber, "
            "a network stream or a video file. Choose a source and press Start. No camera at hand? Choose the test "
            "pattern, or a film from the Sample Data module."
        )
        parent.helpText += f'<p><a href="{MANUAL}#the-panel">{_("Manual")}</a></p>'
        parent.acknowledgementText = _("The frames are read by OpenCV (opencv.org).")
        slicer.app.connect("startupCompleted()", registerSampleData)  # the Sample Data module is there by then


def registerSampleData() -> None:
    """Add the films that come with CameraStream to the Sample Data module."""
    from CameraStreamLib.Panel import SampleFilms

    SampleFilms.register()


#
# CameraStreamLogic, CameraStreamParameterNode
#


def __getattr__(name: str):
    """The classes that scripts find in this file, imported at their first use: what they need, NumPy among it, would
    lengthen every start of Slicer."""
    if name == "CameraStreamLogic":
        from CameraStreamLib.Camera.Logic import CameraStreamLogic

        return CameraStreamLogic
    if name == "CameraStreamParameterNode":
        from CameraStreamLib.Camera.ParameterNode import CameraStreamParameterNode

        return CameraStreamParameterNode
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


#
# CameraStreamTest
#


class CameraStreamTest(ScriptedLoadableModuleTest):
    """Runs inside Slicer: the test pattern, streamed into a real slice view."""

    def setUp(self):
        slicer.mrmlScene.Clear()

    def runTest(self):
        self.setUp()
        self.test_TestPatternIsShownInRed()

    def test_TestPatternIsShownInRed(self):
        from CameraStreamLib.Camera.Logic import CameraStreamLogic
        from CameraStreamLib.Shared import FrameStamp

        if importlib.util.find_spec("cv2") is None:
            self.skipTest("OpenCV is not installed: start a camera once, and agree to its installation.")
        hasViews = slicer.app.layoutManager() is not None
        logic = CameraStreamLogic()
        stream = logic.start("testpattern:640x480@30", view="Red" if hasViews else "")
        numbers = []
        stream.addObserver(lambda stream: numbers.append(FrameStamp.read(pixelsOf(stream.volumeNode))[0]))
        deadline = time.perf_counter() + 20  # s: OpenCV's first import takes several on a cold disk
        while len(numbers) < 10 and time.perf_counter() < deadline:
            logic.update()
            slicer.app.processEvents()
            time.sleep(0.005)
        logic.stop()

        assert len(numbers) >= 10, stream.message
        assert numbers == sorted(set(numbers))
        pixels = pixelsOf(stream.volumeNode)
        assert pixels.shape == (480, 640, 3)
        lowerLeft = pixels[-20, 20].astype(int)
        assert lowerLeft[0] - lowerLeft[2] > 100, "the bar in the lower left corner is red"
        if hasViews:
            compositeNode = slicer.mrmlScene.GetSingletonNode("Red", "vtkMRMLSliceCompositeNode")
            assert compositeNode.GetBackgroundVolumeID() == stream.volumeNode.GetID()


def pixelsOf(volumeNode):
    """A copy of a volume's image, shape (H, W, C), top row first; a view would be stale after the next frame."""
    return slicer.util.arrayFromVolume(volumeNode)[0].copy()
