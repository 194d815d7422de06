"""What can be read, each behind the interface of FrameSource."""
