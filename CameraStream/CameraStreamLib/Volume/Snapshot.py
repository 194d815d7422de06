"""Copies the current image of a live volume to a volume of its own."""

import datetime

import slicer

from .FrameVolume import transformToWorld

TIME_ATTRIBUTE = "CameraStream.Time"
"""Node attribute that holds when the image was taken (ISO 8601)."""


def takeSnapshot(volumeNode, name: str, resultNodes=()):
    """Copy ``volumeNode`` at full resolution, with its geometry, transform and display, to be saved with the scene; and
    each of ``resultNodes``: volumes, markups, transforms, tables and texts.

    :param name: of the camera; the copy's name is this with date and time
    :returns: the new node, of the same class
    """
    now = datetime.datetime.now().astimezone()
    snapshot = _copy(volumeNode, name, now)
    _stayWhere(volumeNode, snapshot)
    for node in resultNodes:
        copy = _copy(node, node.GetName(), now)
        if node.IsA("vtkMRMLTransformableNode") and node.GetTransformNodeID() == volumeNode.GetTransformNodeID():
            copy.SetAndObserveTransformNodeID(snapshot.GetTransformNodeID())
    return snapshot


def _copy(node, name: str, now: datetime.datetime):
    copy = slicer.mrmlScene.AddNewNodeByClass(
        node.GetClassName(), slicer.mrmlScene.GenerateUniqueName(f"{name} {now:%Y-%m-%d %H.%M.%S}")
    )
    if node.IsA("vtkMRMLVolumeNode"):  # without the attributes of a live one
        image = node.GetImageData().NewInstance()
        image.DeepCopy(node.GetImageData())
        copy.CopyOrientation(node)
        copy.SetAndObserveImageData(image)
    else:
        copy.CopyContent(node)
    copy.SetAttribute(TIME_ATTRIBUTE, now.isoformat(timespec="milliseconds"))
    if node.IsA("vtkMRMLDisplayableNode") and node.GetDisplayNode():
        copy.CreateDefaultDisplayNodes()
        copy.GetDisplayNode().CopyContent(node.GetDisplayNode())
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
