"""What a policy costs before it is run (成本测算): yuan by policy, item, payer and year.

Budgets come from their paths and shares, pairs from their number. What nobody can know beforehand is named with no
yuan; what depends on chance or success is marked as not certain. Budgets, own shares, payments, rewards and sanctions
are the very yuan that change hands; what pairs give and running costs are stated at opening prices, and rise with
prices in a run. `prices` says which; a sum over both holds only as far as prices stand still.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from sim.calendar import first_quarter_from, year_of
from sim.selection.counting import counties_paying, pairs_counted
from sim.selection.scope import county_of, named_rows, rows_of
from sim.stocks import STOCKS
from sim.targets import holders_of

if TYPE_CHECKING:
    from sim.declared.pairing import Pairing, Payer
    from sim.declared.policy import Policy
    from sim.declared.programme import Programme
    from sim.declared.scope import Level
    from sim.declared.target import Target
    from sim.region import Region

Purse = Literal["local", "above", "outside"]
Prices = Literal["current", "opening"]
SINGLE: dict[str, Purse] = {
    "city": "local",
    "up": "above",
    "outside": "outside",
    "owners": "local",
    "recipients": "local",
    "collectives": "local",
    "towns": "local",
    "donors": "local",
}
"""Payers that are no county, and whose money it is."""


@dataclass(frozen=True)
class CostRow:
    """One payer's part of one item of a policy in one year."""

    policy: str
    item: str
    """Of programmes: budget, own share, running costs; of pairings: money, coinvest, staff, procurement, revenue share
    (of what the donor's revenue grew), revenue shared (by the recipient, of a joint park); of events: payment; of
    targets: reward, sanction."""
    year: int
    payer: str
    """Id of a county, `city`, `up`, `outside`, `owners` of firms, `towns`, `collectives` of villages; `recipients` or
    `donors` where there are several counties and only a run can tell what each pays."""
    purse: Purse
    """Local money, from above, or from outside the region."""
    yuan: float | None
    """None where it cannot be known beforehand."""
    certain: bool = True
    """Whether it is paid whatever happens; a reward or an event by lot is not."""
    prices: Prices = "current"
    """Yuan as they are paid, or at opening prices."""


def cost_rows(
    policy: Policy, region: Region, start: int, horizon: int, targets: Mapping[str, Target] | None = None
) -> list[CostRow]:
    """Every item of a policy's cost from quarter `start` on, `horizon` quarters long, in the order of ids."""
    quarters = range(start, start + horizon)
    revenue = own_revenue(region)
    rows: list[CostRow] = []
    for name in policy.names:
        if name in policy.programmes:
            rows += _of_programme(name, policy, region, quarters, revenue)
        if name in policy.pairings:
            rows += _of_pairing(name, policy, region, quarters)
        if name in policy.events:
            rows += _of_event(name, policy, region, quarters)
        if name in policy.adopts:
            rows += _of_target(name, policy, region, quarters, targets or {})
    return rows


@lru_cache(maxsize=8)
def own_revenue(region: Region) -> np.ndarray:
    """Own revenue that arises in each county in the year of the latest opening, yuan [counties]."""
    from sim.region import read_opening

    data = read_opening(region, region.openings[-1])
    gdp, people = data.county_gdp, region.county_population
    unknown = np.isnan(gdp)
    rest = max(data.city_gdp - float(np.nansum(gdp)), 0.0)
    filled = np.where(unknown, rest * people / max(float(people[unknown].sum()), 1.0), gdp)
    revenue = np.asarray(data.facts.own_revenue_share_of_gdp * filled)
    revenue.setflags(write=False)
    return revenue


def payer_parts(region: Region, payer: str, revenue: np.ndarray) -> dict[str, float]:
    """Payers behind one name with their parts, summing to one; a group's counties by own revenue."""
    if payer in SINGLE:
        return {payer: 1.0}
    if payer == region.city_code:
        return {"city": 1.0}
    rows = rows_of(region, payer, "county")
    total = float(revenue[rows].sum())
    return {region.counties.ids[row]: float(revenue[row]) / total for row in rows}


def purse_of(payer: str) -> Purse:
    """Whose money a payer's is."""
    return SINGLE.get(payer, "local")


