"""What a Dask worker is sent: a chunk as bytes. Light to import, as the scheduler may look at it too."""

from __future__ import annotations

import os
import pickle
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from experiments.sweep.making import Job
    from experiments.sweep.plan import Chunk

_ONE = Lock()
"""One chunk at a time in a process, however many threads it was given."""


def make(job_bytes: bytes, chunk_bytes: bytes, code: str, region: str, giving: str, driver: str) -> int:
    """Make a chunk here and give its number; raises InputError where files, code or data are not the driver's.

    `giving` tells one handing out of a chunk from the next: met a second time, the worker that had it first has died,
    and the run it was at is blamed. A process that is also the driver's (`driver`) is never ended with a run.
    """
    from experiments.sweep.making import make_chunk

    with _ONE:
        job = _job(job_bytes)
        _require_same(job, code, region)
        chunk: Chunk = pickle.loads(chunk_bytes)
        with _given(job, chunk, giving) as left:
            make_chunk(job, left, expendable=this_process() != driver, giving=giving)
        return chunk.number


def code_here() -> str:
    """One hash of the code of the model and of what writes its results."""
    from hashlib import sha256

    from experiments.sweep.code import experiments_hash
    from sim.provenance import code_hash

    return sha256(f"{code_hash()} {experiments_hash()}".encode()).hexdigest()


def this_process() -> str:
    """A name of this process that no other has on any machine."""
    return f"{socket.gethostname()}-{os.getpid()}"


def blamed(job: Job, chunk: Chunk, giving: str) -> Chunk | None:
    """A chunk without the runs that are not to be tried again, after its worker died; nothing if no run is to blame."""
    from experiments.sweep.notes import after_death

    return after_death(job.folder, chunk, job.most_seconds, giving=giving)


@contextmanager
def _given(job: Job, chunk: Chunk, giving: str) -> Iterator[Chunk]:
    """Note that this handing out of a chunk is begun."""
    from experiments.sweep.notes import given_file, lost_runs, without_lost

    path = given_file(job.folder, chunk.number, giving)
    if path.exists():
        chunk = blamed(job, chunk, giving) or without_lost(chunk, lost_runs(job.folder))
    path.touch()
    yield chunk
    path.unlink(missing_ok=True)


@lru_cache(maxsize=4)
def _job(job_bytes: bytes) -> Job:
    return pickle.loads(job_bytes)


def _require_same(job: Job, code: str, region: str) -> None:
    from experiments.judging import cached_region
    from experiments.store_manifest import MANIFEST
    from sim.errors import InputError, Problem

    host, ours = socket.gethostname(), code_here()
    if ours != code:
        given = f"the worker on {host} has other code of the model ({ours[:12]}, here {code[:12]})"
        raise InputError([Problem("engine", given, "install the same version there and start it again")])
    if not (job.folder / MANIFEST).is_file():
        given = f"the worker on {host} does not see {job.folder}"
        raise InputError([Problem("engine", given, "give a folder that all machines share with out=")])
    if not Path(job.region).is_dir():
        given = f"the worker on {host} does not see {job.region}"
        raise InputError([Problem("engine", given, "install the program and its data at the same path")])
    if cached_region(job.region).hash != region:
        given = f"the worker on {host} has other data of the region in {job.region}"
        raise InputError([Problem("engine", given, "give all machines the same data")])
