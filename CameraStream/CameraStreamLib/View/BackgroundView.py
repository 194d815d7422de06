"""A stream's picture behind the scene of a 3D view, whose camera is the real one."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import vtk

import slicer

from ..Shared.Calibration import Calibration
from ..Shared.Errors import SourceError
from ..Shared.Errors import tr as _
from ..Shared.Frame import Placement
from ..Volume.FrameVolume import FrameVolume
from .LiveBackground import LiveBackground
from .ThreeDDisplay import threeDWidget
from .ViewText import ViewText

RIGID_TOLERANCE = 0.01
"""Of a pose's determinant, which is 1: matrices that came by a file or network are rounded."""


@dataclass(frozen=True)
class BackgroundSettings:
    """Behind which 3D view a picture is shown: its layout name, "" for none; and the linear transform node that takes
    the camera to the world, None for a camera in the world's origin.

    :raises SourceError: if that is not possible
    """

    name: str = ""
    transformNode: object = None

    def __post_init__(self):
        if not isinstance(self.name, str) or not self.name.isprintable():
            raise SourceError(
                _("{name!r} is not a 3D view. Pass its layout name, such as 1, or None for no view."), name=self.name
            )
        if self.name:
            threeDWidget(self.name)


class BackgroundView:
    """Shows one stream's picture behind the models of a 3D view, as long as it streams or is frozen.

    The picture is shown as it comes from the camera, whatever its place in space: rotation and flip are the slice
    view's.

    :param volume: that has the picture
    :param settings: the view, and where the camera is
    :param calibration: called without arguments, gives the calibration of the picture in the volume, or None, or raises
        SourceError where it has one that does not fit
    """

    def __init__(
        self, volume: FrameVolume, settings: BackgroundSettings, calibration: Callable[[], Calibration | None]
    ):
        self.problem = ""  # why it is not shown, or what is wrong with it, in one sentence; "" if nothing is
        self._volume = volume
        self._settings = settings
        self._calibration = calibration
        self._hasImage = False
        self._isLive = False
        self._isWritten = False  # a frame, in this tick
        self._live: LiveBackground | None = None
        self._warning = ViewText(isWarning=True)
        self._mark = ""

    def place(self, recorded: Placement | None) -> None:
        """The first image is about to be written."""
        self._hasImage = True

    def show(self, isLive: bool, isFitted: bool = False) -> None:
        """Show the picture; one that is not live stays, with the camera where it was then."""
        self._isLive = isLive
        self.follow()

    def change(self, settings: BackgroundSettings) -> None:
        """Apply other settings."""
        if settings.name != self._settings.name:
            self._hide()
        self._settings = settings
        self.follow()
        if self._live:
            self._showPicture()
            self._live.view.scheduleRender()

    def follow(self) -> None:
        """Show the picture if there is all that this needs, else leave the view alone; to be called at every tick."""
        try:
            calibration = self._checkedCalibration() if self._settings.name and self._hasImage else None
            if calibration and not self._live:
                self._live = LiveBackground(threeDWidget(self._settings.name))
                self._showPicture()
                self._live.view.scheduleRender()
                self.mark(self._mark)
        except SourceError as error:
            self.problem, calibration = error.text, None
        else:
            isDistorted = calibration is not None and any(calibration.distortion)
            self.problem = _(
                "The lens distorts the picture, so models are off toward its edges. Switch Undistort on."
            ) if isDistorted else ""  # fmt: skip
        if not calibration:
            self._hide()

    def mark(self, text: str) -> None:
        """Write ``text`` into the view's corner; "" for nothing."""
        self._mark = text
        self._warning.show(self._live.view if self._live and text else None, text)

    def beginWrite(self) -> None:
        """A frame is about to be written."""
        self._isWritten = True
        if self._live:
            self._live.beginWrite()

    def endWrite(self) -> None:
        """All that changes in this tick has changed: the picture, and the poses that were made of it."""
        isWritten, self._isWritten = self._isWritten, False
        if self._live and self._isLive and (self._showPicture(isWritten) or isWritten):
            self._live.endWrite()

    def mustWait(self) -> bool:
        """Whether the view should render the last frame before there is another one."""
        return self._live is not None and self._live.mustWait()

    @property
    def isSeen(self) -> bool:
        """Whether a view shows the image live."""
        return self._live is not None and self._isLive

    def close(self) -> None:
        """Leave the view as the user had it; calling it twice is not an error."""
        self._hasImage = False
        self.problem = ""
        self._hide()

    def _hide(self) -> None:
        live, self._live = self._live, None
        if live:
            if not live.isGone:
                self._warning.hide()
            live.stop()

    def _showPicture(self, isNew: bool = True) -> bool:
        """Show the picture, new or not, and its camera where it is now; returns whether that has moved."""
        calibration, image = self._calibration(), self._volume.node.GetImageData()
        if not calibration or not image:
            return False
        if isNew:
            self._live.show(image, calibration, self._cameraToWorld())
        return self._live.move(calibration, self._cameraToWorld())

    def _checkedCalibration(self) -> Calibration:
        """
        :raises SourceError: if there is none for this picture, or the camera's transform is not rigid
        """
        if self._live and self._live.isGone:
            self._hide()
        calibration, image = self._calibration(), self._volume.node.GetImageData()
        if not calibration:
            raise SourceError(
                _("Models can be shown over the picture of a calibrated camera only: calibrate this camera first.")
            )
        if image and image.GetDimensions()[:2] != tuple(calibration.size):
            raise SourceError(_("The calibration is for pictures of another size. Calibrate the camera at this size."))
        self._cameraToWorld()
        return calibration

    def _cameraToWorld(self) -> np.ndarray:
        node, matrix = self._settings.transformNode, vtk.vtkMatrix4x4()
        isLinear = not (node and node.GetScene()) or node.GetMatrixTransformToWorld(matrix)
        if not isLinear or abs(matrix.Determinant() - 1) > RIGID_TOLERANCE:
            raise SourceError(
                _('"{name}" scales, mirrors or bends, which a camera\'s pose cannot. Choose a rigid transform.'),
                name=node.GetName(),
            )
        return slicer.util.arrayFromVTKMatrix(matrix)
