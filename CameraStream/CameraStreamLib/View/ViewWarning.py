"""A warning in the corner of a view that the image is not live, for users who look only at the image."""

import vtk

COLOR = (1.0, 0.72, 0.1)
"""Amber, as the panel's light: visible on black, on tissue and, with a shadow, on bright images."""

FONT_SIZE = 20
"""Pixels; readable from two meters on a typical screen."""


class ViewWarning:
    """A text in the upper right corner of a view, which Slicer's own annotations leave free."""

    def __init__(self):
        self._actor = None
        self._view = None  # that shows it

    def show(self, view, text: str) -> None:
        """Show ``text`` in this view only (qMRMLSliceView or qMRMLThreeDView); None for no view."""
        if view is not self._view:
            self.hide()
            self._view = view
            if view:
                self._actor = _makeActor()
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


def _makeActor() -> vtk.vtkTextActor:
    actor = vtk.vtkTextActor()
    properties = actor.GetTextProperty()
    properties.SetFontSize(FONT_SIZE)
    properties.SetColor(COLOR)
    properties.BoldOn()
    properties.ShadowOn()
    properties.SetJustificationToRight()
    properties.SetVerticalJustificationToTop()
    actor.GetPositionCoordinate().SetCoordinateSystemToNormalizedViewport()
    actor.SetPosition(0.98, 0.98)
    return actor
