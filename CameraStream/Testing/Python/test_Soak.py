"""Half a minute of ``make soak``, in a process of its own, whose memory is its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from Host.Application import REPOSITORY

SECONDS, SEED = 12, 1


@pytest.mark.skipif(sys.platform != "linux", reason="handles and memory are counted in /proc")
def test_NothingIsLeftOverHoweverACameraMisbehaves(acquisition, figures):
    paths = [REPOSITORY / "CameraStream", REPOSITORY / "CameraStream" / "Testing"]
    answer = subprocess.run(
        [sys.executable, str(Path(__file__).parent / "Soak.py"), "--seconds", str(SECONDS), "--seed", str(SEED),
         "--acquisition", acquisition],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, paths))}, timeout=55, check=False,
        capture_output=True, text=True,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stdout + answer.stderr
    figures(answer.stdout.splitlines()[-1])
