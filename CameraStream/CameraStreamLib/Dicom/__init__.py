"""The process that writes an image or a recording as a DICOM file."""
