"""How the image is shown: rotated, flipped, cropped, scaled, moved, frozen, kept; seen in the rendered picture."""

import numpy as np
import pytest
import vtk
from conftest import VIEW_SIZE, runUntilFrames, shownFrame
from Recordings import CORNER_COLORS, SIZE, makeFrame, writeImages

import slicer

from CameraStreamLib.Shared import FrameStamp
from Host.EventLoop import runUntil

NAMES = ("top left", "top right", "bottom right", "bottom left")
"""Clockwise."""


@pytest.fixture
def start(logic, tmp_path):
    """Starts the same still picture over and over, as OpenCV has it; takes what ``logic.start`` does."""
    path = writeImages(tmp_path, [np.ascontiguousarray(makeFrame(7)[:, :, ::-1])])

    def startStill(**settings):
        stream = logic.start(path, loop=True, acquisition="in-process", frameRate=30, **settings)
        runUntilFrames(stream, 2)
        slicer.modules.CameraStreamWidget.updateGUIFromLogic()  # otherwise a tick or two later
        return stream

    return startStill


def cornersOf(picture: np.ndarray) -> list[str]:
    """The names of the colors at the four corners of what is not black, clockwise from the top left one."""
    rows, columns = np.nonzero(picture.max(axis=2) > 60)
    top, bottom, left, right = rows.min(), rows.max(), columns.min(), columns.max()
    height, width = bottom - top, right - left
    places = [(top + height // 4, left + width // 4), (top + height // 4, right - width // 4),
              (bottom - height // 4, right - width // 4), (bottom - height // 4, left + width // 4)]  # fmt: skip
    found = []
    for row, column in places:
        differences = {name: np.abs(picture[row, column] - np.array(color)).sum() for name, color in
                       CORNER_COLORS.items()}  # fmt: skip
        found.append(min(differences, key=differences.get))
    return found


def turned(rotation: int, isFlipped: bool) -> list[str]:
    names = list(NAMES)
    steps = rotation // 90
    names = names[-steps:] + names[:-steps] if steps else names
    return [names[1], names[0], names[3], names[2]] if isFlipped else names


@pytest.mark.parametrize("view", ["Red", "Green", "Yellow"])
def test_EveryRotationAndFlipIsSeenInEveryView(host, logic, start, view):
    start(view=view)
    node = logic.getParameterNode()
    pixels = slicer.util.arrayFromVolume(logic.stream.volumeNode).copy()
    for isFlipped in (False, True):
        node.flip = isFlipped
        for rotation in (0, 90, 180, 270):
            node.rotation = rotation
            picture = host.sliceWidgets[view].pixels()
            assert cornersOf(picture) == turned(rotation, isFlipped), (rotation, isFlipped)
    assert (slicer.util.arrayFromVolume(logic.stream.volumeNode) == pixels).all(), "no pixel is moved"


def test_TurnKeepsTheCenter(logic, start):
    stream = start(rotation=0)
    center = stream.volume.sourceToRAS() @ [(SIZE[0] - 1) / 2, (SIZE[1] - 1) / 2, 0, 1]
    for rotation in (90, 180, 270, 0):
        logic.getParameterNode().rotation = rotation
        assert np.allclose(stream.volume.sourceToRAS() @ [(SIZE[0] - 1) / 2, (SIZE[1] - 1) / 2, 0, 1], center)


def test_TurnedImageIsTurnedAtTheNextStartToo(host, logic, start):
    start(rotation=90, flip=True)
    logic.stop()
    logic.start(parameterNode=logic.getParameterNode())
    runUntilFrames(logic.stream, 1)
    assert cornersOf(host.sliceWidgets["Red"].pixels()) == turned(90, True)


def test_LastImageCanBeTurnedAfterStop(host, logic, start):
    start()
    logic.stop()
    logic.getParameterNode().rotation = 180
    assert cornersOf(host.sliceWidgets["Red"].pixels()) == turned(180, False)


@pytest.mark.parametrize("rotation", [0, 90])
def test_CropLeavesEachPixelWhereItWasAndTheViewAsItIs(redView, logic, start, rotation):
    stream = start(rotation=rotation, spacing=0.5)
    before = redView.pixels().astype(int)
    node = logic.getParameterNode()
    with slicer.util.NodeModify(node):
        node.cropLeft, node.cropTop, node.cropWidth, node.cropHeight = 30, 60, 200, 150
    assert runUntil(lambda: stream.frame.pixels.shape == (150, 200, 3), 5)
    assert (stream.frame.pixels == makeFrame(7)[60:210, 30:230]).all()
    assert stream.frame.sourceSize == SIZE
    after = redView.pixels().astype(int)
    isInside = np.zeros(after.shape[:2], bool)
    rows, columns = np.nonzero(after.max(axis=2) > 60)
    isInside[rows.min() + 4 : rows.max() - 4, columns.min() + 4 : columns.max() - 4] = True
    assert isInside.sum() > 40_000
    assert (after[isInside] == before[isInside]).all()
    with slicer.util.NodeModify(node):
        node.cropWidth = node.cropHeight = 0
    assert runUntil(lambda: stream.frame.pixels.shape == (288, 352, 3), 5)
    assert (redView.pixels() == before).all()


def test_CropOfTheNextStartLeavesPixelsWhereTheyWere(start):
    stream = start()
    before = stream.volume.sourceToRAS()
    stream = start(crop=(100, 40, 50, 60), volumeNode=stream.volumeNode)
    assert stream.volumeNode.GetImageData().GetDimensions() == (50, 60, 1)
    assert np.allclose(stream.volume.sourceToRAS(), before)
    assert np.allclose(stream.volumeNode.GetOrigin(), (before @ [100, 40, 0, 1])[:3])


def test_CropOutsideOfTheImageShowsAllOfItAndSaysSo(panel, logic, start):
    stream = start(crop=(5000, 10, 100, 100))
    assert stream.frame.pixels.shape == (288, 352, 3)
    assert runUntil(lambda: "outside the image (352 x 288)" in panel.ui.statusLabel.text, 5)
    panel.ui.wholeImageButton.click()
    assert runUntil(lambda: "outside" not in panel.ui.statusLabel.text, 5)


@pytest.mark.parametrize("crop", [(1, 2, 3), (-1, 0, 10, 10), (0, 0, 1e6, 5), (0, 0, 2.5, 5)])
def test_CropThatIsNoRectangleIsRefused(logic, crop):
    with pytest.raises(ValueError, match="not a valid crop"):
        logic.start("testpattern", crop=crop)


def test_CropIsDrawnWithABox(panel, redView, start):
    stream = start()
    panel.ui.drawCropButton.click()
    (box,) = slicer.util.getNodesByClass("vtkMRMLMarkupsROINode")
    assert not box.GetSaveWithScene()
    # As if dragged: left half of the image, from row 100 on, and beyond the lower edge.
    matrix = stream.volume.sourceToRAS()
    center, corner = matrix @ [87.5, 249.5, 0, 1], matrix @ [175.5, 399.5, 0, 1]
    box.SetCenter(*center[:3])
    box.SetSize(*(2 * np.abs(corner - center)[:2]), 5)
    panel.ui.drawCropButton.click()
    assert slicer.util.getNodesByClass("vtkMRMLMarkupsROINode") == []
    ui = panel.ui
    values = [box.value for box in (ui.cropLeftSpinBox, ui.cropTopSpinBox, ui.cropWidthSpinBox, ui.cropHeightSpinBox)]
    assert values == [0, 100, 176, 188]
    assert runUntil(lambda: stream.frame.pixels.shape == (188, 176, 3), 5)
    ui.drawCropButton.click()
    assert runUntil(lambda: stream.frame.pixels.shape == (288, 352, 3), 5), "the whole image, to draw on"
    ui.drawCropButton.click()
    assert runUntil(lambda: stream.frame.pixels.shape == (188, 176, 3), 5), "the box lay on the crop"


def test_BoxThatWasDeletedOrLeftGivesNoCrop(panel, start):
    stream = start()
    panel.ui.drawCropButton.click()
    slicer.mrmlScene.RemoveNode(slicer.util.getNodesByClass("vtkMRMLMarkupsROINode")[0])
    panel.ui.drawCropButton.click()
    panel.ui.drawCropButton.click()
    stream.stop()
    assert not panel.ui.drawCropButton.checked
    assert slicer.util.getNodesByClass("vtkMRMLMarkupsROINode") == []


def test_SpacingScalesTheImageAboutItsCenter(panel, redView, start):
    stream = start()
    before = redView.pixels()
    panel.ui.spacingSpinBox.value = 0.25
    assert stream.volumeNode.GetSpacing() == (0.25, 0.25, 0.25)
    assert (np.abs(redView.pixels().astype(int) - before) < 3).all(), "the view is fitted again"


def test_SpacingFollowsALineOfKnownLength(panel, start):
    stream = start(rotation=90, spacing=0.7)
    panel.ui.measureButton.click()
    assert panel.ui.knownLengthSpinBox.visible or not panel.parent.isVisible()
    interaction = slicer.app.applicationLogic().GetInteractionNode()
    assert interaction.GetCurrentInteractionMode() == interaction.Place
    (line,) = slicer.util.getNodesByClass("vtkMRMLMarkupsLineNode")
    ends = [stream.volume.sourceToRAS() @ [*pixel, 0, 1] for pixel in ((10, 20), (40, 60))]  # 50 pixels apart
    for end in ends:
        line.AddControlPoint(*end[:3])
    assert stream.volumeNode.GetSpacing()[0] == pytest.approx(10 / 50)
    panel.ui.knownLengthSpinBox.value = 25
    assert stream.volumeNode.GetSpacing()[0] == pytest.approx(25 / 50)
    onImage = np.linalg.inv(stream.volume.sourceToRAS()) @ [*line.GetNthControlPointPosition(1), 1]
    assert np.allclose(onImage[:2], (40, 60)), "the line stays on what was measured"
    assert panel.ui.spacingSpinBox.value == pytest.approx(0.5)
    line.SetNthControlPointPosition(1, *line.GetNthControlPointPosition(0))
    assert "shorter than one pixel" in panel.ui.statusLabel.text
    panel.ui.measureButton.click()
    assert slicer.util.getNodesByClass("vtkMRMLMarkupsLineNode") == []
    assert interaction.GetCurrentInteractionMode() == interaction.ViewTransform


def test_OwnPlacementIsKeptUntilTheUserAsksForAnother(logic, start):
    stream = start()
    stream.volumeNode.SetSpacing(0.3, 0.3, 1)
    stream.volumeNode.SetOrigin(7, 8, 9)
    logic.stop()
    logic.start(parameterNode=logic.getParameterNode())
    runUntilFrames(logic.stream, 1)
    assert stream.volumeNode.GetSpacing() == (0.3, 0.3, 1)
    assert stream.volumeNode.GetOrigin() == (7, 8, 9)
    logic.getParameterNode().rotation = 180
    assert stream.volumeNode.GetSpacing() == (0.3, 0.3, 1), "only what was asked for changes"


def test_TransformMovesTheImage(panel, start):
    stream = start()
    transform = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLLinearTransformNode", "Probe")
    panel.ui.parentTransformSelector.setCurrentNode(transform)
    assert stream.volumeNode.GetParentTransformNode() is transform
    panel.ui.parentTransformSelector.setCurrentNode(None)
    assert stream.volumeNode.GetParentTransformNode() is None
    stream.volumeNode.SetAndObserveTransformNodeID(transform.GetID())
    panel.ui.flipCheckBox.checked = True
    assert stream.volumeNode.GetParentTransformNode() is transform, "set in another module: left alone"


@pytest.mark.parametrize("view", ["Red", "Yellow"])
def test_ViewMovesWithAnImageOnAProbe(host, logic, start, view):
    probe = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLLinearTransformNode", "Probe")
    stream = start(view=view)
    before = host.sliceWidgets[view].pixels()
    inProbe = stream.volume.sourceToRAS()
    logic.getParameterNode().parentTransform = probe
    matrix = vtk.vtkTransform()
    matrix.Translate(40, -200, 300)
    matrix.RotateWXYZ(70, 0.3, 0.5, 0.8)
    probe.SetMatrixTransformToParent(matrix.GetMatrix())
    assert runUntil(lambda: (np.abs(host.sliceWidgets[view].pixels().astype(int) - before) < 60).mean() > 0.99, 5)
    logic.stop()
    stream = logic.start(parameterNode=logic.getParameterNode())
    runUntilFrames(stream, 1)
    assert np.allclose(stream.volume.sourceToRAS(), inProbe), "calibrations stay valid"
    assert cornersOf(host.sliceWidgets[view].pixels()) == turned(0, False)
    logic.getParameterNode().parentTransform = None
    runUntilFrames(stream, 3)
    assert (host.sliceWidgets[view].pixels() == before).all()


def test_SliceIsShownIn3DAndPutBack(panel, logic, start):
    start(showIn3D=True)
    visible = {name: slicer.mrmlScene.GetSingletonNode(name, "vtkMRMLSliceNode").GetSliceVisible
               for name in ("Red", "Green")}  # fmt: skip
    assert visible["Red"]()
    logic.getParameterNode().view = "Green"
    assert (visible["Red"](), visible["Green"]()) == (0, 1)
    panel.ui.showIn3DCheckBox.checked = False
    assert not visible["Green"]()


def test_GrayscaleGoesIntoAScalarVolumeOfItsOwn(panel, logic, start):
    color = start().volumeNode
    logic.stop()
    panel.ui.grayscaleCheckBox.checked = True
    logic.start(parameterNode=logic.getParameterNode())
    runUntilFrames(logic.stream, 1)
    assert logic.stream.volumeNode.GetClassName() == "vtkMRMLScalarVolumeNode"
    assert logic.stream.frame.pixels.shape == (288, 352)
    logic.stop()
    panel.ui.outputVolumeSelector.setCurrentNode(color)
    assert not panel.ui.grayscaleCheckBox.checked
    logic.start(parameterNode=logic.getParameterNode())
    assert logic.stream.volumeNode is color


def test_FrozenImageStaysWhileTheCameraGoesOn(panel, logic, redView):
    stream = logic.start("testpattern:352x288", acquisition="in-process")
    runUntilFrames(stream, 3)
    panel.ui.freezeButton.click()
    number, picture = stream.frame.number, redView.pixels()
    captured = stream.statistics.framesCaptured
    shown, dropped = stream.statistics.framesShown, stream.statistics.framesDropped
    assert runUntil(lambda: stream.statistics.framesCaptured > captured + 5, 5)
    assert "Frozen" in panel.ui.statusLabel.text
    assert FrameStamp.read(stream.frame.pixels)[0] == number
    warned = redView.pixels()
    assert (warned[60:] == picture[60:]).all()
    assert stream.state.name == "STREAMING"
    panel.ui.freezeButton.click()
    assert runUntil(lambda: stream.statistics.framesShown > shown + 2, 5)
    assert stream.statistics.framesDropped - dropped < 5, "what was withheld is not lost"


def amberPixels(sliceWidget) -> int:
    """How many pixels of the view's upper right corner have the warning's color."""
    corner = sliceWidget.pixels()[:60, VIEW_SIZE[0] // 2 :].astype(int)
    return int((np.abs(corner - [255, 184, 26]).max(axis=2) < 40).sum())


def test_FrozenAndOldImagesAreMarkedInTheView(host, logic, start, switchedCamera):
    red, green = host.sliceWidgets["Red"], host.sliceWidgets["Green"]
    stream = start(crop=(0, 0, 100, 280))  # nothing is in the corner
    assert amberPixels(red) == 0
    stream.freeze()
    assert amberPixels(red) > 50
    logic.getParameterNode().view = "Green"
    assert amberPixels(red) == 0
    assert amberPixels(green) > 50
    stream.freeze(False)
    assert amberPixels(green) == 0
    logic.stop()

    camera = switchedCamera()
    stream = logic.start(camera.url("live?width=352&height=288"), crop=(0, 0, 100, 280))
    runUntilFrames(stream, 2)
    camera.kill()
    assert runUntil(lambda: stream.state.name in ("STALLED", "RECONNECTING"), 10)
    assert amberPixels(green) > 50
    logic.stop()
    assert amberPixels(green) == 0, "the user knows"


def test_SnapshotIsAVolumeOfItsOwnInItsPlace(panel, logic, start):
    transform = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLLinearTransformNode", "Probe")
    stream = start(rotation=90, spacing=0.25, crop=(8, 16, 100, 50), parentTransform=transform)
    panel.ui.snapshotButton.click()
    names = [node.GetName() for node in slicer.util.getNodesByClass("vtkMRMLVectorVolumeNode")]
    (name,) = [name for name in names if name != stream.volumeNode.GetName()]
    assert name in panel.ui.statusLabel.text
    snapshot = slicer.util.getNode(name)
    logic.start("testpattern:640x480", acquisition="in-process")
    runUntilFrames(logic.stream, 2)
    assert (slicer.util.arrayFromVolume(snapshot)[0] == makeFrame(7)[16:66, 8:108]).all()
    assert snapshot.GetSaveWithScene()
    probe = vtk.vtkMatrix4x4()
    probe.SetElement(0, 3, 55)
    transform.SetMatrixTransformToParent(probe)
    place = vtk.vtkMatrix4x4()
    snapshot.GetParentTransformNode().GetMatrixTransformToWorld(place)
    assert place.GetElement(0, 3) == 0, "it stays where it was taken"
    assert snapshot.GetSpacing() == (0.25, 0.25, 0.25)
    assert not snapshot.GetDisplayNode().GetAutoWindowLevel()


def test_NoSnapshotWithoutAnImage(panel, logic):
    assert not panel.ui.snapshotButton.enabled
    with pytest.raises(ValueError, match="Start the camera first"):
        logic.session().snapshot()


@pytest.mark.parametrize(
    ("settings", "match"),
    [({"rotation": 45}, "0, 90, 180 or 270"), ({"spacing": 0}, "mm per pixel"), ({"spacing": "wide"}, "mm per pixel"),
     ({"view": "Purple"}, "not a slice view"), ({"acquisition": "magic"}, "not a valid acquisition")],
)  # fmt: skip
def test_SettingsThatCannotBeUsedGetASentence(logic, settings, match):
    with pytest.raises(ValueError, match=match):
        logic.start("testpattern", **settings)
    assert not logic.isActive
    with pytest.raises(ValueError, match="colour"):
        logic.start("testpattern", colour="red")


def test_ViewsOfOthersStayAsTheyAre(host, logic, start):
    voxels = np.random.default_rng(1).integers(0, 900, (20, 30, 40), dtype=np.int16)
    examination = slicer.util.addVolumeFromArray(voxels, name="CT")
    for name in ("Red", "Green", "Yellow"):
        composite = slicer.mrmlScene.GetSingletonNode(name, "vtkMRMLSliceCompositeNode")
        composite.SetBackgroundVolumeID(examination.GetID())
    before = {name: host.sliceWidgets[name].pixels() for name in ("Green", "Yellow")}
    stream = start()
    assert shownFrame(host.sliceWidgets["Red"]).shape == (288, 352, 3)
    logic.stop()
    assert all((host.sliceWidgets[name].pixels() == picture).all() for name, picture in before.items())
    red = slicer.mrmlScene.GetSingletonNode("Red", "vtkMRMLSliceCompositeNode")
    assert red.GetBackgroundVolumeID() == stream.volumeNode.GetID(), "the last image stays"


def test_AbandonedBoxLeavesTheCropAsItWas(panel, logic, start):
    start(crop=(10, 20, 100, 50))
    panel.ui.drawCropButton.click()
    assert logic.getParameterNode().cropWidth == 0
    panel.parent.exit()
    assert logic.getParameterNode().cropWidth == 100
    panel.parent.enter()
    panel.ui.drawCropButton.click()
    slicer.mrmlScene.RemoveNode(slicer.util.getNodesByClass("vtkMRMLMarkupsROINode")[0])
    panel.ui.drawCropButton.click()
    assert logic.getParameterNode().cropWidth == 100


def test_AnotherImageInTheViewIsLeftAlone(host, logic, start):
    """A camera on a probe runs, but the user has put an examination into its view."""
    probe = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLLinearTransformNode", "Probe")
    stream = start(parentTransform=probe, crop=(0, 0, 100, 280))
    stream.freeze()
    assert amberPixels(host.sliceWidgets["Red"]) > 50
    examination = slicer.util.addVolumeFromArray(np.zeros((20, 30, 40), np.int16), name="CT")
    red = slicer.mrmlScene.GetSingletonNode("Red", "vtkMRMLSliceCompositeNode")
    red.SetBackgroundVolumeID(examination.GetID())
    sliceNode = slicer.mrmlScene.GetSingletonNode("Red", "vtkMRMLSliceNode")
    before = slicer.util.arrayFromVTKMatrix(sliceNode.GetSliceToRAS())
    matrix = vtk.vtkMatrix4x4()
    matrix.SetElement(2, 3, 99)
    probe.SetMatrixTransformToParent(matrix)
    captured = stream.statistics.framesCaptured
    assert runUntil(lambda: stream.statistics.framesCaptured > captured + 3, 5)
    assert (slicer.util.arrayFromVTKMatrix(sliceNode.GetSliceToRAS()) == before).all()
    assert amberPixels(host.sliceWidgets["Red"]) == 0


def test_NextStartTakesTheOldMarkAway(host, logic, tmp_path):
    pattern = writeImages(tmp_path, [makeFrame(number)[..., ::-1] for number in (1, 2, 3)])
    (tmp_path / "frame_0003.png").write_bytes(b"damaged")
    stream = logic.start(pattern, frameRate=4, acquisition="in-process", crop=(0, 0, 100, 280))
    assert runUntil(lambda: stream.state.name == "FAILED", 5)
    assert amberPixels(host.sliceWidgets["Red"]) > 50
    logic.start(parameterNode=logic.getParameterNode())
    runUntilFrames(logic.stream, 1)
    assert amberPixels(host.sliceWidgets["Red"]) == 0


def test_DeletedTransformIsNotReplacedByItsNeighbor(panel, start):
    nodes = [slicer.mrmlScene.AddNewNodeByClass("vtkMRMLLinearTransformNode", name) for name in ("Probe", "Other")]
    stream = start(parentTransform=nodes[0])
    panel.ui.parentTransformSelector.setCurrentNode(nodes[1])  # as Slicer's selector does while the node goes
    slicer.mrmlScene.RemoveNode(nodes[0])
    assert runUntil(lambda: stream.volumeNode.GetParentTransformNode() is None, 5)
    assert panel.ui.parentTransformSelector.currentNode() is None
