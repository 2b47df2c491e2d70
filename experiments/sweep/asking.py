"""A sweep whose points are decided as it goes: ask for points, get their runs, ask again (ask/tell).

The whole is a folder like any other. Made again with the same questions, each answer is read from the files that are
there, so an interrupted search resumes by asking the same again: nothing else needs to be kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from experiments.running import job_of
from experiments.store import chunk_file, finish, missing, require_no_more_rounds, state
from experiments.sweep.engine import Engine
from experiments.sweep.factor import Value
from experiments.sweep.locking import Held, hold
from experiments.sweep.plan import Plan, PlannedRun
from experiments.sweep.runner import make_rounds, writable


@dataclass(frozen=True)
class Answer:
    """The runs of one question."""

    folder: Path
    plan: Plan
    chunks: range

    @cached_property
    def runs(self) -> tuple[PlannedRun, ...]:
        """The runs, finished or not."""
        return tuple(run for number in self.chunks for run in self.plan.runs_of(self.plan.chunks[number]))

    def table(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """A table of the folder (parts, series, ledger …), the rows of these runs."""
        wanted = list(columns) if columns is not None else None
        files = [chunk_file(self.folder, name, number) for number in self.chunks]
        found = [pq.read_table(file, columns=wanted) for file in files if file.exists()]
        if not found:  # none of these runs has a row; the first chunk shows the columns
            found = [pq.read_table(chunk_file(self.folder, name, 0), columns=wanted).slice(0, 0)]
        return pa.concat_tables(found, promote_options="default")

    def series(self, key: str, place: str) -> dict[int, np.ndarray]:
        """Run id -> an indicator at a place (an id) quarter by quarter; failed runs are absent."""
        found = self.table("series", ["run_id", "quarter", "place", key])
        found = found.filter(pc.equal(found["place"].cast(pa.string()), place)).sort_by(
            [("run_id", "ascending"), ("quarter", "ascending")]
        )
        ids, values = found["run_id"].to_numpy(), found[key].to_numpy()
        return {int(run_id): values[ids == run_id] for run_id in np.unique(ids)}


class Asking:
    """A growing plan and its folder."""

    held: Held | None = None

    def __init__(
        self,
        plan: Plan,
        folder: Path,
        engine: Engine,
        threads: int = 1,
        most_seconds: int = 3600,
        lang: str = "both",
    ) -> None:
        """`plan` holds no points yet; raises InputError when the folder holds something else or is being worked on."""
        plan = replace(plan, asked=True)
        if state(folder, plan) != "finished":
            with writable(folder, plan):
                self.held = hold(folder)
        self.plan, self.folder, self.engine = plan, folder, engine
        self.threads, self.most_seconds = threads, most_seconds
        self.lang = lang

    def ask(self, points: Sequence[Mapping[str, Value]], replicates: int | range | None = None) -> Answer:
        """Make the runs of these points, or find them made; every point with every replicate (how many, or which)."""
        return self.ask_each([(points, replicates)])

    def ask_each(
        self, questions: Sequence[tuple[Sequence[Mapping[str, Value]], int | range | None]]
    ) -> Answer:
        """Several questions at once, each of points and their replicates; one answer, its runs in that order."""
        known = len(self.plan.chunks) if self.plan.rounds else 0
        for points, replicates in questions:
            columns = {name: [point[name] for point in points] for name in self.plan.varying.factors}
            if not isinstance(replicates, range):
                replicates = range(self.plan.replicates if replicates is None else replicates)
            fixed = range(0) if self.plan.rounds else range(self.plan.replicates)
            self.plan = self.plan.extended(pa.table(columns), replicates, fixed)
        if self.held is None and missing(self.folder, self.plan):  # it was finished, and is asked more
            with writable(self.folder, self.plan):
                self.held = hold(self.folder)
        job = job_of(self.plan, self.folder, self.threads, self.most_seconds, self.lang)
        make_rounds(self.plan, job, self.engine)
        return Answer(self.folder, self.plan, range(known, len(self.plan.chunks)))

    def finish(self) -> Path:
        """Mark the folder as finished; raises InputError where more was asked in it before."""
        with writable(self.folder, self.plan):
            require_no_more_rounds(self.folder, self.plan)
            finish(self.folder, self.plan)
        self.held = None
        return self.folder
