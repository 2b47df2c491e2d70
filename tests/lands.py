"""Parks with land put in by hand, for tests of those who look for land."""

from __future__ import annotations

import numpy as np

from sim.world import World

STAGES = ("planned", "serviced", "sold", "in_use", "idle")


def give_land(world: World, serviced: float = 200.0, price: float = 350_000.0) -> World:
    """So many mu serviced in every park, and no stage empty, so that nothing depends on a table of parks."""
    parks = world.parks
    parks.building[:] = 0.0
    for stage, mu in zip(STAGES, (1000.0, serviced, 50.0, 100.0, 10.0), strict=True):
        getattr(parks, stage)[:] = mu
    parks.price[:] = price
    return world


def give_no_more_land(world: World, serviced: float = 0.0) -> World:
    """So many mu left in every park, none planned and none idle: nothing can be serviced or offered again."""
    give_land(world, serviced)
    world.parks.planned[:] = world.parks.idle[:] = 0.0
    return world


def land(world: World) -> dict[str, np.ndarray]:
    """Land by stage."""
    return {stage: getattr(world.parks, stage).copy() for stage in STAGES}
