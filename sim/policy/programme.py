"""PROGRAMME (项目资金): payers put money into a budget that builds a stock in places.

Each quarter's budget is shared among the payers; they pay in order of rank and programmes come last, so a programme
whose payer has no money is cut, and the cut is recorded. What was paid in is shared among the recipients in the same
quarter, part of it invested (infrastructure), the rest bought as services. Nothing here knows a particular policy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.calendar import first_quarter_from
from sim.errors import InputError, Problem
from sim.quarter import Programmes
from sim.region import find_place
from sim.requests import Rank, claim
from sim.sharing import share_out

if TYPE_CHECKING:
    from sim.declared.programme import Programme
    from sim.quarter import Quarter
    from sim.region import Region
    from sim.scenario import Scenario
    from sim.world import World

CITY, ABOVE = "city", "up"
"""Payers that are no county: the city's own budget, the province and the centre."""


@dataclass(frozen=True)
class Compiled:
    """A programme as arrays: who pays (counties, the city last), who receives, from when to when."""

    name: str
    first: int
    last: int
    budget: int
    payer_shares: np.ndarray
    above_share: float
    recipient_shares: np.ndarray
    infrastructure_share: float

    def planned(self, quarter: int) -> int:
        """Budget of a quarter: floor(B (n+1) / 4) - floor(B n / 4), n quarters since the start."""
        if not self.first <= quarter <= self.last:
            return 0
        n = quarter - self.first
        return self.budget * (n + 1) // 4 - self.budget * n // 4


def compile_programmes(
    region: Region, scenario: Scenario, county_revenue: np.ndarray
) -> tuple[Compiled, ...]:
    """All programmes of a scenario in id order; groups of payers share by own revenue at the opening."""
    programmes = scenario.policy.programmes
    return tuple(_compile(region, name, programmes[name], county_revenue) for name in sorted(programmes))


def members(region: Region, text: str, where: str) -> list[int]:
    """Counties named by a group, or one county by id, name or slug."""
    for group in region.groups:
        if text == group.key or text in (group.name_zh, group.name_en):
            return list(group.members)
    place = find_place(region, text)
    if place.level != "county":
        problem = Problem(
            where, f"{text!r} is a {place.level}", "counties and groups of counties can be named here"
        )
        raise InputError([problem])
    return [place.index]


def _compile(region: Region, name: str, programme: Programme, county_revenue: np.ndarray) -> Compiled:
    counties = region.counties.n
    payers, above = np.zeros(counties + 1), 0.0
    for payer in sorted(programme.payers):
        share = programme.payers[payer]
        if payer == ABOVE:
            above = share
        elif payer in (CITY, region.city_code):
            payers[counties] += share
        else:
            who = members(region, payer, f"programme {name}, payers")
            payers[who] += share * county_revenue[who] / county_revenue[who].sum()
    recipients = np.zeros(counties)
    for text in programme.scope.places:
        recipients[members(region, text, f"programme {name}, scope")] = 1.0
    if programme.rule == "per_head":
        recipients = recipients * region.county_population
    end = programme.end_date
    return Compiled(
        name=name,
        first=first_quarter_from(programme.start_date),
        last=first_quarter_from(end) - 1 if end else 2**31,
        budget=int(programme.budget_yuan_per_year),
        payer_shares=payers,
        above_share=above,
        recipient_shares=recipients / recipients.sum(),
        infrastructure_share=programme.stocks.get("infrastructure", 0.0),
    )


def ask(world: World, now: Quarter, active: bool = True) -> None:
    """What each programme asks of its payers this quarter, last in rank; nothing in the warm-up."""
    for programme in world.programmes:
        planned = programme.planned(world.quarter) if active else 0
        if planned:
            shares = np.append(programme.payer_shares, programme.above_share)
            claim(now, claim_name(programme), Rank.PROGRAMMES, share_out(planned, shares)[:-1])


def claim_name(programme: Compiled) -> str:
    """Name of a programme's claim on its payers."""
    return f"programme {programme.name}"


def commit(world: World, now: Quarter) -> None:
    """What each programme got from its payers, and gives to its recipients this quarter."""
    counties = world.opening.counties
    count = len(world.programmes)
    contributions = np.zeros((count, counties + 1), np.int64)
    above, cut = np.zeros(count, np.int64), np.zeros(count, np.int64)
    grants, invested = np.zeros((count, counties), np.int64), np.zeros((count, counties), np.int64)
    for row, programme in enumerate(world.programmes):
        if claim_name(programme) not in now.claims:
            continue
        claimed, planned = now.claims[claim_name(programme)], programme.planned(world.quarter)
        contributions[row] = claimed.granted
        above[row] = planned - claimed.asked.sum()
        paid = int(contributions[row].sum()) + int(above[row])
        cut[row] = planned - paid
        grants[row] = share_out(paid, programme.recipient_shares)
        invested[row] = np.floor(programme.infrastructure_share * grants[row]).astype(np.int64)
        if cut[row]:
            world.log("programme_cut", programme.name, int(cut[row]), "payers could not pay")
    share = world.scenario.parameters.government.contribution_bond_share
    now.policy_paid = now.policy_paid + contributions.sum(0)
    now.policy_bonds = now.policy_bonds + np.floor(share * contributions.sum(0)).astype(np.int64)
    names = tuple(programme.name for programme in world.programmes)
    now.programmes = Programmes(names, contributions, above, grants, invested, cut)


def pay(world: World, now: Quarter) -> None:
    """Post contributions into the fund account and grants out of it; the fund keeps nothing."""
    ledger, programmes = world.ledger, now.programmes
    account = ledger.account
    payers = np.concatenate([account[Holder.CG], account[Holder.CI]])
    fund, up = account[Holder.FD], account[Holder.UP]
    for row, name in enumerate(programmes.names):
        into, out = (
            ledger.slot(kind, name) for kind in (Kind.PROGRAMME_CONTRIBUTIONS, Kind.PROGRAMME_GRANTS)
        )
        ledger.post(into, payers, fund, programmes.contributions[row])
        ledger.post(into, up, fund, programmes.from_above[row])
        ledger.post(out, fund, account[Holder.CG], programmes.grants[row])


def deliver(world: World, now: Quarter) -> None:
    """Stocks whose building is done begin to work."""
