"""Copies the current image of a live volume to a volume of its own."""

import datetime

import slicer

from .FrameVolume import transformToWorld

TIME_ATTRIBUTE = "CameraStream.Time"
"""Node attribute that holds when the image was taken (ISO 8601)."""


def takeSnapshot(volumeNode, name: str):
    """Copy ``volumeNode`` at full resolution, with its geometry, transform and display, to be saved with the scene.

    :param name: of the camera; the copy's name is this with date and time
    :returns: the new node, of the same class
    """
    now = datetime.datetime.now().astimezone()
    copy = slicer.mrmlScene.AddNewNodeByClass(
        volumeNode.GetClassName(), slicer.mrmlScene.GenerateUniqueName(f"{name} {now:%Y-%m-%d %H.%M.%S}")
    )
    image = volumeNode.GetImageData().NewInstance()
    image.DeepCopy(volumeNode.GetImageData())
    copy.CopyOrientation(volumeNode)
    _stayWhere(volumeNode, copy)
    copy.CreateDefaultDisplayNodes()
    if volumeNode.GetDisplayNode():
        copy.GetDisplayNode().CopyContent(volumeNode.GetDisplayNode())
    copy.SetAndObserveImageData(image)
    copy.SetAttribute(TIME_ATTRIBUTE, now.isoformat(timespec="milliseconds"))
    return copy


def _stayWhere(volumeNode, copy) -> None:
    """Put ``copy`` under its own copy of the volume's transform, since that of a probe keeps moving."""
    matrix = transformToWorld(volumeNode)
    if matrix is None:
        copy.SetAndObserveTransformNodeID(volumeNode.GetTransformNodeID())
        return
    transformNode = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLLinearTransformNode", f"{copy.GetName()} transform")
    transformNode.SetMatrixTransformToParent(slicer.util.vtkMatrixFromArray(matrix))
    copy.SetAndObserveTransformNodeID(transformNode.GetID())
