"""What a region folder holds once it is read: frozen records of read-only arrays, every axis in id order.

Axes: C counties, T formal towns, V villages, S sectors, N outside nodes, A activities, R rungs.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError, unknown_name

Floats = NDArray[np.float64]
Indices = NDArray[np.int16]
Texts = tuple[str, ...]

MODES = ("road", "bridge", "rail")
"""What an edge is."""

BROAD = ("primary", "secondary", "tertiary")
"""The three broad sectors of the national accounts."""


@dataclass(frozen=True, eq=False)
class Places:
    """Places of one level in id order; WGS-84 degrees, NaN where none is known."""

    level: str
    ids: Texts
    names_zh: Texts
    names_en: Texts
    slugs: Texts
    lat: Floats
    lng: Floats

    @property
    def n(self) -> int:
        """How many there are."""
        return len(self.ids)

    def index(self, place_id: str) -> int:
        """The row of an id; raises InputError with the nearest id when there is none."""
        try:
            return self.ids.index(place_id)
        except ValueError:
            raise InputError([unknown_name("places", place_id, self.ids, self.level)]) from None


@dataclass(frozen=True)
class Place:
    """One place as found by name; level: city, county, town, village, park, zone, outside or group."""

    level: str
    index: int
    id: str
    name_zh: str
    slug: str


@dataclass(frozen=True)
class Park:
    """An industrial park or a macro zone; area in mu, NaN where none was found."""

    id: str
    name_zh: str
    name_en: str
    county: int
    """Row of the county, -1 for a zone over several counties."""
    town: int
    """Row of the formal town where the park is placed, -1 for a zone."""
    level: str
    area_mu: float
    sectors_zh: Texts


@dataclass(frozen=True)
class Group:
    """A named set of counties, used wherever a table speaks of `east` or `west`."""

    key: str
    name_zh: str
    name_en: str
    members: tuple[int, ...]


@dataclass(frozen=True)
class Link:
    """Roads, bridges or rails that open together and shorten journeys from that day on."""

    id: str
    name_zh: str
    name_en: str
    opened: datetime.date | None
    """None for a planned one, which opens only where a scenario dates it or an event opens it."""


@dataclass(frozen=True, eq=False)
class Sectors:
    """Sectors in the order of sectors.csv's `position`; every array has one entry a sector.

    Shares are of value added (labour, tax, depreciation), of purchases (regional, own county) or of the
    basket named (each basket sums to one). `capital_per_value_added` is real capital over yearly value added.
    """

    codes: Texts
    names_zh: Texts
    names_en: Texts
    broad: NDArray[np.int8]
    """0 primary, 1 secondary, 2 tertiary."""
    industry: NDArray[np.bool_]
    """Whether its above-scale firms count as above-scale industrial firms."""
    labour_share: Floats
    production_tax_share: Floats
    depreciation_share: Floats
    capital_per_value_added: Floats
    regional_purchase_share: Floats
    own_county_share: Floats
    consumption_share: Floats
    firm_investment_share: Floats
    housing_share: Floats
    government_purchase_share: Floats
    government_investment_share: Floats
    noise_scale: Floats
    freight: NDArray[np.bool_]
    """Whether its sales travel by freight; otherwise by passenger times."""
    mixed_income: NDArray[np.bool_]
    capital_call_payer: Texts
    """Who pays when the owner must put money in: HH, UP, RX, or empty where nobody must."""
    residual_buyer: Texts
    """Who buys what the region does not: RX or UP."""

    @property
    def n(self) -> int:
        """How many there are."""
        return len(self.codes)

    def index(self, code: str) -> int:
        """The position of a sector code; raises InputError with the nearest code when there is none."""
        if code not in self.codes:
            raise InputError([unknown_name("sectors", code, self.codes)])
        return self.codes.index(code)


@dataclass(frozen=True, eq=False)
class Outside:
    """The nodes the region trades with; yearly product in yuan, people in persons."""

    ids: Texts
    names_zh: Texts
    names_en: Texts
    gdp: Floats
    population: Floats

    @property
    def n(self) -> int:
        """How many there are."""
        return len(self.ids)


@dataclass(frozen=True, eq=False)
class Edges:
    """Edges beside the measured journeys; places are counties, outside nodes, junctions, in this order."""

    ids: Texts
    junctions: Texts
    places: int
    """How many places there are in all."""
    start: Indices
    end: Indices
    mode: Indices
    """Position in MODES."""
    link: Indices
    """Row of the link that an edge opens with, -1 where it is there already."""
    passenger: Floats
    """Minutes either way, infinite where nobody travels so."""
    freight: Floats


@dataclass(frozen=True, eq=False)
class Region:
    """What never changes in a run: places, sectors, journeys. Two regions are equal when their hashes are."""

    id: str
    name_zh: str
    name_en: str
    city_code: str
    base_year: int
    openings: Texts
    folder: str
    """Where it was read; not part of what it is."""
    counties: Places
    county_area: Floats
    """km2 [C]."""
    county_population: Floats
    """Residents at the end of the base year [C]."""
    towns: Places
    town_mca: Texts
    """Civil affairs codes of the formal towns, to recognise one given by mistake; empty where unknown."""
    town_county: Indices
    town_area: Floats
    """km2 [T], NaN where unknown."""
    town_population: Floats
    villages: Places
    village_town: Indices
    village_type: Texts
    village_population: Floats
    formal_town: dict[str, int]
    """Row of the formal town that each statistical town code belongs to, special units included."""
    parks: tuple[Park, ...]
    macro_zones: tuple[Park, ...]
    groups: tuple[Group, ...]
    sectors: Sectors
    io: Floats
    """Input of i per unit of output of j [S, S]."""
    outside: Outside
    travel_passenger: Floats
    """Minutes before any link [C, C+N]; the diagonal is a journey inside the county."""
    travel_freight: Floats
    links: tuple[Link, ...]
    edges: Edges
    hash: str
    """sha256 of the content the model reads, whatever the order of rows."""

    @property
    def link_dates(self) -> dict[str, str]:
        """Dates on which links open by themselves, by id; planned ones have none."""
        return {link.id: link.opened.isoformat() for link in self.links if link.opened is not None}

    def __eq__(self, other: object) -> bool:
        """Same content, whatever the folder."""
        return isinstance(other, Region) and other.hash == self.hash

    def __hash__(self) -> int:
        """From the content hash."""
        return hash(self.hash)

    def group(self, key: str) -> Group:
        """The group of that name; raises InputError with the nearest name."""
        for group in self.groups:
            if group.key == key:
                return group
        raise InputError([unknown_name("groups", key, [group.key for group in self.groups])])
