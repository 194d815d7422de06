"""Slicer's end of a capture: its process or thread, the list of cameras, the packages that are needed."""
