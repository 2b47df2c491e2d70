"""The tables of a region folder: their columns and keys, in one place."""

from __future__ import annotations

from sim.region.opening_records import FACTS, RUNGS
from sim.region.records import BROAD, MODES
from sim.region.table import STATUSES, Column


def _text(*names: str, blank: bool = False) -> tuple[Column, ...]:
    return tuple(Column(name, blank=blank) for name in names)


def _share(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, "number", high=1.0) for name in names)


def _code(name: str, digits: int, blank: bool = False) -> Column:
    return Column(name, "code", blank=blank, digits=digits)


def _choice(name: str, *choices: str, blank: bool = False) -> Column:
    return Column(name, "choice", blank=blank, choices=choices)


def _count(name: str, blank: bool = False) -> Column:
    return Column(name, "count", blank=blank)


def _positive(name: str, blank: bool = False) -> Column:
    return Column(name, "number", blank=blank, open=True)


INFINITY = float("inf")
NAMES = _text("name_zh", "name_en")
STATUS = _choice("status", *STATUSES)
SOURCE = Column("source", blank=True)
POPULATION = (_count("population_persons"), _choice("population_status", *STATUSES))
LATITUDE, LONGITUDE = Column("lat", "number", low=-90, high=90), Column("lng", "number", low=-180, high=180)
AREA = (_positive("area", blank=True), _choice("area_unit", "mu", "ha", "km2", blank=True))
PARK_NOTES = (
    Column("sectors_zh", "codes", blank=True),
    _count("year", blank=True),
    SOURCE,
    *_text("note", blank=True),
)

COUNTIES = (
    _code("county_code", 6),
    *NAMES,
    *_text("slug", "type"),
    _positive("area_km2"),
    LATITUDE,
    LONGITUDE,
    *POPULATION,
    _count("census_population_2010", blank=True),
    _count("census_population_2020", blank=True),
    _count("census_urban_population_2020", blank=True),
    SOURCE,
)
TOWNS = (
    _code("stat_code", 9),
    _code("town_code", 9),
    _code("mca_code", 9, blank=True),
    _code("county_code", 6),
    *NAMES,
    *_text("slug"),
    _choice("type", "subdistrict", "town", "special_unit"),
    Column("is_formal", "flag"),
    _choice("assignment_status", *STATUSES),
    Column("lat", "number", low=-90, high=90, blank=True),
    Column("lng", "number", low=-180, high=180, blank=True),
    _choice("point_status", *STATUSES, blank=True),
    _positive("area_km2", blank=True),
    SOURCE,
    _count("census_population_2010", blank=True),
    _count("census_population_2020", blank=True),
    _count("population_persons", blank=True),
    _choice("population_status", *STATUSES, blank=True),
)
VILLAGES = (
    _code("village_code", 12),
    _code("stat_code", 9),
    _code("town_code", 9),
    _code("county_code", 6),
    *_text("name_zh"),
    _choice("unit_type", "village", "community", "virtual"),
    *POPULATION,
)
PARKS = (
    *_text("park"),
    *NAMES,
    _code("county_code", 6),
    _code("town_code", 9),
    Column("town_codes", "codes", blank=True),
    _choice("town_status", *STATUSES),
    *_text("level", blank=True),
    *AREA,
    *PARK_NOTES,
)
ZONES = (*_text("zone"), *NAMES, *_text("level", blank=True), *AREA, *PARK_NOTES)
GROUPS = (*_text("group"), *NAMES, _code("county_code", 6))
OUTSIDE = (*_text("node"), *NAMES, _positive("gdp_yuan"), _positive("population_persons"), STATUS, SOURCE)
LINKS = (*_text("link"), *NAMES, Column("opened_date", "date", blank=True), SOURCE)
EDGES = (
    *_text("edge"),
    *_text("link", blank=True),
    *_text("from", "to"),
    _choice("mode", *MODES),
    _positive("minutes_passenger", blank=True),
    _positive("minutes_freight", blank=True),
    STATUS,
    SOURCE,
)
TRAVEL = (
    *_text("origin", "destination"),
    _choice("mode", "passenger", "freight"),
    _positive("minutes"),
    STATUS,
    SOURCE,
)
VALUE_SHARES = ("labour_share", "production_tax_share", "depreciation_share")
BASKETS = (
    "consumption_share",
    "firm_investment_share",
    "housing_share",
    "government_purchase_share",
    "government_investment_share",
)
SECTORS = (
    *_text("sector"),
    Column("position", "count"),
    *NAMES,
    _choice("broad", *BROAD),
    Column("industry", "flag"),
    *_share(*VALUE_SHARES),
    _positive("capital_per_value_added"),
    *_share("regional_purchase_share", "own_county_share", *BASKETS),
    Column("noise_scale", "number"),
    _choice("mode", "freight", "passenger"),
    Column("mixed_income", "flag"),
    _choice("capital_call_payer", "HH", "UP", "RX", blank=True),
    _choice("residual_buyer", "RX", "UP"),
    STATUS,
)

