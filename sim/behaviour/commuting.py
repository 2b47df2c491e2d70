"""Work in another county or outside the city (通勤), beside what was usual at the opening.

B*_cd = B_cd (f(tau_now) / f(tau_opening) (w_d / w_c)^2 - 1), at least none, f = 1 / (1 + exp((tau - 45) / 10)), tau
passenger minutes: a new link or a better wage elsewhere takes people out of the county's pool (bridges drain). Their
wages are paid from the households where they work, or from outside, to those where they live.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.kernels.maths import exp_array
from sim.loops import columns
from sim.loops.fixed import UNFIX

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World

FREE_SHARE = 0.5
"""Share of a county's idle people who may take work elsewhere in one quarter."""


def offer(world: World, now: Quarter) -> None:
    """Who looks for work in which county: commuters move part of the way to where the gap draws them."""
    residents, counties, rules = world.residents, world.counties, world.scenario.parameters.commuting
    if not residents.known:
        return
    wished = wish(world)
    most = rules.most_share * counties.labour_force
    wished = wished * np.minimum(1.0, most / np.maximum(wished.sum(1), 1e-9))[:, None]
    change = rules.adjustment_per_quarter * (wished - residents.commuters)
    # Firms do not let people go: who starts to commute was idle.
    idle = np.maximum(0.0, counties.labour_force - counties.employment - residents.net_commuters())
    leaving = np.maximum(change, 0.0).sum(1)
    limit = np.minimum(1.0, FREE_SHARE * idle / np.maximum(leaving, 1e-9))
    change = np.where(change > 0, change * limit[:, None], change)
    residents.commuters = residents.commuters + change
    now.pool = now.pool - residents.net_commuters()
    counties.labour_force = np.maximum(counties.labour_force, counties.employment - now.pool)


def wish(world: World) -> np.ndarray:
    """Persons beside the usual who would work elsewhere for good [counties, counties + nodes]."""
    residents, rules, region = world.residents, world.scenario.parameters.commuting, world.region
    before = (region.travel_passenger - rules.reach_minutes) / rules.reach_spread_minutes
    after = (world.network.passenger - rules.reach_minutes) / rules.reach_spread_minutes
    nearer = (1.0 + exp_array(before)) / (1.0 + exp_array(after))
    wage = world.counties.log_wage
    there = np.concatenate([wage, np.zeros(region.outside.n)])
    gap = exp_array(rules.wage_elasticity * (there[None, :] - wage[:, None]))
    return np.maximum(0.0, residents.commuting_usual * (nearer * gap - 1.0))


def pay(world: World, now: Quarter) -> None:
    """Post wages earned in another county, or outside, to where people live."""
    commuters = world.residents.commuters
    if not commuters.any():
        return
    opening, account = world.opening, world.ledger.account
    n = opening.counties
    persons = opening.by_county(now.accounts[:, columns.EMPLOYED]) * UNFIX
    wage = opening.by_county(now.accounts[:, columns.WAGES]) / np.maximum(persons, 1e-9)
    homes = account[Holder.HH]
    inside = (commuters[:, :n] * wage[None, :]).astype(np.int64)
    world.ledger.post(Kind.COMMUTER_WAGES, np.tile(homes, n), np.repeat(homes, n), inside.ravel())
    ratio = world.scenario.parameters.commuting.outside_wage_ratio
    outside = (commuters[:, n:].sum(1) * wage * ratio).astype(np.int64)
    world.ledger.post(Kind.COMMUTER_WAGES, account[Holder.RX], homes, outside)
