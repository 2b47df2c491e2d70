"""The whole model at work: runs of a scenario as a user starts them, everything on, recording included."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from experiments.composing import compose
from sim.region import Region
from sim.run import Run
from sim.scenario import Scenario


@dataclass(frozen=True)
class City:
    """What is run: a region, the scenario without policies, and how many of its quarters."""

    region: Region
    scenario: Scenario
    quarters: int


@dataclass(frozen=True)
class Made:
    """One run: seconds from its start to its result, seconds in its quarters, firm-steps made."""

    seconds: float
    in_quarters: float
    firm_steps: int
    firms: int
    table_bytes: int

    @property
    def nanoseconds(self) -> float:
        """Nanoseconds of a firm-step of the whole quarter."""
        return 1e9 * self.in_quarters / self.firm_steps


def city(region: str, quarters: int, firms_per_agent: int) -> City:
    """The baseline of a region, of which so many quarters are run."""
    arm = compose("none", region=region, firms_per_agent=firms_per_agent)
    return City(arm.region, arm.scenario, quarters)


def make(asked: City, threads: int = 1, replicate: int = 0, record: str = "standard") -> Made:
    """Run it once; the opening and its warm-up are made by the first call in a process and kept."""
    Run.start(asked.region, asked.scenario, record=record)
    began = time.perf_counter()
    running = Run.start(asked.region, asked.scenario, replicate=replicate, record=record, threads=threads)
    firm_steps, in_quarters = 0, 0.0
    for _ in range(asked.quarters):
        firm_steps += running.world.firms.rows
        before = time.perf_counter()
        running.step()
        in_quarters += time.perf_counter() - before
    running.finish()
    seconds = time.perf_counter() - began
    firms = running.world.firms
    return Made(seconds, in_quarters, firm_steps, firms.rows, _table_bytes(firms))


def task(asked: City, kept: list[Made], threads: int = 1) -> Callable[[], float]:
    """A task for the interleaved timings: one run, its seconds; what was made is added to `kept`."""

    def run_once() -> float:
        kept.append(make(asked, threads, len(kept)))
        return kept[-1].seconds

    return run_once


def _table_bytes(firms: object) -> int:
    """Bytes of the pages in use, free rows of half-empty pages included."""
    from sim.tables import Firms

    assert isinstance(firms, Firms)
    arrays = (firms.floats, firms.yuans, firms.flags, firms.shorts, firms.ids)
    return sum(array[: firms.used].nbytes for array in arrays)
