"""Investment projects (招商项目): leads from outside, their choice of place, starts, building, plants.

Leads of a quarter by node: L = L0 w_node E^0.2 (1 + psi anchors), E the mean effort for attraction; floor(L + u).
L0 is derived: at the opening's odds of winning a contested lead, the city signs what it signed in an ordinary year.
Size S: Pareto with exponent 1/2 between least and most, so its mean is the root of their product; it grows with the
trend. A lead signs where it likes it best (`sim/locate.py`); one of a heavy sector only if a draw of its own lies
below the county's energy headroom plus extra quota. L0 counts what the opening's quotas refuse. It starts after a
delay with probability p, buys land S new / (yuan a mu), executes a drawn share x of S by instalments. Below a
threshold of x it fails: land lies idle, subsidies paid are lost. Else a plant opens with capital S new x real and its
own customers, ramping up, which leave with it.
The trend of outside demand counts ordinary projects: exports of a sector give up, everywhere alike, a share of the
customers that ordinary projects bring in the mean. Extra projects bring all of theirs.
Source: start and execution shares of Jiangmen 2015-18; own tests of the core economy for customers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.calendar import EPOCH
from sim.chance import Use, draws
from sim.contracts import building_quarters, executed, opening_share, power, size
from sim.kernels.maths import log_array
from sim.locate import (
    attraction_effort,
    choose,
    code_of,
    codes_of,
    counties_of,
    free_land,
    gumbel,
    inclusive_value,
    utilities,
)
from sim.rates import per_quarter
from sim.requests import Basket, Rank, claim, order
from sim.tables.projects import Stage

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World

SUBSIDY, MOVERS = "project_subsidy", "mover_subsidy"
"""What counties are asked for: outsiders who build, and firms that moved in last quarter."""
NUMBERS = 1 << 16
"""Leads that a node can send in a quarter."""


def attract(world: World, now: Quarter) -> None:
    """Build, start, sign; order what is built, claim the subsidies promised for it and, a quarter later, to movers."""
    projects = world.projects
    for name in ("lost_now", "signed_now", "landed_now", "executed_now", "land_bought"):
        getattr(projects, name)[:] = 0
    if projects.subsidy_due.any():
        claim(now, MOVERS, Rank.PROGRAMMES, np.append(projects.subsidy_due, 0))
        projects.subsidy_due = np.zeros_like(projects.subsidy_due)
    if _active(world):
        _work(world, now)
    _forget(world)


def _work(world: World, now: Quarter) -> None:
    """Build, start, sign; order what is built, claim the subsidies promised for it."""
    projects = world.projects
    goods = _build(world, now)
    _start(world, now)
    _sign(world, now)
    _count_ordinary(world, now)
    here = np.arange(world.opening.counties)
    outside = np.broadcast_to(world.ledger.account[Holder.RX], here.shape)
    order(now, int(Kind.PROJECT_INVESTMENT), outside, here, Basket.FIRM_INVESTMENT, goods)
    claim(now, SUBSIDY, Rank.PROGRAMMES, np.append((projects.subsidy_share * goods).astype(np.int64), 0))


def _forget(world: World) -> None:
    """Promotion and subsidies that programmes paid count less by and by."""
    projects, rules = world.projects, world.scenario.parameters.stocks
    projects.promotion = projects.promotion * (1.0 - per_quarter(rules.promotion_fading_per_year))
    projects.subsidy_added = projects.subsidy_added * (1.0 - per_quarter(rules.subsidy_fading_per_year))


def _active(world: World) -> bool:
    """Whether there are leads, and parks with any land."""
    projects = world.projects
    flow = world.scenario.parameters.projects.leads_share * projects.lead_weight.sum()
    return bool(flow > 0 and (world.parks.area() > 0).any())


def _build(world: World, now: Quarter) -> np.ndarray:
    """Execute an instalment of every project under way; returns goods ordered, yuan by county."""
    rules, projects = world.scenario.parameters.projects, world.projects
    under_way = projects.stage == Stage.BUILDING
    projects.paid[under_way] += 1
    contract = projects.signed * projects.executed_share / np.maximum(projects.quarters, 1) * now.price
    contract = np.where(under_way, contract, 0.0)
    parks = projects.executed_now.size
    projects.executed_now[:] = np.bincount(projects.park, contract, parks).astype(np.int64)
    part = rules.new_share * rules.real_share
    where = counties_of(world)[projects.park] if projects.park.size else projects.park
    goods = np.bincount(where, part * contract, world.opening.counties)
    failed = under_way & (projects.paid >= projects.quarters)
    failed &= (projects.executed_share < rules.failed_below_share) & (projects.anchor == 0)
    for at in np.flatnonzero(failed):
        park = int(projects.park[at])
        world.parks.abandon(park, world.parks.still_sold(park, projects.land[at]), producing=False)
        projects.failed[park] += 1
        yuan = int(projects.signed[at] * now.price)
        world.log("project_failed", world.region.parks[park].name_zh, yuan, "building stopped, land idle")
    projects.keep(~failed)
    return goods.astype(np.int64)


def _start(world: World, now: Quarter) -> None:
    """Signed projects whose time has come start if they do at all and there is land; land is sold to them."""
    rules, projects, parks = world.scenario.parameters.projects, world.projects, world.parks
    due = np.flatnonzero((projects.stage == Stage.SIGNED) & (projects.starts <= now.number))
    if not due.size:
        return
    fate = _fates(world, projects.ids[due])
    dropped = np.zeros(projects.stage.size, np.bool_)
    for number, at in enumerate(due):
        park, land = int(projects.park[at]), projects.land[at]
        named = projects.anchor[at] > 0
        if fate[number, 0] >= rules.start_share and not named:
            dropped[at] = True
        elif parks.serviced[park] >= land:
            parks.sell(park, land)
            projects.stage[at] = Stage.BUILDING
            projects.land_bought[park] += int(land * parks.price[park] * now.price)
            projects.landed_now[park] += int(projects.signed[at] * now.price)
        elif now.number - projects.starts[at] >= rules.patience_quarters and not named:
            dropped[at] = True
    np.add.at(projects.dropped, projects.park[dropped], 1.0)
    projects.keep(~dropped)


def _fates(world: World, ids: np.ndarray) -> np.ndarray:
    """Draws of a project's fate, the same whenever they are looked at [ids, 4]: start, execution, delay, pace."""
    return draws(world.key, ids, EPOCH, Use.PROJECT_FATE)


