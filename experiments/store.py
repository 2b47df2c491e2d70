"""The result folder (C8): the same for one run or a million, written so that a kill never leaves half a file.

A chunk counts as done when its file under `parts/` is there: that file is written last. Everything but
`logs/` has the same bytes whenever the same runs are made again.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.parquet as pq
import yaml

from experiments import store_tables as tables
from experiments.store_agreement import differences, recorded_rounds
from experiments.store_files import TEMPORARY, remove_leftovers, write_table, write_text, write_whole
from experiments.store_manifest import MANIFEST, manifest_of, read_manifest
from experiments.sweep.plan import Chunk, Plan, PlannedRun
from experiments.sweep.stopping import Look
from sim.errors import InputError, Problem
from sim.result import Result

SUCCESS = "_SUCCESS"
TABLES = ("series", "ledger", "events", "policies", "firm_facts", "opening", "parts")
"""Tables that come in chunks, in the order in which a chunk's files are written."""
ALWAYS = ("series", "parts")
HELD_AT_ONCE = 2_000_000
"""Figures of results that a worker holds before they are turned into columns."""

State = Literal["new", "partial", "finished"]


@dataclass(frozen=True)
class Ended:
    """How a run ended: its result, or the error in words."""

    run_id: int
    result: Result | None
    error: str = ""


def state(folder: Path, plan: Plan) -> State:
    """Whether a folder is new, begun or finished; writes nothing.

    Raises InputError when it cannot be written, holds files of something else, or results of another
    identity, cut into other files or asked at other points. A folder that was left before its manifest
    stood holds nothing but logs, and is new.
    """
    if not folder.exists() or (folder.is_dir() and not any(_stands(path) for path in folder.iterdir())):
        _require_writable(folder)
        return "new"
    found = read_manifest(folder)
    if others := differences(folder, found, plan):
        allowed = "choose another folder with out=, or remove this one"
        raise InputError([Problem(str(folder), f"holds other results: {text}", allowed) for text in others])
    if (folder / SUCCESS).exists():
        return "finished"
    _require_writable(folder)
    return "partial"


def _stands(path: Path) -> bool:
    """Whether a file or folder is more than what is made before the manifest."""
    return not (path.name == "logs" or path.name.endswith(TEMPORARY) or path.name == ".DS_Store")


def begin(
    folder: Path,
    plan: Plan,
    ours: Callable[[str], bool] = lambda name: True,
    looks: Sequence[Look] = (),
) -> None:
    """Write everything that is known before the first run; the same again for a folder begun earlier.

    `ours` says of the name of a leftover whether nobody else may be writing it.
    """
    from experiments.composing import dump

    (folder / "logs").mkdir(parents=True, exist_ok=True)
    remove_leftovers(folder, ours)
    (folder / SUCCESS).unlink(missing_ok=True)
    if _rounds_there(folder) <= len(plan.all_rounds):  # else it is known already what more was asked
        record_plan(folder, plan, looks)
    for name in ("scenarios", *TABLES):
        (folder / name).mkdir(exist_ok=True)
    for name, scenario in plan.arms:
        write_text(folder / "scenarios" / f"{name}.yaml", dump(scenario))
    if plan.question:
        asked = plan.question.get("design", plan.question)
        write_text(
            folder / "design.yaml", yaml.safe_dump(asked, allow_unicode=True, sort_keys=False, width=120)
        )
    write_table(folder / "places.parquet", tables.places_table(plan.region))
    write_table(folder / "names.parquet", tables.names_table(plan.region))
    write_table(folder / "indicators.parquet", tables.indicators_table())
    outlines = Path(plan.region.folder) / "counties.geojson"
    if outlines.is_file():
        write_whole(folder / "places.geojson", lambda path: shutil.copyfile(outlines, path))


def record_plan(folder: Path, plan: Plan, looks: Sequence[Look] = ()) -> None:
    """Write what is planned so far: the manifest and a row for every run.

    The manifest makes a folder one of results, so it comes first; later it never tells of a round whose points are
    not written yet.
    """
    text = json.dumps(manifest_of(plan, looks), ensure_ascii=False, indent=2)
    grown = (folder / MANIFEST).exists()
    if grown:
        write_table(folder / "design.parquet", tables.design_table(plan))
    write_text(folder / MANIFEST, text + "\n")
    if not grown:
        write_table(folder / "design.parquet", tables.design_table(plan))


def _rounds_there(folder: Path) -> int:
    """Rounds that the manifest of a folder tells of."""
    return len(recorded_rounds(read_manifest(folder))) if (folder / MANIFEST).exists() else 0


def require_no_more_rounds(folder: Path, plan: Plan) -> None:
    """Raise InputError where a folder holds rounds that a plan no longer asks for."""
    there, now = _rounds_there(folder), len(plan.all_rounds)
    if there > now:
        given = f"holds other results: {there} rounds were asked there and {now} now"
        raise InputError([Problem(str(folder), given, "choose another folder with out=, or remove this one")])


