"""Chunks made in this process, or by processes of this machine, each with a pipe of its own."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, Self

from experiments.sweep.engine import Told
from experiments.sweep.making import Job, make_chunk
from experiments.sweep.plan import Chunk

SPAWN = get_context("spawn")


@dataclass
class _Worker:
    process: Any
    pipe: Connection
    job: Job | None = None
    chunk: Chunk | None = None


@dataclass
class Local:
    """So many processes; with one, this process does all."""

    workers: int = 1
    _pool: list[_Worker] = field(default_factory=list, repr=False)

    def __enter__(self) -> Self:
        """Processes come when there is work."""
        return self

    def __exit__(self, *of_error: object) -> None:
        """End every process at once; chunks under way are lost, chunks done are not."""
        for worker in self._pool:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self._pool:
            worker.process.join()
        self._pool.clear()

    def make(self, job: Job, chunks: Iterable[Chunk], told: Told) -> Iterator[int]:
        """Numbers of the chunks as their files appear."""
        if self.workers == 1:
            for chunk in chunks:
                make_chunk(job, chunk, _in_steps(told))
                yield chunk.number
            return
        yield from self._elsewhere(job, iter(chunks), told)

    def _elsewhere(self, job: Job, chunks: Iterator[Chunk], told: Told) -> Iterator[int]:
        for at, chunk in zip(range(self.workers), chunks, strict=False):
            if at == len(self._pool):
                self._pool.append(_begin())
            _give(self._pool[at], job, chunk)
        while busy := [worker for worker in self._pool if worker.chunk is not None]:
            for pipe in wait([worker.pipe for worker in busy]):
                worker = next(one for one in busy if one.pipe is pipe)
                said = worker.pipe.recv()
                if isinstance(said, BaseException):
                    raise said
                if said is not None:
                    told(said)
                    continue
                assert worker.chunk is not None
                number, worker.chunk = worker.chunk.number, None
                if (following := next(chunks, None)) is not None:
                    _give(worker, job, following)
                yield number


def _begin() -> _Worker:
    ours, theirs = SPAWN.Pipe()
    process = SPAWN.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _give(worker: _Worker, job: Job, chunk: Chunk) -> None:
    worker.chunk = chunk
    if worker.job != job:
        worker.pipe.send(job)
        worker.job = job
    worker.pipe.send(chunk)


def _serve(pipe: Connection) -> None:
    """A worker's life: a job, then a chunk comes, its files are written, nothing (None) is said back."""
    _settle()
    job: Job | None = None
    while True:
        try:
            given = pipe.recv()
        except EOFError:
            return
        if isinstance(given, Job):
            job = given
            continue
        assert job is not None
        try:
            make_chunk(job, given, _in_steps(pipe.send))
        except Exception as error:
            pipe.send(error)
            continue
        pipe.send(None)


def _settle() -> None:
    """Leave Ctrl-C to the driver, and end with it should it be killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        import ctypes

        parent_death_signal = 1
        ctypes.CDLL(None).prctl(parent_death_signal, signal.SIGTERM)


def _in_steps(told: Told) -> Told:
    """Turn `so many quarters of this run are done` into quarters done since."""
    seen = 0

    def advance(done: int) -> None:
        nonlocal seen
        told(done - seen if done > seen else done)
        seen = done

    return advance
