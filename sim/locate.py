"""Choice of a place by investors (选址): Gumbel-max over the parks with enough free land, and rival cities.

U = b1 ln MA + b2 ln(1 + 10 share of the sector) + b3 skill - b4 ln(land price + plant cost, less subsidy)
  + b5 ln E + b6 relation + b7 energy quota + b8 share of the chain's leader + Gumbel noise

E is the effort for attraction of leaders, raised by what programmes pay for promotion; a subsidy is what the county
promises and what programmes pay beside it.

Every investor has its own shock for every place, addressed by its id and the place's code, so a place made better
attracts some and moves nobody else. Not a behaviour: projects and firms that move both choose by it.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from sim.chance import Use, check_collisions, draws
from sim.contracts import opening_share
from sim.kernels.maths import exp_array, kernel, log_array, ordered_sum, power_array
from sim.tables.projects import Stage
from sim.tables.treasury import Goal

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World

ALL_OF_IT = 10.0
"""A county with all of a sector has ln(1 + 10) of cluster."""
MOST_SUBSIDY = 0.9
"""Share of a plant's cost that subsidies of all kinds pay at most."""


@lru_cache(maxsize=64)
def code_of(text: str) -> int:
    """A number below 2^32 of a place's id, for the address of its draws."""
    return zlib.crc32(text.encode())


@lru_cache(maxsize=8)
def place_codes(parks: tuple[str, ...], rivals: int) -> np.ndarray:
    """Codes of the parks and, after them, of the rival cities."""
    codes = [code_of(f"park {park}") for park in parks] + [code_of(f"rival {n}") for n in range(rivals)]
    check_collisions(codes, "parks.csv")
    return np.array(codes, np.uint64)


def codes_of(world: World, rivals: int = 0) -> np.ndarray:
    """Codes of the region's parks, rival cities behind them."""
    return place_codes(tuple(park.id for park in world.region.parks), rivals)


def counties_of(world: World) -> np.ndarray:
    """County of every park."""
    return np.array([park.county for park in world.region.parks], np.int64)


def free_land(world: World) -> np.ndarray:
    """Serviced land of every park, mu, less what signed projects wait for; below zero where more is promised."""
    projects, serviced = world.projects, world.parks.serviced
    waits = projects.stage == Stage.SIGNED
    return np.asarray(serviced - np.bincount(projects.park[waits], projects.land[waits], serviced.size))


def gumbel(
    world: World, quarter: int, use: Use, ids: np.ndarray, codes: np.ndarray, block: int = 0
) -> np.ndarray:
    """A shock for every investor and place, -ln(-ln u) [ids, places]."""
    who, where = np.repeat(ids.astype(np.uint64), codes.size), np.tile(codes, ids.size)
    uniform = draws(world.key, who, quarter, use, block, where)[:, 0]
    return -log_array(-log_array(uniform)).reshape(ids.size, codes.size)


def utilities(world: World, now: Quarter) -> np.ndarray:
    """What every park offers to a sector, whatever node the investor comes from [parks, sectors]."""
    rules, opening, projects = world.scenario.parameters.projects, world.opening, world.projects
    here = counties_of(world)
    access = log_array(opening.access_freight * world.counties.access_freight)
    effort = log_array(np.maximum(attraction_effort(world), 1e-3))
    skill = world.residents.skilled_share
    of_county = (
        rules.access_weight * access
        + rules.skill_weight * skill[: opening.counties]
        + rules.service_weight * effort
    )
    output = world.cells.last_output.reshape(opening.counties, opening.sectors)
    share = output / np.maximum(output.sum(0), 1.0)
    cluster = rules.cluster_weight * log_array(1.0 + ALL_OF_IT * share)
    leaders = rules.supplier_weight * projects.anchor_share.reshape(share.shape)
    quota = rules.quota_weight * projects.energy_quota[:, None] * projects.energy_need[None, :]
    plant = rules.investment_yuan_per_mu * (1.0 - subsidy_offered(world)[here])
    cost = rules.cost_weight * log_array(np.maximum(plant + world.parks.price, 1.0))
    return np.asarray((of_county[:, None] + cluster + leaders + quota)[here] - cost[:, None])


def attraction_effort(world: World) -> np.ndarray:
    """Effort for attraction by county: leaders' times (1 + p)^e, p what programmes pay over what promotion costs."""
    effort, promotion = world.treasury.effort[:, Goal.ATTRACTION], world.projects.promotion
    if not promotion.any():
        return effort
    return effort * power_array(1.0 + promotion, world.scenario.parameters.stocks.promotion_elasticity)


def subsidy_offered(world: World) -> np.ndarray:
    """Share of a plant's cost that investors get by county: promised, and paid by programmes over usual investment."""
    projects = world.projects
    if not projects.subsidy_added.any():
        return projects.subsidy_share
    usual = usual_investment(world)
    share = np.where(usual > 0.0, projects.subsidy_added / np.where(usual > 0.0, usual, 1.0), 0.0)
    return np.minimum(projects.subsidy_share + share, MOST_SUBSIDY)


def usual_investment(world: World) -> np.ndarray:
    """Plants built in an ordinary year by county, yuan on the trend: the city's, by developed land of parks."""
    rules, county = world.scenario.parameters.projects, counties_of(world)
    built = rules.new_share * rules.real_share * rules.start_share * opening_share(rules)
    land = np.bincount(county, world.parks.developed(), world.opening.counties)
    return np.asarray(world.projects.signed_per_year * built * land / max(float(ordered_sum(land)), 1e-9))


def inclusive_value(utility: np.ndarray, open_parks: np.ndarray) -> np.ndarray:
    """ln of the sum of exp(U) over the open parks, by sector."""
    top = utility[open_parks].max(0)
    sums = np.array(
        [ordered_sum(exp_array(np.ascontiguousarray(column))) for column in (utility[open_parks] - top).T]
    )
    return np.asarray(top + log_array(sums))


@kernel
def choose(value, land, free, parks):
    """Place each investor likes best, in order of the rows; a park must have its land free, which it then holds.

    `value` [investors, places]: parks first, then places where land is no matter. -1 when there is no place.
    """
    place = np.full(value.shape[0], -1, np.int64)
    for i in range(value.shape[0]):
        best = -np.inf
        for j in range(value.shape[1]):
            if value[i, j] > best and (j >= parks or free[j] >= land[i]):
                best, place[i] = value[i, j], j
        if 0 <= place[i] < parks:
            free[place[i]] -= land[i]
    return place
