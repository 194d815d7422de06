"""The capture process: reads one source. No Slicer, VTK or Qt."""