def _yearly(amounts: Mapping[int, float]) -> dict[int, float]:
    """Amounts by quarter as sums by year; years without any are left out."""
    years: dict[int, float] = defaultdict(float)
    for quarter, yuan in amounts.items():
        years[year_of(quarter)] += yuan
    return {year: yuan for year, yuan in sorted(years.items()) if yuan}


def _of_programme(
    name: str, policy: Policy, region: Region, quarters: range, revenue: np.ndarray
) -> Iterator[CostRow]:
    programme = policy.programmes[name]
    planned = {quarter: float(programme.planned(quarter)) for quarter in quarters}
    receiving = _receiving(programme, region)
    for payer in sorted(programme.payers):
        parts = payer_parts(region, payer, revenue) if payer != "recipients" else {receiving: 1.0}
        for who, part in parts.items():
            for year, yuan in _yearly(planned).items():
                share = programme.payers[payer] * part
                yield CostRow(name, "budget", year, who, purse_of(who), yuan * share)
    own = programme.own_share / (1.0 - programme.own_share)
    payer = "collectives" if _level(programme) == "village" else receiving
    for year, yuan in _yearly(planned).items() if own else ():
        yield CostRow(name, "own share", year, payer, "local", yuan * own)
    if programme.running_cost_share_per_year:
        keeper = {"county": receiving, "town": "towns", "village": "collectives"}[programme.owner]
        from_pairs = _from_pairs(name, policy, region, quarters)
        spent = {
            quarter: planned[quarter] * (1.0 + own) + from_pairs.get(quarter, 0.0) for quarter in quarters
        }
        for year, yuan in _yearly(_running(programme, spent)).items():
            yield CostRow(name, "running costs", year, keeper, "local", yuan, prices="opening")


def _running(programme: Programme, spent: Mapping[int, float]) -> dict[int, float]:
    """Running costs by quarter: r / 4 of what was built before, which is what was spent less leakage and deadweight.

    What a county cannot absorb builds nothing either; only a run knows it, so this is the most that can fall due.
    """
    building = (1.0 - programme.leakage_share) * (1.0 - programme.deadweight_share)
    built = np.cumsum(list(spent.values())) * building
    rate, lag = programme.running_cost_share_per_year / 4.0, programme.build_lag_quarters + 1
    return {
        quarter: float(built[number - lag]) * rate for number, quarter in enumerate(spent) if number >= lag
    }


def _from_pairs(into: str, policy: Policy, region: Region, quarters: range) -> dict[int, float]:
    """What pairings pay into a programme by quarter, yuan at opening prices, as far as it is known."""
    found: dict[int, float] = defaultdict(float)
    for name in sorted(name for name, programme in set(policy.fed) if programme == into):
        pairing = policy.pairings[name]
        pairs = pairs_counted(region, pairing) or 0
        strength = {quarter: ramp(pairing, quarter) / 4.0 for quarter in quarters}
        for fed in (pairing.channels.money, pairing.channels.coinvest):
            if fed is not None and fed.into == into:
                for quarter, part in _while_open(strength, policy, into).items():
                    found[quarter] += pairs * fed.yuan_per_year * part
    return found


def _level(programme: Programme) -> Level | None:
    """Level of the places for which a programme builds; none for a stock that the model does not know."""
    stock = STOCKS.get(next(iter(programme.stocks)))
    return stock.level if stock is not None else None


def _receiving(programme: Programme, region: Region) -> str:
    """The county that receives, or `recipients` where there are several."""
    level = _level(programme)
    if level is None:
        return "recipients"
    county = county_of(region, level)[named_rows(region, programme.scope, level)]
    counties = sorted({int(row) for row in county})
    return region.counties.ids[counties[0]] if len(counties) == 1 else "recipients"


def ramp(pairing: Pairing, quarter: int) -> float:
    """Part of all flows that runs in a quarter: grows evenly over the ramp, nothing before and after."""
    if not pairing.first <= quarter <= pairing.last:
        return 0.0
    return min(1.0, (quarter - pairing.first + 1) / max(pairing.ramp_quarters, 1))


