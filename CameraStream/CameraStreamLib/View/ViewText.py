"""Text in a corner of a view: a warning that the image is not live, for users who look only at it; or numbers."""

import vtk

AMBER, WHITE = (1.0, 0.72, 0.1), (1.0, 1.0, 1.0)
"""A warning is amber, as the panel's light: visible on black, on tissue and, with a shadow, on bright images."""

FONT_SIZE = 20
"""Pixels; readable from two meters on a typical screen."""


class ViewText:
    """A text in a corner of a view.

    :param isWarning: in amber in the upper right corner; otherwise white in the upper left. Slicer's own annotations
        leave both free
    """

    def __init__(self, isWarning: bool):
        self._isWarning = isWarning
        self._actor = None
        self._view = None  # that shows it

    def show(self, view, text: str) -> None:
        """Show ``text`` in this view only (qMRMLSliceView or qMRMLThreeDView); None for no view."""
        if view is not self._view:
            self.hide()
            self._view = view
            if view:
                self._actor = _makeActor(self._isWarning)
                view.renderWindow().GetRenderers().GetFirstRenderer().AddViewProp(self._actor)
        if view and text != self._actor.GetInput():
            self._actor.SetInput(text)
            view.scheduleRender()

    def hide(self) -> None:
        """Show nothing; calling it twice is not an error."""
        if self._view:
            self._view.renderWindow().GetRenderers().GetFirstRenderer().RemoveViewProp(self._actor)
            self._view.scheduleRender()
        self._actor = self._view = None


def _makeActor(isWarning: bool) -> vtk.vtkTextActor:
    actor = vtk.vtkTextActor()
    properties = actor.GetTextProperty()
    properties.SetFontSize(FONT_SIZE)
    properties.SetColor(AMBER if isWarning else WHITE)
    properties.BoldOn()
    properties.ShadowOn()
    properties.SetVerticalJustificationToTop()
    if isWarning:
        properties.SetJustificationToRight()
    actor.GetPositionCoordinate().SetCoordinateSystemToNormalizedViewport()
    actor.SetPosition(0.98 if isWarning else 0.02, 0.98)
    return actor
