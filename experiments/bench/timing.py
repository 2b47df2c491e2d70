"""Timings taken in turn and repeated, so that a slow spell of the machine meets all candidates alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Timing:
    """Repeated measurements of one thing, in the unit of the measurer."""

    samples: tuple[float, ...]

    @property
    def least(self) -> float:
        """The smallest: what the code can do."""
        return min(self.samples)

    @property
    def median(self) -> float:
        """The middle one: what a user sees."""
        return statistics.median(self.samples)

    def times(self, factor: float) -> Timing:
        """The same in another unit."""
        return Timing(tuple(sample * factor for sample in self.samples))


def seconds_of(task: Callable[[], object]) -> float:
    """Wall-clock seconds of one call; rubbish is collected beforehand, so that a turn does not pay for another's."""
    gc.collect()
    began = time.perf_counter()
    task()
    return time.perf_counter() - began


def interleaved(tasks: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, Timing]:
    """Measure each task once a round, `rounds` times over; a task returns what it measured."""
    samples: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            samples[name].append(task())
    return {name: Timing(tuple(values)) for name, values in samples.items()}
