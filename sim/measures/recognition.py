"""Statistics of the block recognition: titles and listing beside what is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.loops import columns, counting
from sim.loops.counting import count_marks
from sim.tables.recognition import Step

if TYPE_CHECKING:
    from sim.measures.found import Found
    from sim.quarter import Quarter
    from sim.world import World

MARK_KEYS = {
    "firms_hidden": counting.M_HIDDEN,
    "firms_high_tech": counting.M_HIGH_TECH,
    "firms_specialised": counting.M_SPECIALISED,
    "firms_little_giant": counting.M_LITTLE_GIANT,
    "firms_key_giant": counting.M_KEY_GIANT,
    "firms_digital": counting.M_DIGITAL,
    "firms_output_above_1bn": counting.M_LARGE_INDUSTRY,
    "firms_farming_above_100m": counting.M_LARGE_FARMING,
    "firms_constrained": counting.M_CONSTRAINED,
}
STEP_KEYS = {
    "firms_newly_listed": Step.LISTED,
    "firms_listed_late": Step.LISTED_LATE,
    "firms_delisted": Step.DELISTED,
    "firms_converted_in_form": Step.TO_PROPRIETOR,
    "firms_newly_joint_stock": Step.TO_JOINT_STOCK,
    "firms_newly_public": Step.TO_PUBLIC,
}
QUARTERS = 4


def measure(world: World, now: Quarter, found: Found) -> None:
    """Add this block's indicators."""
    opening, recognition, ledger = world.opening, world.recognition, world.ledger
    farming = world.region.sectors.broad[opening.sector_of] == 0
    marks, listed = count_marks(
        world.firms,
        opening.county_of,
        opening.industry,
        farming,
        opening.above_scale_threshold,
        opening.counties,
        world.region.towns.n,
    )
    county = found.county
    found.town["firms_listed_in_statistics"] = listed
    county["firms_listed_in_statistics"] = opening.towns_to_counties(listed).astype(np.int64)
    for key, mark in MARK_KEYS.items():
        county[key] = marks[:, mark]
    # Steps are taken in January and shown a quarter of them each quarter, so a year's sum is the year's number.
    steps = recognition.steps / QUARTERS
    for key, step in STEP_KEYS.items():
        county[key] = steps[:, step]
    county["firms_converted"] = steps[:, Step.TO_PROPRIETOR] + steps[:, Step.TO_COMPANY]
    county["research_spending"] = recognition.research_true // QUARTERS
    county["research_spending_reported"] = recognition.research_reported // QUARTERS
    county["research_relabelled"] = county["research_spending_reported"] - county["research_spending"]
    taxed = opening.by_county(now.accounts[:, columns.TAX_ON_PROFIT_HIGH_TECH])
    less = 1.0 / world.scenario.parameters.recognition.high_tech_tax_factor - 1.0
    county["tax_forgone_high_tech"] = np.floor(less * taxed).astype(np.int64)
    county["upgrades"] = recognition.upgrades
    county["upgrades_subsidised"] = recognition.upgrades_subsidised
    county["upgrades_anyway"] = recognition.upgrades_anyway
    governments, firms = ledger.account[Holder.CG], ledger.account[Holder.F]
    county["subsidies_upgrade"] = -ledger.net((Kind.UPGRADE_SUBSIDY,))[governments]
    county["awards_listing"] = -ledger.net((Kind.AWARDS,))[governments]
    county["equity_public"] = opening.by_county(ledger.flows[Kind.LISTING_EQUITY, firms])
