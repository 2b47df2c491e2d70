"""Places, beds and quality of schools and hospitals, with their running costs (教育与医疗).

Quality goes towards what upkeep allows: Q* = Q_opening (spending a head beside its path / r)^0.25 effort^0.1, where
r > 1 when places stand empty, as an empty place still costs 0.3 of a full one; what aid or a programme added wears off
without it. Services attract by (0.05 dQ_school + 0.03 dQ_hospital) / sd - 0.03 (ln children a place + ln people a
bed), all beside the opening. Running costs are part of ordinary county spending.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.kernels.maths import exp_array, log_array
from sim.tables.residents import YOUNG
from sim.tables.treasury import Goal

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World

LEAST = 0.05
"""Least spending or crowding beside the opening's that still counts: keeps logarithms finite."""


def serve(world: World, now: Quarter) -> None:
    """Quality of the quarter from planned spending, crowding, and what both mean to residents."""
    services, rules = world.services, world.scenario.parameters.services
    if not services.known:
        return
    county = world.opening.town_county
    children = world.residents.by_age(YOUNG) if world.residents.known else world.towns.people
    in_school = _log_crowding(children, services.school_places, services.children_per_place)
    in_bed = _log_crowding(world.towns.people, services.beds, services.people_per_bed)
    effort = log_array(np.maximum(world.treasury.effort[:, Goal.SERVICES], LEAST))
    upkeep = rules.quality_to_spending_elasticity * _log_spending(world, now)
    upkeep = (upkeep + rules.quality_to_effort_elasticity * effort)[county]
    idle = rules.quality_to_spending_elasticity * rules.idle_places_cost_share
    speed = rules.quality_adjustment_per_quarter
    school = services.school_quality_reference * exp_array(upkeep - idle * np.maximum(-in_school, 0.0))
    hospital = services.hospital_quality_reference * exp_array(upkeep - idle * np.maximum(-in_bed, 0.0))
    services.school_quality = services.school_quality + speed * (school - services.school_quality)
    services.hospital_quality = services.hospital_quality + speed * (hospital - services.hospital_quality)
    better_school = (services.school_quality - services.school_quality_reference) / rules.quality_sd_index
    better_care = (services.hospital_quality - services.hospital_quality_reference) / rules.quality_sd_index
    worth = rules.school_utility * better_school + rules.hospital_utility * better_care
    services.attraction = worth - rules.crowding_utility * (in_school + in_bed)


def _log_crowding(people: np.ndarray, places: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """Log of people a place beside the opening's; none where there were no places."""
    there = (reference > 0) & (places > 0)
    ratio = np.where(there, people / np.where(there, places * reference, 1.0), 1.0)
    return log_array(np.maximum(ratio, LEAST))


def _log_spending(world: World, now: Quarter) -> np.ndarray:
    """Log of planned county and town spending a head beside its path; the first quarter sets the path."""
    services, counties = world.services, world.counties
    spent = now.budgets.spending + world.opening.towns_to_counties(now.budgets.town_spending)
    a_head = spent / (counties.people * now.nominal)
    if not services.spending_reference.any():
        services.spending_reference = np.maximum(a_head, 1.0)
    return log_array(np.maximum(a_head / services.spending_reference, LEAST))
