"""Visits by gravity, shared among sites; what they spend at home (旅游).

A sight draws its attraction times reach, reach = MA^(e / decay) with MA ~ minutes^-decay on passengers' journeys: the
elasticity to journey time is e = -1.2. Of the visits N to new sights the share `cann` is taken from the sights of the
opening in proportion to theirs: all visits = old + (1 - cann) N. Spending by visitors from outside the region beside
the opening's reaches the cells as outside demand, so far as it is value added here. Visits and spending are beside the
trend. Sources: Jiangmen 2017 and Spring Festival 2025; Zhongshan's year after its link; judgement on cannibalisation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.kernels.maths import ordered_sum, power_array
from sim.outside import sell_outside
from sim.rates import per_quarter
from sim.upkeep import after_wear

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World

MOST_TAKEN = 0.9
"""Share of visits that old sights can lose at most."""


def receive_visitors(world: World, now: Quarter) -> None:
    """Visits by gravity, shared among sites; what they spend at home."""
    visits, tourism = world.visits, world.scenario.parameters.tourism
    before = world.opening.blocks.visits
    if not visits.sights.any():
        return
    if visits.new_sights.any():
        running, wear = np.array(tourism.sight_running_yuan_per_year), np.array(tourism.sight_wear_per_year)
        visits.new_sights = after_wear(visits.new_sights, visits.upkeep_paid, running, wear)
        visits.upkeep_paid[:] = 0.0
    exponent = -tourism.travel_time_elasticity / world.scenario.parameters.trade.access_decay
    reach = power_array(world.counties.access_passenger, exponent)[world.region.town_county]
    reach = now.outside.visitors * reach
    old, new = per_quarter(visits.sights * reach), per_quarter(visits.new_sights * reach)
    taken_share = share_taken(tourism.cannibalisation_share, ordered_sum(new), ordered_sum(old))
    visits.taken = taken_share * old
    visits.received, visits.received_new = old - visits.taken + new, new
    # A trip to a new sight instead of an old one is a trip of the same kind, so it takes as much spending as it brings.
    day_trip = tourism.new_sight_spending_yuan
    visits.spending = visits.yuan_per_visit * old + day_trip * (new - visits.taken)
    spent = world.opening.towns_to_counties(visits.spending)
    usual = world.opening.towns_to_counties(before.spending)
    change = np.where(usual > 0.0, spent / np.where(usual > 0.0, usual, 1.0) - 1.0, 0.0)
    sell_outside(world, now, visits.orders * change[world.opening.county_of])


def share_taken(cannibalisation: float, new: float, old: float) -> float:
    """Share of their visits that old sights lose: cann N / V, never above nine tenths."""
    return min(MOST_TAKEN, cannibalisation * new / old)
