"""What changes in a run: one table a block of the model, columns with unit and one line each."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from sim.tables.environment import Environment
from sim.tables.farms import Farms
from sim.tables.firms import COLUMNS, Firms
from sim.tables.knowhow import Knowhow
from sim.tables.network import Network
from sim.tables.parks import Parks
from sim.tables.places import Cells, City, Counties, Towns
from sim.tables.plots import Plots
from sim.tables.projects import Projects
from sim.tables.recognition import Recognition
from sim.tables.residents import Residents
from sim.tables.services import Services
from sim.tables.treasury import Treasury
from sim.tables.villages import Villages
from sim.tables.visits import Visits

__all__ = [
    "BLOCKS",
    "COLUMNS",
    "Blocks",
    "Cells",
    "City",
    "Counties",
    "Environment",
    "Farms",
    "Firms",
    "Knowhow",
    "Network",
    "Parks",
    "Plots",
    "Projects",
    "Recognition",
    "Residents",
    "Services",
    "Towns",
    "Treasury",
    "Villages",
    "Visits",
    "copy_table",
]


@dataclass
class Blocks:
    """Every table beyond the core economy (cells, counties, towns, city) and the firms."""

    treasury: Treasury
    """What governments owe, do and report (财政)."""
    parks: Parks
    """Parks and their companies (园区)."""
    plots: Plots
    """Old village parks and their renewal (旧村级工业园)."""
    projects: Projects
    """Investment projects (招商项目)."""
    recognition: Recognition
    """Titles, statistics and upgrades of firms (企业认定)."""
    villages: Villages
    """Village collectives (村集体)."""
    farms: Farms
    """Orchards, peel, fields and ponds (农业)."""
    residents: Residents
    """People by age and skill, commuters, talent (居民)."""
    services: Services
    """Schools and hospitals (公共服务)."""
    visits: Visits
    """Attractions and visits (旅游)."""
    environment: Environment
    """Environment and amenity (环境)."""
    network: Network
    """Links and journeys (交通网络)."""
    knowhow: Knowhow
    """What counties learn from one another (结对帮带)."""


BLOCKS = tuple(field.name for field in fields(Blocks))
"""Names of the blocks' tables."""


def copy_table[Table](table: Table) -> Table:
    """A table with its own arrays."""
    twin: Any = copy(table)
    for name, value in vars(table).items():
        if isinstance(value, np.ndarray):
            setattr(twin, name, value.copy())
    return twin
