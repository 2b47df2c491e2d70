"""Programmes as arrays: who pays, who receives, what is built, from when to when; made once, at the opening."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.calendar import first_quarter_from
from sim.errors import InputError, Problem, unknown_name
from sim.kernels.maths import ordered_sum
from sim.region import find_place
from sim.selection.listed import listed_weights
from sim.selection.scope import county_of, ids_of, select, town_of
from sim.selection.variables import known, read
from sim.stocks import STOCKS, Stock

if TYPE_CHECKING:
    from sim.declared.programme import Programme
    from sim.declared.scope import Level
    from sim.region import Region
    from sim.world import World

CITY, ABOVE, OUTSIDE, OWNERS, RECIPIENTS = "city", "up", "outside", "owners", "recipients"
"""Payers that are no county: the city's own budget, the province and the centre, donors outside the region, owners of
firms, and the recipients' own counties."""
NO_COUNTY = (CITY, ABOVE, OUTSIDE, OWNERS, RECIPIENTS)
VARIABLE_RULES = ("need", "merit", "tournament", "open_bid")
"""Rules that look at the variable `by`."""


@dataclass(frozen=True)
class Compiled:
    """One programme of a scenario, in the arrays of its region."""

    name: str
    declared: Programme
    first: int
    last: int
    path: tuple[tuple[int, int], ...]
    """Number of the quarter from which a budget holds, and yuan a year."""
    level: Level
    """Of the places that receive."""
    level_size: int
    """Places of that level in all the region."""
    rows: np.ndarray
    """Rows of the level that can receive: those of the scope, and all where pairings pay in."""
    inside: np.ndarray
    """Whether a row lies in the scope: the allocation rule gives to no other."""
    county: np.ndarray
    """County of each row."""
    town: np.ndarray
    """Town of each row, 0 where rows are counties."""
    heads: np.ndarray
    """People of each row at the opening; of a park its area, mu."""
    payer_shares: np.ndarray
    """Shares of the counties, the city last."""
    above_share: float
    outside_share: float
    owner_shares: np.ndarray
    """Shares of the owners of firms by county."""
    own_counties_share: float
    """Share that the recipients' counties pay, each for its own."""
    stocks: tuple[Stock, ...]
    """What it builds, in the order of names."""
    stock_shares: np.ndarray
    costs: tuple[float, ...]
    """Yuan a unit at opening prices, 0 where a stock is counted in yuan."""

    def yuan_per_year(self, quarter: int) -> int:
        """Budget a year in force in a quarter; nothing before the start and after the end."""
        if not self.first <= quarter <= self.last:
            return 0
        in_force = 0
        for begins, yuan in self.path:
            if begins <= quarter:
                in_force = yuan
        return in_force

    @property
    def closes(self) -> int:
        """Last quarter with a budget: of the programme, or before its budget falls to nothing for good."""
        paying = [number for number, (_, yuan) in enumerate(self.path) if yuan]
        if not paying or paying[-1] + 1 == len(self.path):
            return self.last
        return min(self.last, self.path[paying[-1] + 1][0] - 1)

    def planned(self, quarter: int) -> int:
        """Budget of a quarter: floor(B (n+1) / 4) - floor(B n / 4), n quarters since the start."""
        budget, n = self.yuan_per_year(quarter), quarter - self.first
        return budget * (n + 1) // 4 - budget * n // 4


def compile_programmes(world: World) -> tuple[Compiled, ...]:
    """All programmes of a scenario in id order, for a world at its opening; raises InputError with every fault."""
    programmes, found, problems = world.scenario.policy.programmes, [], []
    fed = {name for _, name in world.scenario.policy.fed}
    for name in sorted(programmes):
        try:
            found.append(_compile(world, name, programmes[name], name in fed))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return tuple(found)


def members(region: Region, text: str, where: str) -> list[int]:
    """Counties named by a group, or one county by id, name or slug."""
    for group in region.groups:
        if text == group.key or text in (group.name_zh, group.name_en):
            return list(group.members)
    place = find_place(region, text, where)
    if place.level != "county":
        problem = Problem(
            where, f"{text!r} is a {place.level}", "counties and groups of counties can be named here"
        )
        raise InputError([problem])
    return [place.index]


def level_of(name: str, programme: Programme) -> Level:
    """The one level of all stocks of a programme."""
    by_level = {
        level: list(names)
        for level, names in itertools.groupby(
            sorted(programme.stocks, key=lambda stock: _stock(name, stock).level), lambda s: STOCKS[s].level
        )
    }
    if len(by_level) > 1:
        said = "; ".join(f"{', '.join(sorted(names))} by {level}" for level, names in by_level.items())
        raise fault(name, "stocks", f"are of several levels ({said})", "split it into one programme a level")
    return next(iter(by_level))


