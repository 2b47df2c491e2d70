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
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from experiments.sweep.plan import Chunk
from experiments.sweep.watchdog import in_words

BLAMES = 2
"""Processes that a run may end before it is tried no more."""
ALARM = getattr(signal, "SIGALRM", 0)
WIDTH = 64
"""Bytes of a note; it is overwritten in place."""
WRITING = -1
"""Stands for the run while the files of a chunk are written."""


@dataclass(frozen=True)
class UnderWay:
    """What a chunk's note says: the run (or WRITING), and when it began, seconds since 1970."""

    run_id: int
    began: float


class Note:
    """The note of one chunk while a process makes it; use as a context manager."""

    def __init__(self, folder: Path, chunk: int) -> None:
        self.path = note_file(folder, chunk)
        self.handle = -1

    def __enter__(self) -> Note:
        """Open the file."""
        self.handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
        return self

    def say(self, run_id: int) -> None:
        """Note that a run begins; cheap, so nothing is forced to the disk: it must outlive the process alone."""
        text = json.dumps({"run": run_id, "began": round(time.time(), 3)})
        os.lseek(self.handle, 0, os.SEEK_SET)
        os.write(self.handle, text.ljust(WIDTH).encode())

    def __exit__(self, kind: type[BaseException] | None, *of_error: object) -> None:
        """Take the note away; what died leaves it."""
        os.close(self.handle)
        self.path.unlink(missing_ok=True)


def note_file(folder: Path, chunk: int) -> Path:
    """Where the note of a chunk is."""
    return folder / "logs" / f"now-{chunk:06d}.json"


def under_way(folder: Path, chunk: int) -> UnderWay | None:
    """What the note of a chunk says; nothing where there is none."""
    try:
        found = json.loads(note_file(folder, chunk).read_text())
        return UnderWay(int(found["run"]), float(found["began"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def after_death(
    folder: Path,
    chunk: Chunk,
    most_seconds: int,
    exit_code: int | None = None,
    last_seen: float | None = None,
) -> Chunk | None:
    """The chunk to make again after its process ended; nothing where no run was under way and none is to blame.

    A run that was ended for taking too long is not tried again; where the exit code is not known, the time tells at
    which the process was last seen (seconds since 1970; now where it is left out).
    """
    found = under_way(folder, chunk.number)
    note_file(folder, chunk.number).unlink(missing_ok=True)
    if found is None or found.run_id not in {run.run_id for run in chunk.runs}:
        return None
    seen = time.time() if last_seen is None else last_seen
    late = seen - found.began >= most_seconds if exit_code is None else exit_code == -ALARM
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
    if exit_code >= 0:
        return f"exit code {exit_code}"
    number = -exit_code
    name = signal.Signals(number).name if number in set(signal.Signals) else ""
    said = f"signal {number} {name}".strip()
    return f"{said}; memory may be short" if name == "SIGKILL" else said


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
