"""What was measured, what is aimed at, and whether it was reached on this machine."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from experiments.bench.timing import Timing


@dataclass(frozen=True)
class Goal:
    """A first goal, and a second one for later; `at_most` says which side is good."""

    at_most: bool
    first: float
    second: float | None = None

    def reached(self, value: float) -> int:
        """How many of the goals a value reaches: 0, 1 or 2."""
        goals = [self.first] if self.second is None else [self.first, self.second]
        return sum(value <= goal if self.at_most else value >= goal for goal in goals)


def at_most(first: float, second: float | None = None) -> Goal:
    """The less the better."""
    return Goal(True, first, second)


def at_least(first: float) -> Goal:
    """The more the better."""
    return Goal(False, first)


@dataclass(frozen=True)
class Figure:
    """One measured number: its best and its median of several rounds; goals are judged by the median."""

    key: str
    zh: str
    en: str
    unit: str
    best: float
    median: float
    goal: Goal | None = None

    @property
    def met(self) -> bool | None:
        """Whether the first goal is reached on this machine; None where there is no goal."""
        return None if self.goal is None else self.goal.reached(self.median) > 0

    def plain(self) -> dict[str, object]:
        """The figure as plain data."""
        return {**asdict(self), "met": self.met}


def timed(key: str, zh: str, en: str, unit: str, timing: Timing, goal: Goal | None = None) -> Figure:
    """A figure of repeated measurements, the less the better."""
    return Figure(key, zh, en, unit, timing.least, timing.median, goal)


def ratio(key: str, zh: str, en: str, slow: Timing, fast: Timing, goal: Goal | None = None) -> Figure:
    """How many times `fast` is faster than `slow`: of the least times, and of the medians."""
    return Figure(key, zh, en, "×", slow.least / fast.least, slow.median / fast.median, goal)


@dataclass(frozen=True)
class Pass:
    """A named call of the quarter: what it takes on average and beside all others, and how often it was called."""

    name: str
    milliseconds: float
    """Milliseconds a quarter, the quarters without a call included."""
    nanoseconds: float
    """Nanoseconds a firm-step."""
    share: float
    """Of all calls together."""
    median_milliseconds: float
    """Milliseconds of a call, the middle one."""
    calls: int


@dataclass(frozen=True)
class Report:
    """All figures of one run of the bench."""

    machine: tuple[tuple[str, str, str], ...]
    figures: tuple[Figure, ...]
    passes: tuple[Pass, ...]
    """Of a run with every firm a row, the dearest first."""
    passes_sparse: tuple[Pass, ...]
    """Of a run with a hundred small firms a row."""

    def plain(self) -> dict[str, object]:
        """The report as plain data."""
        return {
            "machine": {name: value for _, name, value in self.machine},
            "figures": [figure.plain() for figure in self.figures],
            "passes": [asdict(row) for row in self.passes],
            "passes_sparse": [asdict(row) for row in self.passes_sparse],
        }
