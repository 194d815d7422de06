"""What the sections of the panel have in common."""

from collections.abc import Callable


class Section:
    """Keeps its widgets up to date, and applies what the user sets.

    :param ui: its widgets
    :param session: called without arguments, gives the Session that is shown, or None
    :param onNotice: called with a sentence on the result of the user's action, "" if it succeeded
    """

    def __init__(self, ui, session: Callable, onNotice: Callable):
        self._ui = ui
        self._session = session
        self._onNotice = onNotice
