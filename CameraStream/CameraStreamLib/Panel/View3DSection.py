"""The panel's section that shows the picture behind the models of a 3D view."""

from collections.abc import Callable

import slicer.util

from ..Camera.Translation import translated


class View3DSection:
    """The 3D view, and the transform of the camera.

    :param uiWidget: the section, of View3DSection.ui
    :param session: called without arguments, gives the Session that is shown, or None
    """

    def __init__(self, uiWidget, session: Callable):
        self._ui = slicer.util.childWidgetVariables(uiWidget)
        self._session = session
        self._isShowing = False
        self._ui.backgroundViewSelector.currentNodeChanged.connect(self._onViewSelected)
        self._ui.cameraTransformSelector.currentNodeChanged.connect(self._onTransformSelected)

    def follow(self, parameterNode) -> None:
        """Show the settings of a camera."""
        self._isShowing = True
        name = parameterNode.backgroundView
        nodes = [node for node in slicer.util.getNodesByClass("vtkMRMLViewNode") if node.GetLayoutName() == name]
        self._ui.backgroundViewSelector.setCurrentNode(nodes[0] if nodes else None)
        self._ui.cameraTransformSelector.setCurrentNode(parameterNode.cameraTransform)
        self._isShowing = False

    def show(self) -> None:
        """Show what is wrong with the picture behind the view, if anything is."""
        session = self._session()
        problem = session.backgroundProblem if session else ""
        self._ui.view3DStatusLabel.text = translated(problem)
        self._ui.view3DStatusLabel.visible = bool(problem)

    def _onViewSelected(self, node) -> None:
        if self._session() and not self._isShowing:
            self._session().parameterNode.backgroundView = node.GetLayoutName() if node else ""

    def _onTransformSelected(self, node) -> None:
        if self._session() and not self._isShowing:
            self._session().parameterNode.cameraTransform = node
