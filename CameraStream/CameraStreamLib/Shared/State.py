"""States of a capture or a stream."""

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
        """Whether a source is open, or about to be opened."""
        return self.name not in ("IDLE", "STOPPED", "FAILED")  # by name, for a state from before a reload
