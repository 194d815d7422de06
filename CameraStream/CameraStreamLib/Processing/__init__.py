"""The processor's process: what a user's program makes of each frame."""
