"""Indicators of the block parks (园区与土地)."""

from __future__ import annotations

from dataclasses import replace

from sim.indicators.kinds import (
    FIRMS,
    YUAN,
    Better,
    Indicator,
    flow,
    mean,
    one,
    ratio,
    stock,
)

PLACES = ("city", "county", "park")
MU, M2, PARKS = "mu", "m2", "parks"


def _share(
    key: str, zh: str, en: str, weight: str, better: Better = "up", headline: bool = False
) -> Indicator:
    """A share of a park, nought where there is nothing yet; places together by their weight."""
    return replace(mean(key, zh, en, weight, better, "ratio", PLACES), headline=headline)


INDICATORS: tuple[Indicator, ...] = (
    stock("land_planned", "园区规划未开发土地", "Park land planned", MU, levels=PLACES),
    stock("land_building", "园区在建土地", "Park land under construction", MU, levels=PLACES),
    stock("land_serviced", "园区熟地待售", "Park land serviced, not sold", MU, levels=PLACES),
    stock("land_sold", "园区已售在建土地", "Park land sold, not yet producing", MU, levels=PLACES),
    stock("land_in_use", "园区投产土地", "Park land in use", MU, "up", True, PLACES),
    stock("land_idle", "园区闲置土地", "Park land idle after failure or closure", MU, "down", levels=PLACES),
    stock("land_developed", "园区已开发土地", "Park land developed", MU, headline=True, levels=PLACES),
    stock("land_vacant", "园区空置土地", "Park land developed, unsold or idle", MU, "down", True, PLACES),
    stock(
        "land_decayed", "园区失修退化土地", "Serviced land lost to lack of upkeep", MU, "down", levels=PLACES
    ),
    stock("land_ever_developed", "园区累计开发土地", "Park land developed and lost", MU, levels=PLACES),
    stock("dead_capital", "园区沉淀资金", "Capital dead in vacant park land", YUAN, "down", levels=PLACES),
    stock("park_debt", "园区公司债务余额", "Debt of park companies", YUAN, "down", True, PLACES),
    stock("park_cash", "园区公司货币资金", "Cash of park companies", YUAN, levels=PLACES),
    stock("park_plant_floor", "园区标准厂房", "Standard plants of park companies", M2, "up", levels=PLACES),
    flow("park_rent", "园区租金收入", "Rents and fees of park companies", "up", levels=PLACES),
    flow("park_interest", "园区公司付息", "Interest of park companies", "down", levels=PLACES),
    flow("park_support", "县级园区补亏", "Deficits of parks covered by counties", "down", True, PLACES),
    flow("park_running_due", "园区应付运维", "Running costs due in parks", levels=PLACES),
    flow("park_running_paid", "园区实付运维", "Running costs paid in parks", levels=PLACES),
    flow("park_investment", "园区开发投资", "Investment of park companies", levels=PLACES),
    _share(
        "park_occupancy", "园区土地利用率", "Park land in use over developed", "land_developed", "up", True
    ),
    _share(
        "park_vacancy", "园区土地空置率", "Park land vacant over developed", "land_developed", "down", True
    ),
    _share(
        "land_kept_share",
        "开发土地保有率",
        "Developed land kept, of all ever developed",
        "land_ever_developed",
    ),
    _share("park_upkeep_share", "园区运维兑付率", "Running costs paid over due", "park_running_due"),
    ratio(
        "park_debt_revenue_ratio",
        "园区债务与本级收入之比",
        "Debt of park companies over own revenue of the period",
        one("park_debt"),
        "revenue_own",
        better="down",
        headline=True,
    ),
    mean("park_quality", "园区质量", "Quality of parks", "land_in_use", levels=PLACES),
    Indicator("parks", "园区数", "Parks with developed land", PARKS, "count", PLACES),
    Indicator("parks_spilling", "有外溢园区数", "Parks that spill over", PARKS, "count", PLACES, "up"),
    ratio(
        "parks_spilling_share",
        "有外溢园区占比",
        "Share of parks that spill over",
        one("parks_spilling"),
        "parks",
        better="up",
    ),
    stock("renewal_closed", "工改停产土地", "Old village parks closed for renewal", MU),
    stock("renewal_renewed", "工改完成土地", "Old village parks renewed", MU, "up"),
    stock("renewal_floor", "工改新建厂房", "Floor of renewed village parks", M2, "up"),
    flow("renewal_investment", "工改投资", "Investment in renewal"),
    flow("renewal_support", "县级工改配套", "County money for renewal"),
    flow("renewal_village_rent", "工改村集体租金", "Rent of renewed floor to collectives", "up"),
    stock("firms_displaced", "工改搬迁企业", "Firms displaced by renewal", FIRMS),
    stock("firms_lost_renewal", "工改流失企业", "Firms lost by renewal", FIRMS, "down"),
)
