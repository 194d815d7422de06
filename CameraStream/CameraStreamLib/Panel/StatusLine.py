"""The lines under the buttons: the camera's status, and the result of the user's last action."""

from collections.abc import Callable

import qt

from ..Camera.Translation import translated
from ..Shared.State import State

NOTICE_SECONDS = 10.0
"""How long a notice is shown, s: the longest sentences have 25 words, which take 6 s to read, and
the user may be looking at the view when one appears."""

STATE_COLORS = {
    State.IDLE: "#8a8a8a",
    State.OPENING: "#e0a000",
    State.STREAMING: "#2faa4a",
    State.STALLED: "#e0a000",
    State.RECONNECTING: "#e0a000",
    State.STOPPED: "#8a8a8a",
    State.FAILED: "#d64541",
}

FROZEN_COLOR = "#3b8ed0"
"""Neither green, since the image is not live, nor amber, since nothing is wrong."""


class StatusLine:
    """A dot in the state's color, the session's status, and a notice: the result of the user's last action.

    A notice goes with the next thing that happens (a press of any button, another state, another camera), or after
    NOTICE_SECONDS. What is wrong with the camera itself is the session's to say.

    :param ui: the panel's widgets
    :param session: called without arguments, gives the Session that is shown, or None
    """

    def __init__(self, ui, session: Callable):
        self._ui = ui
        self._session = session
        self._notice = ""
        self._situation = None  # in which the notice came
        self._timer = qt.QTimer()
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clearNotice)

    def close(self) -> None:
        """Stop the timer."""
        self._timer.stop()

    def showNotice(self, text: str | Exception) -> None:
        """Show the result of the user's action; "" for none."""
        self._notice, self._situation = translated(text), self._currentSituation()
        if self._notice:
            self._timer.start(round(1000 * NOTICE_SECONDS))
        else:
            self._timer.stop()
        self.update()

    def clearNotice(self) -> None:
        """Something else happens now."""
        self.showNotice("")

    def update(self) -> None:
        """Show how the session is doing now."""
        session = self._session()
        if session is None:
            return
        if self._currentSituation() != self._situation:
            self._notice = ""
        isFrozen = session.isActive and session.stream.isFrozen
        styleSheet = f"color: {FROZEN_COLOR if isFrozen else STATE_COLORS[session.state]}"
        if self._ui.stateLabel.styleSheet != styleSheet:  # Qt would polish the widget again
            self._ui.stateLabel.styleSheet = styleSheet
        self._ui.statusLabel.text = "\n".join(
            filter(None, (session.statusText(), translated(session.settingsNotice), self._notice))
        )

    def _currentSituation(self):
        session = self._session()
        return session and (session, session.state)
