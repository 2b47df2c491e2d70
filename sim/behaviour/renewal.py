"""Renewal of old village parks (工改): which plots begin, what stands still, who pays, what is built.

Gain of a plot over its cost: (F1 v1 m - F0 v0) / c - 1 + support / c, F floor area ratio times m2 a mu, v value of
floor, c investment a mu, m what occupancy of the county's parks makes of the value. A plot is willing when the gain
beats its owners' hold-out threshold over the county's effort; willing plots begin by chance. Support of programmes has
been paid to the owners already and counts for those who begin, one after the other, until it is used up; the county's
usual share is paid as they build. While closed, its firms move: a part leaves or closes for good, the rest loses orders
until the new floor opens. Then floor fills, firms in it work as in a functioning park, and the collective gets rent for
its part. Sources: `sim/parameters/parks.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.chance import Use, draws
from sim.kernels.maths import exp_array
from sim.rates import per_quarter
from sim.requests import Basket, Rank, claim, order
from sim.tables.parks import M2_PER_MU
from sim.tables.plots import Stage
from sim.tables.treasury import Goal

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World

CLAIM = "renewal"
LEAST_KEPT = 0.1
"""Share of a county's outside orders that no renewal takes away."""


def plan(world: World, now: Quarter) -> None:
    """Open what is built, begin what is willing, order this quarter's works, count what stands still."""
    plots, rules = world.plots, world.scenario.parameters.renewal
    if not plots.number.size:
        return
    if (plots.stage != Stage.OLD).any():
        _open(world)
    if rules.starts_per_year > 0.0:
        _begin(world, now)
    plots.invested[:], plots.village_rent[:] = 0, 0
    if (plots.stage != Stage.OLD).any():
        _touch_firms(world, now)
        _order_works(world, now)
        _let(world, now)


def gains(world: World) -> np.ndarray:
    """Gain of each plot's owners over its cost, without support."""
    rules, parks = world.scenario.parameters.renewal, world.parks
    county, counties = world.opening.plan.county_of_park, world.opening.counties
    developed = np.bincount(county, parks.developed(), counties)
    in_use = np.bincount(county, parks.in_use, counties)
    change = np.where(developed > 0.0, in_use / np.maximum(developed, 1e-9) - parks.occupancy_before, 0.0)
    market = exp_array(rules.occupancy_elasticity * change)[world.plots.county]
    new = rules.new_floor_area_ratio * M2_PER_MU * rules.new_floor_yuan_per_m2 * market
    old = world.plots.floor_area_ratio * M2_PER_MU * rules.old_floor_yuan_per_m2
    return np.asarray((new - old) / rules.investment_yuan_per_mu - 1.0)


def _open(world: World) -> None:
    plots, rules = world.plots, world.scenario.parameters.renewal
    done = (plots.stage == Stage.CLOSED) & (world.quarter - plots.since >= rules.closure_quarters)
    stayed = (1.0 - rules.lost_share) * plots.floor_area_ratio / rules.new_floor_area_ratio
    renewed = plots.stage == Stage.RENEWED
    missing = np.maximum(1.0 - rules.vacancy_share - plots.filled, 0.0)
    filled = plots.filled + rules.filling_per_quarter * missing * renewed
    plots.filled = np.where(done, np.minimum(stayed, 1.0), filled)
    plots.floor_area_ratio = np.where(done, rules.new_floor_area_ratio, plots.floor_area_ratio)
    plots.stage = np.where(done, int(Stage.RENEWED), plots.stage)
    plots.since = np.where(done, world.quarter, plots.since)


