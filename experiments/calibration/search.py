"""The search by simulated moments (模拟矩估计): the point whose moments lie nearest to those observed.

The distance of a point is sum_m w_m (simulated_m - observed_m)^2 / V_m with V_m = u_m^2 + v_m (1 + 1/R): u_m the
uncertainty of what was observed, v_m the variance of the moment from run to run at the present values, R the runs a
point. What happened is one draw of chance, and the mean of R runs keeps 1/R of theirs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.calibration.asked import SEARCH, Point, Question
from experiments.calibration.declared import Calibration, Floats
from experiments.calibration.reading import defaults
from sim.errors import InputError, Problem


@dataclass(frozen=True)
class Trial:
    """One point of the search; no distance where a run of it failed."""

    point: Point
    moments: Floats
    distance: float | None


@dataclass(frozen=True)
class Search:
    """All points in the order they were asked, the first being the present values; `chance`: sd from run to run."""

    trials: tuple[Trial, ...]
    chance: Floats

    @property
    def best(self) -> Trial:
        """The nearest point, the earliest where several are as near."""
        told = [trial for trial in self.trials if trial.distance is not None]
        return min(told, key=lambda trial: trial.distance or 0.0)

    @property
    def failed(self) -> int:
        """Points that could not be told."""
        return sum(trial.distance is None for trial in self.trials)


def distance(
    calibration: Calibration, simulated: Floats, chance: Floats, runs: int, held_out: bool = False
) -> float:
    """Weighted mean of squared standardised errors; `held_out`: of the moments that are not fitted, each alike.

    1 is what a model that is right would show on average.
    """
    weights = calibration.column("weight")
    weights = (weights == 0.0) * 1.0 if held_out else weights
    if not weights.any():
        return np.nan
    variance = calibration.column("uncertainty") ** 2 + chance**2 * (1.0 + 1.0 / runs)
    errors = (simulated - calibration.column("observed")) ** 2 / variance
    return float((weights * errors)[weights > 0].sum() / weights.sum())


def search(question: Question) -> Search:
    """Ask point by point with Optuna's TPE; batches have a fixed size, so that workers change nothing."""
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    calibration, asking = question.calibration, question.asking(SEARCH)
    present = defaults(calibration, question.arm)
    [first] = question.moments(asking, [present], calibration.point_runs)
    if not np.isfinite(first).all():
        given = f"{int((~np.isfinite(first).all(1)).sum())} of {len(first)} runs at the present values failed"
        raise InputError([Problem(str(question.folder), given, "see their errors in search/parts")])
    chance = first.std(0, ddof=1)
    study = optuna.create_study(
        direction="minimize",
        sampler=optuna.samplers.TPESampler(seed=question.arm.settings.seed, multivariate=True),
    )
    study.enqueue_trial(present)
    trials: list[Trial] = []
    while len(trials) < calibration.trials:
        asked = [study.ask() for _ in range(min(calibration.batch, calibration.trials - len(trials)))]
        points = [_suggested(calibration, trial) for trial in asked]
        found = question.moments(asking, points, calibration.replicates)
        for trial, point, runs in zip(asked, points, found, strict=True):
            mean = runs.mean(0)
            whole = bool(np.isfinite(mean).all())
            apart = distance(calibration, mean, chance, calibration.replicates) if whole else None
            if apart is None:
                study.tell(trial, state=optuna.trial.TrialState.FAIL)
            else:
                study.tell(trial, apart)
            trials.append(Trial(point, mean, apart))
    asking.finish()
    return Search(tuple(trials), chance)


def _suggested(calibration: Calibration, trial: object) -> Point:
    """The values that Optuna proposes for every parameter."""
    suggest = trial.suggest_float  # type: ignore[attr-defined]
    return {
        name: float(suggest(name, prior.low, prior.high, log=prior.distribution == "log_uniform"))
        for name, prior in calibration.parameters.items()
    }
