"""Opening of people by age and skill, of work elsewhere, and of schools and hospitals.

Shares of ages and of higher education are the census's by county, the same in all its towns; villagers are those of
the county's census, in its towns by the people of their villages. Each town's groups add up to its people.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np

from sim.kernels.maths import exp_array, ordered_sum
from sim.tables import Residents, Services
from sim.tables.residents import ADULT, OLD, PLAIN, SKILLED, YOUNG, Source, Talent

if TYPE_CHECKING:
    from sim.opening.blocks import Flows, Known
    from sim.parameters.residents import Commuting

SKILL_OF_ADULTS_TO_OLD = 2.0
"""Old people with higher education are so many times rarer than adults with it (2020 census, China)."""


def open_residents(known: Known, flows: Flows) -> Residents:
    """First state of the people; nobody is known by age where the region gives no shares of ages."""
    region, stocks = known.setting.region, known.setting.data.stocks
    counties, towns, nodes = region.counties.n, region.towns.n, region.outside.n
    table = Residents(
        cohorts=np.zeros((towns, 3, 2)),
        urban_share=np.zeros(towns),
        registered=np.zeros(towns),
        away=np.zeros(towns),
        fertility=np.zeros(counties),
        mortality=np.zeros(counties),
        turning_fifteen=np.zeros(counties),
        turning_sixty=np.zeros(counties),
        outside_mix=np.zeros((3, 2)),
        activity_reference=np.zeros(counties),
        old_activity=known.setting.scenario.parameters.residents.old_activity,
        people_reference=np.zeros(towns),
        housing_cost=np.zeros(towns),
        skilled_share=np.zeros(counties),
        births=np.zeros(towns),
        deaths=np.zeros(towns),
        net_migration=np.zeros(towns),
        people_before=region.town_population.copy(),
        returnees=np.zeros(towns),
        welcome=np.zeros(counties),
        returnee_firms=np.zeros(counties),
        talent=np.zeros((counties, len(Talent))),
        commuting_usual=np.zeros((counties, counties + nodes)),
        commuters=np.zeros((counties, counties + nodes)),
        rural_people_reference=np.zeros(counties),
        rural_parts=np.zeros((len(Source), counties)),
        income_ratio=0.0,
        rural_income=np.zeros(counties, np.int64),
    )
    if stocks.has("share_young"):
        _fill(table, known)
    return table


def _fill(table: Residents, known: Known) -> None:
    region, rules = known.setting.region, known.setting.scenario.parameters
    counties, people, county = region.counties.n, region.town_population, region.town_county

    def of(item: str) -> np.ndarray:
        return known.setting.data.stocks.of(item, region.counties.ids)

    young, old = of("share_young"), of("share_old")
    adult = 1.0 - young - old
    skilled = of("share_college") / (adult + old / SKILL_OF_ADULTS_TO_OLD)
    shares = np.zeros((counties, 3, 2))
    shares[:, YOUNG, PLAIN] = young
    shares[:, ADULT, SKILLED] = skilled * adult
    shares[:, ADULT, PLAIN] = adult - shares[:, ADULT, SKILLED]
    shares[:, OLD, SKILLED] = skilled / SKILL_OF_ADULTS_TO_OLD * old
    shares[:, OLD, PLAIN] = old - shares[:, OLD, SKILLED]
    table.cohorts = people[:, None, None] * shares[county]
    table.people_reference = people.copy()
    table.outside_mix = _sum(table.cohorts) / ordered_sum(people)
    table.urban_share = 1.0 - _rural_share(known, 1.0 - of("share_urban"))
    in_county = np.bincount(county, people, counties)
    rural = np.bincount(county, people * (1.0 - table.urban_share), counties)
    table.rural_people_reference = rural / in_county
    # Who is away left the villages rather than the streets.
    away, villagers = of("registered_away"), people * (1.5 - table.urban_share)
    table.away = away[county] * villagers / np.bincount(county, villagers, counties)[county]
    at_home = (of("registered_people") - away) / in_county
    table.registered = table.away + people * at_home[county]
    table.fertility = of("birth_rate_per_year") / adult
    ages = rules.residents
    usual = ages.young_mortality_per_year * young + ages.old_mortality_per_year * old
    table.mortality = of("death_rate_per_year") / (usual + ages.adult_mortality_per_year * adult)
    table.turning_fifteen, table.turning_sixty = of("turning_fifteen_per_year"), of("turning_sixty_per_year")
    table.skilled_share = table.share_skilled(county, counties)
    table.activity_reference = table.activity(ages, county, counties) / in_county
    table.income_ratio = known.setting.data.stocks.one("urban_rural_income_ratio", region.city_code)
    employment = known.setting.structure.by_county(known.totals.employment.ravel())
    force = employment / (1.0 - known.setting.data.facts.unemployment_rate)
    table.commuting_usual = usual_commuters(
        rules.commuting, region.travel_passenger, employment, region.outside.population, force
    )


def _sum(cohorts: np.ndarray) -> np.ndarray:
    total = np.zeros(cohorts.shape[1:])
    for town in cohorts:
        total = total + town
    return total


def _rural_share(known: Known, wanted: np.ndarray) -> np.ndarray:
    """Share of villagers by town: the people of its villages, all times one factor of the county, at most all."""
    region = known.setting.region
    villages = np.array([kind == "village" for kind in region.village_type])
    of_villages = np.bincount(region.village_town, region.village_population * villages, region.towns.n)
    everybody = np.bincount(region.village_town, region.village_population, region.towns.n)
    share = of_villages / np.maximum(everybody, 1.0)
    people, county, counties = region.town_population, region.town_county, region.counties.n
    target = wanted * np.bincount(county, people, counties)
    for _ in range(40):
        have = np.bincount(county, people * share, counties)
        share = np.minimum(1.0, share * (target / np.maximum(have, 1e-9))[county])
    return share


def usual_commuters(
    rules: Commuting, minutes: np.ndarray, employment: np.ndarray, people: np.ndarray, force: np.ndarray
) -> np.ndarray:
    """Persons who work elsewhere at the opening [counties, counties + nodes]: gravity within reach.

    B_cd = k LF_c mass_d / (1 + exp((tau_cd - reach) / spread)), mass the jobs of a county or the people of a node;
    k meets the shares of the region's labour force that commute inside and outside.
    """
    counties = employment.size
    reach = 1.0 / (1.0 + exp_array((minutes - rules.reach_minutes) / rules.reach_spread_minutes))
    flow = force[:, None] * np.concatenate([employment, people])[None, :] * reach
    flow[np.diag_indices(counties)] = 0.0
    for part, share in (
        (slice(0, counties), rules.inside_share),
        (slice(counties, None), rules.outside_share),
    ):
        total = ordered_sum(flow[:, part].ravel())
        flow[:, part] *= share * ordered_sum(force) / total if total > 0 else 0.0
    return flow


def open_services(known: Known, flows: Flows) -> Services:
    """First state of schools and hospitals; a county's places and beds lie where its people are."""
    region, stocks = known.setting.region, known.setting.data.stocks
    n, county, counties = region.towns.n, region.town_county, region.counties.n
    if not stocks.has("school_places"):
        sizes = dict.fromkeys((field.name for field in fields(Services)), n) | {
            "spending_reference": counties
        }
        return Services(**{name: np.zeros(size) for name, size in sizes.items()})
    people = region.town_population
    share = people / np.bincount(county, people, counties)[county]
    places = stocks.of("school_places", region.counties.ids)[county] * share
    beds = stocks.of("hospital_beds", region.counties.ids)[county] * share
    young = stocks.of("share_young", region.counties.ids, 0.0)[county] * people
    school = stocks.of("school_quality", region.towns.ids)
    hospital = stocks.of("hospital_quality", region.towns.ids)
    return Services(
        school_places=places,
        school_quality=school,
        beds=beds,
        hospital_quality=hospital,
        attraction=np.zeros(n),
        points=stocks.of("service_points", region.towns.ids),
        area=_area(known),
        school_places_added=np.zeros(n),
        school_quality_reference=school.copy(),
        hospital_quality_reference=hospital.copy(),
        children_per_place=young / np.maximum(places, 1e-9),
        people_per_bed=people / np.maximum(beds, 1e-9),
        spending_reference=np.zeros(counties),
    )


def _area(known: Known) -> np.ndarray:
    """km2 of the towns: as given, else the rest of the county by number of villages."""
    region = known.setting.region
    county, counties = region.town_county, region.counties.n
    given = np.nan_to_num(region.town_area, nan=0.0)
    units = np.bincount(region.village_town, minlength=region.towns.n) * (given == 0)
    rest = np.maximum(0.0, region.county_area - np.bincount(county, given, counties))
    spread = rest / np.maximum(np.bincount(county, units, counties), 1.0)
    return np.where(given > 0, given, units * spread[county])
