"""Effort of county leaders among their goals (精力分配): more on what is measured means less on the rest.

    pressure  p_g = kappa x (pressure of targets + what the tournament adds to growth goals)
    wanted    s_g = (1 + p_g) / mean of the same
    effort    e_g = 1 + m (s_g - 1)
Effort is one in the mean and one everywhere without pressure, but for officials whom other counties post; the
tournament adds  share x elasticity x rank gap.
Sources: multitasking (m 0.1 to 0.6); rank gaps: no effect found by Pang, Keng & Zhang 2023, hence small.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.tables.treasury import Goal

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World

GROWTH_GOALS = (Goal.ATTRACTION, Goal.LADDER, Goal.PARKS)
"""Goals that count in the tournament of counties."""


def wanted_shares(pressure: np.ndarray) -> np.ndarray:
    """Weights of the goals, one in the mean of each county [counties, goals]."""
    weight = 1.0 + pressure
    total = np.zeros(weight.shape[0])
    for goal in range(weight.shape[1]):
        total = total + weight[:, goal]
    return weight / (total / weight.shape[1])[:, None]


def allocate(world: World, now: Quarter) -> None:
    """Effort of every county by goal, from the pressure of its targets and its rank."""
    rules, treasury = world.scenario.parameters.effort, world.treasury
    pressure = treasury.pressure.copy()
    for goal in GROWTH_GOALS:
        pressure[:, goal] += rules.tournament_share * rules.rank_elasticity * treasury.rank_gap
    shares = wanted_shares(rules.pressure_weight * pressure)
    treasury.effort = 1.0 + rules.moved_share * (shares - 1.0) + treasury.helped
