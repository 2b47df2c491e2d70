"""The ten rules as this model's loops are written: pages of one cell, small rules inlined, whole-number sums."""

from __future__ import annotations

import numpy as np

from experiments.bench.peers.sample import BUFFER as _BUFFER
from experiments.bench.peers.sample import (
    CELLS,
    COLUMNS,
    PAYOUT,
    REPAYMENT,
    REPLICATOR,
    SIZE_EXPONENT,
    SUMS,
    Sample,
)
from sim.kernels.maths import I32, I64, U32, F, exp32, kernel, log32, rule

BLOCK = 1024
(WEIGHT, PRODUCTIVITY, PERSONS, CAPITAL, CASH, LOANS) = range(6)
(
    C_DEMAND, C_NEED, C_SPEED, C_BY_CAPITAL, C_BY_PERSON, C_MATERIALS, C_TAX, C_WAGE, C_LOAN_RATE, C_LOAN_VALUE,
    C_DEPRECIATION, C_ACCELERATOR, C_CAPITAL_PER_ORDER, C_WEIGHT_SD, C_OFFSET, C_KEEP, C_PRODUCTIVITY_SD, C_HAZARD,
    C_ENTRANT,
) = range(19)  # fmt: skip
_FIXED = F(64.0)
_REPLICATOR, _REPAYMENT, _PAYOUT = F(REPLICATOR), F(REPAYMENT), F(PAYOUT)
_BUFFER_SHARE, _SIZE_EXPONENT = F(_BUFFER), F(SIZE_EXPONENT)


@rule
def mix(x):
    """A scrambled uint32: xor-shifts and two products (Wellons, lowbias32)."""
    x = U32(x ^ (x >> U32(16)))
    x = U32(x * U32(0x7FEB352D))
    x = U32(x ^ (x >> U32(15)))
    x = U32(x * U32(0x846CA68B))
    return U32(x ^ (x >> U32(16)))


@rule
def uniform(x):
    """Between 0 and 1, from the upper 23 bits."""
    return (F(I32(x >> U32(9))) + F(0.5)) * F(1.1920928955078125e-07)


@rule
def laplace(u):
    """Mean 0, variance 1."""
    x = u - F(0.5)
    return np.copysign(log32(F(1.0) - F(2.0) * abs(x)) * F(-0.70710678), x)


@rule
def reweigh(weight, productivity, u, sd, offset):
    """Rule 1."""
    return weight * exp32(sd * laplace(u) + _REPLICATOR * productivity - offset)


@rule
def learn(productivity, v, keep, sd):
    """Rule 2."""
    return keep * productivity + sd * laplace(v)


@rule
def hire(persons, ordered, efficiency, need, speed):
    """Rule 4."""
    return max(persons + speed * (ordered * need / efficiency - persons), F(0.0))


@rule
def produce(ordered, capital, persons, efficiency, by_capital, by_person):
    """Rule 5."""
    return min(ordered, min(capital * by_capital, persons * by_person * efficiency))


@rule
def wage_bill(wage, persons, left):
    """Rule 6, the wages."""
    return min(wage * persons, max(left, F(0.0)))


@rule
def invest(capital, ordered, cash, depreciation, accelerator, capital_per_order):
    """Rule 8, what is spent."""
    wanted = depreciation * capital + accelerator * (ordered * capital_per_order - capital)
    return min(max(wanted, F(0.0)), max(cash, F(0.0)))


@rule
def distribute(cash, output):
    """Rule 9."""
    return _PAYOUT * max(cash - _BUFFER_SHARE * output, F(0.0))


@rule
def hazard(weight, base, entrant):
    """Rule 10, the chance to leave."""
    return base * exp32(-_SIZE_EXPONENT * log32(weight / entrant))


