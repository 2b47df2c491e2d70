"""The form of a stock that programmes build: who is paid for it, what it costs, what it becomes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

import numpy as np

from sim.accounts import Kind
from sim.requests import Basket

if TYPE_CHECKING:
    from sim.declared.scope import Level
    from sim.quarter import Quarter
    from sim.world import World

Build = Callable[["World", "Quarter", np.ndarray, float], np.ndarray | None]
"""World, quarter, whole yuan by row of the stock's level, cost of a unit in opening prices (0: no unit).

Returns the yuan of them that stand, by row; None where all do: what found no room is lost and needs no upkeep.
"""
Cost = Callable[["World"], float]
Upkeep = Callable[["World", "Quarter", np.ndarray], None]
"""World, quarter, whole yuan of running costs paid this quarter by row of the stock's level."""


def no_cost(world: World) -> float:
    """A stock that is counted in yuan."""
    return 0.0


def cost_of(number: str) -> Cost:
    """A stock whose unit costs what a parameter says, named by group and number: `environment.toilet_cost_yuan`."""
    read: Cost = attrgetter(f"scenario.parameters.{number}")
    return read


def no_wear(world: World) -> float:
    """A stock that stands for good, or whose wear nothing of a programme depends on."""
    return 0.0


def nothing(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
    """Spending alone: nothing is left behind."""


@dataclass(frozen=True)
class Stock:
    """One thing that money can build.

    The recipient's county pays (`market`: firms, for the basket; `households`: as a transfer; `owners` of firms, at
    home and outside); a village's collective gets the grant itself (`collective`) and buys the works: its `order` is
    called in the quarter of the grant, before `demand.gather_buyers`.
    """

    name: str
    level: Level
    kind: Kind
    """Under which the last payment is booked."""
    zh: str
    en: str
    unit: str = "yuan"
    does: str = ""
    """What is different once it stands, in a sentence for the docs."""
    basket: Basket | None = None
    """What the market is asked for; none where the money goes to households, owners or collectives."""
    receiver: Literal["market", "households", "owners", "collective"] = "market"
    cost: Cost = no_cost
    """Yuan a unit at opening prices, or on the trend where the stock says so."""
    build: Build = nothing
    """Called once for the money whose building is done, after its lag, at the end of a quarter."""
    upkeep: Upkeep | None = None
    """Called every quarter with the running costs that were paid; None where unpaid upkeep wears nothing faster."""
    wear: Cost = no_wear
    """Share of what stands that wears off a year, upkeep paid; upkeep is due on what stands."""
    order: Build = nothing
    """What a collective does with its grant at once."""


def bought(
    name: str,
    level: Level,
    zh: str,
    en: str,
    unit: str,
    does: str,
    cost: Cost = no_cost,
    build: Build = nothing,
    upkeep: Upkeep | None = None,
    wear: Cost = no_wear,
) -> Stock:
    """A stock that is bought as services: staff, courses, advice, checks."""
    kind, basket = Kind.GOVERNMENT_PURCHASES, Basket.PURCHASES
    return Stock(name, level, kind, zh, en, unit, does, basket, "market", cost, build, upkeep, wear)


def works(
    name: str,
    level: Level,
    zh: str,
    en: str,
    unit: str,
    does: str,
    cost: Cost = no_cost,
    build: Build = nothing,
    upkeep: Upkeep | None = None,
    wear: Cost = no_wear,
) -> Stock:
    """A stock that builders build."""
    kind, basket = Kind.GOVERNMENT_INVESTMENT, Basket.PUBLIC_INVESTMENT
    return Stock(name, level, kind, zh, en, unit, does, basket, "market", cost, build, upkeep, wear)