def _of_pairing(name: str, policy: Policy, region: Region, quarters: range) -> Iterator[CostRow]:
    pairing = policy.pairings[name]
    channels, pairs = pairing.channels, pairs_counted(region, pairing)
    strength = {quarter: ramp(pairing, quarter) / 4.0 for quarter in quarters}
    years = _yearly(strength)
    items: list[tuple[str, float, Payer, dict[int, float]]] = []
    for item, fed in (("money", channels.money), ("coinvest", channels.coinvest)):
        if fed is not None:
            fed_years = _yearly(_while_open(strength, policy, fed.into))
            items.append((item, fed.yuan_per_year, fed.paid_by, fed_years))
    if channels.staff:
        wages = channels.staff.persons * channels.staff.yuan_per_person_year
        items.append(("staff", wages, channels.staff.paid_by, years))
    if channels.market:
        items.append(("procurement", channels.market.procurement_yuan_per_year, "donor", years))
    for item, yuan_a_pair, paid_by, paid_years in items:
        for year, part in paid_years.items() if yuan_a_pair else ():
            for payer, share in _paying(region, pairing, paid_by).items():
                yuan = None if pairs is None else yuan_a_pair * pairs * share * part
                yield CostRow(name, item, year, payer, purse_of(payer), yuan, prices="opening")
    unknown: list[tuple[str, Payer, dict[int, float]]] = []
    if channels.money and channels.money.share_of_revenue_growth:
        open_years = _yearly(_while_open(strength, policy, channels.money.into))
        unknown.append(("revenue share", channels.money.paid_by, open_years))
    if channels.coinvest and channels.coinvest.revenue_share:
        unknown.append(("revenue shared", "recipient", years))
    for item, paid_by, paid_years in unknown:
        for payer in _paying(region, pairing, paid_by):
            for year in paid_years:
                yield CostRow(name, item, year, payer, purse_of(payer), None, False)


def _while_open(strength: dict[int, float], policy: Policy, into: str) -> dict[int, float]:
    """What flows into a programme while it is at work; all where the money leaves the region."""
    programme = policy.programmes.get(into)
    if programme is None:
        return strength
    return {q: part for q, part in strength.items() if programme.first <= q <= programme.last}


def _paying(region: Region, pairing: Pairing, paid_by: Payer) -> dict[str, float]:
    """Who pays for the pairs, with parts that sum to one."""
    if paid_by in ("city", "up"):
        return {paid_by: 1.0}
    side = pairing.sides[1 if paid_by == "recipient" else 0]
    if side in ("outside", "firm", "village"):
        return {{"outside": "outside", "firm": "owners", "village": "collectives"}[side]: 1.0}
    counties = counties_paying(region, pairing, paid_by == "recipient")
    if not counties:
        return {"recipients" if paid_by == "recipient" else "donors": 1.0}
    ids = region.counties.ids
    return {ids[row]: counties.count(row) / len(counties) for row in sorted(set(counties))}


def _of_event(name: str, policy: Policy, region: Region, quarters: range) -> Iterator[CostRow]:
    event = policy.events[name]
    date = event.date or (event.drawn.from_date if event.drawn else None)
    if event.account is None or date is None:
        return
    first, spread = first_quarter_from(date), event.account.quarters
    due = {q: event.account.yuan / spread for q in range(first, first + spread) if q in quarters}
    payer = next(iter(payer_parts(region, event.account.payer, own_revenue(region))))
    for year, yuan in _yearly(due).items():
        yield CostRow(name, "payment", year, payer, purse_of(payer), yuan, event.date is not None)


def _of_target(
    name: str, policy: Policy, region: Region, quarters: range, targets: Mapping[str, Target]
) -> Iterator[CostRow]:
    adoption, target = policy.adopts[name], targets.get(name)
    last = (target.by_year or target.to_year) if target else None
    if target is not None and (not target.scored or adoption.too_late(target)):
        return
    if last is not None and 4 * last + 3 not in quarters:
        return
    year, judge = last or year_of(quarters[-1]), adoption.settled_by
    rows = holders_of(region, target, adoption, f"adopts {name}")
    if adoption.reward_yuan:
        yuan = float(adoption.reward_yuan * rows.size) if rows.size else None
        yield CostRow(name, "reward", year, judge, purse_of(judge), yuan, certain=False)
    for row in rows if adoption.sanction_yuan else ():
        payer = region.counties.ids[row]
        yield CostRow(name, "sanction", year, payer, "local", float(adoption.sanction_yuan), certain=False)
