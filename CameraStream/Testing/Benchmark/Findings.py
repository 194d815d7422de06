"""What the figures say of each aim, in sentences that are made of them."""

from .Plan import FULL_HD, HD, PROCESS, PYIGTL

FRAME_MS = 33
"""From one frame to the next, ms."""


def findings(result: dict) -> list[str]:
    """What the figures say of each aim: one sentence each, of figures only."""
    rows = result["rows"]
    sentences = (
        _latencies(rows), _own(rows), _growths(rows), _display(result["display"]), _memory(result["memory"]),
    )  # fmt: skip
    return [sentence for sentence in sentences if sentence]


def _latencies(rows: list[dict]) -> str:
    parts = []
    for row in rows:
        other = find(rows, PYIGTL, row["size"])
        if other and row is find(rows, PROCESS, row["size"]) and row["latencyMs"]:
            theirs = f"{other['latencyMs']['median']:.0f} ms" if other["latencyMs"] else "no frame"
            isMet = not other["latencyMs"] or 2 * row["latencyMs"]["median"] <= other["latencyMs"]["median"]
            parts.append(
                f"{row['latencyMs']['median']:.0f} ms against {theirs} at {row['size'][0]}x{row['size'][1]}"
                f" ({_verdict(isMet)})"
            )
    return f"Latency at the node, at most half of pyigtl's: {', '.join(parts)}." if parts else ""


def _own(rows: list[dict]) -> str:
    row = find(rows, PROCESS, FULL_HD)
    times = row and ratio(row["guiMsPerFrame"], row["memcpyMs"])
    if not times:
        return ""
    return (
        f"Without the view, a frame of 1080p keeps the GUI thread {times:.1f} times as long as copying its bytes; "
        f"1.5 times at most is the aim ({_verdict(times <= 1.5)})."
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
    # Less than what one frame later, or one rendering later, makes.
    isMet = all(growth <= max(load, FRAME_MS) for load, growth in parts)
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


def ratio(figure, base: float | None) -> float | None:
    return figure["median"] / base if figure and base else None


def find(rows: list[dict], system: str, size, load: int = 0) -> dict | None:
    for row in rows:
        place = (row["system"], tuple(row["size"]), row["guiLoadMs"], row["cameras"])
        if place == (system, tuple(size), load, 1):
            return row
    return None
