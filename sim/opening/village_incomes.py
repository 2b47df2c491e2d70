"""How a county's collective income is spread over its villages at the opening.

Log income is a piecewise straight function of the normal score of a village's rank: log-normal where only the spread
is known, bent where the least and largest income and the share above a line were published. Villages take ranks by
their draws, so the distribution fits for any seed, and only who stands where is chance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.errors import InputError, Problem
from sim.kernels.maths import exp_array, log_array, ordered_sum

MILLION = 1e6
STEPS = 200
MOST_LOG_YUAN = 30.0


@dataclass(frozen=True)
class IncomeLaw:
    """What is known of a county's collective income, yuan a year; NaN where not published."""

    total: float
    log_sd: float
    least: float = float("nan")
    most: float = float("nan")
    above_million: float = float("nan")
    """Share of villages of one million yuan and more."""


def normal_score(share: np.ndarray) -> np.ndarray:
    """Quantile of the standard normal distribution, relative error below 1.2e-9 (rational functions of Acklam)."""
    p = np.asarray(share, np.float64)
    q = p - 0.5
    r = q * q
    a = (-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.3577518672690, -30.66479806614716)
    b = (-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572)
    middle = (_polynomial((*a, 2.506628277459239), r) * q) / _polynomial((*b, 1.0), r)
    near = np.minimum(p, 1.0 - p)
    t = np.sqrt(-2.0 * log_array(near))
    c = (
        -0.007784894002430293,
        -0.3223964580411365,
        -2.400758277161838,
        -2.549732539343734,
        4.374664141464968,
    )
    d = (0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416)
    tail = _polynomial((*c, 2.938163982698783), t) / _polynomial((*d, 1.0), t)
    return np.where(near < 0.02425, np.where(q < 0.0, tail, -tail), middle)


def _polynomial(factors: tuple[float, ...], x: np.ndarray) -> np.ndarray:
    value = np.full(x.shape, factors[0])
    for factor in factors[1:]:
        value = value * x + factor
    return value


def incomes(law: IncomeLaw, chance: np.ndarray, where: str) -> np.ndarray:
    """Yuan a year of every village of a county, by the rank of its draw; they add up to the total.

    ln y(z) runs through the published points and the median m at z = 0; beyond them its slope is the log sd. m is
    found by halving; raises InputError when no median gives the total.
    """
    n = chance.size
    rank = np.empty(n, np.int64)
    rank[np.argsort(chance, kind="stable")] = np.arange(n)
    score = normal_score((rank + 0.5) / n)
    below = n - int(np.floor(law.above_million * n + 0.5)) if law.above_million == law.above_million else 0
    bend = normal_score(np.array([below / n]))[0] if below else 0.0

    def spread(median: float) -> np.ndarray:
        return exp_array(_log_income(law, score, median, float(bend)))

    low = float(log_array(np.array([MILLION]))[0]) if bend < 0.0 else 0.0
    high = float(log_array(np.array([law.most]))[0]) if law.most == law.most else MOST_LOG_YUAN
    if not ordered_sum(spread(low)) <= law.total <= ordered_sum(spread(high)):
        least, most = ordered_sum(spread(low)), ordered_sum(spread(high))
        given = f"{law.total:,.0f} yuan for {n} villages"
        raise InputError(
            [Problem(where, given, f"between {least:,.0f} and {most:,.0f}", "village_income_total_yuan")]
        )
    for _ in range(STEPS):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if ordered_sum(spread(middle)) < law.total else (low, middle)
    return spread(0.5 * (low + high))


def _log_income(law: IncomeLaw, score: np.ndarray, median: float, bend: float) -> np.ndarray:
    """ln y of normal scores for a median ln m: lines through the points that are known."""
    up = np.where(score > 0.0, score, 0.0)
    down = np.where(score < 0.0, score, 0.0)
    value = median + law.log_sd * (up + down)
    highest, lowest = float(score.max()), float(score.min())
    if law.most == law.most and highest > 0.0:
        top = float(log_array(np.array([law.most]))[0])
        value = np.where(score > 0.0, median + (top - median) * (up / highest), value)
    if bend < 0.0:
        line = float(log_array(np.array([MILLION]))[0])
        value = np.where(score <= 0.0, median + (line - median) * (down / bend), value)
        if law.least == law.least and lowest < bend:
            bottom = float(log_array(np.array([law.least]))[0])
            tail = line + (bottom - line) * ((down - bend) / (lowest - bend))
            value = np.where(score < bend, tail, value)
    return value
