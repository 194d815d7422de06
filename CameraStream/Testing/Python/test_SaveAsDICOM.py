"""Snapshots and recordings as DICOM files: what is in them, read back, and the dialog that asks for them."""

import re
import shutil
import subprocess

import cv2
import numpy as np
import pydicom
import pytest
from conftest import runUntilFrames
from pydicom.encaps import generate_frames
from Recordings import makeFrame, writeVideo

import slicer

from CameraStreamLib.Shared.DicomStudy import KINDS
from CameraStreamLib.Shared.Errors import SourceError
from CameraStreamLib.Shared.RecordingFile import writeSide
from Host.EventLoop import runUntil


@pytest.fixture(autouse=True)
def views(withoutViews):
    """None is looked at."""


@pytest.fixture
def image(logic):
    """Makes a volume as a snapshot has it: ``image(pixels)``, (H, W) or (H, W, 3)."""

    def make(pixels=None, spacing: float = 1.0):
        pixels = makeFrame(7) if pixels is None else pixels
        kind = "vtkMRMLVectorVolumeNode" if pixels.ndim == 3 else "vtkMRMLScalarVolumeNode"
        node = slicer.mrmlScene.AddNewNodeByClass(kind, "Image")
        slicer.util.updateVolumeFromArray(node, pixels[np.newaxis])
        node.SetSpacing(spacing, spacing, spacing)
        return node

    return make


@pytest.fixture
def save(logic, panel, tmp_path):
    """Saves as DICOM, waits, and reads the file: ``save(image, kind, ...)``."""

    def save(image, *arguments, **options):
        export = logic.saveAsDICOM(image, tmp_path / f"{len([*tmp_path.iterdir()])}.dcm", *arguments, **options)
        assert runUntil(lambda: not export.isActive, 20)
        assert export.message == ""
        assert export.progress == 1.0
        checkByDciodvfy(export.path)
        return pydicom.dcmread(export.path)

    return save


def checkByDciodvfy(path) -> None:
    """By the validator of dicom3tools, where it is installed."""
    if not shutil.which("dciodvfy"):
        return
    answer = subprocess.run(["dciodvfy", "-new", path], capture_output=True, text=True, check=False)
    said = (answer.stdout + answer.stderr).splitlines()
    # What side of a body it is, and who, nobody may know: both are empty then, as the standard says.
    assert [
        line for line in said if line.startswith(("Error", "Warning")) and not re.search("/Laterality|DICOMDIR", line)
    ] == []


def readBySlicer(path) -> np.ndarray:
    """The pixels as Slicer's own reader of single files has them: (frames, H, W) or (frames, H, W, 3)."""
    isColor = pydicom.dcmread(path, stop_before_pixels=True).SamplesPerPixel == 3
    node = slicer.mrmlScene.AddNewNodeByClass(f"vtkMRML{'Vector' if isColor else 'Scalar'}VolumeNode")
    storageNode = slicer.vtkMRMLVolumeArchetypeStorageNode()
    storageNode.SetFileName(str(path))
    storageNode.SetSingleFile(1)
    assert storageNode.ReadData(node)
    return slicer.util.arrayFromVolume(node)


def test_ValidatorIsInstalled():
    if not shutil.which("dciodvfy"):
        pytest.skip("dciodvfy is not installed (Debian: dicom3tools), so the files are only read back.")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("pixels", [makeFrame(7), makeFrame(7)[:101, :, 0]], ids=["color", "grayscale"])
def test_ImageIsReadBackAsItIs(save, image, kind, pixels):
    dataset = save(image(pixels), kind)
    assert (dataset.SOPClassUID, dataset.Modality) == KINDS[kind]
    assert dataset.file_meta.TransferSyntaxUID == pydicom.uid.ExplicitVRLittleEndian
    assert np.array_equal(dataset.pixel_array, pixels)
    assert np.array_equal(readBySlicer(dataset.filename), pixels[np.newaxis])
    assert (dataset.PatientName, dataset.PatientID, dataset.PatientBirthDate, dataset.PatientSex) == ("", "", "", "")
    assert "PixelSpacing" not in dataset, "nobody has measured it"


def test_SixteenBitsAreKeptWhereTheyMayBe(save, image):
    pixels = np.arange(64 * 48, dtype=np.uint16).reshape(48, 64) * 21
    assert np.array_equal(save(image(pixels), "Secondary Capture").pixel_array, pixels)
    assert np.array_equal(save(image(pixels), "VL Endoscopic").pixel_array, pixels >> 8)
    color = np.stack([pixels] * 3, axis=2)
    assert np.array_equal(save(image(color), "Secondary Capture").pixel_array, color >> 8)


