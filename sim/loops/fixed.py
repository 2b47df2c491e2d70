"""Fixed point of the sums, limits of exact whole yuan."""

from sim.kernels.maths import U64, F

FIXED = F(1048576.0)
"""Persons, weights and capital are summed in units of 2^-20."""
UNFIX = 1.0 / 1048576.0
LARGEST = F(9.0e15)
"""Yuan beyond 2^53 cannot be cast exactly; NaN fails the same comparison."""
HIGH = U64(32)
