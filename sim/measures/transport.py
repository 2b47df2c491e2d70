"""Statistics of transport (交通)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sim.measures.found import Found
    from sim.quarter import Quarter
    from sim.world import World

NODES = {
    "travel_minutes_shenzhen": "OUT_SHENZHEN",
    "travel_minutes_hong_kong": "OUT_HONG_KONG",
    "travel_minutes_macao": "OUT_ZHUHAI_MACAO",
}
"""Outside node of each travel time; a region without the node has no value (NaN)."""


def measure(world: World, now: Quarter, found: Found) -> None:
    """Minutes of people to a node by county, and the regional share of purchases beside the opening's.

    The share is the mean over sectors, each alike: R_c / R_c0 = mean_s (sum over sellers R_s,c) / mean_s R0.
    """
    region, counties = world.region, world.opening.counties
    for key, node in NODES.items():
        if node in region.outside.ids:
            values = world.network.passenger[:, counties + region.outside.ids.index(node)]
        else:
            values = np.full(counties, np.nan)
        found.county[key] = values
    bought, before = world.purchases.sum((0, 2)), world.opening.purchases.sum((0, 2))
    found.county["purchases_local_relative"] = bought / before
