"""Levels over the runs of a comparison: mean and bands by scenario, place and year, beside the table of effects."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.compare import Comparison
from analysis.places import Place
from analysis.statistics import bands
from analysis.years import year_values


def level_table(
    comparison: Comparison, key: str, places: Sequence[Place], scenarios: Sequence[str]
) -> pd.DataFrame:
    """A row a scenario, place and year: mean, median, q05, q25, q75, q95 over its paired runs, n, unit."""
    found = year_values(comparison.folder, key, places)
    row_of = {int(run): row for row, run in enumerate(found.runs)}
    baseline_runs = next(iter(comparison.pairs.values())).off
    frames = []
    for scenario in scenarios:
        runs = comparison.pairs[scenario].on if scenario in comparison.pairs else baseline_runs
        measures = bands(found.values[[row_of[int(run)] for run in runs]].astype(np.float64))
        years = [int(year) for year in found.years]
        columns = {
            "scenario": scenario,
            "level": [place.level for place in places for _ in years],
            "place": [place.id for place in places for _ in years],
            "year": years * len(places),
            "indicator": key,
            "unit": found.unit,
            "n": len(runs),
        }
        frames.append(pd.DataFrame(columns | {name: part.T.ravel() for name, part in measures.items()}))
    return pd.concat(frames, ignore_index=True)
