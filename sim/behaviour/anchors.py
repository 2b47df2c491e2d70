"""Named anchors (链主企业): suppliers follow them, and a county that lives on one falls with it.

Share of a county's cell: output of its anchors over the sector's output in the city. It pulls leads of the sector to
the city and to the county (`sim/locate.py`). Herfindahl index of a county: sum of squared shares of value added of its
firms above the threshold, looked at every January.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.calendar import is_january
from sim.tables.rows import find_rows, large_rows, values_of

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def pull_suppliers(world: World, now: Quarter) -> None:
    """Look at the anchors' weight in their chains; once a year at every county's large firms."""
    projects = world.projects
    if projects.anchor_firm.size:
        projects.anchor_share = _shares(world)
        if now.t == 0:
            projects.anchor_share_opening = projects.anchor_share.copy()
    if is_january(now.number) or now.t == 0:
        look_at_large(world)


def output_of_anchors(world: World) -> np.ndarray:
    """Sales of each anchor over the last four quarters, yuan; 0 for one that is not there."""
    projects = world.projects
    page, row = find_rows(world.firms, projects.anchor_cell, projects.anchor_firm)
    there = (page >= 0) & (projects.anchor_firm > 0)
    return np.where(there, values_of(world.firms, page, row, "sales").astype(np.float64), 0.0)


def _shares(world: World) -> np.ndarray:
    opening = world.opening
    made = np.bincount(world.projects.anchor_cell, output_of_anchors(world), opening.cells)
    total = 4.0 * world.cells.last_output.reshape(opening.counties, opening.sectors).sum(0)
    return np.asarray(np.minimum(made / np.maximum(total, 1.0)[opening.sector_of], 1.0))


def look_at_large(world: World) -> None:
    """Concentration of every county's value added, and who is large enough to think of moving."""
    firms, opening, projects = world.firms, world.opening, world.projects
    rules = world.scenario.parameters.projects
    page, row = large_rows(firms, min(world.opening.above_scale_threshold, rules.moving_least_sales_yuan))
    cell, sales = firms.cell[page], values_of(firms, page, row, "sales").astype(np.float64)
    added = sales * (1.0 - opening.materials_share[cell])
    total = opening.by_county(world.cells.last_output * (1.0 - opening.materials_share)) * 4.0
    squares = np.bincount(opening.county_of[cell], added * added, opening.counties)
    projects.concentration = squares / np.maximum(total * total, 1.0)
    local = values_of(firms, page, row, "origin") == 0
    anchor = np.isin(firms.ids[page, row], projects.anchor_firm)
    may = opening.industry[cell] & local & ~anchor & (sales >= rules.moving_least_sales_yuan)
    projects.candidates, projects.candidate_cell = firms.ids[page, row][may], cell[may]
