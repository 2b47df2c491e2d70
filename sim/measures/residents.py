"""Statistics of the block residents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.kernels.maths import ordered_sum
from sim.tables.residents import ADULT, OLD, SKILLED, YOUNG, Talent

if TYPE_CHECKING:
    from sim.measures.found import Found
    from sim.quarter import Quarter
    from sim.world import World

TALENT = {
    "talent_managers": Talent.MANAGERS,
    "talent_health": Talent.HEALTH,
    "talent_science": Talent.SCIENCE,
    "doctoral_platforms": Talent.DOCTORAL_PLATFORMS,
}

PARTS = ("income_urban", "income_rural", "population_urban", "population_rural")


def measure(world: World, now: Quarter, found: Found) -> None:
    """People by age and skill, moves, commuting, services, talent and incomes."""
    residents, services, opening = world.residents, world.services, world.opening
    people, n = world.towns.people, opening.counties
    skilled = residents.cohorts[:, :, SKILLED]
    urban = people * residents.urban_share
    town = {
        "population_young": residents.by_age(YOUNG),
        "population_adult": residents.by_age(ADULT),
        "population_old": residents.by_age(OLD),
        "population_skilled": skilled[:, ADULT] + skilled[:, OLD],
        "population_grown": residents.by_age(ADULT) + residents.by_age(OLD),
        "population_registered": residents.registered,
        "population_away": residents.away,
        "population_rural": people - urban,
        "population_urban": urban,
        "births": residents.births,
        "deaths": residents.deaths,
        "natural_increase": residents.births - residents.deaths,
        "net_migration": residents.net_migration,
        "returnees": residents.returnees,
        "school_places": services.school_places,
        "school_places_added": services.school_places_added,
        "beds": services.beds,
    }
    county = {key: opening.towns_to_counties(value) for key, value in town.items()}
    minutes = services.minutes_to_service(world.scenario.parameters.services.travel_km_per_hour)
    for key, value, weight in (
        ("school_quality", services.school_quality, people),
        ("hospital_quality", services.hospital_quality, people),
        ("service_attraction", services.attraction, people),
        ("housing_cost", residents.housing_cost, people),
        ("service_minutes", minutes, people - urban),
    ):
        town[key] = value
        total = np.maximum(opening.towns_to_counties(weight), 1e-9)
        county[key] = opening.towns_to_counties(value * weight) / total
    rules = world.scenario.parameters.residents
    by_skill = opening.towns_to_counties(skilled[:, ADULT]) * rules.skilled_activity
    by_skill = by_skill + opening.towns_to_counties(skilled[:, OLD]) * residents.old_activity
    active = np.maximum(residents.activity(rules, opening.town_county, n), 1e-9)
    commuters = residents.commuters
    county |= {
        "labour_force_skilled": now.labour_force * by_skill / active,
        "returnee_firms": residents.returnee_firms,
        "commuters_out": commuters.sum(1),
        "commuters_in": commuters[:, :n].sum(0),
        "commuters_outside": commuters[:, n:].sum(1),
        "commuter_wages": world.ledger.flows[Kind.COMMUTER_WAGES, world.ledger.account[Holder.HH]].copy(),
        "income_rural": residents.rural_income.copy(),
        "income_urban": now.income - residents.rural_income,
    }
    for key, kind in TALENT.items():
        county[key] = residents.talent[:, kind].copy()
    county["urban_rural_ratio"] = _ratio(county)
    found.city["urban_rural_ratio"] = _ratio({key: np.array([ordered_sum(county[key])]) for key in PARTS})
    found.town.update(town)
    found.county.update(county)


def _ratio(values: dict[str, np.ndarray]) -> np.ndarray:
    """(income / people) of townspeople over that of villagers; NaN where one of them is missing."""
    urban, rural, townspeople, villagers = (values[key] for key in PARTS)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((urban / townspeople) / (rural / villagers))
