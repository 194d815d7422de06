"""What must agree with what: rooms and imports, CMake and files, panel and parameters, manual and code."""

import ast
import re
import struct
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

import slicer

from Host.Application import REPOSITORY
from Host.EventLoop import runUntil

MODULE = REPOSITORY / "CameraStream"
LIBRARY = MODULE / "CameraStreamLib"
SOURCES = sorted([MODULE / "CameraStream.py", *LIBRARY.rglob("*.py")])
UI = ElementTree.parse(MODULE / "Resources/UI/CameraStream.ui")


def importsOf(path: Path) -> set[str]:
    """Absolute names of what a file of this package imports, wherever in the file."""
    names = set()
    package = path.relative_to(MODULE).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = [*package[: len(package) - node.level + 1]] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            names |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    return names


def topLevel(names: set[str]) -> set[str]:
    return {name.split(".")[0] for name in names}


def nameOf(path: Path) -> str:
    return ".".join(path.relative_to(MODULE).with_suffix("").parts).removesuffix(".__init__")


FILES = {nameOf(path): path for path in SOURCES}


def roomOf(name: str) -> str:
    """The folder that a module of the library lies in, as the table of rooms names it."""
    path = FILES[name]
    return path.name if path.parent == MODULE else path.parent.relative_to(LIBRARY).as_posix()


