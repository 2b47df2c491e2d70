"""Incomes of townspeople and villagers (城乡居民收入).

A county's disposable income is split: villagers get their opening share of wages, of what farms earn, of transfers
and of property income, times the change in their share of people, and all that collectives and land pay. The shares
are solved in the first quarter, so that the city's incomes a head stand in the opening's ratio (1.75, recalled) and
rural income is 55 % wages, 22 % operating, 19 % transfers, the rest property (NBS Guangdong, recalled).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.kernels.maths import ordered_sum
from sim.loops import columns
from sim.tables.residents import Source

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World

FOR_VILLAGERS = (Kind.VILLAGE_DIVIDENDS, Kind.LAND_COMPENSATION, Kind.SOCIAL_FLOOR)
"""What only villagers get (村集体分红、征地补偿、兜底保障); rents of land go to collectives."""
MOST = 0.95
"""Most that villagers can have of a county's income."""


def split(world: World, now: Quarter) -> None:
    """Rural income of the quarter by county; urban income is the rest, to the yuan."""
    residents, opening = world.residents, world.opening
    if not residents.known:
        return
    people = world.towns.people
    villagers = opening.towns_to_counties(people * (1.0 - residents.urban_share))
    everybody = opening.towns_to_counties(people)
    sources, land = _sources(world, now), _posted(world, *FOR_VILLAGERS)
    if not residents.rural_parts.any():
        whole = now.income.astype(np.float64)
        income = rural_incomes(whole, villagers, everybody, residents.income_ratio, np.maximum(land, 0))
        residents.rural_parts = _parts(income, sources, land, world)
    share = villagers / everybody
    usual = np.where(residents.rural_people_reference > 0, residents.rural_people_reference, 1.0)
    common = np.zeros(opening.counties)
    for source in Source:
        common = common + residents.rural_parts[source] * sources[source]
    rural = common * (share / usual) + land
    most = MOST * np.maximum(now.income, 0)
    residents.rural_income = np.clip(np.where(villagers > 0, rural, 0.0), 0.0, most).astype(np.int64)


def _sources(world: World, now: Quarter) -> np.ndarray:
    """Income by source and county, yuan [sources, counties]; owners' farms are operating income."""
    opening, sums = world.opening, now.accounts
    farms = np.where(opening.owner, sums[:, columns.WAGES] + sums[:, columns.DIVIDENDS_HOUSEHOLDS], 0)
    on_farms = np.where(opening.owner, sums[:, columns.WAGES], 0)
    earned = _posted(world, Kind.WAGES, Kind.SOCIAL_CONTRIBUTIONS, Kind.COMMUTER_WAGES)
    found = np.zeros((len(Source), opening.counties))
    found[Source.WAGES] = earned - opening.by_county(on_farms)
    found[Source.OPERATING] = opening.by_county(farms)
    found[Source.TRANSFERS] = _posted(world, Kind.PENSIONS, Kind.TRANSFERS_TO_HOUSEHOLDS, Kind.VOUCHERS)
    found[Source.PROPERTY] = _posted(world, Kind.DEPOSIT_INTEREST)
    return np.maximum(found, 0.0)


def _posted(world: World, *kinds: Kind) -> np.ndarray:
    """Net yuan of households by county under these kinds, whatever policy caused them."""
    return world.ledger.net(kinds)[world.ledger.account[Holder.HH]]


def rural_incomes(
    income: np.ndarray,
    villagers: np.ndarray,
    everybody: np.ndarray,
    ratio: float,
    least: np.ndarray | float = 0.0,
) -> np.ndarray:
    """Income of villagers by county, max(Y R / (R + rho U), least): rho, one for all, meets the city's ratio.

    The least is what land alone pays: near the city it may be more than villagers would get by the rule.
    """
    town = everybody - villagers
    if not villagers.any() or not town.any():
        return np.where(villagers > 0, income, 0.0)
    if not (np.maximum(income, least)[villagers > 0] > 0).any():  # nothing to be split: a loss is the towns'
        return np.zeros(income.size)
    low, high = 0.0, 10.0 * ratio
    rural = income
    for _ in range(60):
        rho = 0.5 * (low + high)
        rural = np.where(villagers > 0, np.maximum(income * villagers / (villagers + rho * town), least), 0.0)
        a_head = ordered_sum(rural) / ordered_sum(villagers)
        found = (ordered_sum(income) - ordered_sum(rural)) / ordered_sum(town) / a_head
        low, high = (rho, high) if found < ratio else (low, rho)
    return rural


def _parts(income: np.ndarray, sources: np.ndarray, land: np.ndarray, world: World) -> np.ndarray:
    """Villagers' share of each source that gives their income its usual mix; wages make up for what is missing.

    Where land leaves less than the usual mix of all else, operating income and transfers give way alike.
    """
    rules = world.scenario.parameters.residents
    mix = np.zeros((len(Source), income.size))
    mix[Source.OPERATING] = rules.rural_operating_share * income
    mix[Source.TRANSFERS] = rules.rural_transfer_share * income
    usual = 1.0 - rules.rural_wage_share - rules.rural_operating_share - rules.rural_transfer_share
    mix[Source.PROPERTY] = np.maximum(usual * income - land, 0.0)
    parts = np.clip(mix / np.maximum(sources, 1.0), 0.0, MOST)
    given = (parts * sources).sum(0)
    parts = parts * np.minimum(1.0, np.maximum(income - land, 0.0) / np.maximum(given, 1.0))
    given = (parts * sources).sum(0)
    parts[Source.WAGES] = np.clip((income - land - given) / np.maximum(sources[Source.WAGES], 1.0), 0.0, MOST)
    return parts