REGION_TABLES: dict[str, tuple[tuple[Column, ...], tuple[str, ...]]] = {
    "counties.csv": (COUNTIES, ("county_code",)),
    "towns.csv": (TOWNS, ("stat_code",)),
    "villages.csv": (VILLAGES, ("village_code",)),
    "parks.csv": (PARKS, ("park",)),
    "macro_zones.csv": (ZONES, ("zone",)),
    "groups.csv": (GROUPS, ("group", "county_code")),
    "outside.csv": (OUTSIDE, ("node",)),
    "links.csv": (LINKS, ("link",)),
    "edges.csv": (EDGES, ("edge",)),
    "travel.csv": (TRAVEL, ("mode", "origin", "destination")),
    "sectors.csv": (SECTORS, ("sector",)),
}
"""Columns and key of every table of a region; io.csv comes on top, its columns are the sectors."""


def io_columns(sectors: tuple[str, ...]) -> tuple[Column, ...]:
    """The columns of io.csv: the seller, then one coefficient for each buying sector."""
    return (Column("input_from"), *(Column(code, "number", high=1.0) for code in sectors))


NUMERAL = Column("value", "number", low=-INFINITY, blank=True)
REFERENCE_TABLES: dict[str, tuple[tuple[Column, ...], tuple[str, ...]]] = {
    "census.csv": (
        (
            _code("county_code", 6),
            _count("year"),
            *_text("table", "variable"),
            *_text("meaning", blank=True),
            NUMERAL,
            SOURCE,
        ),
        ("county_code", "year", "table", "variable"),
    ),
    "series.csv": (
        (
            *_text("area_code"),
            _choice("level", "city", "county", "town"),
            _count("year", blank=True),
            *_text("variable"),
            NUMERAL,
            *_text("unit"),
            SOURCE,
            *_text("grade", "note", blank=True),
        ),
        ("area_code", "variable", "year", "source", "value"),
    ),
    "policy_tags.csv": (
        (
            *_text("place_code", "place_zh", "tag", "value"),
            _count("year", blank=True),
            *_text("note", blank=True),
            SOURCE,
        ),
        ("tag", "place_code", "value", "year"),
    ),
    "sources.csv": (
        (*_text("source_id"), *_text("grade", blank=True), *_text("title"), *_text("note", blank=True)),
        ("source_id",),
    ),
}
"""Tables for people to look things up in; the model does not read them, and a region may go without."""

OPTIONAL_TABLES: dict[str, tuple[tuple[Column, ...], tuple[str, ...]]] = {
    "anchors.csv": (
        (
            *_text("anchor"),
            *NAMES,
            _code("county_code", 6),
            *_text("sector"),
            *_text("chain", "park", blank=True),
            _positive("sales_yuan", blank=True),
            _positive("investment_yuan", blank=True),
            *_text("opens", blank=True),
            STATUS,
            SOURCE,
            *_text("note", blank=True),
        ),
        ("anchor",),
    ),
}
"""Tables that a region may go without, and that the model reads when they are there."""

OPENING_TABLES: dict[str, tuple[tuple[Column, ...], tuple[str, ...]]] = {
    "county_totals.csv": (
        (_code("county_code", 6), _choice("item", "gdp", *BROAD), _positive("value_yuan"), STATUS, SOURCE),
        ("county_code", "item"),
    ),
    "sector_totals.csv": ((*_text("sector"), _positive("value_added_yuan"), STATUS, SOURCE), ("sector",)),
    "activity.csv": (
        (
            *_text("activity"),
            *NAMES,
            Column("sectors", "codes"),
            _positive("value_added_per_worker_yuan"),
            STATUS,
            SOURCE,
        ),
        ("activity",),
    ),
    "employment.csv": (
        (_code("county_code", 6), *_text("activity"), _count("persons"), STATUS),
        ("county_code", "activity"),
    ),
    "specialisation.csv": (
        (_code("county_code", 6), *_text("sector"), _positive("weight"), STATUS),
        ("county_code", "sector"),
    ),
    "firms.csv": (
        (
            *_text("sector"),
            _count("above_scale_firms", blank=True),
            _positive("above_scale_propensity"),
            *_share("above_scale_sales_share"),
            _count("small_firms"),
            _positive("employment_per_value_added_factor"),
            STATUS,
            SOURCE,
        ),
        ("sector",),
    ),
    "rungs.csv": (
        (_choice("rung", *RUNGS), _choice("size", "small", "above_scale"), *_share("share"), STATUS, SOURCE),
        ("rung", "size"),
    ),
    "facts.csv": (
        (_choice("item", *FACTS), Column("value", "number"), *_text("unit"), STATUS, SOURCE),
        ("item",),
    ),
}
"""Columns and key of every table of an opening."""
