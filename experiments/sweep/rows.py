"""A design held against its arms before anything runs: every factor, every row, all faults at once (law 5).

A number that is checked by its own range alone is checked a column at a time; what is checked with other keys of its
part of the scenario is checked once for every combination of values; only values that could name something are held
against the region.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
from annotated_types import Ge, Gt, Le, Lt

from experiments.sweep.applying import DESIGN, unit_of
from experiments.sweep.factor import Varying
from experiments.sweep.keys import POLICIES, SIZE, value_at
from sim.errors import InputError, Problem
from sim.faults import KeyPath, field_at, figure
from sim.region import Region
from sim.scenario import Scenario

SHOWN_A_FACTOR = 3
SHOWN = 24
"""Faults of rows that are shown; how many there are is told."""
Arms = Sequence[tuple[str, Scenario]]


def row_faults(varying: Varying, points: pa.Table, arms: Arms, region: Region) -> list[Problem]:
    """Every fault of the rows of a design: row, factor, value, what is allowed."""
    found: dict[tuple[str, ...], dict[int, list[Problem]]] = {}
    for _, scenario in arms:
        for names, rows, problems in _faults_of(varying, points, scenario, region):
            for row in rows:
                found.setdefault(names, {}).setdefault(row, problems)
    return list(_told(varying, points, found))


Fault = tuple[tuple[str, ...], list[int], list[Problem]]
"""Factors that share in a fault, the rows that have it, and what it says."""


def _faults_of(varying: Varying, points: pa.Table, scenario: Scenario, region: Region) -> Iterator[Fault]:
    members = [name for name in varying.factors if _keeps_policies(varying, name, scenario)]
    if members:
        yield from _combinations(varying, points, scenario, members)
    worlds = [name for name in varying.factors if "world" in varying.keys(name)]
    units: dict[KeyPath, dict[str, list[tuple[KeyPath, bool]]]] = {}
    for name in varying.factors:
        for key in varying.keys(name):
            for path in varying.places(name, key, scenario):
                of_unit = units.setdefault(unit_of(path), {})
                of_unit.setdefault(name, []).append((path, varying.times(name, key)))
    for unit, touching in units.items():
        if not _checks_itself(scenario, unit) and all(
            _within(scenario, paths, points[name]) for name, paths in touching.items()
        ):
            continue
        if _checks_itself(scenario, unit):
            names = list(dict.fromkeys((*(worlds if unit[0] == "world" else ()), *touching)))
            yield from _combinations(varying, points, scenario, names)
        else:
            for name in touching:
                yield from _combinations(varying, points, scenario, [name])
    texts = [
        name
        for name in varying.factors
        if pa.types.is_string(points.schema.field(name).type) and varying.touched(name, scenario)
    ]
    if texts:
        yield from _combinations(varying, points, scenario, texts, region)


def _keeps_policies(varying: Varying, name: str, scenario: Scenario) -> bool:
    heads = {key.partition(".")[0] for key in varying.keys(name)}
    return bool(heads & {POLICIES, SIZE}) and varying.touched(name, scenario)


def _checks_itself(scenario: Scenario, unit: KeyPath) -> bool:
    """Whether a part of a scenario holds its keys against one another."""
    return unit[0] in ("policy", "world", "targets")


def _within(scenario: Scenario, paths: list[tuple[KeyPath, bool]], column: pa.ChunkedArray) -> bool:
    """Whether all values of a column lie in the range that is declared for each path."""
    if not (pa.types.is_floating(column.type) or pa.types.is_integer(column.type)):
        return False
    values = column.to_numpy()
    for path, times in paths:
        found, base = field_at(Scenario, path), value_at(scenario, path)
        if found is None or found[1] is None or isinstance(base, bool) or found[0] not in (int, float):
            return False
        given = values * base if times else values
        if not np.isfinite(given).all() or (
            found[0] is int and not times and (given != np.rint(given)).any()
        ):
            return False
        if not all(_keeps(limit, given) for limit in found[1].metadata):
            return False
    return True


def _keeps(limit: Any, values: np.ndarray) -> bool:
    if isinstance(limit, Ge):
        return bool((values >= limit.ge).all())
    if isinstance(limit, Gt):
        return bool((values > limit.gt).all())
    if isinstance(limit, Le):
        return bool((values <= limit.le).all())
    return bool((values < limit.lt).all()) if isinstance(limit, Lt) else True


def _combinations(
    varying: Varying, points: pa.Table, scenario: Scenario, names: list[str], region: Region | None = None
) -> Iterator[Fault]:
    """Every combination of values of some factors tried once."""
    told = tuple(names)
    only = Varying({name: varying.factors[name] for name in names}, varying.members, varying.worlds)
    rows = points.select(names).append_column("row", pa.array(np.arange(points.num_rows)))
    alike = rows.group_by(names, use_threads=False).aggregate([("row", "list")])
    for at in range(alike.num_rows):
        row = {name: alike[name][at].as_py() for name in names}
        try:
            changed = only.applied(scenario, row)
            problems = _in_region(changed, region) if region is not None else []
        except InputError as error:
            problems = list(error.problems)
        if problems:
            yield told, alike["row_list"][at].as_py(), problems


def _in_region(scenario: Scenario, region: Region) -> list[Problem]:
    """What the region says of names: places, payers, links."""
    from sim.errors import unknown_name
    from sim.selection.checks import problems

    known = [link.id for link in region.links]
    links = [
        unknown_name(DESIGN, name, known, f"world.links.{name}")
        for name in scenario.world.links
        if name not in known
    ]
    return [*links, *problems(scenario.policy, region, scenario.targets)]


def _told(
    varying: Varying, points: pa.Table, found: dict[tuple[str, ...], dict[int, list[Problem]]]
) -> Iterator[Problem]:
    """The first faulty rows of each factor, and how many more there are."""
    shown, left = 0, 0
    for names, rows in found.items():
        first = sorted(rows)[: min(SHOWN_A_FACTOR, max(0, SHOWN - shown))]
        shown, left = shown + len(first), left + len(rows) - len(first)
        for row in first:
            for fault in rows[row]:
                yield replace(fault, where=_place(points, row, names, fault), line=None)
    if left:
        rows_in_all = len({row for rows in found.values() for row in rows})
        given = f"{left} more faults like these, in {rows_in_all} of {points.num_rows} rows"
        yield Problem(f"{DESIGN} …", given, "mend the ranges or the values")


def _place(points: pa.Table, row: int, names: Iterable[str], fault: Problem) -> str:
    """`design row 3, growth_noise=0.95`: the row counted from 1, the factors without those that are their own key."""
    values = []
    for name in names:
        value = points[name][row].as_py()
        shown = figure(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
        if name != fault.key or len(list(names)) > 1:
            values.append(f"{name}={shown}")
    return f"{DESIGN} row {row + 1}" + "".join(f", {one}" for one in values)
