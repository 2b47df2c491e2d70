"""Stocks of the towns (镇域公共服务、环境与旅游): places, beds, quality, sights, facilities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.stocks.stock import Build, Cost, Stock, Upkeep, bought, cost_of, no_cost, works
from sim.tables.environment import Facility

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def _places(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
    """School places; where they stand empty they thin out what the others get."""
    world.services.add_places(yuan, now.price, cost)


def _beds(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
    """Hospital beds; where they stand empty they thin out what the others get."""
    world.services.add_beds(yuan, now.price, cost)


def _points(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
    """Points of everyday services."""
    world.services.add_points(yuan, now.price, cost)


def _quality(domain: str) -> Build:
    def build(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
        """Quality rises; what is not paid for again wears off."""
        sd = world.scenario.parameters.services.quality_sd_index
        world.services.raise_quality(domain, yuan, world.towns.people, now.price, cost, sd)

    return build


def _falling_back(world: World) -> float:
    """What is left of quality beyond what ordinary spending allows falls by so much a year."""
    return 4.0 * world.scenario.parameters.services.quality_adjustment_per_quarter


def _sights(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
    """Sights that draw visits, a part of them from other sights."""
    world.visits.build(yuan / now.price, cost)


def _keep_sights(world: World, now: Quarter, yuan: np.ndarray) -> None:
    """Running costs of new sights."""
    world.visits.pay_upkeep(yuan / now.price)


def _facility(kind: Facility) -> Build:
    def build(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
        """Facilities of a kind make a town pleasanter, each a little less."""
        world.environment.build(kind, yuan / now.price, cost or 1.0)

    return build


def _keep_facility(kind: Facility) -> Upkeep:
    def upkeep(world: World, now: Quarter, yuan: np.ndarray) -> None:
        """Running costs of facilities of a kind."""
        world.environment.pay_upkeep(kind, yuan / now.price)

    return upkeep


def _pleasant(name: str, kind: Facility, zh: str, en: str, unit: str, cost: Cost) -> Stock:
    does = (
        "the town's environment is better, each facility adding a little less; more people like to live there"
    )
    wear = cost_of("environment.wear_per_year")
    return works(name, "town", zh, en, unit, does, cost, _facility(kind), _keep_facility(kind), wear)


def _better(name: str, domain: str, zh: str, en: str) -> Stock:
    return bought(
        name,
        "town",
        zh,
        en,
        "residents a standard deviation",
        "staff and equipment raise quality, which wears off without them; more people like to live there",
        cost=cost_of("services.staff_yuan_per_person"),
        build=_quality(domain),
        wear=_falling_back,
    )


TOWNS = (
    works(
        "school_places",
        "town",
        "学位",
        "school places",
        "places",
        "schools are less crowded; empty places thin out quality",
        cost=cost_of("services.school_place_yuan"),
        build=_places,
    ),
    works(
        "hospital_beds",
        "town",
        "床位",
        "hospital beds",
        "beds",
        "hospitals are less crowded; empty beds thin out quality",
        cost=cost_of("services.bed_yuan"),
        build=_beds,
    ),
    _better("school_quality", "school", "学校质量", "quality of schools"),
    _better("hospital_quality", "hospital", "医院质量", "quality of hospitals"),
    works(
        "service_points",
        "town",
        "便民服务点",
        "points of everyday services",
        "points",
        "everyday services are nearer",
        cost=cost_of("services.service_point_yuan"),
        build=_points,
    ),
    works(
        "sights",
        "town",
        "景点",
        "sights",
        "visits a year",
        "visits, a part of them taken from other sights of the region; visitors from outside spend money",
        cost=cost_of("tourism.sight_cost_yuan"),
        build=_sights,
        upkeep=_keep_sights,
        wear=cost_of("tourism.sight_wear_per_year"),
    ),
    _pleasant(
        "toilets",
        Facility.TOILETS,
        "公厕",
        "public toilets",
        "toilets",
        cost_of("environment.toilet_cost_yuan"),
    ),
    _pleasant(
        "sports_grounds",
        Facility.SPORTS_GROUNDS,
        "运动场",
        "sports grounds",
        "grounds",
        cost_of("environment.sports_ground_cost_yuan"),
    ),
    _pleasant(
        "belts",
        Facility.BELTS,
        "乡村振兴示范带",
        "demonstration belts",
        "km",
        cost_of("environment.belt_cost_yuan"),
    ),
    _pleasant("environment_works", Facility.WORKS, "环境治理", "works for the environment", "yuan", no_cost),
)
