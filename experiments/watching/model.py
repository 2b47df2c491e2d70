"""The run that a live view steps: a Mesa model of one composed scenario, made anew by seed and replicate."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from experiments.judging import Composed
from sim.mesa_front import RegionModel
from sim.region import Region
from sim.scenario import Scenario


def model_of(arm: Composed) -> type[RegionModel]:
    """The class of the model that a view makes anew: `Watched(seed=0, replicate=0)`, numbers as of `bqw run`."""

    class Watched(RegionModel):
        """One run of the scenario; Mesa's controls take both numbers by name."""

        def __init__(self, *, seed: int = 0, replicate: int = 0) -> None:
            super().__init__(region=arm.region, scenario=arm.scenario, rng=replicate, seed_of_run=seed)

    return Watched


def scene_of(arm: Composed) -> dict[str, Any]:
    """What a view is told of a run before it begins, in the words of `experiments.cli.live_page`."""
    region, scenario = arm.region, arm.scenario
    counties = region.counties
    return {
        "region": (region.name_zh, region.name_en),
        "scenario": (scenario.title.zh, scenario.title.en),
        "counties": list(zip(counties.ids, counties.names_zh, counties.names_en, strict=True)),
        "outlines": Path(region.folder) / "counties.geojson",
        "first_quarter": scenario.start_quarter,
        "horizon": scenario.horizon,
        "names": _names(region, scenario),
    }


def _names(region: Region, scenario: Scenario) -> dict[str, tuple[str, str]]:
    """Chinese and English names of all that events are about: places, parks, links, sectors, entries of policies."""
    found: dict[str, tuple[str, str]] = {}
    for places in (region.villages, region.towns, region.counties):
        for code, zh, en in zip(places.ids, places.names_zh, places.names_en, strict=True):
            found[code] = found[zh] = (zh, en or zh)
    for zh, en in zip(region.sectors.names_zh, region.sectors.names_en, strict=True):
        found[zh] = (zh, en or zh)
    for park in region.parks:
        found[park.id] = found[park.name_zh] = (park.name_zh, park.name_en or park.name_zh)
    for link in region.links:
        found[link.id] = (link.name_zh, link.name_en)
    policy = scenario.policy
    for entries in (policy.programmes, policy.pairings, policy.events, scenario.targets):
        for name, entry in entries.items():
            found[name] = (entry.title.zh or name, entry.title.en or name)
    return found
