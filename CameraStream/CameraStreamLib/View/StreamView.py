"""Shows a stream's image in its slice view: placed, fitted, sped up while it is live, marked while it is old."""

import contextlib
import dataclasses

import vtk

from ..Shared.Frame import Placement
from ..Volume.FrameVolume import FrameVolume
from . import SliceDisplay
from .LiveDisplay import LiveDisplay
from .SliceDisplay import ViewSettings
from .ViewText import ViewText


class StreamView:
    """Shows the volume of a stream according to its settings.

    :param settings: the view, and the image's placement in it
    """

    def __init__(self, volume: FrameVolume, settings: ViewSettings):
        self._volume = volume
        self._settings = settings
        self._hasImage = False
        self._live: LiveDisplay | None = None
        self._warning = ViewText(isWarning=True)
        self._mark = ""
        self._observed = None  # the view's vtkMRMLSliceCompositeNode, while there is a mark
        self._observation = 0
        self._isMoved = False  # by a transform

    def place(self, recorded: Placement | None) -> None:
        """Place the volume where it was recorded, or upright in the view, before the first image is written."""
        self._hasImage = True
        if recorded:
            self._volume.putAt(recorded)
        else:
            settings = self._settings
            self._volume.place(self._sliceNode, settings.rotation, settings.isFlipped, settings.spacing)

    def show(self, isLive: bool, isFitted: bool = False) -> None:
        """Show the image, sped up if it is live.

        :param isFitted: whether to put the image into the view and fit the view to it
        """
        if self._live:
            self._live.stop()
            self._live = None
        if self._settings.name and self._hasImage:
            if isFitted:
                SliceDisplay.show(self._volume.node, self._settings.name)
            if self._settings.isIn3D:
                SliceDisplay.showIn3D(self._settings.name, True)
            if isLive:
                self._live = LiveDisplay(self._volume.node, self._settings.name, self._settings.isInterpolated)
                self._live.start()
        self.mark(self._mark)  # perhaps in another view

    def change(self, settings: ViewSettings, isLive: bool) -> None:
        """Apply other settings. Whatever has not changed is left as it is in the volume, whoever set it.

        :raises SourceError: if there is no such view
        """
        if settings.name:
            SliceDisplay.sliceLogic(settings.name)
        before, self._settings = self._settings, settings
        if not self._hasImage or settings == before:
            return
        if settings.spacing != before.spacing:
            self._volume.setSpacing(settings.spacing)
        if settings.name != before.name:
            self.place(None)
        if (settings.rotation, settings.isFlipped) != (before.rotation, before.isFlipped):
            self._volume.turn(self._sliceNode, settings.rotation, settings.isFlipped)
        if before.isIn3D and before.name and (settings.name != before.name or not settings.isIn3D):
            SliceDisplay.showIn3D(before.name, False)
        isSamePlace = (
            dataclasses.replace(settings, isIn3D=before.isIn3D, isInterpolated=before.isInterpolated) == before
        )
        self.show(isLive, isFitted=not isSamePlace)

    def mark(self, text: str) -> None:
        """Write ``text`` into the view's corner; "" for nothing."""
        self._mark = text
        self._showMark()
        self._observe(self._compositeNode if text else None)

    def _showMark(self, caller=None, event=None) -> None:
        text = self._mark if self.isShown else ""
        self._warning.show(SliceDisplay.sliceView(self._settings.name) if text else None, text)

    def _observe(self, compositeNode) -> None:
        """Observe the view, to remove the mark when it shows another image, even without ticks, as after a failure."""
        if compositeNode is self._observed:
            return
        if self._observed:
            self._observed.RemoveObserver(self._observation)
        self._observed = compositeNode
        if compositeNode:
            self._observation = compositeNode.AddObserver(vtk.vtkCommand.ModifiedEvent, self._showMark)

    def follow(self) -> None:
        """Move the slice with an image that is moved by its transform; to be called at every tick."""
        isMoved = self._volume.node.GetParentTransformNode() is not None
        if (isMoved or self._isMoved) and self.isShown:
            if isMoved:
                SliceDisplay.follow(self._volume.node, self._settings.name)
            else:
                SliceDisplay.unfollow(self._volume.node, self._settings.name)
        self._isMoved = isMoved

    def beginWrite(self) -> None:
        """A frame is about to be written."""
        if self._renderOnce:
            self._renderOnce.begin()

    def endWrite(self) -> None:
        """All changes of this tick are complete: render once."""
        if self._renderOnce:
            self._renderOnce.end()

    def changedOnce(self):
        """A context in which overlays change without a frame, for which the view renders once."""
        return self._renderOnce.forAll() if self._renderOnce else contextlib.nullcontext()

    def mustWait(self) -> bool:
        """Whether the view should render the last frame before the next one is written."""
        return self._renderOnce is not None and self._renderOnce.mustWait()

    @property
    def _renderOnce(self):
        return self._live.renderOnce if self._live else None

    @property
    def viewName(self) -> str:
        """Layout name of the slice view; "" for none."""
        return self._settings.name

    @property
    def isSeen(self) -> bool:
        """Whether a view shows the image live."""
        return self._live is not None

    def close(self) -> None:
        """Remove the mark from the view; calling it twice is not an error."""
        self._observe(None)
        self._warning.hide()

    def putBack(self) -> None:
        """Show the volume in the view again, without other changes."""
        if self._settings.name:
            self._compositeNode.SetBackgroundVolumeID(self._volume.node.GetID())

    @property
    def isShown(self) -> bool:
        """Whether the view still shows this image."""
        name = self._settings.name
        return self._hasImage and bool(name) and SliceDisplay.isShown(self._volume.node, name)

    @property
    def _compositeNode(self):
        return SliceDisplay.sliceLogic(self._settings.name).GetSliceCompositeNode() if self._settings.name else None

    @property
    def _sliceNode(self):
        return SliceDisplay.sliceLogic(self._settings.name).GetSliceNode() if self._settings.name else None
