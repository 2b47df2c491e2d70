"""Results in other people's formats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.years import year_values
from sim.errors import InputError, Problem
from sim.indicators import BY_KEY

if TYPE_CHECKING:
    from analysis.runs import Runs


def write_iamc(runs: Runs, path: Path) -> Path:
    """Write yearly means over the runs of each scenario as an IAMC table; city, counties and groups."""
    folder = runs.folder
    chosen = runs.chosen_places
    places = folder.places.several(chosen) if chosen else [folder.places.city, *folder.places.at("county")]
    run_of = folder.runs.set_index("run_id")["scenario"]
    version = folder.manifest["versions"]["baiqianwan"]
    rows: list[dict[str, Any]] = []
    for key in folder.keys:
        item = BY_KEY[key]
        there = [
            p for p in places if p.level in item.levels or (p.level == "group" and item.aggregation != "none")
        ]
        if not there:
            continue
        found = year_values(folder, key, there)
        names = [run_of[run] for run in found.runs]
        for scenario in runs.chosen_scenarios or folder.scenarios:
            mean = found.values[[name == scenario for name in names]].mean(0)
            for column, place in enumerate(there):
                head = {
                    "model": f"baiqianwan {version}",
                    "scenario": scenario,
                    "region": place.en or place.id,
                }
                values = {str(year): value for year, value in zip(found.years, mean[:, column], strict=True)}
                rows.append({**head, "variable": key, "unit": item.unit, **values})
    pd.DataFrame(rows).to_csv(path, index=False, encoding="utf-8", lineterminator="\n")
    return path


def as_xarray(runs: Runs) -> Any:
    """The quarterly data as a Dataset over scenario, replicate, quarter and place."""
    try:
        import xarray
    except ImportError:
        raise InputError([Problem("to_xarray", "xarray is not installed", "pip install xarray")]) from None
    frame = runs.data.drop(columns="level")
    return xarray.Dataset.from_dataframe(frame.set_index(["scenario", "replicate", "quarter", "place"]))
