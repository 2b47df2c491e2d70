"""EVENT (事件): what happens on a date or by lot, and what is undone again.

A drawn event happens in a quarter with the chance 1 - (1 - h)^(1/4), h a year, between its dates, by a draw of its own
id. A change of a link, of leads or of the world outside holds while the event is in force and leaves no trace after;
a change of places is undone by what is left of it; firms' orders and payments are not undone. Payments of counties and
the city are claims like those of programmes: what they cannot pay is cut. An event with a date of before the start
keeps its date: what is over does not act, what is not acts for what is left of it. Nothing here knows a particular
event.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.calendar import first_quarter_from
from sim.chance import Use, draws
from sim.declared.event import LEVEL_OF
from sim.errors import InputError, Problem, unknown_name
from sim.nodes import change, fading
from sim.quarter import Entry
from sim.region import find_place
from sim.region.anchors import read_anchors
from sim.requests import Rank, claim
from sim.selection.scope import code_of, ids_of, rows_of, select
from sim.slump import slump
from sim.tables.network import BY_DATE, OPENED, SHUT
from sim.tables.policies import EventState

if TYPE_CHECKING:
    from sim.declared.event import Event
    from sim.quarter import Quarter
    from sim.world import World

ALWAYS = 2**31
"""Quarters for which an event without an end lasts."""


@dataclass(frozen=True)
class Happening:
    """An event whose names have become numbers."""

    name: str
    event: Event
    first: int
    """First quarter in which it can happen."""
    last: int
    hazard: float
    """Chance a quarter, one for an event with a date."""
    rows: np.ndarray
    """Rows of the places, of the nodes (leads, rivals) or of the link that it changes."""
    sectors: np.ndarray
    """Rows of the sectors of leads or demand; all where none is named."""
    memory: slice
    """Where `EventState.changed` keeps what was done."""
    firm: int = 0
    """Number of an anchor below zero (-1 the first), else the id of a firm."""

    @property
    def lasts(self) -> int:
        """Quarters in which it is in force."""
        if self.event.account is not None:
            return self.event.account.quarters
        if self.event.firm is not None:
            return 1
        return self.event.lasts_quarters or ALWAYS


def compile_events(world: World) -> tuple[Happening, ...]:
    """All events of a scenario in id order; raises InputError with every name that is not known."""
    found: list[Happening] = []
    problems: list[Problem] = []
    at = 0
    for name in sorted(world.scenario.policy.events):
        try:
            one = _compile(world, name, world.scenario.policy.events[name], at)
        except InputError as error:
            problems += error.problems
            continue
        found.append(one)
        at = one.memory.stop
    if problems:
        raise InputError(problems)
    return tuple(found)


def _compile(world: World, name: str, event: Event, at: int) -> Happening:
    region, where = world.region, f"event {name}"
    rows, sectors, firm = np.zeros(0, np.int64), np.arange(region.sectors.n), 0
    if event.link is not None:
        rows = np.array(
            [_number(event.link.link, [(x.id, x.name_zh, x.name_en) for x in region.links], where)]
        )
    elif event.place is not None:
        rows = select(world, event.place.scope, LEVEL_OF[event.place.variable], name)
    elif event.leads is not None:
        node = event.leads.node
        rows = rows_of(region, node, "outside", where, "node") if node else np.arange(region.outside.n)
        sectors = _sector(world, event.leads.sector, where)
    elif event.outside is not None:
        sectors = _sector(world, event.outside.sector, where)
    elif event.firm is not None:
        firm = _firm(world, event.firm.firm, where)
    elif event.account is not None:
        _account(world, event.account.payer, where), _account(world, event.account.receiver, where)
    kept = rows.size if event.place is not None and event.place.variable != "rivals" else 0
    first, last, hazard = _when(event)
    return Happening(name, event, first, last, hazard, rows, sectors, slice(at, at + kept), firm)


def _when(event: Event) -> tuple[int, int, float]:
    """First and last quarter in which it can happen, and its chance a quarter."""
    if event.date is not None:
        return first_quarter_from(event.date), ALWAYS, 1.0
    assert event.drawn is not None
    until = event.drawn.until_date
    hazard = 1.0 - float(np.sqrt(np.sqrt(1.0 - event.drawn.chance_per_year)))
    return (
        first_quarter_from(event.drawn.from_date),
        first_quarter_from(until) - 1 if until else ALWAYS,
        hazard,
    )


def _number(text: str, names: list[tuple[str, str, str]], where: str) -> int:
    for number, known in enumerate(names):
        if text in known:
            return number
    raise InputError([unknown_name(where, text, [known[0] for known in names])])


def _sector(world: World, text: str, where: str) -> np.ndarray:
    sectors = world.region.sectors
    if not text:
        return np.arange(sectors.n)
    return np.array([_number(text, [(c, c, c) for c in sectors.codes], where)])


def _firm(world: World, text: str, where: str) -> int:
    """An anchor by id or name as a number below zero, or a firm's id."""
    if text.isdigit():
        return int(text)
    return -1 - _number(text, [(a.id, a.name_zh, a.name_en) for a in read_anchors(world.region)], where)


