"""netCDF for xarray: every indicator over run, quarter and place, with unit, names and the identity of the results."""

from __future__ import annotations

from itertools import batched
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.export.blocks import KEYS_AT_ONCE, places_of, preloaded, run_columns
from analysis.quarters import quarter_values
from analysis.runs import Runs
from sim.errors import InputError, Problem
from sim.indicators import indicator

PIP = "pip install 'baiqianwan[export]'"


def write(runs: Runs, target: Path, lang: str) -> None:
    """Write the file, some indicators at a time."""
    dataset(runs, keys=()).to_netcdf(target, mode="w", engine="h5netcdf")
    for keys in batched(preloaded(runs, places_of(runs)), KEYS_AT_ONCE):
        some = dataset(runs, keys)
        encoding = {key: {"zlib": True, "complevel": 1, "shuffle": True} for key in some.data_vars}
        some.drop_vars(list(some.coords)).to_netcdf(target, mode="a", engine="h5netcdf", encoding=encoding)


def dataset(runs: Runs, keys: tuple[str, ...] | None = None) -> Any:
    """An xarray Dataset over run, quarter and place; raises InputError when xarray is not installed.

    It holds what was selected; a group is the sum of its members or the ratio of their sums. Coordinates of `run`:
    scenario, replicate, of a sweep point_id and the factors; of `place`: level and names; of `quarter`: the day it
    begins. `ds.set_index(run=["scenario", "replicate"]).unstack("run")` makes axes of them.
    """
    xarray = _xarray()
    places = places_of(runs)
    described = run_columns(runs)
    variables = {
        key: (("run", "quarter", "place"), values, _words(key))
        for key in (preloaded(runs, places) if keys is None else keys)
        if (values := quarter_values(runs.folder, key, places)) is not None
    }
    quarters = runs.folder.layout.quarters
    coords: dict[str, Any] = {
        name: ("run", _plain(column)) for name, column in described.drop(columns="run_id").items()
    }
    coords |= {
        "run": ("run", described["run_id"].to_numpy(np.int64), {"long_name": "run id"}),
        "quarter": ("quarter", np.array([f"{number // 4}Q{number % 4 + 1}" for number in quarters], object)),
        "begins": (
            "quarter",
            pd.to_datetime([f"{n // 4}-{3 * (n % 4) + 1:02d}-01" for n in quarters]).to_numpy(),
        ),
        "place": ("place", np.array([place.id for place in places], object)),
    }
    for name in ("level", "zh", "en"):
        coords[f"place_{name}"] = ("place", np.array([getattr(place, name) for place in places], object))
    found = xarray.Dataset(variables, coords, _identity(runs))
    if runs.chosen_scenarios is not None:
        found = found.isel(run=described["scenario"].isin(runs.chosen_scenarios).to_numpy())
    if runs.chosen_quarters is not None:
        found = found.isel(quarter=np.isin(quarters, runs.chosen_quarters))
    return found


def _words(key: str) -> dict[str, str]:
    item = indicator(key)
    return {
        "units": item.unit,
        "long_name": item.en,
        "long_name_zh": item.zh,
        "kind": item.kind,
        "aggregation": item.aggregation,
        "better": item.better,
    }


def _identity(runs: Runs) -> dict[str, Any]:
    """What the whole file is about: which program and data made it, from which scenarios."""
    manifest = runs.folder.manifest
    identity = manifest["identity"]
    found: dict[str, Any] = {
        "title": runs.folder.path.name,
        "source": f"baiqianwan {manifest['versions']['baiqianwan']}, simulated, not statistics",
        "region": manifest["region"]["en"],
        "region_zh": manifest["region"]["zh"],
        "runs_asked_for": runs.folder.planned,
        "runs_failed": len(runs.failures),
    }
    found |= {key: identity[key] for key in ("code_hash", "region_hash", "seed", "record")}
    found |= {f"scenario_hash_{name}": value for name, value in identity["scenarios"].items()}
    return found


def _plain(column: pd.Series) -> np.ndarray:
    """A column of numbers, of yes and no as 0 and 1, or of texts."""
    if column.dtype == bool:
        return column.to_numpy(np.int8)
    if pd.api.types.is_numeric_dtype(column):
        return column.to_numpy()
    known = column.dropna()
    if len(known) and known.map(lambda value: isinstance(value, bool)).all():
        return column.map({True: 1.0, False: 0.0}).to_numpy(np.float64)
    return column.astype(object).where(column.notna(), "").astype(str).to_numpy(object)


def _xarray() -> Any:
    try:
        import h5netcdf  # noqa: F401
        import xarray
    except ImportError:
        raise InputError([Problem("export", "xarray and h5netcdf are not installed", PIP)]) from None
    return xarray
