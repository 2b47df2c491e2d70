"""What makes a policy no good though a run could take it: money not there or not meant, dates that never come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from sim.calendar import first_quarter_from, quarter_name
from sim.errors import Problem
from sim.selection.amounts import too_little
from sim.selection.check_places import at
from sim.selection.cost import CostRow, cost_rows, own_revenue

if TYPE_CHECKING:
    from sim.declared.policy import Policy
    from sim.declared.target import Target
    from sim.region import Region

KIND_OF_ITEM = {
    "budget": ("programmes", "payers"),
    "own share": ("programmes", "own_share"),
    "running costs": ("programmes", "running_cost_share_per_year"),
    "money": ("pairings", "channels"),
    "coinvest": ("pairings", "channels"),
    "staff": ("pairings", "channels"),
    "procurement": ("pairings", "channels"),
    "payment": ("events", "account"),
}


def doubts(policy: Policy, start: int, horizon: int, targets: Mapping[str, Target]) -> list[Problem]:
    """Entries that never act in these quarters, amounts nobody can mean, targets that nobody scores."""
    last = start + horizon - 1
    return [*_never(policy, start, last), *too_little(policy), *_never_scored(policy, targets)]


def _never_scored(policy: Policy, targets: Mapping[str, Target]) -> Iterator[Problem]:
    for name, adoption in sorted(policy.adopts.items()):
        target = targets.get(name)
        if target is None or target.scored or adoption.reward_yuan or adoption.sanction_yuan:
            continue
        said = f"{name} is {target.kind} and never scored: adopting it changes nothing"
        yield Problem("", said, "adopt a measured target; see bqw list targets", at("adopts", name))


def _never(policy: Policy, start: int, last: int) -> Iterator[Problem]:
    span = f"{quarter_name(start)} to {quarter_name(last)}"
    dated = [("programmes", name, one) for name, one in sorted(policy.programmes.items())]
    dated += [("pairings", name, one) for name, one in sorted(policy.pairings.items())]  # type: ignore[misc]
    for kind, name, entry in dated:
        if entry.first > last:
            said = f"it starts in {quarter_name(entry.first)}, after the run ({span})"
            yield Problem("", said, "set it earlier, or a longer horizon", at(kind, name, "start_date"))
        elif entry.last < start:
            said = f"it ended in {quarter_name(entry.last)}, before the run ({span})"
            yield Problem("", said, "set it later, or an earlier start", at(kind, name, "end_date"))
    for name, event in sorted(policy.events.items()):
        date = event.date or (event.drawn.from_date if event.drawn else None)
        key = "date" if event.date else "drawn"
        if date is not None and first_quarter_from(date) > last:
            said = f"it happens from {quarter_name(first_quarter_from(date))} on, after the run ({span})"
            yield Problem("", said, "set it earlier, or a longer horizon", at("events", name, key))


def beyond_means(
    policy: Policy, region: Region, start: int, horizon: int, targets: Mapping[str, Target]
) -> Iterator[Problem]:
    """Counties whose planned payments of a year exceed their own revenue at the opening."""
    revenue = dict(zip(region.counties.ids, own_revenue(region), strict=True))
    owed: dict[tuple[str, int], list[CostRow]] = defaultdict(list)
    for row in cost_rows(policy, region, start, horizon, targets):
        if row.payer in revenue and row.certain and row.yuan:
            owed[row.payer, row.year].append(row)
    for county in region.counties.ids:
        years = {year: rows for (who, year), rows in owed.items() if who == county}
        sums = {year: sum(row.yuan or 0.0 for row in rows) for year, rows in years.items()}
        worst = max(sums, key=lambda year: sums[year], default=0)
        if worst and sums[worst] > revenue[county]:
            largest = max(years[worst], key=lambda row: row.yuan or 0.0)
            kind, key = KIND_OF_ITEM[largest.item]
            name = region.counties.names_zh[region.counties.index(county)]
            given = f"{name} would owe {yuan_shown(sums[worst])} in {worst}{_by_policy(years[worst])}"
            given += f" but has {yuan_shown(revenue[county])} of own revenue a year"
            allowed = "lower the amounts, or let the city, others or those above pay a part"
            yield Problem("", given, allowed, at(kind, largest.policy, key))


def _by_policy(rows: list[CostRow]) -> str:
    """What each policy asks for, where there are several; the largest first."""
    sums: dict[str, float] = defaultdict(float)
    for row in rows:
        sums[row.policy] += row.yuan or 0.0
    largest = sorted(sums, key=lambda name: -sums[name])
    named = ", ".join(f"{name} {yuan_shown(sums[name])}" for name in largest[:5])
    more = f" and {len(largest) - 5} more" if len(largest) > 5 else ""
    return f" ({named}{more})" if len(largest) > 1 else ""


def yuan_shown(yuan: float) -> str:
    """Yuan in words for a message: `5 bn yuan`, `300 m yuan`."""
    return f"{yuan / 1e9:.3g} bn yuan" if yuan >= 1e9 else f"{yuan / 1e6:.3g} m yuan"
