"""What state a capture or a stream is in."""

import enum


class State(enum.Enum):
    """Idle -> Opening -> Streaming -> (Stalled -> Reconnecting ->) Streaming -> Stopped, or Failed."""

    IDLE = "Idle"
    OPENING = "Opening"
    STREAMING = "Streaming"
    STALLED = "Stalled"
    RECONNECTING = "Reconnecting"
    STOPPED = "Stopped"
    FAILED = "Failed"

    @property
    def isActive(self) -> bool:
        """Whether a source is held, or about to be."""
        return self.name not in ("IDLE", "STOPPED", "FAILED")  # by name, for one from before a reload
