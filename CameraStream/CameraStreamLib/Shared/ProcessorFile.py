"""What can be known of a processor's file without running it."""

import ast
import hashlib
from pathlib import Path

MEMORY_BYTES = 4 << 30
"""Memory that a processor may take, where the system has such a limit: more than usual networks need, and less than
what makes a usual computer swap."""

OUT_OF_MEMORY = 3
"""Exit code of a processor that has used up its memory: it is started again, which gives the memory back."""

BUILT_IN = Path(__file__).parents[1] / "Processing" / "BuiltIn"


def builtIns() -> dict[str, Path]:
    """The processors that come with CameraStream, by name."""
    return {path.stem: path for path in sorted(BUILT_IN.glob("[A-Z]*.py"))}


def declared(path: Path) -> dict:
    """The names that a file, or a class in it, gives plain values: ``threads``, ``packages`` and others. Nothing, for
    one that cannot be read."""
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return {}
    values = {}
    for body in (tree.body, *(each.body for each in tree.body if isinstance(each, ast.ClassDef))):
        for node in body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                try:
                    values[node.targets[0].id] = ast.literal_eval(node.value)
                except ValueError:
                    continue
    return values


def contentOf(path: Path) -> str:
    """What tells one content of a file from another one; "" if it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
