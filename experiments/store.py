"""The result folder (C8): the same for one run or a million, written so that a kill never leaves half a file.

A chunk counts as done when its file under `parts/` is there: that file is written last. Everything but
`logs/` has the same bytes whenever the same runs are made again.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from experiments import store_tables as tables
from experiments.store_files import remove_leftovers, write_table, write_text, write_whole
from experiments.sweep.plan import NO_POINT, SCHEMA_VERSION, Chunk, Plan
from sim.errors import InputError, Problem
from sim.provenance import versions
from sim.result import Result
from sim.scenario import Scenario

MANIFEST, SUCCESS = "manifest.json", "_SUCCESS"

State = Literal["new", "partial", "finished"]


@dataclass(frozen=True)
class Outcome:
    """How a run ended: its result, or the error in words."""

    run_id: int
    result: Result | None
    error: str = ""


@dataclass(frozen=True)
class Recipe:
    """What a folder says about how it was made."""

    name: str
    arms: tuple[tuple[str, Scenario], ...]
    seed: int
    replicates: int
    record: str
    identity: dict[str, Any]


def state(folder: Path, plan: Plan) -> State:
    """Whether a folder is new, begun or finished; writes nothing.

    Raises InputError when it cannot be written, holds files of something else, or results of another
    identity.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        _require_writable(folder)
        return "new"
    found = _manifest(folder)
    differences = identity_differences(found["identity"], plan.identity())
    if differences:
        allowed = "choose another folder with out=, or remove this one"
        raise InputError(
            [Problem(str(folder), f"holds other results: {text}", allowed) for text in differences]
        )
    if (folder / SUCCESS).exists():
        return "finished"
    _require_writable(folder)
    return "partial"


def begin(folder: Path, plan: Plan) -> None:
    """Write everything that is known before the first run; the same again for a folder begun earlier."""
    from experiments.composing import dump

    for name in (
        "scenarios",
        "parts",
        "series",
        "ledger",
        "events",
        "policies",
        "firm_facts",
        "opening",
        "logs",
    ):
        (folder / name).mkdir(parents=True, exist_ok=True)
    remove_leftovers(folder)
    write_text(folder / MANIFEST, json.dumps(_manifest_of(plan), ensure_ascii=False, indent=2) + "\n")
    for name, scenario in plan.arms:
        write_text(folder / "scenarios" / f"{name}.yaml", dump(scenario))
    write_table(folder / "design.parquet", _design(plan))
    write_table(folder / "places.parquet", tables.places_table(plan.region))
    write_table(folder / "names.parquet", tables.names_table(plan.region))
    write_table(folder / "indicators.parquet", tables.indicators_table())
    outlines = Path(plan.region.folder) / "counties.geojson"
    if outlines.is_file():
        write_whole(folder / "places.geojson", lambda path: shutil.copyfile(outlines, path))


def missing(folder: Path, plan: Plan) -> list[int]:
    """Numbers of the chunks that are still to be made."""
    return [chunk for chunk in range(len(plan.chunks)) if not chunk_file(folder, "parts", chunk).exists()]


def write_chunk(folder: Path, record: str, seed: int, chunk: Chunk, outcomes: Sequence[Outcome]) -> None:
    """Write the files of a chunk; outcomes may come in any order, but all of the chunk's runs must be there."""
    ordered = sorted(outcomes, key=lambda outcome: outcome.run_id)
    if [outcome.run_id for outcome in ordered] != [run.run_id for run in chunk.runs]:
        raise ValueError(f"chunk {chunk.number} holds runs {chunk.runs[0].run_id} to {chunk.runs[-1].run_id}")
    done = [(outcome.run_id, outcome.result) for outcome in ordered if outcome.result is not None]
    # Every run of a scenario opens the same, points apart.
    opens = {run.run_id for run in chunk.runs if run.replicate == 0 and run.point <= 0}
    made = {
        "series": tables.series_table(done, record),
        "ledger": tables.ledger_table(done),
        "events": tables.events_table(done),
        "policies": tables.policies_table(done),
        "firm_facts": tables.firm_facts_table(done),
        "opening": tables.opening_table([(run_id, result) for run_id, result in done if run_id in opens]),
    }
    rows = [
        (run.run_id, run.scenario, run.point, seed, run.replicate, outcome.result, outcome.error)
        for run, outcome in zip(chunk.runs, ordered, strict=True)
    ]
    made["parts"] = tables.parts_table(rows)
    for name, table in made.items():
        write_table(chunk_file(folder, name, chunk.number), table)
    note = {
        "chunk": chunk.number,
        "ended": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
        "host": socket.gethostname(),
    }
    with open(folder / "logs" / "chunks.jsonl", "a", encoding="utf-8") as log:
        log.write(json.dumps(note) + "\n")


def finish(folder: Path, plan: Plan) -> None:
    """Mark the folder as complete."""
    left = missing(folder, plan)
    if left:
        raise ValueError(f"{len(left)} chunks are still to be made")
    write_text(folder / SUCCESS, "")


