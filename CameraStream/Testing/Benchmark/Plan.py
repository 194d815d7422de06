"""What is measured: not every combination, but each question that the table answers."""

SIZES = ((640, 480), (1280, 720), (1920, 1080), (3840, 2160))

LOADS_MS = (25, 60, 120)
"""Spent by the GUI thread with Python's lock after each rendering, ms: a busy scene, a slow one, a very slow one."""

HD, FULL_HD = SIZES[1:3]

TIMER, PYIGTL, THREAD, PROCESS = "read in timer", "pyigtl", "CameraStream in-process", "CameraStream process"
HIDDEN, LIMIT = "CameraStream process, no view", "limit"
REPLACING = ("first script", "addVolumeFromArray")


def specifications(quick: bool) -> list[dict]:
    """What each run measures, the most telling first."""
    return _quick() if quick else _full()


def _full() -> list[dict]:
    """Three times in turn: a quarter of an hour with what else is measured."""
    runs = [_run("loadVolume")]
    runs += [_run(system, size) for size in SIZES for system in (LIMIT, PROCESS, THREAD, PYIGTL, TIMER)]
    runs += [_run(system, size) for size in (HD, FULL_HD) for system in REPLACING]
    # Longer, since few frames are shown, and for growth to be seen.
    runs += [_run(system, load=load, seconds=3.0) for load in LOADS_MS for system in (PROCESS, THREAD)]
    runs += [_run(system, load=load, seconds=3.0) for load in LOADS_MS[1:] for system in (PYIGTL, TIMER)]
    runs += [_run(system, cameras=cameras) for cameras in (2, 4) for system in (PROCESS, THREAD)]
    runs += [_run(TIMER, cameras=2), _run(HIDDEN, FULL_HD)]
    runs += [_run(HIDDEN, FULL_HD, source="testpattern", rate=rate) for rate in (30, 60)]
    return runs


def _quick() -> list[dict]:
    """Once, under two minutes on a quiet machine."""
    runs = [_run(system) for system in (LIMIT, PROCESS, THREAD, PYIGTL, TIMER)]
    runs += [_run(system, FULL_HD) for system in (LIMIT, PROCESS, PYIGTL)]
    runs += [_run(system, load=60, seconds=3.0) for system in (PROCESS, THREAD)]
    runs += [_run(system) for system in (*REPLACING, "loadVolume")]
    runs += [_run(system, size) for size in (SIZES[3], SIZES[0]) for system in (LIMIT, PROCESS, PYIGTL)]
    runs += [_run(PROCESS, cameras=2)]
    return runs


def _run(system, size=HD, load=0, cameras=1, seconds=1.5, source="mjpeg", rate=30) -> dict:
    return {
        "system": system, "size": list(size), "guiLoadMs": load, "cameras": cameras, "source": source, "rate": rate,
        "seconds": seconds,
    }  # fmt: skip
