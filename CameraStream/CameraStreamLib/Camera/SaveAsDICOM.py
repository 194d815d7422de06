"""What is asked of the process that writes DICOM: an image or a clip, and whose it is, as the scene knows it."""

import dataclasses
import datetime
from pathlib import Path

import numpy as np
import vtk

import slicer

from ..Shared.DicomStudy import KINDS, Patient, Study, isDate
from ..Shared.Errors import SourceError
from ..Shared.Errors import tr as _
from ..Shared.RecordingFile import checkNew, readSide
from ..Shared.Source import SourceKind, parseSource
from ..Volume.Placement import ROTATIONS
from ..Volume.Snapshot import TIME_ATTRIBUTE
from .SequenceRecorder import checkLimit

NO_SPACING = 1.0
"""Of a pixel, mm, where nobody has set or measured it."""

SUBSTITUTES = ("No name", "No study description")
"""What Slicer shows where a DICOM file has nothing (DICOMPlugin.addSeriesInSubjectHierarchy); an ID is "Patient-" and
that of the study."""


def checkFile(path) -> Path:
    """Where to write, ending with .dcm.

    :raises SourceError: if there is such a file, or it cannot be written
    """
    path = Path(path)
    path = path if path.suffix.lower() == ".dcm" else path.with_name(f"{path.name}.dcm")
    checkNew(path)
    return path


def makeRequest(image, study: Study, kind: str, rotation: int, flip: bool, limitMegabytes: float) -> tuple:
    """What to ask for, a dictionary, and the pixels of an image, or None.

    :param image: a volume node, or the path of a video file
    :raises SourceError: if it cannot be saved like this
    """
    if kind not in KINDS:
        raise SourceError(_('"{kind}" is not a kind of DICOM image. Use {kinds}.'), kind=kind, kinds=", ".join(KINDS))
    if rotation not in ROTATIONS:
        raise SourceError(_('"{rotation}" is not a valid rotation. Use 0, 90, 180 or 270.'), rotation=rotation)
    checkLimit(limitMegabytes)
    request = {"study": dataclasses.asdict(study), "kind": kind, "rotation": rotation, "flip": bool(flip)}
    if not isinstance(image, slicer.vtkMRMLNode):
        return request | _aboutClip(image, limitMegabytes), None
    pixels = _pixelsOf(image)
    known = {
        "clip": None,
        "title": image.GetName(),
        "spacing": _spacing(image.GetSpacing()),
        "made": image.GetAttribute(TIME_ATTRIBUTE) or datetime.datetime.now().isoformat(),
        "shape": list(pixels.shape),
        "dtype": str(pixels.dtype),
    }
    return request | known, pixels


def _aboutClip(path, limitMegabytes: float) -> dict:
    if not str(path).strip():
        raise SourceError(_("Choose a recording, or another video file."))
    source = parseSource(path)
    if source.kind is not SourceKind.FILE or not Path(source.address).is_file():
        raise SourceError(_('"{source}" is not a video file. Choose a recording.'), source=str(source))
    side, _problem = readSide(Path(source.address))
    place = side.get("place") or {}
    return {
        "clip": source.address,
        "kind": None,
        "title": Path(source.address).stem,
        "spacing": _spacing(place.get("spacing") or (NO_SPACING, NO_SPACING)),
        "limitMegabytes": limitMegabytes,
    }


def _pixelsOf(node) -> np.ndarray:
    """(H, W, 3) or (H, W), no copy.

    :raises SourceError: if it is no image of a camera
    """
    isVolume = node.IsA("vtkMRMLScalarVolumeNode") and node.GetImageData() is not None
    pixels = slicer.util.arrayFromVolume(node) if isVolume else np.empty(0)
    isImage = pixels.shape[:1] == (1,) and pixels.ndim in (3, 4) and pixels.shape[3:] in ((), (3,))
    if not isImage or pixels.dtype not in (np.uint8, np.uint16):
        problem = _('"{name}" is not a camera image. Choose a snapshot: one slice of 8 or 16 bits.')
        raise SourceError(problem, name=node.GetName())
    return pixels[0]


def _spacing(spacing) -> list[float] | None:
    """Between rows and between columns, mm; None where it is not known."""
    return None if tuple(spacing[:2]) == (NO_SPACING, NO_SPACING) else [spacing[1], spacing[0]]


def studyOf(node) -> Study:
    """The study that a node lies in, in the subject hierarchy, as the DICOM module has loaded it.

    :raises SourceError: if it lies in none
    """
    hierarchy = slicer.vtkMRMLSubjectHierarchyNode.GetSubjectHierarchyNode(slicer.mrmlScene)
    item = hierarchy.GetItemByDataNode(node)
    while item and item != hierarchy.GetSceneItemID():
        if hierarchy.GetItemLevel(item) == "Study":
            return _readStudy(hierarchy, item)
        item = hierarchy.GetItemParent(item)
    raise SourceError(_('"{name}" was not loaded from DICOM: it has no patient.'), name=node.GetName())


def studiesInScene() -> list[Study]:
    """Each study that was loaded from DICOM."""
    hierarchy = slicer.vtkMRMLSubjectHierarchyNode.GetSubjectHierarchyNode(slicer.mrmlScene)
    items = vtk.vtkIdList()
    hierarchy.GetItemChildren(hierarchy.GetSceneItemID(), items, True)
    everything = [items.GetId(index) for index in range(items.GetNumberOfIds())]
    return [_readStudy(hierarchy, item) for item in everything if hierarchy.GetItemLevel(item) == "Study"]


def _readStudy(hierarchy, item: int) -> Study:
    def read(item: int, name: str) -> str:
        text = hierarchy.GetItemAttribute(item, f"DICOM.{name}").strip()
        return "" if text in SUBSTITUTES or text.startswith("Patient-") else text

    above = hierarchy.GetItemParent(item)
    birthDate, sex, date = read(above, "PatientBirthDate"), read(above, "PatientSex"), read(item, "StudyDate")
    patient = Patient(
        read(above, "PatientName"), read(above, "PatientID"), birthDate if isDate(birthDate) else "",
        sex if sex in ("M", "F", "O") else "",
    )  # fmt: skip
    time = read(item, "StudyTime")
    return Study(
        patient,
        hierarchy.GetItemUID(item, "DICOM") or read(item, "StudyInstanceUID"),
        date if isDate(date) else "",
        time if time.replace(".", "").isdecimal() else "",
        read(item, "StudyID"),
        read(item, "StudyDescription"),
    )
