"""Parks (园区): what they give to firms, when they grow, who pays for them.

Lift of a cell, beside the opening's: a_park sum_k q+_k s_k + a_loc ln(1 + sum_k s_k) + a_cong sum_k s_k ln+(u_k / u0),
s_k the share of the cell's workers on land in use of park k, q+ its quality (none below a threshold), u its occupancy.
A phase begins when occupancy passes a threshold, or when the county orders it under target pressure. A company earns
rent and fees; it pays running costs and interest, rolls its debt over with the trend and keeps a cash target. A
deficit is covered by the county up to a share of its revenue, then by loans, then by leaving running costs unpaid,
which doubles wear: serviced land falls back to planned, quality falls. Sources: `sim/parameters/parks.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.chance import Use, draws
from sim.kernels.maths import log_array
from sim.rates import per_quarter
from sim.requests import Basket, Rank, claim, order
from sim.tables.parks import M2_PER_MU, Item
from sim.tables.treasury import Goal
from sim.upkeep import after_wear

if TYPE_CHECKING:
    from sim.parameters.parks import Parks as Rules
    from sim.quarter import Quarter
    from sim.tables import Parks
    from sim.world import World

CLAIM = "parks"
OFTENER_WORN = 2.0
"""Wear of what is not kept up, times the wear that upkeep makes good."""


def whole(amount: np.ndarray) -> np.ndarray:
    """Cut to whole yuan."""
    return np.floor(amount).astype(np.int64)


def lift_firms(world: World, now: Quarter) -> None:
    """Log productivity that parks give to the firms of industrial cells, beside what they gave at the opening."""
    parks = world.parks
    if parks.number.size:
        county = world.opening.plan.county_of_park
        now.log_productivity += lift(parks, world.scenario.parameters.parks, county) - parks.lift


def lift(parks: Parks, rules: Rules, county: np.ndarray) -> np.ndarray:
    """Log productivity from parks by cell, the opening's included; see the head of this file."""
    sectors = parks.sector_share.shape[1]
    jobs = parks.jobs.reshape(-1, sectors)
    there = jobs > 0.0
    jobs = np.where(there, jobs, 1.0)
    at_work = (parks.in_use * rules.jobs_persons_per_mu)[:, None] * parks.sector_share
    good = np.where(parks.quality >= rules.quality_threshold_share, parks.quality, 0.0)
    crowded = log_array(np.maximum(parks.occupancy() / rules.crowded_from_share, 1.0))

    def by_cell(weight: np.ndarray) -> np.ndarray:
        total = np.zeros(jobs.shape)
        np.add.at(total, county, at_work * weight[:, None])
        return np.where(there, total / jobs, 0.0)

    share = by_cell(np.ones(good.size))
    counted = rules.productivity_log_level * good + rules.congestion_elasticity * crowded
    # Nobody works in two parks: where land could hold more people than the cell has, all count in proportion.
    found = by_cell(counted) / np.maximum(share, 1.0)
    found = found + rules.cluster_elasticity * log_array(1.0 + np.minimum(share, 1.0))
    return np.asarray(np.where(there, found, 0.0)).ravel()


def plan(world: World, now: Quarter) -> None:
    """Works go on, phases begin, running costs and debt service are planned, the county is asked for the rest."""
    parks, rules = world.parks, world.scenario.parameters.parks
    if not parks.area().any():
        return
    parks.finish_works()
    back = per_quarter(rules.idle_taken_back_per_year) * parks.idle
    parks.idle, parks.serviced = parks.idle - back, parks.serviced + back
    _begin(world, now)
    _budget(world, now)
    _wear_out(parks, rules)
    _wear_services(world)
    account, county = world.ledger.account[Holder.PK], world.opening.plan.county_of_park
    money = parks.money
    order(now, Kind.PARK_RUNNING_COSTS, account, county, Basket.PURCHASES, money[Item.RUNNING_PAID].copy())
    if money[Item.WORKS].any():
        order(now, Kind.PARK_INVESTMENT, account, county, Basket.PUBLIC_INVESTMENT, money[Item.WORKS].copy())
    asked = np.zeros(now.counties + 1, np.int64)
    np.add.at(asked, county, money[Item.SUPPORT])
    claim(now, CLAIM, Rank.INTEREST, asked)


