"""What a processor makes of a frame, in nodes of the scene, at the picture's place in space."""
