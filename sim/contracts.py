"""What a contract of an investment project amounts to (合同与到位): its size, how much of it is executed.

Not a behaviour: the pipeline at the opening and the leads of a quarter both follow these rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.kernels.maths import power_array

if TYPE_CHECKING:
    from sim.parameters.projects import Projects as Rules


def power(base: float, exponent: float) -> float:
    """base^exponent with the same bits everywhere."""
    return float(power_array(np.array([base]), exponent)[0])


def size(least: float, most: float, uniform: np.ndarray) -> np.ndarray:
    """Pareto with exponent 1/2 between least and most: S = least / (1 - u (1 - sqrt(least / most)))^2."""
    left = 1.0 - uniform * (1.0 - np.sqrt(least / most))
    return np.asarray(least / (left * left))


def executed(rules: Rules, uniform: np.ndarray) -> np.ndarray:
    """Share of its contract a started project executes: u^k with mean executed / started."""
    mean = min(rules.executed_share / rules.start_share, 0.99)
    return np.asarray(power_array(np.ascontiguousarray(uniform, np.float64), (1.0 - mean) / mean))


def opening_share(rules: Rules) -> float:
    """Mean of the executed share over started projects, those that fail counted as nothing: (1 - u0^(k+1)) / (k+1)."""
    mean = min(rules.executed_share / rules.start_share, 0.99)
    exponent = (1.0 - mean) / mean
    least = power(max(rules.failed_below_share, 1e-12), 1.0 / exponent)
    return (1.0 - power(least, exponent + 1.0)) / (exponent + 1.0)


def building_quarters(rules: Rules, uniform: np.ndarray) -> np.ndarray:
    """Instalments of a project, even between the least and the most."""
    span = max(rules.build_most_quarters - rules.build_least_quarters + 1, 1)
    return np.asarray(rules.build_least_quarters + np.floor(span * uniform).astype(np.int64))
