"""Facts about single firms, year by year: tail of sizes, shape of growth rates. Only reads; for validation."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from sim.calendar import EPOCH, year_of
from sim.kernels.maths import log_array
from sim.record import FirmFacts
from sim.world import World

FACTS = 11
"""Numbers kept a year."""

CLASSES = (1.0, 3.0, 10.0, 30.0, 100.0, 1000.0)
"""Borders of the size classes in which the sd of growth is taken, in thresholds of the above-scale firms."""
LEAST_IN_CLASS = 20


class Past(NamedTuple):
    """Firms as they were a year ago, in the order of ids."""

    ids: np.ndarray
    size: np.ndarray
    born: np.ndarray
    members: np.ndarray


def _sd_slope(log_size: np.ndarray, growth: np.ndarray) -> float:
    """Least-squares slope of ln sd(growth) on ln size over size classes, NaN with fewer than two filled classes."""
    borders = log_array(np.array(CLASSES))
    sizes, spreads = [], []
    for low, high in pairwise(borders):
        mine = (log_size >= low) & (log_size < high)
        spread = growth[mine].std() if mine.sum() >= LEAST_IN_CLASS else 0.0
        if spread > 0:
            sizes.append(log_size[mine].mean())
            spreads.append(spread)
    if len(sizes) < 2:
        return float("nan")
    x, y = np.array(sizes), log_array(np.array(spreads))
    away = x - x.mean()
    return float((away * (y - y.mean())).sum() / (away * away).sum())


@dataclass
class FirmFactsKeeper:
    """Looks at all firms at the end of every year and compares them with the year before."""

    rows: list[tuple[float, ...]] = field(default_factory=list)
    before: Past | None = None

    def look(self, world: World, quarter: int) -> None:
        """Take the facts of a year at its end."""
        if quarter % 4 != 3:
            return
        firms = world.firms.by_id("ids", "sales", "members", "born")
        order = np.argsort(world.firms.column("ids"), kind="stable")
        industry = world.opening.industry[world.firms.cells_of_rows()][order]
        size = firms["sales"].astype(np.float64) / firms["members"]
        threshold = world.opening.above_scale_threshold
        above = industry & (size >= threshold)
        tail = log_array(size[above] / threshold)
        hill = tail.size / tail.sum() if tail.size else np.nan
        count = int(firms["members"][above].astype(np.int64).sum())
        growth = self._growth(firms["ids"], size, threshold)
        exits = self._exits(firms["ids"], quarter - 4 - EPOCH)
        self.rows.append((year_of(quarter), float(hill), count, *growth, *exits))
        self.before = Past(firms["ids"], size, firms["born"], firms["members"].astype(np.float64))

    def _growth(self, ids: np.ndarray, size: np.ndarray, least: float) -> tuple[float, ...]:
        """Mean, sd, excess kurtosis of yearly log growth; log likelihood of Laplace less normal; slope of sd."""
        if self.before is None:
            return (np.nan,) * 5
        _, now, then = np.intersect1d(ids, self.before.ids, assume_unique=True, return_indices=True)
        old, new = self.before.size[then], size[now]
        known = (old >= least) & (new > 0)
        growth = log_array(new[known] / old[known])
        if growth.size < 10:
            return (np.nan,) * 5
        mean = growth.mean()
        square = (growth - mean) * (growth - mean)
        variance = square.mean()
        kurtosis = (square * square).mean() / (variance * variance) - 3.0
        spread = np.abs(growth - np.median(growth)).mean()
        laplace = -float(log_array(np.array([2.0 * spread]))[0]) - 1.0
        normal = -0.5 * float(log_array(np.array([2.0 * np.pi * variance]))[0]) - 0.5
        slope = _sd_slope(log_array(old[known] / least), growth)
        return float(mean), float(np.sqrt(variance)), float(kurtosis), laplace - normal, slope

    def _exits(self, ids: np.ndarray, then: int) -> tuple[float, float, float]:
        """Share of firms that closed within the year: in their first year of life, in years 2 to 6, older."""
        if self.before is None:
            return (np.nan,) * 3
        gone = ~np.isin(self.before.ids, ids, assume_unique=True)
        age, members = (then - self.before.born.astype(np.int64)) // 4, self.before.members
        rates = []
        for first, last in ((0, 0), (2, 6), (7, 10**6)):
            mine = (age >= first) & (age <= last)
            rates.append(float(members[mine & gone].sum() / members[mine].sum()) if mine.any() else np.nan)
        return rates[0], rates[1], rates[2]

    def copy(self) -> FirmFactsKeeper:
        """A keeper of its own with the same past."""
        return FirmFactsKeeper(list(self.rows), self.before)

    def result(self) -> FirmFacts:
        """The years taken so far as arrays."""
        columns = np.array(self.rows, np.float64).reshape(-1, FACTS).T
        year, hill, above, mean, sd, kurtosis, gain, slope, new, young, old = columns
        return FirmFacts(
            year=year.astype(np.int64),
            hill_exponent=hill,
            above_scale=above.astype(np.int64),
            log_growth_mean=mean,
            log_growth_sd=sd,
            log_growth_kurtosis=kurtosis,
            laplace_minus_normal=gain,
            sd_size_slope=slope,
            exit_rate_new=new,
            exit_rate_young=young,
            exit_rate_old=old,
        )
