"""Money between paired places: who pays, what is asked of governments and collectives, and where it goes.

A collective gives out of what it would pay its members, and out of cash above its target: no more than it has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.pairs.helping import NOBODY, Stream
from sim.rates import per_quarter
from sim.selection.scope import county_of, select, town_of
from sim.sharing import share_out
from sim.stocks import STOCKS
from sim.village_works import spare_cash

if TYPE_CHECKING:
    from sim.declared.pairing import Payer
    from sim.declared.programme import Programme
    from sim.declared.scope import Level
    from sim.pairs.helping import Helping
    from sim.quarter import Quarter
    from sim.world import World


def whole(amount: np.ndarray) -> np.ndarray:
    """The nearest whole yuan."""
    return np.rint(amount).astype(np.int64)


def payers(world: World, helping: Helping, paid_by: Payer) -> tuple[np.ndarray, np.ndarray]:
    """Account of each pair's payer, and the government asked: a county's, the city's, or nobody's."""
    account, ones = world.ledger.account, np.ones(helping.rows.size, np.int64)
    if paid_by == "city":
        return account[Holder.CI][0] * ones, world.opening.counties * ones
    if paid_by == "up":
        return account[Holder.UP][0] * ones, NOBODY * ones
    giving = paid_by == "donor"
    level = helping.pairing.sides[0 if giving else 1]
    place = helping.donor if giving else helping.recipient
    county = helping.donor_county if giving else helping.recipient_county
    if level == "outside":
        return account[Holder.RX][0] * ones, NOBODY * ones
    if level == "village":
        return account[Holder.VC][place], NOBODY * ones
    if level == "firm":
        return account[Holder.HH][county], NOBODY * ones
    return account[Holder.CG][county], county


def governments(world: World, county: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Account and claim of the counties' governments, the outside's where there is none."""
    account = world.ledger.account
    return np.where(county < 0, account[Holder.RX][0], account[Holder.CG][county]), county


def plan(world: World, now: Quarter, helping: Helping) -> None:
    """What the pairs owe this quarter, stream by stream, before anybody is asked."""
    channels, price = helping.pairing.channels, now.price
    account = world.ledger.account
    fund = np.broadcast_to(account[Holder.FD], helping.rows.shape)
    outside = account[Holder.RX][0]

    def due(yuan_per_year: float) -> np.ndarray:
        return helping.strength * per_quarter(yuan_per_year) * price

    if (money := channels.money) is not None:
        grown = np.where(helping.donor_county < 0, 0.0, now.budgets.above_reference[helping.donor_county])
        grown = np.maximum(grown, 0.0)
        asked = due(money.yuan_per_year) + helping.strength * money.share_of_revenue_growth * grown
        if money.into:
            _into(world, helping, "money", "paid", asked, money.into, money.paid_by)
        else:
            payer, claimed = payers(world, helping, money.paid_by)
            helping.streams["money"] = Stream(
                Kind.PAIRING_OUTFLOW, "paid", whole(asked), payer, np.full_like(fund, outside), claimed
            )
    if (joint := channels.coinvest) is not None:
        _into(world, helping, "coinvest", "coinvested", due(joint.yuan_per_year), joint.into, joint.paid_by)
    if (staff := channels.staff) is not None:
        payer, claimed = payers(world, helping, staff.paid_by)
        away = helping.recipient_county < 0
        homes = np.where(away, outside, account[Holder.HH][helping.recipient_county])
        kind = Kind.PAIRING_OUTFLOW if away.any() else Kind.PAIRING_STAFF
        wages = whole(due(staff.persons * staff.yuan_per_person_year))
        helping.streams["staff"] = Stream(kind, "staff_cost", wages, payer, homes, claimed)
    if channels.market is not None and channels.market.procurement_yuan_per_year:
        payer, claimed = governments(world, helping.donor_county)
        bought = whole(due(channels.market.procurement_yuan_per_year))
        helping.streams["procurement"] = Stream(
            Kind.GOVERNMENT_PURCHASES, "procurement", bought, payer, np.full_like(fund, -1), claimed, False
        )


def _into(
    world: World, helping: Helping, stream: str, item: str, asked: np.ndarray, into: str, paid_by: Payer
) -> None:
    """A stream into a programme, nothing while that programme is not at work."""
    programme = world.scenario.policy.programmes[into]
    open_now = programme.first <= world.quarter <= programme.last
    payer, claimed = payers(world, helping, paid_by)
    fund = np.broadcast_to(world.ledger.account[Holder.FD], payer.shape)
    owners = paid_by == "donor" and helping.pairing.sides[0] == "firm"
    kind = Kind.DONATIONS if owners else Kind.PAIRING_CONTRIBUTIONS
    helping.streams[stream] = Stream(kind, item, whole(asked * open_now), payer, fund, claimed)


