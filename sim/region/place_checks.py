"""What the tables of places must agree on: codes, owners, people. Each check adds the faults it finds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from sim.region.table import Faults, Row, Table

Tables = dict[str, Table]

PAYERS = ("city", "up")
"""Payers of programmes that are no place: no group may bear their names."""


def check_places(tables: Tables, city_code: str, faults: Faults) -> None:
    """Hold the tables of places against one another."""
    check_counties(tables, city_code, faults)
    check_towns(tables, faults)
    check_villages(tables, faults)
    check_parks(tables, faults)
    check_groups(tables, faults)
    check_populations(tables, faults)


def check_counties(tables: Tables, city_code: str, faults: Faults) -> None:
    """County codes begin like the city's; slugs and county names are used once."""
    for row in tables["counties.csv"].rows:
        if city_code and row["county_code"] and not row["county_code"].startswith(city_code[:4]):
            given = (
                f"{row['county_code']!r} does not begin with {city_code[:4]}, as city_code {city_code} does"
            )
            faults.add("counties.csv", given, "a county code of this city", "county_code", row.line)
    used: dict[str, str] = {}
    for name in ("counties.csv", "towns.csv"):
        for row in tables[name].rows:
            slug = row["slug"]
            if slug and not re.fullmatch(r"[a-z][a-z0-9-]*", slug):
                faults.add(name, f"{slug!r} given", "small letters, digits and hyphens", "slug", row.line)
            if slug in used:
                given = f"{slug!r} is also used in {used[slug]}"
                faults.add(name, given, "a slug once in a region, e.g. town-county", "slug", row.line)
            used.setdefault(slug, f"{name} line {row.line}")


def check_known(table: Table, column: str, owner: Table, key: str, faults: Faults) -> None:
    """Every code in `column` (one, or several joined by ';') stands in the owner's key column."""
    known = {row[key] for row in owner.rows}
    for row in table.rows if owner.complete else ():
        for code in _several(row[column]):
            if code not in known:
                faults.unknown(table.name, code, known, column, row.line)


def _several(value: object) -> Iterable[str]:
    if isinstance(value, tuple):
        return value
    return (str(value),) if value else ()


def check_town_codes(table: Table, column: str, towns: Table, faults: Faults) -> None:
    """Town codes are those of the statistics bureau; a civil affairs code is named as such."""
    known = {row["stat_code"] for row in towns.rows}
    civil = {row["mca_code"]: row for row in towns.rows if row["mca_code"]}
    for row in table.rows if towns.complete else ():
        for code in _several(row[column]):
            if code in known:
                continue
            if code in civil:
                town = civil[code]
                given = f"{code!r} is the civil affairs (MCA) code of {town['name_zh']}"
                allowed = f"the statistics bureau's (NBS) code, {town['stat_code']}"
                faults.add(table.name, given, allowed, column, row.line)
            else:
                faults.unknown(table.name, code, known, column, row.line)


def _prefix(table: Table, row: Row, column: str, prefix_column: str, faults: Faults) -> None:
    code, prefix = row[column], row[prefix_column]
    if code and prefix and not code.startswith(prefix):
        given = f"{code!r} does not begin with the {prefix_column} {prefix}"
        faults.add(
            table.name, given, "the statistics bureau's (NBS) code of the same place", column, row.line
        )


def check_towns(tables: Tables, faults: Faults) -> None:
    """Towns lie in known counties; a special unit belongs to a formal town of its county."""
    towns, counties = tables["towns.csv"], tables["counties.csv"]
    check_known(towns, "county_code", counties, "county_code", faults)
    check_town_codes(towns, "town_code", towns, faults)
    rows = {row["stat_code"]: row for row in towns.rows}
    for row in towns.rows:
        _prefix(towns, row, "stat_code", "county_code", faults)
        formal = row["is_formal"] == 1
        if formal and row["town_code"] and row["stat_code"] and row["town_code"] != row["stat_code"]:
            given = f"the formal town {row['stat_code']} is assigned to {row['town_code']}"
            faults.add("towns.csv", given, "a formal town belongs to itself", "town_code", row.line)
        owner = rows.get(row["town_code"])
        if not formal and owner and (owner["is_formal"] != 1 or owner["county_code"] != row["county_code"]):
            given = f"{row['town_code']} is no formal town of county {row['county_code']}"
            faults.add("towns.csv", given, "a formal town of the same county", "town_code", row.line)
        for column in (
            ("lat", "lng", "population_persons", "population_status", "point_status") if formal else ()
        ):
            if row[column] is None and towns.whole:
                faults.add("towns.csv", "the cell is empty", "a formal town needs it", column, row.line)
    with_town = {row["county_code"] for row in towns.rows if row["is_formal"] == 1}
    for row in counties.rows if towns.complete else ():
        if row["county_code"] and row["county_code"] not in with_town:
            given = f"{row['county_code']} {row['name_zh']} has no formal town"
            faults.add("counties.csv", given, "at least one in towns.csv", "county_code", row.line)


