"""A scenario without Hydra: the packaged default world, the region's links, and what is changed by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.errors import InputError
from sim.faults import Trace, check
from sim.reading import read_sheet
from sim.region import Region
from sim.scenario import Scenario

WORLD = Path(__file__).parent.parent / "scenarios" / "world" / "default.yaml"


def plain_scenario(region: Region, changed: dict[str, Any]) -> Scenario:
    """The empty policy in the default world of a region, with fields changed; raises InputError with every fault."""
    world = dict(read_sheet(WORLD).data)
    if world.pop("links_from", "nothing") == "region":
        world["links"] = region.link_dates
    return _checked({"region": region.id, "world": world, **changed})


def changed_scenario(scenario: Scenario, changed: dict[str, Any]) -> Scenario:
    """A scenario with top-level fields changed, judged anew; raises InputError with every fault."""
    return _checked({**scenario.model_dump(mode="json"), **changed}) if changed else scenario


def _checked(data: dict[str, Any]) -> Scenario:
    scenario, problems = check(Scenario, data, Trace())
    if scenario is None:
        raise InputError(problems)
    return scenario
