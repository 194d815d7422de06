"""The figures as text and as docs/benchmarks.md."""

import importlib.metadata
import os
import platform
import statistics

from .Plan import FULL_HD, HD, LIMIT, PROCESS, PYIGTL

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
Times in ms, each the median of the runs with its spread (lowest-highest). *node*, *pixels*: from the stamp in the
frame's pixels (`FrameStamp`) to the node, and to the rendered picture, from which the stamp's strip is read back after
each rendering. *growth*: by how much the latency at the node rose from the first to the last quarter of a run. *GUI*:
what a frame keeps the GUI thread without the rendering (a `read()` that waits included), beside the time to copy the
frame's bytes in the same run; *view*: the renderings for a new frame, beside those of the limit. *longest*: call that
kept the GUI thread, from the first frame on. *CPU*: all processes without the source; 100 % is one core. *MB*: the most
that Python and NumPy allocate at once for a frame in Slicer's process (`tracemalloc`; VTK and other processes are not in
it). *load*: the GUI thread spends this long with Python's lock after each rendering. *limit*: copying the frame; reslice
and drawing alone. Of several cameras the first is in the view, and frames/s are each camera's at its node."""


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
    """One row of several runs: medians, the highest of each ``max`` and longest block, and the ``spread`` of medians."""
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
    return [[_source(row), *_cells(row, _find(rows, LIMIT, row["size"]))] for row in rows]


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
        _number(_ratio(gui, row["memcpyMs"])),
        _number(view and view["median"]) + _spread(row, "viewMsPerFrame"), _number(_ratio(view, _value(limitView))),
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


def _ratio(figure, base: float | None) -> float | None:
    return figure["median"] / base if figure and base else None


def _find(rows: list[dict], system: str, size, load: int = 0) -> dict | None:
    for row in rows:
        place = (row["system"], tuple(row["size"]), row["guiLoadMs"], row["cameras"])
        if place == (system, tuple(size), load, 1):
            return row
    return None


def findings(result: dict) -> list[str]:
    """What the figures say of each aim: one sentence each, of figures only."""
    rows = result["rows"]
    return [text for text in (_latencies(rows), _own(rows), _growths(rows), _display(result["display"])) if text]


def _latencies(rows: list[dict]) -> str:
    parts = []
    for row in rows:
        other = _find(rows, PYIGTL, row["size"])
        if other and row is _find(rows, PROCESS, row["size"]) and row["latencyMs"]:
            theirs = f"{other['latencyMs']['median']:.0f} ms" if other["latencyMs"] else "no frame"
            isMet = not other["latencyMs"] or 2 * row["latencyMs"]["median"] <= other["latencyMs"]["median"]
            parts.append(
                f"{row['latencyMs']['median']:.0f} ms against {theirs} at {row['size'][0]}x{row['size'][1]}"
                f" ({_verdict(isMet)})"
            )
    return f"Latency at the node, at most half of pyigtl's: {', '.join(parts)}." if parts else ""


def _own(rows: list[dict]) -> str:
    row = _find(rows, PROCESS, FULL_HD)
    ratio = row and _ratio(row["guiMsPerFrame"], row["memcpyMs"])
    if not ratio:
        return ""
    return (
        f"A frame of 1080p keeps the GUI thread, without the view, {ratio:.1f} times as long as copying its bytes does; "
        f"at most 1.5 times is the aim ({_verdict(ratio <= 1.5)})."
    )


def _growths(rows: list[dict]) -> str:
    parts = []
    for row in rows:
        isFound = row["system"] == PROCESS and tuple(row["size"]) == HD and row["cameras"] == 1
        if isFound and row["growthMs"] is not None:
            parts.append((row["guiLoadMs"], row["growthMs"]))
    if not parts:
        return ""
    values = ", ".join(f"{growth:+.0f} ms at {load} ms" for load, growth in sorted(parts))
    isMet = all(growth <= max(load, 33) for load, growth in parts)
    return (
        f"With the capture process, no growth of the latency within a run under any load: {values} ({_verdict(isMet)})."
    )


def _display(rows: list[dict]) -> str:
    rows = [row for row in rows if row["image"] == rows[0]["image"]]
    default, _factor, live, nearest = rows[:4]
    factors = [default["pipelineMilliseconds"] / row["pipelineMilliseconds"] for row in (live, nearest)]
    isMet = factors[0] >= 3 and factors[1] >= 6 and live["identicalPixels"]
    return (
        f"The slice view's pipeline shows {default['image']} {factors[0]:.1f} times as fast as Slicer's default with "
        f"{'identical' if live['identicalPixels'] else 'other'} pixels, {factors[1]:.1f} times with nearest neighbor; "
        f"3 and 6 times are the aim ({_verdict(isMet)})."
    )


def _verdict(isMet: bool) -> str:
    return "met" if isMet else "not met"


def _memory(memory: dict | None) -> str:
    if not memory:
        return ""
    first, last = memory["frames"]
    parts = [
        f"{name} {before:.1f} to {after:.1f} MB"
        for name, (before, after) in (
            ("application", memory["application"]), ("capture process", memory["captureProcess"]),
        )
    ]  # fmt: skip
    return f"Resident memory from frame {first} to {last}: {', '.join(parts)}."


def text(result: dict) -> str:
    """For the terminal."""
    table = [list(COLUMNS), *_table(result["rows"])]
    widths = [max(len(line[index]) for line in table if len(line) == len(COLUMNS)) for index in range(len(COLUMNS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in table]
    for name, rows in _parts(result):
        lines += ["", name, *("  ".join(f"{key} {value}" for key, value in row.items()) for row in rows)]
    return "\n".join([*lines, "", *findings(result), _memory(result["memory"])])


def markdown(result: dict) -> str:
    """For docs/benchmarks.md."""
    lines = ["# Benchmarks", "", "Made by `make bench ARGS=--write`: every system on the same stamped frames, "
             "side by side in the host. Ratios matter, not the absolute figures.", "", result["machine"], ""]  # fmt: skip
    lines += [*(f"- {sentence}" for sentence in [*findings(result), _memory(result["memory"])] if sentence), ""]
    lines += ["## Showing a camera", "", LEGEND, "", *_markdownTable(COLUMNS, _table(result["rows"]))]
    for name, rows in _parts(result):
        lines += ["", f"## {name.capitalize()}", ""]
        lines += _markdownTable(tuple(rows[0]), [[str(value) for value in row.values()] for row in rows])
    return "\n".join([*lines, ""])


def _parts(result: dict) -> list[tuple[str, list[dict]]]:
    return [(name, rows) for name, rows in result.items() if name not in ("machine", "rows", "memory") and rows]


def _markdownTable(columns: tuple, table: list[list[str]]) -> list[str]:
    rows = [line + [""] * (len(columns) - len(line)) for line in table]
    return [f"| {' | '.join(line)} |" for line in (columns, ["---"] * len(columns), *rows)]
