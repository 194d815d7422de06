"""The benchmark measures: one short run in a process of its own, and the report of it."""

import pytest

from Benchmark import Limit, Plan, Report
from Benchmark.__main__ import runOne


def test_RunSeesStampsAtTheNodeAndInTheRenderedPixels():
    specification = Plan.specifications(quick=True)[1] | {"seconds": 0.5}
    assert specification["system"] == Plan.PROCESS
    run = runOne(specification)
    assert set(run) == {*specification, *Report.FIGURES}
    assert 0 < run["latencyMs"]["median"] < run["pixelsLatencyMs"]["median"] < 5000
    assert run["guiMsPerFrame"]["median"] > 0
    assert run["viewMsPerFrame"]["median"] > 0
    assert run["memcpyMs"] > 0
    assert run["allocatedBytesPerFrame"] < 100_000, "the capture process has the frame, Slicer's process does not"

    row = Report.median([run, run | {"framesPerSecond": run["framesPerSecond"] + 2}])
    assert row["framesPerSecond"] == pytest.approx(run["framesPerSecond"] + 1)
    assert row["spread"]["framesPerSecond"] == [run["framesPerSecond"], run["framesPerSecond"] + 2]
    display = [
        {"image": "1080p", "pipelineMilliseconds": milliseconds, "identicalPixels": True}
        for milliseconds in (12.0, 9.0, 3.0, 2.0)
    ]
    network = [
        {"system": "pyigtl", "framesPerSecond": 1.0, "latencyMs": None},
        {"system": "ours", "framesPerSecond": 29.97, "latencyMs": {"median": 1.2, "p95": 2.0, "max": 30.4}},
    ]
    result = {"machine": Report.machine(), "rows": [row], "display": display, "openIGTLink": network, "memory": None}
    page = Report.markdown(result)
    assert "4.0 times as fast" in page
    assert "## The slice view" in page
    assert "| 1080p | 12.0 | yes |" in page
    assert "| system | frames/s | latency, ms |" in page
    assert "| pyigtl | 1.0 | - |" in page
    assert "| ours | 30.0 | 1 / 2 / 30 |" in page
    assert "latency, ms 1 / 2 / 30" in Report.text(result)
    assert f"| {Plan.PROCESS} | 1280x720 | 0 | 1 |" in page


def test_PlanHasEachRowOnceAndEverySystem():
    for isQuick in (True, False):
        titles = [Report.title(specification) for specification in Plan.specifications(isQuick)]
        assert len(titles) == len(set(titles))
        assert any(title.startswith(Limit.NAME) for title in titles)
