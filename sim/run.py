"""Running a scenario: one world from its start to its horizon, recorded quarter by quarter."""

from __future__ import annotations

from collections.abc import Callable

from sim.behaviour.statistics import look
from sim.chance import make_key
from sim.firm_facts import FirmFactsKeeper
from sim.loops.spans import Threads
from sim.opening.figures import opening_rows
from sim.quarter import Quarter
from sim.record import Axes, Recorder, Values
from sim.region import Region
from sim.result import Result
from sim.scenario import Scenario
from sim.step import step
from sim.warmup import warmed_world
from sim.world import World

Progress = Callable[[int], None]
"""Told the number of quarters done."""


class Run:
    """A run under way: step it, look at its world, fork it, finish it."""

    def __init__(self, world: World, recorder: Recorder, seed: int, replicate: int, firm_facts: bool) -> None:
        self.world, self.recorder = world, recorder
        self.seed, self.replicate = seed, replicate
        self.facts = FirmFactsKeeper() if firm_facts else None
        self.logged = len(world.events)
        self.measures: Values = {}
        """Indicators of the quarter simulated last, level -> key -> places; empty before the first."""

    @classmethod
    def start(
        cls,
        region: Region,
        scenario: Scenario,
        seed: int = 0,
        replicate: int = 0,
        record: str = "standard",
        threads: int = 1,
        firm_facts: bool = False,
    ) -> Run:
        """A run at its first quarter; the opening and its warm-up are made or taken from the ones kept."""
        world = warmed_world(region, scenario, Threads(threads))
        world.key = make_key(seed, replicate)
        return cls(world, new_recorder(region, scenario, record), seed, replicate, firm_facts)

    @property
    def done(self) -> int:
        """Quarters simulated since the start."""
        return self.world.quarter - self.world.scenario.start_quarter

    @property
    def finished(self) -> bool:
        """Whether the horizon is reached."""
        return self.done >= self.world.scenario.horizon

    def step(self) -> Quarter:
        """Simulate and record one quarter."""
        quarter = self.world.quarter
        now = step(self.world)
        rows = self.world.ledger.rows() if self.recorder.record != "headline" else None
        self.measures = measured(self.world, now)
        self.recorder.take(quarter, self.measures, rows, self.world.events[self.logged :], now.entries)
        self.logged = len(self.world.events)
        if self.facts is not None:
            self.facts.look(self.world, quarter)
        return now

    def fork(self) -> Run:
        """An independent run with the same past and, until somebody changes it, the same future."""
        twin = Run(self.world.fork(), self.recorder.copy(), self.seed, self.replicate, False)
        twin.facts = self.facts.copy() if self.facts else None
        twin.measures = self.measures
        return twin

    def save(self, folder: str) -> None:
        """Write the run at its present quarter; `sim.saving.load` goes on from there, bit for bit."""
        from sim.saving import save

        save(self, folder)

    def finish(self) -> Result:
        """The result of the quarters recorded so far."""
        world = self.world
        facts = self.facts.result() if self.facts else None
        return Result.from_recorder(
            self.recorder, world.region, world.scenario, self.seed, self.replicate, facts, opening_rows(world)
        )


def new_recorder(region: Region, scenario: Scenario, record: str) -> Recorder:
    """An empty record for a run of a scenario."""
    return Recorder(Axes.of(region), scenario.start_quarter, scenario.horizon, record)


def run(
    region: Region,
    scenario: Scenario,
    seed: int = 0,
    replicate: int = 0,
    record: str = "standard",
    threads: int = 1,
    progress: Progress | None = None,
    firm_facts: bool = False,
) -> Result:
    """Simulate a scenario from its start to its horizon.

    `record`: headline, standard or full. `threads` changes no bit. `firm_facts` adds what validation wants to know
    of single firms. Raises LedgerError when the books do not balance to the yuan.
    """
    running = Run.start(region, scenario, seed, replicate, record, threads, firm_facts)
    while not running.finished:
        running.step()
        if progress is not None:
            progress(running.done)
    return running.finish()


def measured(world: World, now: Quarter) -> Values:
    """Every indicator of the quarter just simulated, by level."""
    return look(world, now)
