"""Robustness measures (稳健性): which arm holds up over the points of a sweep, by several ideas of holding up.

All points count alike: they are no forecast with probabilities but futures that cannot be excluded. Values are turned
so that more is better; an arm that no factor touches serves every point with its own runs. The measures are those of
Herman et al. (2015) and McPhail et al. (2018); CVaR that of Rockafellar and Uryasev (2000).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.folder import Folder
from analysis.outcome import Condition, Outcome, effect, how_against, outcome_values
from analysis.years import How, split_key
from sim.errors import InputError, Problem, unknown_name

Array = NDArray[Any]
TAIL = 0.10
"""Share of the points, the worst, that CVaR is the mean of."""
RESAMPLES = 1000
ENDS = (0.05, 0.95)
"""Ends of the bootstrap interval over points: 90 %."""
FEWEST_POINTS = 10
"""Points below which a share or a tail of them says nothing."""
WORST = ("maximin", "regret_max")
"""Measures of one extreme point: resampled points hold none beyond it, so the bootstrap gives no interval."""
MEASURES = ("mean", "maximin", "cvar", "regret_max", "regret_90", "satisficing")


@dataclass(frozen=True, eq=False)
class Robustness:
    """Values [arms, points] over the points that every arm has, and what was left out."""

    arms: tuple[str, ...]
    values: Array
    better: str
    goal: Array | None
    """Whether the goal is met, [arms, points], as a share of runs; None without a goal."""
    left_out: int
    """Points that an arm has no finished run of."""
    failed: dict[str, int]
    """Points with failed runs, of each arm."""
    unpaired: int = 0
    """Replicates of the points kept, left out because a run of some arm did not finish."""
    how: How | None = None
    """How effects against a baseline are told; None of levels."""

    @property
    def sign(self) -> float:
        """1 where more is better, -1 where less is."""
        return 1.0 if self.better == "up" else -1.0

    def table(self) -> pd.DataFrame:
        """A row a measure and arm: measure, arm, value, low, high (90 % over points), rank, share_first, n.

        `share_first`: share of resamples of the points in which the arm is first by the measure. low, high and it are
        NaN for the worst point and the largest regret: over points, chance not included.
        """
        draws = _resamples(self.values.shape[1])
        rows: list[dict[str, Any]] = []
        for name in self.measures:
            found = self._scores(name, np.arange(self.values.shape[1])[None])[0]
            again = self._scores(name, draws)
            first = again == again.max(1)[:, None]
            shown = self._shown(name)
            ends = np.sort(shown * np.quantile(again, ENDS, axis=0), axis=0)
            share_first = first.mean(0)
            if name in WORST:
                ends, share_first = np.full_like(ends, np.nan), np.full_like(share_first, np.nan)
            for row, arm in enumerate(self.arms):
                rows.append(
                    {
                        "measure": name,
                        "arm": arm,
                        "value": shown * float(found[row]) + 0.0,
                        "low": float(ends[0, row]) + 0.0,
                        "high": float(ends[1, row]) + 0.0,
                        "rank": 1 + int((found > found[row]).sum()),
                        "share_first": float(share_first[row]),
                        "n": self.values.shape[1],
                    }
                )
        return pd.DataFrame(rows)

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures told: satisficing only where there is a goal."""
        return MEASURES if self.goal is not None else MEASURES[:-1]

    def _shown(self, name: str) -> float:
        """What turns a score into the measure as people read it: in the indicator's direction, regret above zero."""
        return -1.0 if name in LOST else self.sign if name in PLAIN else 1.0

    def _scores(self, name: str, draws: Array) -> Array:
        """A measure [draws, arms] over resampled points [draws, points], turned so that more is better."""
        if name == "satisficing":
            assert self.goal is not None
            return np.moveaxis(self.goal[:, draws], 0, 1).mean(-1)
        values = self.sign * self.values
        if name in LOST:
            return -LOST[name](np.moveaxis(regret(values)[:, draws], 0, 1))
        return PLAIN[name](np.moveaxis(values[:, draws], 0, 1))


