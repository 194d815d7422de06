"""The tests of Testing/Python in a real Slicer: ``Slicer --disable-settings --python-script RunTests.py [OPTIONS]``.

``make slicer-test SLICER=PATH`` runs it. The package ``Host`` beside this file has the names of Testing/Host's, for the
application that is there already: tests know of the two by their fixtures only.
"""

import sys
from pathlib import Path

import qt

import slicer

REPOSITORY = Path(__file__).resolve().parents[3]

LEFT_OUT = {
    "test_Bench": "measures the host",
    "test_Demo": "is the host's own program",
    "test_Host": "is about the host",
    "test_MissingPackages": "starts the host in a Python that lacks packages",
    "test_Soak": "starts the host for its run",
}
"""Files of tests that cannot run in Slicer, and why. A test of another file that cannot is skipped, with its reason, by
what it asks of ``Host``."""


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
    asked = [Path(option).stem for option in sys.argv[1:] if "test_" in option]
    left = [name for name in LEFT_OUT if not asked or name in asked]
    print("Not run in Slicer:", *(f"{name}: {LEFT_OUT[name]}" for name in left), sep="\n  ")
    if asked and set(asked) <= set(left):
        slicer.util.exit(int(pytest.ExitCode.NO_TESTS_COLLECTED))
        return
    options = [
        "-o",
        "pythonpath=",
        "-p",
        "no:cacheprovider",
        f"--rootdir={REPOSITORY}",
        *(f"--ignore={testing / 'Python' / name}.py" for name in left),
        *sys.argv[1:],
    ]
    if not asked:
        options.append(str(testing / "Python"))
    slicer.util.exit(int(pytest.main(options)))


qt.QTimer.singleShot(500, main)  # ms: when the main window is up
