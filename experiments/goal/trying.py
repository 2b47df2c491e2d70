"""What a mix of sizes brings and costs: runs held against the goals, money counted by who paid it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from experiments.effects import OF_PAIRS, PAID
from experiments.goal.aims import Wanted, columns_of
from experiments.sweep.asking import Answer
from sim.indicators.scores import wilson

PAIRINGS = "paid_pairings"
"""What all partners of pairings paid, beside what programmes took in."""
PAYERS = (*PAID, PAIRINGS)


@dataclass(frozen=True)
class Tried:
    """A mix of sizes and what its runs say; amounts are means over runs, yuan over all quarters, not discounted."""

    sizes: Mapping[str, float]
    runs: int
    met: int
    """Runs that meet every goal."""
    cost: float
    by_payer: Mapping[str, float] = field(default_factory=dict)
    planned: float = 0.0
    cut: float = 0.0
    """Of what was planned, what payers could not pay."""
    shares: Mapping[str, float] = field(default_factory=dict)
    """Goal -> share of runs that meet it."""
    means: Mapping[str, float] = field(default_factory=dict)
    """Goal -> mean of what is held against its number."""
    short: float = 1.0
    """How far runs are from the goals, relative to their numbers: mean over runs and goals, 0 where met."""
    first: int = 0
    """First replicate of its runs."""

    @property
    def probability(self) -> float:
        """Share of runs that meet every goal."""
        return self.met / self.runs if self.runs else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval of the probability at 95 %."""
        return wilson(self.met, self.runs) if self.runs else (0.0, 1.0)

    def told(self) -> dict[str, Any]:
        """As plain data for a file."""
        low, high = self.interval
        kept = ("runs", "met", "cost", "planned", "cut", "short", "first")
        maps = ("sizes", "by_payer", "shares", "means")
        return {
            **{name: dict(getattr(self, name)) for name in maps},
            **{name: getattr(self, name) for name in kept},
            "probability": self.probability,
            "low": low,
            "high": high,
        }


def judged(
    answer: Answer, points: Sequence[Mapping[str, float]], wanted: Sequence[Wanted], city: str
) -> list[Tried]:
    """What the runs of each point say, in the order of the points."""
    series = answer.table("series", columns_of(wanted))
    values = {one.name: one.judged(series, city) for one in wanted}
    money = _money(answer.table("policies", ["run_id", "item", "partner", "value"]))
    finished = set(next(iter(values.values()))) if values else set()
    first_point = min((run.point for run in answer.runs if run.point >= 0), default=0)
    mine: list[list[int]] = [[] for _ in points]
    replicates = [run.replicate for run in answer.runs]
    for run in answer.runs:
        if run.run_id in finished and run.point >= 0:
            mine[run.point - first_point].append(run.run_id)
    return [
        _tried(point, runs, wanted, values, money, min(replicates))
        for point, runs in zip(points, mine, strict=True)
    ]


def _tried(
    sizes: Mapping[str, float],
    runs: Sequence[int],
    wanted: Sequence[Wanted],
    values: Mapping[str, Mapping[int, float]],
    money: Mapping[int, Mapping[str, float]],
    first: int,
) -> Tried:
    if not runs:
        return Tried(sizes, 0, 0, float("nan"), first=first)
    good = {one.name: [one.met(values[one.name][run]) for run in runs] for one in wanted}
    short = [one.distance(values[one.name][run]) for one in wanted for run in runs]
    sums = {item: float(np.mean([money.get(run, {}).get(item, 0.0) for run in runs])) for item in ITEMS}
    return Tried(
        sizes,
        len(runs),
        int(np.all(list(good.values()), axis=0).sum()),
        sum(sums[payer] for payer in PAYERS),
        {payer: sums[payer] for payer in PAYERS if sums[payer]},
        sums["planned"],
        sums["cut"],
        {name: float(np.mean(found)) for name, found in good.items()},
        {one.name: float(np.mean([values[one.name][run] for run in runs])) for one in wanted},
        float(np.mean(short)),
        first,
    )


ITEMS = (*PAYERS, "planned", "cut")


def _money(policies: pa.Table) -> dict[int, dict[str, float]]:
    """Run id -> payer, `planned` or `cut` -> yuan over the horizon."""
    frame = policies.to_pandas()
    if frame.empty:
        return {}
    item, partner = frame["item"].astype(str), frame["partner"].astype(str)
    of_pairs = item.isin(OF_PAIRS) & (partner != "")
    alone = item.isin([*PAID, "planned", "cut"])
    named = item.where(~of_pairs, PAIRINGS)
    kept = frame.assign(item=named)[of_pairs | alone]
    sums = kept.groupby(["run_id", "item"])["value"].sum()
    found: dict[int, dict[str, float]] = {}
    for (run, what), yuan in sums.items():
        found.setdefault(int(run), {})[str(what)] = float(yuan)
    return found
