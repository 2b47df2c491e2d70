"""The answer that a reader wants first: who pays how much, which places gain and lose, what the whole city gets.

Every number is a row of the comparison table, of the table of budgets that pay, or of the money of policies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from analysis.direction import direction
from analysis.labels import say
from analysis.money import donors, received_in_all
from analysis.places import Place
from analysis.policy_purses import PAID
from analysis.programmes import totals_of_policies
from analysis.words.purses import ABOVE, OUTSIDE, PRIVATE

if TYPE_CHECKING:
    from analysis.story import Story

MEASURE = "gdp_real"
"""What places gain or lose."""
PEOPLE = "income_rural_per_head"
PURSES = {"private": PRIVATE, "above": ABOVE, "outside": OUTSIDE}
"""Who pays beside local budgets."""
LEFT_OUT = 0.005
"""Share of all that is paid below which a purse has no line of its own in the sentence."""
Row = dict[str, Any]


@dataclass(frozen=True)
class Payer:
    """A budget or another purse that pays more than in the baseline, yuan over all years."""

    zh: str
    en: str
    yuan: float
    place: str = ""
    """Id of a county; of the city for its own budget; empty for purses beside local budgets."""


@dataclass(frozen=True)
class Party:
    """A place that pays, receives, gains or loses: yuan over all years, its effect on real GDP in the last year."""

    place: Place
    paid: float
    received: float
    share: Row | None
    """The row in per cent."""
    amount: Row | None
    """The same in yuan."""


@dataclass(frozen=True)
class Answer:
    """What a scenario costs and does, against the baseline."""

    scenario: str
    years: tuple[int, int]
    payers: tuple[Payer, ...]
    """The largest first."""
    groups: tuple[Party, ...]
    """Groups of several counties."""
    counties: tuple[Party, ...]
    net: Party
    """The city as a whole."""
    rural: Row | None

    @property
    def paid(self) -> float:
        """Yuan that all payers pay over all years."""
        return sum(payer.yuan for payer in self.payers)

    @property
    def named(self) -> tuple[Payer, ...]:
        """Payers that a sentence may name: those that pay something worth a word."""
        return tuple(payer for payer in self.payers if payer.yuan >= LEFT_OUT * self.paid)

    @property
    def telling(self) -> tuple[Party, ...]:
        """Places that tell who gains and who loses: the groups, or where there are none the counties that change most.

        The one that gains most and the one that loses most come first.
        """
        parties = self.groups or self.counties
        known = sorted((one for one in parties if one.share), key=_amount, reverse=True)
        if len(known) > 2:
            ends = [
                one for one in (known[0], known[-1]) if one.share and direction(one.share) in ("up", "down")
            ]
            strongest = sorted(known, key=lambda one: -abs(_amount(one)))
            known = [*ends, *(one for one in strongest if one not in ends)]
        return tuple(known)


def _amount(party: Party) -> float:
    return float(party.amount["mean"]) if party.amount else 0.0


def answer(story: Story, scenario: str) -> Answer:
    """The answer of a scenario; places whose GDP was not recorded have no rows."""
    comparison, year = story.comparison, story.last_year
    paid = {one.place.id: one.paid for one in donors(comparison, scenario)} if MEASURE in story.keys else {}
    got = _received(story, scenario)
    amounts = _amounts(story, scenario)

    def party(place: Place) -> Party:
        members: Sequence[str] = place.members if place.level == "group" else (place.id,)
        given, received = (sum(table.get(one, 0.0) for one in members) for table in (paid, got))
        return Party(
            place, given, received, story.row(MEASURE, scenario, place.id, year), amounts.get(place.id)
        )

    city = story.places[0]
    counties = tuple(party(place) for place in story.places if place.level == "county")
    whole = replace(party(city), received=sum(one.received for one in counties), paid=sum(paid.values()))
    return Answer(
        scenario,
        (story.years[0], year),
        _payers(story, scenario, paid),
        tuple(party(place) for place in story.places if place.level == "group"),
        counties,
        whole,
        story.row(PEOPLE, scenario, city.id, year),
    )


def _received(story: Story, scenario: str) -> dict[str, float]:
    """What budgets of counties received, by place: from the books, or where none were kept what programmes granted."""
    if story.folder.has_ledger:
        table = story.comparison.flows(scenario).parties
        return {str(node): float(yuan) for node, yuan in table["received"].items()}
    known = "programme_received" in story.folder.keys
    return received_in_all(story.comparison, scenario) if known else {}


def _amounts(story: Story, scenario: str) -> dict[str, Row]:
    """Effects on real GDP in yuan, in the last year, by place."""
    if MEASURE not in story.keys:
        return {}
    places = [place.id for place in story.places_of(MEASURE)]
    alone = replace(story.comparison, scenarios=(scenario,))
    rows = alone.table(MEASURE, year=story.last_year, by=places, how="abs").to_dict("records")
    return {row["place"]: {str(key): value for key, value in row.items()} for row in rows}


def _payers(story: Story, scenario: str, paid: dict[str, float]) -> tuple[Payer, ...]:
    """Local budgets by place, then what firms, governments above and outside pay more than in the baseline."""
    city = story.places[0]
    names = {place.id: (place.zh, place.en or place.zh) for place in story.folder.places.at("county")}
    names[city.id] = (say("city_budget", "zh"), "the city budget")
    found = [Payer(*names[place], yuan, place) for place, yuan in paid.items()]
    sums = {name: 0.0 for name in PAID}
    for name, sign in ((scenario, 1.0), (story.comparison.baseline, -1.0)):
        totals = totals_of_policies(story.folder, name)
        for purse in PAID if len(totals) else ():
            sums[purse] += sign * float(totals[purse].sum())
    found += [Payer(*words, sums[purse]) for purse, words in PURSES.items() if sums[purse] >= 1.0]
    return tuple(sorted(found, key=lambda one: -one.yuan))
