"""The table of the Integrated Assessment Modeling Consortium: a row a scenario, region and variable, years across."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.asked import of_years
from analysis.crossed import Crossed
from analysis.export.blocks import measured, places_of, preloaded
from analysis.runs import Runs
from analysis.years import year_values
from sim.errors import InputError, Problem
from sim.indicators import BY_KEY

QUANTILES = {"5th Percentile": 0.05, "Median": 0.5, "95th Percentile": 0.95}
"""Rows beside the mean, as `variable|name`; over points where there are several, else over runs."""


def write(runs: Runs, target: Path, lang: str) -> None:
    """Write means and quantiles of yearly values."""
    _write(iamc_table(runs, QUANTILES), target)


def write_means(runs: Runs, target: Path) -> None:
    """Write means of yearly values alone."""
    _write(iamc_table(runs), target)


def _write(table: pd.DataFrame, target: Path) -> None:
    table.to_csv(target, index=False, encoding="utf-8", lineterminator="\n")


def iamc_table(runs: Runs, quantiles: dict[str, float] | None = None) -> pd.DataFrame:
    """Yearly means over the runs of each scenario: model, scenario, region, variable, unit, a column a year chosen.

    Raises InputError where no run of a scenario finished.
    """
    folder = runs.folder
    of_run = folder.runs.set_index("run_id").loc[folder.layout.runs]
    model = f"baiqianwan {folder.manifest['versions']['baiqianwan']}"
    scenarios = runs.chosen_scenarios or tuple(folder.scenarios)
    empty = [name for name in scenarios if not (of_run["scenario"] == name).any()]
    if empty:
        given = "no run finished"
        allowed = "see its errors: runs.failures"
        raise InputError(Problem(str(folder.path), given, allowed, name) for name in empty)
    rows: list[dict[str, Any]] = []
    places, chosen = places_of(runs), runs.chosen_years
    for key in preloaded(runs, places):
        there = [place for place in places if measured(key, place)]
        if not there:
            continue
        found = of_years(year_values(folder, key, there), None, chosen)
        for scenario in scenarios:
            mine = (of_run["scenario"] == scenario).to_numpy()
            points, replicates = (of_run[name].to_numpy()[mine] for name in ("point_id", "replicate"))
            crossed = Crossed(found.values[mine].astype(np.float64), points, replicates)
            measures = {key: crossed.mean}
            for name, quantile in (quantiles or {}).items():
                measures[f"{key}|{name}"] = np.quantile(crossed.units, quantile, axis=0)
            for column, place in enumerate(there):
                head = {"model": model, "scenario": scenario, "region": place.en or place.id}
                for variable, values in measures.items():
                    years = {
                        str(year): value for year, value in zip(found.years, values[:, column], strict=True)
                    }
                    rows.append({**head, "variable": variable, "unit": BY_KEY[key].unit, **years})
    return pd.DataFrame(rows)