def _sign(world: World, now: Quarter) -> None:
    """Leads of the quarter look around and sign."""
    rules, projects, parks = world.scenario.parameters.projects, world.projects, world.parks
    utility = utilities(world, now)
    if not projects.rivals_known:
        _set_rivals(world, utility)
    ids, node = _leads(world, now)
    if not ids.size:
        return
    drawn = draws(world.key, ids, now.number, Use.PROJECT_LEAD, block=1)
    sector = _sectors(projects.lead_weight * now.outside.leads, node, drawn[:, 0])
    signed = size(projects.size_least, projects.size_most, drawn[:, 1]) * now.nominal / now.price
    land = rules.new_share * signed / rules.investment_yuan_per_mu / (now.nominal / now.price)
    fate = _fates(world, ids)
    shock = gumbel(world, now.number, Use.PROJECT_PLACE, ids, codes_of(world, rules.rival_cities))
    here, count = counties_of(world), parks.serviced.size
    related = rules.relation_weight * projects.relation[:, here]
    shock[:, :count] += utility.T[sector] + related[node]
    rivals = np.broadcast_to(now.outside.rivals, world.region.outside.n)[node]
    shock[:, count:] += (projects.rival_utility[sector] + rivals)[:, None]
    place = choose(shock, land, free_land(world), count)
    came = place < count
    np.add.at(projects.lost_now, node[~came], 1.0)
    projects.lost_leads = projects.lost_leads + projects.lost_now
    came &= ~_refused(world, place, sector, drawn[:, 2])
    speed = np.maximum(attraction_effort(world)[here], 0.1)[place[came]]
    delay = np.floor(rules.delay_months / 3.0 / speed + fate[came, 2]).astype(np.int64)
    np.add.at(projects.signed_now, place[came], (signed[came] * now.price).astype(np.int64))
    projects.add(
        ids=ids[came],
        node=node[came],
        sector=sector[came],
        park=place[came],
        stage=np.full(came.sum(), Stage.SIGNED),
        signed=signed[came],
        land=land[came],
        executed_share=executed(rules, fate[came, 1]),
        starts=now.number + np.maximum(delay, 1),
        quarters=building_quarters(rules, fate[came, 3]),
        page=np.full(came.sum(), -1),
    )


def _refused(world: World, place: np.ndarray, sector: np.ndarray, uniform: np.ndarray) -> np.ndarray:
    """Leads of heavy sectors for which their county's energy quotas leave no room; counted as dropped there."""
    projects, parks = world.projects, world.parks.serviced.size
    room = world.environment.energy_headroom + projects.energy_quota
    heavy = np.flatnonzero((place < parks) & (projects.energy_need[sector] > 0))
    refused = np.zeros(place.size, np.bool_)
    refused[heavy] = uniform[heavy] >= room[counties_of(world)[place[heavy]]]
    np.add.at(projects.dropped, place[refused], 1.0)
    for park, count in zip(*np.unique(place[refused], return_counts=True), strict=True):
        world.log("project_refused", world.region.parks[park].name_zh, 0, f"{count} without energy quota")
    return refused


