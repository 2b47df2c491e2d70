"""TARGET (目标考核): adopted targets press leaders, are measured at the end of a year, rewarded and punished.

    pressure  p_g = the most of  weight x distance / time left  over the targets of a goal that a leader answers for
distance: what is missing over the number, 0 when met and never above 1; time left: years to the end of the last year,
at least one. A leader feels the most pressing target of a goal, so an easy one beside it takes nothing off, and many
do not add up without bound. Until a first year is measured, the year before the start counts, as the opening has it.
Before it is adopted a target is measured, as its years may have begun, and neither felt nor judged. At the end of the
last year it is judged once, by what is or by what is reported: holders are rewarded by the city or from above, or owe
a sanction, which they pay as a programme is paid: who cannot, owes it until it can.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.errors import InputError, Problem, unknown_name
from sim.indicators import BY_KEY, Indicator, yearly
from sim.indicators.scores import OVER_YEARS, Aim, distance, met, path
from sim.kernels.maths import exp_array, ordered_sum
from sim.quarter import Entry
from sim.requests import Rank, claim
from sim.selection.scope import county_of
from sim.sharing import share_out
from sim.tables.treasury import Goal
from sim.targets import FIGURES, holders_of, place_rows

if TYPE_CHECKING:
    from sim.declared.target import Adoption, Target
    from sim.quarter import Quarter
    from sim.region import Region
    from sim.scenario import Scenario
    from sim.world import World

LAST_QUARTER = 3
"""Position of the quarter in which a year ends."""
Measures = dict[str, dict[str, np.ndarray]]


@dataclass(frozen=True)
class Adopted:
    """An adopted target whose names have become numbers."""

    name: str
    aim: Aim
    item: Indicator
    level: str
    rows: np.ndarray
    """Rows of the places at its level."""
    county: np.ndarray
    """County of each of them; the whole city's is -1."""
    figure: int
    """Figure whose misreport it is judged by, -1 where it is judged by what is."""
    goal: int
    holders: np.ndarray
    """Counties whose leaders answer for it."""
    adoption: Adoption
    parts: slice
    """Rows of this year's quarters in `TargetState.quarters`: by key, by place; then by key for the city."""
    values: slice
    """Rows of its places in `TargetState.years`; the city's follows where a share of it is asked."""

    @property
    def shares(self) -> bool:
        """Whether it is a share of the city's value."""
        return self.aim.aggregation == "share_of_city"


def compile_targets(region: Region, scenario: Scenario) -> tuple[Adopted, ...]:
    """All adopted targets in id order; raises InputError for one that is unknown or is not scored."""
    found: list[Adopted] = []
    problems: list[Problem] = []
    parts = values = 0
    for name in sorted(scenario.policy.adopts):
        target, where = scenario.targets.get(name), f"adopts {name}"
        if target is None:
            problems.append(unknown_name("adopts", name, scenario.targets))
            continue
        if not target.scored:
            allowed = "adopt one that is measured or has a proxy"
            problems.append(Problem(where, f"a target that is {target.kind} is never judged", allowed))
            continue
        if scenario.policy.adopts[name].too_late(target):
            said = f"start_date {scenario.policy.adopts[name].start_date} lies after its date"
            problems.append(Problem(where, said, "adopt it before it is judged"))
            continue
        try:
            one = _compile(region, name, target, scenario.policy.adopts[name], parts, values)
        except InputError as error:
            problems += error.problems
            continue
        found.append(one)
        parts, values = one.parts.stop, one.values.stop + one.shares
    if problems:
        raise InputError(problems)
    return tuple(found)


def _compile(
    region: Region, name: str, target: Target, adoption: Adoption, parts: int, values: int
) -> Adopted:
    rows, item = place_rows(region, target, f"target {name}"), BY_KEY[target.indicator]
    county = np.full(1, -1) if target.level == "city" else county_of(region, target.level)[rows]
    aim = Aim.of(target.model_dump())
    width = len(item.needed) * (rows.size + (aim.aggregation == "share_of_city"))
    return Adopted(
        name=name,
        aim=aim,
        item=item,
        level=target.level,
        rows=rows,
        county=county,
        figure=FIGURES.get(item.key, -1) if target.figure == "reported" else -1,
        goal=int(Goal[target.goal.upper()]),
        holders=holders_of(region, target, adoption, f"adopts {name}"),
        adoption=adoption,
        parts=slice(parts, parts + width),
        values=slice(values, values + rows.size),
    )


