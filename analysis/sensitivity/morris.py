"""Morris screening: how far an outcome moves when one assumption, or one block of them, crosses its range.

Elementary effects and their statistics are SALib's (Morris 1991; Campolongo, Cariboni & Saltelli 2007), taken over one
coordinate a group: a trajectory moves every group once, whatever the numbers of its members, so a whole number that is
rounded to where it was leaves no hole.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.sensitivity.noise import Noise, floor_of_mean_size, split, standard_errors
from analysis.sensitivity.salib import salib
from analysis.sensitivity.sample import Array, Sample, Whole, whole_blocks
from analysis.signs import Robust, robust
from analysis.statistics import interval

FEWEST = 2
"""Trajectories without which there is no spread."""
SEED = 1
ENDS = 2
"""Points of a trajectory that count as draws of their own: its two ends share the value of no factor."""


@dataclass(frozen=True, eq=False)
class Screening:
    """Elementary effects summed up.

    table: a row a group, most influential first: name, members, mu_star (mean size of the effect of crossing the whole
    range, in the outcome's unit), low, high (95 %), mu and sigma (NaN for several members, whose directions differ
    from trajectory to trajectory), floor (what noise alone stays below), above.
    """

    table: pd.DataFrame
    effects: Array
    whole: Whole
    noise: Noise
    robust: Robust


def step_of(levels: int) -> float:
    """How far a trajectory moves a factor, of its range of 1: p / (2 (p - 1)) with p levels."""
    return levels / (2.0 * (levels - 1.0))


def screen(sample: Sample, levels: int = 4) -> Screening:
    """Morris statistics by group; raises InputError where too few trajectories are without a failed run."""
    groups = sample.group_names
    size, delta = len(groups) + 1, step_of(levels)
    whole = whole_blocks(sample.values, size, FEWEST, "trajectories")
    order, direction = moves(sample, whole.rows)
    means = sample.values.mean(1)[whole.rows]
    problem = {"num_vars": len(groups), "names": list(groups), "bounds": [[0.0, 1.0]] * len(groups)}
    found = salib("analyze.morris").analyze(
        problem,
        coordinates(order, direction, delta),
        means.ravel(),
        num_levels=levels,
        seed=SEED,
    )
    by_replicate = _by_group(np.diff(sample.values[whole.rows], axis=1), order) / delta
    errors = standard_errors(by_replicate)
    low, high = interval(np.abs(by_replicate.mean(2)))
    floor = floor_of_mean_size(errors, whole.kept, sample.values.shape[1])
    alone = np.array([sample.members[name] == 1 for name in groups])
    table = pd.DataFrame(
        {
            "name": list(groups),
            "members": [sample.members[name] for name in groups],
            "mu_star": np.asarray(found["mu_star"], float),
            "low": np.maximum(0.0, low),
            "high": high,
            "mu": np.where(alone, np.asarray(found["mu"], float), np.nan),
            "sigma": np.where(alone, np.asarray(found["sigma"], float), np.nan),
            "floor": floor,
        }
    )
    table["above"] = _above(table["mu_star"].to_numpy(), floor)
    table = table.sort_values("mu_star", ascending=False, kind="stable").reset_index(drop=True)
    flat = sample.values[whole.rows.ravel()]
    effects = flat.mean(1)
    return Screening(table, effects, whole, split(flat), robust(effects, draws=ENDS * whole.kept))


def _above(found: Array, floor: Array) -> list[bool | None]:
    """Whether each stands above noise; None where noise is not known."""
    return [
        None if np.isnan(limit) else bool(value > limit) for value, limit in zip(found, floor, strict=True)
    ]


def moves(sample: Sample, rows: Array) -> tuple[Array, Array]:
    """Which group moves at each step of each trajectory [trajectories, steps], and whether up (1) or down (-1).

    The direction of a group is that of its first member that moves. A group of which nothing moves (whole numbers
    rounded to where they were) gets a step that is left over: nothing changes there, whichever it is.
    """
    groups = sample.group_names
    number = np.array([groups.index(name) for name in sample.groups])
    order = np.full((len(rows), len(groups)), -1)
    direction = np.ones(order.shape, int)
    for trajectory, points in enumerate(rows):
        changes = np.diff(sample.points[points], axis=0)
        for step, change in enumerate(changes):
            moved = np.flatnonzero(change)
            if len(moved):
                order[trajectory, step] = number[moved[0]]
                direction[trajectory, step] = int(np.sign(change[moved[0]]))
                if len(set(number[moved])) > 1:
                    raise ValueError(f"a step of trajectory {trajectory} moves more than one group")
        left = sorted(set(range(len(groups))) - set(order[trajectory]))
        order[trajectory, order[trajectory] < 0] = left
    return order, direction


def coordinates(order: Array, direction: Array, delta: float) -> Array:
    """One column a group: where it stands at each point of each trajectory, 0 or delta."""
    trajectories, groups = order.shape
    found = np.zeros((trajectories, groups + 1, groups))
    for trajectory in range(trajectories):
        for step in range(groups):
            group, up = order[trajectory, step], direction[trajectory, step] > 0
            found[trajectory, : step + 1, group] = 0.0 if up else delta
            found[trajectory, step + 1 :, group] = delta if up else 0.0
    return found.reshape(-1, groups)


def _by_group(steps: Array, order: Array) -> Array:
    """Differences along trajectories [trajectories, steps, replicates] by the group that moved."""
    found = np.empty_like(steps)
    for trajectory, groups in enumerate(order):
        found[trajectory, groups] = steps[trajectory]
    return found
