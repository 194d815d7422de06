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
    page = Report.markdown({"machine": Report.machine(), "rows": [row], "display": display, "memory": None})
    assert "4.0 times as fast" in page
    assert f"| {Plan.PROCESS} | 1280x720 | 0 | 1 |" in page


def test_PlanHasEachRowOnceAndEverySystem():
    for isQuick in (True, False):
        titles = [Report.title(specification) for specification in Plan.specifications(isQuick)]
        assert len(titles) == len(set(titles))
        assert any(title.startswith(Limit.NAME) for title in titles)
