"""Facts about single firms, year by year: tail of sizes, shape of growth rates. Only reads; for validation."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sim.calendar import year_of
from sim.kernels.maths import log_array
from sim.record import FirmFacts
from sim.world import World


@dataclass
class FirmFactsKeeper:
    """Looks at all firms at the end of every year and compares them with the year before."""

    rows: list[tuple[float, ...]] = field(default_factory=list)
    before: tuple[np.ndarray, np.ndarray] | None = None

    def look(self, world: World, quarter: int) -> None:
        """Take the facts of a year at its end."""
        if quarter % 4 != 3:
            return
        firms = world.firms.by_id("ids", "sales", "members")
        order = np.argsort(world.firms.column("ids"), kind="stable")
        industry = world.opening.industry[world.firms.cells_of_rows()][order]
        size = firms["sales"].astype(np.float64) / firms["members"]
        threshold = world.opening.above_scale_threshold
        above = industry & (size >= threshold)
        tail = log_array(size[above] / threshold)
        hill = tail.size / tail.sum() if tail.size else np.nan
        count = int(firms["members"][above].astype(np.int64).sum())
        self.rows.append((year_of(quarter), float(hill), count, *self._growth(firms["ids"], size, threshold)))
        self.before = (firms["ids"], size)

    def _growth(self, ids: np.ndarray, size: np.ndarray, least: float) -> tuple[float, float, float, float]:
        """Mean, sd, excess kurtosis of yearly log growth; log likelihood of Laplace less normal, per firm."""
        if self.before is None:
            return (np.nan,) * 4
        _, now, then = np.intersect1d(ids, self.before[0], assume_unique=True, return_indices=True)
        old, new = self.before[1][then], size[now]
        known = (old >= least) & (new > 0)
        growth = log_array(new[known] / old[known])
        if growth.size < 10:
            return (np.nan,) * 4
        mean = growth.mean()
        variance = ((growth - mean) ** 2).mean()
        kurtosis = ((growth - mean) ** 4).mean() / variance**2 - 3.0
        spread = np.abs(growth - np.median(growth)).mean()
        laplace = -float(log_array(np.array([2.0 * spread]))[0]) - 1.0
        normal = -0.5 * float(log_array(np.array([2.0 * np.pi * variance]))[0]) - 0.5
        return float(mean), float(np.sqrt(variance)), float(kurtosis), laplace - normal

    def copy(self) -> FirmFactsKeeper:
        """A keeper of its own with the same past."""
        return FirmFactsKeeper(list(self.rows), self.before)

    def result(self) -> FirmFacts:
        """The years taken so far as arrays."""
        year, hill, above, mean, sd, kurtosis, gain = np.array(self.rows, np.float64).reshape(-1, 7).T
        return FirmFacts(
            year=year.astype(np.int64),
            hill_exponent=hill,
            above_scale=above.astype(np.int64),
            log_growth_mean=mean,
            log_growth_sd=sd,
            log_growth_kurtosis=kurtosis,
            laplace_minus_normal=gain,
        )
