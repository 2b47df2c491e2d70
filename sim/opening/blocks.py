"""The opening of every block beyond the core: its first state, and the flows of its first quarter.

A block's flows must be known before households and budgets are closed: what households receive from it or pay to it,
what it buys, what counties pay it. Then consumption, transfers and exports still come out as residuals, and a world
with all its blocks rests as the core alone does. A block whose stocks a region does not give is empty: no flows.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sim.accounts import Holder
from sim.opening.cells import CellTotals
from sim.opening.economy import Entry, FirstQuarter
from sim.opening.environment import open_environment
from sim.opening.farms import open_farms
from sim.opening.knowhow import open_knowhow
from sim.opening.members import Rows
from sim.opening.network import open_network
from sim.opening.parks import open_parks, open_plots
from sim.opening.projects import open_projects
from sim.opening.recognition import open_recognition
from sim.opening.residents import open_residents, open_services
from sim.opening.structure import Setting
from sim.opening.treasury import open_treasury
from sim.opening.villages import open_villages
from sim.opening.visits import open_visits
from sim.tables import Blocks, Firms

BASKETS = 5
"""Rows of the basket table: consumption, firm investment, housing, government purchases, government investment."""


@dataclass(frozen=True)
class Known:
    """What is known of the opening before households and budgets are closed."""

    setting: Setting
    totals: CellTotals
    rows: Rows
    firms: Firms
    output: np.ndarray
    """First quarter's gross output by cell, yuan."""
    entry: Entry
    first: FirstQuarter
    gdp: np.ndarray
    """First quarter's value added by county, yuan."""


@dataclass
class Flows:
    """First quarter's flows of the blocks and what they hold at its beginning, yuan; added up block by block."""

    households: np.ndarray
    """Income of households from the blocks' accounts less what they pay there out of income [counties]."""
    household_outlays: np.ndarray
    """What households pay to blocks out of their saving, such as land under new homes [counties]."""
    purchases: np.ndarray
    """Final purchases by the blocks' own accounts [baskets, counties]."""
    county_payments: np.ndarray
    """What county governments pay to blocks, a part of their spending in all [counties]."""
    cash: dict[Holder, np.ndarray] = field(default_factory=dict)
    """Cash of park companies and collectives, whole yuan."""
    bank_claims: int = 0
    """Loans of the bank to others than firms and governments."""
    county_income: np.ndarray = field(default_factory=lambda: np.zeros(0))
    """What county budgets receive from blocks, such as land revenue; transfers are so much lower [counties]."""
    public_works: np.ndarray = field(default_factory=lambda: np.zeros(0))
    """What blocks add to public capital out of county accounts [counties]."""

    @classmethod
    def none(cls, counties: int) -> Flows:
        """No flows."""
        flows = cls(np.zeros(counties), np.zeros(counties), np.zeros((BASKETS, counties)), np.zeros(counties))
        flows.county_income, flows.public_works = np.zeros(counties), np.zeros(counties)
        return flows


def open_blocks(known: Known) -> tuple[Blocks, Flows]:
    """First state of every block, and the flows of all together."""
    flows = Flows.none(known.setting.structure.counties)
    blocks = Blocks(
        residents=open_residents(known, flows),
        services=open_services(known, flows),
        environment=open_environment(known, flows),
        visits=open_visits(known, flows),
        parks=open_parks(known, flows),
        plots=open_plots(known, flows),
        projects=open_projects(known, flows),
        recognition=open_recognition(known, flows),
        villages=open_villages(known, flows),
        farms=open_farms(known, flows),
        treasury=open_treasury(known, flows),
        network=open_network(known),
        knowhow=open_knowhow(known),
    )
    return blocks, flows
