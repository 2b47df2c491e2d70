"""The model as a plain function (普通函数): numbers in, numbers out, for any tool that can call one.

>>> from experiments import Outcome, PlainModel
>>> model = PlainModel("plan", outcomes=[Outcome("gdp_real", place="west", year=2033)], baseline="none")
>>> model(**{"parameters.growth.noise_sd_share": 0.2, "replicate": 3})  # doctest: +SKIP
{'gdp_real.west.2033': 1.9e9}
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from experiments.composing import compose
from experiments.folders import find_folders
from experiments.judging import cached_region
from experiments.outcomes import Outcome, record_for
from experiments.running import unpaired
from experiments.sweep.factor import Factor, Varying
from experiments.sweep.factors import key_faults, members_of
from experiments.sweep.keys import WORLD
from sim.errors import InputError, Problem
from sim.run import run
from sim.scenario import Scenario, World

__all__ = ["Factor", "Outcome", "PlainModel"]

WHERE = "PlainModel"
MOST_REPLICATE = 2**32 - 1


class PlainModel:
    """A scenario as a function of its factors and the number of a replicate; plain data that travels to processes.

    A factor is called by its key, as in a sweep and on the command line (`parameters.growth.noise_sd_share`,
    `policy.programmes.NAME.budget_yuan_per_year`), or by a name that `factors` gives a meaning. The same arguments
    always give the same numbers. With a `baseline` the numbers are differences to it under the same chance; runs of
    a baseline that no factor touches are made once a replicate.
    """

    def __init__(
        self,
        arm: str = "none",
        *settings: str,
        outcomes: Sequence[Outcome | str],
        baseline: str | None = None,
        factors: Mapping[str, Factor] | None = None,
        scenarios: str | Path | None = None,
        **values: Any,
    ) -> None:
        """`settings` and `values` are those of `compose`; raises InputError with every fault."""
        arms = [
            compose(name, *settings, scenarios=scenarios, **values)
            for name in (arm, *([] if baseline is None else [baseline]))
        ]
        if problems := unpaired(arms):
            raise InputError(problems)
        first = arms[0]
        self.outcomes = tuple(Outcome(one) if isinstance(one, str) else one for one in outcomes)
        self.record = record_for(self.outcomes, first.region, first.scenario)
        self.region, self.seed, self.threads = (
            first.region.folder,
            first.settings.seed,
            first.settings.threads,
        )
        self._arms = [(one.name, one.scenario) for one in arms]
        self.factors = dict(factors or {})
        self.folders = find_folders(scenarios)
        self._asked = (arm, settings, scenarios, values)
        self._varying: dict[tuple[str, ...], Varying] = {}
        self._kept: dict[tuple[str, int], list[float]] = {}

    def __call__(self, replicate: float = 0, **factors: Any) -> dict[str, float]:
        """Outcome -> number; raises InputError for what is no factor or out of range, LedgerError as a run does."""
        number, values = _replicate(replicate), {name: _plain(value) for name, value in factors.items()}
        varying = self._varying_by(values)
        scenario, *baseline = (varying.applied(one, values) for _, one in self._arms)
        found = self._numbers(scenario, number)
        for one in baseline:
            asked = (one.hash, number)
            if asked not in self._kept:
                self._kept[asked] = self._numbers(one, number)
            found = [value - usual for value, usual in zip(found, self._kept[asked], strict=True)]
        return dict(zip((outcome.called for outcome in self.outcomes), found, strict=True))

    def _varying_by(self, values: Mapping[str, Any]) -> Varying:
        """What applies these factors, checked as those of a sweep are; kept, as the next call has the same."""
        names = tuple(sorted(values))
        if names not in self._varying:
            factors = {name: self.factors.get(name, Factor()) for name in names}
            members, problems = members_of(factors, self.folders)
            made = Varying(factors, members)
            if problems := [*problems, *key_faults(made, self._arms)]:
                raise InputError(problems)
            self._varying[names] = made
        made = self._varying[names]
        worlds = {str(values[name]) for name in names if WORLD in made.keys(name)} - set(made.worlds)
        if worlds:
            made = replace(made, worlds={**made.worlds, **{name: self._world(name) for name in worlds}})
            self._varying[names] = made
        return made

    def _world(self, name: str) -> World:
        arm, settings, scenarios, values = self._asked
        return compose(arm, *settings, scenarios=scenarios, **{**values, WORLD: name}).scenario.world

    def _numbers(self, scenario: Scenario, replicate: int) -> list[float]:
        region = cached_region(self.region)
        result = run(region, scenario, self.seed, replicate, self.record, self.threads)
        return [outcome.of(result) for outcome in self.outcomes]


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


def _replicate(given: Any) -> int:
    value = _plain(given)
    whole = isinstance(value, int | float) and not isinstance(value, bool) and float(value).is_integer()
    if not whole or not 0 <= value <= MOST_REPLICATE:
        allowed = f"a whole number from 0 to {MOST_REPLICATE}"
        raise InputError([Problem(WHERE, f"{given!r} given", f"{allowed} is allowed", "replicate")])
    return int(value)
