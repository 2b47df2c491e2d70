"""Money between paired places: who pays, what is asked of governments and collectives, and where it goes.

A collective gives out of what it would pay its members, and out of cash above its target: no more than it has. Owners
of firms give out of what households of the county hold, and no more of a quarter's income than the parameter says.
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
    """What contracts of the pairs say, stream by stream; pairs that rest owe nothing of it and are noted."""
    channels, price = helping.pairing.channels, now.price
    account = world.ledger.account
    fund = np.broadcast_to(account[Holder.FD], helping.rows.shape)
    outside = account[Holder.RX][0]

    def due(yuan_per_year: float) -> np.ndarray:
        return np.full(helping.rows.size, helping.ramp * per_quarter(yuan_per_year) * price)

    if (money := channels.money) is not None:
        grown = helping.ramp * money.share_of_revenue_growth * _revenue_growth(now, helping)
        asked = due(money.yuan_per_year) + grown
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
    if helping.resting.any():
        _rest(now, helping)


def _revenue_growth(now: Quarter, helping: Helping) -> np.ndarray:
    """Revenue of the donors' counties above its reference, yuan by pair: a county's is divided among its pairs."""
    grown, inside = np.zeros(helping.rows.size), helping.donor_county >= 0
    county = helping.donor_county[inside]
    grown[inside] = np.maximum(now.budgets.above_reference[county], 0.0) / np.bincount(county)[county]
    return grown


def _rest(now: Quarter, helping: Helping) -> None:
    """Ask nothing for pairs that rest, and note of governments what they would have been asked."""
    counties = now.pairings_resting.size - 1
    in_full = asked(helping, counties)
    for stream in helping.streams.values():
        stream.rest(helping.resting)
    now.pairings_resting = now.pairings_resting + in_full - asked(helping, counties)


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


def from_owners(world: World, helping: Helping, given: np.ndarray) -> None:
    """Cut what owners of firms owe to what households hold, and to the share of last quarter's income they may give.

    `given`: whole yuan by county that owners give to pairings this quarter.
    """
    if helping.pairing.sides[0] != "firm":
        return
    homes = world.ledger.account[Holder.HH]
    most = world.scenario.parameters.households.donation_limit_share * world.counties.income
    most = np.maximum(np.minimum(world.ledger.held(Holder.HH), most), 0.0).astype(np.int64)
    for stream in helping.streams.values():
        for county in np.unique(helping.donor_county):
            mine = np.flatnonzero((stream.payer == homes[county]) & (stream.due > 0))
            owed, room = int(stream.due[mine].sum()), int(most[county] - given[county])
            if owed > room:
                stream.paid[mine] = share_out(max(room, 0), stream.due[mine] * 1.0, stream.due[mine])
            given[county] += int(stream.paid[mine].sum())


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
    waits = (claimed != NOBODY) & (due > 0)
    wanted = np.zeros(granted.size, np.int64)
    np.add.at(wanted, claimed[waits], due[waits])
    paid[waits] = due[waits]
    for government in np.flatnonzero(granted != wanted).tolist():
        mine = np.flatnonzero((claimed == government) & waits)
        paid[mine] = share_out(int(granted[government]), due[mine] * 1.0, due[mine])
    for stream, part in zip(streams, np.split(paid, len(streams)), strict=True):
        stream.paid = part


def level_of(programme: Programme) -> Level:
    """Level of the places that a programme builds in."""
    return STOCKS[next(iter(programme.stocks))].level


def spread(world: World, helping: Helping, into: str, paid: np.ndarray) -> np.ndarray:
    """What recipients bring into a programme, whole yuan by row of the programme's level.

    A recipient below that level stands for the place it lies in; one above it shares alike among the places of the
    programme's scope inside it, or among all of that level where its scope has none there. Raises ValueError where
    money would reach no place, such as that of a town without collectives for villages' assets.
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
        town = town_of(region, given)[helping.recipient]
        np.add.at(total, town[town >= 0], paid[town >= 0])
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
    if int(total.sum()) != int(paid.sum()):
        lost = int(paid.sum() - total.sum())
        raise ValueError(f"{lost} yuan of {helping.name} reach no {level} where {into} can build")
    return total