def test_ImageIsTurnedAsTheViewShowsIt(save, image):
    pixels = makeFrame(7)
    node = image(pixels)
    node.SetSpacing(0.5, 0.25, 1)
    dataset = save(node, rotation=90, flip=True)
    assert np.array_equal(dataset.pixel_array, np.rot90(pixels, -1)[:, ::-1])
    assert [float(value) for value in dataset.PixelSpacing] == [0.5, 0.25], "between rows, then between columns"


def test_SnapshotHasItsTimeAndSpacing(save, logic):
    stream = logic.start("testpattern:352x288", spacing=0.25)
    runUntilFrames(stream, 2)
    snapshot = logic.session().snapshot()
    dataset = save(snapshot)
    assert np.array_equal(dataset.pixel_array, slicer.util.arrayFromVolume(snapshot)[0])
    assert [float(value) for value in dataset.PixelSpacing] == [0.25, 0.25]
    assert snapshot.GetAttribute("CameraStream.Time").replace("-", "").startswith(dataset.AcquisitionDateTime[:8])
    assert dataset.SeriesDescription == snapshot.GetName()


def test_EnteredPatientHasOneStudyAndASeriesOfEachImage(save, image):
    patient = {"name": "Müller^Jane", "id": "1234", "birthDate": "1970-01-31", "sex": "F"}
    datasets = [save(image(), patient=dict(patient)) for _index in range(2)]
    for dataset in datasets:
        assert (dataset.PatientName, dataset.PatientID) == ("Müller^Jane", "1234")
        assert (dataset.PatientBirthDate, dataset.PatientSex) == ("19700131", "F")
    assert len({dataset.StudyInstanceUID for dataset in datasets}) == 1
    assert len({dataset.SeriesInstanceUID for dataset in datasets}) == 2
    assert save(image()).StudyInstanceUID != datasets[0].StudyInstanceUID, "nobody's are apart"


def loadedVolume():
    """A volume as the DICOM module loads it: in a study of a patient (DICOMPlugin.addSeriesInSubjectHierarchy)."""
    hierarchy = slicer.vtkMRMLSubjectHierarchyNode.GetSubjectHierarchyNode(slicer.mrmlScene)
    node = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLScalarVolumeNode", "CT")
    patient = hierarchy.CreateSubjectItem(hierarchy.GetSceneItemID(), "Doe^Jane (77)")
    study = hierarchy.CreateStudyItem(patient, "Thorax")
    hierarchy.SetItemUID(study, "DICOM", "1.2.3.4")
    for name, text in {"PatientName": "Doe^Jane", "PatientID": "77", "PatientSex": "F"}.items():
        hierarchy.SetItemAttribute(patient, f"DICOM.{name}", text)
    for name, text in {"StudyDate": "20260102", "StudyID": "S1", "StudyDescription": "No study description"}.items():
        hierarchy.SetItemAttribute(study, f"DICOM.{name}", text)
    hierarchy.CreateItem(study, node)
    return node


def test_PatientAndStudyOfALoadedVolume(save, image):
    dataset = save(image(), patient=loadedVolume())
    assert (dataset.PatientName, dataset.PatientID, dataset.PatientSex) == ("Doe^Jane", "77", "F")
    assert (dataset.StudyInstanceUID, dataset.StudyDate, dataset.StudyID) == ("1.2.3.4", "20260102", "S1")
    assert "StudyDescription" not in dataset, "Slicer's substitute for none is none"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"kind": "CT"}, '"CT" is not a kind of DICOM image. Use Secondary Capture, VL Endoscopic, VL Photographic.'),
        ({"patient": {"name": "a\\b"}}, r"is not a valid patient name"),
        ({"patient": {"id": "1" * 65}}, "Use up to 64 characters and no backslash"),
        ({"patient": {"birthDate": "31.1.1970"}}, "Example: 1970-01-31"),
        ({"patient": {"sex": "x"}}, "Use M, F or O"),
        ({"patient": {"size": 3}}, "Pass a node loaded from DICOM"),
        ({"rotation": 45}, "Use 0, 90, 180 or 270"),
        ({"limitMegabytes": 0}, "not a valid memory limit"),
    ],
)  # fmt: skip
def test_WhatCannotBeIsRefusedAtOnce(logic, image, tmp_path, options, sentence):
    with pytest.raises(SourceError) as error:
        logic.saveAsDICOM(image(), tmp_path / "image.dcm", **options)
    assert sentence in str(error.value)
    assert [*tmp_path.iterdir()] == []


