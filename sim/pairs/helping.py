"""A pairing at work in one quarter: its pairs, how strongly they act, and what they pay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Kind
from sim.kernels.maths import power_array
from sim.pairs import sides
from sim.quarter import Entry

if TYPE_CHECKING:
    from sim.declared.pairing import Pairing
    from sim.quarter import Quarter
    from sim.world import World

NOBODY = -1
"""No claim: who pays is no government of the region."""


@dataclass
class Stream:
    """One kind of payment of all pairs, whole yuan by pair."""

    kind: Kind
    item: str
    """Under which it is recorded."""
    planned: np.ndarray
    """The full contract, whether help rests or not."""
    payer: np.ndarray
    """Accounts."""
    receiver: np.ndarray
    claimed: np.ndarray
    """County whose government is asked, the number of counties for the city's, -1 for nobody."""
    posted: bool = True
    """Whether the pairing posts it itself: what is bought is paid by the market."""
    due: np.ndarray = field(init=False)
    """What is asked for this quarter: nothing of pairs that rest."""
    paid: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.planned = np.where(self.payer == self.receiver, 0, self.planned)
        self.due = self.planned
        self.paid = np.where(self.claimed == NOBODY, self.due, 0)

    def rest(self, resting: np.ndarray) -> None:
        """Ask nothing for the pairs whose help rests."""
        self.due = np.where(resting, 0, self.planned)
        self.paid = np.where(self.claimed == NOBODY, self.due, 0)


@dataclass
class Helping:
    """The pairs of a pairing this quarter, in the order in which they were listed."""

    name: str
    pairing: Pairing
    rows: np.ndarray
    """Their rows in the table of pairs."""
    donor: np.ndarray
    """Rows of the donors at their level; ids of firms."""
    recipient: np.ndarray
    donor_county: np.ndarray
    recipient_county: np.ndarray
    similarity: np.ndarray
    minutes: np.ndarray
    ramp: float
    """How far the flows have grown, 0 to 1."""
    resting: np.ndarray
    """Pairs whose help rests this quarter."""
    streams: dict[str, Stream] = field(default_factory=dict)
    link: np.ndarray = field(init=False)
    """Strength of know-how that arrives."""
    gained: np.ndarray = field(init=False)
    """What recipients gained of quality, governance or effort."""

    def __post_init__(self) -> None:
        self.link, self.gained = np.zeros(self.rows.size), np.zeros(self.rows.size)

    @property
    def strength(self) -> np.ndarray:
        """Share of the full help that flows, by pair."""
        return np.where(self.resting, 0.0, self.ramp)

    def paid_share(self, stream: str) -> np.ndarray:
        """Share of what was due that was paid, one where nothing was."""
        flow = self.streams[stream]
        return np.where(flow.due > 0, flow.paid / np.maximum(flow.due, 1), 1.0)


def at_work(world: World) -> Iterator[Helping]:
    """Pairings of this quarter whose pairs are matched, in id order."""
    state, quarter = world.pair_state, world.quarter
    for number, (name, pairing) in enumerate(sorted(world.scenario.policy.pairings.items())):
        if not (state.started[number] and pairing.first <= quarter <= pairing.last):
            continue
        rows = np.flatnonzero((state.pairing == number) & ~state.gone)
        if not rows.size:
            continue
        since, ramp = quarter - pairing.first + 1, pairing.ramp_quarters
        donor, county = state.donor[rows], state.donor_county[rows]
        suspended = pairing.suspend & asks_county(pairing) & (world.treasury.suspended[county] > 0)
        yield Helping(
            name=name,
            pairing=pairing,
            rows=rows,
            donor=donor if pairing.sides[0] == "firm" else donor.astype(np.int64),
            recipient=state.recipient[rows],
            donor_county=county,
            recipient_county=state.recipient_county[rows],
            similarity=state.similarity[rows],
            minutes=state.minutes[rows],
            ramp=min(1.0, since / ramp) if ramp else 1.0,
            resting=suspended & (county >= 0),
        )


def asks_county(pairing: Pairing) -> bool:
    """Whether help is that of the donor's county: collectives and owners of firms give out of purses of their own."""
    market = pairing.channels.market
    buys = market is not None and market.procurement_yuan_per_year > 0
    return buys or pairing.sides[0] not in ("village", "firm")


def fit(world: World, helping: Helping, capacity: np.ndarray) -> np.ndarray:
    """What of help arrives, by pair: absorption x similarity^theta, each as far as the pairing counts it."""
    theta = helping.pairing.mismatch_exponent
    if theta is None:
        theta = world.scenario.parameters.knowhow.mismatch_exponent
    found = power_array(helping.similarity, theta)
    return found * capacity[helping.recipient_county] if helping.pairing.absorption else found


def part(world: World, helping: Helping) -> np.ndarray:
    """Part of the recipient's county that the recipient is: of people, of a park the workers in industry."""
    level, county = helping.pairing.sides[1], helping.recipient_county
    if level == "town":
        return world.towns.people[helping.recipient] / np.maximum(world.counties.people[county], 1.0)
    if level == "village":
        people = world.region.village_population[helping.recipient]
        return people / np.maximum(world.region.county_population[county], 1.0)
    if level == "park":
        return workers_share(world, helping.recipient, county)
    return np.ones(helping.rows.size)


def workers_share(world: World, park: np.ndarray, county: np.ndarray) -> np.ndarray:
    """Share of a county's industrial workers on the land in use of a park, at most one."""
    jobs = world.opening.by_county(world.parks.jobs)
    there = world.parks.in_use[park] * world.scenario.parameters.parks.jobs_persons_per_mu
    return np.minimum(1.0, there / np.maximum(jobs[county], 1.0))


def record(world: World, now: Quarter, helping: Helping, item: str, values: np.ndarray) -> None:
    """An entry for every pair whose value is not zero."""
    chosen = np.flatnonzero(values)
    if not chosen.size:
        return
    name, (donors, recipients) = helping.name, helping.pairing.sides
    partners = sides.ids(world, donors, helping.donor[chosen])
    places = sides.ids(world, recipients, helping.recipient[chosen])
    now.entries += [
        Entry(name, item, value, place, partner)
        for value, place, partner in zip(
            values[chosen].astype(np.float64).tolist(), places, partners, strict=True
        )
    ]


def record_plan(world: World, now: Quarter, helping: Helping) -> None:
    """What all contracts of a pairing say, and what of it nobody paid because it rests or purses are empty."""
    planned, paid = (
        sum(int(getattr(one, name).sum()) for one in helping.streams.values()) for name in ("planned", "paid")
    )
    if planned:
        now.entries.append(Entry(helping.name, "planned", float(planned)))
    if planned > paid:
        now.entries.append(Entry(helping.name, "cut", float(planned - paid)))
        world.log("pairing_cut", helping.name, planned - paid, "payers could not pay, or help rests")
