"""Where in space the pixels of a result are."""

from dataclasses import dataclass

import numpy as np
import vtk

import slicer

from ..Shared.Result import Result
from ..Volume.FrameVolume import FrameVolume


@dataclass(frozen=True)
class ResultPlace:
    """``ijkToRAS`` (4, 4) takes a pixel of the result's frame (column, row, 0) to its place, mm, under the transform
    ``transformID``, or None."""

    ijkToRAS: np.ndarray
    transformID: str | None

    @classmethod
    def of(cls, result: Result, volume: FrameVolume) -> "ResultPlace":
        """Place of the image in ``volume``, or of the result's own frame if that is tracked."""
        matrix = (result.tracking.ijkToRAS if result.tracking else volume.sourceToRAS()).copy()
        matrix[:, 3] = matrix @ [*result.offset, 0, 1]
        return cls(matrix, volume.node.GetTransformNodeID())

    def points(self, pixels) -> np.ndarray:
        """Positions of pixels (N, 2), column and row: (N, 3), mm."""
        pixels = np.asarray(pixels, float).reshape(-1, 2)
        return pixels @ self.ijkToRAS[:3, :2].T + self.ijkToRAS[:3, 3]

    def putUnder(self, node) -> None:
        """Put a node under the transform."""
        if node.GetTransformNodeID() != self.transformID:
            node.SetAndObserveTransformNodeID(self.transformID)

    def put(self, volumeNode) -> None:
        """Put a volume of the frame's size at the frame's place."""
        self.putUnder(volumeNode)
        current = vtk.vtkMatrix4x4()
        volumeNode.GetIJKToRASMatrix(current)
        if not np.allclose(slicer.util.arrayFromVTKMatrix(current), self.ijkToRAS, rtol=0, atol=1e-9):
            volumeNode.SetIJKToRASMatrix(slicer.util.vtkMatrixFromArray(self.ijkToRAS))
