"""The figures as text and as docs/benchmarks.md."""

import importlib.metadata
import os
import platform
import statistics

from .Findings import find, findings, ratio
from .Plan import LIMIT

INTRODUCTION = """\
Made by `make bench ARGS=--write` (26 minutes; `make bench ARGS=--quick` takes three at most): every way to show a
camera, on the same stamped frames, side by side without a Slicer install. Ratios matter, not the absolute figures."""

FIGURES = (
    "framesPerSecond", "latencyMs", "pixelsLatencyMs", "growthMs", "guiMsPerFrame", "viewMsPerFrame",
    "longestGuiBlockMs", "startMs", "memcpyMs", "cpuPercent", "sourceCpuPercent", "allocatedBytesPerFrame",
)  # fmt: skip
"""What a row has besides its specification; None where it does not apply."""

SPREAD_KEYS = ("framesPerSecond", "latencyMs", "pixelsLatencyMs", "guiMsPerFrame", "viewMsPerFrame")

COLUMNS = (
    "system", "size", "load", "cameras", "frames/s", "node: median / p95 / max", "pixels: median / p95 / max", "growth",
    "GUI", "x memcpy", "view", "x limit", "longest", "CPU %", "source %", "MB",
)  # fmt: skip

LEGEND = """\
Times in ms, each the median of the runs with its spread (lowest-highest).

- *node*, *pixels*: from the stamp in the frame's pixels (`FrameStamp`) to the node, and to the rendered picture, from
  which the stamp's strip is read back after each rendering.
- *growth*: by how much the latency at the node rose from the first to the last quarter of a run.
- *GUI*: how long a frame keeps the GUI thread without the view's part (a `read()` that waits included), beside the time
  to copy the frame's bytes in the same run. *view*: what the node's observers do, which are the view's, and the
  renderings for a new frame, beside those of the limit. *longest*: the longest call of the first kind, from the first
  frame on.
- *CPU*: of all processes but the source; 100 % is one core. *MB*: the most that Python and NumPy allocate at once for a
  frame in Slicer's process (`tracemalloc`; VTK's memory and other processes are not in it).
- *load*: the GUI thread spends this long with Python's lock after each rendering. *limit*: copying the frame; reslice
  and drawing alone.
- Of several cameras the first is in the view, and frames/s are each camera's at its node.
- All systems but CameraStream show the frame by Slicer's default pipeline; the view has 1200x900 pixels."""


PARTS = {
    "display": (
        "The slice view",
        """\
From the array to the rendered view, and the slice pipeline's part of it; the rest is the write into the node and the
drawing.""",
    ),
    "undistortion": (
        "Undistortion",
        """\
Of a color frame, in the capture process, by fixed-point maps that are made once for each size and crop.""",
    ),
    "threeD": (
        "A picture behind a 3D view",
        """\
From the array to the rendered view of 1200x900 pixels with a model, one frame after the other. It is what the picture
adds to a view that renders anyway.""",
    ),
    "recording": (
        "Recording",
        """\
The same stream without and with each codec, not rendered. *busy cores*: of the whole application, from its start until
the files are complete. *latency*: from the stamp in the pixels to the node, median.""",
    ),
    "openIGTLink": (
        "OpenIGTLink",
        """\
In and out, 30 frames/s, beside plain pyigtl. *latency*: from the stamp in the pixels to the node, or to the receiving
script: median / p95 / max.""",
    ),
    "rtsp": (
        "RTSP",
        """\
A film of 30 frames/s that was encoded before, from the moment when a frame is sent. *latency*: to the node of
CameraStream, or to the array of a script that does no more: median / p95 / max. FFmpeg's RTP reader, which all but
GStreamer have, takes a frame for whole when the next one begins: 33 ms. *fresh after*: from the end of a second in
which the capture process stands still, to a frame of less than 100 ms.""",
    ),
    "processing": (
        "Processing",
        """\
720p at 30 frames/s in the view, beside a processor. *latency*: of a frame at its node, median. *late*: from a frame's
time stamp to its numbers in the nodes, without the time that the processor takes itself; a mask changes with the next
frame, so that a view renders once for both.""",
    ),
}
"""Title of each further table, and what its figures are."""

HEADINGS = {
    "milliseconds": "a frame, ms",
    "pipelineMilliseconds": "its pipeline, ms",
    "identicalPixels": "identical pixels",
    "megabytesPerMinute": "MB a minute",
    "processors": "busy cores",
    "framesPerSecond": "frames/s",
    "latencyMs": "latency, ms",
    "mapsMs": "the maps, ms",
    "freshAfterMs": "fresh after, ms",
    "capturedPerSecond": "captured/s",
    "shownPerSecond": "shown/s",
    "resultsPerSecond": "results/s",
    "lateMs": "late, ms",
}
"""Of columns whose key does not say it."""


def machine() -> str:
    """What the figures were made on, in one line."""
    packages = ("opencv-python", "vtk", "slicer-core", "trame-slicer", "PySide6_Essentials", "pyigtl", "numpy")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), load {load}, {platform.system()}, "
        f"Python {platform.python_version()}, {versions}."
    )


