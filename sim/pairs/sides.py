"""The two sides of a pairing: places or firms, where they lie, how alike they are and how far apart.

similarity  cosine of what both make; of towns and villages, of their counties, times how close they stand in what
            they are themselves: 1 - |rank - rank'|, the mean over a few variables, ranks 0 to 1 among all
minutes     journeys of people between counties, times km between the two towns over km between the counties' seats;
            inside a county as the crow flies times the parameters' roundabout at their speed; to an outside node that
            of the county and the way from the town to the seat
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.errors import InputError, Problem
from sim.selection.scope import county_of, ids_of, named_rows, rows_of, select, town_of
from sim.selection.variables import known, read
from sim.similarity import similarity, value_added
from sim.tables.rows import large_rows, values_of

if TYPE_CHECKING:
    from sim.declared.pairing import Pairing
    from sim.declared.scope import Level, Scope, Variable
    from sim.world import World

KM_PER_DEGREE = 111.2
SHORTEST, LONGEST = 0.3, 3.0
"""Journeys between towns beside those between the seats of their counties lie within these."""
OWN: dict[str, tuple[Variable, ...]] = {
    "village": ("people", "service_minutes", "amenity"),
    "town": ("people", "area", "environment"),
}
"""What towns and villages are compared by, beside what their counties make."""
GAPS: dict[str, Variable] = {
    "county": "gdp_per_head",
    "town": "revenue_per_head",
    "village": "collective_income",
    "park": "quality",
    "school": "school_quality",
    "hospital": "hospital_quality",
}
"""In what a donor is ahead, where `match.by` does not say, by level of the pairing or of the recipients."""


@dataclass(frozen=True)
class Side:
    """Donors, or recipients, in the order of their rows (of firms: their ids)."""

    level: Level
    rows: np.ndarray
    """Rows of the level; of firms their ids, uint64."""
    county: np.ndarray
    """-1 outside the region."""
    town: np.ndarray
    """-1 where a place has none."""
    sales: np.ndarray
    """Of firms, yuan a year; else zero."""
    sector: np.ndarray
    """Of firms, else -1."""

    @property
    def n(self) -> int:
        """How many there are."""
        return self.rows.size


def side_of(world: World, scope: Scope, level: Level, salt: str) -> Side:
    """The places or firms that a scope means, from the state as it is."""
    if level == "firm":
        return _largest_firms(world, scope)
    return of_rows(world, level, select(world, scope, level, salt))


def of_rows(world: World, level: Level, rows: np.ndarray) -> Side:
    """Places by their rows."""
    nowhere = np.full(rows.size, -1, np.int64)
    inside = level != "outside"
    return Side(
        level,
        rows,
        county_of(world.region, level)[rows] if inside else nowhere,
        town_of(world.region, level)[rows] if level in ("town", "village", "park") else nowhere,
        np.zeros(rows.size),
        nowhere,
    )


def named_pairs(world: World, name: str, pairing: Pairing) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the donors and recipients that a list names, pair by pair; raises InputError with every fault."""
    key, problems, found = f"policy.pairings.{name}.match.pairs", [], ([], [])  # type: ignore[var-annotated]
    if pairing.sides[0] == "firm":
        given = "firms have no names that a list could give"
        raise InputError([Problem("", given, "choose rule: optimal, nearest, rank_mirror or another", key)])
    for number, pair in enumerate(pairing.match.pairs):
        for side, (text, level) in enumerate(zip(pair, pairing.sides, strict=True)):
            at = f"{key}.{number}"
            try:
                rows = rows_of(world.region, text, level, "", at)
                if rows.size != 1:
                    raise InputError(
                        [Problem("", f"{text!r} means {rows.size} places", f"name one {level}", at)]
                    )
                found[side].append(int(rows[0]))
            except InputError as error:
                problems += error.problems
    if problems:
        raise InputError(problems)
    return np.array(found[0], np.int64), np.array(found[1], np.int64)


def _largest_firms(world: World, scope: Scope) -> Side:
    """The `count` largest single firms of a sector in the counties named, in the order of their ids."""
    region, opening, firms = world.region, world.opening, world.firms
    counties = named_rows(region, scope, "firm")
    page, row = large_rows(firms, 0.0)
    cell = firms.cell[page]
    mine = np.isin(opening.county_of[cell], counties)
    if scope.sector:
        mine &= opening.sector_of[cell] == region.sectors.index(scope.sector)
    page, row, cell = page[mine], row[mine], cell[mine]
    sales = values_of(firms, page, row, "sales").astype(np.float64)
    largest = np.sort(np.argsort(-sales, kind="stable")[: scope.count])
    page, row, cell = page[largest], row[largest], cell[largest]
    return Side(
        "firm",
        firms.ids[page, row].copy(),
        opening.county_of[cell],
        values_of(firms, page, row, "town").astype(np.int64),
        sales[largest],
        opening.sector_of[cell],
    )


def values(world: World, side: Side, variable: Variable) -> np.ndarray:
    """A variable of the places of a side."""
    return side.sales if side.level == "firm" else read(world, side.level, variable)[side.rows]


