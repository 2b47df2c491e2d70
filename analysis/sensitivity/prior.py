"""All assumptions drawn at once: does the sign hold, and with which of them does the outcome go up or down?

With a few hundred draws of some three hundred factors no regression on all of them exists. So: rank correlation of
each, judged with all of them in view (Benjamini & Hochberg); then the strongest few in one additive fit, whose share
of variance is taken on draws that neither chose nor fitted it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.sensitivity.noise import Noise, split
from analysis.sensitivity.sample import Array, Sample, Whole, whole_blocks
from analysis.signs import Robust, robust
from sim.errors import InputError, Problem

FEWEST = 20
"""Draws without a failed run that are needed."""
MOST = 10
"""Factors of the additive fit at most; one for every ten draws where there are fewer."""
DRAWS_A_FACTOR = 10
FOLDS = 5
FALSE_SHARE = 0.05
"""Share of factors called related that may be so by chance."""


@dataclass(frozen=True, eq=False)
class Spread:
    """What drawing all assumptions at once shows.

    table: a row a factor, strongest first: name, members, rank (Spearman), p, related (false discoveries held at 5 %),
    partial (partial rank correlation among the factors of the fit, NaN for others), share (of the outcome's variance,
    by the fit, NaN for others). explained: share of variance that the fit predicts of draws it has not seen.
    """

    table: pd.DataFrame
    explained: float
    effects: Array
    whole: Whole
    noise: Noise
    robust: Robust


def spread(sample: Sample) -> Spread:
    """Correlations and shares; raises InputError where too few draws are without a failed run."""
    from scipy import stats

    whole = whole_blocks(sample.values, 1, FEWEST, "draws")
    values = sample.values[whole.rows[:, 0]]
    effects, points = values.mean(1), sample.points[whole.rows[:, 0]]
    if np.ptp(effects) == 0.0:
        raise InputError([Problem("sensitivity", "the outcome is the same at every point", "choose another")])
    correlation = _rank_correlations(points, effects)
    freedom = len(effects) - 2
    with np.errstate(divide="ignore"):
        statistic = np.abs(correlation) * np.sqrt(freedom / (1.0 - correlation**2))
    p = 2.0 * stats.t.sf(statistic, freedom)
    chosen = _strongest(correlation, len(effects))
    partial, share = np.full(len(p), np.nan), np.full(len(p), np.nan)
    partial[chosen] = _partial(points[:, chosen], effects)
    share[chosen] = _shares(points[:, chosen], effects)
    table = pd.DataFrame(
        {
            "name": list(sample.names),
            "members": 1,
            "rank": correlation,
            "p": p,
            "related": stats.false_discovery_control(p) <= FALSE_SHARE,
            "partial": partial,
            "share": share,
        }
    )
    order = table["rank"].abs().sort_values(ascending=False, kind="stable").index
    return Spread(
        table.loc[order].reset_index(drop=True),
        _explained(points, effects),
        effects,
        whole,
        split(values),
        robust(effects),
    )


def _rank_correlations(points: Array, effects: Array) -> Array:
    """Spearman's correlation of every factor with the outcome; 0 for one that never changes."""
    from scipy import stats

    x, y = stats.rankdata(points, axis=0), stats.rankdata(effects)
    x, y = x - x.mean(0), y - y.mean()
    scale = np.sqrt((x**2).sum(0) * (y**2).sum())
    return np.asarray(np.where(scale > 0, x.T @ y / np.where(scale > 0, scale, 1.0), 0.0))


def _strongest(correlation: Array, draws: int) -> Array:
    count = min(len(correlation), MOST, max(1, draws // DRAWS_A_FACTOR))
    return np.argsort(-np.abs(correlation), kind="stable")[:count]


def _partial(points: Array, effects: Array) -> Array:
    """Rank correlation of each with the outcome when the ranks of the others are held."""
    from scipy import stats

    x, y = stats.rankdata(points, axis=0), stats.rankdata(effects)
    found = np.empty(x.shape[1])
    for column in range(x.shape[1]):
        others = np.column_stack([np.ones(len(y)), np.delete(x, column, axis=1)])
        left, right = (target - others @ _solved(others, target) for target in (x[:, column], y))
        scale = np.sqrt((left**2).sum() * (right**2).sum())
        found[column] = left @ right / scale if scale > 0 else 0.0
    return found


def _terms(points: Array, middle: Array, width: Array) -> Array:
    """A bend a factor: x and x squared, of factors brought to a width of one."""
    scaled = (points - middle) / width
    return np.column_stack([np.ones(len(points)), scaled, scaled**2])


def _scales(points: Array) -> tuple[Array, Array]:
    width = points.std(0)
    return points.mean(0), np.where(width > 0, width, 1.0)


def _shares(points: Array, effects: Array) -> Array:
    """Share of the outcome's variance that each factor's bend of the additive fit carries."""
    terms = _terms(points, *_scales(points))
    weights, count = _solved(terms, effects), points.shape[1]
    bends = [
        terms[:, [1 + column, 1 + count + column]] @ weights[[1 + column, 1 + count + column]]
        for column in range(count)
    ]
    return np.array([bend.var() for bend in bends]) / effects.var()


def _explained(points: Array, effects: Array) -> float:
    """Share of variance predicted of draws left out, choice of factors included; below zero counts as nothing."""
    fold = np.random.default_rng(1).permutation(len(effects)) % FOLDS
    error = 0.0
    for number in range(FOLDS):
        rest, out = fold != number, fold == number
        chosen = _strongest(_rank_correlations(points[rest], effects[rest]), int(rest.sum()))
        scales = _scales(points[rest][:, chosen])
        weights = _solved(_terms(points[rest][:, chosen], *scales), effects[rest])
        error += float(((effects[out] - _terms(points[out][:, chosen], *scales) @ weights) ** 2).sum())
    return max(0.0, 1.0 - error / float(((effects - effects.mean()) ** 2).sum()))


def _solved(terms: Array, target: Array) -> Array:
    return np.linalg.lstsq(terms, target, rcond=None)[0]
