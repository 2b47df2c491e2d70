"""PROGRAMME (项目资金) as data: payers put money into a budget that builds stocks in places."""

from __future__ import annotations

import itertools
from typing import Literal

from pydantic import Field, model_validator

from sim.checks import Number, Whole
from sim.declared.scope import Places, Variable
from sim.declared.terms import Date, Dated

Stock = Literal[
    # county
    "infrastructure",
    "services",
    "awards",
    "upgrades",
    "digital",
    "renewal",
    "returnees",
    "training",
    "managers",
    "health_staff",
    "scientists",
    "doctoral_platforms",
    "loan_interest",
    "consumption",
    "promotion",
    "project_subsidy",
    "energy_quota",
    "social_floor",
    "orchards",
    "traceability",
    "high_standard_farmland",
    "demonstration_fields",
    "ponds",
    "specialities",
    "research",
    # town
    "school_places",
    "hospital_beds",
    "school_quality",
    "hospital_quality",
    "service_points",
    "chenpi_manors",
    "sights",
    "toilets",
    "sports_grounds",
    "belts",
    "environment_works",
    # village
    "village_assets",
    "village_supervision",
    "village_governance",
    "village_look",
    "village_services",
    "village_land",
    # park
    "serviced_land",
    "standard_plants",
    "park_quality",
]
"""What a programme can build; `sim/stocks/` says of each its level, its unit and what a yuan does."""

Rule = Literal["equal", "per_head", "need", "tournament", "open_bid", "list", "first_come", "merit"]
"""How a budget is shared (分配办法); `sim/selection/allocation.py` says how each works."""


class Programme(Dated):
    """A budget with payers that builds stocks in places (项目资金); primitive of `sim/policy/programme.py`."""

    payers: dict[str, Number] = Field(default_factory=dict)
    """Shares by payer: counties, groups, `city`, `up` (province and centre), `outside`, `owners` of firms, and
    `recipients`, the counties of those who receive, each for its own."""
    scope: Places
    stocks: dict[Stock, Number] = Field(min_length=1)
    """Shares of the money by what it builds; all stocks of a programme are of one level."""
    budget_yuan_per_year: Whole = Field(default=0, ge=0, le=100_000_000_000)
    budget_path: dict[Date, Whole] = Field(default_factory=dict)
    """Yuan a year from a date on; takes the place of the flat budget where it is given."""
    unit_cost_yuan: Number | None = Field(default=None, gt=0.0)
    """Cost of a unit of its only stock, yuan at opening prices; the model's own cost where it is left out."""
    rule: Rule = "per_head"
    by: Variable | None = None
    """What need, merit, tournaments and open bids look at."""
    below: Number | None = None
    """Need: places above this value of the variable need nothing."""
    winners: Whole | None = Field(default=None, ge=1, le=2000)
    """Tournament, open bid: how many win; first come: none."""
    award_yuan: Number | None = Field(default=None, gt=0.0)
    """First come: yuan a place, until the year's budget is spent."""
    weights: dict[str, Number] = Field(default_factory=dict)
    """List: weight of each place named; the most specific name of a place decides."""
    own_share: Number = Field(default=0.0, ge=0.0, lt=1.0)
    """Share of the cost that the recipient pays itself; who cannot gets less."""
    most_yuan_per_year: Number | None = Field(default=None, gt=0.0)
    """Most a place can absorb in a year, yuan at opening prices; what is beyond waits in the fund."""
    absorption: bool = False
    """Whether what is built shrinks with what the recipient county can absorb: skill, services, and room beside its own
    spending. Collectives absorb by a rule of their own."""
    deadweight_share: Number = Field(default=0.0, ge=0.0, le=1.0)
    """Share that pays for what would have been bought anyway: it frees the recipient's own money; households and owners
    of firms keep it and it moves them to nothing."""
    leakage_share: Number = Field(default=0.0, ge=0.0, lt=1.0)
    """Share that ends in private hands."""
    build_lag_quarters: Whole = Field(default=0, ge=0, le=40)
    """Quarters from payment to a stock that works."""
    running_cost_share_per_year: Number = Field(default=0.0, ge=0.0, le=1.0)
    """Yearly running costs as a share of what was built; without them the stock wears out faster."""
    owner: Literal["county", "town", "village"] = "county"
    """Who pays the running costs."""
    bond_share: Number | None = Field(default=None, ge=0.0, le=1.0)
    """Share of the counties' payments that special bonds (专项债) finance; the model's parameter if left out."""

    @model_validator(mode="after")
    def _shares(self) -> Programme:
        for name, shares in (("payers", self.payers), ("stocks", self.stocks)):
            if any(share < 0 for share in shares.values()):
                raise ValueError(f"{name}: a share is negative; shares lie between 0 and 1")
            if shares and abs(sum(shares.values()) - 1.0) > 1e-9:
                raise ValueError(f"{name}: shares sum to {sum(shares.values()):g}; they must sum to 1")
        if not self.payers and (self.budget_yuan_per_year or any(self.budget_path.values())):
            raise ValueError("payers: is missing; a budget needs somebody who pays it")
        if self.budget_path and self.budget_yuan_per_year:
            raise ValueError("budget_path: is given beside budget_yuan_per_year; give one of them")
        if any(yuan < 0 or yuan > 100_000_000_000 for yuan in self.budget_path.values()):
            raise ValueError("budget_path: a budget lies outside 0 to 1e11; give yuan a year")
        dates = list(self.budget_path)
        if any(one >= other for one, other in itertools.pairwise(dates)):
            raise ValueError("budget_path: its dates are not in order; write the earlier first")
        return self

    @model_validator(mode="after")
    def _rule_has_what_it_needs(self) -> Programme:
        needs = {
            "need": "by",
            "merit": "by",
            "tournament": "by",
            "open_bid": "winners",
            "first_come": "award_yuan",
            "list": "weights",
        }
        wanted = needs.get(self.rule)
        if wanted and not getattr(self, wanted):
            raise ValueError(f"{wanted}: is missing; rule: {self.rule} needs it")
        if self.rule == "tournament" and self.winners is None:
            raise ValueError("winners: is missing; rule: tournament needs it")
        if self.unit_cost_yuan is not None and len(self.stocks) > 1:
            raise ValueError("unit_cost_yuan: is given for several stocks; give it where there is one")
        if any(weight < 0 for weight in self.weights.values()):
            raise ValueError("weights: a weight is negative; weights are 0 or more")
        return self

    def yuan_per_year(self, quarter: int) -> int:
        """Budget a year in force in a quarter; nothing before the start and after the end."""
        from sim.calendar import first_quarter_from

        if not self.first <= quarter <= self.last:
            return 0
        if not self.budget_path:
            return self.budget_yuan_per_year
        in_force = [yuan for date, yuan in self.budget_path.items() if first_quarter_from(date) <= quarter]
        return in_force[-1] if in_force else 0

    def planned(self, quarter: int) -> int:
        """Budget of a quarter: floor(B (n+1) / 4) - floor(B n / 4), n quarters since the start."""
        budget, n = self.yuan_per_year(quarter), quarter - self.first
        return budget * (n + 1) // 4 - budget * n // 4
