"""A 3D view that sees its scene through the real camera, with the live picture behind it.

The picture is a layer of its own (layer 0), and the scene's renderer goes to layer 1, where it leaves the colors below
as they are; rulers and orientation markers have layers from 1 on and are drawn after it. A background texture of the
renderer, VTK's other way, is stretched to the window.

The scene's renderer gets another vtkCamera. The user's own one, and the vtkMRMLCameraNode that has it, are untouched:
nothing of this can be saved with the scene, is seen in another view, or has to be restored but that the renderer has
its own camera again. What the mouse and keys act on is a camera node of our own, which is in no scene; its camera is
aimed anew before each rendering, at what the window's size is then, so that models and picture never part.
"""

import logging

import numpy as np
import vtk

import slicer

from ..Shared.Calibration import Calibration
from ..Shared.Errors import SourceError
from ..Shared.Errors import tr as _
from .LiveDisplay import LIVE_UPDATE_RATE
from .PictureLayer import PictureLayer
from .PinholeCamera import aim
from .RenderOnce import RenderOnce


class LiveBackground:
    """Has one 3D view show pictures behind its scene, from now until ``stop``.

    :param threeDWidget: of the view (qMRMLThreeDWidget)
    :raises SourceError: if another camera is shown there
    """

    def __init__(self, threeDWidget):
        self._viewNode = threeDWidget.mrmlViewNode()
        self.view = threeDWidget.threeDView()
        self._window = self.view.renderWindow()
        self._renderer = self._window.GetRenderers().GetFirstRenderer()
        if self._renderer.GetLayer() != 0:
            raise SourceError(
                _("{view} already shows a camera behind its scene. Choose another 3D view, or stop that camera."),
                view=self._viewNode.GetName(),
            )
        self._layer = PictureLayer()
        self._manager = self.view.displayableManagerByClassName("vtkMRMLCameraDisplayableManager")
        self._cameraNode = slicer.vtkMRMLCameraNode()
        self._cameraNode.SetScene(slicer.mrmlScene)  # where the view's menu looks for the view that it belongs to
        self._cameraNode.SetLayoutName(self._viewNode.GetLayoutName())
        self._camera = self._cameraNode.GetCamera()
        self._picture: tuple[Calibration, np.ndarray] | None = None  # and the pose that it was taken from
        self._renderOnce = RenderOnce(self.view)
        self._updateRate = self.view.maximumUpdateRate
        if 0 < self._updateRate < LIVE_UPDATE_RATE:  # 0 is for at once
            self.view.maximumUpdateRate = LIVE_UPDATE_RATE
        self._observation = 0

    @property
    def isGone(self) -> bool:
        """Whether the view was removed with its node."""
        return self._viewNode.GetScene() is None

    def show(self, image, calibration: Calibration, cameraToWorld: np.ndarray) -> None:
        """Show a picture (vtkImageData, top row first), as a camera took it from there: see ``PinholeCamera.aim``."""
        self._layer.show(image)
        self.move(calibration, cameraToWorld)
        if not self._observation:
            self._window.SetNumberOfLayers(max(self._window.GetNumberOfLayers(), 2))
            self._renderer.SetLayer(1)
            self._window.AddRenderer(self._layer.renderer)
            self._observation = self._window.AddObserver(vtk.vtkCommand.StartEvent, self._onStart)

    def move(self, calibration: Calibration, cameraToWorld: np.ndarray) -> bool:
        """Have the camera of the same picture be elsewhere; returns whether it is."""
        before, self._picture = self._picture, (calibration, cameraToWorld)
        return before is None or before[0] != calibration or not np.array_equal(before[1], cameraToWorld)

    def beginWrite(self) -> None:
        """A frame is about to be written: the view renders when that is over, once."""
        self._renderOnce.begin()

    def endWrite(self) -> None:
        """All that changes in this tick has changed: drop what was asked for meanwhile, and render."""
        self._renderOnce.end()
        self.view.scheduleRender()

    def mustWait(self) -> bool:
        """Whether the view should render the last frame before there is another one."""
        return self._renderOnce.mustWait()

    def stop(self) -> None:
        """Leave the view as the user had it. Stopping twice, or a view that is gone, are not errors."""
        if self._observation:
            self._window.RemoveObserver(self._observation)
            self._window.RemoveRenderer(self._layer.renderer)
            self._renderer.SetLayer(0)
            node = self._manager.GetCameraNode()
            self._manager.GetCameraWidget().SetCameraNode(node)
            if node and self._renderer.GetActiveCamera() is self._camera:
                self._renderer.SetActiveCamera(node.GetCamera())
                self._renderer.ResetCameraClippingRange()
            self._observation = 0
        if self._renderOnce and not self.isGone:
            self._renderOnce.close()
            if self.view.maximumUpdateRate == LIVE_UPDATE_RATE:
                self.view.maximumUpdateRate = self._updateRate
            self._viewNode.Modified()  # whether it is orthographic may have been changed meanwhile; and it renders
        self._renderOnce = None

    def _onStart(self, caller, event) -> None:
        try:
            self._aim()
        except Exception:
            logging.exception("CameraStream: the 3D view is left without the picture")
            self.stop()

    def _aim(self) -> None:
        # At the first time, and after Slicer has given the view another camera node.
        if self._renderer.GetActiveCamera() is not self._camera:
            self._renderer.SetActiveCamera(self._camera)
            self._manager.GetCameraWidget().SetCameraNode(self._cameraNode)
        size = self._window.GetSize()
        self._layer.fit(size)
        aim(self._camera, *self._picture, size)
        self._renderer.ResetCameraClippingRange()
