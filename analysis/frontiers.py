"""What no other beats in both cost and gain: one rule for goals, scenarios and points of sweeps."""

from __future__ import annotations

from collections.abc import Sequence


def undominated(costs: Sequence[float], gains: Sequence[float]) -> list[int]:
    """Positions of those for which no other costs as little and gains more, cheapest first."""
    found: list[int] = []
    for one in sorted(range(len(costs)), key=lambda at: (costs[at], -gains[at])):
        if not found or gains[one] > gains[found[-1]]:
            found.append(one)
    return found