def gaps(world: World, pairing: Pairing, donors: Side, recipients: Side) -> np.ndarray:
    """By how much donors are ahead [donors, recipients]; of another level: by how much recipients lack."""
    variable = pairing.match.by or GAPS.get(pairing.level, GAPS.get(recipients.level, "people"))
    if recipients.level == "outside":
        return np.zeros((donors.n, recipients.n))
    if variable not in known(recipients.level):
        variable = GAPS[recipients.level]
    need = values(world, recipients, variable)
    if donors.level == recipients.level:
        return np.maximum(values(world, donors, variable)[:, None] - need[None, :], 0.0)
    return np.broadcast_to(need.max(initial=0.0) - need, (donors.n, recipients.n))


def alike(world: World, donors: Side, recipients: Side) -> np.ndarray:
    """Similarity of every donor with every recipient, 0 to 1 [donors, recipients]."""
    made = np.concatenate([_structure(world, donors), _structure(world, recipients)])
    kinds, at = np.unique(made, axis=0, return_inverse=True)
    found = similarity(kinds)[np.ix_(at.ravel()[: donors.n], at.ravel()[donors.n :])]
    if donors.level == recipients.level and donors.level in OWN:
        found = found * _closeness(world, donors, recipients)
    return found


def _structure(world: World, side: Side) -> np.ndarray:
    """What a side makes, shares by sector [places, sectors]: its county's, a park's land, a node's leads."""
    of_counties = value_added(world)
    if side.level == "outside":
        made = world.projects.lead_weight[side.rows]
        return np.where(made.sum(1, keepdims=True) > 0, made, of_counties.sum(0)[None, :])
    made = of_counties[side.county]
    if side.level == "firm":
        return np.eye(made.shape[1])[side.sector]
    if side.level == "park":
        own = world.parks.sector_share[side.rows]
        return np.where(own.sum(1, keepdims=True) > 0, own, made / made.sum(1, keepdims=True))
    return made


def _closeness(world: World, donors: Side, recipients: Side) -> np.ndarray:
    found = np.zeros((donors.n, recipients.n))
    for variable in OWN[donors.level]:
        rank = _ranks(read(world, donors.level, variable))
        found += 1.0 - np.abs(rank[donors.rows][:, None] - rank[recipients.rows][None, :])
    return found / len(OWN[donors.level])


def _ranks(values: np.ndarray) -> np.ndarray:
    """Share of the others that stand below, 0 to 1; alike for equals."""
    below = np.searchsorted(np.sort(values), values)
    return np.asarray(below / max(values.size - 1, 1))


def minutes(world: World, donors: Side, recipients: Side) -> np.ndarray:
    """Minutes of people between every donor and recipient [donors, recipients]."""
    rules = world.scenario.parameters.knowhow
    minutes_per_km = rules.road_over_flight * 60.0 / rules.road_km_per_hour
    counties, passenger = world.opening.counties, world.network.passenger

    def column(side: Side) -> np.ndarray:
        return np.where(side.county < 0, counties + side.rows.astype(np.int64), side.county)

    # The journeys begin in counties: an outside donor is looked at from the recipient's end.
    there = passenger[np.maximum(donors.county, 0)[:, None], column(recipients)[None, :]]
    back = passenger[np.maximum(recipients.county, 0)[None, :], column(donors)[:, None]]
    between = np.where((donors.county < 0)[:, None], back, there)
    (one, seat), (other, seat_there) = _points(world, donors), _points(world, recipients)
    km, usual = _km(one[:, None], other[None, :]), _km(seat[:, None], seat_there[None, :])
    longer = np.clip(km / np.where(usual > 0.0, usual, 1.0), SHORTEST, LONGEST)
    same = donors.county[:, None] == recipients.county[None, :]
    below = (donors.town >= 0)[:, None] | (recipients.town >= 0)[None, :]
    found = np.where(same, np.where(below, km * minutes_per_km, between), between * longer)
    outside = (donors.county < 0)[:, None] | (recipients.county < 0)[None, :]
    legs = (_km(one, seat)[:, None] + _km(other, seat_there)[None, :]) * minutes_per_km
    found = np.where(outside, between + legs, found)
    return np.where(np.isnan(found), between, found)


def _points(world: World, side: Side) -> tuple[np.ndarray, np.ndarray]:
    """North and east of a side's towns, and of its counties' seats, km [places, 2]; NaN where unknown.

    A county stands for its seat; an outside node has no way to go.
    """
    region = world.region
    wide = _cosine(float(np.nanmean(region.counties.lat)))
    towns, seats = (
        np.stack([KM_PER_DEGREE * one.lat, KM_PER_DEGREE * wide * one.lng], axis=1)
        for one in (region.towns, region.counties)
    )
    seat = np.where((side.county < 0)[:, None], 0.0, seats[side.county])
    return np.where((side.town < 0)[:, None], seat, towns[side.town]), seat


def _km(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """As the crow flies."""
    return np.asarray(np.sqrt((one[..., 0] - other[..., 0]) ** 2 + (one[..., 1] - other[..., 1]) ** 2))


def _cosine(degrees: float) -> float:
    """The series of the cosine: the same bits on every machine, to 1e-6 below 50 degrees."""
    x = degrees * 3.141592653589793 / 180.0
    return float(1.0 - x * x / 2.0 * (1.0 - x * x / 12.0 * (1.0 - x * x / 30.0 * (1.0 - x * x / 56.0))))


def ids(world: World, level: Level, rows: np.ndarray) -> list[str]:
    """Ids of the places of a side, for the record; of firms, their ids as text."""
    if level == "firm":
        return [str(one) for one in rows.tolist()]
    names = ids_of(world.region, level)
    return [names[row] for row in rows.tolist()]
