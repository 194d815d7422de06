"""The 3D views of the layout."""

import slicer

from ..Shared.Errors import SourceError
from ..Shared.Errors import tr as _


def threeDWidgets() -> dict:
    """The widgets of all 3D views (qMRMLThreeDWidget), by their layout names ("1"). None without a window."""
    layoutManager = slicer.app.layoutManager()
    count = layoutManager.threeDViewCount if layoutManager else 0
    widgets = [layoutManager.threeDWidget(index) for index in range(count)]
    return {widget.mrmlViewNode().GetLayoutName(): widget for widget in widgets}


def threeDWidget(viewName: str):
    """The widget of a 3D view.

    :raises SourceError: if there is no such view
    """
    widgets = threeDWidgets()
    if viewName not in widgets:
        names = ", ".join(f'"{name}"' for name in sorted(widgets)) or _("none, because there is no main window")
        raise SourceError(
            _('"{viewName}" is not the layout name of a 3D view. Choose one of {names}.'),
            viewName=viewName,
            names=names,
        )
    return widgets[viewName]
