"""What CameraStream is made of; docs/architecture.md says what stands in which room."""
