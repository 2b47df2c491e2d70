"""How a budget is shared among the places of a scope (分配办法): worked out at the start and each January.

Weights w_i of the places, what place i gets of a quarter's money M: M w_i / sum(w), in whole yuan.
  equal       平均分配   w = 1
  per_head    按人口     w = people at the opening (a park: its area)
  list        按名单     w as given, by the most specific name of a place; who is not named gets nothing
  need        按需要     w = max(0, below - x) people; `below` is the mean of x over the scope where it is left out
  merit       按成绩     w = x - min(x); all alike where nobody is above another
  tournament  竞争择优   w = 1 for the `winners` places with most x, 0 for the rest
  open_bid    揭榜挂帅   w = 1 for the `winners` highest promises p = s (l + r u), output per yuan beside what a
                         yuan buys as a rule; s = x / mean(x), or without `by` what the place can do: the county's
                         capacity to absorb, times the quality of a town's schools and hospitals, the governance of a
                         village, half of one plus a park's quality, one at most; u, how bold a bidder is, is drawn by
                         place and year
  first_come  先到先得   in an order drawn by place and year, `award_yuan` a place until the year's budget is spent:
                         w = the award, what is left for the last one; a quarter gives at most its part of the award
x is the variable `by` as it is when shares are worked out; ties go to the place that stands first. Where no place has
a weight nothing is asked of the payers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.absorption import capacity
from sim.calendar import year_of
from sim.chance import Use, draws
from sim.kernels.maths import ordered_sum
from sim.programmes.compiled import listed
from sim.selection.scope import code_of, ids_of
from sim.selection.variables import read

if TYPE_CHECKING:
    from sim.declared.scope import Level
    from sim.programmes.compiled import Compiled
    from sim.world import World


@dataclass(frozen=True)
class Allocation:
    """Shares of a programme's places until next January, one entry a row."""

    weights: np.ndarray
    ceiling: np.ndarray
    """Most that the rule gives in a quarter, yuan; infinite for all rules but first come."""
    promises: np.ndarray
    """Output per yuan that winners of an open bid promised; zero elsewhere."""


def allocate(world: World, one: Compiled) -> Allocation:
    """Weights of a programme's rows by its rule; rows outside the scope weigh nothing."""
    inside = np.flatnonzero(one.inside)
    weights, promises = np.zeros(one.rows.size), np.zeros(one.rows.size)
    ceiling = np.full(one.rows.size, np.inf)
    rule = one.declared.rule
    if rule == "open_bid":
        promised = _promises(world, one)[inside]
        won = most(promised, one.declared.winners or 0)
        weights[inside], promises[inside] = won, won * promised
    elif rule == "first_come":
        quarters = np.array([one.planned(quarter) for quarter in _rest_of_year(world.quarter)], np.int64)
        awards = queue(
            _order(world, one, inside), float(one.declared.award_yuan or 0.0), float(quarters.sum())
        )
        weights[inside] = awards
        ceiling[inside] = np.ceil(awards / max(int((quarters > 0).sum()), 1))
    else:
        weights[inside] = _plain(world, one)[inside]
    return Allocation(weights, ceiling, promises)


def _plain(world: World, one: Compiled) -> np.ndarray:
    """Rules without chance."""
    declared, inside = one.declared, one.inside
    if declared.rule == "per_head":
        return np.maximum(one.heads, 0.0) if ordered_sum(one.heads[inside]) > 0 else np.ones(one.rows.size)
    if declared.rule == "list":
        return listed(world.region, one.name, declared, one.level)[one.rows]
    if declared.by is None or declared.rule == "equal":
        return np.ones(one.rows.size)
    values = read(world, one.level, declared.by)[one.rows]
    if declared.rule == "need":
        below = declared.below
        return need(values, one.heads, mean(values[inside]) if below is None else below)
    if declared.rule == "merit":
        return merit(values, inside)
    return most(np.where(inside, values, -np.inf), declared.winners or 0)


def need(values: np.ndarray, heads: np.ndarray, below: float) -> np.ndarray:
    """Weights max(0, below - x) people."""
    return np.asarray(np.maximum(below - values, 0.0) * heads)


def merit(values: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """Weights x - min(x) of those inside; all alike where nobody is above another."""
    above = np.maximum(values - values[inside].min(), 0.0)
    return above if above[inside].any() else np.ones(values.size)


def most(values: np.ndarray, winners: int) -> np.ndarray:
    """One for the places with most, zero for the rest; of equals the first."""
    won = np.zeros(values.size)
    won[np.argsort(-values, kind="stable")[:winners]] = 1.0
    return won


def queue(order: np.ndarray, award: float, budget: float) -> np.ndarray:
    """Awards in the order of the queue until the budget is spent; the last may get less."""
    got = np.zeros(order.size)
    got[order] = np.clip(budget - award * np.arange(order.size), 0.0, award)
    return got


def mean(values: np.ndarray) -> float:
    """Plain mean, summed in order."""
    return ordered_sum(values) / max(values.size, 1)


def _rest_of_year(quarter: int) -> range:
    """Quarters from this one to the last of its year."""
    return range(quarter, 4 * year_of(quarter) + 4)


def _lots(world: World, one: Compiled, use: Use) -> np.ndarray:
    """A draw by row, addressed by place, year of the decision and programme."""
    ids = ids_of(world.region, one.level)
    codes = np.array([code_of(one.level, ids[row]) for row in one.rows], np.uint64)
    key = (int(world.key.seed), int(world.key.replicate))
    return np.asarray(draws(key, codes, world.quarter, use, other=code_of("policy", one.name))[:, 0])


def _order(world: World, one: Compiled, inside: np.ndarray) -> np.ndarray:
    return np.argsort(_lots(world, one, Use.QUEUE)[inside], kind="stable")


def _promises(world: World, one: Compiled) -> np.ndarray:
    """Output per yuan that each place promises, beside what a yuan buys as a rule."""
    rules = world.scenario.parameters.stocks
    if one.declared.by is None:
        strength = capacity(world)[one.county] * _own_strength(world, one.level)[one.rows]
    else:
        values = np.maximum(read(world, one.level, one.declared.by)[one.rows], 0.0)
        strength = values / max(mean(values[one.inside]), 1e-12)
    return np.asarray(
        strength * (rules.bid_least_promise + rules.bid_promise_range * _lots(world, one, Use.BID))
    )


def _own_strength(world: World, level: Level) -> np.ndarray:
    """What tells a place from the others of its county, from 0 to 1 for who can do all, by row of a level."""
    able = np.ones(len(ids_of(world.region, level)))
    if level == "town" and world.services.known:
        able = 0.5 * (world.services.school_quality + world.services.hospital_quality)
    elif level == "village":
        able = world.villages.governance + world.villages.lift
    elif level == "park":
        able = 0.5 * (1.0 + world.parks.quality)
    return np.minimum(able, 1.0)