def regret(values: Array) -> Array:
    """What an arm lacks to the best arm at each point, [arms, points], never below zero."""
    return np.asarray(values.max(0) - values)


def mean(values: Array) -> Array:
    """Mean over points (Laplace: all points alike)."""
    return np.asarray(values.mean(-1))


def maximin(values: Array) -> Array:
    """The worst point (Wald)."""
    return np.asarray(values.min(-1))


def cvar(values: Array, tail: float = TAIL) -> Array:
    """Mean of the worst `tail` of the points; a point that the share cuts counts in part (Rockafellar 2000)."""
    ordered = np.sort(values, axis=-1)
    count = tail * ordered.shape[-1]
    weights = np.clip(count - np.arange(ordered.shape[-1]), 0.0, 1.0)
    return np.asarray((ordered * weights).sum(-1) / count)


def worst_regret(lost: Array) -> Array:
    """Largest regret over points (Savage)."""
    return np.asarray(lost.max(-1))


def high_regret(lost: Array) -> Array:
    """Regret that nine points of ten do not exceed."""
    return np.asarray(np.quantile(lost, 0.9, axis=-1))


PLAIN: Mapping[str, Callable[[Array], Array]] = {"mean": mean, "maximin": maximin, "cvar": cvar}
LOST: Mapping[str, Callable[[Array], Array]] = {"regret_max": worst_regret, "regret_90": high_regret}


def robustness(
    folder: Folder, outcome: Outcome, arms: Sequence[str] = (), goal: Condition | None = None, baseline: str = "",
    better: str = "",
) -> Robustness:  # fmt: skip
    """The arms of a sweep over its points; means over replicates at each point.

    With a baseline the effects against it are compared. Raises InputError for one arm only, for a direction that is
    not known, and for too few points.
    """
    direction = direction_of(outcome.key, better)
    names = tuple(arms) or tuple(name for name in folder.scenarios if name != baseline)
    unknown = [name for name in names if name not in folder.scenarios]
    if unknown:
        raise InputError([unknown_name(str(folder.path), name, folder.scenarios, "arms") for name in unknown])
    if len(names) < 2:
        given = f"{len(names)} arm is there to compare"
        raise InputError([Problem(str(folder.path), given, "sweep two arms at least", "arms")])
    how = how_against(folder, outcome, baseline) if baseline else None
    found = {
        name: effect(folder, outcome, name, baseline, how or "abs")
        if baseline
        else outcome_values(folder, outcome, name)
        for name in names
    }
    # Arms meet the same chance only over the replicates in which all of them finished.
    done = np.all([one.finished for one in found.values()], axis=0)
    planned = np.any([one.planned for one in found.values()], axis=0)
    whole = done.any(1)
    if whole.sum() < FEWEST_POINTS:
        given = f"{int(whole.sum())} points have runs of every arm"
        raise InputError([Problem(str(folder.path), given, f"at least {FEWEST_POINTS} are needed")])
    done, unpaired = done[whole], int((planned & ~done)[whole].sum())
    values = np.stack([_mean(one.values[whole], done) for one in found.values()])
    met = None
    if goal is not None:
        held = [goal.values(folder, name, baseline).values[whole] for name in names]
        met = np.stack([_mean(goal.holds(one, bool(baseline)).astype(float), done) for one in held])
    failed = {name: int(one.failed.any(1).sum()) for name, one in found.items()}
    return Robustness(names, values, direction, met, int((~whole).sum()), failed, unpaired, how)


def direction_of(key: str, better: str = "") -> str:
    """Which way is better, as asked or as the registry says; raises InputError where neither does."""
    known = better or split_key(key)[0].better
    if known in ("up", "down"):
        return known
    given = f"the registry calls {key} {known}" if not better else f"{better!r} given"
    raise InputError([Problem("robustness", given, "write better=up or better=down", "better")])


def _mean(values: Array, done: Array) -> Array:
    """Mean of each point over the replicates that are done."""
    return np.asarray(np.where(done, values, 0.0).sum(1) / done.sum(1))


def _resamples(points: int) -> Array:
    return np.random.default_rng(0).integers(0, points, (RESAMPLES, points))
