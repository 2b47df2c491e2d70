"""Productivity of a firm beside its sector's trend (生产率): a stationary walk in logs.

The trend itself is labour-augmenting and common to all sectors in value terms (tests of the core economy).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.kernels.maths import log_array, rule

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


@rule
def learn(productivity, shock, keep, sd):
    """Log productivity next quarter: a' = (1-rho) a + sd sqrt(1-(1-rho)^2) eps, eps of unit variance."""
    return keep * productivity + sd * shock


def read_roads(world: World) -> None:
    """Log productivity a county's public capital gives its firms: a_road ln(R / R_reference), none where R is none."""
    elasticity = world.scenario.parameters.productivity.road_elasticity
    counties = world.counties
    there = (counties.public_capital > 0) & (counties.public_capital_reference > 0)
    capital = np.where(there, counties.public_capital, 1.0)
    reference = np.where(there, counties.public_capital_reference, 1.0)
    counties.road_productivity = elasticity * log_array(capital / reference)


def advance_trend(world: World, now: Quarter) -> None:
    """Output per worker of every cell and the reference of public capital grow with the common trend."""
    world.cells.productivity = world.cells.productivity * (1.0 + now.growth)
    world.counties.public_capital_reference = world.counties.public_capital_reference * (1.0 + now.growth)