def rules() -> dict[str, tuple[set[str], set[str]]]:
    """Of each room in docs/architecture.md: the rooms, and the packages, that it may import."""
    text = (REPOSITORY / "docs/architecture.md").read_text()
    rows = re.findall(r"^\| `([\w./]+)` \| [^|]+ \| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE)
    return {room: (set(re.findall(r"[\w./]+", own)), set(re.findall(r"\w+", others))) for room, own, others in rows}


def importsWithin(path: Path) -> set[str]:
    """The files of the library that a file imports."""
    return {name for name in importsOf(path) if name in FILES and FILES[name].name != "__init__.py"}


@pytest.mark.parametrize("path", SOURCES, ids=nameOf)
def test_RoomsAreHeldApart(path):
    """A file imports what the table of rooms allows, wherever in the file."""
    if path.parent == LIBRARY:
        return
    room = roomOf(nameOf(path))
    rooms, packages = rules()[room]
    assert {roomOf(name) for name in importsWithin(path)} <= rooms | {room}
    assert topLevel(importsOf(path)) - set(sys.stdlib_module_names) - {"CameraStreamLib"} <= packages


def test_TableOfRoomsHasEveryRoom():
    assert set(rules()) == {roomOf(nameOf(path)) for path in SOURCES if path.parent != LIBRARY}


def test_ImportsGoInNoCircle():
    imported = {name: importsWithin(path) for name, path in FILES.items()}
    while free := [name for name, names in imported.items() if not names]:
        for name in free:
            del imported[name]
        imported = {name: names - set(free) for name, names in imported.items()}
    assert imported == {}


def test_StartOfSlicerImportsTheModuleAndLittleElse(application):
    """What the module file loads beside what Slicer has loaded at its start: no NumPy, and of the library the panel's
    class only."""
    code = (
        "import sys; from Host.Application import Host; host = Host(); import slicer.parameterNodeWrapper; "
        "before = {name for name in sys.modules if not name.startswith('CameraStream')}; "
        "[sys.modules.pop(name) for name in set(sys.modules) - before]; "  # the host measures with parts of it
        "import CameraStream; assert CameraStream.CameraStreamWidget; print(*sorted(set(sys.modules) - before))"
    )
    answer = subprocess.run(capture_output=True, text=True, check=True, **application(code))
    assert answer.stdout.split() == [
        "CameraStream", "CameraStreamLib", "CameraStreamLib.Panel", "CameraStreamLib.Panel.Widget",
        "CameraStreamLib.Shared", "CameraStreamLib.Shared.Errors",
    ]  # fmt: skip


@pytest.mark.parametrize("module", ["Capture.Reader", "Processing.__main__", "Dicom.__main__"])
def test_OtherProcessesImportNothingOfSlicerEither(module):
    """Not even by way of what they share with Slicer's side."""
    code = (
        f"import sys; import CameraStreamLib.{module}; "
        "sys.exit(bool({'slicer', 'qt', 'vtk', 'PySide6'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=MODULE, check=False).returncode == 0


@pytest.mark.parametrize("path", SOURCES, ids=nameOf)
def test_ModuleNeverKnowsThatItIsTested(path):
    assert not re.search(r"[Tt]esting|pytest|\bHost\b", path.read_text())


@pytest.mark.parametrize("path", SOURCES, ids=nameOf)
def test_EachFileSaysWhatItIsFor(path):
    if path.name != "CameraStream.py":  # Slicer takes a module's description from its class
        assert ast.get_docstring(ast.parse(path.read_text()))


@pytest.mark.parametrize("path", SOURCES, ids=nameOf)
def test_TranslatorsFindEachSentence(path):
    """Slicer's update_translations.py takes ``_("...")`` for one: nothing but a literal, in quotes of one kind."""
    source = path.read_text()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
            (argument,) = node.args
            assert isinstance(argument, ast.Constant), ast.unparse(node)
            lines = [line.strip() for line in ast.get_source_segment(source, argument).splitlines()]
            assert len({line[0] for line in lines} | {line[-1] for line in lines}) == 1, lines


def test_CMakeListsEveryFile():
    text = (MODULE / "CMakeLists.txt").read_text().replace("${MODULE_NAME}", "CameraStream")
    listed = set(re.findall(r"^  (\S+\.\w+)$", text, re.MULTILINE))
    resources = {path for path in (MODULE / "Resources").rglob("*") if path.is_file()}
    present = {path.relative_to(MODULE).as_posix() for path in (*SOURCES, *resources)}
    assert listed == present


def test_OnlyTheModuleLiesWhereSlicerLooksForModules():
    assert [path.name for path in MODULE.glob("*.py")] == ["CameraStream.py"]


def test_PanelBindsEveryParameter(panel, logic):
    bound = [item.findtext("string") for item in UI.iter("property") if item.get("name") == "SlicerParameterName"]
    # Shown in other words, in combo boxes.
    byHand = {"source", "view", "width", "height", "processors", "undistort", "recordRaw"}
    byHand |= {"backgroundView", "cameraTransform"}
    assert sorted(bound) == sorted(set(type(logic.getParameterNode()).allParameters) - byHand)
    for item in UI.iter("property"):
        if item.get("name") == "SlicerParameterName":
            assert item.get("stdset") == "0"
            assert item.find("string").get("notr") == "true"


@pytest.mark.parametrize(
    "name", ["CameraStream", "ProcessingSection", "CalibrationSection", "View3DSection", "SaveAsDICOM"]
)
def test_PanelIsWellMade(name):
    ui = ElementTree.parse(MODULE / f"Resources/UI/{name}.ui")
    root = ui.getroot().find("widget")
    assert root.get("class") == "qMRMLWidget"
    withoutTooltip = []
    for widget in root.iter("widget"):
        properties = {item.get("name") for item in widget.findall("property")}
        if widget.get("class") not in ("qMRMLWidget", "ctkCollapsibleButton") and "toolTip" not in properties:
            withoutTooltip.append(widget.get("name"))
    assert withoutTooltip == []
    interactive = ("qMRMLNodeComboBox", "ctkComboBox", "QComboBox", "QPushButton", "QToolButton", "QCheckBox",
                   "QSpinBox", "QDoubleSpinBox", "QSlider", "QLineEdit", "QPlainTextEdit", "ctkCollapsibleButton",
                   "ctkPathLineEdit", "ctkSliderWidget")  # fmt: skip
    expected = [item.get("name") for item in root.iter("widget") if item.get("class") in interactive]
    assert [item.text for item in ui.iter("tabstop")] == expected, "the tab key goes through the panel as it is read"
    receivers = [item.findtext("receiver") for item in ui.iter("connection")]
    assert receivers == [item.get("name") for item in ui.iter("widget") if item.get("class") == "qMRMLNodeComboBox"]
    names = [item.get("name") for item in ui.iter("widget")]
    assert len(names) == len(set(names))
    texts = [item.findtext("property[@name='text']/string") or "" for item in root.iter("widget")]
    rows = [text for text in texts if text.endswith(":")]
    assert len(rows) == len(set(rows)), "no two rows have one name"


def test_EveryPictureIsOnAButton(panel):
    from CameraStreamLib.Panel.Widget import ICONS

    pictures = {path.stem for path in (MODULE / "Resources/Icons").glob("*.svg")}
    assert pictures == {f"{name[0].upper()}{name[1:]}" for name in ICONS} | {"Stop"}
    for name in ICONS:
        icon = getattr(panel.ui, f"{name}Button").icon.pixmap(16, 16).toImage()
        assert any(icon.pixelColor(index, index).alpha() for index in range(16)), name


def test_IconIsOfTheSizeThatTheCatalogAsksFor():
    data = (MODULE / "Resources/Icons/CameraStream.png").read_bytes()
    assert struct.unpack(">II", data[16:24]) == (128, 128)


def test_RequirementsCanBeReadBySlicer():
    from slicer.packaging import load_requirements

    (cameraNames,) = load_requirements(MODULE / "Resources/requirements-camera-names.txt")
    assert cameraNames.name == "cv2-enumerate-cameras"
    (requirement,) = load_requirements(MODULE / "Resources/requirements.txt")
    assert requirement.name == "opencv-python"
    assert "4.12.0.88" not in requirement.specifier
    assert all(version in requirement.specifier for version in ("4.10.0.84", "4.13.0.92", "5.0.0.93"))


def test_ConsoleCodeInManualRuns(panel, host):
    """Each Python block, in order, pasted as a whole into one console; the event loop turns between two of them."""
    blocks = re.findall(r"```python\n(.*?)```", (REPOSITORY / "docs/manual.md").read_text(), re.DOTALL)
    assert blocks
    console = {"slicer": slicer}
    for block in blocks:
        exec(compile(block, "manual.md", "exec"), console)
        waitAWhile(console["stream"], panel)
    assert not console["stream"].state.isActive
    assert (Path(console["folder"]) / "last.avi").stat().st_size > 0
    assert console["browserNode"].GetNumberOfItems() > 0
    assert console["sequence"].browserNode.GetNumberOfItems() > 0


def waitAWhile(stream, panel) -> None:
    """Two frames, or until a film is paused, or all that has ended is complete."""
    if not stream.state.isActive:
        assert runUntil(lambda: not panel.timer.isActive(), 20)
        return
    count = stream.statistics.framesShown + 2

    def isOver() -> bool:
        isPaused = stream.position and stream.position.isPaused
        return stream.statistics.framesShown >= count or isPaused

    assert runUntil(isOver, 15)


def anchors(path: Path) -> set[str]:
    """Of the headings of a page, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", path.read_text(), flags=re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_HelpLeadsToAChapterOfTheManual(panel):
    """The module's, and that of each section of the panel that does not lie within another."""
    import ctk
    import qt

    from CameraStreamLib.Panel.Widget import MANUAL

    sections = panel.parent.findChildren(ctk.ctkCollapsibleButton)
    outer = [each for each in sections if not any(other.isAncestorOf(each) for other in {*sections} - {each})]
    links = [label.text for label in panel.parent.findChildren(qt.QLabel) if label.objectName.endswith("HelpLabel")]
    assert len(links) == len(outer)
    for link in (*links, slicer.modules.camerastream.helpText):
        page, anchor = re.search(r'href="(.+?)#(.+?)"', link).groups()
        assert page == MANUAL
        assert anchor in anchors(REPOSITORY / "docs/manual.md")


@pytest.mark.parametrize("path", [*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/*.md")], ids=lambda path: path.stem)
def test_LinksOfThePagesLeadSomewhere(path):
    text = re.sub(r"```.*?```", "", path.read_text(), flags=re.DOTALL)
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)", text):
        page = path.parent / target if target else path
        assert page.exists(), target
        assert not anchor or anchor in anchors(page), anchor


def test_RepositoryNamesNoPathOfAMachine():
    files = subprocess.run(
        ["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    ).stdout.split()
    for name in files:
        path = REPOSITORY / name
        if path.suffix in (".py", ".md", ".txt", ".toml", ".ui", ".in") or path.name in ("Makefile", "run"):
            assert not re.search(
                r"/work/|/root/|\.library", path.read_text().replace(r"/work/|/root/|\.library", "")
            ), name
