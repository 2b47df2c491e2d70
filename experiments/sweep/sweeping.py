"""From a design and a few arms to a plan of runs; the resolved design is part of the plan's identity (批量实验)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from experiments.calibration.landing import landed_of_region
from experiments.composing import Composed, compose
from experiments.folders import Folders, find_folders
from experiments.request import is_setting, parse_setting
from experiments.sweep.applying import DESIGN
from experiments.sweep.design import Design
from experiments.sweep.designs import FromFile
from experiments.sweep.designs.from_file import read_points
from experiments.sweep.factor import Factor, Varying
from experiments.sweep.factors import (
    completed,
    key_faults,
    members_of,
    range_faults,
    whole_columns,
    whole_faults,
)
from experiments.sweep.keys import WORLD
from experiments.sweep.plan import Plan
from experiments.sweep.priors import judgement_factors
from experiments.sweep.reading import design_from, read_design
from experiments.sweep.rows import row_faults
from experiments.sweep.stopping import StopRule, check_rule
from sim.errors import InputError, Problem, unknown_name
from sim.faults import COMMAND_LINE
from sim.scenario import Scenario, World

POINTS = "points"
RECORD = "headline"
"""Record of a sweep that names none."""


@dataclass(frozen=True)
class Asked:
    """A sweep as it was asked: the name of its design, its arms as words, and the settings beside them."""

    name: str
    design: Design
    words: tuple[str, ...]
    scenarios: str | Path | None = None
    values: Mapping[str, Any] | None = None

    @property
    def _given(self) -> set[str]:
        """Settings that are given by hand."""
        words = {word.lstrip("+").partition("=")[0] for word in self.words if is_setting(word)}
        return words | set(self.values or {})

    @property
    def rule(self) -> StopRule | None:
        """When replicates are enough, where the design says so and their number is not given by hand."""
        asked = self.design.replicates
        return asked if isinstance(asked, StopRule) and "replicates" not in self._given else None

    def arms(self) -> list[Composed]:
        """The arms composed, headlines recorded and the design's replicates made where nothing else is said."""
        from experiments.running import compose_arms, unpaired

        usual: dict[str, Any] = {"record": RECORD}
        if isinstance(self.design.replicates, int):
            usual["replicates"] = self.design.replicates
        more = [f"{key}={value}" for key, value in usual.items() if key not in self._given]
        arms = compose_arms([*self.words, *more], self.scenarios, dict(self.values or {}))
        if problems := unpaired(arms):
            raise InputError(problems)
        return arms


def read_sweep(
    design: str | Design | Mapping[str, Any],
    words: Sequence[str],
    scenarios: str | Path | None = None,
    values: Mapping[str, Any] | None = None,
) -> Asked:
    """A sweep from its design and the words beside it; `points=` and `design.KEY=` are options of the design."""
    ours, settings = _options(words, values or {})
    arms = [word for word in settings[0] if not is_setting(word)]
    if not arms:
        given = "sweep is given no scenario"
        raise InputError([Problem(COMMAND_LINE, given, "name one at least, like `bqw sweep latin none`")])
    if isinstance(design, str):
        name, made = read_design(design, find_folders(scenarios), ours)
    else:
        made = design_from(design, ours)
        name = _as_name(made)
    return Asked(name, made, tuple(settings[0]), scenarios, settings[1])


def _as_name(design: Design) -> str:
    """The name of a design that has no file: its title as far as it is a word, or its kind."""
    title = design.title.en.lower().replace(" ", "_")
    return title if title.isidentifier() and title.isascii() else design.kind


def _options(
    words: Sequence[str], values: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[list[str], dict[str, Any]]]:
    """Options of the design, and the words and values that are settings of the arms."""
    found: dict[str, Any] = {}
    kept: list[str] = []
    for word in words:
        if is_setting(word) and word.lstrip("+").startswith((f"{POINTS}=", f"{DESIGN}.")):
            key, value = parse_setting(word)
            found[key.removeprefix(f"{DESIGN}.")] = value
        else:
            kept.append(word)
    found |= {key.removeprefix(f"{DESIGN}."): value for key, value in values.items() if _of_design(key)}
    return found, (kept, {key: value for key, value in values.items() if not _of_design(key)})


def _of_design(key: str) -> bool:
    return key == POINTS or key.startswith(f"{DESIGN}.")


def sweep_plan(asked: Asked, arms: Sequence[Composed]) -> Plan:
    """The plan of a sweep, every row checked; raises InputError with all faults, writes nothing."""
    first, folders = arms[0], find_folders(asked.scenarios)
    scenarios = tuple((arm.name, arm.scenario) for arm in arms)
    varying = varying_of(asked, first.scenario, folders)
    if problems := list(key_faults(varying, scenarios)):
        raise InputError(problems)
    rule = asked.rule
    if rule is not None:
        check_rule(rule, first.region, first.scenario, first.settings.record, f"{DESIGN} replicates")
    points = points_of(asked.design, varying, scenarios)
    if problems := row_faults(varying, points, scenarios, first.region):
        raise InputError(problems)
    return Plan(
        name=f"{asked.name}-{'-vs-'.join(arm.name for arm in arms)}",
        arms=scenarios,
        region=first.region,
        seed=first.settings.seed,
        replicates=rule.most if rule is not None else first.settings.replicates,
        record=first.settings.record,
        rule=rule,
        varying=varying,
        points=points,
        question=question_of(asked.design, varying, points, [scenario for _, scenario in scenarios]),
    )


