"""The region: what never changes, read from a folder of tables and checked whole.

A folder is all it takes to add a region. Every fault of it is reported at once, as `InputError`.
"""

from sim.region.opening_records import FACTS, RUNGS, Facts, OpeningData
from sim.region.places import find_place, place_path
from sim.region.reading import packaged_regions, read_opening, read_region
from sim.region.records import (
    BROAD,
    MODES,
    Edges,
    Group,
    Link,
    Outside,
    Park,
    Place,
    Places,
    Region,
    Sectors,
)

__all__ = [
    "BROAD",
    "FACTS",
    "MODES",
    "RUNGS",
    "Edges",
    "Facts",
    "Group",
    "Link",
    "OpeningData",
    "Outside",
    "Park",
    "Place",
    "Places",
    "Region",
    "Sectors",
    "find_place",
    "packaged_regions",
    "place_path",
    "read_opening",
    "read_region",
]