def title(row: dict) -> str:
    """What a row measures."""
    width, height = row["size"]
    source = "" if row["source"] == "mjpeg" else f", {row['source']} {row['rate']}/s"
    return f"{row['system']}, {width}x{height}{source}, load {row['guiLoadMs']} ms, cameras {row['cameras']}"


def median(runs: list[dict]) -> dict:
    """One row of several runs: medians, the highest of each ``max`` and longest block, ``spread`` of medians."""
    row = dict(runs[0])
    for key in FIGURES:
        row[key] = _merge([run[key] for run in runs], max if key == "longestGuiBlockMs" else statistics.median)
    spread = {}
    for key in SPREAD_KEYS:
        values = [_value(run[key]) for run in runs if run[key] is not None]
        spread[key] = [min(values), max(values)] if values else None
    return row | {"spread": spread, "runs": len(runs)}


def _merge(values: list, combine):
    present = [value for value in values if value is not None]
    if not present:
        return None
    if isinstance(present[0], dict):
        return {key: _merge([value[key] for value in present], max if key == "max" else combine) for key in present[0]}
    return round(combine(present), 3)


def _value(figure) -> float | None:
    """A figure's median, if it has one."""
    return figure["median"] if isinstance(figure, dict) else figure


def _table(rows: list[dict]) -> list[list[str]]:
    return [[_source(row), *_cells(row, find(rows, LIMIT, row["size"]))] for row in rows]


def _source(row: dict) -> str:
    return row["system"] + ("" if row["source"] == "mjpeg" else f", {row['source']} {row['rate']}/s")


def _cells(row: dict, limit: dict | None) -> list[str]:
    width, height = row["size"]
    place = [f"{width}x{height}", str(row["guiLoadMs"]), str(row["cameras"])]
    if row.get("note"):
        return [*place, row["note"]]
    gui, view = row["guiMsPerFrame"], row["viewMsPerFrame"]
    limitView = limit["viewMsPerFrame"] if limit else None
    allocated = row["allocatedBytesPerFrame"]
    return [
        *place, _number(row["framesPerSecond"]) + _spread(row, "framesPerSecond"),
        _summary(row, "latencyMs"), _summary(row, "pixelsLatencyMs"), _number(row["growthMs"], 0),
        _number(gui and gui["median"], 2) + _spread(row, "guiMsPerFrame", 2),
        _number(ratio(gui, row["memcpyMs"])),
        _number(view and view["median"]) + _spread(row, "viewMsPerFrame"), _number(ratio(view, _value(limitView))),
        _number(row["longestGuiBlockMs"]), _number(row["cpuPercent"], 0), _number(row["sourceCpuPercent"], 0),
        _number(None if allocated is None else allocated / 1e6, 2),
    ]  # fmt: skip


def _number(value: float | None, digits: int = 1) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def _spread(row: dict, key: str, digits: int = 1) -> str:
    spread = row["spread"][key]
    return f" ({spread[0]:.{digits}f}-{spread[1]:.{digits}f})" if spread and row["runs"] > 1 else ""


def _summary(row: dict, key: str) -> str:
    figure = row[key]
    if figure is None:
        return "-"
    return f"{figure['median']:.0f}{_spread(row, key, 0)} / {figure['p95']:.0f} / {figure['max']:.0f}"


def text(result: dict) -> str:
    """For the terminal."""
    table = [list(COLUMNS), *_table(result["rows"])]
    widths = [max(len(line[index]) for line in table if len(line) == len(COLUMNS)) for index in range(len(COLUMNS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in table]
    for name, rows in _parts(result):
        lines += ["", PARTS[name][0]]
        lines += ["  ".join(f"{HEADINGS.get(key, key)} {_cell(value)}" for key, value in row.items()) for row in rows]
    return "\n".join([*lines, "", *findings(result)])


def markdown(result: dict) -> str:
    """For docs/benchmarks.md."""
    lines = ["# Benchmarks", "", INTRODUCTION, "", result["machine"], ""]
    lines += [*(f"- {sentence}" for sentence in findings(result)), "", "## Showing a camera", ""]
    lines += [*_markdownTable(COLUMNS, _table(result["rows"])), "", LEGEND]
    for name, rows in _parts(result):
        title, note = PARTS[name]
        lines += ["", f"## {title}", "", note, ""]
        columns = tuple(HEADINGS.get(key, key) for key in rows[0])
        lines += _markdownTable(columns, [[_cell(value) for value in row.values()] for row in rows])
    return "\n".join([*lines, ""])


def _cell(value) -> str:
    """Of a further table."""
    if value is None:
        return "-"
    if isinstance(value, dict):
        return " / ".join(f"{value[key]:.0f}" for key in ("median", "p95", "max"))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.1f}" if isinstance(value, float) else str(value)


def _parts(result: dict) -> list[tuple[str, list[dict]]]:
    return [(name, rows) for name, rows in result.items() if name not in ("machine", "rows", "memory") and rows]


def _markdownTable(columns: tuple, table: list[list[str]]) -> list[str]:
    rows = [line + [""] * (len(columns) - len(line)) for line in table]
    return [f"| {' | '.join(line)} |" for line in (columns, ["---"] * len(columns), *rows)]
