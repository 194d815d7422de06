"""A part of the benchmark in a process of its own: ``python -m Benchmark.Isolated MODULE [--quick]`` prints what its
``run(quick)`` returns, as JSON."""

import importlib
import json
import sys

if __name__ == "__main__":
    module = importlib.import_module(f"Benchmark.{sys.argv[1]}")
    print(json.dumps(module.run("--quick" in sys.argv)))
