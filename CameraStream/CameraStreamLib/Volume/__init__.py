"""A frame in a volume node, at its place in space."""
