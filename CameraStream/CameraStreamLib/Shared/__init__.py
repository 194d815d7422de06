"""What the capture process and Slicer's side both use: no Slicer, VTK, Qt or OpenCV."""
