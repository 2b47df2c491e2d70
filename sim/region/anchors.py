"""Named anchor firms of a region (链主企业): `anchors.csv`, which a region may go without."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sim.calendar import parse_quarter
from sim.errors import InputError
from sim.region.columns import OPTIONAL_TABLES
from sim.region.place_checks import Tables
from sim.region.records import Region
from sim.region.table import Faults, read_table

TABLE = "anchors.csv"


@dataclass(frozen=True)
class Anchor:
    """One named firm; `opens` is the quarter of its first production, 0 when it is there at the opening."""

    id: str
    name_zh: str
    name_en: str
    county: int
    sector: int
    chain: str
    park: int
    """Row of the park it is built in, -1 for one that is there already."""
    sales: float
    """Yuan a year, by which anchors of one county and sector are ranked."""
    investment: float
    """Contract value of one still to open, yuan."""
    opens: int


def check_anchors(tables: Tables, faults: Faults) -> None:
    """Counties, sectors and parks are known; one that opens later has a park, an investment and a quarter."""
    if TABLE not in tables:
        return
    known = {
        "county_code": [row["county_code"] for row in tables["counties.csv"].rows],
        "sector": [row["sector"] for row in tables["sectors.csv"].rows],
        "park": [row["park"] for row in tables["parks.csv"].rows],
    }
    for row in tables[TABLE].rows:
        for column, valid in known.items():
            if row[column] and row[column] not in valid:
                faults.unknown(TABLE, row[column], valid, column, row.line)
        if row["opens"] and not re.fullmatch(r"\d{4}Q[1-4]", row["opens"]):
            faults.add(TABLE, f"{row['opens']!r} is not a quarter", "write it like 2023Q1", "opens", row.line)
        if row["opens"] and not (row["park"] and row["investment_yuan"]):
            faults.add(
                TABLE, f"{row['anchor']} opens later", "it needs park and investment_yuan", "opens", row.line
            )


def read_anchors(region: Region) -> tuple[Anchor, ...]:
    """The anchors of a region that was read without fault, none when it has no table."""
    return _read(region)


@lru_cache(maxsize=4)
def _read(region: Region) -> tuple[Anchor, ...]:
    folder, faults = Path(region.folder), Faults()
    if not (folder / TABLE).exists():
        return ()
    table = read_table(folder, TABLE, *OPTIONAL_TABLES[TABLE], faults)
    if faults.problems:
        raise InputError(faults.problems)
    parks = [park.id for park in region.parks]
    return tuple(
        Anchor(
            row["anchor"],
            row["name_zh"],
            row["name_en"],
            region.counties.index(row["county_code"]),
            region.sectors.index(row["sector"]),
            row["chain"] or "",
            parks.index(row["park"]) if row["park"] else -1,
            row["sales_yuan"] or 0.0,
            row["investment_yuan"] or 0.0,
            parse_quarter(row["opens"]) if row["opens"] else 0,
        )
        for row in sorted(table.rows, key=lambda row: row["anchor"])
    )
