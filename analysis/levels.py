"""Levels over the runs of a comparison: mean and bands by scenario, place and year, beside the table of effects.

They are those of the same pairs: the mean of a scenario is `value` of the comparison table, that of the baseline
`value_baseline`. Where scenarios have different pairs (some of their runs failed), each has a baseline of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from analysis.compare import Comparison
from analysis.crossed import Crossed
from analysis.places import Place
from analysis.statistics import bands


def level_table(
    comparison: Comparison, key: str, places: Sequence[Place], scenarios: Sequence[str]
) -> pd.DataFrame:
    """A row a scenario, place and year: mean, median, q05, q25, q75, q95 over what is sampled, n (pairs), points, unit.

    `beside` names the scenario in whose pairs the baseline's runs stand, and is empty where all have the same.
    """
    frames = []
    for scenario, beside in level_rows(comparison, scenarios):
        arm = scenario if scenario in comparison.pairs else beside or fullest(comparison, scenarios)
        pairs = comparison.pairs[arm]
        side = comparison.levels(key, places, arm)[int(scenario == comparison.baseline)]
        found = comparison.in_years(side)
        crossed = Crossed(found.values, pairs.points, pairs.replicates)
        years = [int(year) for year in found.years]
        columns = {
            "scenario": scenario,
            "beside": beside,
            "level": [place.level for place in places for _ in years],
            "place": [place.id for place in places for _ in years],
            "year": years * len(places),
            "indicator": key,
            "unit": found.unit,
            "n": len(pairs),
            "points": crossed.point_count,
        }
        measures = bands(crossed.units)
        frames.append(pd.DataFrame(columns | {name: part.T.ravel() for name, part in measures.items()}))
    return pd.concat(frames, ignore_index=True)


def level_rows(comparison: Comparison, scenarios: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The scenarios to tell, and beside which: the baseline once, or once for each where their pairs differ."""
    arms = [name for name in scenarios if name in comparison.pairs]
    for name in scenarios:
        if name != comparison.baseline or same_baseline(comparison, arms):
            yield name, ""
        else:
            yield from ((name, arm) for arm in arms)


def same_baseline(comparison: Comparison, arms: Sequence[str]) -> bool:
    """Whether some scenarios are compared with the same runs of the baseline."""
    sides = [(comparison.pairs[arm].off, comparison.pairs[arm].points) for arm in arms]
    return all(
        np.array_equal(mine, theirs) for one in sides for mine, theirs in zip(one, sides[0], strict=True)
    )


def fullest(comparison: Comparison, scenarios: Sequence[str] = ()) -> str:
    """Beside whom the baseline is told where it stands once: the scenario with most pairs, of some or of all."""
    arms = [name for name in scenarios if name in comparison.pairs] or list(comparison.scenarios)
    return max(arms, key=lambda arm: len(comparison.pairs[arm]))
