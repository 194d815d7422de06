"""One camera of the panel: starts a stream from its parameter node, and has the stream follow the node's changes."""

import contextlib
import logging
import time
from collections.abc import Callable
from pathlib import Path

import vtk

import slicer
from slicer.i18n import tr as _

from ..Acquisition.CaptureProcess import CaptureProcess
from ..Acquisition.CaptureThread import CaptureThread
from ..Shared.Errors import SourceError
from ..Shared.Passwords import PasswordMemory
from ..Shared.Source import SourceKind
from ..Shared.State import State
from ..View.BackgroundView import BackgroundView
from ..View.StreamView import StreamView
from ..Volume.FrameVolume import FrameVolume
from ..Volume.Snapshot import takeSnapshot
from .CameraCalibration import CameraCalibration
from .CameraSettings import backgroundSettings, buildSettings, cropRectangle, valuesOf, viewSettings
from .ParameterNode import repairSettings
from .Processors import PacedCapture, Processors
from .Publishing import Publishing
from .Recordings import Recordings
from .Stream import Stream
from .Translation import translated

REPAIR_PRIORITY = 1.0
"""Of an observer (VTK): others have 0.0."""

SOON_SECONDS = 0.1
"""For which a result waits, s, so that it is shown by the same rendering as the next frame: nobody sees that."""


