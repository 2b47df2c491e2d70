"""Stocks of the parks (园区): serviced land, standard plants, common services.

Land and floor are built up to what the park has room for; yuan beyond that are spent and leave nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.stocks.stock import bought, cost_of, works

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def _service(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> np.ndarray:
    """Planned land goes under construction and is serviced a phase later, as far as any is planned."""
    return world.parks.service_land(yuan, cost * now.price)


def _raise_plants(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> np.ndarray:
    """Standard plants go under construction and are let a phase later, up to the highest floor area ratio."""
    highest = world.scenario.parameters.parks.highest_floor_area_ratio
    return world.parks.build_plants(yuan, cost * now.price, highest)


def _improve(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
    """Common services raise a park's quality, less the better it is."""
    world.parks.raise_quality(yuan / now.price, cost)


def _keep_up(world: World, now: Quarter, yuan: np.ndarray) -> None:
    """Running costs of common services."""
    world.parks.pay_upkeep(yuan / now.price)


PARKS = (
    works(
        "serviced_land",
        "park",
        "园区熟地",
        "serviced land",
        "mu",
        "land that projects can buy, a year later; as much as is planned",
        cost=cost_of("parks.service_cost_yuan_per_mu"),
        build=_service,
    ),
    works(
        "standard_plants",
        "park",
        "标准厂房",
        "standard plants",
        "m2",
        "floor that the park company lets, a year later; up to the highest floor area ratio",
        cost=cost_of("parks.plant_cost_yuan_per_m2"),
        build=_raise_plants,
    ),
    bought(
        "park_quality",
        "park",
        "园区服务品质",
        "common services of parks",
        "mu half way to the best",
        "firms in the park are more productive once its quality is above the threshold",
        cost=cost_of("stocks.park_quality_yuan_per_mu"),
        build=_improve,
        upkeep=_keep_up,
        wear=cost_of("stocks.park_quality_wear_per_year"),
    ),
)
