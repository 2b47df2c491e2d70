"""Statistics of the block projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.locate import counties_of
from sim.region.anchors import read_anchors
from sim.tables.projects import Stage
from sim.tables.rows import find_rows, values_of

if TYPE_CHECKING:
    from sim.measures.found import Found
    from sim.quarter import Quarter
    from sim.world import World

BATTERY = "battery"
LARGE = 1e8
"""Yuan of contract value from which a project counts as large (亿元以上)."""
STAGES = {
    "projects_signed": Stage.SIGNED,
    "projects_building": Stage.BUILDING,
    "projects_ramping": Stage.RAMPING,
    "projects_producing": Stage.PRODUCING,
    "projects_moved_inside": Stage.MOVED,
}


def measure(world: World, now: Quarter, found: Found) -> None:
    """Counts and contract values by park, output by origin, anchors and concentration by county."""
    projects, parks = world.projects, world.projects.failed.size
    here, counties = counties_of(world), world.opening.counties
    by_park: dict[str, np.ndarray] = {}
    for key, stage in STAGES.items():
        by_park[key] = np.bincount(projects.park[projects.stage == stage], minlength=parks).astype(np.float64)
    large = (projects.signed >= LARGE) & (projects.stage != Stage.MOVED)
    by_park["projects_above_100m"] = np.bincount(projects.park[large], minlength=parks).astype(np.float64)
    by_park["projects_failed"], by_park["projects_dropped"] = projects.failed, projects.dropped
    by_park["investment_signed"] = projects.signed_now
    by_park["landed_project_investment"] = projects.landed_now
    by_park["investment_executed"] = projects.executed_now
    made = _output(world)
    moved = projects.stage == Stage.MOVED
    for key, chosen in (("output_from_outside", ~moved), ("output_moved_inside", moved)):
        by_park[key] = _sums(projects.park, np.where(chosen, made, 0), parks)
    by_park["output_new_arrivals"] = by_park["output_from_outside"] + by_park["output_moved_inside"]
    found.park.update({key: values.copy() for key, values in by_park.items()})
    found.county.update({key: _sums(here, values, counties) for key, values in by_park.items()})
    _anchors(world, found, made)
    came, inside = found.county["output_new_arrivals"], found.county["output_moved_inside"]
    found.county["diversion_share"] = inside / np.maximum(came, 1)
    found.city["diversion_share"] = np.atleast_1d(inside.sum() / max(int(came.sum()), 1))
    found.county["firms_moved_net"] = now.firms_moved.copy()
    found.county["output_concentration"] = projects.concentration.copy()
    found.city["leads_lost"] = np.array([float(projects.lost_now.sum())])


def _sums(where: np.ndarray, values: np.ndarray, count: int) -> np.ndarray:
    """Sums by place, of the values' own kind."""
    total = np.zeros(count, values.dtype)
    np.add.at(total, where, values)
    return total


def _output(world: World) -> np.ndarray:
    """Quarterly output of every project's firm, whole yuan: its sales of four quarters over four."""
    projects = world.projects
    made = np.zeros(projects.stage.size, np.int64)
    has = np.flatnonzero(projects.has_firm)
    at = (projects.cell[has], projects.firm[has], projects.page[has], projects.row[has])
    page, row = find_rows(world.firms, *at)
    sales = values_of(world.firms, page, row, "sales").astype(np.float64)
    made[has] = np.where(page >= 0, sales / 4.0, 0.0).astype(np.int64)
    return made


def _anchors(world: World, found: Found, made: np.ndarray) -> None:
    """Output of the anchors; the battery chain: its anchors and all plants of their sector in their county."""
    projects, opening = world.projects, world.opening
    page, row = find_rows(world.firms, projects.anchor_cell, projects.anchor_firm)
    sales = values_of(world.firms, page, row, "sales").astype(np.float64)
    output = np.where((page >= 0) & (projects.anchor_firm > 0), sales / 4.0, 0.0).astype(np.int64)
    county = opening.county_of[projects.anchor_cell]
    found.county["output_anchors"] = _sums(county, output, opening.counties)
    chain = np.array([anchor.chain == BATTERY for anchor in read_anchors(world.region)], np.bool_)
    cells = np.unique(projects.anchor_cell[chain])
    native = chain & ~np.isin(projects.anchor_firm, projects.firm)
    total = _sums(county[native], output[native], opening.counties)
    plants = projects.has_firm & np.isin(projects.cell, cells)
    np.add.at(total, opening.county_of[projects.cell[plants]], made[plants])
    found.county["output_battery_chain"] = total
