"""Who pays into a policy, how they close the gap, who receives, and what a yuan received does: plain data.

All sums are paired differences over whole years, in yuan of their day, so that another policy of both arms cancels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.compare import Comparison
from analysis.places import Place
from analysis.policy_flows import budgets_paid
from analysis.statistics import interval

Array = NDArray[Any]
FIFTH = 5
LITTLE = 1e-4
"""Share of its GDP below which what a place received is too little to divide by."""
CLOSING = ("spending_cut", "bonds_issued", "revenue_own", "transfers_received", "cash_government")
"""Indicators of how a budget closes its gap; the last is a stock."""
BESIDE_MONEY = ("knowhow", "staff", "service", "market")
"""Channels of pairings that act without money in programmes."""


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
    """A budget that paid, yuan over all years: `paid` = `cut` + `bonds` + `cash_drawn` + `revenue` + `above` + `rest`.

    `paid` is all that programmes, pairings, events and sanctions took from the budget, less what came back, as the
    books have it; towns are in their county. `revenue` and `above` are what its own revenue and transfers from above
    rose by, `rest` what interest, upkeep, grants and other spending changed by. The city's own budget is the city
    less its counties and has no GDP of its own.
    """

    place: Place
    is_city_budget: bool
    paid: float
    cut: float
    bonds: float
    cash_drawn: float
    revenue: float
    above: float
    rest: float
    gdp: Estimate | None
    """Relative difference of its real GDP in the last year."""

    @property
    def parts(self) -> tuple[float, ...]:
        """What it paid, and how it closed the gap, in the order of the tables."""
        return (self.paid, self.cut, self.bonds, self.cash_drawn, self.revenue, self.above, self.rest)


@dataclass(frozen=True)
class Recipient:
    """Places that received, yuan a year; multipliers are GDP gained over money received, current prices.

    There is none where little was received, or where policies act by other ways than money.
    """

    name: tuple[str, str]
    received_per_year: float
    gained_per_year: float
    late_year: int
    """Year of the programme that the next line is about: the fifth, or the last of a shorter run."""
    multiplier_late: Estimate | None
    multiplier: Estimate | None
    """Over all years since the first payment."""


def donors(comparison: Comparison, scenario: str) -> list[Donor]:
    """Counties that paid more than in the baseline, then the city's own budget if it did."""
    folder = comparison.folder
    places = [*folder.places.at("county"), folder.places.city]
    apart = {key: comparison.differences(key, places, scenario, "abs").values for key in CLOSING}
    real = comparison.differences("gdp_real", places, scenario, "pct").values[:, -1]
    paid_by = _paid(comparison, scenario)
    found = []
    for column, place in enumerate(places):
        city = place.level == "city"

        def own(key: str, column: int = column, city: bool = city) -> Array:
            values = apart[key]
            return values[:, :, column] - values[:, :, :column].sum(2) if city else values[:, :, column]

        paid = paid_by.get(place.id, 0.0)
        if paid < 1.0:
            continue
        cut, bonds, revenue, above = (float(own(key).sum(1).mean()) for key in CLOSING[:-1])
        cash = -float(own(CLOSING[-1])[:, -1].mean())
        rest = paid - cut - bonds - cash - revenue - above
        gdp = None if city else Estimate.of(real[:, column])
        found.append(Donor(place, city, paid, cut, bonds, cash, revenue, above, rest, gdp))
    return found


def _paid(comparison: Comparison, scenario: str) -> dict[str, float]:
    """What each budget paid into policies more than in the baseline, yuan over all years, mean over pairs."""
    total: dict[str, float] = {}
    for name, sign in ((scenario, 1.0), (comparison.baseline, -1.0)):
        pairs = comparison.pairs[scenario]
        # A run of the baseline may be the partner of several.
        times = pd.Series(pairs.on if name == scenario else pairs.off).value_counts()
        frame = budgets_paid(comparison.folder, name)
        frame = frame[frame["run_id"].isin(times.index)]
        paid = frame["yuan"] * frame["run_id"].map(times)
        for place, yuan in paid.groupby(frame["place"]).sum().items():
            total[str(place)] = total.get(str(place), 0.0) + sign * float(yuan) / len(pairs)
    return total


def recipients(comparison: Comparison, scenario: str) -> list[Recipient]:
    """Counties that received more than in the baseline, and all of them together at the end."""
    places = comparison.folder.places.at("county")
    grants = _received(comparison, scenario)
    gained = comparison.differences("gdp_nominal", places, scenario, "abs").values
    columns = [column for column in range(len(places)) if grants[:, :, column].sum(1).mean() >= 1.0]
    if not columns:
        return []
    names = [(places[column].zh, places[column].en) for column in columns]
    groups = [*([column] for column in columns), columns]
    names.append(("合计", "All"))
    gdp = comparison.levels("gdp_nominal", places, scenario)[1].values
    alone = not acts_beside_money(comparison, scenario)
    return [
        _recipient(
            name, grants[:, :, group].sum(2), gained[:, :, group].sum(2), gdp[:, :, group].sum(2), alone
        )
        for name, group in zip(names, groups, strict=True)
    ]


def received_in_all(comparison: Comparison, scenario: str) -> dict[str, float]:
    """What each county's budget received more than in the baseline, yuan over all years, mean over pairs."""
    sums = _received(comparison, scenario).sum(1).mean(0)
    places = comparison.folder.places.at("county")
    return {place.id: float(yuan) for place, yuan in zip(places, sums, strict=True) if yuan >= 1.0}


def _received(comparison: Comparison, scenario: str) -> Array:
    """Grants of programmes by pair, year and county, less the baseline's."""
    places = comparison.folder.places.at("county")
    return comparison.differences("programme_received", places, scenario, "abs").values


def acts_beside_money(comparison: Comparison, scenario: str) -> bool:
    """Whether what sets a scenario apart from the baseline acts by more than grants.

    Know-how, staff, services and ties of pairings, events other than payments, adopted targets.
    """
    ours, theirs = (
        comparison.folder.scenario(name).get("policy", {}) for name in (scenario, comparison.baseline)
    )

    def apart(kind: str) -> list[dict[str, Any]]:
        known = theirs.get(kind, {})
        return [entry for name, entry in ours.get(kind, {}).items() if known.get(name) != entry]

    helping = any(
        (pairing.get("channels") or {}).get(way) for pairing in apart("pairings") for way in BESIDE_MONEY
    )
    return bool(helping or apart("adopts") or any(not event.get("account") for event in apart("events")))


def _recipient(name: tuple[str, str], grants: Array, gained: Array, gdp: Array, alone: bool) -> Recipient:
    paid_years = np.flatnonzero(grants.mean(0) >= 1.0)
    first = int(paid_years[0])
    fifth = min(first + FIFTH - 1, grants.shape[1] - 1)
    years = grants.shape[1] - first
    return Recipient(
        name,
        float(grants[:, first:].sum(1).mean() / years),
        float(gained[:, first:].sum(1).mean() / years),
        fifth - first + 1,
        _over(gained[:, fifth], grants[:, fifth], gdp[:, fifth]) if alone else None,
        _over(gained[:, first:].sum(1), grants[:, first:].sum(1), gdp[:, first:].sum(1)) if alone else None,
    )


def _over(gained: Array, grants: Array, gdp: Array) -> Estimate | None:
    if grants.mean() < LITTLE * gdp.mean():
        return None
    with np.errstate(invalid="ignore", divide="ignore"):
        return Estimate.of(np.where(grants > 0, gained / grants, np.nan))
