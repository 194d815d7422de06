"""Inspects a processor's file without running it."""

import ast
import hashlib
from pathlib import Path

MEMORY_BYTES = 4 << 30
"""Memory limit of a processor, where the system supports it: more than typical networks need, and less than what makes
a typical computer swap."""

OUT_OF_MEMORY = 3
"""Exit code of a processor that has reached its memory limit: it is restarted, which frees the memory."""

BUILT_IN = Path(__file__).parents[1] / "Processing" / "BuiltIn"


RECORDED = BUILT_IN.with_name("RecordedResults.py")
"""The processor that plays recorded results."""


def builtIns() -> dict[str, Path]:
    """The processors that come with CameraStream, by name."""
    return {path.stem: path for path in sorted(BUILT_IN.glob("[A-Z]*.py"))}


def declared(path: Path) -> dict:
    """Literal values that are assigned in a file, or in a class in it, by name: ``threads``, ``packages`` and others.
    {} if the file cannot be read."""
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return {}
    values = {}
    for body in (tree.body, *(each.body for each in tree.body if isinstance(each, ast.ClassDef))):
        for node in body:
            target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
            if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value and isinstance(target, ast.Name):
                try:
                    values[target.id] = ast.literal_eval(node.value)
                except ValueError:
                    continue
    return values


def contentOf(path: Path) -> str:
    """A hash of the file's content; "" if it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
