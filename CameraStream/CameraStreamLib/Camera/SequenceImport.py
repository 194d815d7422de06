"""Imports a video file as a sequence in the scene, frame by frame, while Slicer keeps running."""

from pathlib import Path

import slicer

from ..Acquisition.CaptureProcess import CaptureProcess
from ..Shared.Errors import SourceError
from ..Shared.Errors import tr as _
from ..Shared.RecordingFile import readSide
from ..Shared.Settings import CaptureSettings
from ..Shared.Source import SourceKind, parseSource
from ..Shared.State import State
from ..Volume.FrameVolume import FrameVolume
from .Publishing import Publishing
from .Recordings import Recordings
from .SequenceRecorder import SequenceRecorder, checkLimit
from .Stream import Stream


class SequenceImport:
    """Begins at once; ``update`` must be called at each tick.

    The file is read by a capture process, a frame each time that the last one has been copied, so that none is left
    out. ``browserNode`` has the frames when it ends, at their recorded times; ``message`` is a sentence if something
    went wrong.

    :param path: a recording, or another video file
    :param limitMegabytes: of memory, after which it ends
    :param onChanged: called without arguments at each change of its state
    :raises SourceError: if it is not a video file, or the limit is not positive
    """

    def __init__(self, path, limitMegabytes: float = 2000.0, onChanged=lambda: None):
        source = parseSource(path)
        if source.kind is not SourceKind.FILE:
            raise SourceError(_('"{source}" is not a video file. Choose a video file to import.'), source=str(source))
        checkLimit(limitMegabytes)  # before there is a node
        self._onChanged = onChanged
        side, _problem = readSide(Path(source.address))  # the stream says it
        parts = side.get("parts") or [{}]
        isGrayscale = all(part.get("channels") == 1 for part in parts)
        nodeClass = "vtkMRMLScalarVolumeNode" if isGrayscale else "vtkMRMLVectorVolumeNode"
        self._node = slicer.mrmlScene.AddNewNodeByClass(
            nodeClass, slicer.mrmlScene.GenerateUniqueName(Path(source.address).stem)
        )
        self._node.SetHideFromEditors(True)
        settings = CaptureSettings(source, grayscale=isGrayscale)
        capture, volume = CaptureProcess(settings), FrameVolume(self._node)
        outputs = Recordings(capture, volume), Publishing(capture, volume)
        self.stream = Stream(settings, capture, volume, (), *outputs, self._onStream)
        self._recorder = SequenceRecorder(self.stream, limitMegabytes, self._timeOf)
        self.browserNode = self._recorder.browserNode
        self.stream.addObserver(self._next)
        self.stream.pause()
        self.stream.start()
        self.stream.step()

    @property
    def isActive(self) -> bool:
        """Whether it is being made."""
        return self.stream.state.isActive

    @property
    def needsUpdate(self) -> bool:
        """Whether ``update`` must be called."""
        return self.isActive or self.stream.isReleasing

    def update(self) -> bool:
        """Take the next frame, if there is one; returns whether there was."""
        return self.stream.update()

    def close(self) -> None:
        """End it with the frames so far; calling it twice is not an error."""
        self.stream.stop()

    @property
    def message(self) -> str:
        """What is wrong and what to do about it, in one sentence; "" where nothing is."""
        return self._recorder.message or self.stream.error

    @staticmethod
    def _timeOf(stream) -> float:
        return stream.position.seconds if stream.position else 0.0

    def _next(self, stream) -> None:
        position = stream.position
        if position is None:
            self._recorder.message = _("The length of this file is unknown. Play it, and record a sequence meanwhile.")
            stream.stop()
            return
        if not self._recorder.isActive or position.frame >= position.of > 0:
            stream.stop()
        else:
            stream.step()

    def _onStream(self, stream) -> None:
        wasInterrupted = stream.state is State.OPENING and stream.message
        if stream.state is State.RECONNECTING or wasInterrupted:
            self._recorder.message = _("The file could not be read to the end. The sequence is incomplete.")
            stream.stop()
        elif not stream.state.isActive:
            if not self._node.GetScene():
                self._recorder.message = _("The volume was deleted. The sequence is incomplete.")
            self._recorder.stop()
            for node in (self._node.GetParentTransformNode(), self._node):  # a tracked image's pose is in its items
                if node and node.GetScene():
                    slicer.mrmlScene.RemoveNode(node)
        self._onChanged()
