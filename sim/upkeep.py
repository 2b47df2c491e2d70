"""What was built must be kept up (管护): whose running costs are not paid wears twice as fast.

What stood at the opening is kept up by ordinary spending and does not wear; only what was added since does.
"""

from __future__ import annotations

import numpy as np

from sim.rates import per_quarter


def due(added: np.ndarray, running_cost_per_year: np.ndarray) -> np.ndarray:
    """Running costs of added works, yuan a quarter at the price level of the cost."""
    return per_quarter(running_cost_per_year) * added


def after_wear(
    added: np.ndarray, paid: np.ndarray, running_cost_per_year: np.ndarray, wear_per_year: np.ndarray
) -> np.ndarray:
    """What is left of added works after a quarter: W (1 - d (2 - s)), s the share of running costs paid (0 to 1).

    Works in units, running cost in yuan a unit and year, paid in yuan of the quarter, both at one price level.
    """
    owed = due(added, running_cost_per_year)
    share = np.where(owed > 0.0, np.minimum(1.0, paid / np.where(owed > 0.0, owed, 1.0)), 1.0)
    return added * np.maximum(0.0, 1.0 - per_quarter(wear_per_year) * (2.0 - share))
