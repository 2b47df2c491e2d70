"""The tables of a result folder (C8): columns, types and order of rows, each a pure function of what it
holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from itertools import groupby
from typing import Any

import numpy as np
import pyarrow as pa

from experiments.sweep.plan import NO_POINT, Plan
from sim.indicators import INDICATORS, LEVELS, at_level, indicator, yearly
from sim.record import EventRow, FirmFacts, OpeningRow, PolicyRow
from sim.region import Place, Region, place_path
from sim.result import Result

NAME = pa.dictionary(pa.int32(), pa.string())


def series_table(runs: Sequence[tuple[int, Result]], record: str) -> pa.Table:
    """A row for every run, quarter and place; a column an indicator, null at levels that have none."""
    columns: dict[str, list[Any]] = {}
    for _, alike in groupby(runs, lambda one: _shape(one[1])):
        for name, values in _series_columns(*zip(*alike, strict=True)).items():
            columns.setdefault(name, []).append(values)
    schema = _series_schema(record)
    return pa.table(
        {field.name: _joined(columns.get(field.name, []), field.type) for field in schema}, schema
    )


def _shape(result: Result) -> tuple[Any, ...]:
    """What results must share to stand in columns together: quarters, places, and what is recorded of them."""
    recorded = tuple((level, tuple(keys)) for level, keys in result.values.items())
    return result.first_quarter, len(result.quarters), tuple(result.places.items()), recorded


def _series_schema(record: str) -> pa.Schema:
    kept = {item.key for level in LEVELS for item in at_level(level, record)}
    values = [
        pa.field(
            item.key, item.dtype.replace("float64", "double"), metadata=_words(item.unit, item.zh, item.en)
        )
        for item in INDICATORS
        if item.key in kept
    ]
    keys = [("run_id", pa.int32()), ("quarter", pa.int16()), ("level", NAME), ("place", NAME)]
    return pa.schema([pa.field(name, kind) for name, kind in keys] + values)


def _words(unit: str, zh: str, en: str) -> dict[str, str]:
    return {"unit": unit, "zh": zh, "en": en}


def _series_columns(run_ids: Sequence[int], results: Sequence[Result]) -> dict[str, Any]:
    """The columns of runs of one shape, all runs of a column at once."""
    first, count = results[0], len(results)
    quarters, levels = len(first.quarters), list(first.values)
    sizes = [len(first.places[level]) for level in levels]
    width = sum(sizes)
    level_of = np.repeat(np.arange(len(levels)), sizes)
    places = [place for level in levels for place in first.places[level]]
    place_of = np.tile(np.arange(width, dtype=np.int32), count * quarters)
    columns: dict[str, Any] = {
        "run_id": np.repeat(np.asarray(run_ids, np.int32), quarters * width),
        "quarter": np.tile(np.repeat(np.asarray(first.quarters, np.int16), width), count),
        "level": pa.DictionaryArray.from_arrays(np.tile(level_of, count * quarters).astype(np.int32), levels),
        "place": pa.DictionaryArray.from_arrays(place_of, places),
    }
    ends = np.cumsum(sizes)
    for key in dict.fromkeys(key for level in levels for key in first.values[level]):
        item = indicator(key)
        values = np.zeros((count, quarters, width), item.dtype)
        absent = np.zeros(width, bool)
        for level, size, end in zip(levels, sizes, ends, strict=True):
            if key in first.values[level]:
                for run, result in enumerate(results):
                    values[run, :, end - size : end] = result.values[level][key]
            else:
                absent[end - size : end] = True
        mask = np.tile(absent, count * quarters) if absent.any() else None
        columns[key] = pa.array(values.ravel(), mask=mask)
    return columns


def ledger_table(runs: Sequence[tuple[int, Result]]) -> pa.Table:
    """A row for every flow: who paid whom, for what, caused by which policy, whole yuan."""
    named = {
        "payer_account": "accounts",
        "payer_place": "places",
        "receiver_account": "accounts",
        "receiver_place": "places",
        "kind": "kinds",
        "policy": "policies",
    }
    columns: dict[str, list[Any]] = {name: [] for name in ("run_id", "quarter", *named, "yuan")}
    for run_id, result in runs:
        flows = result.ledger
        if not len(flows):
            continue
        columns["run_id"].append(np.full(len(flows), run_id, np.int32))
        columns["quarter"].append(flows.quarter)
        columns["yuan"].append(flows.yuan)
        for name, dictionary in named.items():
            numbers = np.asarray(getattr(flows, name), np.int32)
            columns[name].append(pa.DictionaryArray.from_arrays(numbers, list(getattr(flows, dictionary))))
    kinds = {"run_id": pa.int32(), "quarter": pa.int16(), "yuan": pa.int64()}
    table = {name: _joined(parts, kinds.get(name, NAME)) for name, parts in columns.items()}
    return pa.table(table).rename_columns({"policy": "policy_id"})


def events_table(runs: Sequence[tuple[int, Result]]) -> pa.Table:
    """A row for everything that was logged, in the order it happened."""
    rows = [(run_id, event) for run_id, result in runs for event in result.events]
    columns = {"run_id": pa.array([run_id for run_id, _ in rows], pa.int32())}
    kinds = {"quarter": pa.int16(), "yuan": pa.int64()}
    for field in fields(EventRow):
        found = [getattr(event, field.name) for _, event in rows]
        columns[field.name] = pa.array(found, kinds.get(field.name, pa.string()))
    return pa.table(columns)


OF_ONE_PAIR = frozenset(
    ("matched", "minutes", "knowhow", "gained", "suspended", "sector", "units", "promised")
)
"""Items of single pairs or works that do not add up; `record=headline` leaves them out."""
OF_A_QUARTER = frozenset(("idle", "value", "met", "happened", "undone"))
"""Items with few rows, each for itself: `record=headline` keeps them as they are."""


def policies_table(runs: Sequence[tuple[int, Result]], record: str = "standard") -> pa.Table:
    """A row for every figure of what a policy did: planned, paid, cut, leaked, idle, and pair by pair.

    With `record=headline` yuan are summed by policy, item and year over places and pairs, exactly, in a row of the
    year's last quarter: a tenth of the room.
    """
    rows = [(run_id, row) for run_id, result in runs for row in _policy_rows(result, record)]
    columns = {"run_id": pa.array([run_id for run_id, _ in rows], pa.int32())}
    kinds = {"quarter": pa.int16(), "value": pa.float64()}
    for at, name in enumerate(PolicyRow._fields):
        found = pa.array([row[at] for _, row in rows], kinds.get(name, pa.string()))
        columns[name] = found if name in kinds else found.dictionary_encode()
    return pa.table(columns).rename_columns({"policy": "policy_id"})


def _policy_rows(result: Result, record: str) -> Iterable[PolicyRow]:
    """The rows of a run as they are, or one a policy, item and year, in the order in which each first stood."""
    if record != "headline":
        return result.policies
    kept: list[PolicyRow] = []
    sums: dict[tuple[int, str, str], int] = {}
    for row in result.policies:
        if row.item in OF_A_QUARTER:
            kept.append(row)
        elif row.item not in OF_ONE_PAIR:
            key = (row.quarter | 3, row.policy, row.item)
            sums[key] = sums.get(key, 0) + int(row.value)
    last = int(result.quarters[-1]) if result.policies else 0
    kept += [
        PolicyRow(min(quarter, last), policy, item, "", "", float(value))
        for (quarter, policy, item), value in sums.items()
    ]
    return sorted(kept, key=lambda row: row.quarter)


def parts_table(rows: Sequence[tuple[int, str, int, int, int, Result | None, str]]) -> pa.Table:
    """A row a run: identity, how it ended, and the city's headline values of the last whole year."""
    items = at_level("city", "headline")
    values: dict[str, list[float | int | None]] = {item.key: [None] * len(rows) for item in items}
    there = [(at, row[5]) for at, row in enumerate(rows) if row[5] is not None]
    for _, alike in groupby(there, lambda one: _shape(one[1])):
        at, results = zip(*alike, strict=True)
        for item in items:
            series = {
                key: np.stack([one.values["city"][key][:, 0] for one in results], axis=1)
                for key in item.needed
            }
            years, found = yearly(item, series, results[0].first_quarter)
            if len(years):
                for row, last in zip(at, found[-1].tolist(), strict=True):
                    values[item.key][row] = last
    run_id, scenario, point, seed, replicate, results, errors = zip(*rows, strict=True)
    columns = {
        "run_id": pa.array(run_id, pa.int32()),
        "scenario": pa.array(scenario, pa.string()),
        "point_id": pa.array(point, pa.int32()),
        "seed": pa.array(seed, pa.int64()),
        "replicate": pa.array(replicate, pa.int64()),
        "status": pa.array(["failed" if result is None else "finished" for result in results], pa.string()),
        "error": pa.array(errors, pa.string()),
    }
    for item in items:
        kind = pa.int64() if item.money else pa.float64()
        columns[item.key] = pa.array(values[item.key], kind)
    return pa.table(columns)


