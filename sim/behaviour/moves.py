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
from sim.locate import choose, codes_of, counties_of, gumbel, utilities
from sim.tables.projects import Stage
from sim.tables.rows import Row, add_row, find_rows, read_row, take_row

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def relocate(world: World, now: Quarter) -> None:
    """A few large firms look around; some move."""
    rules, projects = world.scenario.parameters.projects, world.projects
    if rules.moves_per_year <= 0 or not projects.candidates.size or not (world.parks.area() > 0).any():
        return
    uniform = draws(world.key, projects.candidates, now.number, Use.FIRM_MOVE)[:, 0]
    looking = np.flatnonzero(uniform < rules.moves_per_year / 4.0)
    if not looking.size:
        return
    ids, cells = projects.candidates[looking], projects.candidate_cell[looking]
    page, _ = find_rows(world.firms, cells, ids)
    ids, cells = ids[page >= 0], cells[page >= 0]
    if not ids.size:
        return
    utility, here = utilities(world, now), counties_of(world)
    shock = gumbel(world, now.number, Use.FIRM_MOVE, ids, codes_of(world), block=1)
    moved = np.zeros(0, np.uint64)
    for i in range(ids.size):
        page, row = find_rows(world.firms, cells[i : i + 1], ids[i : i + 1])
        at = Row(int(page[0]), int(row[0]))
        cell = int(cells[i])
        county, sector = int(world.opening.county_of[cell]), int(world.opening.sector_of[cell])
        if not _expanding(world, now, at, cell):
            continue
        capital = float(read_row(world.firms, at, "capital"))
        land = capital / (now.nominal / now.price) / rules.real_share / rules.investment_yuan_per_mu
        wish = utility[:, sector] + np.where(here == county, rules.moving_cost, 0.0)
        full = world.cells.order_reference[here * world.opening.sectors + sector] <= 0
        allowed = ((world.parks.serviced >= land) & ~full) | (here == county)
        place = choose(wish, shock[i], allowed)
        if place >= 0 and here[place] != county:
            _move(world, now, at, cell, int(place), land)
            moved = np.append(moved, ids[i])
    stay = ~np.isin(projects.candidates, moved)
    projects.candidates, projects.candidate_cell = projects.candidates[stay], projects.candidate_cell[stay]


def _expanding(world: World, now: Quarter, at: Row, cell: int) -> bool:
    """Whether the firm has ordered more machines than wear out."""
    wear = world.opening.depreciation[cell] * read_row(world.firms, at, "capital") * now.price_next
    return bool(read_row(world.firms, at, "ordered") > wear)


def _move(world: World, now: Quarter, at: Row, old: int, park: int, land: float) -> None:
    """Take a firm to a park in another county: its row, money, customers; land is sold to its owners."""
    rules, projects, opening, cells = (
        world.scenario.parameters.projects,
        world.projects,
        world.opening,
        world.cells,
    )
    place, ledger = world.region.parks[park], world.ledger
    new = place.county * opening.sectors + int(opening.sector_of[old])
    firm = int(world.firms.ids[at.page, at.row])
    columns = take_row(world.firms, at)
    origin_county = int(opening.county_of[old])
    columns["capital"] *= 1.0 - rules.moving_capital_lost_share
    columns["persons"] *= rules.moving_staff_kept_share
    columns |= {"town": place.town, "park": park + 1, "origin": MOVED_INSIDE}
    row = add_row(world.firms, new, firm, **columns)
    cash, loans, weight = int(columns["cash"]), int(columns["loans"]), float(columns["orders"])
    _take_along(world, now, old, new, cash, loans, int(columns["ordered"]))
    exports = cells.export_reference[old] * min(weight / max(cells.order_reference[old], 1.0), 1.0)
    for column, value in ((cells.export_reference, exports), (cells.order_reference, weight)):
        column[old] -= value
        column[new] += value
    world.parks.sell(park, land)
    world.parks.occupy(park, land)
    homes, companies = ledger.account[Holder.HH], ledger.account[Holder.PK]
    price = int(land * world.parks.price[park] * now.price)
    ledger.post(Kind.LAND_SALES, homes[[origin_county]], companies[[park]], np.array([price]))
    subsidy = projects.subsidy_share[place.county] * columns["capital"] * now.price
    projects.subsidy_due[place.county] += int(subsidy)
    projects.add(
        ids=np.array([firm], np.uint64),
        node=-1,
        sector=opening.sector_of[old],
        park=park,
        stage=Stage.MOVED,
        signed=columns["capital"],
        land=land,
        executed_share=1.0,
        firm=np.array([firm], np.uint64),
        cell=new,
        page=row.page,
        row=row.row,
        orders=weight,
    )
    name = world.region.counties.names_zh[origin_county]
    world.log("firm_moved", place.name_zh, int(columns["sales"]), f"from {name}")


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