def test_OnlyImagesAndVideosAreSavedAndNothingIsOverwritten(logic, image, tmp_path):
    with pytest.raises(SourceError, match="is not a camera image"):
        logic.saveAsDICOM(slicer.util.addVolumeFromArray(np.zeros((4, 5, 6), np.uint8)), tmp_path / "a")
    with pytest.raises(SourceError, match="is not a camera image"):
        logic.saveAsDICOM(slicer.mrmlScene.AddNewNodeByClass("vtkMRMLModelNode"), tmp_path / "a")
    with pytest.raises(SourceError, match="There is no file"):
        logic.saveAsDICOM(tmp_path / "missing.mkv", tmp_path / "a")
    with pytest.raises(SourceError, match="is not a video file"):
        logic.saveAsDICOM("testpattern", tmp_path / "a")
    with pytest.raises(SourceError, match="was not loaded from DICOM"):
        logic.saveAsDICOM(image(), tmp_path / "a", patient=image())
    (tmp_path / "a.dcm").write_text("mine")
    with pytest.raises(SourceError, match="already a file"):
        logic.saveAsDICOM(image(), tmp_path / "a")
    assert (tmp_path / "a.dcm").read_text() == "mine"


# Clips


def test_ClipHasEachFrameOfTheFilm(save, tmp_path):
    film = writeVideo(tmp_path / "film.mkv", 30, 25)
    writeSide(film, {"place": {"ijkToRAS": np.diag([-0.3, -0.3, 0.3, 1]).tolist(), "spacing": [0.3, 0.3, 0.3]}})
    dataset = save(film)
    assert dataset.SOPClassUID.name == "Multi-frame True Color Secondary Capture Image Storage"
    capture = cv2.VideoCapture(str(film))
    expected = [cv2.cvtColor(capture.read()[1], cv2.COLOR_BGR2RGB) for _index in range(30)]
    assert np.array_equal(dataset.pixel_array, expected)
    assert np.array_equal(readBySlicer(dataset.filename), expected)
    assert float(dataset.FrameTime) == 40
    assert [float(value) for value in dataset.PixelSpacing] == [0.3, 0.3]


def test_ClipOfARecordingHasItsTimesAndIsTurned(save, logic, tmp_path, panel):
    stream = logic.start("testpattern:352x288@50", grayscale=True)
    stream.record(tmp_path / "film.mkv")
    assert runUntil(lambda: stream.recording and stream.recording.frames > 10, 15)
    logic.stop()
    assert runUntil(lambda: not panel.timer.isActive(), 15)
    dataset = save(tmp_path / "film.mkv", rotation=90)
    assert dataset.pixel_array.shape[1:] == (352, 288) + (3,) * (dataset.SamplesPerPixel == 3)
    times = np.loadtxt(tmp_path / "film.mkv.csv", delimiter=",", skiprows=1, usecols=1)
    steps = np.diff(times) * 1000
    if "FrameTimeVector" in dataset:
        assert np.allclose([float(step) for step in dataset.FrameTimeVector][1:], steps, atol=0.01)
    else:
        assert float(dataset.FrameTime) == pytest.approx(np.mean(steps), abs=0.01)


def test_JpegsOfARecordingStayAsTheyAre(save, logic, tmp_path, panel):
    stream = logic.start("testpattern:352x288")
    stream.record(tmp_path / "film.avi")
    assert runUntil(lambda: stream.recording and stream.recording.frames > 10, 15)
    panel.updateGUIFromLogic()
    assert not panel.ui.recordingDicomButton.enabled, "it is not complete yet"
    logic.stop()
    assert runUntil(lambda: not panel.timer.isActive(), 15)
    assert panel.ui.recordingDicomButton.enabled
    dataset = save(tmp_path / "film.avi")
    assert dataset.file_meta.TransferSyntaxUID == pydicom.uid.JPEGBaseline8Bit
    assert dataset.LossyImageCompression == "01"
    jpegs = [*generate_frames(dataset.PixelData, number_of_frames=dataset.NumberOfFrames)]
    packets = cv2.VideoCapture(str(tmp_path / "film.avi"), cv2.CAP_FFMPEG, [cv2.CAP_PROP_FORMAT, -1])
    for jpeg, shown in zip(jpegs, dataset.pixel_array, strict=True):
        packet = packets.read()[1].ravel()
        assert jpeg[: len(packet)] == packet.tobytes()
        expected = cv2.imdecode(packet, cv2.IMREAD_COLOR_RGB)
        assert np.abs(shown.astype(int) - expected).mean() < 3, "as another program decodes it"