def firm_facts_table(runs: Sequence[tuple[int, Result]]) -> pa.Table:
    """A row for every run and year in which single firms were looked at."""
    looked = [(run_id, result.firm_facts) for run_id, result in runs if result.firm_facts is not None]
    columns = {"run_id": _joined([np.full(len(facts.year), run_id) for run_id, facts in looked], pa.int32())}
    for field in fields(FirmFacts):
        kind = pa.int64() if field.name in ("year", "above_scale") else pa.float64()
        columns[field.name] = _joined([getattr(facts, field.name) for _, facts in looked], kind)
    return pa.table(columns)


def opening_table(runs: Sequence[tuple[int, Result]]) -> pa.Table:
    """The opening balance of each scenario, from its first run: every run of a scenario opens the same."""
    rows = [(run_id, row) for run_id, result in runs for row in result.opening]
    columns = {"run_id": pa.array([run_id for run_id, _ in rows], pa.int32())}
    for field in fields(OpeningRow):
        kind = pa.float64() if field.name == "value" else pa.string()
        columns[field.name] = pa.array([getattr(row, field.name) for _, row in rows], kind)
    return pa.table(columns)


def design_table(plan: Plan) -> pa.Table:
    """A row a run; the factors of its point, null where no factor touches it."""
    arms, points, replicates = plan.columns()
    names = pa.array([name for name, _ in plan.arms], pa.string())
    hashes = pa.array([scenario.hash for _, scenario in plan.arms], pa.string())
    table = pa.table(
        {
            "run_id": pa.array(np.arange(plan.size, dtype=np.int32)),
            "point_id": pa.array(points),
            "scenario": names.take(pa.array(arms)),
            "seed": pa.array(np.full(plan.size, plan.seed, np.int64)),
            "replicate": pa.array(replicates),
            "scenario_hash": hashes.take(pa.array(arms)),
        }
    )
    rows = pa.array(points, mask=points == NO_POINT)
    for name in plan.points.column_names:
        table = table.append_column(name, plan.points[name].take(rows))
    return table


