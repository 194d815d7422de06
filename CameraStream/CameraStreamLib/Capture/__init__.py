"""The capture side: opens and reads sources. OpenCV, NumPy and the standard library only; neither Slicer nor Qt."""
