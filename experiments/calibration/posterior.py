"""Approximate Bayesian computation with regression adjustment (近似贝叶斯计算): from draws of the prior to a posterior.

Beaumont, Zhang & Balding 2002: keep the draws whose summaries lie nearest to the observed ones, weigh them by
Epanechnikov's kernel, and move each along a local linear regression to where its summaries would be the observed.
Summaries are the linear predictors of the parameters from all moments (Fearnhead & Prangle 2012): as many as there
are parameters, so that moments that say nothing do not blur the distance. Parameters are worked with as shares of
their prior (0 to 1) on the logit scale, so that none leaves its range.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.calibration.declared import Floats

EDGE = 1e-6
RIDGE = 1e-3
"""Ridge of both regressions, for standardised columns."""
UNIFORM_SD = 12.0**-0.5
LEAST_KEPT = 20


@dataclass(frozen=True)
class Posterior:
    """Weighted draws [draws, parameters] as shares of the prior; `kept`: rows of the table they come from."""

    shares: Floats
    weights: Floats
    kept: np.ndarray

    def quantile(self, level: float) -> Floats:
        """A quantile of every parameter."""
        return np.array([_quantile(column, self.weights, level) for column in self.shares.T])

    @property
    def sd(self) -> Floats:
        """Standard deviation of every parameter."""
        mean = self.weights @ self.shares
        return np.asarray(np.sqrt(self.weights @ (self.shares - mean) ** 2))

    @property
    def shrinkage(self) -> Floats:
        """How much narrower than the prior: 1 - sd of the posterior / sd of the prior; 0 says nothing was learnt."""
        return 1.0 - self.sd / UNIFORM_SD

    @property
    def correlation(self) -> Floats:
        """Correlations between the parameters."""
        centred = (self.shares - self.weights @ self.shares) / np.maximum(self.sd, EDGE)
        return np.asarray((centred * self.weights[:, None]).T @ centred)

    def below(self, shares: Floats) -> Floats:
        """The share of the posterior below a point, parameter by parameter: uniform if the point is the truth."""
        return np.asarray(
            self.weights @ (self.shares < shares) + 0.5 * (self.weights @ (self.shares == shares))
        )

    def drawn(self, count: int) -> Floats:
        """Points of the posterior, evenly through the weights, so that no chance is needed."""
        order = np.argsort(self.shares[:, 0], kind="stable")
        levels = (np.arange(count) + 0.5) / count
        found = np.searchsorted(np.cumsum(self.weights[order]), levels)
        return np.asarray(self.shares[order][np.minimum(found, len(order) - 1)])


def posterior_of(shares: Floats, simulated: Floats, observed: Floats, kept_share: float) -> Posterior:
    """The posterior at `observed` [moments] from prior draws `shares` [draws, parameters] and their `simulated`.

    Moments that do not move over the table are left out; draws with a NaN must be left out by the caller.
    """
    moves = simulated.std(0) > 0.0
    scale, centre = simulated[:, moves].std(0), simulated[:, moves].mean(0)
    columns, at = (simulated[:, moves] - centre) / scale, (observed[moves] - centre) / scale
    logits = _logit(shares)
    slopes = _ridge(columns, logits, np.ones(len(shares)))[1:]
    summaries, goal = columns @ slopes, at @ slopes
    spread = np.maximum(summaries.std(0), EDGE)
    gaps = (summaries - goal) / spread
    distance = np.sqrt((gaps * gaps).sum(1))
    count = min(len(shares), max(LEAST_KEPT, round(kept_share * len(shares))))
    kept = np.argsort(distance, kind="stable")[:count]
    bandwidth = distance[kept[-1]] * (1.0 + EDGE) + EDGE
    weights = 1.0 - (distance[kept] / bandwidth) ** 2
    moved = logits[kept] - gaps[kept] @ _ridge(gaps[kept], logits[kept], weights)[1:]
    return Posterior(1.0 / (1.0 + np.exp(-moved)), weights / weights.sum(), kept)


def ranks(shares: Floats, simulated: Floats, truths: np.ndarray, kept_share: float) -> Floats:
    """Simulation-based calibration (Talts et al. 2018): each row in `truths` stands for the truth in turn.

    Its posterior comes from all other rows; the share of it below the truth [truths, parameters] is uniform when
    posteriors are neither too wide nor too narrow.
    """
    found = []
    for row in truths:
        others = np.arange(len(shares)) != row
        fitted = posterior_of(shares[others], simulated[others], simulated[row], kept_share)
        found.append(fitted.below(shares[row]))
    return np.array(found)


def _logit(shares: Floats) -> Floats:
    inside = np.clip(shares, EDGE, 1.0 - EDGE)
    return np.asarray(np.log(inside / (1.0 - inside)))


def _ridge(columns: Floats, wanted: Floats, weights: Floats) -> Floats:
    """Weighted least squares with an intercept, whose ridge is none: coefficients [1 + columns, wanted]."""
    design = np.column_stack([np.ones(len(columns)), columns])
    penalty = RIDGE * weights.sum() * np.eye(design.shape[1])
    penalty[0, 0] = 0.0
    weighted = design * weights[:, None]
    return np.asarray(np.linalg.solve(design.T @ weighted + penalty, weighted.T @ wanted))


def _quantile(values: Floats, weights: Floats, level: float) -> float:
    order = np.argsort(values, kind="stable")
    middle = np.cumsum(weights[order]) - 0.5 * weights[order]
    return float(np.interp(level, middle, values[order]))