def _begin(world: World, now: Quarter) -> None:
    """Next phases, by demand or by order; where no land is left, floors are added (工业上楼)."""
    parks, rules = world.parks, world.scenario.parameters.parks
    county, treasury = world.opening.plan.county_of_park, world.treasury
    effort, pressure = treasury.effort[county, Goal.PARKS], treasury.pressure[county, Goal.PARKS]
    drive = np.maximum(effort - 1.0 - rules.order_effort_share, 0.0) + np.maximum(pressure, 0.0)
    # A mu of standard plants, at a floor area ratio of one, is as much room as a mu of land.
    # What programmes are servicing counts as the room it will be and holds up no phase of the company's own.
    room = parks.developed() + parks.building.sum(1) + (parks.plant_floor + parks.raising.sum(1)) / M2_PER_MU
    wanted = (parks.in_use > rules.phase_occupancy_share * room) & (parks.phase_quarters == 0)
    wanted &= parks.debt < _debt_limit(world, now)
    own, ordered = (
        per_quarter(rules.phase_decisions_per_year) * wanted,
        per_quarter(rules.orders_per_year) * drive,
    )
    if not (own.any() or ordered.any()):
        return
    luck = draws(world.key, parks.number, world.quarter, Use.PARK)
    by_order = luck[:, 1] < ordered
    begins = (luck[:, 0] < own) | by_order
    size = np.where(begins, rules.phase_share * parks.area(), 0.0)
    begun = parks.begin_phase(size)
    parks.phase_quarters = np.where(begun > 0.0, parks.building.shape[1], parks.phase_quarters)
    step = rules.upward_step_ratio * rules.phase_share * parks.area() * M2_PER_MU
    upward = begins & ~by_order & (begun <= 0.0)
    floor = np.where(upward, np.minimum(step, parks.room_upward(rules.highest_floor_area_ratio)), 0.0)
    parks.raising[:, -1] += floor
    cost = begun * rules.service_cost_yuan_per_mu + floor * rules.plant_cost_yuan_per_m2
    parks.bill += (cost / parks.bill.shape[1])[:, None]
    for park in np.flatnonzero(cost > 0.0):
        what = "floors" if floor[park] > 0.0 else "by order" if by_order[park] else "by demand"
        world.log("park_phase", world.region.parks[park].id, int(cost[park] * now.price), what)


def _debt_limit(world: World, now: Quarter) -> np.ndarray:
    """Most that banks lend a company: a share of what its developed land costs today, yuan."""
    rules = world.scenario.parameters.parks
    cost = rules.service_cost_yuan_per_mu * now.price
    return np.asarray(rules.debt_limit_share * cost * world.parks.developed())


