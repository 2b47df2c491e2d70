"""Chunks made by the workers of a Dask cluster that is there already (Dask 集群).

Durability never rests on the cluster: workers write the same files as everywhere, so what a lost worker, scheduler or
driver leaves undone is made by whoever comes next. All machines share the result folder.
"""

from __future__ import annotations

import json
import logging
import pickle
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Self

from experiments.judging import cached_region
from experiments.store import Ended, chunk_file, write_chunk
from experiments.sweep.engine import Told
from experiments.sweep.engines import dask_task
from experiments.sweep.engines.declared import EngineSettings
from experiments.sweep.making import Job
from experiments.sweep.plan import Chunk
from experiments.wording import say
from sim.errors import InputError, Problem

IN_FLIGHT = 2
"""Chunks a worker has at most, one of them waiting."""
TIMES = 3
"""How often a chunk whose workers end with no run under way is given out before its runs count as failed."""
LOOK_SECONDS = 1.0
"""How often it is seen whether workers came or went."""
SEEN_SECONDS = 60.0
"""How long a file that a worker wrote may take to be seen here."""
WHERE = "engine"


@dataclass
class Dask:
    """The workers of a cluster, found by address or scheduler file."""

    settings: EngineSettings
    _client: Any = field(default=None, repr=False)

    def __enter__(self) -> Self:
        """Connect when there is work."""
        return self

    def __exit__(self, *of_error: object) -> None:
        """Leave the cluster; it stays for others."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def make(self, job: Job, chunks: Iterable[Chunk], told: Told) -> Iterator[int]:
        """Numbers of the chunks as their files appear; raises InputError when the cluster cannot make them."""
        rest = iter(chunks)
        first = next(rest, None)
        if first is None:
            return
        if self._client is None:
            self._client = connected(self.settings)
        with _Batch(self._client, job) as batch:
            batch.give(first)
            while batch.under_way:
                for chunk in islice(rest, batch.room()):
                    batch.give(chunk)
                for chunk in batch.done():
                    told(len(chunk.runs) * next(iter(job.arms.values())).horizon)
                    yield chunk.number


def connected(settings: EngineSettings) -> Any:
    """A client of the cluster, once it has a worker; raises InputError with a sentence where it has none."""
    settings.require()
    try:
        from distributed import Client
    except ImportError:
        allowed = "pip install 'baiqianwan[dask]'"
        raise InputError([Problem(WHERE, "distributed is not installed", allowed)]) from None
    # What it logs of a broken line, over pages, is told in a sentence.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    seconds = max(1, settings.wait_seconds)
    address = settings.address or _address_in(Path(str(settings.scheduler_file)), seconds)
    try:
        client = Client(address=address, timeout=seconds, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        reason = " ".join(str(error).split())[:200]
        given = f"no scheduler answers at {address} ({reason})"
        allowed = "start one with `bqw cluster` or `dask scheduler`, or give the address it printed"
        raise InputError([Problem(WHERE, given, allowed)]) from None
    try:
        client.wait_for_workers(1, timeout=seconds)
    except TimeoutError:
        client.close()
        given = f"the scheduler at {address} has no worker after {seconds} s"
        allowed = "start workers with `dask worker`, or wait longer with engine.wait_seconds="
        raise InputError([Problem(WHERE, given, allowed)]) from None
    return client


def _address_in(file: Path, seconds: float) -> str:
    """The address that a scheduler wrote, once it has; Dask itself would wait for ever."""
    until = time.monotonic() + seconds
    while not file.is_file():
        if time.monotonic() > until:
            given = f"no scheduler has written {file} after {seconds} s"
            allowed = "start one with `dask scheduler --scheduler-file FILE`, or give the file it writes"
            raise InputError([Problem(WHERE, given, allowed)])
        time.sleep(0.2)
    try:
        return str(json.loads(file.read_text(encoding="utf-8"))["address"])
    except (OSError, ValueError, KeyError, TypeError):
        given = f"{file} is not the file of a scheduler"
        raise InputError([Problem(WHERE, given, "give the file that `dask scheduler` writes")]) from None


class _Batch:
    """Chunks at a cluster: given out, given out again when their worker is lost, done when their files are here."""

    def __init__(self, client: Any, job: Job) -> None:
        self.client, self.job = client, job
        self.sent = pickle.dumps(job, protocol=pickle.HIGHEST_PROTOCOL)
        self.same = (dask_task.code_here(), cached_region(job.region).hash)
        self.under_way: dict[Any, tuple[Chunk, str]] = {}
        self.times: dict[int, int] = {}
        self.ended: SimpleQueue[Any] = SimpleQueue()
        self.looked, self.workers, self.alone = 0.0, 0, False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *of_error: object) -> None:
        """Take back what nobody has begun; a chunk that a worker is at will be finished and found by the next start."""
        if self.under_way:
            self.client.cancel(list(self.under_way))

    def give(self, chunk: Chunk) -> None:
        """Hand out a chunk."""
        times = self.times[chunk.number] = self.times.get(chunk.number, 0) + 1
        giving = f"{times}-{time.time_ns()}"
        key = f"{self.job.folder.name}-chunk-{chunk.number:06d}-{giving}"
        sent = pickle.dumps(chunk, protocol=pickle.HIGHEST_PROTOCOL)
        arguments = (self.sent, sent, *self.same, giving, dask_task.this_process())
        future = self.client.submit(dask_task.make, *arguments, key=key, pure=False)
        self.under_way[future] = chunk, giving
        future.add_done_callback(self.ended.put)

    def room(self) -> int:
        """How many more chunks may be handed out now."""
        if time.monotonic() - self.looked > LOOK_SECONDS:
            self.looked, self.workers = time.monotonic(), self._workers()
            if (not self.workers) != self.alone:
                self.alone = not self.workers
                _tell(self.alone)
        return max(0, IN_FLIGHT * self.workers - len(self.under_way))

    def _workers(self) -> int:
        try:
            return len(self.client.scheduler_info()["workers"])
        except OSError:  # a broken line is one of these; it is not the folder that is at fault
            raise _lost() from None

    def done(self) -> Iterator[Chunk]:
        """Chunks whose files are here, after waiting a moment; raises InputError for what no other worker can mend."""
        try:
            future = self.ended.get(timeout=LOOK_SECONDS)
        except Empty:
            return
        chunk, giving = self.under_way.pop(future)
        if future.status == "finished":
            _wait_for(self.job, chunk)
        elif future.status == "cancelled":
            raise _lost()
        else:
            error = future.exception()
            if type(error).__name__ != "KilledWorker":
                raise _in_words(error)
            if (again := self._after_death(chunk, giving)) is not None:
                self.give(again)
                return
        yield chunk

    def _after_death(self, chunk: Chunk, giving: str) -> Chunk | None:
        """The chunk to give out again after the scheduler gave it up; nothing where its runs now stand as failed."""
        if (again := dask_task.blamed(self.job, chunk, giving)) is not None:
            self.times[chunk.number] = 0
            return again
        if self.times[chunk.number] < TIMES:
            return chunk
        words = f"WorkerLost: every worker that had its chunk ended ({TIMES} times given out)"
        failed = [Ended(run.run_id, None, words) for run in chunk.runs]
        write_chunk(self.job.folder, self.job.record, self.job.seed, chunk, failed)
        return None


def _wait_for(job: Job, chunk: Chunk) -> None:
    """A shared file system may show a file a moment after it was written elsewhere."""
    path = chunk_file(job.folder, "parts", chunk.number)
    until = time.monotonic() + SEEN_SECONDS
    while not path.exists():
        if time.monotonic() > until:
            given = f"a worker wrote {path.name}, but it is not seen in {path.parent}"
            raise InputError([Problem(WHERE, given, "give a folder that all machines share with out=")])
        list(path.parent.iterdir())
        time.sleep(0.1)


def _lost() -> InputError:
    given = "the scheduler was lost, or gave up the sweep"
    return InputError([Problem(WHERE, given, "start it again and give the same command")])


def _in_words(error: Exception) -> Exception:
    text = str(error)
    lacking = [word for word in ("No module named", "deserialization of the task graph") if word in text]
    if isinstance(error, InputError) or not lacking:
        return error
    said = next(line for line in text.splitlines() if lacking[0] in line)[:120]
    given = f"scheduler or workers lack this program ({said.rstrip('. ')})"
    return InputError([Problem(WHERE, given, "start both where `bqw` works, in the same environment")])


def _tell(alone: bool) -> None:
    if alone:
        say(
            "集群已无工作进程，等待中；Ctrl-C 退出，已完成的不会丢失",
            "the cluster has no worker left; waiting. Ctrl-C leaves, and what is done is kept",
            file=sys.stderr,
        )
    else:
        say("集群又有了工作进程", "the cluster has workers again", file=sys.stderr)
