"""What indices are taken of: the points of a design, the outcome at each by replicate, and which of them are whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError, Problem

Array = NDArray[Any]
LEAST_SHARE = 0.5
"""Share of blocks that must be whole: indices of a smaller part would be those of what does not fail."""


@dataclass(frozen=True, eq=False)
class Sample:
    """Points and outcomes; the same replicates, so the same chance, at every point."""

    names: tuple[str, ...]
    """Factors."""
    groups: tuple[str, ...]
    """The group of each factor; its own name where it stands alone."""
    points: Array
    """Values of the factors [points, factors]."""
    values: Array
    """The outcome [points, replicates], NaN where a run failed."""

    @property
    def group_names(self) -> tuple[str, ...]:
        """Groups in the order in which their first factor stands."""
        return tuple(dict.fromkeys(self.groups))

    @property
    def members(self) -> dict[str, int]:
        """Group -> how many factors it has."""
        return {name: self.groups.count(name) for name in self.group_names}


@dataclass(frozen=True, eq=False)
class Whole:
    """The blocks of points without a failed run: trajectories of Morris, blocks of Saltelli, single points."""

    rows: Array
    """Points kept [blocks, points of a block]."""
    dropped: int

    @property
    def kept(self) -> int:
        """Number of blocks kept."""
        return len(self.rows)


def whole_blocks(values: Array, size: int, fewest: int, what: str) -> Whole:
    """The blocks of `size` points in which no run failed; raises InputError where too few are left.

    A failed run takes its whole block with it: a trajectory with a hole, or a block of Saltelli's scheme without one
    of its points, has no index, and filling the hole would invent one.
    """
    count = len(values) // size
    if count * size != len(values):
        given = f"{len(values)} points are not whole {what} of {size}"
        raise InputError([Problem("sensitivity", given, "finish the runs first")])
    rows = np.arange(count * size).reshape(count, size)
    fine = np.isfinite(values).all(axis=1)[rows].all(axis=1)
    kept = int(fine.sum())
    if kept < fewest or kept < LEAST_SHARE * count:
        given = f"{kept} of {count} {what} are without a failed run"
        needed = max(fewest, int(np.ceil(LEAST_SHARE * count)))
        raise InputError([Problem("sensitivity", given, f"at least {needed} are needed")])
    return Whole(rows[fine], count - kept)
