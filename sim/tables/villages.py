"""State of the village collectives (村集体经济): assets, land, leaders, supervision, works."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sim.parameters.villages import Villages as Rules

LEAST_RETURN = 0.1
"""Least usual return of a badly led village, as a part of the mean return; luck comes on top."""

MOST_LEAKAGE = 0.9
"""Most of all rents that leaks."""


def usual_return(rules: Rules, governance: np.ndarray) -> np.ndarray:
    """Return on operating assets without luck, r + b (g - 1), a year."""
    mean = rules.asset_return_per_year
    return np.maximum(mean + rules.governance_return_per_year * (governance - 1.0), LEAST_RETURN * mean)


def leaking_share(
    rules: Rules, governance: np.ndarray, supervision: np.ndarray, effort: np.ndarray | float = 1.0
) -> np.ndarray:
    """Share of rents that leaks: l (2 - g) (1 - s) / effort, less where leaders are good, supervised and attentive."""
    return np.clip(rules.leakage_share * (2.0 - governance) * (1.0 - supervision) / effort, 0.0, MOST_LEAKAGE)


@dataclass
class Villages:
    """One entry a village or community, in the order of the region; all zero where there is no collective.

    Values of assets are in yuan of the first quarter on the nominal trend: rents and the price of a new plant both
    rise with it, so an asset of 1 earns the same part of a year's income in any quarter. Land is mu, conserved.
    """

    code: np.ndarray
    """Number of the village by which its chance is addressed."""
    collective: np.ndarray
    """Whether the unit has a collective: villages (村委会) have, urban communities (居委会) have none."""
    buyer: np.ndarray
    """Row of the village whose account buys for all collectives of a county (强村公司), -1 for none [counties]."""
    assets: np.ndarray
    """Operating assets that can earn, yuan on the trend."""
    granted: np.ndarray
    """Assets built with grants and still standing, failed ones included, yuan on the trend."""
    failed: np.ndarray
    """Grant-built assets that never earned, yuan on the trend."""
    building: np.ndarray
    """Assets bought out of the surplus that join next quarter, yuan on the trend."""
    leased_land: np.ndarray
    """Collective construction land (集体经营性建设用地) that is let, mu."""
    idle_land: np.ndarray
    """The same, not let, mu."""
    arable_land: np.ndarray
    """Arable land and ponds that the collective itself lets, mu."""
    land_rent: np.ndarray
    """Rent of construction land, yuan a mu and year on the trend."""
    arable_rent: np.ndarray
    """Rent of arable land and ponds, yuan a mu and year on the trend."""
    governance: np.ndarray
    """How well a village is led by its own people, one being the mean."""
    lift: np.ndarray
    """What first secretaries (第一书记) added to governance."""
    secretary: np.ndarray
    """Quarters a first secretary still stays, 0 for none."""
    luck: np.ndarray
    """This year's return beside the usual, a year."""
    supervision: np.ndarray
    """Share of the collective's money, assets and land that is supervised (三资监管)."""
    reinvested_share: np.ndarray
    """Part of the surplus put into new assets: the rule's, less where assets would crowd out all land rent."""
    fixed_cost: np.ndarray
    """What running the village costs the collective, yuan a quarter on the trend."""
    backlog: np.ndarray
    """Running costs and upkeep not paid so far, services that were not given, yuan on the trend."""
    cash_target: np.ndarray
    """Cash the collective means to hold, yuan on the trend at the beginning of the first quarter."""
    registered: np.ndarray
    """Registered people (户籍), persons."""
    amenity: np.ndarray
    """Works of the look of the village, one being a demonstration village (示范村)."""
    amenity_opening: np.ndarray
    """The same at the opening, to which works wear down."""
    service_minutes: np.ndarray
    """Minutes to everyday services (服务圈)."""
    service_minutes_opening: np.ndarray
    """The same at the opening, minutes."""
    received: np.ndarray
    """Whole yuan others posted to the collective as income since its last plan: shares in parks, visitors."""
    income: np.ndarray
    """Collective income of the quarter as in the accounts, whole yuan; rents less leakage, and what was received."""
    asset_income: np.ndarray
    """Return on assets, whole yuan; may be negative."""
    land_income: np.ndarray
    """Rents of land, whole yuan."""
    leaked: np.ndarray
    """Rents that never reach the accounts, whole yuan."""
    costs: np.ndarray
    """Running costs and upkeep paid, whole yuan."""
    services: np.ndarray
    """Services to members bought out of the surplus, whole yuan."""
    invested: np.ndarray
    """Own new assets bought out of the surplus, whole yuan."""
    dividends: np.ndarray
    """Paid to members, whole yuan."""
    grants: np.ndarray
    """Grants for which works were ordered in the quarter, whole yuan."""

    @classmethod
    def none(cls, villages: int, counties: int) -> Villages:
        """No collective anywhere."""
        flows = ("income", "asset_income", "land_income", "leaked", "costs", "services", "invested")
        whole = (*flows, "dividends", "grants", "received", "secretary")
        columns = {
            name: np.zeros(villages, np.int64 if name in whole else np.float64)
            for name in cls.__dataclass_fields__
        }
        columns["code"] = np.zeros(villages, np.uint64)
        columns["collective"] = np.zeros(villages, np.bool_)
        columns["buyer"] = np.full(counties, -1, np.int64)
        return cls(**columns)

    def credit(self, village: np.ndarray, yuan: np.ndarray) -> None:
        """Count yuan that were posted to collectives as income of their next plan."""
        np.add.at(self.received, village, yuan)

    def post_secretaries(self, village: np.ndarray, quarters: int) -> None:
        """Send first secretaries for so many quarters; one who is there already stays on."""
        self.secretary[village] = np.maximum(self.secretary[village], quarters)

    def supervise(self, real_yuan: np.ndarray, cost: float) -> None:
        """Supervision bought with yuan of constant prices a village: s += (1 - s) x / (1 + x), x = yuan / cost."""
        x = real_yuan / cost
        self.supervision = self.supervision + (1.0 - self.supervision) * x / (1.0 + x)

    def beautify(self, real_yuan: np.ndarray, cost: float) -> None:
        """Works for the look of villages: yuan of constant prices over the cost of a demonstration village."""
        self.amenity = self.amenity + real_yuan / cost

    def bring_services_near(self, real_yuan: np.ndarray, cost: float, effect: float, least: float) -> None:
        """Service points and village roads: minutes above the least fall by 1 / (1 + effect yuan / cost)."""
        beyond = np.maximum(self.service_minutes - least, 0.0)
        shorter = beyond / (1.0 + effect * real_yuan / cost)
        self.service_minutes = self.service_minutes - (beyond - shorter)

    def let_land(self, mu: np.ndarray) -> None:
        """Idle collective construction land enters the market (入市) and earns rent, as far as there is any."""
        moved = np.minimum(mu, self.idle_land)
        self.idle_land = self.idle_land - moved
        self.leased_land = self.leased_land + moved

    def construction_land(self) -> np.ndarray:
        """Collective construction land of each village, mu: conserved."""
        return self.leased_land + self.idle_land
