"""The design of a sweep as read: which run stands at which point, and the factors of each point."""

from __future__ import annotations

import pandas as pd
import pyarrow.parquet as pq

from analysis.folder import Folder

NO_POINT = -1
"""Point of a run that no factor touches."""
BESIDE = ("run_id", "point_id", "scenario", "seed", "replicate", "scenario_hash")
"""Columns of the design beside its factors."""


def design(folder: Folder) -> pd.DataFrame:
    """A row a run asked for: run_id, point_id, scenario, seed, replicate, scenario_hash, a column a factor."""
    found = pq.read_table(folder.path / "design.parquet").to_pandas()
    if "point_id" not in found:
        found.insert(1, "point_id", NO_POINT)
    return found


def points(folder: Folder) -> pd.DataFrame:
    """A row a point in order, a column a factor; none where nothing varies."""
    found = design(folder)
    factors = [name for name in found.columns if name not in BESIDE]
    varied = found[found["point_id"] != NO_POINT].drop_duplicates("point_id").sort_values("point_id")
    return varied.set_index("point_id")[factors]
