"""A design held against its arms before anything runs: every factor, every row, all faults at once (law 5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa

from experiments.sweep.applying import DESIGN
from experiments.sweep.factor import Varying
from experiments.sweep.keys import POLICIES, SIZE, WORLD
from experiments.sweep.trying import Fault, faults_of
from sim.errors import Problem
from sim.faults import figure
from sim.region import Region
from sim.scenario import Scenario

SHOWN_A_FACTOR = 3
SHOWN = 24
"""Faults of rows that are shown; how many there are is told."""


def row_faults(
    varying: Varying, points: pa.Table, arms: Sequence[tuple[str, Scenario]], region: Region
) -> list[Problem]:
    """Every fault of the rows of a design: row, factor, value, what is allowed."""
    found = list(_column_faults(varying, points))
    if not found:
        for _, scenario in arms:
            found += faults_of(varying, points, scenario, region)
    return list(_told(points, found))


def _column_faults(varying: Varying, points: pa.Table) -> Iterator[Fault]:
    """Columns of the wrong kind: a policy that is neither in nor out, a size below nought, a world nobody knows."""
    for name in varying.factors:
        heads = {key.partition(".")[0] for key in varying.keys(name)}
        named = WORLD in varying.keys(name)
        if not named and not heads & {POLICIES, SIZE}:
            continue
        values = points[name].to_pylist()
        if POLICIES in heads:
            wrong = [not isinstance(value, bool) for value in values]
            allowed = "true (in) or false (out) is allowed"
        elif SIZE in heads:
            wrong = [isinstance(value, bool | str) or not 0 <= value < np.inf for value in values]
            allowed = "a number of at least 0 is allowed"
        else:
            wrong = [str(value) not in varying.worlds for value in values]
            allowed = f"one of {', '.join(varying.worlds)} is allowed"
        for row in np.flatnonzero(wrong).tolist():
            yield Fault((name,), (row,), (Problem("", f"{_shown(values[row])} given", allowed, name),))


def _told(points: pa.Table, found: Sequence[Fault]) -> Iterator[Problem]:
    """The first faulty rows of each factor, and how many more there are; several arms have a fault once."""
    by_names: dict[tuple[str, ...], dict[int, tuple[Problem, ...]]] = {}
    for fault in found:
        rows = by_names.setdefault(fault.names, {})
        for row in fault.rows:
            rows[row] = rows.get(row) or fault.problems
    shown = 0
    for names, rows in by_names.items():
        worded = sorted(row for row, problems in rows.items() if problems)
        for row in worded[: min(SHOWN_A_FACTOR, SHOWN - shown)]:
            shown += 1
            for problem in rows[row]:
                yield replace(problem, where=_place(points, row, names, problem), line=None)
    left = sum(len(rows) for rows in by_names.values()) - shown
    if left:
        faulty = len(set().union(*by_names.values()))
        given = f"{left} more faults like these, in {faulty} of {points.num_rows} rows"
        yield Problem(f"{DESIGN} …", given, "mend the ranges or the values")


def _place(points: pa.Table, row: int, names: tuple[str, ...], problem: Problem) -> str:
    """`design row 3, growth_noise=0.95`: rows counted from 1; a factor that is its own key stands behind."""
    shown = [f"{name}={_shown(points[name][row].as_py())}" for name in names if (name,) != (problem.key,)]
    return ", ".join([f"{DESIGN} row {row + 1}", *shown])


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return figure(value) if isinstance(value, int | float) and np.isfinite(value) else str(value)
