"""Opening of the environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.tables import Environment
from sim.tables.environment import Facility

if TYPE_CHECKING:
    from sim.opening.blocks import Flows, Known


def open_environment(known: Known, flows: Flows) -> Environment:
    """First state: as it is; nothing moves where the weight of industry is not given."""
    setting = known.setting
    stocks, counties, towns = setting.data.stocks, setting.region.counties, setting.region.towns
    load = stocks.of("industry_load", counties.ids, 0.0)
    binding = setting.scenario.parameters.environment.energy_quota_binding_share
    nothing = np.zeros((towns.n, len(Facility)))
    return Environment(
        index=np.zeros(towns.n),
        load=load,
        energy_headroom=np.where(load > 0.0, 1.0 - binding, 1.0),
        facilities=nothing.copy(),
        built=nothing.copy(),
        upkeep_paid=nothing,
    )
