"""Saving a run at any quarter and going on later, bit for bit as if it had never stopped.

A saved run is a folder: `state.npz` (arrays, never pickled) and `run.json` (scenario, seeds, identity). The opening
is made again from region and scenario, so a folder is refused when either has changed, or the code.
"""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from sim.chance import make_key
from sim.errors import InputError, Problem
from sim.loops.spans import Threads
from sim.provenance import identity
from sim.region import Region
from sim.run import Run, new_recorder
from sim.scenario import Scenario
from sim.tables import Firms
from sim.warmup import warmed_world
from sim.world import Event, World

TABLES = ("cells", "counties", "towns", "city")


def save(run: Run, folder: str | Path) -> Path:
    """Write a run at its present quarter into a new folder; raises InputError when it exists or cannot be written."""
    target = Path(folder)
    try:
        target.mkdir(parents=True)
    except OSError as error:
        raise InputError(
            [Problem(str(target), f"cannot be made ({error.strerror})", "name a new folder")]
        ) from None
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
    np.savez(target / "state.npz", **world_arrays(world), **_prefixed(run))
    (target / "run.json").write_text(json.dumps(about, ensure_ascii=False, indent=1), encoding="utf-8")
    return target


def _prefixed(run: Run) -> dict[str, Any]:
    arrays = {f"record/{name}": array for name, array in run.recorder.state().items()}
    if run.facts is not None:
        arrays["facts/rows"] = np.array(run.facts.rows, np.float64).reshape(-1, 7)
        if run.facts.before is not None:
            arrays["facts/ids"], arrays["facts/size"] = run.facts.before
    return arrays


def world_arrays(world: World) -> dict[str, Any]:
    """Everything of a world that changes, as plain arrays."""
    arrays: dict[str, Any] = {"quarter": world.quarter, "cash": world.ledger.cash}
    arrays["warm_up_factor"] = world.warm_up_factor
    for name in TABLES:
        table = getattr(world, name)
        arrays |= {f"{name}/{column.name}": getattr(table, column.name) for column in fields(table)}
    used = world.firms.used
    for column in fields(Firms):
        value = getattr(world.firms, column.name)
        arrays[f"firms/{column.name}"] = value if column.name in ("head", "used") else value[:used]
    return arrays


def load(folder: str | Path, region: Region, threads: int = 1) -> Run:
    """A saved run, ready for its next quarter; raises InputError when code, region or files do not fit."""
    source = Path(folder)
    about, arrays = _read(source)
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
    world = warmed_world(region, scenario, Threads(threads))
    world.key = make_key(saved["seed"], saved["replicate"])
    restore_world(world, arrays)
    world.events = [Event(*event) for event in about["events"]]
    recorder = new_recorder(region, scenario, about["record"])
    recorder.restore({name[7:]: array for name, array in arrays.items() if name.startswith("record/")})
    run = Run(world, recorder, saved["seed"], saved["replicate"], about["firm_facts"])
    if run.facts is not None:
        run.facts.rows = [tuple(row) for row in arrays["facts/rows"].tolist()]
        if "facts/ids" in arrays:
            run.facts.before = (arrays["facts/ids"], arrays["facts/size"])
    return run


def restore_world(world: World, arrays: dict[str, Any]) -> None:
    """Put saved arrays back into a world of the same region and scenario."""
    world.quarter, world.warm_up_factor = int(arrays["quarter"]), float(arrays["warm_up_factor"])
    np.copyto(world.ledger.cash, arrays["cash"])
    for name in TABLES:
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
    except (OSError, ValueError, KeyError) as error:
        given = f"no saved run can be read here ({error})"
        raise InputError([Problem(str(folder), given, "name a folder made by saving a run")]) from None
    if about.get("schema_version") != 1:
        given = f"schema version {about.get('schema_version')}"
        raise InputError([Problem(str(folder), given, "this version reads schema 1")])
    return about, arrays
