"""What stands under `logs/`: chunks done, the run under way in each chunk, blames. Nothing here decides a byte of a
result, but for runs that end their process: those are known from here, also to the next driver.

A process that dies takes no other with it, and the note of its chunk names the run that was under way. That run is
blamed; blamed twice it is quarantined: a failed row with its reason. So nothing needs to be searched for.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sys
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from experiments.sweep.plan import Chunk
from experiments.sweep.watchdog import in_words

BLAMES = 2
"""Processes that a run may end before it is tried no more."""
ALARM = getattr(signal, "SIGALRM", 0)
OUT_OF_MEMORY = 71
"""Exit code of a process whose memory was short: no fault of the run for good, so it is tried once more."""
WIDTH = 80
"""Bytes of a note; it is overwritten in place."""
WRITING = -1
"""Stands for the run while the files of a chunk are written."""


@dataclass(frozen=True)
class UnderWay:
    """What a chunk's note says: the run (or WRITING), and when it began, seconds since 1970."""

    run_id: int
    began: float
    late: bool = False
    """Whether its process noted itself that the run took too long."""


class Note:
    """The note of one chunk while a process makes it; use as a context manager.

    `giving` tells one handing out of a chunk from the next: two processes that are at the same chunk, the one left
    behind by a driver that died, do not write over each other.
    """

    def __init__(self, folder: Path, chunk: int, giving: str = "") -> None:
        self.path = note_file(folder, chunk, giving)
        self.handle = -1
        self.said: dict[str, Any] = {}

    def __enter__(self) -> Note:
        """Open the file."""
        self.handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
        return self

    def say(self, run_id: int) -> None:
        """Note that a run begins; cheap, so nothing is forced to the disk: it must outlive the process alone."""
        self.said = {"run": run_id, "began": round(time.time(), 3)}
        self._write(self.said)

    def late(self) -> None:
        """Note that the run under way took too long, before its process is ended."""
        self._write({**self.said, "late": True})

    def _write(self, line: Mapping[str, Any]) -> None:
        os.lseek(self.handle, 0, os.SEEK_SET)
        os.write(self.handle, json.dumps(line).ljust(WIDTH).encode())

    def __exit__(self, kind: type[BaseException] | None, *of_error: object) -> None:
        """Take the note away; what died leaves it."""
        os.close(self.handle)
        self.path.unlink(missing_ok=True)


def note_file(folder: Path, chunk: int, giving: str = "") -> Path:
    """Where the note of a chunk is."""
    return folder / "logs" / f"now-{chunk:06d}{giving and '-' + giving}.json"


def given_file(folder: Path, chunk: int, giving: str) -> Path:
    """What tells that a handing out of a chunk was begun."""
    return folder / "logs" / f"given-{chunk:06d}-{giving}.txt"


def forget(folder: Path, chunk: int) -> None:
    """Remove what processes of an earlier driver noted of a chunk."""
    for kind in ("now", "given"):
        for path in (folder / "logs").glob(f"{kind}-{chunk:06d}[-.]*"):
            path.unlink(missing_ok=True)


def under_way(folder: Path, chunk: int, giving: str = "") -> UnderWay | None:
    """What the note of a chunk says; nothing where there is none."""
    return _read(note_file(folder, chunk, giving))


def all_under_way(folder: Path) -> dict[int, UnderWay]:
    """Chunk -> what its note says, however it was handed out."""
    paths = sorted((folder / "logs").glob("now-*.json"))
    found = ((int(path.stem.split("-")[1]), _read(path)) for path in paths)
    return {chunk: note for chunk, note in found if note is not None}


