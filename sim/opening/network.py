"""Opening of the network: no link is open, journeys take what was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.tables import Network

if TYPE_CHECKING:
    from sim.opening.blocks import Known


def open_network(known: Known) -> Network:
    """First state: times of the base date."""
    region = known.setting.region
    links = len(region.links)
    return Network(
        ordered=np.zeros(links, np.int8),
        open=np.zeros(links, np.bool_),
        passenger=region.travel_passenger.copy(),
        freight=region.travel_freight.copy(),
    )
