"""Stocks for farming (特色农业): planting, fields and ponds, traceability, manors; land stays what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.stocks.stock import Build, Upkeep, bought, cost_of, works
from sim.tables.farms import Works

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def _plant(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
    """Orchards are planted next quarter, as far as land is found."""
    world.farms.pay_planting(yuan / now.price, cost)


def _build(kind: Works) -> Build:
    def build(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> np.ndarray:
        """Works of a kind, as far as there is land for them; what is beyond is lost."""
        unit = cost or 1.0
        return world.farms.build(kind, yuan / now.price, unit) * (unit * now.price)

    return build


def _keep_up(kind: Works) -> Upkeep:
    def upkeep(world: World, now: Quarter, yuan: np.ndarray) -> None:
        """Running costs of works of a kind."""
        world.farms.pay_upkeep(kind, yuan / now.price)

    return upkeep


def _manors(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
    """Manors, parts of one while it is built."""
    world.farms.build_manors(yuan / now.price, cost)


FARMS = (
    works(
        "orchards",
        "county",
        "柑园扩种",
        "orchards planted",
        "mu",
        "orchards that bear after three years; land comes from slopes, fallow and, within the rules, other crops",
        cost=cost_of("farming.planting_cost_yuan"),
        build=_plant,
    ),
    bought(
        "traceability",
        "county",
        "陈皮溯源",
        "traceability of peel",
        "mu of orchards",
        "less peel is counterfeit, so consumers buy more of what is genuine",
        cost=cost_of("farming.traceability_cost_yuan"),
        build=_build(Works.TRACEABILITY),
        upkeep=_keep_up(Works.TRACEABILITY),
        wear=cost_of("farming.traceability_wear_per_year"),
    ),
    works(
        "high_standard_farmland",
        "county",
        "高标准农田",
        "high-standard farmland",
        "mu",
        "rice land bears more; as much of it as there is",
        cost=cost_of("farming.high_standard_cost_yuan"),
        build=_build(Works.HIGH_STANDARD),
        upkeep=_keep_up(Works.HIGH_STANDARD),
        wear=cost_of("farming.high_standard_wear_per_year"),
    ),
    bought(
        "demonstration_fields",
        "county",
        "高产示范田",
        "demonstration fields",
        "mu",
        "high-standard fields bear more still; as much of them as there is",
        cost=cost_of("farming.demonstration_cost_yuan"),
        build=_build(Works.DEMONSTRATION),
        upkeep=_keep_up(Works.DEMONSTRATION),
        wear=cost_of("farming.demonstration_wear_per_year"),
    ),
    works(
        "ponds",
        "county",
        "鱼塘改造",
        "renewal of ponds",
        "mu",
        "ponds give more fish and prawns; as many as there are",
        cost=cost_of("farming.pond_cost_yuan"),
        build=_build(Works.POND_FACILITIES),
        upkeep=_keep_up(Works.POND_FACILITIES),
        wear=cost_of("farming.pond_wear_per_year"),
    ),
    works(
        "specialities",
        "county",
        "其他特色产业",
        "other specialities",
        "yuan",
        "capital of other specialities, which sell more outside",
        build=_build(Works.SPECIALITIES),
        upkeep=_keep_up(Works.SPECIALITIES),
        wear=cost_of("farming.speciality_wear_per_year"),
    ),
    works(
        "chenpi_manors",
        "town",
        "陈皮庄园",
        "chenpi manors",
        "manors",
        "counted only: demand while they are built",
        cost=cost_of("farming.manor_cost_yuan"),
        build=_manors,
    ),
)
