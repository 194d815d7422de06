"""``slicer.packaging`` of Slicer 5.11 and newer: asks, and installs into this Python."""

import importlib.metadata
import subprocess
import sys

from packaging.requirements import Requirement

import slicer


def load_requirements(path) -> list[Requirement]:
    with open(path) as file:
        lines = [line.strip() for line in file]
    return [Requirement(line) for line in lines if line and not line.startswith(("#", "-"))]


def _isSatisfied(requirement: Requirement) -> bool:
    try:
        return requirement.specifier.contains(importlib.metadata.version(requirement.name))
    except importlib.metadata.PackageNotFoundError:
        return False


def pip_ensure(requirements: list[Requirement], requester: str | None = None) -> None:
    missing = [str(requirement) for requirement in requirements if not _isSatisfied(requirement)]
    if not missing or slicer.app.testingEnabled():
        return
    question = f"{len(missing)} Python package needs to be installed.\n\nThis will modify Slicer's Python environment."
    if not slicer.util.confirmOkCancelDisplay(question, f"{requester} - Install Python Packages"):
        raise RuntimeError("User declined package installation")
    subprocess.run([sys.executable, "-m", "pip", "install", *missing], check=True)
