"""PAIRING (结对帮扶): who is matched with whom, and what flows between them each quarter.

Pairs are matched in the quarter in which their pairing starts, from the state as it is then, and stay. Money goes into
programmes, staff and services move quality, know-how and ties become links that other blocks read: a pairing never
touches output. Governments pay by the rank of pairings; help rests while a donor's county cannot pay, or a donor's
collective has nothing to give. The channels are in `sim/pairs/`; nothing here knows a particular policy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.absorption import capacity
from sim.chance import Use, draws
from sim.pairs import givers, learning, market, money, serving, sides
from sim.pairs.helping import Helping, at_work, record, record_plan
from sim.policy import matching
from sim.quarter import Entry
from sim.requests import Rank, claim
from sim.selection.scope import code_of

if TYPE_CHECKING:
    from sim.declared.pairing import Pairing
    from sim.pairs.sides import Side
    from sim.quarter import Quarter
    from sim.world import World

DONORS, RECIPIENTS = 0, 1
"""Blocks of draws: each side is put into an order of its own."""


def ask(world: World, now: Quarter, active: bool = True) -> None:
    """Match pairings that start; ask donors for what contracts of this quarter cost."""
    pairings = world.scenario.policy.pairings
    if not active or not pairings:
        return
    _start(world, now)
    givers.look(world)
    now.pairs = list(at_work(world))
    spent = np.zeros(world.region.villages.n, np.int64)
    given = np.zeros(world.opening.counties, np.int64)
    for helping in now.pairs:
        money.plan(world, now, helping)
        market.owe_revenue(world, now, helping)
        money.from_collectives(world, now, helping, spent)
        money.from_owners(world, helping, given)
        asked = money.asked(helping, world.opening.counties)
        if asked.any():
            claim(now, _claim_name(helping), Rank.PAIRINGS, asked)


def _claim_name(helping: Helping) -> str:
    return f"pairing {helping.name}"


def _start(world: World, now: Quarter) -> None:
    """Match every pairing whose first quarter this is; one that began before the run is matched at once."""
    for number, (name, pairing) in enumerate(sorted(world.scenario.policy.pairings.items())):
        if world.pair_state.started[number] or not pairing.first <= world.quarter <= pairing.last:
            continue
        donors, recipients, one, other = matched(world, name, pairing)
        alike, minutes = sides.alike(world, donors, recipients), sides.minutes(world, donors, recipients)
        world.pair_state.add(
            number,
            donor=donors.rows[one].astype(np.uint64),
            recipient=recipients.rows[other].astype(np.int64),
            donor_county=donors.county[one],
            recipient_county=recipients.county[other],
            similarity=alike[one, other],
            minutes=minutes[one, other],
            cell=givers.cells(world, donors)[one],
        )
        givers.introduce(world, now, name, donors)
        partners = sides.ids(world, donors.level, donors.rows[one])
        places = sides.ids(world, recipients.level, recipients.rows[other])
        for place, partner, d, r in zip(places, partners, one, other, strict=True):
            now.entries.append(Entry(name, "matched", float(alike[d, r]), place, partner))
            now.entries.append(Entry(name, "minutes", float(minutes[d, r]), place, partner))


def matched(world: World, name: str, pairing: Pairing) -> tuple[Side, Side, np.ndarray, np.ndarray]:
    """Both sides of a pairing as the world is now, and which of them are partners, in the order of recipients."""
    if pairing.match.rule == "list":
        rows = sides.named_pairs(world, name, pairing)
        donors, recipients = (
            sides.of_rows(world, level, np.unique(one))
            for level, one in zip(pairing.sides, rows, strict=True)
        )
        one, other = np.searchsorted(donors.rows, rows[0]), np.searchsorted(recipients.rows, rows[1])
        return donors, recipients, one, other
    donors, recipients = (
        sides.side_of(world, scope, level, f"{name} {side}")
        for scope, level, side in zip(
            (pairing.donors, pairing.recipients), pairing.sides, ("donors", "recipients"), strict=True
        )
    )
    chosen = choose(world, name, pairing, donors, recipients)
    other, one = np.nonzero(chosen.T)
    return donors, recipients, one, other


def room_of(world: World, name: str, pairing: Pairing, donors: Side, recipients: Side) -> matching.Room:
    """Who may be paired: nobody with itself, nor anybody of an exclusive pairing of the same level already."""
    allowed = np.ones((donors.n, recipients.n), np.bool_)
    if donors.level == recipients.level:
        allowed &= donors.rows[:, None] != recipients.rows[None, :]
    state = world.pair_state
    for number, (other, one) in enumerate(sorted(world.scenario.policy.pairings.items())):
        both = (
            pairing.exclusive and one.exclusive and one.level == pairing.level and one.last >= world.quarter
        )
        if other != name and both:
            mine = state.pairing == number
            allowed &= ~np.isin(donors.rows.astype(np.uint64), state.donor[mine])[:, None]
            allowed &= ~np.isin(recipients.rows, state.recipient[mine])[None, :]
    return matching.Room(allowed, pairing.match.most_per_donor, pairing.match.most_per_recipient)


def choose(world: World, name: str, pairing: Pairing, donors: Side, recipients: Side) -> np.ndarray:
    """Pairs by the pairing's rule [donors, recipients]."""
    match, room = pairing.match, room_of(world, name, pairing, donors, recipients)
    if match.rule == "rank_mirror" and match.by is not None:
        best = np.argsort(-_ranked(world, donors, pairing), kind="stable")
        weakest = np.argsort(_ranked(world, recipients, pairing), kind="stable")
        return matching.in_turn(best, weakest, room)
    if match.rule == "random":
        lots = [
            np.argsort(_lots(world, name, pairing, side, block), kind="stable")
            for block, side in ((DONORS, donors), (RECIPIENTS, recipients))
        ]
        return matching.in_turn(lots[0], lots[1], room)
    alike, minutes = sides.alike(world, donors, recipients), sides.minutes(world, donors, recipients)
    if match.rule == "similarity":
        return matching.greedy(matching.millionths(alike), room)
    if match.rule == "nearest":
        return matching.greedy(matching.millionths(-minutes), room)
    weights = matching.Weights(match.gap_weight, match.similarity_weight, match.nearness_weight)
    gap = sides.gaps(world, pairing, donors, recipients)
    wanted = matching.objective(gap, alike, minutes, weights)
    if match.rule == "optimal":
        return matching.optimal(wanted, room)
    return matching.stable(wanted, matching.ease(gap, alike, minutes, weights), room)