def years_of(scenario: Scenario) -> np.ndarray:
    """Calendar years that a run touches."""
    first, last = scenario.start_quarter // 4, (scenario.start_quarter + scenario.horizon - 1) // 4
    return np.arange(first, last + 1)


def press(world: World, now: Quarter, active: bool = True) -> None:
    """Pressure of adopted targets on the leaders who answer for them, by goal; claims for what fell due."""
    if not active or not world.adopted:
        return
    pressure = np.zeros_like(world.treasury.pressure)
    for row, one in enumerate(world.adopted):
        end = 4 * (one.aim.last + 1)
        if one.adoption.first <= world.quarter < end:
            left = max(1.0, (end - world.quarter) / 4.0)
            far = float(np.nan_to_num(distance(one.aim, np.array([standing(world, row)])))[0])
            felt = one.adoption.weight * far / left
            pressure[one.holders, one.goal] = np.maximum(pressure[one.holders, one.goal], felt)
        _ask(world, now, row, one)
    world.treasury.pressure = pressure


def standing(world: World, row: int) -> float:
    """What is held against a target's number at present: the last year's, at first that of the opening."""
    value = float(world.target_state.value[row])
    return opening_value(world, world.adopted[row]) if np.isnan(value) else value


def opening_value(world: World, one: Adopted) -> float:
    """The same for the year before the start; NaN where it is not known, none of a sum has come yet."""
    if one.aim.aggregation == "sum":
        return 0.0
    known = world.before.get(f"{one.level}/{one.item.key}")
    if one.aim.aggregation == "mean_growth" or known is None:
        return np.nan
    values = known[one.rows].astype(np.float64)
    whole = world.before[f"city/{one.item.key}"] if one.shares else None
    return float(_level(one, values, whole))


def _level(one: Adopted, values: np.ndarray, whole: np.ndarray | None) -> np.ndarray:
    """One year's values held against the number as if only that year counted."""
    aim = replace(one.aim, aggregation="level") if one.aim.aggregation in OVER_YEARS else one.aim
    return path(aim, np.array([aim.last]), values[None, :], whole)[0]


def due(world: World) -> bool:
    """Whether any target is adopted, so that the quarter must be measured."""
    return bool(world.adopted)


def judge(world: World, now: Quarter, measures: Measures) -> None:
    """Take down the quarter's figures; at the end of a year measure targets and settle those whose date it is."""
    state, at = world.target_state, world.quarter % 4
    for row, one in enumerate(world.adopted):
        taken = [measures[one.level][key][one.rows] for key in one.item.needed]
        if one.shares:
            taken += [measures["city"][key] for key in one.item.needed]
        state.quarters[one.parts, at] = np.concatenate(taken)
        if at == LAST_QUARTER and not np.isnan(state.quarters[one.parts]).all(0).any():
            _measure(world, now, row, one)
    if at == LAST_QUARTER:
        state.quarters[:] = np.nan


def _measure(world: World, now: Quarter, row: int, one: Adopted) -> None:
    state, years = world.target_state, years_of(world.scenario)
    year = world.quarter // 4
    column = int(year - years[0])
    state.years[one.values, column] = _year(world, one, one.rows.size, 0) * _reported(world, one, one.county)
    if one.shares:
        whole = _year(world, one, 1, one.rows.size) * _reported(world, one, np.full(1, -1))
        state.years[one.values.stop, column] = whole[0]
    so_far = state.years[one.values, : column + 1].T
    city = state.years[one.values.stop, : column + 1] if one.shares else None
    judged = float(path(one.aim, years[: column + 1], so_far, city)[column])
    state.value[row] = judged
    if np.isnan(judged) and one.aim.aggregation in ("mean", "every_year"):
        state.value[row] = float(_level(one, so_far[column], None))
    if not np.isnan(judged) and world.quarter >= one.adoption.first:
        now.entries.append(Entry(one.name, "value", judged))
        if year == one.aim.last:
            _settle(world, now, row, one, bool(met(one.aim, np.array(judged))))


