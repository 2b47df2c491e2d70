"""The ten rules as Mesa objects: one agent a firm, stepped by the model's own agent set."""

from __future__ import annotations

from math import copysign, exp, log
from types import SimpleNamespace

import mesa
import numpy as np

from experiments.bench.peers.sample import (
    BUFFER,
    CELLS,
    COLUMNS,
    CONSTANTS,
    PAYOUT,
    REPAYMENT,
    REPLICATOR,
    SIZE_EXPONENT,
    SUMS,
    Sample,
)


def mix(x: int) -> int:
    """A scrambled uint32."""
    x = ((x ^ (x >> 16)) * 0x7FEB352D) & 0xFFFFFFFF
    x = ((x ^ (x >> 15)) * 0x846CA68B) & 0xFFFFFFFF
    return x ^ (x >> 16)


def laplace(x: int) -> float:
    """Mean 0, variance 1, from a uint32."""
    centred = ((x >> 9) + 0.5) * 1.1920928955078125e-07 - 0.5
    return copysign(log(1.0 - 2.0 * abs(centred)) * -0.70710678, centred)


class Firm(mesa.Agent):
    """A firm."""

    def __init__(self, model: Region, number: int, cell: int, columns: list[float]) -> None:
        super().__init__(model)
        self.number, self.constants, self.sums = number, model.constants[cell], model.sums[cell]
        self.weight, self.productivity, self.persons, self.capital, self.cash, self.loans = columns

    def step(self) -> None:
        """All ten rules in their order."""
        c = self.constants
        first = mix(self.number ^ self.model.word)
        second = mix(first)
        third = ((mix(second) >> 9) + 0.5) * 1.1920928955078125e-07
        self.weight *= exp(c.WEIGHT_SD * laplace(first) + REPLICATOR * self.productivity - c.OFFSET)
        self.productivity = c.KEEP * self.productivity + c.PRODUCTIVITY_SD * laplace(second)
        efficiency = exp(self.productivity)
        ordered = c.DEMAND * self.weight
        self.persons = max(self.persons + c.SPEED * (ordered * c.NEED / efficiency - self.persons), 0.0)
        output = min(ordered, self.capital * c.BY_CAPITAL, self.persons * c.BY_PERSON * efficiency)
        left = output * (1.0 - c.MATERIALS) * (1.0 - c.TAX) - c.LOAN_RATE * self.loans
        wages = min(c.WAGE * self.persons, max(left, 0.0))
        change = REPAYMENT * (c.LOAN_VALUE * self.capital - self.loans)
        self.loans += change
        self.cash += left - wages + change
        wanted = c.DEPRECIATION * self.capital + c.ACCELERATOR * (
            ordered * c.CAPITAL_PER_ORDER - self.capital
        )
        spent = min(max(wanted, 0.0), max(self.cash, 0.0))
        self.capital = self.capital * (1.0 - c.DEPRECIATION) + spent
        self.cash -= spent
        self.cash -= PAYOUT * max(self.cash - BUFFER * output, 0.0)
        sums = self.sums
        sums[0] += output
        sums[1] += wages
        if third < c.HAZARD * (c.ENTRANT / self.weight) ** SIZE_EXPONENT:
            sums[2] += 1.0
            self.weight, self.productivity, self.cash, self.loans = c.ENTRANT, 0.0, 0.0, 0.0
            self.persons, self.capital = c.DEMAND * c.ENTRANT * c.NEED, c.ENTRANT * c.CAPITAL_PER_ORDER


class Region(mesa.Model):
    """All firms."""

    def __init__(self, sample: Sample) -> None:
        super().__init__(rng=0)
        self.constants = [
            SimpleNamespace(**dict(zip(CONSTANTS, row, strict=True))) for row in sample.table.tolist()
        ]
        self.sums = [[0.0] * len(SUMS) for _ in range(CELLS)]
        self.word = 0
        rows = zip(
            sample.ids.tolist(), sample.cells_of_firms().tolist(), sample.columns.T.tolist(), strict=True
        )
        for number, cell, columns in rows:
            Firm(self, number, cell, columns)

    def step(self) -> None:
        """Every firm once, in the order of their making: no shuffle, which would cost more."""
        self.agents.do("step")


class Objects:
    """The sample as agents."""

    def __init__(self, sample: Sample) -> None:
        self.model = Region(sample)

    def step(self, number: int) -> np.ndarray:
        """Move every firm by one step."""
        for sums in self.model.sums:
            sums[:] = [0.0] * len(SUMS)
        self.model.word = number * 0x9E3779B9 & 0xFFFFFFFF
        self.model.step()
        return np.array(self.model.sums)

    def columns(self) -> np.ndarray:
        """Columns in the order of the sample."""
        rows = [[getattr(firm, column) for column in COLUMNS] for firm in self.model.agents]
        return np.array(rows, np.float32).T
