"""Worlds that tests open: the packaged regions with the settings a test is about."""

from __future__ import annotations

import json
import shutil
import tempfile
from functools import cache
from pathlib import Path

from experiments import compose
from sim.declared.policy import Policy
from sim.loops.spans import Threads
from sim.parameters import Parameters
from sim.region import Region, read_region
from sim.scenario import Scenario, TrendYear
from sim.world import World, open_world

_scratch = tempfile.TemporaryDirectory()
"""Region folders made for tests; an opening is read from its folder when a world is opened."""
_scenarios: dict[tuple[str, str], Scenario] = {}
"""Scenarios composed before; they are frozen, and many tests ask for the same."""


@cache
def region_of(name: str) -> Region:
    """A packaged region, read once."""
    return read_region(name)


def region_with(*blocks: str, name: str = "pocket") -> Region:
    """A packaged region with the stocks of these blocks and of no other, so that they can be worked by hand."""
    return _region_with(name, frozenset(blocks))


@cache
def _region_with(name: str, blocks: frozenset[str]) -> Region:
    folder = Path(_scratch.name) / ("+".join(sorted(blocks)) or "core") / name
    shutil.copytree(region_of(name).folder, folder)
    for stocks in folder.glob("opening/*/stocks/*.csv"):
        if stocks.stem not in blocks:
            stocks.unlink()
    return read_region(folder)


def scenario_of(arm: str = "none", **settings: object) -> Scenario:
    """A scenario of the pocket region unless another is named; settings as `compose` takes them."""
    settings = {"region": "pocket", **settings}
    key = (arm, json.dumps(settings, sort_keys=True, default=repr))
    if key not in _scenarios:
        _scenarios[key] = compose(arm, **settings).scenario
    return _scenarios[key]


def world_of(arm: str = "none", threads: int = 1, **settings: object) -> World:
    """A world at its opening, for `scenario_of` the same settings."""
    scenario = scenario_of(arm, **settings)
    return open_world(region_of(scenario.region), scenario, Threads(threads))


def core_world_of(
    arm: str = "none", threads: int = 1, blocks: tuple[str, ...] = (), **settings: object
) -> World:
    """As `world_of`, for the core economy and the blocks whose stocks are named."""
    scenario = scenario_of(arm, **settings)
    return open_world(region_with(*blocks, name=scenario.region), scenario, Threads(threads))


def world_with(*blocks: str, arm: str = "none", **groups: dict[str, object]) -> World:
    """The pocket region with these blocks alone, and other numbers of some behaviours."""
    return open_world(region_with(*blocks), with_rules(scenario_of(arm), **groups), Threads(1))


def parks_world(arm: str = "rest", **groups: dict[str, object]) -> World:
    """The pocket region at rest with parks alone, and other numbers of some behaviours."""
    return world_with("parks", arm=arm, **groups)


def programme(budget: float, **changes: object) -> dict[str, object]:
    """A programme of the pocket region as a policy states it: the east pays, the west builds."""
    plain: dict[str, object] = {
        "payers": {"east": 0.5, "city": 0.25, "up": 0.25},
        "scope": ["west"],
        "stocks": {"infrastructure": 0.6, "services": 0.4},
        "budget_yuan_per_year": budget,
        "start_date": "2023-01-01",
    }
    return plain | changes


def with_policy(scenario: Scenario, **programmes: dict[str, object]) -> Scenario:
    """The scenario with these programmes, checked anew."""
    policy = Policy.model_validate_json(json.dumps({"programmes": programmes}))
    return scenario.model_copy(update={"policy": policy})


def with_pairings(
    scenario: Scenario, programmes: dict[str, object] | None = None, **pairings: dict[str, object]
) -> Scenario:
    """The scenario with these pairings, and the programmes they pay into, checked anew."""
    policy = {"pairings": pairings, "programmes": programmes or {}}
    return scenario.model_copy(update={"policy": Policy.model_validate_json(json.dumps(policy))})


def with_rules(scenario: Scenario, **groups: dict[str, object]) -> Scenario:
    """The scenario with other numbers of some behaviours, checked anew."""
    data = scenario.parameters.model_dump()
    for group, numbers in groups.items():
        data[group] |= numbers
    return scenario.model_copy(update={"parameters": Parameters.model_validate(data)})


def with_trend(scenario: Scenario, real: float, prices: float) -> Scenario:
    """The scenario in a world that grows by so much in every year."""
    year = TrendYear(real_growth_per_year=real, price_growth_per_year=prices)
    return scenario.model_copy(update={"world": scenario.world.model_copy(update={"trend": {2021: year}})})
