"""The ten rules as numpy columns: whole arrays, constants spread out by firm beforehand."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from experiments.bench.peers.sample import (
    BUFFER,
    CELLS,
    CONSTANTS,
    PAYOUT,
    REPAYMENT,
    REPLICATOR,
    SIZE_EXPONENT,
    Sample,
)


def mix(x: np.ndarray) -> np.ndarray:
    """Scrambled uint32."""
    x = x ^ (x >> np.uint32(16))
    x *= np.uint32(0x7FEB352D)
    x ^= x >> np.uint32(15)
    x *= np.uint32(0x846CA68B)
    x ^= x >> np.uint32(16)
    return x


def uniform(x: np.ndarray) -> np.ndarray:
    """Between 0 and 1, from the upper 23 bits."""
    return ((x >> np.uint32(9)).astype(np.float32) + np.float32(0.5)) * np.float32(1.1920928955078125e-07)


def laplace(x: np.ndarray) -> np.ndarray:
    """Mean 0, variance 1, from uint32."""
    centred = uniform(x) - np.float32(0.5)
    return np.copysign(np.log(1 - 2 * np.abs(centred)) * np.float32(-0.70710678), centred)


class Arrays:
    """The sample as one array a column."""

    def __init__(self, sample: Sample) -> None:
        self.cells = sample.cells_of_firms()
        self.ids = sample.ids
        spread = [np.ascontiguousarray(constant[self.cells]) for constant in sample.table.T]
        self.constants = SimpleNamespace(**dict(zip(CONSTANTS, spread, strict=True)))
        self.state = [column.copy() for column in sample.columns]

    def step(self, number: int) -> np.ndarray:
        """Move every firm by one step."""
        c = self.constants
        weight, productivity, persons, capital, cash, loans = self.state
        first = mix(self.ids ^ np.uint32(number * 0x9E3779B9 & 0xFFFFFFFF))
        second = mix(first)
        chance = uniform(mix(second))
        weight = weight * np.exp(c.WEIGHT_SD * laplace(first) + REPLICATOR * productivity - c.OFFSET)
        productivity = c.KEEP * productivity + c.PRODUCTIVITY_SD * laplace(second)
        efficiency = np.exp(productivity)
        ordered = c.DEMAND * weight
        persons = np.maximum(persons + c.SPEED * (ordered * c.NEED / efficiency - persons), 0)
        output = np.minimum(np.minimum(ordered, capital * c.BY_CAPITAL), persons * c.BY_PERSON * efficiency)
        left = output * (1 - c.MATERIALS) * (1 - c.TAX) - c.LOAN_RATE * loans
        wages = np.minimum(c.WAGE * persons, np.maximum(left, 0))
        change = REPAYMENT * (c.LOAN_VALUE * capital - loans)
        cash = cash + (left - wages) + change
        wanted = c.DEPRECIATION * capital + c.ACCELERATOR * (ordered * c.CAPITAL_PER_ORDER - capital)
        spent = np.minimum(np.maximum(wanted, 0), np.maximum(cash, 0))
        cash -= spent
        cash -= PAYOUT * np.maximum(cash - BUFFER * output, 0)
        capital = capital * (1 - c.DEPRECIATION) + spent
        loans = loans + change
        gone = chance < c.HAZARD * (c.ENTRANT / weight) ** np.float32(SIZE_EXPONENT)
        weight[gone] = c.ENTRANT[gone]
        persons[gone] = (c.DEMAND * c.ENTRANT * c.NEED)[gone]
        capital[gone] = (c.ENTRANT * c.CAPITAL_PER_ORDER)[gone]
        for column in (productivity, cash, loans):
            column[gone] = 0
        self.state = [weight, productivity, persons, capital, cash, loans]
        return np.stack([np.bincount(self.cells, values, CELLS) for values in (output, wages, gone)], axis=1)

    def columns(self) -> np.ndarray:
        """Columns in the order of the sample."""
        return np.stack(self.state)
