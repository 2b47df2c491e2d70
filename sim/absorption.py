"""How much of the help it is sent a county can use (吸纳能力): skill, services, and room beside its own spending.

Absorption = min(1, skill / k) min(1, service / k) max(0, 1 - receipts / (m own spending)), 0 to 1, with skill the
share of people with higher education beside the city's mean, service the quality of schools and hospitals (one is the
city's mean at the opening), k the capacity that absorbs all, m the receipts that leave no room. What a region does not
know does not bind. Sign: Li & Aimaitijiang 2024.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.kernels.maths import ordered_sum

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def absorption(world: World, now: Quarter) -> np.ndarray:
    """Absorption by county, with what programmes granted and counties and their towns spent this quarter."""
    spending = now.budgets.spending + world.opening.towns_to_counties(now.budgets.town_spending)
    return capacity(world) * room(
        now.programmes.grants.sum(0), spending, world.scenario.parameters.knowhow.receipts_limit_share
    )


def capacity(world: World) -> np.ndarray:
    """What skill and services allow, 0 to 1 by county: absorption before any money is sent."""
    full = world.scenario.parameters.knowhow.full_capacity_share
    return np.minimum(1.0, _skill(world) / full) * np.minimum(1.0, _service(world) / full)


def room(received: np.ndarray, spending: np.ndarray, limit: float) -> np.ndarray:
    """Room that receipts leave, 0 to 1: max(0, 1 - receipts / (limit x spending))."""
    return np.maximum(0.0, 1.0 - received / np.maximum(limit * spending, 1.0))


def _skill(world: World) -> np.ndarray:
    """Share of people with higher education beside the city's, by county."""
    residents, people = world.residents, world.counties.people
    if not residents.known:
        return np.ones(world.opening.counties)
    mean = ordered_sum(residents.skilled_share * people) / ordered_sum(people)
    return residents.skilled_share / max(mean, 1e-9)


def _service(world: World) -> np.ndarray:
    """Mean quality of schools and hospitals by county, weighted by people."""
    services, people = world.services, world.towns.people
    if not services.known:
        return np.ones(world.opening.counties)
    quality = 0.5 * (services.school_quality + services.hospital_quality)
    everybody = np.maximum(world.opening.towns_to_counties(people), 1e-9)
    return world.opening.towns_to_counties(quality * people) / everybody