def _account(world: World, text: str, where: str) -> np.ndarray:
    """Account of a payer or receiver: a county, `city`, `up`, `outside`."""
    account, region = world.ledger.account, world.region
    if text in ("up", "outside"):
        return np.asarray(account[Holder.UP if text == "up" else Holder.RX])
    if text in ("city", region.city_code):
        return np.asarray(account[Holder.CI])
    place = find_place(region, text, where)
    if place.level != "county":
        raise InputError(
            [Problem(where, f"{text!r} is a {place.level}", "name a county, city, up or outside")]
        )
    return np.asarray(account[Holder.CG][place.index : place.index + 1])


def happen(world: World, now: Quarter, active: bool = True) -> None:
    """Events of this quarter change what they change; those that have lasted are undone."""
    state = world.event_state
    for row, one in enumerate(world.happenings if active else ()):
        if not state.happened[row] and _comes(world, one):
            state.happened[row] = _since(world, one)
            _begin(world, now, one)
        elif _in_force(state, row, one, world.quarter):
            _fade(world, one)
        elif state.happened[row] and world.quarter == state.happened[row] + one.lasts:
            _end(world, now, one)
        if _in_force(state, row, one, world.quarter):
            _hold(world, now, one, world.quarter - int(state.happened[row]))
    if active and any(one.event.link is not None for one in world.happenings):
        _order_links(world)


def _since(world: World, one: Happening) -> int:
    """Quarter in which it happened: an event with a date keeps it where the run starts only later."""
    return one.first if one.event.date is not None else world.quarter


def _comes(world: World, one: Happening) -> bool:
    """Whether it happens now; what was over before the run started does not."""
    if not one.first <= world.quarter <= one.last:
        return False
    if one.event.date is not None:
        return world.quarter < one.first + one.lasts
    if one.hazard >= 1.0:
        return True
    drawn = draws(world.key, np.array([code_of("event", one.name)], np.uint64), world.quarter, Use.EVENT)
    return bool(drawn[0, 0] < one.hazard)


def _in_force(state: EventState, row: int, one: Happening, quarter: int) -> bool:
    return bool(state.happened[row]) and quarter < int(state.happened[row]) + one.lasts


def _begin(world: World, now: Quarter, one: Happening) -> None:
    event, done = one.event, 1.0
    if event.place is not None and event.place.variable != "rivals":
        amounts = np.full(one.rows.size, event.place.add)
        changed = change(world, event.place.variable, one.rows, amounts)
        world.event_state.changed[one.memory] = changed
        done = float(changed.sum())
        _record(world, now, one, "changed", changed)
    elif event.firm is not None:
        firm = one.firm if one.firm > 0 else int(world.projects.anchor_firm[-1 - one.firm])
        done = float(bool(firm) and slump(world, firm, event.firm.factor))
    now.entries.append(Entry(one.name, "happened", done))
    world.log("event_happened", one.name, note=event.title.en or event.change)


def _record(world: World, now: Quarter, one: Happening, item: str, amounts: np.ndarray) -> None:
    assert one.event.place is not None
    ids = ids_of(world.region, LEVEL_OF[one.event.place.variable])
    now.entries += [
        Entry(one.name, item, float(amount), ids[place])
        for place, amount in zip(one.rows, amounts, strict=True)
        if amount
    ]


def _end(world: World, now: Quarter, one: Happening) -> None:
    """A change for a time is over: links follow their dates again, places give back what is left."""
    event = one.event
    if event.account is not None or event.firm is not None:
        return
    if event.place is not None and one.memory.stop > one.memory.start:
        left = world.event_state.changed[one.memory] * (1.0 - fading(world, event.place.variable))
        _record(world, now, one, "undone", change(world, event.place.variable, one.rows, -left))
        world.event_state.changed[one.memory] = 0.0
    now.entries.append(Entry(one.name, "undone", 1.0))
    world.log("event_undone", one.name, note=event.title.en or event.change)


