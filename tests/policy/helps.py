"""Pairings that tests are about: the east of the pocket region helps the west."""

from __future__ import annotations

import numpy as np

from sim.quarter import Quarter
from sim.world import World, open_world
from tests.worlds import region_of, scenario_of, with_pairings

WORKS = {
    "payers": {},
    "scope": ["west"],
    "stocks": {"infrastructure": 1.0},
    "start_date": "2023-01-01",
}
EAST, WEST = 0, 1


def pairing(level: str = "county", match: object = None, **changes: object) -> dict[str, object]:
    """A pairing of the pocket region; channels are what the test says, ties of no strength else."""
    plain = {
        "level": level,
        "donors": ["east"],
        "recipients": ["west"],
        "match": match or {"rule": "nearest"},
        "start_date": "2023-01-01",
        "channels": {"market": {"relation": 0.0}},
    }
    return plain | changes


def money(yuan: float = 400_000, into: str = "works", **changes: object) -> dict[str, object]:
    """A channel of money into the programme of these tests."""
    return {"money": {"yuan_per_year": yuan, "into": into} | changes}


def helped_world(programmes: dict | None = None, region: str = "pocket", **pairings: dict) -> World:
    """A world at its opening, without a warm-up, with these pairings."""
    scenario = scenario_of(region=region, warmup=0, firms_per_agent=1 if region == "pocket" else 1000)
    scenario = with_pairings(scenario, {"works": WORKS} if programmes is None else programmes, **pairings)
    return open_world(region_of(region), scenario)


def told(now: Quarter, item: str) -> list[tuple[str, str, float]]:
    """Place, partner and value of the entries of an item."""
    return [(one.place, one.partner, one.value) for one in now.entries if one.item == item]


def posted(world: World, kind: int, policy: str) -> np.ndarray:
    """Net yuan of the quarter by account under a kind and a policy."""
    return world.ledger.flows[world.ledger.slot(kind, policy)]
