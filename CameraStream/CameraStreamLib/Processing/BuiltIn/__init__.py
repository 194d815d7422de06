"""The processors that come with CameraStream, each a file as a user's."""