def usual_room(world: World) -> np.ndarray:
    """Share of a sector's leads that energy quotas of the opening leave room for [sectors].

    What the city signs in an ordinary year was signed under those quotas.
    """
    projects = world.projects
    binding = world.scenario.parameters.environment.energy_quota_binding_share
    closed = binding * (world.environment.load > 0.0).mean()
    return np.where(projects.energy_need > 0, 1.0 - closed, 1.0)


def _signing(world: World) -> float:
    """Share of all ordinary leads for which there is room, one where no quota binds."""
    projects = world.projects
    heavy = float(projects.lead_weight[:, projects.energy_need > 0].sum())
    return 1.0 - heavy * (1.0 - float(usual_room(world).min()))


def _set_rivals(world: World, utility: np.ndarray) -> None:
    """Rivals are as attractive as it takes for the city to win its share: v = V + ln((1-s) / (s n)), once."""
    rules, projects = world.scenario.parameters.projects, world.projects
    free = world.parks.serviced > 0
    value = inclusive_value(utility, free if free.any() else np.ones(free.size, np.bool_))
    odds = (1.0 - rules.capture_share) / (rules.capture_share * rules.rival_cities)
    projects.rival_utility = value + log_array(np.array([odds]))
    projects.rivals_known = 1


def _leads(world: World, now: Quarter) -> tuple[np.ndarray, np.ndarray]:
    """Ids and nodes of the quarter's leads: node code, quarter, running number."""
    rules, projects, nodes = world.scenario.parameters.projects, world.projects, world.region.outside.ids
    effort = float(attraction_effort(world).mean())
    mean_size = np.sqrt(projects.size_least * projects.size_most)
    flow = rules.leads_share * per_quarter(projects.signed_per_year) / mean_size / rules.capture_share
    mix = projects.lead_weight * now.outside.leads
    weight = (mix * chain_factor(world)).sum(1) / _signing(world)
    means = flow * power(max(effort, 1e-3), rules.effort_elasticity) * weight
    codes = np.array([code_of(node) for node in nodes], np.uint64)
    chance = draws(world.key, codes, now.number, Use.PROJECT_LEAD)[:, 0]
    counts = np.floor(means + chance).astype(np.int64)
    node = np.repeat(np.arange(counts.size), counts)
    number = np.arange(node.size) - np.repeat(np.cumsum(counts) - counts, counts)
    since = np.uint64(now.number - EPOCH) << np.uint64(16)
    return (codes[node] << np.uint64(32)) | since | (number % NUMBERS).astype(np.uint64), node


def chain_factor(world: World) -> np.ndarray:
    """Leads by sector beside the ordinary: 1 + psi (share of the sector its named anchors make, less the opening's)."""
    shape = (world.opening.counties, world.opening.sectors)
    gained = world.projects.anchor_share - world.projects.anchor_share_opening
    return 1.0 + world.scenario.parameters.projects.supplier_pull * gained.reshape(shape).sum(0)


def _sectors(lead_weight: np.ndarray, node: np.ndarray, uniform: np.ndarray) -> np.ndarray:
    """Sector of each lead by its node's weights."""
    running = np.cumsum(lead_weight, axis=1)[node]
    return np.asarray((running <= uniform[:, None] * running[:, -1:]).sum(1).clip(max=running.shape[1] - 1))


def _count_ordinary(world: World, now: Quarter) -> None:
    """Exports of every cell give up what the trend already counts for ordinary projects of its sector.

    f_s = counted B_s / Wref_s min(1, (t + 1) / ramp), B_s the order weight that ordinary projects bring in a quarter;
    plants that ramp up at the opening are among the opening's firms, hence the slow begin.
    """
    rules, projects = world.scenario.parameters.projects, world.projects
    opening, cells = world.opening, world.cells
    part = rules.new_share * rules.real_share * rules.start_share * opening_share(rules)
    counted = projects.counted_from * usual_room(world) / _signing(world)
    value = rules.leads_share * per_quarter(projects.signed_per_year) * part * counted
    held = cells.order_reference.reshape(opening.counties, opening.sectors).sum(0)
    weight = value / opening.capital_per_output[: opening.sectors]
    share = rules.counted_share * weight / np.maximum(held, 1.0) * min(1.0, (now.t + 1) / rules.ramp_quarters)
    cells.export_reference = cells.export_reference * (1.0 - np.minimum(share, 0.5))[opening.sector_of]


def pay(world: World, now: Quarter) -> None:
    """Post land bought by outside investors and the subsidies that counties granted."""
    ledger, projects = world.ledger, world.projects
    outside = ledger.account[Holder.RX]
    ledger.post(Kind.LAND_SALES, outside, ledger.account[Holder.PK], projects.land_bought)
    for name, receiver in ((MOVERS, ledger.account[Holder.HH]), (SUBSIDY, outside)):
        if name in now.claims:
            granted = now.claims[name].granted[:-1]
            ledger.post(Kind.PROJECT_SUBSIDY, ledger.account[Holder.CG], receiver, granted)
