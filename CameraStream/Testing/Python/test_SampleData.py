"""The films that come with CameraStream: in the Sample Data module, and replayed by a camera."""

from pathlib import Path

import cv2
import pytest
from conftest import runUntilFrames

import slicer

from CameraStreamLib.Shared import FrameStamp
from Host.Application import REPOSITORY

FILMS = sorted((REPOSITORY / "CameraStream/Resources/SampleData").glob("*.webm"))


@pytest.fixture
def samples(panel):
    """What Sample Data lists of ours, by the name of the file; it was asked for twice."""
    import CameraStream  # can be imported in a Slicer that is there

    getattr(slicer.modules, "sampleDataSources", {}).pop("Camera Stream", None)  # of a library that was reloaded
    for _time in range(2):
        CameraStream.registerSampleData()
    sources = slicer.modules.sampleDataSources["Camera Stream"]
    return {Path(source.thumbnailFileName).stem: source for source in sources}


def test_EachFilmIsListedOnceWithAThumbnail(samples):
    assert len(slicer.modules.sampleDataSources["Camera Stream"]) == 2
    assert sorted(samples) == [path.stem for path in FILMS] == ["MovingBoard", "StampedFilm"]
    for source in samples.values():
        height, width = cv2.imread(source.thumbnailFileName).shape[:2]
        assert 240 <= width <= 280
        assert 150 <= height <= 290


def test_FilmsAreSmall():
    assert sum(path.stat().st_size for path in (REPOSITORY / "CameraStream/Resources/SampleData").iterdir()) < 1.7e6


def test_ClickMakesACameraThatReplaysTheFilm(samples, panel, logic, redView):
    """It is not started by the click; the frames are those of the film, each with its number in its pixels."""
    samples["StampedFilm"].customDownloader(samples["StampedFilm"])
    assert panel.session is logic.session(), "the first camera was not used yet"
    assert panel.session.parameterNode.parameterNode.GetName() == samples["StampedFilm"].sampleName
    assert not logic.isActive
    panel.ui.startButton.click()
    numbers = []
    stream = panel.session.stream
    stream.addObserver(lambda stream: numbers.append(FrameStamp.read(stream.frame.pixels)[0]))
    runUntilFrames(stream, 10)
    assert len(set(numbers)) >= 10
    assert numbers == sorted(numbers)
    assert stream.position.isPaused is False
    logic.stop()


def test_SecondFilmGetsACameraOfItsOwn(samples, panel, logic):
    """And the same film again the one that it has, whatever else was typed meanwhile."""
    samples["StampedFilm"].customDownloader(samples["StampedFilm"])
    samples["MovingBoard"].customDownloader(samples["MovingBoard"])
    assert [session.parameterNode.loop for session in logic.sessions] == [True, True]
    board = panel.session
    samples["StampedFilm"].customDownloader(samples["StampedFilm"])
    assert panel.session is logic.sessions[0] is not board
    samples["MovingBoard"].customDownloader(samples["MovingBoard"])
    assert panel.session is board
    assert len(logic.sessions) == 2


def test_ACameraThatWasSetUpIsLeftAlone(samples, panel, logic):
    logic.getParameterNode().source = "testpattern"
    samples["MovingBoard"].customDownloader(samples["MovingBoard"])
    assert logic.getParameterNode().source == "testpattern"
    assert panel.session is logic.sessions[1]


def test_BoardIsFoundInEachFrame():
    """By OpenCV, with the board that the documentation names: most of its 54 corners."""
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_5X5_100)
    detector = cv2.aruco.CharucoDetector(cv2.aruco.CharucoBoard((10, 7), 25.0, 18.0, dictionary))
    film = cv2.VideoCapture(str(FILMS[0]), cv2.CAP_FFMPEG)
    counts = []
    for _index in range(0, 99, 5):
        corners = detector.detectBoard(film.read()[1])[0]
        counts.append(0 if corners is None else len(corners))
        for _skipped in range(4):
            film.grab()
    film.release()
    assert min(counts) >= 30, counts
