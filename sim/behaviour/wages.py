"""Wages of a county beside the trend (工资): a wage curve with a pull back to the wage outside.

d ln w = phi_u (u* - u) - phi_o ln w, per quarter; who works in another county is not idle at home.
Source: own tests of the core economy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.loops import columns
from sim.loops.fixed import UNFIX

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def adjust(world: World, now: Quarter) -> None:
    """Employment of the quarter, unemployment, and the wage it leads to."""
    labour, counties, opening = world.scenario.parameters.labour, world.counties, world.opening
    counties.employment = opening.by_county(now.accounts[:, columns.EMPLOYED]) * UNFIX
    now.labour_force = counties.labour_force.copy()
    unemployment = 1.0 - (counties.employment - now.pool) / counties.labour_force
    push = labour.wage_to_unemployment_per_quarter * (opening.unemployment - unemployment)
    counties.attraction_gap = unemployment - opening.unemployment
    counties.last_log_wage = counties.log_wage
    counties.log_wage = counties.log_wage + push - labour.wage_return_per_quarter * counties.log_wage