def missing(folder: Path, plan: Plan) -> list[int]:
    """Numbers of the chunks that are still to be made."""
    there = chunks_there(folder)
    return [chunk for chunk in range(len(plan.chunks)) if chunk not in there]


def chunks_there(folder: Path) -> set[int]:
    """Numbers of the chunks that are made."""
    parts = folder / "parts"
    names = [path.name for path in parts.glob("chunk-*.parquet")] if parts.is_dir() else []
    return {int(name[len("chunk-") : -len(".parquet")]) for name in names}


def remove_beyond(folder: Path, plan: Plan) -> None:
    """Remove chunks of rounds that are not needed any more, since runs that failed before no longer do."""
    for number in chunks_there(folder):
        if number >= len(plan.chunks):
            remove_chunk(folder, number)


def remove_chunk(folder: Path, number: int) -> None:
    """Remove the files of a chunk, `parts` first: it is the journal."""
    for name in reversed(TABLES):
        chunk_file(folder, name, number).unlink(missing_ok=True)


def write_chunk(folder: Path, record: str, seed: int, chunk: Chunk, outcomes: Iterable[Ended]) -> None:
    """Write the files of a chunk, `parts` last: it is the journal.

    Outcomes come in the order of the chunk's runs; they are turned into columns a few at a time, so that no more
    results are held at once. A table without a row has no file, but in the first chunk, which shows its columns.
    """
    kept: dict[str, list[pa.Table]] = {name: [] for name in TABLES}
    # Every run of a scenario opens the same, points apart.
    opens = {run.run_id for run in chunk.runs if run.replicate == 0 and run.point <= 0}
    for some in _a_few(zip(chunk.runs, outcomes, strict=True)):
        done = []
        for run, outcome in some:
            if run.run_id != outcome.run_id:
                raise ValueError(f"chunk {chunk.number} wants run {run.run_id}, not {outcome.run_id}")
            if outcome.result is not None:
                done.append((run.run_id, outcome.result))
        opening = [(run_id, result) for run_id, result in done if run_id in opens]
        rows = [
            (run.run_id, run.scenario, run.point, seed, run.replicate, outcome.result, outcome.error)
            for run, outcome in some
        ]
        kept["series"].append(tables.series_table(done, record))
        kept["ledger"].append(tables.ledger_table(done))
        kept["events"].append(tables.events_table(done))
        kept["policies"].append(tables.policies_table(done, record))
        kept["firm_facts"].append(tables.firm_facts_table(done))
        kept["opening"].append(tables.opening_table(opening))
        kept["parts"].append(tables.parts_table(rows))
        del some[:], done, opening, rows
    for name in TABLES:
        table = pa.concat_tables(kept.pop(name)).unify_dictionaries()
        file = chunk_file(folder, name, chunk.number)
        if table.num_rows or chunk.number == 0 or name in ALWAYS:
            write_table(file, table)
        else:
            file.unlink(missing_ok=True)  # of an earlier attempt, with a run that is quarantined now


def _a_few(made: Iterable[tuple[PlannedRun, Ended]]) -> Iterator[list[tuple[PlannedRun, Ended]]]:
    """Runs a few at a time, by the room their results take."""
    held: list[tuple[PlannedRun, Ended]] = []
    figures = 0
    for run, outcome in made:
        held.append((run, outcome))
        if outcome.result is not None:
            figures += _figures(outcome.result)
        if figures >= HELD_AT_ONCE:
            yield held
            held, figures = [], 0
    if held:
        yield held


def _figures(result: Result) -> int:
    """How much a result holds; a row of a policy takes as much as twenty numbers."""
    places = sum(len(result.places[level]) * len(series) for level, series in result.values.items())
    return places * len(result.quarters) + 9 * len(result.ledger) + 20 * len(result.policies)


def finish(folder: Path, plan: Plan) -> None:
    """Mark the folder as complete."""
    left = missing(folder, plan)
    if left:
        raise ValueError(f"{len(left)} chunks are still to be made")
    write_text(folder / SUCCESS, "")


def different_files(one: Path, other: Path) -> list[str]:
    """Relative names of the Parquet files and scenarios whose bytes differ between two folders."""

    def names(folder: Path) -> set[str]:
        kept = [path for kind in ("*.parquet", "*.yaml", "*.geojson") for path in folder.rglob(kind)]
        return {path.relative_to(folder).as_posix() for path in kept}

    both = sorted(names(one) | names(other))
    return [name for name in both if _bytes(one / name) != _bytes(other / name)]


def failed_runs(folder: Path) -> list[tuple[int, str]]:
    """Run ids and errors of the runs that failed."""
    if not chunks_there(folder):
        return []
    table = pq.read_table(folder / "parts", columns=["run_id", "error"], filters=[("status", "==", "failed")])
    return sorted((row["run_id"], row["error"]) for row in table.to_pylist())


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
