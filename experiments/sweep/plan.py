"""Which runs a folder holds, in which order and in which files: arms, points, replicates, rounds, chunks.

A plan is a pure function of the question. Runs are numbered round by round; inside a round the arms that no factor
touches come first, replicate by replicate, then point by point the others. So arms of a pair stand side by side, and a
sweep that is cut short holds whole pairs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from experiments.sweep.code import experiments_hash, proposing_packages
from experiments.sweep.factor import Varying
from experiments.sweep.stopping import StopRule
from sim.provenance import code_hash
from sim.region import Region
from sim.scenario import Scenario

SCHEMA_VERSION = 1
NO_POINT = -1
"""Point of a run that no factor touches."""
ROW_QUARTERS_A_CHUNK = 2e8
RUNS_A_CHUNK = {"headline": 500, "standard": 20, "full": 5}
"""Most runs of a chunk by width of record, so that a chunk fits in memory."""
CHUNKS_A_ROUND = 32
"""Chunks that a round is cut into where it is small, so that several workers share it and little is lost."""
RESIDENTS_A_FIRM = 7.0
"""Residents for one market entity, to guess the rows of a run before it is made."""


@dataclass(frozen=True)
class PlannedRun:
    """One run of a plan."""

    run_id: int
    scenario: str
    point: int
    replicate: int


@dataclass(frozen=True)
class Chunk:
    """Runs that share files, and are made by one worker one after another; `values` are those of their points."""

    number: int
    runs: tuple[PlannedRun, ...]
    values: Mapping[int, Mapping[str, Any]]
    """Point -> factor -> value."""
    lost: Mapping[int, str] = field(default_factory=dict)
    """Runs not to be tried again -> why: each is a row with this as its error."""


@dataclass(frozen=True)
class Round:
    """Runs decided on together."""

    fixed: range
    """Replicates of the arms that no factor touches."""
    points: range
    replicates: range
    """Replicates of every point of this round."""


@dataclass(frozen=True)
class Plan:
    """The runs of a folder: what a run, a comparison and a sweep have in common."""

    name: str
    arms: tuple[tuple[str, Scenario], ...]
    region: Region
    seed: int
    replicates: int
    """Replicates asked for; of a sweep that stops by rule, the most."""
    record: str
    varying: Varying = field(default_factory=Varying)
    points: pa.Table = field(default_factory=lambda: pa.table({}))
    """A row a point, a column a factor."""
    rounds: tuple[Round, ...] = ()
    """Left out: one round of all."""
    question: Mapping[str, Any] = field(default_factory=dict)
    """What decides points and rounds: the design as data. Empty where there is none."""
    rule: StopRule | None = None
    """When replicates are enough; none where their number is given."""
    asked: bool = False
    """Whether rounds come by ask/tell, so that only the command that asks can go on."""
    firm_facts: bool = False
    """Whether runs keep what validation wants to know of single firms."""

    @cached_property
    def fixed_arms(self) -> tuple[str, ...]:
        """Arms that no factor touches: their runs serve every point."""
        return tuple(
            name
            for name, scenario in self.arms
            if not any(self.varying.touched(factor, scenario) for factor in self.varying.factors)
        )

    @cached_property
    def varied_arms(self) -> tuple[str, ...]:
        """Arms with a run of their own at every point."""
        return tuple(name for name, _ in self.arms if name not in self.fixed_arms)

    @cached_property
    def all_rounds(self) -> tuple[Round, ...]:
        """The rounds decided so far."""
        every = range(self.rule.first if self.rule else self.replicates)
        return self.rounds or (Round(every, range(self.points.num_rows), every),)

    @cached_property
    def _starts(self) -> list[int]:
        """First run of every round, and the number of all runs."""
        starts = [0]
        for one in self.all_rounds:
            fixed = len(one.fixed) * len(self.fixed_arms)
            varied = len(one.points) * len(one.replicates) * len(self.varied_arms)
            starts.append(starts[-1] + fixed + varied)
        return starts

    @property
    def size(self) -> int:
        """Number of runs."""
        return self._starts[-1]

    def run(self, run_id: int) -> PlannedRun:
        """The run of a number."""
        return self.runs_of(range(run_id, run_id + 1))[0]

    def runs_of(self, ids: range) -> tuple[PlannedRun, ...]:
        """The runs of numbers that follow one another."""
        names = [name for name, _ in self.arms]
        columns = (column.tolist() for column in self.columns(ids))
        return tuple(
            PlannedRun(run_id, names[arm], point, replicate)
            for run_id, arm, point, replicate in zip(ids, *columns, strict=True)
        )

    @property
    def runs(self) -> tuple[PlannedRun, ...]:
        """All runs in the order of their ids."""
        return self.runs_of(range(self.size))

    def columns(
        self, ids: range | None = None
    ) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
        """Number of the arm, point and replicate of every run, or of those of `ids`, without an object a run."""
        wanted = range(self.size) if ids is None else ids
        at = min(bisect_right(self._starts, wanted.start), len(self.all_rounds)) - 1
        parts = []
        while at < len(self.all_rounds) and self._starts[at] < max(wanted.stop, 1):
            first, end = max(wanted.start, self._starts[at]), min(wanted.stop, self._starts[at + 1])
            parts.append(self._numbered(self.all_rounds[at], np.arange(first, end) - self._starts[at]))
            at += 1
        arms, points, replicates = (np.concatenate(column) for column in zip(*parts, strict=True))
        return arms.astype(np.int32), points.astype(np.int32), replicates.astype(np.int64)

    def _numbered(self, one: Round, offsets: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
        """Arm, point and replicate of the runs of a round: the one place that says what a number stands for."""
        names = [name for name, _ in self.arms]
        fixed, varied = (
            np.array([names.index(name) for name in some], np.int64)
            for some in (self.fixed_arms, self.varied_arms)
        )
        alone = len(one.fixed) * len(fixed)
        before, after = offsets[offsets < alone], offsets[offsets >= alone] - alone
        again, arm_before = np.divmod(before, max(1, len(fixed)))
        rest, arm_after = np.divmod(after, max(1, len(varied)))
        point, replicate = np.divmod(rest, max(1, len(one.replicates)))
        return (
            np.concatenate([fixed[arm_before], varied[arm_after]]),
            np.concatenate([np.full(before.size, NO_POINT), one.points.start + point]),
            np.concatenate([one.fixed.start + again, one.replicates.start + replicate]),
        )

    @cached_property
    def chunks(self) -> tuple[range, ...]:
        """Ids of the runs that share files; a pure function of the plan, never of the machine."""
        return tuple(
            ids
            for first, end in zip(self._starts, self._starts[1:], strict=False)
            for ids in self._cut(range(first, end))
        )

    @property
    def last_round(self) -> range:
        """Numbers of the chunks of the last round."""
        first = sum(ids.start < self._starts[-2] for ids in self.chunks)
        return range(first, len(self.chunks))

    def _cut(self, ids: range) -> Iterator[range]:
        scenario = self.arms[0][1]
        rows = float(self.region.county_population.sum()) / RESIDENTS_A_FIRM / scenario.firms_per_agent
        fitting = int(ROW_QUARTERS_A_CHUNK / max(1.0, rows * scenario.horizon))
        shared = -(-len(ids) // CHUNKS_A_ROUND)
        size = max(1, min(RUNS_A_CHUNK[self.record], fitting, shared))
        for first in range(ids.start, ids.stop, size):
            yield ids[first - ids.start : first - ids.start + size]

    def chunk(self, number: int) -> Chunk:
        """A chunk with all that a worker needs to know of it."""
        runs = self.runs_of(self.chunks[number])
        points = sorted({run.point for run in runs} - {NO_POINT})
        return Chunk(number, runs, {point: self.values(point) for point in points})

    def values(self, point: int) -> dict[str, Any]:
        """Factor -> value at a point."""
        row: dict[str, Any] = self.points.slice(point, 1).to_pylist()[0]
        return row

    def extended(self, points: pa.Table, replicates: range, fixed: range = range(0)) -> Plan:
        """The plan with a further round: these new points, each with these replicates."""
        before = self.points.num_rows
        grown = pa.concat_tables([self.points, points]) if before else points
        one = Round(fixed, range(before, before + points.num_rows), replicates)
        return replace(self, points=grown, rounds=(*self.rounds, one))

    def repeated(self, replicates: range) -> Plan:
        """The plan with a further round of the same arms and points: more replicates."""
        one = Round(replicates, range(self.points.num_rows), replicates)
        return replace(self, rounds=(*self.all_rounds, one))

    def rounds_as_data(self) -> list[list[list[int]]]:
        """First and end of fixed replicates, points and replicates of every round so far."""
        return [
            [[some.start, some.stop] for some in (one.fixed, one.points, one.replicates)]
            for one in self.all_rounds
        ]

    def identity(self) -> dict[str, Any]:
        """Everything that decides the bytes of the folder."""
        found: dict[str, Any] = {
            "schema_version": SCHEMA_VERSION,
            "scenarios": {name: scenario.hash for name, scenario in self.arms},
            "region": self.region.id,
            "region_hash": self.region.hash,
            "code_hash": code_hash(),
            "experiments_hash": experiments_hash(),
            "seed": self.seed,
            "replicates": self.replicates,
            "record": self.record,
            "firm_facts": self.firm_facts,
        }
        if self.asked:
            found["packages"] = proposing_packages()
        if self.question:
            found["design"] = dict(self.question)
        if self.rule:
            found["stop_rule"] = self.rule.model_dump(mode="json")
        return found
