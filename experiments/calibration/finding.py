"""A whole calibration: search, table, posterior, check; and which of its values may land in a region's file."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.calibration.asked import CHECK, Point, Question, Table, points_at, prior_table, shares_of
from experiments.calibration.declared import Calibration, Floats
from experiments.calibration.posterior import Posterior, posterior_of
from experiments.calibration.reading import defaults
from experiments.calibration.search import Search, distance, search
from sim.errors import InputError, Problem

CHECK_BLOCKS = 8
"""Replicates that the draws of the posterior share among them."""
LEAST_DRAWS = 20
LOW, HIGH = 0.05, 0.95
"""Ends of the credible interval."""
SURE = 1.645
"""Standard errors by which values that land must be nearer."""
POINTS = ("present", "estimate", "landing")
"""The points of the check: nothing changed; the nearest found; of it only what the data identify."""


@dataclass(frozen=True)
class Checked:
    """Moments under chance that nothing was chosen by: the mean at each point, and single runs of the posterior."""

    means: dict[str, Floats]
    spread: Floats
    """Standard deviation from run to run at the present values."""
    posterior: Floats
    distances: dict[str, float]
    held_out: dict[str, float]
    gain: float
    """How much nearer the landing values are than the present ones."""
    gain_error: float
    """Its standard error by chance: both points meet the same replicates, left out one by one (jackknife)."""


@dataclass(frozen=True)
class Found:
    """What a calibration found."""

    question: Question
    search: Search
    table: Table
    posterior: Posterior
    landing: Point
    """Parameter -> value, those that may land."""
    checked: Checked

    @property
    def improves(self) -> bool:
        """Whether what may land lies nearer to the observations than the present values, and not by chance alone."""
        return bool(self.landing) and self.checked.gain > SURE * self.checked.gain_error


def calibrate(question: Question) -> Found:
    """Make every run that is missing and find the values; the same question finds the same."""
    calibration = question.calibration
    found = search(question)
    table = prior_table(question)
    posterior = posterior_at(question, table)
    landing = _landing(question, found.best.point, posterior)
    points = {"present": defaults(calibration, question.arm), "estimate": found.best.point}
    points["landing"] = {**points["present"], **landing}
    return Found(question, found, table, posterior, landing, _check(question, points, posterior))


def posterior_at(question: Question, table: Table, observed: Floats | None = None) -> Posterior:
    """The posterior from the draws that have every moment; the observation's own error is added to each.

    Only fitted moments count. The errors are drawn with a seed, so that the same table gives the same posterior.
    """
    calibration = question.calibration
    fitted, complete = calibration.column("weight") > 0.0, table.complete
    if complete.sum() < LEAST_DRAWS:
        given = f"{int(complete.sum())} of {len(complete)} draws of the prior have every moment"
        raise InputError(
            [
                Problem(
                    str(question.folder), given, f"at least {LEAST_DRAWS} are needed; give more with draws="
                )
            ]
        )
    seen = calibration.column("observed") if observed is None else observed
    noisy = with_errors(question, table)
    return posterior_of(
        table.shares[complete], noisy[complete][:, fitted], seen[fitted], calibration.kept_share
    )


def with_errors(question: Question, table: Table) -> Floats:
    """The moments of the table as they would be observed."""
    generator = np.random.default_rng(question.arm.settings.seed)
    return np.asarray(
        table.moments
        + question.calibration.column("uncertainty") * generator.normal(size=table.moments.shape)
    )


def _landing(question: Question, best: Point, posterior: Posterior) -> Point:
    """The nearest values found of the parameters that the data identify, where they lie in the interval."""
    shares = shares_of(question.calibration, best)
    inside = (posterior.quantile(LOW) <= shares) & (shares <= posterior.quantile(HIGH))
    known = posterior.shrinkage > question.calibration.identified_above
    return {name: value for (name, value), lands in zip(best.items(), inside & known, strict=True) if lands}


def _check(question: Question, points: dict[str, Point], posterior: Posterior) -> Checked:
    calibration, asking = question.calibration, question.asking(CHECK)
    count = calibration.point_runs
    runs = question.moments(asking, [points[name] for name in POINTS], count)
    means = {name: np.nanmean(rows, axis=0) for name, rows in zip(POINTS, runs, strict=True)}
    spread = np.nanstd(runs[0], axis=0, ddof=1)
    drawn = points_at(calibration, posterior.drawn(calibration.checks))
    cloud = question.moments_in_blocks(asking, drawn, CHECK_BLOCKS, first=count)
    asking.finish()
    apart = {
        held_out: {name: distance(calibration, mean, spread, count, held_out) for name, mean in means.items()}
        for held_out in (False, True)
    }
    kept = np.isfinite(runs[[0, POINTS.index("landing")]]).all((0, 2))
    gain, error = _gain(calibration, runs[0, kept], runs[POINTS.index("landing"), kept], spread)
    return Checked(means, spread, cloud, apart[False], apart[True], gain, error)


def _gain(calibration: Calibration, present: Floats, landing: Floats, spread: Floats) -> tuple[float, float]:
    """How much nearer the landing runs [runs, moments] are than the present ones, and its error by jackknife."""

    def nearer(rows: np.ndarray) -> float:
        one, other = (
            distance(calibration, runs[rows].mean(0), spread, len(rows)) for runs in (present, landing)
        )
        return one - other

    every = np.arange(len(present))
    without = np.array([nearer(every[every != left_out]) for left_out in every])
    error = np.sqrt((len(every) - 1) / len(every) * ((without - without.mean()) ** 2).sum())
    return nearer(every), float(error)
