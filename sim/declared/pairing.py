"""PAIRING (结对帮扶) as data: donors and recipients, who is matched with whom, and what flows between them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from sim.checks import Number, Strict, Whole
from sim.declared.scope import Level, Places, Variable
from sim.declared.terms import Dated

PairLevel = Literal[
    "county",
    "town",
    "village",
    "school",
    "hospital",
    "park",
    "county_town",
    "county_village",
    "county_park",
    "firm_town",
    "firm_village",
    "university_county",
    "external_county",
    "external_town",
    "external_park",
    "county_external",
]
"""Who is paired with whom; schools and hospitals are those of a town."""

SIDES: dict[str, tuple[Level, Level]] = {
    "county": ("county", "county"),
    "town": ("town", "town"),
    "village": ("village", "village"),
    "school": ("town", "town"),
    "hospital": ("town", "town"),
    "park": ("park", "park"),
    "county_town": ("county", "town"),
    "county_village": ("county", "village"),
    "county_park": ("county", "park"),
    "firm_town": ("firm", "town"),
    "firm_village": ("firm", "village"),
    "university_county": ("outside", "county"),
    "external_county": ("outside", "county"),
    "external_town": ("outside", "town"),
    "external_park": ("outside", "park"),
    "county_external": ("county", "outside"),
}
"""Level of donors and of recipients."""

MatchRule = Literal["list", "rank_mirror", "similarity", "nearest", "random", "optimal", "stable"]

Payer = Literal["donor", "recipient", "city", "up"]
"""Who pays: the donor's or the recipient's county (a village's collective where it is one), the city, those above."""


class Match(Strict):
    """How pairs are found: a list, or a rule of `sim/policy/matching.py` applied at the start date."""

    rule: MatchRule
    pairs: tuple[tuple[str, str], ...] = ()
    """List: donor and recipient, by name or id."""
    by: Variable | None = None
    """Rank mirror: the variable both sides are ranked by, best donor with weakest recipient."""
    gap_weight: Number = Field(default=1.0, ge=0.0, le=10.0)
    similarity_weight: Number = Field(default=1.0, ge=0.0, le=10.0)
    nearness_weight: Number = Field(default=1.0, ge=0.0, le=10.0)
    """Weights of the objective of `optimal`, and of preferences in `stable`."""
    most_per_donor: Whole = Field(default=1, ge=1, le=2000)
    most_per_recipient: Whole = Field(default=1, ge=1, le=100)

    @model_validator(mode="after")
    def _complete(self) -> Match:
        if (self.rule == "list") != bool(self.pairs):
            raise ValueError(
                "pairs: rule: list needs pairs, and no other rule takes them; write [[donor, recipient]]"
            )
        if any(one == other for one, other in self.pairs):
            raise ValueError("pairs: a place is paired with itself; name two different places")
        if len(set(self.pairs)) < len(self.pairs):
            raise ValueError("pairs: a pair is given twice; keep one of the two")
        if self.rule == "rank_mirror" and self.by is None:
            raise ValueError("by: is missing; rule: rank_mirror needs a variable")
        return self


class Money(Strict):
    """Money of a pair into a programme of the same scenario, for the recipient; or out of the region."""

    yuan_per_year: Number = Field(default=0.0, ge=0.0, le=10_000_000_000.0)
    """A pair, yuan at opening prices."""
    share_of_revenue_growth: Number = Field(default=0.0, ge=0.0, le=1.0)
    """Beside it, a share of the donor county's own revenue above its opening's, divided among its pairs."""
    into: str = ""
    """Id of the programme that builds; empty only where the recipient lies outside the region."""
    paid_by: Payer = "donor"


class Knowhow(Strict):
    """Firms, parks, villages or offices of the recipient learn from the donor's."""

    domain: Literal["firms", "park", "village", "government"]
    intensity: Number = Field(ge=0.0, le=1.0)


class Staff(Strict):
    """People posted to the recipient, paid by somebody; the donor misses them."""

    persons: Number = Field(gt=0.0, le=10_000.0)
    """A pair."""
    yuan_per_person_year: Number = Field(ge=0.0, le=1_000_000.0)
    domain: Literal["village", "school", "hospital", "government"]
    donor_loss_share: Number = Field(default=0.5, ge=0.0, le=1.0)
    """Quality the donor loses a unit that the recipient gains."""
    paid_by: Payer = "donor"


class Service(Strict):
    """A share of the gap in the quality of schools or hospitals is closed; the donor loses some of its own."""

    domain: Literal["school", "hospital"]
    gap_share_per_year: Number = Field(gt=0.0, le=1.0)
    donor_loss_share: Number = Field(default=0.5, ge=0.0, le=1.0)


class Market(Strict):
    """Relations that draw investors, and purchases of the donor's government from the recipient's firms."""

    relation: Number = Field(default=0.0, ge=-5.0, le=5.0)
    """Utility that investors from the donor see in the recipient, log points."""
    procurement_yuan_per_year: Number = Field(default=0.0, ge=0.0, le=10_000_000_000.0)
    """A pair, yuan at opening prices."""


class CoInvestment(Strict):
    """The donor builds a park with the recipient and shares what comes of it (共建园区)."""

    yuan_per_year: Number = Field(gt=0.0, le=10_000_000_000.0)
    """A pair, yuan at opening prices, into the programme `into`."""
    into: str
    revenue_share: Number = Field(default=0.5, ge=0.0, le=1.0)
    """Of the recipient's revenue above its reference, as far as the joint part of its park land goes."""
    counted_gdp_share: Number = Field(default=0.0, ge=0.0, le=1.0)
    """Of the joint part's value added that the donor may report as its own."""
    paid_by: Payer = "donor"


class Channels(Strict):
    """What flows between a pair; at least one."""

    money: Money | None = None
    knowhow: Knowhow | None = None
    staff: Staff | None = None
    service: Service | None = None
    market: Market | None = None
    coinvest: CoInvestment | None = None

    @model_validator(mode="after")
    def _something(self) -> Channels:
        if not any(getattr(self, name) for name in type(self).model_fields):
            allowed = ", ".join(type(self).model_fields)
            raise ValueError(f"nothing flows between the pairs; give one or more of {allowed}")
        return self


class Pairing(Dated):
    """Donors help recipients (结对帮扶); primitive of `sim/policy/pairing.py`."""

    level: PairLevel
    donors: Places
    recipients: Places
    match: Match
    channels: Channels
    ramp_quarters: Whole = Field(default=0, ge=0, le=40)
    """Quarters until all flows in full."""
    suspend: bool = True
    """Whether the donor's help rests while its county cannot pay pairing contracts in full; of villages, its purse."""
    absorption: bool = True
    """Whether know-how, staff and service act as far as the recipient's county can absorb them."""
    mismatch_exponent: Number | None = Field(default=None, ge=0.0, le=4.0)
    """Know-how and relation scale with similarity to this power; the model's parameter if left out."""
    exclusive: bool = True
    """Whether a place may have a part in no other exclusive pairing of the same level."""

    @model_validator(mode="after")
    def _money_goes_somewhere(self) -> Pairing:
        money, outflow = self.channels.money, self.level == "county_external"
        if money is not None and outflow == bool(money.into):
            said = "names no programme" if not outflow else "is given, but the money leaves the region"
            raise ValueError(f"channels: money.into {said}; a programme builds inside the region only")
        if outflow and any(getattr(self.channels, name) for name in ("service", "coinvest", "market")):
            raise ValueError(
                "channels: service, market or coinvest is given; outside the region nothing is simulated"
            )
        return self

    @property
    def sides(self) -> tuple[Level, Level]:
        """Level of donors and of recipients."""
        return SIDES[self.level]