def _budget(world: World, now: Quarter) -> None:
    """What each company gets and pays this quarter, whole yuan, into `Parks.money`."""
    parks, rules, county = world.parks, world.scenario.parameters.parks, world.opening.plan.county_of_park
    into, nominal = now.growth_into, now.nominal
    running = whole(per_quarter(rules.running_cost_yuan_per_mu_year) * parks.developed() * nominal)
    interest = whole(per_quarter(rules.interest_per_year) * parks.debt)
    let = parks.plant_floor * parks.occupancy() * rules.plant_rent_yuan_per_m2_month * 3.0
    rent = whole((parks.rent * parks.in_use + let) * nominal)
    outside = whole(rules.outside_owners_share * rent)
    home = rent - outside
    works = whole(parks.bill[:, 0] * now.price)
    cash, target = world.ledger.held(Holder.PK), rules.cash_quarters * running / (1.0 + into)
    free = whole(np.maximum(cash - target, 0.0))
    from_cash = np.minimum(works, free)
    rolled = whole(into * parks.debt)
    gap = free - from_cash - np.maximum(target - cash, 0.0)
    net = (
        home + outside + rolled - interest - running - into * target + rules.cash_correction_per_quarter * gap
    )
    deficit = np.maximum(-net, 0.0)

    most = rules.support_limit_share_of_revenue * world.counties.revenue * (1.0 + into)
    wished = np.bincount(county, deficit, now.counties)
    part = np.minimum(1.0, np.maximum(most, 0.0) / np.maximum(wished, 1.0))
    support = whole(deficit * part[county])
    left = whole(deficit - support)
    loans = np.maximum(rolled, 0) + works - from_cash
    room = whole(np.maximum(_debt_limit(world, now) - parks.debt - loans, 0.0))
    more = np.minimum(left, room)
    unpaid = np.minimum(left - more, running)
    money = parks.money
    money[Item.RENT_HOME], money[Item.RENT_OUTSIDE], money[Item.INTEREST] = home, outside, interest
    money[Item.RUNNING_DUE], money[Item.RUNNING_PAID], money[Item.WORKS] = running, running - unpaid, works
    money[Item.LOANS], money[Item.SUPPORT] = loans + more, support
    repaid = whole(np.maximum(net, 0.0)) + np.maximum(-rolled, 0)
    money[Item.REPAID] = np.minimum(repaid, parks.debt)


def _wear_out(parks: Parks, rules: Rules) -> None:
    """Upkeep that is not paid wears land and quality: each loses 2 w u a quarter, u the unpaid share."""
    due, paid = parks.money[Item.RUNNING_DUE], parks.money[Item.RUNNING_PAID]
    worn = OFTENER_WORN * per_quarter(rules.wear_per_year) * (due - paid) / np.maximum(due, 1)
    fallen = worn * parks.serviced
    parks.serviced, parks.planned = parks.serviced - fallen, parks.planned + fallen
    parks.decayed = parks.decayed + fallen
    parks.quality = parks.quality * (1.0 - worn)


def _wear_services(world: World) -> None:
    """Quality that programmes built wears, twice as fast without its own running costs."""
    parks, rules = world.parks, world.scenario.parameters.stocks
    if not parks.quality_built.any():
        return
    built = np.minimum(parks.quality_built, parks.quality)
    running = rules.park_quality_running_yuan_per_mu_year * parks.developed()
    wear = np.full(built.size, rules.park_quality_wear_per_year)
    left = after_wear(built, parks.quality_upkeep_paid, running, wear)
    parks.quality, parks.quality_built = parks.quality - (built - left), left
    parks.quality_upkeep_paid = np.zeros(built.size)


def pay(world: World, now: Quarter) -> None:
    """Post rents, support, interest, loans and repayments; what then lacks, the bank must lend on."""
    if CLAIM not in now.claims:
        return
    parks, ledger, county = world.parks, world.ledger, world.opening.plan.county_of_park
    account, money, asked = ledger.account, parks.money, now.claims[CLAIM]
    companies, bank = account[Holder.PK], account[Holder.BK]
    granted = asked.granted / np.maximum(asked.asked, 1)
    money[Item.SUPPORT] = whole(money[Item.SUPPORT] * np.minimum(granted[county], 1.0))
    ledger.post(Kind.PLANT_RENT, account[Holder.HH][county], companies, money[Item.RENT_HOME])
    ledger.post(Kind.PLANT_RENT, account[Holder.RX], companies, money[Item.RENT_OUTSIDE])
    ledger.post(Kind.PARK_SUPPORT, account[Holder.CG][county], companies, money[Item.SUPPORT])
    ledger.post(Kind.PARK_INTEREST, companies, bank, money[Item.INTEREST])
    ledger.post(Kind.PARK_REPAYMENTS, companies, bank, money[Item.REPAID])
    after = ledger.of(Holder.PK) + money[Item.LOANS]
    money[Item.LOANS] += np.maximum(-after, 0)
    ledger.post(Kind.PARK_LOANS, bank, companies, money[Item.LOANS])
    parks.debt = parks.debt + money[Item.LOANS] - money[Item.REPAID]
