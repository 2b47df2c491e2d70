"""Environment of the towns wears and is mended (环境与宜居).

The index of a town (standard deviations between towns, zero at the opening) moves towards
-l_c a ln(industry beside trend) - b (people beside opening - 1) + e (effort - 1) + G(works per head) by 0.3 of the gap
a year; G(x) = M gx / (M + gx) gives less and less. Energy quotas leave a new heavy project room with the chance
1 - q - k ln(industry beside trend), by which projects of heavy sectors go ahead or are dropped. Sources: judgement;
migration reads the index with its own weight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.kernels.maths import log_array
from sim.loops import columns
from sim.rates import per_quarter
from sim.tables.treasury import Goal
from sim.upkeep import after_wear

if TYPE_CHECKING:
    from sim.parameters.visits import Environment as Numbers
    from sim.quarter import Quarter
    from sim.world import World


def change(world: World, now: Quarter) -> None:
    """Environment of the towns wears and is mended."""
    environment, numbers = world.environment, world.scenario.parameters.environment
    if not environment.load.any():
        return
    if environment.facilities.any():
        running = numbers.running_share_per_year * np.array(numbers.unit_costs)
        wear = np.full(running.size, numbers.wear_per_year)
        environment.facilities = after_wear(environment.facilities, environment.upkeep_paid, running, wear)
        environment.upkeep_paid[:] = 0.0
    industry = _industry_beside_trend(world, now)
    by_county = -environment.load * numbers.industry_load * industry
    by_county = by_county + numbers.effort_gain * (world.treasury.effort[:, Goal.ENVIRONMENT] - 1.0)
    target = by_county[world.region.town_county] + works_gain(world, numbers)
    crowding = world.towns.people / np.maximum(world.region.town_population, 1.0) - 1.0
    gap = target - numbers.crowding_load * crowding - environment.index
    environment.index = environment.index + per_quarter(numbers.adjustment_per_year) * gap
    headroom = 1.0 - numbers.energy_quota_binding_share - numbers.energy_quota_response * industry
    environment.energy_headroom = np.minimum(1.0, np.maximum(0.0, headroom))


def works_gain(world: World, numbers: Numbers) -> np.ndarray:
    """Deviations that facilities and works in order give a town: M g x / (M + g x), x yuan a resident."""
    yuan = np.zeros(world.region.towns.n)
    if not world.environment.facilities.any():
        return yuan
    for column, cost in zip(world.environment.facilities.T, numbers.unit_costs, strict=True):
        yuan = yuan + cost * column
    gain = numbers.works_gain_per_yuan_a_head * yuan / np.maximum(world.towns.people, 1.0)
    return numbers.most_works_gain * gain / (numbers.most_works_gain + gain)


def _industry_beside_trend(world: World, now: Quarter) -> np.ndarray:
    """Log of a county's industrial output over the opening's on the trend, zero where there was none."""
    opening = world.opening
    inside = opening.industry.astype(np.float64)
    made = np.bincount(opening.county_of, inside * now.accounts[:, columns.OUTPUT], opening.counties)
    usual = np.bincount(opening.county_of, inside * opening.output, opening.counties) * now.nominal
    there = (usual > 0.0) & (made > 0.0)
    return np.where(there, log_array(np.where(there, made, 1.0) / np.where(there, usual, 1.0)), 0.0)
