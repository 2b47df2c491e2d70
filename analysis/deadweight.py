"""Share of grants that only frees money of their recipients (挤出原有支出), with what factors of a sweep make of it."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.factors import keys_of_factors
from analysis.folder import NO_POINT, Folder

Array = NDArray[Any]


def freed_shares(folder: Folder, scenario: str, policies: Sequence[str], runs: Sequence[int]) -> Array:
    """The share of each (policy, run): what the scenario states, or what the run's point makes of it."""
    programmes = folder.scenario(scenario).get("policy", {}).get("programmes", {})
    stated = {str(name): float(entry.get("deadweight_share") or 0.0) for name, entry in programmes.items()}
    varied = {name: _factors(folder, name) for name in set(policies)}
    if not any(varied.values()):
        return np.array([stated.get(name, 0.0) for name in policies], np.float64)
    point_of = folder.design.set_index("run_id")["point_id"]
    points = folder.points.set_index("point_id")

    def share(name: str, point: int) -> float:
        found = stated.get(name, 0.0)
        for factor, times in varied[name] if point != NO_POINT else ():
            value = float(points.loc[point, factor])
            found = found * value if times else value
        return found

    pairs = list(zip(policies, point_of.loc[list(runs)].tolist(), strict=True))
    known = {pair: share(*pair) for pair in set(pairs)}
    return np.array([known[pair] for pair in pairs], np.float64)


def _factors(folder: Folder, programme: str) -> list[tuple[str, bool]]:
    """The factors that set or multiply the share of a programme."""
    wanted = f"policy.programmes.{programme}.deadweight_share"
    return [
        (name, times)
        for name, (keys, times) in keys_of_factors(folder).items()
        if any(fnmatchcase(wanted, key) for key in keys)
    ]
