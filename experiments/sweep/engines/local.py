"""Chunks made in this process, or by processes of this machine, each with a pipe of its own.

Processes share no lock and no queue, so one that is killed disturbs no other: it alone is replaced, and the run it was
making is blamed (see `experiments.sweep.notes`).
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, Self

from experiments.sweep.engine import Told
from experiments.sweep.making import Job, make_chunk
from experiments.sweep.notes import after_death, how_it_ended
from experiments.sweep.plan import Chunk
from sim.errors import InputError, Problem

SPAWN = get_context("spawn")
FRUITLESS = 3
"""Processes that may end running with no run under way, before that is taken for a fault of something else."""


@dataclass
class _Worker:
    process: Any
    pipe: Connection
    job: Job | None = None
    chunk: Chunk | None = None


@dataclass
class Local:
    """So many processes; one that need not be guarded against its runs does all in this process."""

    workers: int = 1
    guarded: bool = False
    """Whether runs go to processes of their own even if there is one: then a run that is killed or hangs is a row."""
    _pool: list[_Worker] = field(default_factory=list, repr=False)
    _fruitless: int = 0

    def __enter__(self) -> Self:
        """Processes come when there is work."""
        return self

    def __exit__(self, *of_error: object) -> None:
        """End every process at once; chunks under way are lost, chunks done are not."""
        for worker in self._pool:
            worker.process.kill()
        for worker in self._pool:
            worker.process.join()
            worker.pipe.close()
        self._pool.clear()

    def make(self, job: Job, chunks: Iterable[Chunk], told: Told) -> Iterator[int]:
        """Numbers of the chunks as their files appear; a chunk is taken when a process is free, one ahead."""
        if self.workers == 1 and not self.guarded:
            for chunk in chunks:
                make_chunk(job, chunk, _in_steps(told))
                yield chunk.number
            return
        try:
            yield from self._elsewhere(job, iter(chunks), told)
        except BaseException:
            self.__exit__()
            raise

    def _elsewhere(self, job: Job, chunks: Iterator[Chunk], told: Told) -> Iterator[int]:
        following = next(chunks, None)
        for at in range(self.workers):
            if following is None:
                break
            if at == len(self._pool):
                self._pool.append(_begin())
            _give(self._pool[at], job, following)
            following = next(chunks, None)
        while busy := [worker for worker in self._pool if worker.chunk is not None]:
            for pipe in wait([worker.pipe for worker in busy]):
                worker = next(one for one in busy if one.pipe is pipe)
                if not self._done(worker, job, told):
                    continue
                assert worker.chunk is not None
                number, worker.chunk = worker.chunk.number, None
                if following is not None:
                    _give(worker, job, following)
                    following = next(chunks, None)
                yield number

    def _done(self, worker: _Worker, job: Job, told: Told) -> bool:
        """Hear a process; whether the files of its chunk are there."""
        try:
            said = worker.pipe.recv()
        except (EOFError, OSError):
            self._replace(worker, job)
            return False
        if isinstance(said, BaseException):
            raise said
        if said is not None:
            told(said)
            return False
        self._fruitless = 0
        return True

    def _replace(self, worker: _Worker, job: Job) -> None:
        """Another process in the place of one that ended, with the chunk to be made again."""
        worker.process.join()
        worker.pipe.close()
        chunk, code = worker.chunk, worker.process.exitcode
        assert chunk is not None
        again = after_death(job.folder, chunk, job.most_seconds, code)
        if again is None:
            again, self._fruitless = chunk, self._fruitless + 1
            if self._fruitless == FRUITLESS:
                raise _cannot_begin(job, chunk, code)
        fresh = _begin()
        worker.process, worker.pipe, worker.job = fresh.process, fresh.pipe, None
        _give(worker, job, again)


def _cannot_begin(job: Job, chunk: Chunk, code: int | None) -> InputError:
    given = f"processes end before they make a run of chunk {chunk.number} ({how_it_ended(code)})"
    allowed = (
        "free memory, or take fewer with workers=; in a script of your own, put the call under "
        'if __name__ == "__main__":'
    )
    return InputError([Problem(str(job.folder), given, allowed)])


def _begin() -> _Worker:
    """A new process; Ctrl-C is kept from it from its first moment, and is the driver's alone."""
    ours, theirs = SPAWN.Pipe()
    process = SPAWN.Process(target=_serve, args=(theirs, os.getpid()), daemon=True)
    if os.name == "posix":
        from multiprocessing import resource_tracker

        resource_tracker.ensure_running()  # it would lift the block when it starts
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
    else:
        process.start()
    theirs.close()
    return _Worker(process, ours)


def _give(worker: _Worker, job: Job, chunk: Chunk) -> None:
    worker.chunk = chunk
    try:
        if worker.job != job:
            worker.pipe.send(job)
            worker.job = job
        worker.pipe.send(chunk)
    except OSError:
        pass  # it has ended; the next look at its pipe says so


def _serve(pipe: Connection, driver: int) -> None:
    """A worker's life: a job, then a chunk comes, its files are written, nothing (None) is said back."""
    _settle(driver)
    job: Job | None = None

    def say(what: Any) -> None:
        try:
            pipe.send(what)
        except OSError:
            os._exit(1)  # the driver is gone; an error raised here would look like one of the run

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
            make_chunk(job, given, _in_steps(say), expendable=True)
            said: Exception | None = None
        except (InputError, OSError) as error:
            said = error
        except Exception:
            said = RuntimeError(traceback.format_exc())
        say(said)


def _settle(driver: int) -> None:
    """Leave Ctrl-C to the driver, end with it should it be killed, and keep to one thread beside the run's own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if os.name == "posix":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    if sys.platform == "linux":
        import ctypes

        parent_death_signal = 1
        ctypes.CDLL(None).prctl(parent_death_signal, signal.SIGKILL)
        if os.getppid() != driver:
            os._exit(1)
    import pyarrow as pa

    pa.set_cpu_count(1)


def _in_steps(told: Told) -> Told:
    """Turn `so many quarters of this run are done` into quarters done since."""
    seen = 0

    def advance(done: int) -> None:
        nonlocal seen
        told(done - seen if done > seen else done)
        seen = done

    return advance
