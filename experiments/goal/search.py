"""The search (ask/tell): mixes are proposed by Optuna, tried by runs, and the best tried again with fresh chance.

Two ends are sought together, low cost and high probability (TPE over both, seeded, in batches of fixed size), so the
whole frontier is found and not one point. A mix that looks good in the search was partly lucky: those that are told as
an answer are tried again with other replicates.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from experiments.goal.aims import Wanted
from experiments.goal.trying import Tried, judged
from experiments.sweep.asking import Asking
from sim.errors import InputError, Problem
from sim.faults import COMMAND_LINE

Sizes = dict[str, float]
DIGITS = 2
"""Decimals of a size: mixes are told as they were run."""
ROUNDS = 2
"""How often finalists are drawn before the search gives up."""


@dataclass(frozen=True)
class Question:
    """What is asked of the search."""

    wanted: tuple[Wanted, ...]
    probability: float
    sizes: tuple[str, ...]
    """Factors."""
    low: float
    high: float
    trials: int
    batch: int
    replicates: int
    confirm: int
    """Fresh replicates of a finalist."""
    finalists: int
    seed: int


@dataclass(frozen=True)
class Found:
    """What came out: every mix tried, those tried again, and which of them is the answer."""

    tried: tuple[Tried, ...]
    confirmed: tuple[Tried, ...]
    answer: int | None
    """Number among the confirmed: the cheapest that meets the goals as wanted; None where none does."""
    nearest: int
    """Number among the confirmed of the answer, or of the mix of highest probability where there is none."""


@dataclass
class Trials:
    """Runs of mixes; a mix met again is not run again."""

    question: Question
    asking: Asking
    city: str
    known: dict[tuple[float, ...], Tried] = field(default_factory=dict)

    def __call__(self, mixes: Sequence[Sizes], replicates: range) -> list[Tried]:
        """What each mix brings with these replicates."""
        keys = [(float(replicates.start), *mix.values()) for mix in mixes]
        fresh = {key: mix for key, mix in zip(keys, mixes, strict=True) if key not in self.known}
        if fresh:
            answer = self.asking.ask(list(fresh.values()), replicates)
            found = judged(answer, list(fresh.values()), self.question.wanted, self.city)
            self.known |= dict(zip(fresh, found, strict=True))
        return [self.known[key] for key in keys]


def search(question: Question, asking: Asking) -> Found:
    """Search, then confirm; the same question gives the same answer, and files that are there are not made again."""
    run = Trials(question, asking, asking.plan.region.city_code)
    tried = explore(question, run)
    confirmed: list[Tried] = []
    again = range(question.replicates, question.replicates + question.confirm)
    answer = None
    for _ in range(ROUNDS):
        mixes = finalists(question, tried, confirmed)
        if not mixes:
            break
        confirmed += run(mixes, again)
        answer = cheapest(confirmed, question.probability)
        if answer is not None:
            break
    if not confirmed:
        raise InputError([Problem(str(asking.folder), "no run finished", "see the errors under parts/")])
    nearest = max(range(len(confirmed)), key=lambda number: _nearness(confirmed[number]))
    return Found(tuple(tried), tuple(confirmed), answer, nearest if answer is None else answer)


def explore(question: Question, run: Callable[[Sequence[Sizes], range], list[Tried]]) -> list[Tried]:
    """Every mix of the search in the order it was asked for: the ends of the ranges and the stated sizes first."""
    study, distributions = _study(question)
    tried: list[Tried] = []
    for first in range(0, question.trials, question.batch):
        count = min(question.batch, question.trials - first)
        trials = [study.ask(distributions) for _ in range(count)]
        mixes = [{name: round(trial.params[name], DIGITS) for name in question.sizes} for trial in trials]
        found = run(mixes, range(question.replicates))
        for trial, one in zip(trials, found, strict=True):
            if one.runs:
                study.tell(trial, (one.cost, one.probability if one.met else -one.short))
            else:
                study.tell(trial, state=_failed())
        tried += found
    return list({tuple(one.sizes.values()): one for one in tried if one.runs}.values())


def finalists(question: Question, tried: Sequence[Tried], before: Sequence[Tried]) -> list[Sizes]:
    """The cheapest mixes that met the goals as wanted in the search; else those nearest to it.

    A mix that failed to confirm was lucky: those asked for next must have done better than what it was wanted to.
    """
    done = [dict(one.sizes) for one in before]
    left = [one for one in tried if dict(one.sizes) not in done]
    good = sorted((one for one in left if one.probability >= question.probability), key=lambda one: one.cost)
    if before and good:
        floor = max(one.cost for one in before)
        good = [one for one in good if one.cost > floor or one.probability == 1.0]
        good.sort(key=lambda one: (-one.probability, one.cost))
    if not good:
        good = [] if before else sorted(left, key=lambda one: (-one.probability, one.short, one.cost))
    return [dict(one.sizes) for one in good[: question.finalists]]


def cheapest(confirmed: Sequence[Tried], probability: float) -> int | None:
    """The cheapest of those that meet the goals as wanted, by number."""
    good = [number for number, one in enumerate(confirmed) if one.runs and one.probability >= probability]
    return min(good, key=lambda number: confirmed[number].cost) if good else None


def _nearness(one: Tried) -> tuple[float, float, float]:
    """Surer first, where none met the goals those less far from them, then the cheaper."""
    return one.probability, 0.0 if one.met else -one.short, -one.cost


def _study(question: Question) -> tuple[Any, dict[str, Any]]:
    """A study in memory and the ranges it draws from; the journal is the folder, by which it is made again."""
    optuna = _optuna()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a sampler over all sizes together is marked as experimental
        sampler = optuna.samplers.TPESampler(
            seed=question.seed, multivariate=True, n_startup_trials=max(10, 2 * question.batch)
        )
    study = optuna.create_study(directions=["minimize", "maximize"], sampler=sampler)
    ends = [question.low, question.high]
    for size in dict.fromkeys([*ends, *([1.0] if question.low <= 1.0 <= question.high else [])]):
        study.enqueue_trial(dict.fromkeys(question.sizes, size))
    for name in question.sizes if len(question.sizes) > 1 else ():
        study.enqueue_trial({**dict.fromkeys(question.sizes, question.low), name: question.high})
    ranges = optuna.distributions.FloatDistribution(question.low, question.high)
    return study, dict.fromkeys(question.sizes, ranges)


def _failed() -> Any:
    return _optuna().trial.TrialState.FAIL


def _optuna() -> Any:
    try:
        import optuna
    except ImportError:
        given, allowed = "optuna is not installed", "pip install 'baiqianwan[calibrate]'"
        raise InputError([Problem(COMMAND_LINE, given, allowed)]) from None
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    return optuna
