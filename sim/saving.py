"""Saving a run at any quarter and going on later, bit for bit as if it had never stopped.

A saved run is a folder: `state.npz` (arrays, never pickled) and `run.json` (scenario, seeds, identity). The opening
is made again from region and scenario, so a folder is refused when either has changed, or the code.
"""

from __future__ import annotations

import json
import os
import shutil
import zipfile
import zlib
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from sim.chance import make_key
from sim.errors import InputError, Problem
from sim.firm_facts import FACTS, Past
from sim.loops.spans import Threads
from sim.opening import Opening, open_region
from sim.provenance import identity
from sim.region import Region
from sim.run import Run, new_recorder
from sim.scenario import Scenario
from sim.tables import Firms
from sim.world import POLICY_STATE, STATE, Event, World

ABOUT = ("identity", "record", "firm_facts", "scenario", "events")
"""What `run.json` must hold besides its schema version."""


def save(run: Run, folder: str | Path) -> Path:
    """Write a run at its present quarter into a new folder; raises InputError when it exists or cannot be written.

    It is written beside its place and renamed when whole, so that a folder of that name is always a whole run.
    """
    target = Path(folder)
    if target.exists():
        raise InputError([Problem(str(target), "is there already", "name a new folder")])
    half = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        half.mkdir(parents=True)
        _write(run, half)
        half.rename(target)
    except OSError as error:
        given = f"cannot be written ({error.strerror or error})"
        raise InputError([Problem(str(target), given, "name a new folder that can be written")]) from None
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return target


def _write(run: Run, folder: Path) -> None:
    world = run.world
    about = {
        "schema_version": 1,
        "identity": identity(world.region, world.scenario, run.seed, run.replicate).as_dict(),
        "region": world.region.folder,
        "record": run.recorder.record,
        "firm_facts": run.facts is not None,
        "scenario": world.scenario.model_dump(mode="json"),
        "events": [[e.quarter, e.event, e.subject, e.yuan, e.note] for e in world.events],
    }
    np.savez(folder / "state.npz", **world_arrays(world), **_prefixed(run))
    (folder / "run.json").write_text(json.dumps(about, ensure_ascii=False, indent=1), encoding="utf-8")


def _prefixed(run: Run) -> dict[str, Any]:
    arrays = {f"record/{name}": array for name, array in run.recorder.state().items()}
    if run.facts is not None:
        arrays["facts/rows"] = np.array(run.facts.rows, np.float64).reshape(-1, FACTS)
        if run.facts.before is not None:
            arrays |= {f"facts/{name}": array for name, array in run.facts.before._asdict().items()}
    return arrays


def world_arrays(world: World) -> dict[str, Any]:
    """Everything of a world that changes, as plain arrays."""
    arrays: dict[str, Any] = {"quarter": world.quarter, "cash": world.ledger.cash}
    arrays["warm_up_factor"] = world.warm_up_factor
    arrays |= {f"before/{name}": values for name, values in world.before.items()}
    for name in (*STATE, *POLICY_STATE):
        table = getattr(world, name)
        arrays |= {f"{name}/{column.name}": getattr(table, column.name) for column in fields(table)}
    used = world.firms.used
    for column in fields(Firms):
        value = getattr(world.firms, column.name)
        arrays[f"firms/{column.name}"] = value if column.name in ("head", "used") else value[:used]
    return arrays


def load(folder: str | Path, region: Region, threads: int = 1) -> Run:
    """A saved run, ready for its next quarter; raises InputError when code, region or files do not fit.

    The opening is made again, the warm-up is not: all that it changed was saved.
    """
    source = Path(folder)
    about, arrays = _read(source)
    scenario = _saved_scenario(source, about, region)
    seed, replicate = about["identity"]["seed"], about["identity"]["replicate"]
    world = World.at_opening(region, scenario, _opening(region, scenario), Threads(threads))
    world.key = make_key(seed, replicate)
    recorder = new_recorder(region, scenario, about["record"])
    run = Run(world, recorder, seed, replicate, about["firm_facts"])
    _refuse_missing(source / "state.npz", {*world_arrays(world), *_prefixed(run)} - arrays.keys())
    restore_world(world, arrays)
    world.events = [Event(*event) for event in about["events"]]
    run.logged = len(world.events)
    recorder.restore({name[7:]: array for name, array in arrays.items() if name.startswith("record/")})
    if run.facts is not None:
        run.facts.rows = [tuple(row) for row in arrays["facts/rows"].tolist()]
        if "facts/ids" in arrays:
            names = {name: f"facts/{name}" for name in Past._fields}
            _refuse_missing(source / "state.npz", {*names.values()} - arrays.keys())
            run.facts.before = Past(**{name: arrays[key] for name, key in names.items()})
    return run


def _saved_scenario(source: Path, about: dict[str, Any], region: Region) -> Scenario:
    """The scenario of a saved run, once code, region and scenario are found to be what they were."""
    scenario = Scenario.model_validate_json(json.dumps(about["scenario"]))
    saved = about["identity"]
    now = identity(region, scenario, saved["seed"], saved["replicate"]).as_dict()
    differences = [
        Problem(
            str(source),
            f"{name} was {saved.get(name)}, is {now[name]}",
            "load with what it was saved with",
            name,
        )
        for name in now
        if saved.get(name) != now[name]
    ]
    if differences:
        raise InputError(differences)
    return scenario


def _opening(region: Region, scenario: Scenario) -> Opening:
    """The opening without its firms: those of the saved run take their place."""
    opening = open_region(region, scenario)
    cells = opening.firms.head.size
    return replace(opening, firms=Firms.empty(cells, cells))


def _refuse_missing(file: Path, names: set[str]) -> None:
    if names:
        raise InputError(
            [Problem(str(file), f"the array {name!r} is missing", "save the run again") for name in names]
        )


def restore_world(world: World, arrays: dict[str, Any]) -> None:
    """Put saved arrays back into a world of the same region and scenario."""
    world.quarter, world.warm_up_factor = int(arrays["quarter"]), float(arrays["warm_up_factor"])
    np.copyto(world.ledger.cash, arrays["cash"])
    world.before = {name[7:]: values for name, values in arrays.items() if name.startswith("before/")}
    for name in (*STATE, *POLICY_STATE):
        table = getattr(world, name)
        for column in fields(table):
            value = arrays[f"{name}/{column.name}"]
            is_number = not isinstance(getattr(table, column.name), np.ndarray)
            setattr(table, column.name, value.item() if is_number else value)
    used = int(arrays["firms/used"])
    firms = Firms.empty(int(used * 1.2) + 8, world.firms.head.size)
    for column in fields(Firms):
        if column.name == "head":
            firms.head = arrays["firms/head"]
        elif column.name != "used":
            getattr(firms, column.name)[:used] = arrays[f"firms/{column.name}"]
    firms.used = used
    world.firms = firms


def _read(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    try:
        about = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        with np.load(folder / "state.npz", allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        given = f"no saved run can be read here ({error})"
        raise InputError([Problem(str(folder), given, "name a folder made by saving a run")]) from None
    version = about.get("schema_version") if isinstance(about, dict) else None
    if version != 1:
        raise InputError([Problem(str(folder), f"schema version {version}", "this version reads schema 1")])
    missing = [name for name in ABOUT if name not in about]
    if missing:
        given = f"{', '.join(missing)} is missing"
        raise InputError([Problem(str(folder / "run.json"), given, "save the run again")])
    return about, arrays
