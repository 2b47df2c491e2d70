"""What journeys, sectors and input coefficients must agree on. Each check adds the faults it finds."""

from __future__ import annotations

import re
from collections import Counter

from sim.region.columns import BASKETS, VALUE_SHARES
from sim.region.edge_checks import check_edges
from sim.region.place_checks import Tables, check_known
from sim.region.table import Faults

SUM_TOLERANCE = 1e-9


def check_economy(tables: Tables, faults: Faults) -> None:
    """Hold the tables of the economy against one another and against the places."""
    check_outside(tables, faults)
    check_travel(tables, faults)
    check_edges(tables, faults)
    check_sectors(tables, faults)
    check_io(tables, faults)


def check_outside(tables: Tables, faults: Faults) -> None:
    """Outside nodes are written OUT_NAME, so that no place id can be taken for one."""
    for row in tables["outside.csv"].rows:
        if row["node"] and not re.fullmatch(r"OUT_[A-Z][A-Z_]*", row["node"]):
            faults.add("outside.csv", f"{row['node']!r} given", "OUT_ and capital letters", "node", row.line)


def check_travel(tables: Tables, faults: Faults) -> None:
    """Every journey is given once in both modes."""
    travel, counties, outside = tables["travel.csv"], tables["counties.csv"], tables["outside.csv"]
    if not (counties.complete and outside.complete):
        return
    codes = [row["county_code"] for row in counties.rows if row["county_code"]]
    nodes = [row["node"] for row in outside.rows if row["node"]]
    before = len(faults.problems)
    base: dict[tuple[str, str, str], tuple[float, int]] = {}
    for row in travel.rows:
        if row["origin"] not in codes and row["origin"]:
            faults.unknown("travel.csv", row["origin"], codes, "origin", row.line)
        elif row["destination"] not in codes + nodes and row["destination"]:
            faults.unknown("travel.csv", row["destination"], codes + nodes, "destination", row.line)
        elif row["mode"] and row["minutes"] is not None:
            journey = (row["mode"], *pair_key(row["origin"], row["destination"]))
            if journey in base:
                given = f"{' '.join(journey)} was already given on line {base[journey][1]}"
                faults.add("travel.csv", given, "a pair once, the way back is the same", "origin", row.line)
            base.setdefault(journey, (row["minutes"], row.line))
    known = travel.whole and len(faults.problems) == before
    for mode in ("freight", "passenger") if known else ():
        for i, origin in enumerate(codes):
            for destination in codes[i:] + nodes:
                if (mode, *pair_key(origin, destination)) not in base:
                    given = f"the {mode} journey {origin} to {destination} is missing"
                    faults.add("travel.csv", given, "minutes for every pair at the base date")


def pair_key(origin: str | None, destination: str | None) -> tuple[str, str]:
    """One key for both directions of a journey."""
    first, second = sorted((origin or "", destination or ""))
    return first, second


def check_sectors(tables: Tables, faults: Faults) -> None:
    """Positions count from 0, baskets sum to one, shares of value added do not exceed it."""
    sectors = tables["sectors.csv"]
    if not sectors.whole:
        return
    positions = sorted(int(row["position"]) for row in sectors.rows)
    if positions != list(range(len(positions))):
        given = f"positions {positions}"
        faults.add("sectors.csv", given, f"0 to {len(positions) - 1}, each once", "position")
    if len(positions) > 64:
        faults.add("sectors.csv", f"{len(positions)} sectors", "64 at most: a firm id has 6 bits for them")
    for column in BASKETS:
        total = sum(sectors.column(column))
        if abs(total - 1) > SUM_TOLERANCE:
            faults.add("sectors.csv", f"the shares sum to {total:.9g}", "a basket sums to 1", column)
    for row in sectors.rows:
        total = sum(row[column] for column in VALUE_SHARES)
        if total > 1 + SUM_TOLERANCE:
            given = f"labour, tax and depreciation take {total:.6g} of value added"
            faults.add("sectors.csv", given, "1 at most", "+".join(VALUE_SHARES), row.line)


def check_io(tables: Tables, faults: Faults) -> None:
    """The coefficients form a square over the sectors; no sector buys all it makes."""
    table, sectors = tables["io.csv"], tables["sectors.csv"]
    check_known(table, "input_from", sectors, "sector", faults)
    if not (table.whole and sectors.complete):
        return
    codes = [row["sector"] for row in sectors.rows]
    sellers = Counter(table.column("input_from"))
    for code in codes:
        if code not in sellers:
            faults.add("io.csv", f"no row for {code!r}", "a row for every sector", "input_from")
        total = sum(table.column(code))
        if total >= 1:
            given = f"the inputs of one unit of {code} sum to {total:.6g}"
            faults.add("io.csv", given, "below 1, the rest is value added", code)
