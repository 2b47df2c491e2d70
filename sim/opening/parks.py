"""Opening of the parks and of the old village parks.

A park company owes a share of what its developed land cost, holds a few quarters of running costs, and its rent is
solved so that with the county's share of costs the first quarter leaves debt and cash on the trend:
rent = (1 - s) (running costs + interest) - growth x (debt - cash). Quality is q = u^(ln q0 / ln(1 - p)), u uniform, a
Beta law with P(q < q0) = 1 - p, where p = p0 skill^a match^b over its mean: the stated share of parks spills over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder
from sim.behaviour.parks import lift
from sim.calendar import EPOCH
from sim.chance import Use, draws, make_key
from sim.errors import InputError, Problem
from sim.kernels.maths import log_array, ordered_sum, power_array
from sim.rates import per_quarter
from sim.requests import Basket
from sim.tables import Parks, Plots
from sim.tables.parks import Item

if TYPE_CHECKING:
    from sim.opening.blocks import Flows, Known
    from sim.opening.structure import Structure

STAGES = ("planned", "serviced", "sold", "in_use", "idle")
MOST_MATCH = 3.0
"""Location quotient above which a better match adds nothing."""


def open_parks(known: Known, flows: Flows) -> Parks:
    """First state of the parks; all zero where the region gives no stocks."""
    setting = known.setting
    region, stocks, structure = setting.region, setting.data.stocks, setting.structure
    rules = setting.scenario.parameters.parks
    ids = [park.id for park in region.parks]
    county = np.array([park.county for park in region.parks], np.int64)
    land = {stage: stocks.of(f"park_{stage}", ids, 0.0) for stage in STAGES}
    pipes = [np.zeros((len(ids), rules.build_quarters)) for _ in range(3)]
    jobs = np.where(structure.industry, known.totals.employment.ravel(), 0.0)
    parks = Parks(
        **land,
        building=pipes[0],
        phase_quarters=np.zeros(len(ids), np.int64),
        raising=pipes[1],
        bill=pipes[2],
        floor_area_ratio=stocks.of("park_floor_area_ratio", ids, 1.0),
        quality=np.zeros(len(ids)),
        quality_built=np.zeros(len(ids)),
        quality_upkeep_paid=np.zeros(len(ids)),
        debt=np.zeros(len(ids), np.int64),
        price=stocks.of("park_price", ids, 0.0),
        plant_floor=np.zeros(len(ids)),
        rent=np.zeros(len(ids)),
        sector_share=_sector_shares(known, ids, county),
        jobs=jobs,
        lift=np.zeros(structure.cells),
        occupancy_before=np.zeros(structure.counties),
        decayed=np.zeros(len(ids)),
        number=np.array([int(name[2:]) for name in ids], np.uint64),
        money=np.zeros((len(Item), len(ids)), np.int64),
    )
    if not parks.area().any():
        return parks
    parks.quality = _quality(known, parks, county)
    parks.lift = lift(parks, rules, county)
    developed = np.bincount(county, parks.developed(), structure.counties)
    in_use = np.bincount(county, parks.in_use, structure.counties)
    parks.occupancy_before = np.where(developed > 0.0, in_use / np.maximum(developed, 1e-9), 0.0)
    _open_companies(known, flows, parks, county)
    return parks


def _sector_shares(known: Known, ids: list[str], county: np.ndarray) -> np.ndarray:
    """Sectors a park is made for, as the region says; where it does not, the mix of its county's industry."""
    setting, structure = known.setting, known.setting.structure
    stocks, codes = setting.data.stocks, setting.region.sectors.codes
    named = np.array([stocks.of(f"park_sector_{code}", ids, 0.0) for code in codes]).T.reshape(len(ids), -1)
    total = named.sum(1, keepdims=True)
    mix = _industry(known.output, structure)
    mix = mix / np.maximum(mix.sum(1, keepdims=True), 1.0)
    return np.where(total > 0.0, named / np.where(total > 0.0, total, 1.0), mix[county])


def _industry(values: np.ndarray, structure: Structure) -> np.ndarray:
    """Values of industrial cells [counties, sectors], zero elsewhere."""
    return np.where(structure.industry, values, 0.0).reshape(structure.counties, structure.sectors)


