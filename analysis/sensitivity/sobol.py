"""Sobol' indices: which share of an outcome's variance over the priors comes from each assumption.

First order S1: what is gained by knowing it alone; total ST: what is left when all others are known. SALib's estimators
(Saltelli et al. 2010) over the blocks in which no run failed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.sensitivity.noise import Noise, floor_of_mean_square, split, standard_errors
from analysis.sensitivity.salib import salib
from analysis.sensitivity.sample import Array, Sample, Whole, whole_blocks
from analysis.signs import Robust, robust
from sim.errors import InputError, Problem

FEWEST = 8
"""Blocks below which indices of variance say nothing."""
RESAMPLES = 1000
SEED = 1
"""SALib takes a seed of 0 for none."""
ENDS = (0.025, 0.975)


@dataclass(frozen=True, eq=False)
class Decomposition:
    """Indices of variance.

    table: a row a group, most influential first: name, members, first, first_low, first_high, total, total_low,
    total_high (95 %, blocks drawn again 1,000 times), floor (the total index that noise alone stays below), above.
    pairs: one, other, second, low, high, where second order was asked for.
    """

    table: pd.DataFrame
    pairs: pd.DataFrame
    effects: Array
    whole: Whole
    noise: Noise
    robust: Robust


def decompose(sample: Sample, second_order: bool = False) -> Decomposition:
    """Indices by group; raises InputError where too few blocks are whole, or where the outcome never changes."""
    groups = sample.group_names
    count = len(groups)
    size = 2 * count + 2 if second_order else count + 2
    whole = whole_blocks(sample.values, size, FEWEST, "blocks")
    values = sample.values[whole.rows]
    means = values.mean(2)
    if np.ptp(means) == 0.0:
        raise InputError([Problem("sensitivity", "the outcome is the same at every point", "choose another")])
    problem = {"num_vars": count, "names": list(groups), "bounds": [[0.0, 1.0]] * count}
    found = salib("analyze.sobol").analyze(
        problem,
        means.ravel(),
        calc_second_order=second_order,
        num_resamples=RESAMPLES,
        keep_resamples=True,
        seed=SEED,
    )
    first, total = (np.quantile(found[f"{key}_conf_all"], ENDS, axis=0) for key in ("S1", "ST"))
    corners = means[:, [0, -1]]
    steps = values[:, 1 : count + 1] - values[:, :1]
    squares = floor_of_mean_square(standard_errors(steps), whole.kept, values.shape[2])
    floor = 0.5 * squares / corners.var()
    table = pd.DataFrame(
        {
            "name": list(groups),
            "members": [sample.members[name] for name in groups],
            "first": found["S1"],
            "first_low": first[0],
            "first_high": first[1],
            "total": found["ST"],
            "total_low": total[0],
            "total_high": total[1],
            "floor": floor,
        }
    )
    table["above"] = [
        None if np.isnan(limit) else bool(value > limit)
        for value, limit in zip(table["total"], floor, strict=True)
    ]
    order = table["total"].sort_values(ascending=False, kind="stable").index
    drawn = values[:, [0, -1]].reshape(2 * whole.kept, -1)
    return Decomposition(
        table.loc[order].reset_index(drop=True),
        _pairs(groups, found) if second_order else pd.DataFrame(),
        drawn.mean(1),
        whole,
        split(drawn),
        robust(drawn.mean(1)),
    )


def _pairs(groups: tuple[str, ...], found: dict[str, Array]) -> pd.DataFrame:
    rows = []
    for one in range(len(groups)):
        for other in range(one + 1, len(groups)):
            value, half = float(found["S2"][one, other]), float(found["S2_conf"][one, other])
            rows.append(
                {
                    "one": groups[one],
                    "other": groups[other],
                    "second": value,
                    "low": value - half,
                    "high": value + half,
                }
            )
    frame = pd.DataFrame(rows)
    return frame.sort_values("second", ascending=False, kind="stable").reset_index(drop=True)