def test_ClipThatIsTooLongIsRefusedWithoutAFile(logic, tmp_path):
    film = writeVideo(tmp_path / "film.mkv", 30, 25)
    export = logic.saveAsDICOM(film, tmp_path / "film.dcm", limitMegabytes=3)
    assert runUntil(lambda: not export.isActive, 15)
    assert str(export.message) == (
        '"film.mkv" is too long for a DICOM file: 9 images of 352 x 288 pixels at most. '
        "Record a shorter clip, or record as Motion JPEG, which stays compressed."
    )
    assert [path.name for path in tmp_path.iterdir()] == ["film.mkv"]


def test_ProgressIsToldAndClosingLeavesNothing(logic, tmp_path):
    film = writeVideo(tmp_path / "film.mkv", 2000, 30, 336, 16)
    export = logic.saveAsDICOM(film, tmp_path / "film.dcm")
    assert runUntil(lambda: 0 < export.progress < 1, 15), export.message
    logic.close()
    assert not export.isActive
    assert str(export.message) == "Saving the DICOM file was canceled."
    assert runUntil(lambda: not export.isAlive, 5)
    assert [path.name for path in tmp_path.iterdir()] == ["film.mkv"]


# The dialog


def test_DialogSavesASnapshotOfTheChosenPatient(panel, logic, tmp_path):
    stream = logic.start("testpattern:352x288", rotation=90)
    runUntilFrames(stream, 2)
    loadedVolume()
    ui = panel.dicomDialog.ui
    panel.dicomDialog.snapshotAction.trigger()
    assert panel.dicomDialog.dialog.visible
    assert [ui.kindComboBox.itemText(index) for index in range(ui.kindComboBox.count)] == [*KINDS]
    ui.kindComboBox.currentIndex = 1
    assert ui.patientComboBox.itemText(2) == "Doe^Jane (77) 20260102"
    assert not ui.nameLineEdit.enabled
    ui.patientComboBox.currentIndex = 2
    ui.folderLineEdit.currentPath = str(tmp_path)
    ui.saveButton.click()
    assert not panel.dicomDialog.dialog.visible
    assert runUntil(lambda: "Saved" in panel.ui.statusLabel.text, 15), panel.ui.statusLabel.text
    (path,) = tmp_path.iterdir()
    dataset = pydicom.dcmread(path)
    (snapshot,) = [node for node in slicer.util.getNodesByClass("vtkMRMLVectorVolumeNode") if node.GetSaveWithScene()]
    assert np.array_equal(dataset.pixel_array, np.rot90(slicer.util.arrayFromVolume(snapshot)[0], -1))
    assert (dataset.PatientName, dataset.SOPClassUID) == ("Doe^Jane", KINDS["VL Endoscopic"][0])


def test_DialogSavesARecordingAndSaysWhatIsWrong(panel, logic, tmp_path):
    film = writeVideo(tmp_path / "film.mkv", 5, 25)
    ui = panel.dicomDialog.ui
    panel.ui.recordingDicomButton.click()
    ui.recordingLineEdit.currentPath = ""
    ui.saveButton.click()
    assert ui.problemLabel.text == "Choose a recording, or another video file."
    ui.recordingLineEdit.currentPath = str(film)
    ui.folderLineEdit.currentPath = str(tmp_path)
    ui.patientComboBox.currentIndex = 1
    ui.nameLineEdit.text, ui.birthDateLineEdit.text = "Doe^Jane", "1970"
    ui.saveButton.click()
    assert panel.dicomDialog.dialog.visible
    assert ui.problemLabel.text == '"1970" is not a valid birth date. Example: 1970-01-31.'
    ui.birthDateLineEdit.text = "1970-01-31"
    ui.saveButton.click()
    assert not panel.dicomDialog.dialog.visible
    assert runUntil(lambda: "Saved" in panel.ui.statusLabel.text, 15), panel.ui.statusLabel.text
    dataset = pydicom.dcmread(tmp_path / "film.dcm")
    assert (dataset.PatientName, dataset.NumberOfFrames) == ("Doe^Jane", 5)
