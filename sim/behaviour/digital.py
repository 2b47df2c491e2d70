"""Digitalisation of above-scale industrial firms (数字化赋能): a dip in the first year, a gain after it.

Each January a share p of the firms that have not begun begins: p = p0 in the usual course, which is part of the trend,
plus what subsidies add: (1 - dw) (yuan paid) / (share of the cost) over the firms that have not begun. Only what is
brought forward moves productivity: young' = sum of (p - p0) over sales; grown' = (grown + young)(1 - p0), as those
firms would have begun later anyway. Log productivity of the cell = dip young + gain grown. The column `digital` counts
a firm's quarters since it began. Source: signs from CAFR 27(5) and PLoS ONE 20(2) e0311369; sizes judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.kernels.maths import I8, rule

if TYPE_CHECKING:
    from sim.world import World

LONGEST = 120
"""Quarters at which a firm's count stands still."""


@rule
def begin(digital, chance, probability):
    """Quarters since digitalisation began, a January later; one in the first, zero for who has not begun."""
    if digital == 0:
        return I8(1) if chance < probability else I8(0)
    return I8(min(digital + 4, LONGEST))


def unit_subsidy(world: World, price: float) -> float:
    """Yuan of subsidy for one firm's digitalisation."""
    rules = world.scenario.parameters.upgrade
    return rules.digital_subsidy_share * rules.digital_cost_yuan * price


def adoption(world: World) -> dict[str, np.ndarray]:
    """Share of firms that begin this January, and what of it subsidies add, by cell."""
    rules, opening, recognition = world.scenario.parameters.upgrade, world.opening, world.recognition
    nominal = float(opening.trend.nominal[world.quarter - opening.trend.first + 1])
    firms = np.maximum(opening.by_county(recognition.above_scale), 1.0)
    paid = recognition.digital_paid / unit_subsidy(world, nominal)
    more = np.minimum((1.0 - rules.deadweight_share) * paid / firms, 1.0 - rules.digital_per_year)
    more = more[opening.county_of]
    return {"digital_share": rules.digital_per_year + more, "digital_more": more}


def remember(world: World, early: np.ndarray) -> None:
    """Grow older by a year, and take in those whom subsidies made begin; `early`: their sales by cell, yuan."""
    rules, recognition = world.scenario.parameters.upgrade, world.recognition
    kept = 1.0 - rules.digital_per_year
    recognition.digital_grown = kept * (recognition.digital_grown + recognition.digital_young)
    recognition.digital_young = early / np.maximum(recognition.base, 1.0)
    recognition.digital_paid = np.zeros_like(recognition.digital_paid)
