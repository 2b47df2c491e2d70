"""Which rows of a design a scenario does not allow, found without trying every row whole.

Numbers are held against their declared range a column at a time. What checks itself as a whole (an entry of a policy,
the world) is tried once for every combination of the values that reach it. Only text, which could name something, is
held against the region.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from annotated_types import Ge, Gt, Le, Lt
from pydantic import ValidationError

from experiments.sweep.applying import DESIGN, Change, changed, put, unit_of
from experiments.sweep.factor import Varying
from experiments.sweep.keys import ABSENT, POLICIES, SIZE, WORLD, value_at
from sim.checks import Strict
from sim.errors import InputError, Problem, unknown_name
from sim.faults import KeyPath, field_at
from sim.region import Region
from sim.scenario import Scenario

CROSS_CHECKED = ("policy", "world", "targets")
"""First words of what holds its keys against one another."""
WORDED = 24
"""Rows of a factor whose fault is put into words; the others are counted."""
ROW = "row of the design"


@dataclass(frozen=True)
class Fault:
    """One fault: the factors that share in it, the rows that have it, and what it says (nothing: as others)."""

    names: tuple[str, ...]
    rows: tuple[int, ...]
    problems: tuple[Problem, ...]


Reached = dict[str, list[tuple[KeyPath, bool]]]
"""Factor -> paths that it sets in one part of a scenario, each with whether it multiplies."""
Try = Callable[[dict[str, Any]], object]
"""Raises InputError where the values of some factors are not allowed together."""


def faults_of(varying: Varying, points: pa.Table, scenario: Scenario, region: Region) -> Iterator[Fault]:
    """Faults of all rows in one scenario."""
    points = points.append_column(ROW, pa.array(np.arange(points.num_rows)))
    yield from _policies_that_leave(varying, points, scenario)
    reached: dict[KeyPath, Reached] = {}
    for name in varying.factors:
        for key in varying.keys(name):
            for path in varying.places(name, key, scenario):
                of_unit = reached.setdefault(unit_of(path), {})
                of_unit.setdefault(name, []).append((path, varying.times(name, key)))
    for unit, paths in reached.items():
        yield from _of_part(varying, _where_it_is(varying, points, unit), scenario, unit, paths)
    texts = [
        name
        for name in varying.factors
        if pa.types.is_string(points.schema.field(name).type) and varying.touched(name, scenario)
    ]
    if texts:
        yield from _combinations(texts, points, _whole(varying, texts, scenario, region))


def _of_part(
    varying: Varying, points: pa.Table, scenario: Scenario, unit: KeyPath, paths: Reached
) -> Iterator[Fault]:
    """Faults of the part of a scenario that checks itself."""
    alone = _one_part(scenario, unit, paths)
    outside = np.zeros(points.num_rows, bool)
    unsure = []
    for name, ours in paths.items():
        wrong = _outside(scenario, ours, points[name])
        if wrong is None:
            unsure.append(name)
            continue
        outside |= wrong
        one = {name: ours}
        yield from _worded(name, points.filter(pa.array(wrong)), _one_part(scenario, unit, one))
    inside = points.filter(pa.array(~outside))
    worlds = [name for name in varying.factors if WORLD in varying.keys(name)]
    if unit[0] == WORLD and worlds:
        names = list(dict.fromkeys((*worlds, *paths)))
        yield from _combinations(names, inside, _whole(varying, names, scenario))
    elif unit[0] in CROSS_CHECKED:
        yield from _combinations(list(paths), inside, alone)
    else:
        for name in unsure:
            yield from _combinations([name], inside, _one_part(scenario, unit, {name: paths[name]}))


def _where_it_is(varying: Varying, points: pa.Table, unit: KeyPath) -> pa.Table:
    """The points at which an entry of a policy is not out."""
    if unit[0] != "policy":
        return points
    for name in varying.factors:
        for key in varying.keys(name):
            head, _, policy = key.partition(".")
            if head in (POLICIES, SIZE) and (unit[1], unit[2]) in varying.members[policy]:
                points = points.filter(pa.array(_is_in(points[name])))
    return points


def _is_in(column: pa.ChunkedArray) -> np.ndarray:
    return np.asarray(column.to_numpy() != 0)


def _policies_that_leave(varying: Varying, points: pa.Table, scenario: Scenario) -> Iterator[Fault]:
    """Policies out, in every combination: nobody may pay into a programme that is out."""
    names = [
        name
        for name in varying.factors
        if {key.partition(".")[0] for key in varying.keys(name)} & {POLICIES, SIZE}
        and varying.touched(name, scenario)
    ]
    if names:
        there = pa.table({name: pa.array(_is_in(points[name])) for name in names} | {ROW: points[ROW]})
        for fault in _combinations(names, there, _whole(varying, names, scenario)):
            out = [name for name in names if not points[name][fault.rows[0]].as_py()]
            yield Fault(tuple(out), fault.rows, fault.problems)


def _whole(varying: Varying, names: list[str], scenario: Scenario, region: Region | None = None) -> Try:
    """The scenario itself with these factors, held against the region where one is given."""
    only = Varying({name: varying.factors[name] for name in names}, varying.members, varying.worlds)

    def attempt(values: dict[str, Any]) -> None:
        found = only.applied(scenario, values)
        if region is not None and (problems := _in_region(found, region)):
            raise InputError(problems)

    return attempt


def _one_part(scenario: Scenario, unit: KeyPath, paths: Reached) -> Try:
    """The part of a scenario that these factors change, by itself."""
    part = value_at(scenario, unit)

    def changes(values: dict[str, Any]) -> list[Change]:
        return [Change(path, values[name], times) for name, ours in paths.items() for path, times in ours]

    if not isinstance(part, Strict):
        return lambda values: changed(scenario, changes(values))
    text, model = part.model_dump_json(), type(part)

    def attempt(values: dict[str, Any]) -> None:
        data = json.loads(text)
        put(data, unit, changes(values))
        try:
            model.model_validate_json(json.dumps(data))
        except ValidationError:
            changed(scenario, changes(values))

    return attempt


def _outside(
    scenario: Scenario, paths: list[tuple[KeyPath, bool]], column: pa.ChunkedArray
) -> np.ndarray | None:
    """Rows in which a number lies outside a range declared for it; None where ranges alone cannot tell."""
    if not (pa.types.is_floating(column.type) or pa.types.is_integer(column.type)):
        return None
    values = column.to_numpy()
    found = np.zeros(len(values), bool)
    for path, times in paths:
        declared, base = field_at(Scenario, path), value_at(scenario, path)
        if declared is None or declared[1] is None or declared[0] not in (int, float) or base is ABSENT:
            return None
        given = values * base if times else values
        found |= ~np.isfinite(given)
        if declared[0] is int and not times:
            found |= given != np.rint(given)
        for limit in declared[1].metadata:
            found |= ~_keeps(limit, given)
    return found


def _keeps(limit: Any, values: np.ndarray) -> np.ndarray:
    if isinstance(limit, Ge):
        return np.asarray(values >= limit.ge)
    if isinstance(limit, Gt):
        return np.asarray(values > limit.gt)
    if isinstance(limit, Le):
        return np.asarray(values <= limit.le)
    return np.asarray(values < limit.lt) if isinstance(limit, Lt) else np.ones(len(values), bool)


def _worded(name: str, wrong: pa.Table, attempt: Try) -> Iterator[Fault]:
    """The rows in which a number lies outside its range: the first in words, the others counted."""
    rows = wrong[ROW].to_pylist()
    for at, row in enumerate(rows[:WORDED]):
        try:
            attempt({name: wrong[name][at].as_py()})
        except InputError as error:
            yield Fault((name,), (row,), tuple(error.problems))
    if rows[WORDED:]:
        yield Fault((name,), tuple(rows[WORDED:]), ())


def _combinations(names: list[str], points: pa.Table, attempt: Try) -> Iterator[Fault]:
    """Every combination of values of some factors tried once."""
    alike = points.select([*names, ROW]).group_by(names, use_threads=False).aggregate([(ROW, "list")])
    held = alike[f"{ROW}_list"]
    for at, values in enumerate(alike.select(names).to_pylist()):
        try:
            attempt(values)
        except InputError as error:
            yield Fault(tuple(names), tuple(held[at].as_py()), tuple(error.problems))


def _in_region(scenario: Scenario, region: Region) -> list[Problem]:
    """What the region says of names: places, payers, links."""
    from sim.selection.checks import problems

    known = [link.id for link in region.links]
    links = [
        unknown_name(DESIGN, name, known, f"world.links.{name}")
        for name in scenario.world.links
        if name not in known
    ]
    return [*links, *problems(scenario.policy, region, scenario.targets)]