def places_table(region: Region) -> pa.Table:
    """All places with names and the place above; a group is a row of its own that lists its members."""
    city, counties, towns = region.city_code, region.counties, region.towns
    rows: list[tuple[Any, ...]] = [
        ("city", city, region.name_zh, region.name_en, region.id, "", None, None, [], region.name_zh)
    ]
    above = {
        "county": [city] * counties.n,
        "town": [counties.ids[county] for county in region.town_county],
        "village": [towns.ids[town] for town in region.village_town],
    }
    for places in (counties, towns, region.villages):
        for i, place in enumerate(places.ids):
            name = places.names_zh[i]
            path = place_path(region, Place(places.level, i, place, name, places.slugs[i]))
            point = (_known(places.lat[i]), _known(places.lng[i]))
            parent = above[places.level][i]
            rows.append(
                (places.level, place, name, places.names_en[i], places.slugs[i], parent, *point, [], path)
            )
    for park in region.parks:
        parent = towns.ids[park.town] if park.town >= 0 else counties.ids[park.county]
        path = f"{counties.names_zh[park.county]}/{park.name_zh}"
        rows.append(("park", park.id, park.name_zh, park.name_en, "", parent, None, None, [], path))
    for group in region.groups:
        members = [counties.ids[member] for member in group.members]
        names = (group.name_zh, group.name_en)
        rows.append(("group", group.key, *names, group.key, city, None, None, members, group.name_zh))
    kinds = [pa.string()] * 6 + [pa.float64()] * 2 + [pa.list_(pa.string()), pa.string()]
    heads = ("level", "place", "name_zh", "name_en", "slug", "parent", "lat", "lng", "members", "path_zh")
    columns = zip(*rows, strict=True)
    return pa.table(
        {head: pa.array(values, kind) for head, values, kind in zip(heads, columns, kinds, strict=True)}
    )


def names_table(region: Region) -> pa.Table:
    """Names of what has an id but no series: nodes outside the region, and sectors in their order."""
    columns: dict[str, list[str]] = {"kind": [], "id": [], "name_zh": [], "name_en": []}
    nodes, sectors = region.outside, region.sectors
    for kind, ids, zh, en in (
        ("outside", nodes.ids, nodes.names_zh, nodes.names_en),
        ("sector", sectors.codes, sectors.names_zh, sectors.names_en),
    ):
        columns["kind"] += [kind] * len(ids)
        columns["id"] += ids
        columns["name_zh"] += zh
        columns["name_en"] += en
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


def indicators_table() -> pa.Table:
    """The registry as a table, so that a folder explains itself."""
    texts = ("key", "zh", "en", "unit", "kind", "aggregation", "better", "dtype", "denominator", "weight")
    table = {name: pa.array([getattr(item, name) for item in INDICATORS], pa.string()) for name in texts}
    table["levels"] = pa.array([list(item.levels) for item in INDICATORS], pa.list_(pa.string()))
    signed = [[("+" if sign > 0 else "-") + key for key, sign in item.numerator] for item in INDICATORS]
    table["numerator"] = pa.array(signed, pa.list_(pa.string()))
    table["headline"] = pa.array([item.headline for item in INDICATORS], pa.bool_())
    return pa.table(table)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _joined(parts: list[Any], kind: pa.DataType) -> pa.ChunkedArray:
    arrays = [part if isinstance(part, pa.Array) else pa.array(part) for part in parts]
    if pa.types.is_dictionary(kind):
        return pa.chunked_array([array.cast(kind) for array in arrays], kind).unify_dictionaries()
    return pa.chunked_array([array.cast(kind) for array in arrays], kind)
