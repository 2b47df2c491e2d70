"""Opening of tourism: sights by town, and what visitors from outside order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.kernels.maths import ordered_sum
from sim.rates import per_quarter
from sim.tables import Visits

if TYPE_CHECKING:
    from sim.opening.blocks import Flows, Known


def open_visits(known: Known, flows: Flows) -> Visits:
    """First state: visits of a year shared by weights of sights, a quarter of them in each quarter."""
    setting = known.setting
    stocks, region, structure = setting.data.stocks, setting.region, setting.structure
    tourism = setting.scenario.parameters.tourism
    towns, zeros = region.towns.ids, np.zeros(region.towns.n)

    def of_city(item: str) -> float:
        return stocks.one(item, region.city_code) if stocks.has(item) else 0.0

    weight = stocks.of("sights_weight", towns, 0.0)
    total = ordered_sum(weight)
    sights = of_city("visits_a_year") * weight / total if total > 0.0 else zeros.copy()
    yuan_per_visit = of_city("visitor_spending") * 4.0 * setting.flow_share
    received, outside_share = per_quarter(sights), of_city("visitors_outside_share")
    spending = yuan_per_visit * received
    share = np.array([of_city(f"visitor_spending_share_{code}") for code in region.sectors.codes])
    by_county = np.bincount(region.town_county, spending, structure.counties)
    value_added = outside_share * tourism.local_value_added_share * by_county[:, None] * share[None, :]
    return Visits(
        sights=sights,
        new_sights=zeros.copy(),
        upkeep_paid=zeros.copy(),
        received=received,
        received_new=zeros.copy(),
        taken=zeros.copy(),
        spending=spending,
        orders=value_added.ravel() / (1.0 - structure.materials_share),
        yuan_per_visit=yuan_per_visit,
        outside_share=outside_share,
    )