def _year(world: World, one: Adopted, places: int, skipped: int) -> np.ndarray:
    """Values of the year by place, or of the city, from its four quarters."""
    first = one.parts.start + len(one.item.needed) * skipped
    quarters = world.target_state.quarters[first : first + len(one.item.needed) * places]
    series = {
        key: quarters[number * places : (number + 1) * places].T for number, key in enumerate(one.item.needed)
    }
    return np.asarray(yearly(one.item, series, 0)[1][0], np.float64)


def _reported(world: World, one: Adopted, places: np.ndarray) -> np.ndarray:
    """Reported over true at the end of the year by place, of counties or -1 for the city: exp(m), the city's by GDP."""
    if one.figure < 0:
        return np.ones(places.size)
    factor, gdp = exp_array(world.treasury.misreport[:, one.figure]), world.treasury.gdp_year
    whole = ordered_sum(gdp * factor) / max(ordered_sum(gdp), 1.0)
    return np.asarray(np.where(places < 0, whole, factor[np.maximum(places, 0)]))


def _settle(world: World, now: Quarter, row: int, one: Adopted, good: bool) -> None:
    """Reward or sanction each holder once."""
    state = world.target_state
    now.entries.append(Entry(one.name, "met", float(good)))
    world.log("target_met" if good else "target_missed", one.name, note=str(one.aim.last))
    open_holders = one.holders[state.settled[row, one.holders] == 0]
    state.owed[row, open_holders] += one.adoption.reward_yuan if good else -one.adoption.sanction_yuan
    state.settled[row, open_holders] = 1


def _ask(world: World, now: Quarter, row: int, one: Adopted) -> None:
    """Claims on the city for rewards and on counties for sanctions."""
    owed = world.target_state.owed[row]
    rewards, sanctions = np.maximum(owed, 0), np.maximum(-owed, 0)
    if rewards.any() and one.adoption.settled_by == "city":
        claim(now, f"reward {one.name}", Rank.PROGRAMMES, np.append(0 * rewards, rewards.sum()))
    if sanctions.any():
        claim(now, f"sanction {one.name}", Rank.PROGRAMMES, np.append(sanctions, 0))


def commit(world: World, now: Quarter) -> None:
    """Count what rewards and sanctions took from governments this quarter."""
    for one in world.adopted:
        for name in (f"reward {one.name}", f"sanction {one.name}"):
            if name in now.claims:
                now.policy_paid = now.policy_paid + now.claims[name].granted


def pay(world: World, now: Quarter) -> None:
    """Post rewards and sanctions that have fallen due."""
    account, ids = world.ledger.account, world.region.counties.ids
    for row, one in enumerate(world.adopted):
        owed = world.target_state.owed[row]
        if not owed.any():
            continue
        judge_pays = account[Holder.CI if one.adoption.settled_by == "city" else Holder.UP]
        rewards = np.maximum(owed, 0)
        asked = now.claims.get(f"reward {one.name}")
        total = int(asked.granted.sum()) if asked is not None else int(rewards.sum())
        if one.adoption.settled_by == "up" or asked is not None:
            paid = share_out(total, rewards.astype(np.float64), rewards)
            _post(world, now, Kind.TARGET_REWARDS, one.name, judge_pays, account[Holder.CG], paid)
            owed = owed - paid
        asked = now.claims.get(f"sanction {one.name}")
        if asked is not None:
            taken = asked.granted[:-1]
            _post(world, now, Kind.TARGET_SANCTIONS, one.name, account[Holder.CG], judge_pays, taken)
            owed = owed + taken
            now.entries += [
                Entry(one.name, "sanctioned", float(yuan), ids[c]) for c, yuan in enumerate(taken) if yuan
            ]
        world.target_state.owed[row] = owed


def _post(
    world: World,
    now: Quarter,
    kind: Kind,
    name: str,
    payer: np.ndarray,
    receiver: np.ndarray,
    yuan: np.ndarray,
) -> None:
    if not yuan.any():
        return
    world.ledger.post(world.ledger.slot(kind, name), payer, receiver, yuan)
    if kind == Kind.TARGET_REWARDS:
        ids = world.region.counties.ids
        now.entries += [Entry(name, "rewarded", float(part), ids[c]) for c, part in enumerate(yuan) if part]
