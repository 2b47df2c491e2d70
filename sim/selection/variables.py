"""What places can be ranked, chosen and weighed by (指标变量), read from the state as it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from sim.errors import InputError, unknown_name
from sim.tables.villages import usual_return

if TYPE_CHECKING:
    from sim.declared.scope import Level, Variable
    from sim.world import World

Reader = Callable[["World"], np.ndarray]


def _a_head(total: np.ndarray, people: np.ndarray) -> np.ndarray:
    return np.asarray(total / np.maximum(people, 1.0))


def _village_people(world: World) -> np.ndarray:
    return np.maximum(world.villages.registered, world.region.village_population)


def _collective_income(world: World) -> np.ndarray:
    """Usual income of a year: rents of assets and land without luck, yuan on the trend."""
    villages, rules = world.villages, world.scenario.parameters.villages
    earned = usual_return(rules, villages.governance + villages.lift) * villages.assets
    return earned + villages.leased_land * villages.land_rent + villages.arable_land * villages.arable_rent


def _county_income(world: World) -> np.ndarray:
    return 4.0 * world.counties.income


def _village_mean(name: str) -> Reader:
    return lambda world: getattr(world.villages, name).astype(np.float64)


def _town(table: str, name: str) -> Reader:
    return lambda world: getattr(getattr(world, table), name).astype(np.float64)


READERS: dict[tuple[Level, Variable], Reader] = {
    ("county", "people"): lambda w: w.counties.people,
    ("county", "gdp_per_head"): lambda w: _a_head(
        4.0 * w.opening.by_county(w.cells.last_output * (1.0 - w.opening.materials_share)),
        w.counties.people,
    ),
    ("county", "revenue_per_head"): lambda w: _a_head(4.0 * w.counties.revenue, w.counties.people),
    ("county", "income_per_head"): lambda w: _a_head(_county_income(w), w.counties.people),
    ("county", "rural_income_per_head"): lambda w: _a_head(
        4.0 * w.residents.rural_income, w.residents.rural_people_reference * w.counties.people
    ),
    ("county", "skill"): lambda w: w.residents.skilled_share,
    ("county", "area"): lambda w: w.region.county_area,
    ("town", "people"): lambda w: w.towns.people,
    ("town", "revenue_per_head"): lambda w: _a_head(4.0 * w.towns.revenue, w.towns.people),
    ("town", "school_quality"): _town("services", "school_quality"),
    ("town", "hospital_quality"): _town("services", "hospital_quality"),
    ("town", "environment"): _town("environment", "index"),
    ("town", "area"): _town("services", "area"),
    ("village", "people"): _village_people,
    ("village", "income_per_head"): lambda w: _a_head(_collective_income(w), _village_people(w)),
    ("village", "collective_income"): _collective_income,
    ("village", "collective_assets"): _village_mean("assets"),
    ("village", "governance"): lambda w: w.villages.governance + w.villages.lift,
    ("village", "service_minutes"): _village_mean("service_minutes"),
    ("village", "amenity"): _village_mean("amenity"),
    ("park", "area"): lambda w: w.parks.area(),
    ("park", "free_land"): lambda w: w.parks.serviced,
    ("park", "occupancy"): lambda w: w.parks.occupancy(),
    ("park", "quality"): lambda w: w.parks.quality,
    ("outside", "people"): lambda w: w.city.outside_people,
}
"""Level and variable -> its value at every place of the level."""


def known(level: str) -> list[str]:
    """Variables that places of a level have; firms have their sales."""
    return ["sales"] if level == "firm" else sorted(name for at, name in READERS if at == level)


def read(world: World, level: Level, variable: Variable) -> np.ndarray:
    """A variable at every place of a level; raises InputError where places of that level have none."""
    if (level, variable) not in READERS:
        raise InputError([unknown_name(f"variables of a {level}", variable, known(level))])
    return np.asarray(READERS[(level, variable)](world), np.float64)