class Session:
    """One camera of the panel, over all its starts and stops.

    :param parameterNode: its settings, a CameraStreamParameterNode
    :param userOf: gives the session that writes into a volume node now, or None
    :param onChanged: called after each change of its state
    """

    def __init__(self, parameterNode, passwords: PasswordMemory, userOf: Callable, onChanged: Callable[[], None]):
        self.parameterNode = parameterNode
        self.processors = Processors(parameterNode)
        self.calibration = CameraCalibration(parameterNode, self.processors, onChanged)
        self.stream: Stream | None = None
        self._view: StreamView | None = None  # of the stream
        self._background: BackgroundView | None = None
        self._madeNode = None  # the volume, if the last start has made it
        self._passwords = passwords
        self._userOf = userOf
        self._onChanged = onChanged
        self._problem = ""  # why the last start failed before there was a stream, or a setting could not be used
        self._releasing: list[Stream] = []  # that have ended, and may still hold their sources
        self._crop = (0, 0, 0, 0)
        self._transform = None  # what the parameter node asked for last: a transform set elsewhere is left alone
        self._leftTransform = None  # the one before it, until the next tick
        self._addedVolumes: dict = {}  # by class: who changes between grayscale and color gets the two in turn
        self._beforeImport: dict = {}  # the parameters of a camera that runs while a scene is added
        self._wasInView = False
        self._shownTime = 0.0  # when results were shown last (perf_counter, s)
        self._outputVolumeNode = parameterNode.outputVolume
        # One sentence on settings that could not be used when they were set, and are the default instead; or "".
        self.settingsNotice = ""
        self._observations = [
            # Before the wrapper's own observers, which would raise an exception.
            parameterNode.AddObserver(vtk.vtkCommand.ModifiedEvent, self._repairSettings, REPAIR_PRIORITY),
            parameterNode.AddObserver(vtk.vtkCommand.ModifiedEvent, self._onParametersModified),
        ]

    @property
    def name(self) -> str:
        return self.parameterNode.parameterNode.GetName()

    @property
    def state(self) -> State:
        if self._problem and not self.isActive:
            return State.FAILED
        return self.stream.state if self.stream else State.IDLE

    @property
    def isActive(self) -> bool:
        """Whether its stream runs."""
        return self.stream is not None and self.stream.state.isActive

    @property
    def isRemoved(self) -> bool:
        """Whether the camera was removed from the scene."""
        return self.parameterNode.parameterNode.GetScene() is None

    @property
    def needsUpdate(self) -> bool:
        """Whether ``update`` must be called: it runs, one that has ended still holds its source, or its calibration is
        being computed."""
        return self.isActive or bool(self._releasing) or self.calibration.isComputing

    @property
    def error(self) -> str:
        """What is wrong and what to do about it, in one sentence; "" where nothing is."""
        if self._problem:
            return self._problem
        return (self.stream and (self.stream.error or self._notice)) or self.settingsNotice

    def start(self) -> Stream:
        """Start what the parameter node asks for; a stream that runs is replaced. Returns at once. Nobody is asked
        whether something may be installed: see ``logic.start``.

        :raises SourceError: if the source or a setting cannot be used
        """
        self.stop()
        self._beforeImport, self._madeNode = {}, None
        if self.stream:
            self.stream.close()  # what it has marked in the view is over
        self._problem = self.settingsNotice = ""
        try:
            self.stream = self._makeStream()
        except SourceError as error:
            self.fail(error.text)
            raise
        self.calibration.start(self.stream, self._capture)
        self.stream.start()
        source = self.stream.settings.source
        film = Path(source.address) if source.kind is SourceKind.FILE else None
        self.processors.start(self._capture, self.stream.volume, film)
        return self.stream

    def fail(self, problem: str) -> None:
        """It could not be started, for this reason."""
        self._problem = problem
        self._onChanged()

    def stop(self) -> None:
        """Stop; returns at once. The last image stays."""
        if self.stream:
            self.stream.stop()

    def close(self) -> None:
        """Stop, and let go of the parameter node, the stream and its volume."""
        self.stop()
        self.calibration.end()
        if self.stream:
            self.stream.close()
        self.processors.close()
        self.stream = None
        while self._observations:
            self.parameterNode.RemoveObserver(self._observations.pop())

    def update(self) -> bool:
        """Show the newest frame, if there is one; returns whether there was."""
        if self._leftTransform and not self._leftTransform.GetScene():
            # It was deleted, and a node selector moves on to a neighbor.
            self.parameterNode.parentTransform = None
        self._leftTransform = None
        for stream in self._releasing:
            stream.update()
        self._releasing = [stream for stream in self._releasing if stream.isReleasing]
        self.calibration.update()
        if not self.isActive:
            return False
        self.processors.take(self.stream.recording)
        isShown = self.stream.update()
        if self.isActive and self.stream.frame:
            self._showResults(isShown)
        return isShown

    def _showResults(self, isNewFrame: bool) -> None:
        frame = self.stream.frame
        if self.stream.isFrozen:
            self.processors.show(self._view.viewName, frame, ofThisFrame=True)
            return
        # With the next frame, if that comes soon: a view that renders twice for each shows half as many.
        now, due = time.perf_counter(), self.stream.nextFrameSeconds
        isAlone = now - self._shownTime > SOON_SECONDS if due is None else due > SOON_SECONDS
        if isNewFrame or isAlone:
            self._shownTime = now
            with contextlib.nullcontext() if isNewFrame else self._view.changedOnce():
                self.processors.show(self._view.viewName, frame)
        else:
            self.processors.showValues()

    def endTick(self) -> None:
        """All cameras have been updated: what has changed is rendered."""
        if self.stream:
            self.stream.endTick()

    def snapshot(self):
        """Keep the image that is shown as a volume of its own, which is saved with the scene; and what processors show
        over it.

        :raises SourceError: if there is no image yet
        """
        volumeNode = self.stream.volumeNode if self.stream else None
        if not volumeNode or not volumeNode.GetScene() or not volumeNode.GetImageData():
            raise SourceError(_("There is no image yet. Start the camera first."))
        results = [node for processor in self.processors for node in processor.filledNodes]
        return takeSnapshot(volumeNode, self.name, results)

    def startImport(self) -> None:
        """A scene is being added. One that holds settings of this module writes them over those of the first camera,
        and Slicer's slice views may lose their images: a camera that runs gets all back by ``endImport``."""
        if self._beforeImport:  # an import within another one
            return
        names = self.parameterNode.allParameters if self.isActive else ()
        self._beforeImport = {name: getattr(self.parameterNode, name) for name in names}
        self._wasInView = self.isActive and self.isInView

    def endImport(self) -> None:
        """The scene has been added."""
        with slicer.util.NodeModify(self.parameterNode):
            for name, value in self._beforeImport.items():
                setattr(self.parameterNode, name, value)
            self._beforeImport = {}

    def putBackIntoView(self) -> None:
        """Once all that hears of an added scene has done so."""
        if self._wasInView and self.isActive:
            self._view.putBack()

    @property
    def isInView(self) -> bool:
        """Whether its view shows the image, and no other one."""
        return self._view is not None and self._view.isShown

    def statusText(self) -> str:
        """One line on how it is doing, or what is wrong and what to do about it."""
        if self._problem:
            return translated(self._problem)
        if not self.stream:
            return _("Choose a source and press Start.")
        if self.stream.message:
            return translated(self.stream.message)
        if self.state is State.OPENING:
            return _("Opening {source} ...").format(source=self.stream.source)
        statistics = self.stream.statistics
        if self.state is State.STOPPED:
            return _("Stopped after {count} frames.").format(count=statistics.framesShown)
        figures = _("{width} x {height}   {rate:.1f} frames/s   {dropped} dropped   {latency:.0f} ms").format(
            width=statistics.size[0], height=statistics.size[1], rate=statistics.framesPerSecond,
            dropped=statistics.framesDropped, latency=statistics.latencyMs,
        )  # fmt: skip
        if self.stream.isFrozen:
            figures = _("Frozen. The camera is still running. Press Freeze again to continue.")
        notice = self._notice
        return f"{figures}\n{translated(notice)}" if notice else figures

    def _calibration(self):
        """Of the picture that is shown; None if there is none.

        :raises SourceError: if there is one, for another size
        """
        whole = self.stream.wholeCalibration
        return whole and whole.ofFrame(self.stream.frame)

    @property
    def _notice(self) -> str:
        """What could not be done as asked, of a camera that runs all the same."""
        return self.stream.info.notice or self.backgroundProblem

    @property
    def backgroundProblem(self) -> str:
        """Why the picture is not behind its 3D view, or what is wrong with it, in one sentence; "" if nothing is."""
        return self._background.problem if self._background else ""

    def cropRectangle(self) -> tuple[int, int, int, int]:
        """What is to be shown of the source's image: left, top, width, height; no width or height for all of it."""
        return cropRectangle(valuesOf(self.parameterNode))

    def _makeStream(self) -> Stream:
        parameterNode = self.parameterNode
        parameterNode.source = self._passwords.hide(parameterNode.source)
        settings = buildSettings(valuesOf(parameterNode), self._passwords)
        node = self._outputVolume() or self._addOutputVolume()
        volume = FrameVolume(node, settings.capture.source.transformName)
        self._transform, self._leftTransform = parameterNode.parentTransform, None
        if self._transform:
            node.SetAndObserveTransformNodeID(self._transform.GetID())
        self._crop = settings.capture.crop
        capture = self._capture = (CaptureThread if settings.isInProcess else CaptureProcess)(settings.capture)
        self._view = StreamView(volume, settings.view)
        self._background = BackgroundView(volume, settings.background, self._calibration)
        outputs = Recordings(capture, volume), Publishing(capture, volume, self.processors)
        paced = PacedCapture(capture, self.processors)
        views = [self._view, self._background]
        return Stream(settings.capture, paced, volume, views, *outputs, self._onStreamChanged, self.processors)

    def _outputVolume(self):
        """The chosen volume node; None if there is none, or if it is of the other kind, grayscale or color.

        :raises SourceError: if it cannot be used
        """
        node = self.parameterNode.outputVolume
        if not node:
            return None
        checkFree(node, self._userOf(node))
        return node if FrameVolume(node).isGrayscale == self.parameterNode.grayscale else None

    def _addOutputVolume(self):
        className = "vtkMRMLScalarVolumeNode" if self.parameterNode.grayscale else "vtkMRMLVectorVolumeNode"
        node = self._addedVolumes.get(className)
        if not node or not node.GetScene() or self._userOf(node):
            name = _("{camera} image").format(camera=self.name)
            if slicer.mrmlScene.GetFirstNodeByName(name):  # else it would count on from one that was removed
                name = slicer.mrmlScene.GenerateUniqueName(name)
            node = slicer.mrmlScene.AddNewNodeByClass(className, name)
            self._addedVolumes[className] = self._madeNode = node
        self.parameterNode.outputVolume = node
        return node

    def _removeMadeVolume(self) -> None:
        """A start that failed leaves no empty volume."""
        node, self._madeNode = self._madeNode, None
        if node and node.GetScene():
            for each in (node.GetDisplayNode(), node):
                if each:
                    slicer.mrmlScene.RemoveNode(each)

    def _repairSettings(self, caller, event) -> None:
        notice = repairSettings(self.parameterNode.parameterNode)
        if notice and not self._beforeImport:  # else all comes back after the import
            logging.warning(f"CameraStream: {self.name}: {notice}")
            self.settingsNotice = notice
            self._onChanged()

    def _onParametersModified(self, caller, event) -> None:
        """What can change while the camera runs, or while its last image is shown, does."""
        if self._beforeImport:
            return
        self.parameterNode.source = self._passwords.hide(self.parameterNode.source)
        self._followOutputVolume()
        self.processors.read()
        if not self.stream or not self.stream.volumeNode.GetScene():
            return
        if not self.isActive and self._userOf(self.stream.volumeNode):  # another camera is shown in it now
            return
        try:
            values = valuesOf(self.parameterNode)
            self._view.change(viewSettings(values), self.stream.isLive)
            if self.isActive:
                self._background.change(backgroundSettings(values))
            if cropRectangle(values) != self._crop:
                self._crop = cropRectangle(values)
                self.stream.setCrop(self._crop)
            self.calibration.follow()
            if self.isActive:
                self._problem = ""
        except SourceError as error:
            self._problem = error.text
            self._onChanged()
        if self.parameterNode.parentTransform is not self._transform:
            self._leftTransform = self._transform or self._leftTransform  # there may be None between two
            self._transform = self.parameterNode.parentTransform
            self.stream.volumeNode.SetAndObserveTransformNodeID(self._transform.GetID() if self._transform else None)

    def _followOutputVolume(self) -> None:
        """Who chooses a scalar volume wants grayscale; who then wants color gets another volume at the next start."""
        volumeNode = self.parameterNode.outputVolume
        if self.isActive:  # it was deleted: see _onStreamChanged
            return
        if volumeNode is not self._outputVolumeNode:
            self._outputVolumeNode = volumeNode
            if volumeNode:
                self.parameterNode.grayscale = volumeNode.GetClassName() == "vtkMRMLScalarVolumeNode"

    def _onStreamChanged(self, stream: Stream) -> None:
        if not stream.state.isActive:
            if stream is self.stream:
                self.processors.stop()
                self._background.close()
            if stream not in self._releasing:  # it gets one more update at least, which ends its sequence
                self._releasing.append(stream)
            if stream.state is State.FAILED and not stream.frame:
                self._removeMadeVolume()
            if not stream.volumeNode.GetScene():
                # A node selector moves on to a neighbor of a deleted node, which nobody chose for a camera.
                self._outputVolumeNode = self.parameterNode.outputVolume = None
        self._onChanged()


def checkFree(volumeNode, user: Session | None) -> None:
    """Whether no camera, ``user``, is shown in a volume.

    :raises SourceError: if one is
    """
    if user:
        raise SourceError(
            _('"{value}" is already in use by {name}. Choose another output volume, or stop that camera.'),
            value=volumeNode.GetName(),
            name=user.name,
        )
