"""What a Dask worker is sent: a chunk as bytes. Light to import, as the scheduler may look at it too."""

from __future__ import annotations

import pickle
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from experiments.sweep.making import Job

_ONE = Lock()
"""One chunk at a time in a process, however many threads it was given."""


def make(job_bytes: bytes, chunk_bytes: bytes, code: str, region: str) -> int:
    """Make a chunk here and give its number; raises InputError where files, code or data are not the driver's."""
    from experiments.sweep.making import make_chunk

    with _ONE:
        job = _job(job_bytes)
        _require_same(job, code, region)
        chunk = pickle.loads(chunk_bytes)
        make_chunk(job, chunk)
        return int(chunk.number)


@lru_cache(maxsize=4)
def _job(job_bytes: bytes) -> Job:
    return pickle.loads(job_bytes)


def _require_same(job: Job, code: str, region: str) -> None:
    import socket

    from experiments.judging import cached_region
    from experiments.store import MANIFEST
    from sim.errors import InputError, Problem
    from sim.provenance import code_hash

    host = socket.gethostname()
    if code_hash() != code:
        given = f"the worker on {host} has other code of the model ({code_hash()[:12]}, here {code[:12]})"
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
