"""A finished calibration as read from its folder: the summary and its tables; nothing of the model is needed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from sim.errors import InputError, Problem

SUMMARY = "calibration.json"
NEWEST = 1


@dataclass(frozen=True)
class CalibrationFolder:
    """The folder that `bqw calibrate` leaves."""

    path: Path

    @cached_property
    def summary(self) -> dict[str, Any]:
        """Counts, distances, parameters; raises InputError where the folder holds no calibration."""
        try:
            found = json.loads((self.path / SUMMARY).read_text(encoding="utf-8"))
            version = found["schema_version"]
        except (OSError, ValueError, KeyError, TypeError):
            given = "holds no calibration"
            raise InputError(
                [Problem(str(self.path), given, "give a folder that `bqw calibrate` wrote")]
            ) from None
        if version > NEWEST:
            given = f"was written with schema {version}, this program knows {NEWEST}"
            raise InputError([Problem(str(self.path), given, "read it with a newer version of the program")])
        return dict(found)

    @property
    def parameters(self) -> pd.DataFrame:
        """A row a parameter."""
        return pd.DataFrame(self.summary["parameters"])

    @cached_property
    def moments(self) -> pd.DataFrame:
        """A row a moment."""
        return pd.read_parquet(self.path / "moments.parquet")

    @cached_property
    def draws(self) -> pd.DataFrame:
        """A row a draw of the prior; columns `parameter.NAME`, `moment.NAME` and `weight`; NaN where a run failed."""
        return pd.read_parquet(self.path / "draws.parquet")

    @cached_property
    def posterior(self) -> pd.DataFrame:
        """Weighted draws; columns `parameter.NAME` and `weight`."""
        return pd.read_parquet(self.path / "posterior.parquet")

    @cached_property
    def search(self) -> pd.DataFrame:
        """A row a point asked, with its distance."""
        return pd.read_parquet(self.path / "search.parquet")

    def name_of(self, row: Any, lang: str) -> str:
        """The name of a parameter or a moment."""
        return str((row.zh if lang == "zh" else row.en) or row.en or getattr(row, "name", ""))