def _order_links(world: World) -> None:
    """What the events in force say of links; of two about one link that which came later, then the later id."""
    state = world.event_state
    ordered = np.full_like(world.network.ordered, BY_DATE)
    said = [
        (int(state.happened[row]), row)
        for row, one in enumerate(world.happenings)
        if one.event.link is not None and _in_force(state, row, one, world.quarter)
    ]
    for _, row in sorted(said):
        one = world.happenings[row]
        assert one.event.link is not None
        ordered[one.rows] = OPENED if one.event.link.change == "open" else SHUT
    world.network.ordered = ordered


def _fade(world: World, one: Happening) -> None:
    """What it changed of places wears off by itself."""
    if one.memory.stop > one.memory.start and one.event.place is not None:
        world.event_state.changed[one.memory] *= 1.0 - fading(world, one.event.place.variable)


def _hold(world: World, now: Quarter, one: Happening, since: int) -> None:
    """What an event in force makes of this quarter, `since` quarters after it happened."""
    event, outside = one.event, now.outside
    if event.place is not None and event.place.variable == "rivals":
        rivals = np.zeros(world.region.outside.n)
        rivals[one.rows] = event.place.add
        outside.rivals = outside.rivals + rivals
    elif event.leads is not None:
        _change_leads(world, now, one, event.leads.factor)
    elif event.outside is not None:
        _change_outside(world, now, one)
    elif event.account is not None:
        _ask(world, now, one, since)


def _change_leads(world: World, now: Quarter, one: Happening, factor: float) -> None:
    factors = np.ones((world.region.outside.n, world.region.sectors.n))
    factors[np.ix_(one.rows, one.sectors)] = factor
    now.outside.leads = now.outside.leads * factors


def _change_outside(world: World, now: Quarter, one: Happening) -> None:
    assert one.event.outside is not None
    variable, factor, outside = one.event.outside.variable, one.event.outside.factor, now.outside
    if variable == "demand":
        now.export_factor[np.isin(world.opening.sector_of, one.sectors)] *= factor
    elif variable == "leads":
        outside.leads = outside.leads * factor
    elif variable == "loan_rate":
        base = world.scenario.parameters.credit.loan_rate_per_year
        outside.loan_rate = (base + outside.loan_rate) * factor - base
    else:
        setattr(outside, variable, getattr(outside, variable) * factor)


def due(one: Happening, since: int) -> int:
    """Whole yuan of a payment that fall due so many quarters after it began: floor((n+1) Y / Q) - floor(n Y / Q)."""
    payment = one.event.account
    assert payment is not None
    return payment.yuan * (since + 1) // payment.quarters - payment.yuan * since // payment.quarters


def _ask(world: World, now: Quarter, one: Happening, since: int) -> None:
    assert one.event.account is not None
    asked = np.zeros(world.opening.counties + 1, np.int64)
    account = _account(world, one.event.account.payer, one.name)[0]
    governments = np.concatenate([world.ledger.account[Holder.CG], world.ledger.account[Holder.CI]])
    asked[governments == account] = due(one, since)
    if asked.any():
        claim(now, f"event {one.name}", Rank.PROGRAMMES, asked)


def commit(world: World, now: Quarter) -> None:
    """Count what events took from governments this quarter."""
    for one in world.happenings:
        if f"event {one.name}" in now.claims:
            now.policy_paid = now.policy_paid + now.claims[f"event {one.name}"].granted


def pay(world: World, now: Quarter) -> None:
    """Post payments of events."""
    state = world.event_state
    for row, one in enumerate(world.happenings):
        payment = one.event.account
        if payment is None or not _in_force(state, row, one, world.quarter):
            continue
        planned = due(one, world.quarter - int(state.happened[row]))
        asked = now.claims.get(f"event {one.name}")
        yuan = int(asked.granted.sum()) if asked is not None else planned
        payer, receiver = (_account(world, who, one.name) for who in (payment.payer, payment.receiver))
        world.ledger.post(
            world.ledger.slot(Kind.EVENT_PAYMENTS, one.name), payer, receiver, np.array([yuan], np.int64)
        )
        now.entries += [
            Entry(one.name, item, float(amount), payment.receiver, payment.payer)
            for item, amount in (("paid", yuan), ("cut", planned - yuan))
            if amount
        ]
