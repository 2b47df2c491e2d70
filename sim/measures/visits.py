"""Statistics of the block visits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sim.measures.found import Found
    from sim.quarter import Quarter
    from sim.world import World


def measure(world: World, now: Quarter, found: Found) -> None:
    """Visits, what they spend and what draws them, by town and county."""
    visits, opening = world.visits, world.opening
    found.town |= {
        "visits": visits.received,
        "visits_new_sites": visits.received_new,
        "visits_cannibalised": visits.taken,
        "attraction": visits.sights + visits.new_sights,
        "tourism_spending": (visits.spending * now.nominal).astype(np.int64),
    }
    for key in ("visits", "visits_new_sites", "visits_cannibalised", "attraction"):
        found.county[key] = opening.towns_to_counties(found.town[key])
    by_county = np.zeros(opening.counties, np.int64)
    np.add.at(by_county, opening.town_county, found.town["tourism_spending"])
    found.county["tourism_spending"] = by_county
