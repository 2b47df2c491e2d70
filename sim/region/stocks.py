"""Opening stocks of places beyond the core economy: one long table a block, `opening/DATE/stocks/BLOCK.csv`.

Columns: place (code of the city, a county, town, village, park or outside node), item, value, unit, status, source.
A region may go without any of these tables; a block whose stocks are not given stays empty and does nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from sim.errors import InputError, Problem, unknown_name
from sim.region.place_checks import Tables
from sim.region.records import Floats
from sim.region.table import STATUSES, Column, Faults, Table, read_table

FOLDER = "stocks"
COLUMNS = (
    Column("place"),
    Column("item"),
    Column("value", "number"),
    Column("unit"),
    Column("status", "choice", choices=STATUSES),
    Column("source"),
)
PLACES = (
    ("counties.csv", "county_code"),
    ("towns.csv", "stat_code"),
    ("villages.csv", "village_code"),
    ("parks.csv", "park"),
    ("outside.csv", "node"),
)


@dataclass(frozen=True)
class Stocks:
    """Opening stocks by item and place."""

    values: dict[str, dict[str, float]] = field(default_factory=dict)

    def has(self, item: str) -> bool:
        """Whether any place has this item."""
        return item in self.values

    def of(self, item: str, places: Iterable[str], default: float | None = None) -> Floats:
        """The item of each place; `default` where none is given, or an InputError when there is no default."""
        known = self.values.get(item, {})
        found = [known.get(place, default) for place in places]
        missing = [place for place, value in zip(places, found, strict=True) if value is None]
        if missing:
            raise InputError(
                [
                    Problem(f"stocks, {item}", f"{place} has no value", "one row a place")
                    for place in missing[:5]
                ]
            )
        return np.array(found, np.float64)

    def one(self, item: str, place: str) -> float:
        """The item of one place; raises InputError with the nearest item when it is not given."""
        if place not in self.values.get(item, {}):
            raise InputError([unknown_name(f"stocks of {place}", item, self.values)])
        return self.values[item][place]


def read_stocks(folder: Path, opening: str, faults: Faults) -> Tables:
    """The tables of stocks that an opening has, by the name of their file."""
    found = sorted((folder / "opening" / opening / FOLDER).glob("*.csv"))
    names = [f"{FOLDER}/{path.name}" for path in found]
    return {
        name: read_table(folder, f"opening/{opening}/{name}", COLUMNS, ("place", "item"), faults)
        for name in names
    }


def check_stocks(tables: Tables, region: Tables, city_code: str, faults: Faults) -> None:
    """Every stock is of a known place, in one unit, and given in one file."""
    known = {city_code, *(code for name, key in PLACES for code in region[name].column(key) if code)}
    units: dict[str, tuple[str, str]] = {}
    repeated: set[tuple[str, str]] = set()
    for name, table in sorted(tables.items()):
        if not name.startswith(FOLDER):
            continue
        for row in table.rows:
            place, item, unit = row["place"], row["item"], row["unit"]
            if place and place not in known:
                faults.unknown(table.name, place, sorted(known), "place", row.line)
            first_unit, first_file = units.setdefault(item, (_usual_unit(table, item), name))
            if item and first_file != name and (item, name) not in repeated:
                repeated.add((item, name))
                faults.add(
                    table.name,
                    f"{item} stands in {first_file} too",
                    "each item in one file",
                    "item",
                    row.line,
                )
            elif item and first_file == name and unit != first_unit:
                faults.add(
                    table.name, f"{item} in {unit}", f"{first_unit}, as in its other rows", "unit", row.line
                )


def _usual_unit(table: Table, item: str) -> str:
    """The unit that most rows of an item have; the first of them where several are as common."""
    units = [row["unit"] for row in table.rows if row["item"] == item and row["unit"]]
    return max(units, key=units.count) if units else ""


def build_stocks(tables: Tables) -> Stocks:
    """The stocks of tables found without fault."""
    values: dict[str, dict[str, float]] = {}
    for name in sorted(tables):
        for row in tables[name].rows if name.startswith(FOLDER) else ():
            values.setdefault(row["item"], {})[row["place"]] = row["value"]
    return Stocks(values)