def _read(path: Path) -> UnderWay | None:
    try:
        found = json.loads(path.read_text())
        return UnderWay(int(found["run"]), float(found["began"]), bool(found.get("late")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def after_death(
    folder: Path,
    chunk: Chunk,
    most_seconds: int,
    exit_code: int | None = None,
    giving: str = "",
) -> Chunk | None:
    """The chunk to make again after its process ended; nothing where no run was under way and none is to blame.

    A run that was ended for taking too long is not tried again: the exit code tells, or a mark of the process itself.
    Clocks tell nothing: who looks may look late, and clocks of two machines differ.
    """
    found = under_way(folder, chunk.number, giving)
    note_file(folder, chunk.number, giving).unlink(missing_ok=True)
    if found is None or found.run_id not in {run.run_id for run in chunk.runs}:
        return None
    late = found.late or exit_code == -ALARM
    error = in_words(most_seconds) if late else ""
    append(folder, "blames", {"run": found.run_id, "reason": how_it_ended(exit_code), "error": error})
    return without_lost(chunk, lost_runs(folder))


def without_lost(chunk: Chunk, lost: Mapping[int, str]) -> Chunk:
    """A chunk that leaves out the runs that are not to be tried again."""
    return replace(chunk, lost={run.run_id: lost[run.run_id] for run in chunk.runs if run.run_id in lost})


def blames(folder: Path) -> dict[int, list[dict[str, Any]]]:
    """Run -> its blames, oldest first."""
    found: dict[int, list[dict[str, Any]]] = {}
    for line in sorted(log(folder, "blames"), key=lambda line: str(line.get("when"))):
        found.setdefault(int(line["run"]), []).append(line)
    return found


def lost_runs(folder: Path) -> dict[int, str]:
    """Runs that are not to be tried again, with the error that stands in their row."""
    lost = {}
    for run_id, lines in blames(folder).items():
        at_once = [line["error"] for line in lines if line["error"]]
        if at_once:
            lost[run_id] = at_once[0]
        elif len(lines) >= BLAMES:
            lost[run_id] = f"ProcessKilled: its process ended {BLAMES} times ({lines[-1]['reason']})"
    return lost


def how_it_ended(exit_code: int | None) -> str:
    """A process's end in words; memory is what the system kills for."""
    if exit_code is None:
        return "it went away; memory may be short"
    if exit_code == OUT_OF_MEMORY:
        return "it ran out of memory"
    if exit_code >= 0:
        return f"exit code {exit_code}"
    number = -exit_code
    name = signal.Signals(number).name if number in set(signal.Signals) else ""
    said = f"signal {number} {name}".strip()
    return f"{said}; memory may be short" if name == "SIGKILL" else said


def pardon(folder: Path, runs: Collection[int]) -> None:
    """Take back the blames of runs, so that they are tried again."""
    for path in sorted((folder / "logs").glob("blames-*.jsonl")):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True)
        kept = [line for line in lines if _run_of(line) not in runs]
        path.write_text("".join(kept), encoding="utf-8")


def _run_of(line: str) -> int | None:
    try:
        return int(json.loads(line)["run"])
    except (ValueError, KeyError, TypeError):
        return None


def append(folder: Path, name: str, line: Mapping[str, Any]) -> None:
    """Add a line to a log; each machine has its own file, since a shared folder may not append in one piece."""
    told = {**line, "when": time.strftime("%Y-%m-%dT%H:%M:%S%z"), "host": socket.gethostname()}
    with open(folder / "logs" / f"{name}-{_host()}.jsonl", "a", encoding="utf-8") as file:
        file.write(json.dumps(told, ensure_ascii=False) + "\n")


def log(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """The lines of a log, of all machines; a line cut short by a full disk or a kill is left out."""
    for path in sorted((folder / "logs").glob(f"{name}-*.jsonl")):
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                yield dict(json.loads(line))
            except ValueError:
                continue


def keep_command(folder: Path) -> None:
    """Keep the command line that works on a folder, so that an interrupted one can be told how to go on."""
    if Path(sys.argv[0]).stem in ("bqw", "cli"):
        text = json.dumps(["bqw", *sys.argv[1:]], ensure_ascii=False)
        (folder / "logs" / "command.json").write_text(text + "\n", encoding="utf-8")


def kept_command(folder: Path) -> list[str]:
    """The words of that command line; nothing where it is not known."""
    try:
        return [
            str(word) for word in json.loads((folder / "logs" / "command.json").read_text(encoding="utf-8"))
        ]
    except (OSError, ValueError):
        return []


def _host() -> str:
    return re.sub(r"[^\w.-]", "_", socket.gethostname()) or "here"
