"""What Slicer's Extensions Index checks of a repository, as far as that needs no network, and what we say of it."""

import json
import re
import shutil
import struct
import subprocess
from pathlib import Path

import pytest
import yaml

from Host.Application import REPOSITORY

ENTRY = REPOSITORY / "docs/CameraStream.json"
CMAKE = (REPOSITORY / "CMakeLists.txt").read_text()
TIERS = (REPOSITORY / "docs/extensions-index.md").read_text()

KEYS = {
    "$schema": str, "build_dependencies": list, "build_subdirectory": str, "category": str, "scm_revision": str,
    "scm_url": str, "tier": int,
}  # fmt: skip
"""Of schema 1.0.2, those that the entry has; others of it are optional, and none beside the schema's may be there."""


def variable(name: str) -> list[str]:
    """The quoted values of a variable in the top CMakeLists.txt."""
    (values,) = re.findall(rf"^set\({name} (.+?)\)( #.*)?$", CMAKE, re.MULTILINE)
    return re.findall('"(.*?)"', values[0])


def trackedFiles() -> list[Path]:
    names = subprocess.run(["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
    return [REPOSITORY / name for name in names.splitlines()]


def test_EntryFitsTheSchema():
    data = ENTRY.read_bytes()
    assert b"\r" not in data
    entry = json.loads(data)
    assert {key: type(value) for key, value in entry.items()} == KEYS
    assert entry["$schema"].endswith("/slicer-extension-catalog-entry-schema-v1.0.2.json#")
    assert entry["category"] == "IGT"
    assert entry["tier"] in (1, 3, 5)
    assert re.fullmatch(r"https://github\.com/\w+/Slicer\w+\.git", entry["scm_url"])


def test_EntryAgreesWithCMake():
    entry = json.loads(ENTRY.read_text())
    (project,) = re.findall(r"^project\((\w+)\)$", CMAKE, re.MULTILINE)
    assert ENTRY.stem == project
    assert not project.lower().startswith("slicer")
    assert entry["build_dependencies"] == []
    assert variable("EXTENSION_DEPENDS") == ["NA"]
    repository = entry["scm_url"].removesuffix(".git")
    assert variable("EXTENSION_HOMEPAGE") == [f"{repository}#readme"]
    assert repository.rsplit("/", 1)[1] == f"Slicer{project}"
    citation = yaml.safe_load((REPOSITORY / "CITATION.cff").read_text())
    assert citation["repository-code"] == repository
    assert citation["license"] == "MIT"


def test_PicturesLieWhereTheirAddressesSay():
    entry = json.loads(ENTRY.read_text())
    raw = entry["scm_url"].removesuffix(".git").replace("//github.com", "//raw.githubusercontent.com")
    tracked = trackedFiles()
    (icon,), (screenshots,) = variable("EXTENSION_ICONURL"), variable("EXTENSION_SCREENSHOTURLS")
    for url in (icon, *screenshots.split()):
        path = REPOSITORY / url.removeprefix(f"{raw}/{entry['scm_revision']}/")
        assert path in tracked, url
        assert path.read_bytes().startswith(b"\x89PNG\r\n"), url
    header = (REPOSITORY / icon.removeprefix(f"{raw}/main/")).read_bytes()[16:24]
    assert struct.unpack(">II", header) == (128, 128)


def test_KeywordsAreOneWordEach():
    """The catalog's list of them has spaces between."""
    assert all(re.fullmatch(r"\w+", word) for word in variable("EXTENSION_KEYWORDS") + variable("EXTENSION_RECOMMENDS"))


def test_DescriptionArrivesWhole():
    """CMake takes a semicolon for the end of a value."""
    (description,) = variable("EXTENSION_DESCRIPTION")
    assert ";" not in description
    assert "patents" in description


def test_PackageHasOurLicenseAndReadme():
    assert (REPOSITORY / "LICENSE").read_text().startswith("MIT License")
    for name in ("LICENSE", "README"):
        (path,) = variable(f"EXTENSION_{name}_FILE")
        assert Path(path.replace("${CMAKE_CURRENT_SOURCE_DIR}", str(REPOSITORY))).is_file()


def test_RepositoryIsSmall():
    """The index allows 100 MB; a clone by a clinic's network should take seconds."""
    assert sum(path.stat().st_size for path in trackedFiles()) < 20e6


def test_HomepageSaysWhatTheIndexAsksFor():
    text = (REPOSITORY / "README.md").read_text()
    assert text.startswith("# CameraStream\n")
    assert re.search(r"!\[.+\]\(docs/screenshot\.png\)", text)
    assert "[MIT](LICENSE)" in text
    assert "## How to cite" in text
    assert "one module, *Camera Stream*" in text


def test_EachLineOfTheTiersHasAState():
    """A line is met by files that are there, or has steps for a person."""
    counts = {}
    for heading, part in re.findall(r"^## (.+)\n([^#]+)", TIERS, re.MULTILINE):
        rows = re.findall(r"^\| (.+?) \| (met|only a person can) \| (.+) \|$", part, re.MULTILINE)
        counts[heading] = len(rows)
        for line, state, where in rows:
            files = [REPOSITORY / name for name in re.findall(r"`([\w./]+\.\w+|LICENSE)`", where)]
            assert files or state != "met", line
            assert all(path.is_file() for path in files if state == "met"), line
    counts = {heading: count for heading, count in counts.items() if count}
    assert counts == {"Tier 1": 19, "Tier 3": 8, "Tier 5": 3, "What its scripts check": 11}


@pytest.mark.parametrize("path", sorted((REPOSITORY / ".github/workflows").glob("*.yml")), ids=lambda path: path.stem)
def test_WorkflowsAreWellMade(path):
    workflow = yaml.safe_load(path.read_text())
    for job in workflow["jobs"].values():
        for step in job["steps"]:
            used = step.get("uses", "@" + "0" * 40)
            assert re.search(r"@[0-9a-f]{40}$", used), "a tag may be moved, a commit may not"
    if shutil.which("actionlint"):
        subprocess.run(["actionlint", str(path)], check=True)


def test_WorkflowsRunWhatDevelopersRun():
    """Targets and files that the commands of the workflows name."""
    targets = re.findall(r"^([\w-]+):(?!=)", (REPOSITORY / "Makefile").read_text(), re.MULTILINE)
    for path in (REPOSITORY / ".github/workflows").glob("*.yml"):
        text = path.read_text()
        assert set(re.findall(r"\bmake ([\w-]+)", text)) <= set(targets)
        assert all((REPOSITORY / name).is_file() for name in re.findall(r"requirements-\w+\.txt", text))