def fault(name: str, key: str, given: str, allowed: str) -> InputError:
    """What is wrong with a programme, in one sentence."""
    return InputError([Problem(f"programme {name}", given, allowed, f"policy.programmes.{name}.{key}")])


def _stock(name: str, text: str) -> Stock:
    if text not in STOCKS:
        raise InputError(
            [unknown_name(f"programme {name}", text, sorted(STOCKS), f"policy.programmes.{name}.stocks")]
        )
    return STOCKS[text]


def _compile(world: World, name: str, programme: Programme, fed: bool) -> Compiled:
    region = world.region
    level = level_of(name, programme)
    chosen = select(world, programme.scope, level, name)
    if not chosen.size:
        raise fault(
            name, "scope", "holds no place that can receive", f"name a {level}, or a place that holds one"
        )
    rows = np.arange(len(ids_of(region, level))) if fed else chosen
    stocks = tuple(STOCKS[text] for text in sorted(programme.stocks) if programme.stocks[text] > 0)
    _refuse(world, name, programme, level, stocks)
    payers, above, outside, owners, own = _payers(world, name, programme)
    end = programme.end_date
    path = programme.budget_path or {programme.start_date: programme.budget_yuan_per_year}
    own_cost = programme.unit_cost_yuan
    return Compiled(
        name=name,
        declared=programme,
        first=programme.first,
        last=first_quarter_from(end) - 1 if end else 2**31,
        path=tuple((first_quarter_from(date), int(yuan)) for date, yuan in path.items()),
        level=level,
        level_size=len(ids_of(region, level)),
        rows=rows,
        inside=np.isin(rows, chosen),
        county=county_of(region, level)[rows],
        town=town_of(region, level)[rows] if level != "county" else np.zeros(rows.size, np.int64),
        heads=heads_of(world, level)[rows],
        payer_shares=payers,
        above_share=above,
        outside_share=outside,
        owner_shares=owners,
        own_counties_share=own,
        stocks=stocks,
        stock_shares=np.array([programme.stocks[stock.name] for stock in stocks]),  # type: ignore[index]
        costs=tuple(own_cost or float(stock.cost(world)) for stock in stocks),
    )


def heads_of(world: World, level: Level) -> np.ndarray:
    """People of every place of a level at the opening; registered or resident, whichever is more, of a village; of a
    park its area, mu."""
    region = world.region
    if level == "county":
        return np.asarray(region.county_population, np.float64)
    if level == "town":
        return np.asarray(region.town_population, np.float64)
    if level == "village":
        return np.maximum(world.villages.registered, region.village_population)
    return np.asarray(world.parks.area(), np.float64)


def _payers(
    world: World, name: str, programme: Programme
) -> tuple[np.ndarray, float, float, np.ndarray, float]:
    """Shares of counties and the city, of those above, outside, of owners by county, of recipients' counties.

    Groups of counties share by own revenue, owners by household income, both at the opening.
    """
    region, opening = world.region, world.opening
    shares = np.zeros(region.counties.n + 1)
    for payer in sorted(programme.payers):
        if payer in (CITY, region.city_code):
            shares[-1] += programme.payers[payer]
        elif payer not in NO_COUNTY:
            who = members(region, payer, f"programme {name}, payers")
            revenue = opening.county_revenue[who]
            shares[who] += programme.payers[payer] * revenue / revenue.sum()
    income = np.maximum(opening.county_state.income, 0.0)
    above, outside, owners, own = (programme.payers.get(payer, 0.0) for payer in NO_COUNTY[1:])
    return shares, above, outside, owners * income / max(ordered_sum(income), 1.0), own


def _refuse(world: World, name: str, programme: Programme, level: Level, stocks: tuple[Stock, ...]) -> None:
    """What makes no sense for the level of a programme's places."""
    if programme.running_cost_share_per_year > 0:
        if programme.owner == "village" and level != "village":
            raise fault(
                name, "owner", f"is 'village', but it builds by {level}", "say county, or town by town"
            )
        if programme.owner == "town" and level == "county":
            raise fault(name, "owner", "is 'town', but it builds by county", "say county")
    if programme.by is not None and programme.rule in VARIABLE_RULES and (programme.by not in known(level)):
        raise InputError(
            [
                unknown_name(
                    f"programme {name}, variables of a {level}",
                    programme.by,
                    known(level),
                    f"policy.programmes.{name}.by",
                )
            ]
        )
    if programme.by is not None and programme.rule in VARIABLE_RULES:
        read(world, level, programme.by)
    if programme.rule == "list":
        listed(world.region, name, programme, level)


def listed(region: Region, name: str, programme: Programme, level: Level) -> np.ndarray:
    """Weights of the rule `list` by row of the level."""
    key = f"policy.programmes.{name}.weights"
    return listed_weights(region, programme.weights, level, f"programme {name}", key)