def check_villages(tables: Tables, faults: Faults) -> None:
    """Villages carry the codes of their statistical unit, its county and its formal town."""
    villages, towns = tables["villages.csv"], tables["towns.csv"]
    check_known(villages, "county_code", tables["counties.csv"], "county_code", faults)
    check_town_codes(villages, "stat_code", towns, faults)
    check_town_codes(villages, "town_code", towns, faults)
    formal = {row["stat_code"]: row["town_code"] for row in towns.rows}
    for row in villages.rows:
        _prefix(villages, row, "village_code", "stat_code", faults)
        _prefix(villages, row, "stat_code", "county_code", faults)
        owner = formal.get(row["stat_code"])
        if owner and row["town_code"] in formal and row["town_code"] != owner:
            given = f"{row['town_code']!r} given, but towns.csv assigns {row['stat_code']} to {owner}"
            faults.add("villages.csv", given, "the town_code of towns.csv", "town_code", row.line)


def check_parks(tables: Tables, faults: Faults) -> None:
    """Parks are PK01…, zones MZ01…, each in known places, every area with its unit."""
    parks, towns = tables["parks.csv"], tables["towns.csv"]
    check_known(parks, "county_code", tables["counties.csv"], "county_code", faults)
    check_town_codes(parks, "town_code", towns, faults)
    check_town_codes(parks, "town_codes", towns, faults)
    towns_of = {row["stat_code"]: row for row in towns.rows}
    for row in parks.rows:
        town = towns_of.get(row["town_code"])
        if town and town["is_formal"] != 1:
            given = f"{row['town_code']} is a special unit"
            faults.add(
                "parks.csv", given, f"a formal town, such as {town['town_code']}", "town_code", row.line
            )
        if town and row["county_code"] and town["county_code"] != row["county_code"]:
            given = f"{row['town_code']} lies in county {town['county_code']}"
            faults.add("parks.csv", given, f"a town of {row['county_code']}", "town_code", row.line)
    for table, key, prefix in ((parks, "park", "PK"), (tables["macro_zones.csv"], "zone", "MZ")):
        for row in table.rows:
            if row[key] and not re.fullmatch(prefix + r"\d\d+", row[key]):
                faults.add(table.name, f"{row[key]!r} given", f"{prefix} and two digits", key, row.line)
            if row["area"] is not None and row["area_unit"] is None:
                faults.add(table.name, "the area has no unit", "mu, ha or km2", "area_unit", row.line)


def check_groups(tables: Tables, faults: Faults) -> None:
    """Groups name known counties, bear one name each, and none that stands for another payer."""
    groups = tables["groups.csv"]
    check_known(groups, "county_code", tables["counties.csv"], "county_code", faults)
    names: dict[str, tuple[str, str]] = {}
    for row in groups.rows:
        pair = names.setdefault(row["group"], (row["name_zh"], row["name_en"]))
        if pair != (row["name_zh"], row["name_en"]):
            given = f"group {row['group']!r} is named {row['name_zh']!r} here and {pair[0]!r} elsewhere"
            faults.add("groups.csv", given, "one name for a group", "name_zh", row.line)
        for column in ("group", "name_zh", "name_en"):
            if (row[column] or "").casefold() in PAYERS:
                given = f"{row[column]!r} given, which stands for a payer of programmes"
                faults.add("groups.csv", given, "any name but city and up", column, row.line)


def check_populations(tables: Tables, faults: Faults) -> None:
    """Villages add up to their town, towns to their county."""
    counties, towns, villages = (tables[name] for name in ("counties.csv", "towns.csv", "villages.csv"))
    if not (counties.whole and towns.whole and villages.whole):
        return
    in_town: Counter[str] = Counter()
    in_county: Counter[str] = Counter()
    for row in villages.rows:
        in_town[row["town_code"]] += int(row["population_persons"])
    for row in towns.rows:
        if row["is_formal"] == 1 and row["population_persons"] is not None:
            people = int(row["population_persons"])
            in_county[row["county_code"]] += people
            if in_town[row["stat_code"]] != people:
                given = f"{people} people, its villages hold {in_town[row['stat_code']]}"
                faults.add("towns.csv", given, "the sum of its villages", "population_persons", row.line)
    for row in counties.rows:
        if in_county[row["county_code"]] != row["population_persons"]:
            given = f"{row['population_persons']:.0f} people, its towns hold {in_county[row['county_code']]}"
            faults.add("counties.csv", given, "the sum of its towns", "population_persons", row.line)
