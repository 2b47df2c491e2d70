"""Worlds with programmes that tests of the primitive open, and the identity their money keeps."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import numpy as np

from sim.accounts import Holder, Kind
from sim.quarter import Quarter
from sim.requests import Basket
from sim.stocks import STOCKS, Stock
from sim.village_works import build_works, order_works
from sim.world import World, open_world
from tests.worlds import region_of, scenario_of, with_policy, with_rules

POCKET = region_of("pocket")
EAST, WEST = 0, 1

built: list[tuple[str, list[int], float]] = []
"""What the stocks of these tests were told to build: name, yuan by row, cost."""
kept: list[tuple[str, list[int]]] = []
"""What was paid for their upkeep."""


def made(name: str, level: str, **changes: object) -> Stock:
    """A stock that writes down what it is told."""

    def build(world, now, yuan, cost):
        built.append((name, yuan.tolist(), cost))

    def upkeep(world, now, yuan):
        kept.append((name, yuan.tolist()))

    plain = {"kind": Kind.GOVERNMENT_INVESTMENT, "basket": Basket.PUBLIC_INVESTMENT, "build": build}
    words = {"zh": name, "en": name, "upkeep": upkeep}
    return Stock(name=name, level=level, **{**plain, **words, **changes})


def ordered(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
    """Works of collectives, ordered by the stock itself."""
    order_works(world, now, yuan)


def works(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
    """The same once they are done."""
    built.append(("village_assets", yuan.tolist(), cost))
    build_works(world, now, yuan)


MADE = (
    made("toilets", "town", cost=lambda world: 1000.0, unit="places"),
    made("service_points", "town", kind=Kind.GOVERNMENT_PURCHASES, basket=Basket.PURCHASES),
    made("village_look", "village"),
    made("park_quality", "park"),
    made("training", "county", kind=Kind.GOVERNMENT_PURCHASES, basket=Basket.PURCHASES),
    made("social_floor", "county", kind=Kind.SOCIAL_FLOOR, basket=None, receiver="households"),
    made("upgrades", "county", kind=Kind.UPGRADE_SUBSIDY, basket=None, receiver="owners"),
    Stock(
        name="village_assets",
        level="village",
        kind=Kind.VILLAGE_INVESTMENT,
        zh="村集体资产",
        en="village assets",
        receiver="collective",
        build=works,
        order=ordered,
    ),
)


@contextlib.contextmanager
def stocks_of_tests() -> Iterator[None]:
    """The stocks of this file in place of the model's own of the same names."""
    before = dict(STOCKS)
    STOCKS.update({stock.name: stock for stock in MADE})
    built.clear()
    kept.clear()
    try:
        yield
    finally:
        STOCKS.clear()
        STOCKS.update(before)


def world_with(rules: dict | None = None, **programmes: dict) -> World:
    scenario = with_policy(scenario_of(warmup=0, firms_per_agent=100), **programmes)
    return open_world(POCKET, with_rules(scenario, **(rules or {})))


def entry(now: Quarter, item: str, policy: str = "fund", place: str | None = None) -> float:
    """Sum of a programme's entries of one item."""
    return sum(
        e.value
        for e in now.entries
        if e.item == item and e.policy == policy and (place is None or e.place == place)
    )


def posted(world: World, kind: Kind, holder: Holder, policy: str = "fund") -> np.ndarray:
    """Net yuan that accounts of a holder got under a kind of flow of a programme."""
    ledger = world.ledger
    if (kind, policy) not in ledger.slots:
        return np.zeros(ledger.account[holder].size, np.int64)
    return ledger.flows[ledger.slot(kind, policy), ledger.account[holder]]


def check_identity(world: World, now: Quarter, idle_before: np.ndarray) -> None:
    """What came into the fund left it again or is idle, by programme; the fund holds the idle money and no more."""
    plans, layout, idle = now.programmes, world.layout, world.programme_state.idle
    into = (
        plans.contributions.sum(1)
        + plans.from_above
        + plans.from_outside
        + plans.from_owners.sum(1)
        + plans.own.sum(1)
        + layout.by_programme(plans.own_villages)
        + layout.by_programme(plans.paired)
        + plans.paid_back.sum(1)
    )
    out = layout.by_programme(plans.granted) + plans.leaked.sum(1) + plans.returned.sum(1)
    np.testing.assert_array_equal(into + idle_before, out + idle)
    np.testing.assert_array_equal(
        plans.planned,
        plans.cut
        + plans.contributions.sum(1)
        + plans.from_above
        + plans.from_outside
        + plans.from_owners.sum(1),
    )
    assert world.ledger.of(Holder.FD)[0] == idle.sum() and (idle >= 0).all()
    for number, name in enumerate(layout.names):
        got = {e.item: 0.0 for e in now.entries if e.policy == name}
        for e in now.entries:
            if e.policy == name:
                got[e.item] += e.value
        paid = sum(value for item, value in got.items() if item.startswith("paid_"))
        spent = got.get("granted", 0.0) + got.get("leaked", 0.0) + got.get("returned", 0.0)
        assert paid + idle_before[number] == spent + got.get("idle", 0.0)
