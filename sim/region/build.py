"""From the checked tables of a region folder to the arrays of a `Region`."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import numpy as np

from sim.chance import check_collisions
from sim.region.place_checks import Tables
from sim.region.records import (
    BROAD,
    MODES,
    Edges,
    Floats,
    Group,
    Link,
    Outside,
    Park,
    Places,
    Region,
    Sectors,
)
from sim.region.table import Row, Table

MU = {"mu": 1.0, "ha": 15.0, "km2": 1500.0}
"""Mu in one unit of area."""


def build_region(head: dict[str, Any], folder: str, tables: Tables, content_hash: str) -> Region:
    """The region of tables that were found without fault; raises InputError for codes that would share draws."""
    county_rows = tables["counties.csv"].rows
    town_rows = [row for row in tables["towns.csv"].rows if row["is_formal"] == 1]
    village_rows = tables["villages.csv"].rows
    county = {row["county_code"]: i for i, row in enumerate(county_rows)}
    town = {row["stat_code"]: i for i, row in enumerate(town_rows)}
    formal_town = {row["stat_code"]: town[row["town_code"]] for row in tables["towns.csv"].rows}
    check_collisions([int(code) for code in (*county, *town)], "counties.csv and towns.csv")
    outside = _outside(tables["outside.csv"])
    ids = [*county, *outside.ids]
    links = tuple(
        Link(row["link"], row["name_zh"], row["name_en"], row["opened_date"])
        for row in tables["links.csv"].rows
    )
    sector_rows = sorted(tables["sectors.csv"].rows, key=lambda row: int(row["position"]))
    return Region(
        id=head["id"],
        name_zh=head["name_zh"],
        name_en=head["name_en"],
        city_code=head["city_code"],
        base_year=head["base_year"],
        openings=head["openings"],
        folder=folder,
        counties=_places("county", "county_code", county_rows),
        county_area=_numbers(county_rows, "area_km2"),
        county_population=_numbers(county_rows, "population_persons"),
        towns=_places("town", "stat_code", town_rows),
        town_mca=_texts(town_rows, "mca_code"),
        town_county=_indices([county[row["county_code"]] for row in town_rows]),
        town_area=_numbers(town_rows, "area_km2"),
        town_population=_numbers(town_rows, "population_persons"),
        villages=_places("village", "village_code", village_rows),
        village_town=_indices([town[row["town_code"]] for row in village_rows]),
        village_type=tuple(row["unit_type"] for row in village_rows),
        village_population=_numbers(village_rows, "population_persons"),
        formal_town=formal_town,
        parks=tuple(
            _park(row, row["park"], county[row["county_code"]], formal_town[row["town_code"]])
            for row in tables["parks.csv"].rows
        ),
        macro_zones=tuple(_park(row, row["zone"], -1, -1) for row in tables["macro_zones.csv"].rows),
        groups=_groups(tables["groups.csv"], county),
        sectors=_sectors(sector_rows),
        io=_io(tables["io.csv"], [row["sector"] for row in sector_rows]),
        outside=outside,
        travel_passenger=_minutes(tables["travel.csv"], "passenger", ids, len(county)),
        travel_freight=_minutes(tables["travel.csv"], "freight", ids, len(county)),
        links=links,
        edges=build_edges(tables["edges.csv"], [link.id for link in links], ids),
        hash=content_hash,
    )


def content_hash(head: dict[str, Any], tables: Tables) -> str:
    """sha256 of what the tables say: order of rows and columns, quoting and number style do not matter."""
    content = {
        name: sorted([[key, _plain(value)] for key, value in sorted(row.cells.items())] for row in table.rows)
        for name, table in tables.items()
    }
    text = json.dumps([_plain(sorted(head.items())), content], ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return "" if value is None else str(value)


def _numbers(rows: Any, column: str) -> Floats:
    array = np.array([np.nan if row[column] is None else row[column] for row in rows], np.float64)
    array.flags.writeable = False
    return array


def _indices(rows: list[int]) -> Any:
    array = np.array(rows, np.int16)
    array.flags.writeable = False
    return array


def _texts(rows: Any, column: str) -> tuple[str, ...]:
    return tuple(row.cells.get(column) or "" for row in rows)


def _places(level: str, key: str, rows: Any) -> Places:
    bare = level == "village"
    unknown = np.full(len(rows), np.nan)
    unknown.flags.writeable = False
    return Places(
        level=level,
        ids=_texts(rows, key),
        names_zh=_texts(rows, "name_zh"),
        names_en=_texts(rows, "name_en"),
        slugs=_texts(rows, "slug"),
        lat=unknown if bare else _numbers(rows, "lat"),
        lng=unknown if bare else _numbers(rows, "lng"),
    )


def _park(row: Row, place_id: str, county: int, town: int) -> Park:
    area = float("nan") if row["area"] is None else row["area"] * MU[row["area_unit"]]
    sectors = row["sectors_zh"] or ()
    return Park(place_id, row["name_zh"], row["name_en"], county, town, row["level"] or "", area, sectors)


def _groups(table: Table, county: dict[str, int]) -> tuple[Group, ...]:
    members: dict[str, list[int]] = {}
    names = {}
    for row in table.rows:
        members.setdefault(row["group"], []).append(county[row["county_code"]])
        names[row["group"]] = (row["name_zh"], row["name_en"])
    return tuple(Group(key, *names[key], tuple(sorted(members[key]))) for key in sorted(members))


def _outside(table: Table) -> Outside:
    names_zh, names_en = _texts(table.rows, "name_zh"), _texts(table.rows, "name_en")
    gdp, people = _numbers(table.rows, "gdp_yuan"), _numbers(table.rows, "population_persons")
    return Outside(_texts(table.rows, "node"), names_zh, names_en, gdp, people)


def _sectors(rows: list[Row]) -> Sectors:
    def flags(column: str, true: object) -> Any:
        array = np.array([row[column] == true for row in rows], np.bool_)
        array.flags.writeable = False
        return array

    broad = np.array([BROAD.index(row["broad"]) for row in rows], np.int8)
    broad.flags.writeable = False
    return Sectors(
        codes=_texts(rows, "sector"),
        names_zh=_texts(rows, "name_zh"),
        names_en=_texts(rows, "name_en"),
        broad=broad,
        industry=flags("industry", 1.0),
        labour_share=_numbers(rows, "labour_share"),
        production_tax_share=_numbers(rows, "production_tax_share"),
        depreciation_share=_numbers(rows, "depreciation_share"),
        capital_per_value_added=_numbers(rows, "capital_per_value_added"),
        regional_purchase_share=_numbers(rows, "regional_purchase_share"),
        own_county_share=_numbers(rows, "own_county_share"),
        consumption_share=_numbers(rows, "consumption_share"),
        firm_investment_share=_numbers(rows, "firm_investment_share"),
        housing_share=_numbers(rows, "housing_share"),
        government_purchase_share=_numbers(rows, "government_purchase_share"),
        government_investment_share=_numbers(rows, "government_investment_share"),
        noise_scale=_numbers(rows, "noise_scale"),
        freight=flags("mode", "freight"),
        mixed_income=flags("mixed_income", 1.0),
        capital_call_payer=_texts(rows, "capital_call_payer"),
        residual_buyer=_texts(rows, "residual_buyer"),
    )


def _io(table: Table, codes: list[str]) -> Floats:
    by_seller = {row["input_from"]: row for row in table.rows}
    array = np.array([[by_seller[seller][buyer] for buyer in codes] for seller in codes], np.float64)
    array.flags.writeable = False
    return array


def _minutes(table: Table, mode: str, ids: list[str], counties: int) -> Floats:
    """Minutes [C, C+N] of one mode at the base date; both directions are filled."""
    minutes = np.full((counties, len(ids)), np.nan)
    for row in table.rows:
        if row["mode"] == mode:
            origin, destination = ids.index(row["origin"]), ids.index(row["destination"])
            minutes[origin, destination] = row["minutes"]
            if destination < counties:
                minutes[destination, origin] = row["minutes"]
    minutes.flags.writeable = False
    return minutes


def build_edges(table: Table, links: list[str], ids: list[str]) -> Edges:
    """The edges of a checked table; `ids` are the counties and the outside nodes."""
    junctions = sorted({row[end] for row in table.rows for end in ("from", "to")} - set(ids))
    place = {name: number for number, name in enumerate([*ids, *junctions])}

    def minutes(column: str) -> Floats:
        array = np.array([np.inf if row[column] is None else row[column] for row in table.rows], np.float64)
        array.flags.writeable = False
        return array

    return Edges(
        ids=_texts(table.rows, "edge"),
        junctions=tuple(junctions),
        places=len(place),
        start=_indices([place[row["from"]] for row in table.rows]),
        end=_indices([place[row["to"]] for row in table.rows]),
        mode=_indices([MODES.index(row["mode"]) for row in table.rows]),
        link=_indices([links.index(row["link"]) if row["link"] else -1 for row in table.rows]),
        passenger=minutes("minutes_passenger"),
        freight=minutes("minutes_freight"),
    )
