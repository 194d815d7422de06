"""What tests find in Testing/Host, in a real Slicer."""