def varying_of(asked: Asked, scenario: Scenario, folders: Folders) -> Varying:
    """The factors of a design, those of its judgements and of its file among them, and what it takes to apply them."""
    design = asked.design
    factors = {name: completed(name, factor) for name, factor in design.factors.items()}
    if design.judgement is not None:
        ours = design.judgement
        named = {key for name, factor in factors.items() for key in factor.keys or (name,)}
        landed = landed_of_region(folders, scenario.region)
        judged = judgement_factors(scenario, ours.groups, ours.spread, ours.without, landed)
        factors |= {key: factor for key, factor in judged.items() if key not in named}
    chosen: dict[str, list[str]] = {}
    if isinstance(design, FromFile):
        table = read_points(Path(design.file))
        if missing := [name for name in factors if name not in table.column_names]:
            raise InputError(
                unknown_name(design.file, name, table.column_names, f"factors.{name}") for name in missing
            )
        factors |= {name: Factor() for name in table.column_names if name not in factors}
        chosen = {name: [str(one) for one in table[name].unique().to_pylist()] for name in table.column_names}
    problems = [
        fault for name, factor in factors.items() for fault in range_faults(name, factor, design.RANGES)
    ]
    members, unknown = members_of(factors, folders)
    worlds: dict[str, World] = {}
    for name, factor in factors.items():
        if WORLD in (factor.keys or (name,)):
            wanted = [str(value) for value in factor.values] or chosen.get(name, [])
            known = folders.names(WORLD)
            unknown += [
                unknown_name(DESIGN, one, known, f"factors.{name}") for one in wanted if one not in known
            ]
            worlds |= {one: _world(asked, one) for one in wanted if one in known}
    if problems or unknown:
        raise InputError([*problems, *unknown])
    return Varying(factors, members, worlds)


def _world(asked: Asked, name: str) -> World:
    """A world as the first arm would have it."""
    settings = [word for word in asked.words if is_setting(word) and not word.startswith("world=")]
    arm = next(word for word in asked.words if not is_setting(word))
    values = {key: value for key, value in (asked.values or {}).items() if key != WORLD}
    return compose(arm, *settings, f"world={name}", scenarios=asked.scenarios, **values).scenario.world


def points_of(design: Design, varying: Varying, arms: Sequence[tuple[str, Scenario]]) -> pa.Table:
    """A row a point, a column a factor; raises InputError."""
    if design.ASKED:
        given = "its points are asked for as it goes"
        raise InputError([Problem(DESIGN, given, f"use bqw {getattr(design, 'by', 'goal')}", "kind")])
    whole = whole_columns(varying, arms)
    if problems := [
        fault for name in varying.factors if whole[name] for fault in whole_faults(varying, name)
    ]:
        raise InputError(problems)
    columns = design.columns(varying, tuple(scenario for _, scenario in arms), whole)
    return pa.table({name: pa.array(values) for name, values in columns.items()})


def question_of(
    design: Design, varying: Varying, points: pa.Table, scenarios: Sequence[Scenario]
) -> dict[str, Any]:
    """The resolved design as plain data: whatever decides points and what they change, and no path of a file."""
    return {
        "design": resolved(design, varying, scenarios),
        "members": {name: [list(entry) for entry in entries] for name, entries in varying.members.items()},
        "worlds": {name: world.model_dump(mode="json") for name, world in varying.worlds.items()},
        "points_hash": points_hash(points),
    }


def resolved(design: Design, varying: Varying, scenarios: Sequence[Scenario]) -> dict[str, Any]:
    """A design with every factor written out, judgements among them, and its usual value; what is not said is out."""
    data = design.model_dump(mode="json", exclude={"factors", "judgement", "file", "replicates"})
    factors = {}
    for name, factor in varying.factors.items():
        usual = varying.usual(name, scenarios)
        told = factor.model_copy(update={"keys": varying.keys(name), "usual": usual})
        factors[name] = told.model_dump(mode="json", exclude_defaults=True)
    return {**data, "factors": factors}


def points_hash(points: pa.Table) -> str:
    """sha256 of the values of all points."""
    digest = hashlib.sha256()
    for name in points.column_names:
        column = points[name].combine_chunks()
        digest.update(f"{name} {column.type} {len(column)}\n".encode())
        if pa.types.is_string(column.type):
            digest.update("\x1f".join(column.to_pylist()).encode())
        else:
            digest.update(column.to_numpy(zero_copy_only=False).tobytes())
    return digest.hexdigest()
