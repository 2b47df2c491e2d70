"""Who pays into a policy, how they close the gap, who receives, and what a yuan received does: plain data.

All sums are paired differences over whole years, in yuan of their day, so that another policy of both arms cancels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.compare import Comparison
from analysis.places import Place
from analysis.statistics import interval

Array = NDArray[Any]
FIFTH = 5


@dataclass(frozen=True)
class Estimate:
    """A mean over pairs with the ends of its 95 % interval (NaN with fewer than two pairs)."""

    mean: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Array) -> Estimate:
        """The estimate of one value a pair."""
        low, high = interval(values)
        return cls(float(values.mean()), float(low), float(high))


@dataclass(frozen=True)
class Donor:
    """A budget that paid, yuan over all years: `paid` = `cut` + `bonds` + `cash_drawn` + `other`.

    `other` is what changed in its revenue, transfers, interest and remaining spending. The city's own budget is the
    city less its counties and has no GDP of its own.
    """

    place: Place
    is_city_budget: bool
    paid: float
    cut: float
    bonds: float
    cash_drawn: float
    other: float
    gdp: Estimate | None
    """Relative difference of its real GDP in the last year."""


@dataclass(frozen=True)
class Recipient:
    """Places that received, yuan a year; multipliers are GDP gained over money received, current prices."""

    name: tuple[str, str]
    received_per_year: float
    gained_per_year: float
    late_year: int
    """Year of the programme that the next line is about: the fifth, or the last of a shorter run."""
    multiplier_late: Estimate
    multiplier: Estimate
    """Over all years since the first payment."""


def donors(comparison: Comparison, scenario: str) -> list[Donor]:
    """Counties that paid more than in the baseline, then the city's own budget if it did."""
    places = [*comparison.folder.places.at("county"), comparison.folder.places.city]
    keys = ("programme_paid", "spending_cut", "bonds_issued", "cash_government")
    apart = {key: comparison.differences(key, places, scenario, "abs").values for key in keys}
    real = comparison.differences("gdp_real", places, scenario, "pct").values[:, -1]
    found = []
    for column, place in enumerate(places):
        city = place.level == "city"

        def own(key: str, column: int = column, city: bool = city) -> Array:
            values = apart[key]
            return values[:, :, column] - values[:, :, :column].sum(2) if city else values[:, :, column]

        paid = own("programme_paid").sum(1).mean()
        if paid < 1.0:
            continue
        cut, bonds = own("spending_cut").sum(1).mean(), own("bonds_issued").sum(1).mean()
        cash = -own("cash_government")[:, -1].mean()
        other = paid - cut - bonds - cash
        gdp = None if city else Estimate.of(real[:, column])
        found.append(
            Donor(place, city, float(paid), float(cut), float(bonds), float(cash), float(other), gdp)
        )
    return found


def recipients(comparison: Comparison, scenario: str) -> list[Recipient]:
    """Counties that received more than in the baseline, and all of them together at the end."""
    places = comparison.folder.places.at("county")
    grants = comparison.differences("programme_received", places, scenario, "abs").values
    gained = comparison.differences("gdp_nominal", places, scenario, "abs").values
    columns = [column for column in range(len(places)) if grants[:, :, column].sum(1).mean() >= 1.0]
    if not columns:
        return []
    names = [(places[column].zh, places[column].en) for column in columns]
    groups = [*([column] for column in columns), columns]
    names.append(("合计", "All"))
    return [
        _recipient(name, grants[:, :, group].sum(2), gained[:, :, group].sum(2))
        for name, group in zip(names, groups, strict=True)
    ]


def _recipient(name: tuple[str, str], grants: Array, gained: Array) -> Recipient:
    paid_years = np.flatnonzero(grants.mean(0) >= 1.0)
    first = int(paid_years[0])
    fifth = min(first + FIFTH - 1, grants.shape[1] - 1)
    years = grants.shape[1] - first
    return Recipient(
        name,
        float(grants[:, first:].sum(1).mean() / years),
        float(gained[:, first:].sum(1).mean() / years),
        fifth - first + 1,
        _over(gained[:, fifth], grants[:, fifth]),
        _over(gained[:, first:].sum(1), grants[:, first:].sum(1)),
    )


def _over(gained: Array, grants: Array) -> Estimate:
    with np.errstate(invalid="ignore", divide="ignore"):
        return Estimate.of(np.where(grants > 0, gained / grants, np.nan))
