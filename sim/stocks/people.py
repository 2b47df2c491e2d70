"""Stocks for people (人才、返乡、培训、消费、兜底): who comes, who comes home, who is taught, who is paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Kind
from sim.stocks.stock import Build, Stock, bought, cost_of
from sim.tables.residents import Talent
from sim.talent import recruit, train

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def _welcome(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
    """People come home this quarter as under so strong a programme; beyond a full one money buys nothing."""
    world.residents.welcome_home(yuan, now.price, cost, world.opening.town_county)


def _train(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
    """Adults without higher education become skilled."""
    train(world, yuan, now.price, cost)


def _bring(kind: Talent) -> Build:
    def build(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
        """Talent comes from outside the region."""
        recruit(world, kind, yuan, now.price, cost)

    return build


def _give_vouchers(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
    """Households spend vouchers next quarter by a rule of their own."""
    world.counties.vouchers = world.counties.vouchers + yuan


def _talent(name: str, kind: Talent, zh: str, en: str) -> Stock:
    return Stock(
        name,
        "county",
        Kind.TRANSFERS_TO_HOUSEHOLDS,
        zh,
        en,
        "persons",
        "skilled adults move here from outside the region",
        receiver="households",
        cost=cost_of("residents.talent_yuan_per_person"),
        build=_bring(kind),
    )


PEOPLE = (
    bought(
        "returnees",
        "county",
        "返乡创业",
        "a welcome for those who come home",
        "persons away, a year",
        "registered people come home while it is paid, one in ten of them founds a firm",
        cost=cost_of("residents.return_yuan_per_person"),
        build=_welcome,
    ),
    bought(
        "training",
        "county",
        "技能培训",
        "training of skills",
        "persons",
        "adults without higher education become skilled",
        cost=cost_of("stocks.training_yuan_per_person"),
        build=_train,
    ),
    _talent("managers", Talent.MANAGERS, "经营管理人才", "managers"),
    _talent("health_staff", Talent.HEALTH, "卫生人才", "health staff"),
    _talent("scientists", Talent.SCIENCE, "科技人才", "scientists and engineers"),
    bought(
        "doctoral_platforms",
        "county",
        "博士与博士后平台",
        "doctoral platforms",
        "platforms",
        "counted only: they bring nobody by themselves",
        cost=cost_of("residents.doctoral_platform_yuan"),
        build=_bring(Talent.DOCTORAL_PLATFORMS),
    ),
    Stock(
        "consumption",
        "county",
        Kind.VOUCHERS,
        "消费券",
        "vouchers",
        does="households buy more next quarter and, as most of it is brought forward, less after it",
        receiver="households",
        build=_give_vouchers,
    ),
    Stock(
        "social_floor",
        "county",
        Kind.SOCIAL_FLOOR,
        "兜底保障",
        "support of households in need",
        does="income of villagers, spent as all income",
        receiver="households",
    ),
)
