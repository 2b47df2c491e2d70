"""A process of its own, asked by the bench: when its first result is there, how much memory it takes, runs on call.

`python -m experiments.bench.child REGION QUARTERS FIRMS_PER_AGENT [stay]`: makes one quarter and prints what it
took as one line of JSON. With `stay` it then answers every line `N` on its input with the seconds that N runs took.
"""

from __future__ import annotations

import json
import sys
import time

from experiments.bench.machine import peak_bytes, resident_bytes


def first_result(region: str, firms_per_agent: int) -> dict[str, float]:
    """One recorded quarter of the baseline in a fresh process: its memory before and after, and the firms."""
    from experiments.bench.city import city
    from sim.run import Run

    interpreter = resident_bytes()
    asked = city(region, 1, firms_per_agent)
    running = Run.start(asked.region, asked.scenario)
    firms = running.world.firms.rows
    running.step()
    running.finish()
    return {"firms": firms, "interpreter": interpreter, "resident": resident_bytes(), "peak": peak_bytes()}


def main(words: list[str]) -> None:
    """Serve the parent until its line is closed."""
    region, quarters, firms_per_agent = words[0], int(words[1]), int(words[2])
    if words[3:] != ["stay"]:
        print(json.dumps(first_result(region, firms_per_agent)), flush=True)
        return
    from experiments.bench.city import city, make

    asked = city(region, quarters, firms_per_agent)
    make(asked)
    print("ready", flush=True)
    for line in sys.stdin:
        began = time.perf_counter()
        for _ in range(int(line)):
            make(asked)
        print(time.perf_counter() - began, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
