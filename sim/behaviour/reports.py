"""What counties report beside what is true, and audits (上报数字与督察).

Reported = true x exp(m). Under pressure m drifts up by at most  mis x pressure  a year and stays, so growth is
overstated while pressure lasts; with the probability of an audit a year what is found is set right and a penalty is
due to the levels above. Ranks follow the growth that was reported for the last whole year.
Source: promotion pressure raised reported growth by 2.5 points a year, light at night by 0.5.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.chance import Use, draws
from sim.kernels.maths import U64, exp_array
from sim.loops import columns
from sim.rates import per_quarter
from sim.tables.treasury import Figure, Goal

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World

LAST_QUARTER = 3
"""Position of the quarter in which a year ends."""
MEMORY = 0.75
"""Share of a year's sum that is still in it a quarter later."""


def report(world: World, now: Quarter) -> None:
    """Sums of the year, drift of reports; in the last quarter of a year audits and ranks."""
    treasury, s = world.treasury, now.accounts
    gdp = world.opening.by_county(s[:, columns.OUTPUT] - s[:, columns.MATERIAL_COST])
    treasury.gdp_year = MEMORY * treasury.gdp_year + gdp
    arisen = world.opening.local_share * now.town_sums[:, columns.T_TAXES]
    treasury.town_taxes_year = MEMORY * treasury.town_taxes_year + arisen
    _drift(world)
    treasury.reported_so_far = treasury.reported_so_far + gdp * exp_array(treasury.misreport[:, Figure.GDP])
    if world.quarter % 4 == LAST_QUARTER:
        _rank(world)
        _audit(world)


def _drift(world: World) -> None:
    """Log of reported over true grows with the pressure behind each figure."""
    rules, treasury = world.scenario.parameters.effort, world.treasury
    pressure = treasury.pressure
    rivalry = rules.tournament_share * treasury.rank_gap
    growth = np.maximum(pressure[:, Goal.ATTRACTION], pressure[:, Goal.PARKS])
    of_figure = np.zeros_like(treasury.misreport)
    of_figure[:, Figure.GDP] = np.maximum(growth, pressure[:, Goal.LADDER]) + rivalry
    of_figure[:, Figure.FIRMS] = pressure[:, Goal.LADDER] + rivalry
    of_figure[:, Figure.VILLAGES] = pressure[:, Goal.VILLAGES]
    drift = per_quarter(rules.misreport_per_year) * of_figure
    treasury.misreport = np.minimum(treasury.misreport + drift, rules.misreport_limit_log)


def _rank(world: World) -> None:
    """Distance of a county's reported growth from the best county's; nobody is ranked in the first year."""
    rules, treasury = world.scenario.parameters.effort, world.treasury
    before = treasury.reported_last_year
    if (before > 0).all():
        growth = treasury.reported_so_far / before - 1.0
        treasury.rank_gap = np.clip((growth.max() - growth) / rules.rank_gap_per_year, 0.0, 1.0)
    whole_year = treasury.reported_so_far
    # A year that began in the middle is none: the first January opens the first whole one.
    treasury.reported_last_year = (
        whole_year if world.quarter - world.opening.trend.first >= LAST_QUARTER else before
    )
    treasury.reported_so_far = np.zeros_like(whole_year)


def _audit(world: World) -> None:
    """Draw who is audited; what is found is set right, and a penalty is due."""
    rules, treasury = world.scenario.parameters.effort, world.treasury
    worst = treasury.misreport.max(1)
    ids = np.array([int(code) for code in world.region.counties.ids], U64)
    chance = draws((int(world.key.seed), int(world.key.replicate)), ids, world.quarter, Use.AUDIT)[:, 0]
    caught = (chance < rules.audit_per_year) & (worst > rules.audit_threshold_log)
    fine = np.floor(rules.audit_penalty_share_of_revenue * 4.0 * np.maximum(world.counties.revenue, 0.0))
    treasury.penalty = treasury.penalty + np.where(caught, fine, 0.0).astype(np.int64)
    treasury.misreport = np.where(caught[:, None], 0.0, treasury.misreport)
    for county in np.flatnonzero(caught):
        note = "reported figures set right"
        world.log("audit", world.region.counties.ids[county], int(fine[county]), note)
