"""Stocks of the villages (村集体与村容村貌): assets, supervision, leaders, looks, services, land."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Kind
from sim.requests import Basket
from sim.stocks.stock import Stock, bought, cost_of, works
from sim.village_works import build_works, order_works

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def _order_assets(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
    """The collective orders works."""
    if yuan.any():
        order_works(world, now, yuan)


def _assets(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
    """Works that are done join its assets, as far as it absorbs them; a part never earns."""
    if yuan.any():
        build_works(world, now, yuan)


def _supervise(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
    """Less leaks; what is not paid for again wears off."""
    world.villages.supervise(yuan / now.price, cost)


def _train_leaders(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
    """Governance gains (m - lift) x / (1 + x), x = yuan / cost, m the most that training adds."""
    villages, most = world.villages, world.scenario.parameters.stocks.leader_training_most
    x = yuan / (cost * now.price)
    villages.lift = villages.lift + np.maximum(most - villages.lift, 0.0) * x / (1.0 + x)


def _beautify(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
    """Works for the look of the village, which wear."""
    world.villages.beautify(yuan / now.price, cost)


def _bring_near(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
    """Minutes to everyday services fall, less and less."""
    rules = world.scenario.parameters.villages
    near = rules.service_point_effect, rules.service_least_minutes
    world.villages.bring_services_near(yuan / now.price, cost, *near)


def _let_land(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> np.ndarray:
    """Idle construction land enters the market, as far as there is any; what is beyond is lost."""
    let = np.minimum(yuan / (cost * now.price), world.villages.idle_land)
    world.villages.let_land(let)
    return let * (cost * now.price)


VILLAGES = (
    Stock(
        "village_assets",
        "village",
        Kind.VILLAGE_GRANTS,
        "村集体资产",
        "assets of collectives",
        does="the collective earns rents, or nothing where the project fails; upkeep is owed either way",
        basket=Basket.PUBLIC_INVESTMENT,
        receiver="collective",
        build=_assets,
        wear=cost_of("villages.depreciation_per_year"),
        order=_order_assets,
    ),
    bought(
        "village_supervision",
        "village",
        "三资监管",
        "supervision of collectives",
        "villages half supervised",
        "less of the collective's rents leaks",
        cost=cost_of("villages.supervision_cost_yuan"),
        build=_supervise,
        wear=cost_of("villages.supervision_wear_per_year"),
    ),
    bought(
        "village_governance",
        "village",
        "村干部培训",
        "training of village leaders",
        "villages half way",
        "better returns, less leakage, better terms for land; limited, and fading",
        cost=cost_of("stocks.leader_training_yuan"),
        build=_train_leaders,
        wear=cost_of("villages.secretary_decay_per_year"),
    ),
    works(
        "village_look",
        "village",
        "村容村貌",
        "the look of villages",
        "demonstration villages",
        "the village meets a higher standard: livable, beautiful, demonstration",
        cost=cost_of("villages.amenity_cost_yuan"),
        build=_beautify,
        wear=cost_of("villages.amenity_wear_per_year"),
    ),
    works(
        "village_services",
        "village",
        "村级服务圈",
        "services near villages",
        "points or km of road",
        "everyday services are fewer minutes away",
        cost=cost_of("villages.service_point_cost_yuan"),
        build=_bring_near,
        wear=cost_of("villages.amenity_wear_per_year"),
    ),
    bought(
        "village_land",
        "village",
        "集体建设用地入市",
        "letting of idle construction land",
        "mu",
        "idle construction land of the collective is let and earns rent",
        cost=cost_of("stocks.land_letting_yuan_per_mu"),
        build=_let_land,
    ),
)
