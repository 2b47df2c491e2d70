"""Warm-up (预热): quarters between the opening and the start, so that noise, people, plant and wages are one state.

Policies are off and chance is the opening's own, so all replicates start from the same state; it is built once per
process and kept. Noise lifts output in its first year; one factor on outside demand and on output per person takes
that off again, so that the first reported year has the size the trend says (tests of the core economy).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.behaviour.statistics import look
from sim.chance import make_key
from sim.declared.policy import Policy
from sim.indicators import BY_KEY, LEVELS, yearly
from sim.kernels.maths import exp_array, log_array, ordered_sum
from sim.loops import columns
from sim.loops.spans import Threads
from sim.opening import Opening, open_region
from sim.region import Region
from sim.scenario import Scenario
from sim.step import step
from sim.tables import Firms
from sim.world import World

FUTURES = 4
"""Futures of the first year whose mean is matched to the trend: one alone may be half a percent off."""
YEAR = 4
"""Quarters that are matched: the first reported year."""

LEAST_GAP = 1e-4
"""Logs between trend and model below which how output answers cannot be told."""

MOST_KEPT = 1
"""Warmed-up worlds kept at a time; at full size one is as large as all the rest of a process."""

Measures = dict[str, dict[str, np.ndarray]]
_kept: dict[tuple[str, str], World] = {}


def warmed_world(region: Region, scenario: Scenario, threads: Threads | None = None) -> World:
    """A world at its start, the warm-up behind it; a copy of the one kept for this region and scenario."""
    key = (region.hash, _without_policy(scenario).hash)
    if key not in _kept:
        while len(_kept) >= MOST_KEPT:
            del _kept[next(iter(_kept))]
        world = _warm(region, _without_policy(scenario), open_region(region, scenario), threads)
        # The opening's own firms have served; a region of 680,000 is 50 MB.
        world.opening = replace(world.opening, firms=Firms.empty(0, 0))
        _kept[key] = world
    return _kept[key].as_start_of(scenario, threads)


def _without_policy(scenario: Scenario) -> Scenario:
    return scenario.model_copy(update={"policy": Policy()})


def _warm(region: Region, scenario: Scenario, opening: Opening, threads: Threads | None) -> World:
    """Run the warm-up with the factor that a trial found."""
    factor = _find_factor(region, scenario, opening, threads) if scenario.warmup else 1.0
    world = _begin(region, scenario, opening, factor, threads)
    looked: list[Measures] = []
    _advance(world, scenario.warmup, looked)
    world.warm_up_factor, world.before = factor, _year_of(looked[-YEAR:])
    return world


def _year_of(quarters: list[Measures]) -> dict[str, np.ndarray]:
    """Indicators of the year before the start, villages' own left out; nothing without four quarters."""
    found: dict[str, np.ndarray] = {}
    if len(quarters) < YEAR:
        return found
    for level in LEVELS[:-1]:
        series = {key: np.stack([one[level][key] for one in quarters]) for key in quarters[0][level]}
        for key in series:
            item = BY_KEY[key]
            if set(item.needed) <= set(series):
                found[f"{level}/{key}"] = yearly(item, series, 0)[1][0]
    return found


def _find_factor(region: Region, scenario: Scenario, opening: Opening, threads: Threads | None) -> float:
    """Factor that brings the first year to the trend, no link opened.

    ratio r = trend / model, the mean of several futures of one trial warm-up; a second trial with r shows how strongly
    output answers, e = ln(output) / ln(r) in the first future, as budgets and blocks do not scale: factor = r^(1/e).
    """
    closed = scenario.model_copy(update={"world": scenario.world.model_copy(update={"links": {}})})
    usual = _first_years(_begin(region, closed, opening, 1.0, threads), FUTURES)
    ratio = sum(planned for _, planned in usual) / sum(made for made, _ in usual)
    tried = _first_years(_begin(region, closed, opening, ratio, threads), 1)
    log_ratio, log_answer = log_array(np.array([ratio, tried[0][0] / usual[0][0]])).tolist()
    answer = log_answer / log_ratio if abs(log_ratio) > LEAST_GAP else 1.0
    return float(exp_array(np.array([log_ratio / min(max(answer, 0.5), 1.5)]))[0])


def _first_years(trial: World, futures: int) -> list[tuple[float, float]]:
    """What the first year after a warm-up makes and what the trend says, in so many futures."""
    _advance(trial, trial.scenario.warmup)
    found = []
    for future in range(1, futures + 1):
        twin = trial.fork()
        twin.key = make_key(trial.scenario.opening_seed, future)
        found.append(_advance(twin, YEAR))
    return found


def _begin(
    region: Region, scenario: Scenario, opening: Opening, factor: float, threads: Threads | None
) -> World:
    world = World.at_opening(region, scenario, opening, threads)
    world.cells.export_reference = world.cells.export_reference * factor
    world.cells.productivity = world.cells.productivity * factor
    return world


def _advance(world: World, quarters: int, looked: list[Measures] | None = None) -> tuple[float, float]:
    """Simulate quarters without policies; value added made, and what the trend says, both in opening prices.

    `looked` takes the indicators of every quarter.
    """
    made = planned = 0.0
    for _ in range(quarters):
        now = step(world, policies=False)
        if looked is not None:
            looked.append(look(world, now))
        opening = world.opening
        made += (
            float((now.accounts[:, columns.OUTPUT] - now.accounts[:, columns.MATERIAL_COST]).sum())
            / now.price
        )
        value_added = opening.output * (1.0 - opening.materials_share)
        planned += ordered_sum(value_added) * float(opening.trend.real[now.t + 1])
    return made, planned
