"""What every peer starts from and has to come to: firms, constants by cell, and the ten rules in words.

Per firm and step, with three uniforms u, v, w drawn from the firm's id and the step:

 1. reweigh: weight <- weight exp(WEIGHT_SD laplace(u) + REPLICATOR productivity - OFFSET)
 2. learn: productivity <- KEEP productivity + PRODUCTIVITY_SD laplace(v); e = exp(productivity)
 3. order: ordered = DEMAND weight
 4. hire: persons <- max(persons + SPEED (ordered NEED / e - persons), 0)
 5. produce: output = min(ordered, capital BY_CAPITAL, persons BY_PERSON e)
 6. pay: added = output (1 - MATERIALS); left = added (1 - TAX) - LOAN_RATE loans;
    wages = min(WAGE persons, max(left, 0)); net = left - wages
 7. borrow: change = REPAYMENT (LOAN_VALUE capital - loans); loans <- loans + change; cash <- cash + net + change
 8. invest: wanted = DEPRECIATION capital + ACCELERATOR (ordered CAPITAL_PER_ORDER - capital);
    spent = min(max(wanted, 0), max(cash, 0)); capital <- capital (1 - DEPRECIATION) + spent; cash <- cash - spent
 9. distribute: cash <- cash - PAYOUT max(cash - BUFFER output, 0)
10. leave: when w < HAZARD (ENTRANT / weight)^SIZE_EXPONENT the firm gives its place to an entrant

and the sums of output, wages and leavers by cell. Nothing here is calibrated; the rules only have the shape and
the cost of a model's, and never change, so that ratios of different years can be compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

COLUMNS = ("weight", "productivity", "persons", "capital", "cash", "loans")
SUMS = ("output", "wages", "leavers")
CELLS = 84

# Constants that differ by cell, in the order of the table's columns.
CONSTANTS = (
    "DEMAND", "NEED", "SPEED", "BY_CAPITAL", "BY_PERSON", "MATERIALS", "TAX", "WAGE", "LOAN_RATE", "LOAN_VALUE",
    "DEPRECIATION", "ACCELERATOR", "CAPITAL_PER_ORDER", "WEIGHT_SD", "OFFSET", "KEEP", "PRODUCTIVITY_SD", "HAZARD",
    "ENTRANT",
)  # fmt: skip

REPLICATOR, REPAYMENT, PAYOUT, BUFFER, SIZE_EXPONENT = 0.05, 0.1, 0.5, 0.25, 0.5
"""Constants that are the same everywhere."""

_TYPICAL = (
    1.02,
    4e-6,
    0.5,
    0.3,
    2.4e5,
    0.6,
    0.05,
    9e4,
    0.012,
    0.4,
    0.02,
    0.1,
    3.6,
    0.06,
    0.004,
    0.95,
    0.05,
    0.02,
    5e4,
)


@dataclass(frozen=True)
class Sample:
    """Firms sorted by cell: float32 columns [6, firms], uint32 ids, first row of each cell, float32 constants."""

    columns: np.ndarray
    ids: np.ndarray
    starts: np.ndarray
    table: np.ndarray

    @property
    def firms(self) -> int:
        """How many firms there are."""
        return int(self.ids.size)

    def cells_of_firms(self) -> np.ndarray:
        """Cell of every firm."""
        return np.repeat(np.arange(CELLS), np.diff(self.starts))


class Peer(Protocol):
    """One way to write the rules."""

    def step(self, number: int) -> np.ndarray:
        """Move every firm by one step; the sums [cells, 3], float64."""

    def columns(self) -> np.ndarray:
        """The firms' columns in the order of the sample, float32 [6, firms]."""


def draw_sample(firms: int, seed: int = 0) -> Sample:
    """A sample of so many firms in cells of unequal size; sizes of firms are Pareto, as real ones are."""
    generator = np.random.Generator(np.random.PCG64(seed))
    sizes = generator.pareto(1.1, CELLS) + 0.2
    inner = np.round(np.cumsum(sizes)[:-1] / sizes.sum() * firms).astype(np.int64)
    starts = np.concatenate([[0], inner, [firms]])
    table = (np.array(_TYPICAL) * generator.uniform(0.97, 1.03, (CELLS, len(_TYPICAL)))).astype(np.float32)
    cells = np.repeat(np.arange(CELLS), np.diff(starts))
    of_firm = table[cells].T.astype(np.float64)
    weight = of_firm[CONSTANTS.index("ENTRANT")] * np.minimum(generator.pareto(1.1, firms) + 1.0, 1e4)
    capital = weight * of_firm[CONSTANTS.index("CAPITAL_PER_ORDER")]
    productivity = 0.1 * generator.standard_normal(firms)
    persons = weight * of_firm[CONSTANTS.index("NEED")] / np.exp(productivity)
    columns = np.stack([weight, productivity, persons, capital, 0.2 * weight, 0.3 * capital]).astype(
        np.float32
    )
    ids = generator.permutation(firms).astype(np.uint32)
    return Sample(columns, ids, starts, table)
