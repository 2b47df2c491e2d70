"""Speed on this machine: `bqw bench` measures everything in one run and prints ratios, `bqw warmup` compiles ahead.

Timings are for reading; no test depends on one.
"""

from __future__ import annotations

from collections.abc import Sequence


def main(words: Sequence[str] = ()) -> int:
    """`bqw bench [quick=true] [region=…] [lang=…] [out=FILE.json]`; returns the exit code."""
    from experiments.bench.front import bench

    return bench(words)


def warm() -> float:
    """Compile every kernel of the model now, so that the first run starts at once; gives the seconds it took."""
    from experiments.bench.warming import warm as compile_all

    return compile_all()
