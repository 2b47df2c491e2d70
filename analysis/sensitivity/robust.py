"""Whether the answer has one sign whatever the assumptions: robust where it holds in 90 % of prior draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.sensitivity.sample import Array
from analysis.signs import HOLDS_IN
from analysis.targets import wilson

FEWEST = 20
"""Draws below which no verdict is given."""


@dataclass(frozen=True)
class Robust:
    """How an effect is spread over draws of the assumptions."""

    draws: int
    """Draws that count as independent; those of a trajectory are not and count together."""
    positive: float
    negative: float
    """Shares of draws above and below zero; an effect of zero is neither."""
    low: float
    high: float
    """95 % interval (Wilson) of the share of the more frequent sign."""
    mean: float
    quantiles: tuple[float, float, float]
    """5 %, median, 95 %."""

    @property
    def share(self) -> float:
        """Share of the more frequent sign."""
        return max(self.positive, self.negative)

    @property
    def verdict(self) -> bool | None:
        """Whether the sign holds in 90 % of draws; None where there are too few draws to say."""
        return None if self.draws < FEWEST else self.share >= HOLDS_IN


def sign(effects: Array, draws: int | None = None) -> Robust:
    """Spread of the effects at points drawn from the priors, NaN left out; `draws` of them are independent."""
    known = effects[np.isfinite(effects)]
    count = len(known) if draws is None else draws
    if not len(known):
        nan = float("nan")
        return Robust(0, nan, nan, nan, nan, nan, (nan, nan, nan))
    positive, negative = float((known > 0).mean()), float((known < 0).mean())
    limits = wilson(round(max(positive, negative) * count), count)
    low, median, high = (float(value) for value in np.quantile(known, (0.05, 0.5, 0.95)))
    return Robust(
        count,
        positive,
        negative,
        *limits,
        float(known.mean()),
        (low, median, high),
    )
