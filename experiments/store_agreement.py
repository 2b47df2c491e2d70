"""Whether a folder holds the results of a plan: the same identity, the same cut into files, the same points.

Chunks are found by number alone, so whatever decides what a number stands for is held against the plan before a file
is taken for an answer. A plan that grows round by round agrees with a folder as far as both have come.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.store_manifest import identity_differences
from experiments.sweep.plan import Plan


def differences(folder: Path, manifest: Mapping[str, Any], plan: Plan) -> list[str]:
    """What differs between the results of a folder and a plan, one sentence each; nothing where they agree."""
    found = identity_differences(manifest["identity"], plan.identity())
    if found or (plan.asked and not plan.rounds):  # nothing is asked yet
        return found
    return _of_rounds(manifest, plan) or _of_chunks(manifest, plan) or _of_points(folder, manifest, plan)


def recorded_rounds(manifest: Mapping[str, Any]) -> list[list[list[int]]]:
    """The rounds that a manifest tells of: first and end of fixed replicates, points, replicates."""
    return list((manifest.get("sweep") or {}).get("rounds", []))


def recorded_points(folder: Path, factors: list[str], most: int | None = None) -> pa.Table:
    """A row a point in the order of their numbers, below `most`; a column a factor."""
    if not factors:
        return pa.table({})
    table = pq.read_table(folder / "design.parquet", columns=["point_id", *factors])
    points, first = np.unique(table["point_id"].to_numpy(), return_index=True)
    wanted = (points >= 0) & (points < (np.inf if most is None else most))
    return table.select(factors).take(pa.array(first[wanted])).combine_chunks()


def _of_rounds(manifest: Mapping[str, Any], plan: Plan) -> list[str]:
    pairs = zip(recorded_rounds(manifest), plan.rounds_as_data(), strict=False)
    for number, (there, now) in enumerate(pairs, 1):
        if there != now:
            return [f"round {number} has {_round_words(there)} there and {_round_words(now)} now"]
    return []


def _round_words(one: list[list[int]]) -> str:
    fixed, points, replicates = (f"{first}-{end - 1}" if end > first else "none" for first, end in one)
    return f"points {points}, replicates {replicates}, {fixed} alone"


def _of_chunks(manifest: Mapping[str, Any], plan: Plan) -> list[str]:
    there, now = manifest["chunks"], [[ids[0], ids[-1]] for ids in plan.chunks]
    for number, (one, other) in enumerate(zip(there, now, strict=False)):
        if list(one) != other:
            runs = f"runs {one[0]}-{one[1]} there and {other[0]}-{other[1]} now"
            return [f"its files are cut otherwise (chunk {number} has {runs})"]
    grows = plan.asked or plan.rule is not None
    if len(there) != len(now) and not grows:
        return [f"its files are cut otherwise ({len(there)} chunks there and {len(now)} now)"]
    return []


def _of_points(folder: Path, manifest: Mapping[str, Any], plan: Plan) -> list[str]:
    factors = list(plan.points.column_names)
    if not factors or not (folder / "design.parquet").is_file():
        return []
    most = max((one[1][1] for one in recorded_rounds(manifest)), default=None)
    there = recorded_points(folder, factors, most)
    for name in factors:
        count = min(there.num_rows, plan.points.num_rows)
        before, after = there[name][:count], plan.points[name][:count]
        if before.type == after.type and before.equals(after):
            continue
        for point, (one, other) in enumerate(zip(before.to_pylist(), after.to_pylist(), strict=True)):
            if one != other:
                return [f"point {point} has {name}={one} there and {other} now"]
    return []