def _begin(world: World, now: Quarter) -> None:
    """Willing plots begin by chance, in the order of their ids; each finds what those before it left of the support."""
    plots, rules = world.plots, world.scenario.parameters.renewal
    effort = world.treasury.effort[plots.county, Goal.PARKS]
    cost = rules.investment_yuan_per_mu * plots.area
    most = rules.highest_support_share * cost
    beyond = plots.threshold / np.maximum(effort, 0.1) - gains(world)

    def willing(plot: np.ndarray) -> np.ndarray:
        return np.minimum(plots.fund[plots.county[plot]], most[plot]) / cost[plot] > beyond[plot]

    old = np.flatnonzero(plots.stage == Stage.OLD)
    if not willing(old).any():
        return
    luck = draws(world.key, plots.number, world.quarter, Use.RENEWAL)[:, 0]
    chosen = luck[old] < per_quarter(rules.starts_per_year) * effort[old]
    for plot in old[chosen]:
        if not willing(plot):
            continue
        county, town = plots.county[plot], int(plots.town[plot])
        plots.fund[county] -= min(plots.fund[county], most[plot])
        plots.stage[plot], plots.since[plot] = Stage.CLOSED, world.quarter
        world.log(
            "renewal_begun", world.region.towns.ids[town], int(cost[plot] * now.price), "old village park"
        )


def _touch_firms(world: World, now: Quarter) -> None:
    """Orders lost and productivity gained by the industry of a county, by the share of its workers concerned."""
    plots, rules, opening = world.plots, world.scenario.parameters.renewal, world.opening
    per_mu = world.scenario.parameters.parks.jobs_persons_per_mu
    there = plots.jobs > 0.0

    def share(area: np.ndarray) -> np.ndarray:
        persons = np.bincount(plots.county, area * per_mu, opening.counties)
        return np.where(there, persons / np.where(there, plots.jobs, 1.0), 0.0)

    moving, back = plots.in_stage(Stage.CLOSED), plots.in_stage(Stage.RENEWED)
    gone = rules.lost_share + (1.0 - rules.lost_share) * rules.disruption_share
    kept = np.maximum(1.0 - gone * share(moving) - rules.lost_share * share(back), LEAST_KEPT)
    in_new = share(back * plots.filled * plots.floor_area_ratio / rules.old_floor_area_ratio)
    gained = rules.productivity_log_level * np.minimum(in_new, 1.0)
    now.export_factor *= np.where(opening.industry, kept[opening.county_of], 1.0)
    now.log_productivity += np.where(opening.industry, gained[opening.county_of], 0.0)


def _order_works(world: World, now: Quarter) -> None:
    """Owners pay a part of the investment in every quarter of the closure; the county is asked for its share."""
    plots, rules = world.plots, world.scenario.parameters.renewal
    mu = np.bincount(plots.county, plots.in_stage(Stage.CLOSED), now.counties)
    a_quarter = rules.investment_yuan_per_mu * now.price / rules.closure_quarters
    plots.invested = np.floor(mu * a_quarter).astype(np.int64)
    if not plots.invested.any():
        return
    homes = world.ledger.account[Holder.HH]
    here = np.arange(now.counties)
    order(now, Kind.RENEWAL_INVESTMENT, homes, here, Basket.PUBLIC_INVESTMENT, plots.invested.copy())
    asked = np.append(np.floor(rules.county_share * plots.invested).astype(np.int64), 0)
    claim(now, CLAIM, Rank.PROGRAMMES, asked)


def _let(world: World, now: Quarter) -> None:
    rules, plots = world.scenario.parameters.renewal, world.plots
    a_quarter = world.scenario.parameters.parks.plant_rent_yuan_per_m2_month * 3.0 * now.nominal
    plots.village_rent = np.floor(rules.village_share * plots.floor() * plots.filled * a_quarter).astype(
        np.int64
    )


def pay(world: World, now: Quarter) -> None:
    """Post the county's share to the owners who build, and the rent of new floor to collectives."""
    account, plots = world.ledger.account, world.plots
    homes = account[Holder.HH]
    if CLAIM in now.claims:
        granted = now.claims[CLAIM].granted[:-1]
        world.ledger.post(Kind.PROJECT_SUBSIDY, account[Holder.CG], homes, granted)
    if plots.number.size and plots.village_rent.any():
        collectives = account[Holder.VC][plots.village]
        world.ledger.post(Kind.PLANT_RENT, homes[plots.county], collectives, plots.village_rent)
        world.villages.credit(plots.village, plots.village_rent)
