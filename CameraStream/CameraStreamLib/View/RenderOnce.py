"""One rendering of a slice view for each frame, however many parts of Slicer ask for one.

A view that is asked to render starts a timer (1 / maximumUpdateRate); asked again when that time is over, it renders at
once (ctkVTKAbstractView::scheduleRender). What a frame changes asks several times: displayable managers while the frame
is written, and both controllers of the view by a queued signal, which comes in the next turn of the event loop
(qMRMLSliceWidget: renderRequested). In a busy GUI the time is over at one of them: the view then renders in the middle
of the write, and once more for those that come after it.
"""


class RenderOnce:
    """Has the view render once for all that changes between ``begin`` and ``end``.

    :param view: the slice view (qMRMLSliceView)
    """

    def __init__(self, view):
        self._view = view
        self._isHolding = False
        self._isRendered = True  # the last frame; False too while the view is hidden
        self._hasWaited = False  # the next frame, for that
        self._observation = view.renderWindow().AddObserver("EndEvent", self._onRendered)

    def begin(self) -> None:
        """Do not render; calling it twice is not an error."""
        if not self._isHolding:
            self._isHolding = True
            self._view.pauseRender()

    def end(self) -> None:
        """Have the queued requests render, which come at the next turn of the event loop: all others are dropped."""
        if not self._isHolding:
            return
        self._isHolding = False
        self._isRendered = self._hasWaited = False
        view, wasEnabled = self._view, self._view.renderEnabled
        view.renderEnabled = False
        view.forceRender()  # while rendering is disabled, this drops the request under way
        view.renderEnabled = wasEnabled
        view.resumeRender()

    def mustWait(self) -> bool:
        """Whether the next frame, which is there, should wait for one more tick, in which the view renders this one: in
        a GUI that is late each time, it would else be written for nothing, and the view might never render."""
        isWaiting, self._hasWaited = not (self._isRendered or self._hasWaited), True
        return isWaiting

    def close(self) -> None:
        """Render as Slicer does, from now on."""
        if self._isHolding:
            self._isHolding = False
            self._view.resumeRender()
        self._view.renderWindow().RemoveObserver(self._observation)

    def _onRendered(self, caller, event) -> None:
        self._isRendered = True