def read_recipe(folder: Path) -> Recipe:
    """How a folder was made; raises InputError when it holds no results."""
    found = _manifest(Path(folder))
    identity = found["identity"]
    arms = tuple((name, Scenario.read(folder / "scenarios" / f"{name}.yaml")) for name in found["arms"])
    return Recipe(found["name"], arms, identity["seed"], identity["replicates"], identity["record"], identity)


def identity_differences(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """What differs between two identities, one sentence each; nothing when they agree."""
    words = []
    for key in sorted(old.keys() | new.keys()):
        before, after = old.get(key), new.get(key)
        if before == after:
            continue
        if key == "scenarios":
            words += _scenario_differences(before or {}, after or {})
        elif key.endswith("_hash"):
            what = {"code_hash": "the code of the model", "region_hash": "the region's data"}.get(key, key)
            words.append(f"{what} changed ({str(before)[:12]} there, {str(after)[:12]} now)")
        else:
            words.append(f"{key} is {before} there and {after} now")
    return words


def different_files(one: Path, other: Path) -> list[str]:
    """Relative names of the Parquet files and scenarios whose bytes differ between two folders."""

    def names(folder: Path) -> set[str]:
        kept = [path for kind in ("*.parquet", "*.yaml", "*.geojson") for path in folder.rglob(kind)]
        return {path.relative_to(folder).as_posix() for path in kept}

    both = sorted(names(one) | names(other))
    return [name for name in both if _bytes(one / name) != _bytes(other / name)]


def failed_runs(folder: Path) -> list[tuple[int, str]]:
    """Run ids and errors of the runs that failed."""
    rows = pq.read_table(folder / "parts", columns=["run_id", "status", "error"]).to_pylist()
    return sorted((row["run_id"], row["error"]) for row in rows if row["status"] == "failed")


def _scenario_differences(old: dict[str, str], new: dict[str, str]) -> list[str]:
    if list(old) != list(new):
        return [f"its scenarios are {', '.join(old)}, not {', '.join(new)}"]
    return [f"scenario {name} has other settings" for name in old if old[name] != new[name]]


def _manifest_of(plan: Plan) -> dict[str, Any]:
    region, scenario = plan.region, plan.arms[0][1]
    return {
        "schema_version": SCHEMA_VERSION,
        "name": plan.name,
        "arms": [name for name, _ in plan.arms],
        "identity": plan.identity(),
        "pairing": {
            name: {
                key: getattr(scenario, key)
                for key in ("region", "start", "horizon", "firms_per_agent", "opening_seed")
            }
            for name, scenario in plan.arms
        },
        "titles": {name: scenario.title.model_dump() for name, scenario in plan.arms},
        "region": {"id": region.id, "zh": region.name_zh, "en": region.name_en, "city": region.city_code},
        "first_quarter": scenario.start_quarter,
        "factors": list(plan.varying.factors),
        "runs": plan.size,
        "chunks": [[chunk[0], chunk[-1]] for chunk in plan.chunks],
        "versions": versions(),
    }


def _design(plan: Plan) -> pa.Table:
    """A row a run; the factors of its point, null where no factor touches it."""
    hashes = {name: scenario.hash for name, scenario in plan.arms}
    runs = plan.runs
    table = pa.table(
        {
            "run_id": pa.array([run.run_id for run in runs], pa.int32()),
            "point_id": pa.array([run.point for run in runs], pa.int32()),
            "scenario": pa.array([run.scenario for run in runs], pa.string()),
            "seed": pa.array([plan.seed] * len(runs), pa.int64()),
            "replicate": pa.array([run.replicate for run in runs], pa.int64()),
            "scenario_hash": pa.array([hashes[run.scenario] for run in runs], pa.string()),
        }
    )
    rows = pa.array([None if run.point == NO_POINT else run.point for run in runs], pa.int32())
    for name in plan.points.column_names:
        table = table.append_column(name, plan.points[name].take(rows))
    return table


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        version = found["schema_version"]
        found["identity"], found["arms"]
    except (OSError, ValueError, KeyError, TypeError):
        given = "holds no results of this program" if folder.exists() else "there is no such folder"
        raise InputError(
            [Problem(str(folder), given, "give an empty or a new folder, or a result folder")]
        ) from None
    if version > SCHEMA_VERSION:
        given = f"was written with schema {version}, this program knows {SCHEMA_VERSION}"
        raise InputError([Problem(str(folder), given, "read it with a newer version of the program")])
    return dict(found)


def _require_writable(folder: Path) -> None:
    """Raise InputError unless the folder, or the nearest one above that exists, can be written to."""
    above = folder.absolute()
    while not above.exists():
        above = above.parent
    if not above.is_dir():
        raise InputError([Problem(str(folder), f"{above} is a file", "give a folder for the results")])
    if not os.access(above, os.W_OK | os.X_OK):
        given = f"{above} cannot be written to"
        raise InputError([Problem(str(folder), given, "give another folder with out=")])


def chunk_file(folder: Path, table: str, chunk: int) -> Path:
    """The file of a chunk in one of the tables of a folder."""
    return folder / table / f"chunk-{chunk:06d}.parquet"


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
