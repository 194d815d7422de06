"""The DICOM dataset around an image or a clip: patient, study, series, equipment and what its pixels are."""

import datetime
from pathlib import Path

import numpy as np
from highdicom.base import SOPClass
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.uid import ExplicitVRLittleEndian, JPEGBaseline8Bit
from pydicom.valuerep import format_number_as_ds

from ..Shared.DicomStudy import KINDS, Study, newUID

CLIP_CLASSES = {
    (3, 8): "1.2.840.10008.5.1.4.1.1.7.4",
    (1, 8): "1.2.840.10008.5.1.4.1.1.7.2",
    (1, 16): "1.2.840.10008.5.1.4.1.1.7.3",
}
"""Multi-frame Secondary Capture: true color, grayscale byte, grayscale word (DICOM PS3.6, table A-1), by samples of a
pixel and their bits."""

UTF_8 = "ISO_IR 192"

REGULAR_MS = 1.0
"""Frames whose times are off by less, ms, have a constant rate: players' clocks are not finer."""


def makeDataset(
    study: Study, kind: str | None, title: str, spacing: tuple | None, frame: np.ndarray, made: datetime.datetime
) -> SOPClass:
    """All of it but the pixels.

    :param kind: of a single image, one of KINDS; None for a clip
    :param title: describes the series
    :param spacing: between rows and between columns, mm; None if it is not known
    :param frame: the image, or one of the clip: (H, W) or (H, W, 3), uint8 or uint16
    :param made: when the image was made
    """
    samples, bits = (1 if frame.ndim == 2 else 3), 8 * frame.itemsize
    sopClass, modality = KINDS[kind] if kind else (CLIP_CLASSES[samples, bits], "OT")
    dataset = SOPClass(
        study_instance_uid=study.uid,
        # A series of its own: images of one series are stacked to a volume by Slicer and others.
        series_instance_uid=newUID(),
        series_number=int(f"{made:%H%M%S}") + 1,  # in the order of time, and unlike that of the study's other series
        series_description=title[:64],
        sop_instance_uid=newUID(),
        sop_class_uid=sopClass,
        instance_number=1,
        modality=modality,
        manufacturer="3D Slicer",
        manufacturer_model_name="CameraStream",
        transfer_syntax_uid=ExplicitVRLittleEndian,
        patient_name=study.patient.name,
        patient_id=study.patient.id,
        patient_birth_date=study.patient.birthDate or None,
        patient_sex=study.patient.sex,
        study_id=study.id,
        study_date=study.date or None,
        study_time=study.time or None,
        content_date=made.date(),
        content_time=made.time(),
    )
    dataset.SpecificCharacterSet = UTF_8
    if study.description:
        dataset.StudyDescription = study.description
    dataset.PatientOrientation = dataset.Laterality = None  # nobody knows what a camera was held at, and how
    dataset.AcquisitionDateTime = f"{made:%Y%m%d%H%M%S}"
    _describePixels(dataset, frame.shape, samples, bits)
    if kind in (None, "Secondary Capture"):
        dataset.ImageType = ["DERIVED", "SECONDARY"]
        dataset.ConversionType = "DV"  # digitized video
        if spacing:
            dataset.PixelSpacingCalibrationType = "FIDUCIAL"  # by something of known size in the image
            dataset.PixelSpacingCalibrationDescription = "Set by the user of CameraStream"
    else:
        dataset.ImageType = ["ORIGINAL", "PRIMARY"]
        dataset.LossyImageCompression = None  # a camera does not say whether it has compressed
        dataset.AcquisitionContextSequence = []
    if spacing:
        dataset.PixelSpacing = [format_number_as_ds(float(value)) for value in spacing]
    return dataset


def _describePixels(dataset: Dataset, shape: tuple, samples: int, bits: int) -> None:
    dataset.SamplesPerPixel = samples
    dataset.PhotometricInterpretation = "RGB" if samples == 3 else "MONOCHROME2"
    if samples == 3:
        dataset.PlanarConfiguration = 0
    dataset.Rows, dataset.Columns = shape[:2]
    dataset.BitsAllocated = dataset.BitsStored = bits
    dataset.HighBit = bits - 1
    dataset.PixelRepresentation = 0


def describeClip(dataset: Dataset, times: list[float]) -> None:
    """What a clip has beside: when each frame was made, s."""
    dataset.NumberOfFrames = len(times)
    dataset.BurnedInAnnotation = "YES"  # the image of a scanner often names its patient: who removes names has to look
    if dataset.SamplesPerPixel == 1:
        dataset.PresentationLUTShape = "IDENTITY"
        dataset.RescaleIntercept, dataset.RescaleSlope, dataset.RescaleType = 0, 1, "US"
    steps = 1000 * np.diff(times) if len(times) > 1 else np.array([1000 / 25])
    mean = max(float(np.mean(steps)), 0.01)
    if np.max(np.abs(np.array(times) - times[0] - np.arange(len(times)) * mean / 1000)) < REGULAR_MS / 1000:
        dataset.FrameTime = f"{mean:.3f}"
        dataset.FrameIncrementPointer = 0x00181063
    else:
        dataset.FrameTimeVector = ["0", *(f"{step:.2f}" for step in steps)]
        dataset.FrameIncrementPointer = 0x00181065
    dataset.RecommendedDisplayFrameRate = max(1, round(1000 / mean))


def setPixels(dataset: SOPClass, pixels) -> None:
    """Give it its pixels: bytes, or a file of them that can be read."""
    dataset.add_new("PixelData", "OB" if dataset.BitsAllocated == 8 else "OW", pixels)


def setJpegs(dataset: SOPClass, jpegs: list[bytes]) -> None:
    """Give it frames that are JPEGs (baseline), as a recording has them."""
    dataset.file_meta.TransferSyntaxUID = JPEGBaseline8Bit
    if dataset.SamplesPerPixel == 3:
        dataset.PhotometricInterpretation = "YBR_FULL_422"
    frameBytes = dataset.Rows * dataset.Columns * dataset.SamplesPerPixel
    dataset.LossyImageCompression = "01"
    dataset.LossyImageCompressionMethod = "ISO_10918_1"
    dataset.LossyImageCompressionRatio = f"{frameBytes * len(jpegs) / sum(map(len, jpegs)):.3g}"
    dataset.add_new("PixelData", "OB", encapsulate(jpegs))
    dataset["PixelData"].is_undefined_length = True


def save(dataset: SOPClass, path: Path) -> None:
    """Write it to a file."""
    dataset.save_as(path, enforce_file_format=True)
