"""Points asked of the model, and the moments of their runs: the only place of a calibration that makes runs.

Three folders, each with chance of its own: the search, where all points meet the same chance so that they can be told
apart; the table for the posterior, where chance differs from block to block and so is part of what is not known; and
the check, where what was found meets chance it was not chosen by.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from experiments.calibration.declared import Calibration, Floats
from experiments.calibration.moments import moments_of
from experiments.calibration.reading import place_of, record_of
from experiments.judging import Composed
from experiments.sweep.asking import Answer, Asking
from experiments.sweep.engine import Engine
from experiments.sweep.plan import Plan

SEARCH, TABLE, CHECK = "search", "table", "check"
BLOCKS = 20
"""Most blocks of the table, each with a replicate of its own."""
LEAST_IN_BLOCK = 10

Point = dict[str, float]


@dataclass(frozen=True)
class Question:
    """A calibration ready to be asked: what it states, the scenario, where results go, and who makes the runs."""

    name: str
    calibration: Calibration
    arm: Composed
    folder: Path
    engine: Engine

    @property
    def blocks(self) -> int:
        """Blocks of the table."""
        return max(2, min(BLOCKS, self.calibration.draws // LEAST_IN_BLOCK))

    @property
    def region(self) -> str:
        """The id of the region."""
        return self.arm.region.id

    def plan(self, part: str, points: pa.Table | None = None) -> Plan:
        """The plan of a part, with a seed of its own; its points are asked for as it goes unless some are given."""
        seed = (self.arm.settings.seed + (SEARCH, TABLE, CHECK).index(part)) % 2**32
        plan = Plan(
            name=f"{self.name}-{part}",
            arms=((self.arm.name, self.arm.scenario),),
            region=self.arm.region,
            seed=seed,
            replicates=self.calibration.replicates,
            record=record_of(self.calibration),
            varying=self.calibration.varying,
            question=self._decides(part),
        )
        return plan if points is None else replace(plan, points=points)

    def asking(self, part: str) -> Asking:
        """The folder of a part."""
        run = self.arm.settings
        return Asking(
            self.plan(part), self.folder / part, self.engine, run.threads, run.most_seconds_per_run, run.lang
        )

    def _decides(self, part: str) -> dict[str, object]:
        """What decides the points of a part; words about it are left out."""
        stated = self.calibration.model_dump(mode="json")
        moments = {
            name: {
                key: value
                for key, value in moment.items()
                if key not in ("title", "source", "status", "note")
            }
            for name, moment in stated["moments"].items()
        }
        priors = {
            name: {key: prior[key] for key in ("key", "low", "high", "distribution")}
            for name, prior in stated["parameters"].items()
        }
        sizes = ("draws",) if part == TABLE else ("trials", "replicates", "batch")
        sizes = (*sizes, "draws", "kept_share", "checks", "identified_above") if part == CHECK else sizes
        numbers = {key: stated[key] for key in dict.fromkeys(sizes)}
        numbers |= {"blocks": self.blocks} if part == TABLE else {"point_runs": self.calibration.point_runs}
        # The table needs no observation: other observed values find it made.
        return {
            "part": part,
            "parameters": priors,
            **numbers,
            **({} if part == TABLE else {"moments": moments}),
        }

    def moments(self, asking: Asking, points: Sequence[Point], replicates: int | range) -> Floats:
        """Moments [points, replicates, moments]; NaN where a run failed."""
        return self._of(asking.ask(points, replicates)).reshape(
            len(points), -1, len(self.calibration.moments)
        )

    def moments_in_blocks(self, asking: Asking, points: Sequence[Point], blocks: int, first: int) -> Floats:
        """Moments [points, moments] of a run a point; blocks of points meet replicates of their own from `first` on."""
        questions = [
            ([points[int(row)] for row in block], range(first + number, first + number + 1))
            for number, block in enumerate(np.array_split(np.arange(len(points)), min(blocks, len(points))))
        ]
        return self._of(asking.ask_each(questions))

    def _of(self, answer: Answer) -> Floats:
        stated = list(self.calibration.moments.values())
        places = [place_of(self.arm.region, moment.place)[1] for moment in stated]
        return moments_of(answer, stated, places, self.arm.scenario.start_quarter)


@dataclass(frozen=True)
class Table:
    """Draws of the prior [draws, parameters] as shares of it, and the moments of a run at each; NaN where it failed."""

    shares: Floats
    moments: Floats

    @property
    def complete(self) -> np.ndarray:
        """Which draws have every moment."""
        return np.asarray(np.isfinite(self.moments).all(1))


def points_at(calibration: Calibration, shares: Floats) -> list[Point]:
    """Points at shares of the prior [points, parameters]."""
    columns = [prior.at(column) for prior, column in zip(calibration.priors, shares.T, strict=True)]
    return [
        dict(zip(calibration.parameters, (float(value) for value in row), strict=True))
        for row in zip(*columns, strict=True)
    ]


def shares_of(calibration: Calibration, point: Point) -> Floats:
    """The share of the prior below each value of a point."""
    pairs = zip(calibration.priors, point.values(), strict=True)
    return np.array([float(prior.share_below(np.array(value))) for prior, value in pairs])


def prior_table(question: Question) -> Table:
    """A Latin hypercube of the prior, a run a draw; blocks of draws meet replicates of their own."""
    from scipy.stats import qmc

    calibration = question.calibration
    sampler = qmc.LatinHypercube(len(calibration.parameters), rng=question.arm.settings.seed)
    shares = np.asarray(sampler.random(calibration.draws))
    asking = question.asking(TABLE)
    found = question.moments_in_blocks(asking, points_at(calibration, shares), question.blocks, first=0)
    asking.finish()
    return Table(shares, found)
