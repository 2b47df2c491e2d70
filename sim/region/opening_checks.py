"""What the tables of an opening must agree on with the region and with one another."""

from __future__ import annotations

from sim.region.economy_checks import SUM_TOLERANCE
from sim.region.opening_records import FACTS, RUNGS
from sim.region.place_checks import Tables, check_known
from sim.region.records import BROAD
from sim.region.stocks import check_stocks
from sim.region.table import Faults, Table


def check_opening(tables: Tables, region: Tables, city_code: str, faults: Faults) -> None:
    """Hold the tables of an opening against the region's and against one another."""
    counties, sectors = region["counties.csv"], region["sectors.csv"]
    for name in ("employment.csv", "specialisation.csv"):
        check_known(tables[name], "county_code", counties, "county_code", faults)
    for name in ("sector_totals.csv", "specialisation.csv", "firms.csv"):
        check_known(tables[name], "sector", sectors, "sector", faults)
    check_known(tables["activity.csv"], "sectors", sectors, "sector", faults)
    check_known(tables["employment.csv"], "activity", tables["activity.csv"], "activity", faults)
    _check_totals(tables, region, city_code, faults)
    _check_activities(tables, region, faults)
    _check_firms(tables, region, faults)
    check_stocks(tables, region, city_code, faults)


def _check_totals(tables: Tables, region: Tables, city_code: str, faults: Faults) -> None:
    totals, by_sector = tables["county_totals.csv"], tables["sector_totals.csv"]
    counties = [row["county_code"] for row in region["counties.csv"].rows]
    if not (region["counties.csv"].complete and city_code):
        return
    for row in totals.rows:
        if row["county_code"] and row["county_code"] not in [*counties, city_code]:
            faults.unknown(totals.name, row["county_code"], [*counties, city_code], "county_code", row.line)
    if not totals.whole:
        return
    value = {(row["county_code"], row["item"]): row["value_yuan"] for row in totals.rows}
    for place in [city_code, *counties]:
        if (place, "gdp") not in value:
            faults.add(totals.name, f"{place} has no gdp row", "one for the city and each county", "item")
        parts = [value.get((place, item)) for item in BROAD]
        known = [part for part in parts if part is not None]
        if (place == city_code and len(known) < 3) or len(known) in (1, 2):
            given = f"{place} has {len(known)} of primary, secondary, tertiary"
            faults.add(totals.name, given, "all three (a county: or none)", "item")
        elif len(known) == 3 and value.get((place, "gdp"), sum(known)) != sum(known):
            given = (
                f"the three sectors of {place} add up to {sum(known):.0f}, gdp is {value[place, 'gdp']:.0f}"
            )
            faults.add(totals.name, given, "equal to the yuan", "value_yuan")
    for item in ("gdp", *BROAD):
        parts = [value.get((place, item)) for place in counties]
        known = [part for part in parts if part is not None]
        city = value.get((city_code, item))
        if city is not None and (sum(known) != city if len(known) == len(counties) else sum(known) >= city):
            given = f"{item} of the counties adds up to {sum(known):.0f}, the city's is {city:.0f}"
            faults.add(totals.name, given, "the counties add up to the city", "value_yuan")
    if by_sector.whole and region["sectors.csv"].whole:
        _check_sector_totals(by_sector, region["sectors.csv"], value, city_code, faults)


def _check_sector_totals(
    by_sector: Table, sectors: Table, value: dict[tuple[str, str], float], city_code: str, faults: Faults
) -> None:
    added = {row["sector"]: row["value_added_yuan"] for row in by_sector.rows}
    for row in sectors.rows:
        if row["sector"] not in added:
            faults.add(by_sector.name, f"no row for {row['sector']!r}", "a row for every sector", "sector")
    if set(added) != set(sectors.column("sector")):
        return
    for item in BROAD:
        total = sum(added.get(row["sector"], 0.0) for row in sectors.rows if row["broad"] == item)
        city = value.get((city_code, item), total)
        if total != city:
            given = f"the {item} sectors add up to {total:.0f}, the city's {item} is {city:.0f}"
            faults.add(by_sector.name, given, "equal to the yuan", "value_added_yuan")


def _check_activities(tables: Tables, region: Tables, faults: Faults) -> None:
    activities, employment = tables["activity.csv"], tables["employment.csv"]
    if activities.complete and region["sectors.csv"].complete:
        of_sector: dict[str, list[str]] = {}
        for row in activities.rows:
            for sector in row["sectors"] or ():
                of_sector.setdefault(sector, []).append(row["activity"])
        for sector in region["sectors.csv"].column("sector"):
            if len(of_sector.get(sector, [])) != 1:
                given = f"{sector} belongs to {len(of_sector.get(sector, []))} activities"
                faults.add(activities.name, given, "each sector to exactly one", "sectors")
    if employment.whole and activities.whole and region["counties.csv"].complete:
        have = {(row["county_code"], row["activity"]) for row in employment.rows}
        for county in region["counties.csv"].column("county_code"):
            for activity in activities.column("activity"):
                if (county, activity) not in have:
                    given = f"{county} {activity} is missing"
                    faults.add(employment.name, given, "persons for every county and activity", "persons")


def _check_firms(tables: Tables, region: Tables, faults: Faults) -> None:
    firms, rungs, facts = tables["firms.csv"], tables["rungs.csv"], tables["facts.csv"]
    sectors = region["sectors.csv"]
    industry = {row["sector"] for row in sectors.rows if row["industry"] == 1}
    have = {row["sector"] for row in firms.rows}
    for code in sectors.column("sector") if firms.complete and sectors.complete else ():
        if code not in have:
            faults.add(firms.name, f"no row for {code!r}", "a row for every sector", "sector")
    for row in firms.rows if firms.whole and sectors.whole else ():
        if row["above_scale_firms"] is None and row["sector"] not in industry:
            faults.add(
                firms.name,
                "the cell is empty",
                "only an industry sector may leave its count open",
                "above_scale_firms",
                row.line,
            )
    for size in ("small", "above_scale") if rungs.whole else ():
        total = sum(row["share"] for row in rungs.rows if row["size"] == size)
        if abs(total - 1) > SUM_TOLERANCE:
            faults.add(rungs.name, f"the shares of {size} firms sum to {total:.9g}", "1", "share")
        for rung in RUNGS:
            if not any(row["rung"] == rung and row["size"] == size for row in rungs.rows):
                faults.add(rungs.name, f"no row for {rung} {size}", "every rung in both sizes", "rung")
    items = {row["item"]: row["value"] for row in facts.rows}
    for item in FACTS if facts.complete else ():
        if item not in items:
            faults.add(facts.name, f"{item!r} is missing", "every fact is needed", "item")
    for row in facts.rows:
        if row["item"] and ("_share_" in row["item"] or row["unit"] == "share") and (row["value"] or 0) > 2:
            faults.add(
                facts.name, f"{row['value']:g} given", "a share, 0 to 2, never percent", "value", row.line
            )
