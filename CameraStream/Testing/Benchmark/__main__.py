"""``make bench``: all ways to show a camera side by side, and what showing a frame costs."""

import argparse
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from . import Plan, Report

REPOSITORY = Path(__file__).resolve().parents[3]
TESTING = REPOSITORY / "CameraStream" / "Testing"
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (REPOSITORY / "CameraStream", TESTING)))}

PARTS = {"display": "Display", "undistortion": "Undistortion", "threeD": "ThreeD"}
"""Further tables, by their names in the JSON: modules here, whose ``run(quick)`` returns a list of rows."""

FULL_PARTS = {"recording": "Recording", "openIGTLink": "OpenIGTLink", "rtsp": "Rtsp", "processing": "Processing"}
"""Those for which a quick run has no time."""

REPEATS = 3
"""Runs of each row, in turn, so that a busy moment hits all alike."""

RUN_SECONDS = 60.0
"""A run that takes longer hangs, s; the longest takes 15, and on a busy machine 30."""

PART_SECONDS = 600.0
"""The same for the other tables and the run over 20 000 frames, s."""

QUICK_SECONDS = 140.0
"""A quick run skips the rows for which there is no time left, s: it is to take three minutes at most anywhere."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="each row once, fewer rows, in three minutes at most")
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md: full runs only")
    options = parser.parse_args()
    if options.quick and options.write:
        parser.error("docs/benchmarks.md is made by a full run: leave out --quick.")
    start = time.monotonic()
    result = {"machine": Report.machine()}
    print(result["machine"] + "\n")
    for name, module in (PARTS if options.quick else PARTS | FULL_PARTS).items():
        result[name] = runModule(module, options.quick)
    result["rows"] = runRows(options.quick, start + QUICK_SECONDS if options.quick else float("inf"))
    result["memory"] = None if options.quick else runModule("Memory", False)
    print(Report.text(result))
    if options.json:
        options.json.write_text(json.dumps(result, indent=2) + "\n")
    if options.write:
        (REPOSITORY / "docs" / "benchmarks.md").write_text(Report.markdown(result))
    print(f"{time.monotonic() - start:.0f} s")
    return 0


def runRows(quick: bool, deadline: float) -> list[dict]:
    """The rows of the plan, each the median of its runs."""
    plan = Plan.specifications(quick)
    runs = [[] for _ in plan]
    for repeat in range(1 if quick else REPEATS):
        for specification, results in zip(plan, runs):
            if time.monotonic() > deadline:
                break
            if results and results[0].get("note"):
                continue  # it cannot be run here, nor at the next time
            print(f"  {Report.title(specification)}, run {repeat + 1}", file=sys.stderr, flush=True)
            results.append(runOne(specification))
    if not all(runs):
        print(f"No time was left for {sum(not results for results in runs)} of {len(plan)} rows.")
    return [Report.median(results) for results in runs if results]


def runOne(specification: dict) -> dict:
    """The row of one run in a process of its own."""
    try:
        return runProcess(["Benchmark.Run", json.dumps(specification)], RUN_SECONDS)
    except subprocess.TimeoutExpired:
        note = f"gave no figures within {RUN_SECONDS:.0f} s"
    except RuntimeError as error:
        note = f"failed: {str(error).splitlines()[-1]}"
    return specification | dict.fromkeys(Report.FIGURES) | {"note": note}


def runModule(name: str, quick: bool) -> list[dict] | dict:
    """What ``run(quick)`` of a module here returns, in a process of its own: each makes its own host."""
    print(f"  {name}", file=sys.stderr, flush=True)
    return runProcess(["Benchmark.Isolated", name, *(["--quick"] if quick else [])], PART_SECONDS)


def runProcess(arguments: list[str], seconds: float):
    """Run a module of Python whose last line is JSON.

    :raises subprocess.TimeoutExpired: if it takes longer; what it started is ended too
    :raises RuntimeError: if it fails
    """
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments], env=ENVIRONMENT, text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        output, errors = process.communicate(timeout=seconds)
    finally:
        with contextlib.suppress(ProcessLookupError):  # nothing of it is left, which is usual
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{errors}")
    return json.loads(output.splitlines()[-1])


if __name__ == "__main__":
    sys.exit(main())
