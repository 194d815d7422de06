"""The translations: what Slicer's own rules ask of the files, and the panel and its errors in German."""

import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

import slicer

from CameraStreamLib.Shared.Errors import SourceError
from Host.Application import REPOSITORY

FILES = sorted((REPOSITORY / "CameraStream/Resources/Translations").glob("*.ts"))


def placeholders(text: str) -> set[str]:
    """Slicer ignores a translation that has others than its source."""
    return set(re.findall(r"(?<!\{)\{([^{}]+)\}(?!\})", text))


def messages(path: Path) -> list[tuple[str, str]]:
    """Source and translation of each that is finished."""
    found = [(each.findtext("source"), each.find("translation")) for each in ElementTree.parse(path).iter("message")]
    return [(source, translation.text) for source, translation in found if translation.get("type") is None]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_FileIsWellMade(path):
    """Named as Slicer looks for it; placeholders and the spaces around a text are those of the source."""
    root = ElementTree.parse(path).getroot()
    assert path.stem == f"CameraStream_{root.get('language').split('_')[0]}"
    assert len(messages(path)) > 300
    for source, translation in messages(path):
        assert placeholders(translation) == placeholders(source), source
        assert translation.strip(), source
        spaces = [re.match(r"\s*", text).group() + re.search(r"\s*$", text).group() for text in (source, translation)]
        assert spaces[0] == spaces[1], source


@pytest.fixture
def german(host, tmp_path):
    """The application in German, as a Slicer with the extension Language Packs."""
    PySide6 = pytest.importorskip("PySide6", reason="lrelease comes with PySide6")
    from PySide6 import QtCore

    (path,) = (path for path in FILES if path.stem.endswith("_de"))
    compiled = tmp_path / "CameraStream_de.qm"
    lrelease = Path(PySide6.__path__[0]) / "lrelease"
    subprocess.run([lrelease, path, "-qm", compiled], check=True, capture_output=True)
    translator = QtCore.QTranslator()
    assert translator.load(str(compiled))
    QtCore.QCoreApplication.installTranslator(translator)
    yield
    QtCore.QCoreApplication.removeTranslator(translator)


def test_PanelSpeaksGerman(german, panel, logic):
    """The form, what the panel's code writes, the module's name, and a sentence with a value in it."""
    assert panel.ui.freezeButton.text == "Einfrieren"
    assert panel.ui.startButton.text == "Start"
    assert panel.ui.imageCollapsibleButton.text == "Bild"
    assert slicer.modules.camerastream.title == "Kamera-Stream"
    with pytest.raises(SourceError, match="There is no camera -3"):  # the console and the log are English
        logic.start("-3")
    panel.updateGUIFromLogic()
    assert panel.ui.statusLabel.text.startswith("Es gibt keine Kamera -3.")
