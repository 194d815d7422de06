"""The tests of Testing/Python in a real Slicer: ``Slicer --disable-settings --python-script RunTests.py [OPTIONS]``.

``make slicer-test SLICER=PATH`` runs it. The package ``Host`` beside this file has the names of Testing/Host's, for the
application that is there already: tests know of the two by their fixtures only.
"""

import sys
from pathlib import Path

import qt

import slicer

REPOSITORY = Path(__file__).resolve().parents[3]


def main() -> None:
    """Run them in an application that has come up, and end it with pytest's exit code."""
    try:
        import pytest
    except ImportError:
        print('pytest is not installed in this Slicer: type slicer.util.pip_install("pytest").', file=sys.stderr)
        slicer.util.exit(1)
        return
    testing = REPOSITORY / "CameraStream/Testing"
    sys.path[:0] = [str(testing / "Slicer"), str(testing / "Python"), str(REPOSITORY / "CameraStream")]
    # Files whose tests press keys with QTest, of PySide6, or test the host.
    left = [
        path
        for path in (testing / "Python").glob("test_*.py")
        if "PySide6" in path.read_text() or "test_Host" in path.name
    ]
    print("Not run here, since they need the host:", *sorted(path.stem for path in left))
    options = [
        "-o",
        "pythonpath=",
        "-p",
        "no:cacheprovider",
        f"--rootdir={REPOSITORY}",
        *(f"--ignore={path}" for path in left),
        *sys.argv[1:],
    ]
    if not any("test_" in option for option in sys.argv[1:]):
        options.append(str(testing / "Python"))
    slicer.util.exit(int(pytest.main(options)))


qt.QTimer.singleShot(500, main)  # ms: when the main window is up
