"""How far a folder is, from its files alone: also while others work in it, and after they were killed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from experiments.store import SUCCESS, chunks_there, failed_runs
from experiments.store_manifest import read_manifest
from experiments.sweep.locking import holder
from experiments.sweep.notes import UnderWay, all_under_way, blames, log, lost_runs

RECENT = 32
"""Chunks whose pace tells how long the others will take."""


@dataclass(frozen=True)
class Status:
    """What the files of a folder say of it."""

    folder: Path
    finished: bool
    chunks: int
    chunks_done: int
    runs: int
    runs_done: int
    failed: dict[str, int]
    """Error -> runs that ended with it, the most frequent first."""
    blamed: dict[int, str]
    """Run -> how its process ended, where it was tried again since or will be."""
    lost: dict[int, str]
    """Run -> why it is not tried again."""
    runs_a_minute: float | None
    at_work: str
    """Who holds the folder; empty when nobody does, or it cannot be told."""
    now: dict[int, UnderWay]
    """Chunk -> the run under way in it, as its process noted it."""
    most_replicates: int | None
    """Of a sweep whose replicates stop by rule."""
    looks: tuple[dict[str, Any], ...]
    asked: bool

    @property
    def seconds_left(self) -> float | None:
        """At the pace of the last chunks, for what is planned so far."""
        if not self.runs_a_minute:
            return None
        return 60.0 * (self.runs - self.runs_done) / self.runs_a_minute


def status_of(folder: Path) -> Status:
    """The status of a folder; raises InputError when it holds no results."""
    manifest = read_manifest(folder)
    sweep = manifest.get("sweep") or {}
    ranges = manifest["chunks"]
    there = {number for number in chunks_there(folder) if number < len(ranges)}
    failures = Counter(error for _, error in failed_runs(folder))
    lost = lost_runs(folder)
    known = blames(folder)
    at_work = holder(folder)
    return Status(
        folder=folder,
        finished=(folder / SUCCESS).exists(),
        chunks=len(ranges),
        chunks_done=len(there),
        runs=manifest["runs"],
        runs_done=sum(ranges[number][1] - ranges[number][0] + 1 for number in there),
        failed=dict(failures.most_common()),
        blamed={run: lines[-1]["reason"] for run, lines in sorted(known.items()) if run not in lost},
        lost=dict(sorted(lost.items())),
        runs_a_minute=_pace(list(log(folder, "chunks"))),
        at_work=at_work,
        now={
            number: note
            for number, note in all_under_way(folder).items()
            if number not in there and note.run_id >= 0
        },
        most_replicates=(manifest["identity"].get("stop_rule") or {}).get("most"),
        looks=tuple(sweep.get("looks", [])),
        asked=bool(sweep.get("asked")),
    )


def _pace(lines: list[dict[str, Any]]) -> float | None:
    """Runs a minute over the last chunks, all processes together; a pause before them does not count."""
    spans = sorted(_spans(lines))[-RECENT:]
    if not spans:
        return None
    seconds = max(spans)[0] - min(begin for _, begin, _ in spans)
    return 60.0 * sum(runs for *_, runs in spans) / max(seconds, 0.001)


def _spans(lines: list[dict[str, Any]]) -> Iterator[tuple[float, float, int]]:
    """End, begin (seconds since 1970) and runs of every chunk."""
    for line in lines:
        end = datetime.strptime(str(line["when"]), "%Y-%m-%dT%H:%M:%S%z").timestamp()
        yield end, end - float(line["seconds"]), int(line["runs"])
