"""How runs are made: one protocol, several engines. What is kept never rests on them: the files are the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, Self

from experiments.sweep.making import Job
from experiments.sweep.plan import Chunk

Told = Callable[[int], None]
"""Told of quarters done since it was last told."""


class Engine(Protocol):
    """Makes chunks somewhere and says of each when its files are there.

    Entered with `with`, it keeps its processes from one call of `make` to the next, and ends them when it is left.
    """

    def __enter__(self) -> Self:
        """Begin; processes may come when there is work."""
        ...

    def __exit__(self, *of_error: object) -> None:
        """End every process at once."""
        ...

    def make(self, job: Job, chunks: Iterable[Chunk], told: Told) -> Iterator[int]:
        """Numbers of the chunks as their files appear, in any order; takes `chunks` no faster than it makes them."""
        ...
