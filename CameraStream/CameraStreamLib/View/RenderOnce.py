"""Renders a slice view once for each frame, however many parts of Slicer request it.

A request starts a timer (1 / maximumUpdateRate); if another one comes after that time, the view renders at once
(ctkVTKAbstractView::scheduleRender). A frame causes several requests: by displayable managers while it is written, and
by both controllers of the view through a queued signal, in the next iteration of the event loop (qMRMLSliceWidget:
renderRequested). In a busy GUI, the time has passed at one of them: the view then renders in the middle of the write,
and again for the later requests.
"""

import contextlib


class RenderOnce:
    """Makes the view render once for all changes between ``begin`` and ``end``.

    :param view: the slice view (qMRMLSliceView)
    """

    def __init__(self, view):
        self._view = view
        self._isHolding = False
        self._isRendered = True  # whether the last frame was rendered; also False while the view is hidden
        self._hasWaited = False  # whether the next frame has already waited for that
        self._observation = view.renderWindow().AddObserver("EndEvent", self._onRendered)

    def begin(self) -> None:
        """Pause rendering; calling it twice is not an error."""
        if not self._isHolding:
            self._isHolding = True
            self._view.pauseRender()

    def end(self) -> None:
        """Resume rendering, by the queued requests in the next iteration of the event loop; all others are dropped."""
        if not self._isHolding:
            return
        self._isHolding = False
        self._isRendered = self._hasWaited = False
        view, wasEnabled = self._view, self._view.renderEnabled
        view.renderEnabled = False
        view.forceRender()  # while rendering is disabled, this drops the pending request
        view.renderEnabled = wasEnabled
        view.resumeRender()

    @contextlib.contextmanager
    def forAll(self):
        """Render once, at the end, if anything requests it meanwhile."""
        self._view.pauseRender()
        try:
            yield
        finally:
            self._view.resumeRender()

    def mustWait(self) -> bool:
        """Whether the next frame, which is available, should wait for one tick, in which the view renders this one:
        otherwise, in a GUI that is always late, this one would be written for nothing, and the view might never
        render."""
        isWaiting, self._hasWaited = not (self._isRendered or self._hasWaited), True
        return isWaiting

    def close(self) -> None:
        """Restore Slicer's way of rendering."""
        if self._isHolding:
            self._isHolding = False
            self._view.resumeRender()
        self._view.renderWindow().RemoveObserver(self._observation)

    def _onRendered(self, caller, event) -> None:
        self._isRendered = True