@kernel
def all_rules(x, ids, cell, live, table, word, sums):
    """One step of every page: float32 [pages, fields x BLOCK], uint32 [pages, BLOCK]; sums in fixed point."""
    hand = np.empty(4 * BLOCK, np.float32)  # first chance, second chance, third chance, efficiency
    for page in range(live.size):
        k = cell[page]
        c, f, who = table[k], x[page], ids[page]
        n = min((live[page] + 63) & ~63, BLOCK)
        for j in range(n):
            a = mix(who[j] ^ word)
            b = mix(a)
            hand[j] = uniform(a)
            hand[BLOCK + j] = uniform(b)
            hand[2 * BLOCK + j] = uniform(mix(b))
        weight_sd, offset, keep, productivity_sd = (
            c[C_WEIGHT_SD],
            c[C_OFFSET],
            c[C_KEEP],
            c[C_PRODUCTIVITY_SD],
        )
        for j in range(n):
            before = f[PRODUCTIVITY * BLOCK + j]
            f[WEIGHT * BLOCK + j] = reweigh(f[WEIGHT * BLOCK + j], before, hand[j], weight_sd, offset)
            after = learn(before, hand[BLOCK + j], keep, productivity_sd)
            f[PRODUCTIVITY * BLOCK + j] = after
            hand[3 * BLOCK + j] = exp32(after)
        base, entrant = c[C_HAZARD], c[C_ENTRANT]
        for j in range(n):
            leaves = hand[2 * BLOCK + j] < hazard(f[WEIGHT * BLOCK + j], base, entrant)
            hand[2 * BLOCK + j] = F(1.0) if leaves else F(0.0)
        demand, need, speed, by_capital = c[C_DEMAND], c[C_NEED], c[C_SPEED], c[C_BY_CAPITAL]
        by_person, materials, tax, wage = c[C_BY_PERSON], c[C_MATERIALS], c[C_TAX], c[C_WAGE]
        loan_rate, loan_value, depreciation = c[C_LOAN_RATE], c[C_LOAN_VALUE], c[C_DEPRECIATION]
        accelerator, per_order = c[C_ACCELERATOR], c[C_CAPITAL_PER_ORDER]
        first_persons, first_capital = demand * entrant * need, entrant * per_order
        outputs = wage_sum = leavers = 0
        for j in range(n):
            weight, capital, loans = f[WEIGHT * BLOCK + j], f[CAPITAL * BLOCK + j], f[LOANS * BLOCK + j]
            efficiency, gone = hand[3 * BLOCK + j], hand[2 * BLOCK + j] > F(0.5)
            ordered = demand * weight
            persons = hire(f[PERSONS * BLOCK + j], ordered, efficiency, need, speed)
            output = produce(ordered, capital, persons, efficiency, by_capital, by_person)
            left = output * (F(1.0) - materials) * (F(1.0) - tax) - loan_rate * loans
            wages = wage_bill(wage, persons, left)
            change = _REPAYMENT * (loan_value * capital - loans)
            cash = f[CASH * BLOCK + j] + (left - wages) + change
            spent = invest(capital, ordered, cash, depreciation, accelerator, per_order)
            cash -= spent
            cash -= distribute(cash, output)
            f[WEIGHT * BLOCK + j] = entrant if gone else weight
            f[PRODUCTIVITY * BLOCK + j] = F(0.0) if gone else f[PRODUCTIVITY * BLOCK + j]
            f[PERSONS * BLOCK + j] = first_persons if gone else persons
            f[CAPITAL * BLOCK + j] = first_capital if gone else capital * (F(1.0) - depreciation) + spent
            f[CASH * BLOCK + j] = F(0.0) if gone else cash
            f[LOANS * BLOCK + j] = F(0.0) if gone else loans + change
            # Free rows behind the live ones are computed with the rest and not counted.
            counted = I64(j < live[page])
            outputs += counted * I64(output * _FIXED)
            wage_sum += counted * I64(wages * _FIXED)
            leavers += counted * I64(gone)
        sums[k, 0] += outputs
        sums[k, 1] += wage_sum
        sums[k, 2] += leavers


class Pages:
    """The sample in pages of one cell."""

    def __init__(self, sample: Sample) -> None:
        counts = np.diff(sample.starts)
        pages_of_cell = -(-counts // BLOCK)
        self.cell = np.repeat(np.arange(CELLS), pages_of_cell)
        behind = np.arange(self.cell.size) - np.repeat(
            np.cumsum(pages_of_cell) - pages_of_cell, pages_of_cell
        )
        self.live = np.minimum(counts[self.cell] - behind * BLOCK, BLOCK)
        self.alive = np.arange(BLOCK)[None, :] < self.live[:, None]
        self.floats = np.ones((self.cell.size, len(COLUMNS) * BLOCK), np.float32)
        self.ids = np.zeros((self.cell.size, BLOCK), np.uint32)
        self.ids[self.alive] = sample.ids
        for number, values in enumerate(sample.columns):
            self.floats[:, number * BLOCK : (number + 1) * BLOCK][self.alive] = values
        self.table = sample.table

    def step(self, number: int) -> np.ndarray:
        """Move every firm by one step."""
        sums = np.zeros((CELLS, len(SUMS)), np.int64)
        word = np.uint32(number * 0x9E3779B9 & 0xFFFFFFFF)
        all_rules(self.floats, self.ids, self.cell, self.live, self.table, word, sums)
        return sums / np.array([float(_FIXED), float(_FIXED), 1.0])

    def columns(self) -> np.ndarray:
        """Columns in the order of the sample."""
        views = self.floats.reshape(self.cell.size, len(COLUMNS), BLOCK)
        return np.stack([views[:, number][self.alive] for number in range(len(COLUMNS))])
