"""Transport (交通): links that have opened shorten journeys of people and goods.

A link is a set of edges (road, bridge, rail) that open together, on the date the world gives or when an event says
so. tau = shortest path over open edges, minutes, passenger and freight apart (`sim/journeys.py`). Worked out anew only
when the set of open links changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.calendar import first_quarter_from
from sim.journeys import minutes_with
from sim.tables.network import BY_DATE, OPENED

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def open_links(world: World) -> np.ndarray:
    """Whether each link is open this quarter: by the first quarter that begins on or after its date, or by an event."""
    dates = world.scenario.world.links
    due = [
        link.id in dates and first_quarter_from(dates[link.id]) <= world.quarter
        for link in world.region.links
    ]
    ordered = world.network.ordered
    return np.where(ordered == BY_DATE, np.array(due, np.bool_), ordered == OPENED)


def read_network(world: World, now: Quarter) -> None:
    """Travel times of the quarter."""
    network, links = world.network, open_links(world)
    changed = np.flatnonzero(links != network.open)
    if not changed.size:
        return
    network.open = links
    network.passenger, network.freight = minutes_with(world.region, links)
    for number in changed:
        link = world.region.links[number]
        world.log("link_opened" if links[number] else "link_shut", link.id, note=link.name_en)
