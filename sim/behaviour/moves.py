"""Moves of existing firms inside the city (市内迁移): the same choice of place as projects, with a moving cost.

A large local firm that invests beyond its wear reconsiders its place now and then: U of every park elsewhere against
the best at home plus the moving cost, with its own shock for every park. Who moves takes cash, loans and its
customers along, loses some machines and staff, buys land; new output there is logged as moved inside: diversion.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.chance import Use, draws
from sim.kernels.pages import MOVED_INSIDE
from sim.locate import choose, codes_of, counties_of, free_land, gumbel, utilities
from sim.rates import per_quarter
from sim.tables.projects import Stage
from sim.tables.rows import Row, add_row, find_rows, take_row, values_of

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World

MOST_AT_ONCE = 0.5
"""A firm takes at most so much of its cell's customers along: what it leaves behind must still be a market."""


def relocate(world: World, now: Quarter) -> None:
    """A few large firms look around; some move."""
    rules, projects = world.scenario.parameters.projects, world.projects
    if rules.moves_per_year <= 0 or not projects.candidates.size or not (world.parks.area() > 0).any():
        return
    uniform = draws(world.key, projects.candidates, now.number, Use.FIRM_MOVE)[:, 0]
    looking = np.flatnonzero(uniform < per_quarter(rules.moves_per_year))
    if not looking.size:
        return
    ids, cells = projects.candidates[looking], projects.candidate_cell[looking]
    page, row = find_rows(world.firms, cells, ids)
    there = page >= 0
    page, row = np.where(there, page, 0), np.where(there, row, 0)
    capital = values_of(world.firms, page, row, "capital").astype(np.float64)
    wear = world.opening.depreciation[cells] * capital * now.price_next
    chosen = there & (values_of(world.firms, page, row, "ordered") > wear)
    ids, cells, capital = ids[chosen], cells[chosen], capital[chosen]
    if not ids.size:
        return
    land = capital / (now.nominal / now.price) / rules.real_share / rules.investment_yuan_per_mu
    place = _places(world, now, ids, cells, land)
    goes = np.flatnonzero(place >= 0)
    moved = [_move(world, now, int(ids[i]), int(cells[i]), int(place[i]), float(land[i])) for i in goes]
    if moved:
        _list(world, moved)
        stay = ~np.isin(projects.candidates, ids[goes])
        projects.candidates, projects.candidate_cell = (
            projects.candidates[stay],
            projects.candidate_cell[stay],
        )


def _places(world: World, now: Quarter, ids: np.ndarray, cells: np.ndarray, land: np.ndarray) -> np.ndarray:
    """Park in another county that each firm prefers to staying, -1 for those that stay."""
    rules, opening, here = world.scenario.parameters.projects, world.opening, counties_of(world)
    utility, county, sector = utilities(world, now), opening.county_of[cells], opening.sector_of[cells]
    value = gumbel(world, now.number, Use.FIRM_MOVE, ids, codes_of(world), block=1) + utility.T[sector]
    home = here[None, :] == county[:, None]
    if world.projects.relation_home.any():
        value += rules.relation_weight * world.projects.relation_home[county][:, here]
    stay = np.where(home, value, -np.inf).max(1) + rules.moving_cost
    without_firms = world.cells.order_reference[here[None, :] * opening.sectors + sector[:, None]] <= 0
    away = np.where(home | without_firms | (value <= stay[:, None]), -np.inf, value)
    return np.asarray(choose(away, land, free_land(world), here.size))


def _move(world: World, now: Quarter, firm: int, old: int, park: int, land: float) -> dict[str, float]:
    """Take a firm to a park in another county: its row, money, customers; land is sold to its owners."""
    rules, opening, cells = world.scenario.parameters.projects, world.opening, world.cells
    place, ledger = world.region.parks[park], world.ledger
    new = place.county * opening.sectors + int(opening.sector_of[old])
    page, at_row = find_rows(world.firms, np.array([old]), np.array([firm], np.uint64))
    columns = take_row(world.firms, Row(int(page[0]), int(at_row[0])))
    origin_county = int(opening.county_of[old])
    columns["capital"] *= 1.0 - rules.moving_capital_lost_share
    columns["persons"] *= rules.moving_staff_kept_share
    columns |= {"town": place.town, "park": park + 1, "origin": MOVED_INSIDE}
    row = add_row(world.firms, new, firm, **columns)
    cash, loans, weight = int(columns["cash"]), int(columns["loans"]), float(columns["orders"])
    _take_along(world, now, old, new, cash, loans, int(columns["ordered"]))
    share = min(weight / max(now.weights[old], 1.0), MOST_AT_ONCE)
    for column in (cells.export_reference, cells.order_reference):
        taken = share * column[old]
        column[old] -= taken
        column[new] += taken
    now.firms_moved[[origin_county, place.county]] += np.array([-1.0, 1.0]) * columns["members"]
    world.parks.sell(park, land)
    world.parks.occupy(park, land)
    homes, companies = ledger.account[Holder.HH], ledger.account[Holder.PK]
    price = int(land * world.parks.price[park] * now.price)
    ledger.post(Kind.LAND_SALES, homes[[origin_county]], companies[[park]], np.array([price]))
    subsidy = world.projects.subsidy_share[place.county] * columns["capital"] * now.price
    world.projects.subsidy_due[place.county] += int(subsidy)
    name = world.region.counties.names_zh[origin_county]
    world.log("firm_moved", place.name_zh, int(columns["sales"]), f"from {name}")
    return {
        "firm": firm,
        "sector": int(opening.sector_of[old]),
        "park": park,
        "signed": columns["capital"],
        "land": land,
        "cell": new,
        "page": row.page,
        "row": row.row,
        "orders": weight,
    }


def _list(world: World, moved: list[dict[str, float]]) -> None:
    """Put the firms that moved on the list of projects."""
    ids = np.array([one["firm"] for one in moved], np.uint64)
    columns = {name: np.array([one[name] for one in moved]) for name in moved[0] if name != "firm"}
    world.projects.add(ids=ids, firm=ids, node=-1, stage=Stage.MOVED, executed_share=1.0, **columns)


def _take_along(world: World, now: Quarter, old: int, new: int, cash: int, loans: int, ordered: int) -> None:
    """Post the cash and note loans and orders of machines that change cell with the firm."""
    account = world.ledger.account[Holder.F]
    payer, receiver = (old, new) if cash >= 0 else (new, old)
    world.ledger.post(Kind.FIRM_MOVES, account[[payer]], account[[receiver]], np.array([abs(cash)], np.int64))
    net = now.firm_money.setdefault(int(Kind.FIRM_MOVES), np.zeros(now.cells, np.int64))
    net[old] -= cash
    net[new] += cash
    now.firm_loans[old] -= loans
    now.firm_loans[new] += loans
    now.investment_ordered[old] -= ordered
    now.investment_ordered[new] += ordered
