"""The pocket region with parks and no other block, so that their money can be worked by hand."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from sim.region import Region, read_region
from sim.world import World, open_world
from tests.worlds import region_of, scenario_of, with_rules

_scratch = tempfile.TemporaryDirectory()


@cache
def parks_region() -> Region:
    """The packaged region, its other stocks left out."""
    folder = Path(_scratch.name) / "pocket"
    shutil.copytree(region_of("pocket").folder, folder)
    for stocks in folder.glob("opening/*/stocks/*.csv"):
        if stocks.name != "parks.csv":
            stocks.unlink()
    return read_region(folder)


def parks_world(arm: str = "rest", **groups: dict[str, object]) -> World:
    """A world of parks alone, with other numbers of some behaviours."""
    return open_world(parks_region(), with_rules(scenario_of(arm), **groups))