def from_collectives(world: World, now: Quarter, helping: Helping, spent: np.ndarray) -> None:
    """Cut what collectives owe to what they can give; who can give nothing rests, where the pairing says so.

    `spent`: whole yuan by village that other pairings of the quarter took of its spare cash.
    """
    villages, accounts = world.villages, world.ledger.account[Holder.VC]
    rules = world.scenario.parameters.villages
    target, free = villages.cash_target * now.nominal_before, spare_cash(world, now)
    for stream in helping.streams.values():
        row = np.searchsorted(accounts, stream.payer)
        row = np.where(row < accounts.size, row, 0)
        mine = np.flatnonzero((accounts[row] == stream.payer) & (stream.due > 0))
        for pair in mine:
            village = int(row[pair])
            above = (1.0 - rules.cash_correction_per_quarter) * (
                world.ledger.held(Holder.VC)[village] - target[village]
            )
            spare = min(max(int(above) - int(spent[village]), 0), int(free[village]))
            from_cash = min(int(stream.due[pair]), spare)
            from_members = min(int(stream.due[pair]) - from_cash, int(villages.dividends[village]))
            villages.dividends[village] -= from_members
            spent[village] += from_cash
            free[village] -= from_cash
            now.village_spent[village] += from_cash + from_members
            stream.paid[pair] = from_cash + from_members
        if helping.pairing.suspend and mine.size:
            helping.resting[mine[stream.paid[mine] == 0]] = True


def asked(helping: Helping, counties: int) -> np.ndarray:
    """What a pairing asks of governments, whole yuan by county, the city last."""
    total = np.zeros(counties + 1, np.int64)
    for stream in helping.streams.values():
        mine = stream.claimed != NOBODY
        np.add.at(total, stream.claimed[mine], stream.due[mine])
    return total


def share_granted(helping: Helping, granted: np.ndarray) -> None:
    """Share what governments granted among the pairs that wait for it, to the yuan."""
    streams = list(helping.streams.values())
    due = np.concatenate([one.due for one in streams])
    claimed = np.concatenate([one.claimed for one in streams])
    paid = np.concatenate([one.paid for one in streams])
    for government, yuan in enumerate(granted):
        mine = np.flatnonzero((claimed == government) & (due > 0))
        if mine.size:
            in_full = yuan == due[mine].sum()
            paid[mine] = due[mine] if in_full else share_out(int(yuan), due[mine] * 1.0, due[mine])
    for stream, part in zip(streams, np.split(paid, len(streams)), strict=True):
        stream.paid = part


def level_of(programme: Programme) -> Level:
    """Level of the places that a programme builds in."""
    return STOCKS[next(iter(programme.stocks))].level


def spread(world: World, helping: Helping, into: str, paid: np.ndarray) -> np.ndarray:
    """What recipients bring into a programme, whole yuan by row of the programme's level.

    A recipient below that level stands for the place it lies in; one above it shares alike among the places of the
    programme's scope inside it, or among all of that level where its scope has none there.
    """
    programme, region = world.scenario.policy.programmes[into], world.region
    level, given = level_of(programme), helping.pairing.sides[1]
    size = {
        "county": region.counties.n,
        "town": region.towns.n,
        "village": region.villages.n,
        "park": len(region.parks),
    }[level]
    total = np.zeros(size, np.int64)
    if level == given:
        np.add.at(total, helping.recipient, paid)
    elif level == "county":
        np.add.at(total, helping.recipient_county, paid)
    elif level == "town" and given in ("village", "park"):
        np.add.at(total, town_of(region, given)[helping.recipient], paid)
    else:
        scope = select(world, programme.scope, level, into)
        may = world.villages.collective if level == "village" else np.ones(size, np.bool_)
        above = town_of(region, level) if given == "town" else county_of(region, level)
        place = helping.recipient if given in ("town", "county") else helping.recipient_county
        for pair in np.flatnonzero(paid):
            inside = scope[above[scope] == place[pair]]
            if not inside.size:
                inside = np.flatnonzero((above == place[pair]) & may)
            total[inside] += share_out(int(paid[pair]), np.ones(inside.size))
    return total