def objective_of(world: World, pairing: Pairing, donors: Side, recipients: Side) -> np.ndarray:
    """Worth of every pair by the pairing's own weights, millionths [donors, recipients]."""
    match = pairing.match
    return matching.objective(
        sides.gaps(world, pairing, donors, recipients),
        sides.alike(world, donors, recipients),
        sides.minutes(world, donors, recipients),
        matching.Weights(match.gap_weight, match.similarity_weight, match.nearness_weight),
    )


def _ranked(world: World, side: Side, pairing: Pairing) -> np.ndarray:
    """The variable both sides are ranked by; firms by their sales, outside nodes by people."""
    if side.level in ("firm", "outside"):
        return side.sales if side.level == "firm" else sides.values(world, side, "people")
    assert pairing.match.by is not None
    return sides.values(world, side, pairing.match.by)


def _lots(world: World, name: str, pairing: Pairing, side: Side, block: int) -> np.ndarray:
    """A draw for each place of a side, of this pairing and this run."""
    codes = np.array([code_of(side.level, one) for one in sides.ids(world, side.level, side.rows)], np.uint64)
    first = max(pairing.first, world.scenario.start_quarter)
    return draws(world.key, codes, first, Use.PAIR_MATCH, block, code_of("policy", name))[:, 0]


def commit(world: World, now: Quarter) -> None:
    """What each pair gets, into programmes, staff, services, relations; orders what donors buy."""
    if not world.pair_state.started.any():
        return
    world.treasury.helped = np.zeros_like(world.treasury.helped)
    can_use = capacity(world)
    for helping in now.pairs:
        name = _claim_name(helping)
        if name in now.claims:
            granted = now.claims[name].granted
            money.share_granted(helping, granted)
            now.policy_paid = now.policy_paid + granted
        for stream, channel in (
            ("money", helping.pairing.channels.money),
            ("coinvest", helping.pairing.channels.coinvest),
        ):
            if channel is not None and channel.into and helping.streams[stream].paid.any():
                brought = money.spread(world, helping, channel.into, helping.streams[stream].paid)
                now.paired[channel.into] = now.paired.get(channel.into, 0 * brought) + brought
        learning.learn(world, helping, can_use)
        serving.send_staff(world, helping, can_use)
        serving.share_services(world, helping, can_use)
        market.buy(world, now, helping)
    learning.write_links(world, now.pairs)
    market.write_ties(world, now.pairs)


def pay(world: World, now: Quarter) -> None:
    """Post what pairs paid; what was built in common counts from now on."""
    for helping in now.pairs:
        due, paid = np.zeros(helping.rows.size, np.int64), np.zeros(helping.rows.size, np.int64)
        for stream in helping.streams.values():
            if stream.posted and stream.paid.any():
                slot = world.ledger.slot(stream.kind, helping.name)
                world.ledger.post(slot, stream.payer, stream.receiver, stream.paid)
            record(world, now, helping, stream.item, stream.paid)
            due, paid = due + stream.due, paid + stream.paid
        record_plan(world, now, helping)
        market.count_joint(world, now, helping)
        record(world, now, helping, "knowhow", helping.link)
        record(world, now, helping, "gained", helping.gained)
        record(world, now, helping, "suspended", helping.resting | ((due > 0) & (paid == 0)))
