"""The films that come with CameraStream, in Slicer's Sample Data module: a click makes a camera that replays one.

Slicer imports this file at its start: what it needs beside Slicer is imported when it is used.
"""

from pathlib import Path

import slicer
from slicer.i18n import tr as _

RESOURCES = Path(__file__).parents[2] / "Resources"


def register() -> None:
    """Add the films to the Sample Data module; called when Slicer has come up."""
    from SampleData import SampleDataLogic

    names = {"StampedFilm": _("Film with time stamps"), "MovingBoard": _("Film of a moving ChArUco board")}
    for file, name in names.items():
        film = RESOURCES / f"SampleData/{file}.webm"
        SampleDataLogic.registerCustomSampleDataSource(
            category="Camera Stream",
            sampleName=name,
            thumbnailFileName=str(RESOURCES / f"Icons/{file}.png"),
            uris=film.as_uri(),  # for who asks by SampleData.downloadSample
            fileNames=film.name,
            loadFiles=False,
            customDownloader=show,  # one function for all: Slicer knows by it what is registered already
        )


def show(source) -> None:
    """Open the panel with a camera that replays a film of Sample Data again and again, once Start is pressed; it gets
    the film's name."""
    film = str(RESOURCES / "SampleData" / source.fileNames[0])
    if slicer.util.mainWindow():
        slicer.util.selectModule("CameraStream")
    widget = slicer.util.getModuleWidget("CameraStream")
    sessions = widget.logic.sessions or (widget.logic.session(),)
    showing = [session.parameterNode for session in sessions if session.parameterNode.source == film]
    if not showing:
        first = sessions[0]
        isUnused = first.stream is None and first.parameterNode.source == first.parameterNode.default("source").value
        parameterNode = first.parameterNode if isUnused else widget.logic.addCamera()
        parameterNode.parameterNode.SetName(source.sampleName)
        parameterNode.source, parameterNode.loop = film, True
        showing.append(parameterNode)
    widget.setParameterNode(showing[0])
