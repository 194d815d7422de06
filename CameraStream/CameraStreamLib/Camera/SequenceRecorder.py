"""Records the frames of a stream to a sequence in the scene, in a stated amount of memory."""

import math

import slicer

from ..Shared.Errors import SourceError
from ..Shared.Errors import tr as _
from ..Shared.Numbers import LARGEST, isNumber
from ..Volume.FrameVolume import transformToWorld
from .TransformSequences import TransformSequences

TIME_RESOLUTION = 1e-6
"""Of the index values, s: they are written with six digits."""

ITEM_BYTES = 21_000
"""Of memory that an item takes beside its pixels, measured: a node with its image and pipeline."""


def checkLimit(limitMegabytes: float) -> None:
    """Whether a sequence may take so much memory, MB.

    :raises SourceError: if that is not positive
    """
    if not isNumber(limitMegabytes, 0, math.inf) or not limitMegabytes:
        raise SourceError(_("{limit!r} MB is not a valid memory limit. Example: 2000."), limit=limitMegabytes)


class SequenceRecorder:
    """Copies each frame that a stream shows into a ``vtkMRMLSequenceNode``, with its time in seconds, and the
    transforms that its processors give into one each.

    The sequence goes to ``browserNode`` at the end: until then nothing plays it. The live volume is never its proxy.
    ``message`` is one sentence if there is something to say.

    :param stream: an active Stream
    :param limitMegabytes: of memory, after which it ends by itself
    :param timeOf: called with the stream, gives the time of the frame that is shown, s; its capture time, if None
    :raises SourceError: if the limit is not positive
    """

    def __init__(self, stream, limitMegabytes: float = 2000.0, timeOf=None):
        checkLimit(limitMegabytes)
        self.limitMegabytes = float(min(limitMegabytes, LARGEST))
        self.isActive = True
        self.message = ""
        self._stream = stream
        self._timeOf = timeOf or (lambda stream: stream.frame.timestamp)
        self._first = self._last = None  # times, s
        self._bytes = 0
        self.sequenceNode = _newSequence(f"{stream.volumeNode.GetName()} sequence")
        browserName = f"{self.sequenceNode.GetName()} browser"
        self.browserNode = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLSequenceBrowserNode", browserName)
        self._transforms = TransformSequences(stream, _newSequence)
        stream.addObserver(self._onFrame)

    @property
    def frames(self) -> int:
        """How many are recorded."""
        return self.sequenceNode.GetNumberOfDataNodes()

    @property
    def seconds(self) -> float:
        """From the first to the last frame."""
        return self._last - self._first if self._first is not None else 0.0

    @property
    def megabytes(self) -> float:
        """Of memory, so far."""
        return self._bytes / 1e6

    def stop(self):
        """Stop recording; stopping twice is not an error.

        :returns: the browser node, or None if there is no frame
        """
        if self.isActive:
            self.isActive = False
            self._stream.removeObserver(self._onFrame)
            hasFrames = self.frames and self.sequenceNode.GetScene()
            if hasFrames and self.browserNode.GetScene():
                self._link()
            else:
                # Without its browser, if it was deleted, a sequence with frames is kept.
                for node in (self.browserNode,) if hasFrames else (self.browserNode, self.sequenceNode):
                    if node.GetScene():
                        slicer.mrmlScene.RemoveNode(node)
                self.browserNode = None
        return self.browserNode

    def _link(self) -> None:
        if self.seconds:
            self.browserNode.SetPlaybackRateFps((self.frames - 1) / self.seconds)
        self.browserNode.SetPlaybackItemSkippingEnabled(True)  # keeps the time where rendering is too slow
        self.browserNode.SetAndObserveMasterSequenceNodeID(self.sequenceNode.GetID())
        self._transforms.add(self._first)
        self._transforms.link(self.browserNode)

    def _onFrame(self, stream) -> None:
        if not self.sequenceNode.GetScene() or not self.browserNode.GetScene():
            self.message = _("Recording stopped because the sequence or its browser was deleted.")
            self.stop()
            return
        size = stream.frame.pixels.nbytes + ITEM_BYTES
        if (self._bytes + size) > 1e6 * self.limitMegabytes:
            self.stop()
            self.message = _("Recording stopped at the memory limit of {limit:g} MB.").format(limit=self.limitMegabytes)
            return
        now = self._timeOf(stream)
        if self._first is None:
            self._first = now
        self._last = now
        item = self.sequenceNode.SetDataNodeAtValue(stream.volumeNode, f"{now - self._first:.6f}")
        # An item is in a scene of its own, where no transform is: it keeps the place that it had here.
        transform = transformToWorld(stream.volumeNode)
        if transform is not None:
            item.ApplyTransformMatrix(slicer.util.vtkMatrixFromArray(transform))
        self._bytes += size + self._transforms.add(self._first)


def _newSequence(name: str):
    """An empty sequence over the time."""
    node = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLSequenceNode", slicer.mrmlScene.GenerateUniqueName(name))
    node.SetIndexName("time")
    node.SetIndexUnit("s")
    # By default an item replaces another one that is less than a millisecond before it.
    node.SetNumericIndexValueTolerance(TIME_RESOLUTION / 2)
    return node