def _quality(known: Known, parks: Parks, county: np.ndarray) -> np.ndarray:
    """Quality of each park, see the head of this file."""
    setting, rules = known.setting, known.setting.scenario.parameters.parks
    made = _industry(known.output, setting.structure)
    here, city = np.maximum(made.sum(1, keepdims=True), 1.0), np.maximum(made.sum(0, keepdims=True), 1.0)
    quotient = np.minimum(made / here / (city / ordered_sum(made)), MOST_MATCH)
    industrial = np.where(made > 0.0, 1.0, 0.0)[county] * parks.sector_share
    fits = (industrial * quotient[county]).sum(1) / np.maximum(industrial.sum(1), 1e-9)
    match = np.where(fits > 0.0, fits, 1.0)
    skill = setting.data.stocks.of("park_skill_ratio", setting.region.counties.ids, 1.0)[county]
    works = power_array(skill, rules.skill_elasticity) * power_array(match, rules.match_elasticity)
    works = np.clip(rules.spilling_share * works * works.size / ordered_sum(works), 0.02, 0.98)
    key = make_key(setting.scenario.opening_seed)
    luck = draws(key, parks.number, EPOCH, Use.OPENING_PARK)[:, 0]
    power = log_array(np.full(works.size, rules.quality_threshold_share)) / log_array(1.0 - works)
    return power_array(luck, power)


def _open_companies(known: Known, flows: Flows, parks: Parks, county: np.ndarray) -> None:
    """Debt, cash and rent of each company, and what they mean for households, markets and counties."""
    rules, into = known.setting.scenario.parameters.parks, known.setting.into
    counties, developed = known.setting.structure.counties, parks.developed()
    running = per_quarter(rules.running_cost_yuan_per_mu_year) * developed
    parks.debt = np.floor(rules.debt_share * rules.service_cost_yuan_per_mu * developed).astype(np.int64)
    cash = np.floor(rules.cash_quarters * running / (1.0 + into)).astype(np.int64)
    costs = running + per_quarter(rules.interest_per_year) * parks.debt
    grown = into * (parks.debt - cash)
    rent = np.maximum((1.0 - rules.county_share_of_costs) * costs - grown, 0.0)
    in_use = np.where(parks.in_use > 0.0, parks.in_use, 1.0)
    usual = ordered_sum(rent) / max(ordered_sum(parks.in_use), 1.0)
    parks.rent = np.where(parks.in_use > 0.0, rent / in_use, usual)
    rent = parks.rent * parks.in_use
    home = (1.0 - rules.outside_owners_share) * rent
    support = np.maximum(costs - grown - rent, 0.0)
    flows.households -= np.bincount(county, home, counties)
    flows.purchases[Basket.PURCHASES] += np.bincount(county, running, counties)
    flows.county_payments += np.bincount(county, support, counties)
    flows.cash[Holder.PK] = cash
    flows.bank_claims += int(parks.debt.sum())


def open_plots(known: Known, flows: Flows) -> Plots:
    """First state of the plots: each town's old parks, of drawn size, with a drawn threshold of their owners."""
    setting = known.setting
    region, stocks, rules = setting.region, setting.data.stocks, setting.scenario.parameters.renewal
    counties = setting.structure.counties
    counts = stocks.of("old_park_plots", region.towns.ids, 0.0).astype(np.int64)
    areas = stocks.of("old_park_area", region.towns.ids, 0.0)
    town = np.repeat(np.arange(counts.size), counts)
    within = np.arange(town.size) - np.repeat(np.cumsum(counts) - counts, counts)
    codes = np.array([int(code) for code in region.towns.ids], np.uint64)[town]
    number = codes * np.uint64(1000) + within.astype(np.uint64)
    luck = draws(make_key(setting.scenario.opening_seed), number, EPOCH, Use.OPENING_PLOT)
    size = 0.5 + luck[:, 0]
    in_town = np.bincount(town, size, counts.size)
    zeros = np.zeros(town.size, np.int64)
    jobs = _industry(known.totals.employment.ravel(), setting.structure).sum(1)
    return Plots(
        number=number,
        county=region.town_county[town].astype(np.int64),
        town=town.astype(np.int64),
        village=_villages(known, town, within),
        area=areas[town] * size / np.maximum(in_town[town], 1e-9),
        threshold=rules.threshold_highest_share * luck[:, 1],
        stage=zeros.copy(),
        since=zeros.copy(),
        floor_area_ratio=np.full(town.size, rules.old_floor_area_ratio),
        filled=np.zeros(town.size),
        jobs=jobs,
        fund=np.zeros(counties),
        invested=np.zeros(counties, np.int64),
        village_rent=zeros.copy(),
    )


def _villages(known: Known, town: np.ndarray, within: np.ndarray) -> np.ndarray:
    """The village of each plot: the town's villages in turn, its communities where it has none."""
    region = known.setting.region
    own = np.array([kind == "village" for kind in region.village_type])
    found = np.zeros(town.size, np.int64)
    for plot in range(town.size):
        here = region.village_town == town[plot]
        if not here.any():
            raise InputError([_without_villages(region.towns.ids[town[plot]])])
        rows = np.flatnonzero(here & own) if (here & own).any() else np.flatnonzero(here)
        found[plot] = rows[within[plot] % rows.size]
    return found


def _without_villages(code: str) -> Problem:
    given = f"old village parks in {code}, which has no village"
    return Problem("stocks", given, "a town with villages or communities", "old_park_plots")
