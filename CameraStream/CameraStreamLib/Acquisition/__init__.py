"""Slicer's side of a capture: its process or thread, the list of cameras, the required packages."""
