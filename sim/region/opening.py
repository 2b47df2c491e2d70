"""The opening tables of a region, read and made into arrays."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from sim.region.columns import OPENING_TABLES
from sim.region.opening_records import RUNGS, Facts, OpeningData
from sim.region.place_checks import Tables
from sim.region.records import BROAD, Floats
from sim.region.stocks import build_stocks, read_stocks
from sim.region.table import Faults, read_table


def read_opening_tables(folder: Path, opening: str, faults: Faults) -> Tables:
    """The tables of one opening by their short names."""
    tables = {}
    for name, (columns, key) in OPENING_TABLES.items():
        tables[name] = read_table(folder, f"opening/{opening}/{name}", columns, key, faults)
    return tables | read_stocks(folder, opening, faults)


def build_opening(name: str, tables: Tables, region: Tables, city_code: str) -> OpeningData:
    """The arrays of an opening whose tables were found without fault."""
    counties = {code: i for i, code in enumerate(region["counties.csv"].column("county_code"))}
    ordered = sorted(region["sectors.csv"].rows, key=lambda row: int(row["position"]))
    sectors = {row["sector"]: i for i, row in enumerate(ordered)}
    activities = tuple(tables["activity.csv"].column("activity"))
    gdp, broad = np.full(len(counties), np.nan), np.full((len(counties), 3), np.nan)
    city_gdp, city_broad = 0.0, np.full(3, np.nan)
    for row in tables["county_totals.csv"].rows:
        place, item, value = row["county_code"], row["item"], row["value_yuan"]
        if place == city_code and item == "gdp":
            city_gdp = value
        elif place == city_code:
            city_broad[BROAD.index(item)] = value
        elif item == "gdp":
            gdp[counties[place]] = value
        else:
            broad[counties[place], BROAD.index(item)] = value
    employment = np.zeros((len(counties), len(activities)))
    for row in tables["employment.csv"].rows:
        employment[counties[row["county_code"]], activities.index(row["activity"])] = row["persons"]
    specialisation = np.ones((len(counties), len(sectors)))
    for row in tables["specialisation.csv"].rows:
        specialisation[counties[row["county_code"]], sectors[row["sector"]]] = row["weight"]
    rung_share = {(row["size"], row["rung"]): row["share"] for row in tables["rungs.csv"].rows}
    by_sector = {row["sector"]: row for row in tables["firms.csv"].rows}
    added = {row["sector"]: row["value_added_yuan"] for row in tables["sector_totals.csv"].rows}

    def firms(column: str) -> Floats:
        cells = [by_sector[code][column] for code in sectors]
        return _frozen(np.array([np.nan if cell is None else cell for cell in cells], np.float64))

    return OpeningData(
        name=name,
        county_gdp=_frozen(gdp),
        county_broad=_frozen(broad),
        city_gdp=city_gdp,
        city_broad=_frozen(city_broad),
        sector_value_added=_frozen(np.array([added[code] for code in sectors])),
        activities=activities,
        activity_sectors=tuple(
            tuple(sorted(sectors[code] for code in row["sectors"])) for row in tables["activity.csv"].rows
        ),
        activity_value_added_per_worker=_frozen(
            np.array(tables["activity.csv"].column("value_added_per_worker_yuan"))
        ),
        employment=_frozen(employment),
        specialisation=_frozen(specialisation),
        above_scale_firms=firms("above_scale_firms"),
        above_scale_propensity=firms("above_scale_propensity"),
        above_scale_sales_share=firms("above_scale_sales_share"),
        small_firms=firms("small_firms"),
        employment_per_value_added_factor=firms("employment_per_value_added_factor"),
        rung_share_small=_frozen(np.array([rung_share["small", rung] for rung in RUNGS])),
        rung_share_above_scale=_frozen(np.array([rung_share["above_scale", rung] for rung in RUNGS])),
        facts=Facts(**{row["item"]: row["value"] for row in tables["facts.csv"].rows}),
        stocks=build_stocks(tables),
        statuses=_statuses(tables),
    )


def _statuses(tables: Tables) -> tuple[tuple[str, str, str, str], ...]:
    rows = []
    for name, (columns, key) in OPENING_TABLES.items():
        figures = [c.name for c in columns if c.kind in ("number", "count") and c.name not in key]
        for row in tables[name].rows:
            label = " ".join(str(row[part]) for part in key)
            rows += [(name, label, figure, row["status"]) for figure in figures if row[figure] is not None]
    return tuple(rows)


def _frozen(array: Floats) -> Floats:
    array.flags.writeable = False
    return array
