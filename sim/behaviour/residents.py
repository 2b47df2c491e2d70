"""Births, deaths, schooling and ageing by town; the price of housing (人口自然变动、升学、房价).

Per quarter: births = f_c x adults / 4, deaths = m_c x rate of the age x people / 4; of those who turn fifteen a share
s (quality of schools beside the opening's)^e gets higher education; a share of the county's adults turns sixty.
Log housing = towards 0.5 ln(people / people at the opening) + 0.5 ln(wage beside the trend). Rates by county: census
of 2020, communiques of 2022; see `scenarios/data`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.kernels.maths import log_array, power_array
from sim.rates import per_quarter
from sim.tables.residents import ADULT, OLD, PLAIN, SKILLED, YOUNG

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def grow_older(world: World, now: Quarter) -> None:
    """A quarter of births, deaths, schooling and ageing."""
    residents, rules = world.residents, world.scenario.parameters.residents
    if not residents.known:
        return
    county = world.opening.town_county
    _price_homes(world)
    if rules.natural_change_scale > 0.0:
        quarter = per_quarter(rules.natural_change_scale)
        rates = (rules.young_mortality_per_year, rules.adult_mortality_per_year, rules.old_mortality_per_year)
        risk = residents.mortality[county][:, None, None] * np.array(rates)[None, :, None]
        died = np.minimum(quarter * risk, 1.0) * residents.cohorts
        born = quarter * residents.fertility[county] * residents.by_age(ADULT)
        left = residents.cohorts - died
        grown = quarter * residents.turning_fifteen[county][:, None] * left[:, YOUNG]
        retired = quarter * residents.turning_sixty[county][:, None] * left[:, ADULT]
        graduates = _graduates(world) * (grown[:, PLAIN] + grown[:, SKILLED])
        left[:, YOUNG] -= grown
        left[:, YOUNG, PLAIN] += born
        left[:, ADULT] -= retired
        left[:, ADULT, SKILLED] += graduates
        left[:, ADULT, PLAIN] += grown[:, PLAIN] + grown[:, SKILLED] - graduates
        left[:, OLD] += retired
        residents.cohorts = left
        residents.old_activity = min(
            rules.adult_activity, residents.old_activity + quarter * rules.later_retirement_per_year
        )
        residents.births, residents.deaths = born, died.sum((1, 2))
        change = born - residents.deaths
        world.towns.people = world.towns.people + change
        residents.registered = np.maximum(residents.registered + change, residents.away)
    residents.skilled_share = residents.share_skilled(county, world.opening.counties)


def _graduates(world: World) -> np.ndarray:
    """Share of a town's young people who get higher education."""
    rules, services = world.scenario.parameters.residents, world.services
    usual = np.where(services.school_quality_reference > 0, services.school_quality_reference, 1.0)
    quality = np.where(services.school_quality > 0, services.school_quality, usual) / usual
    effect = power_array(quality, rules.schooling_to_quality_elasticity)
    return np.minimum(1.0, rules.schooling_share * effect)


def _price_homes(world: World) -> None:
    rules, residents = world.scenario.parameters.residents, world.residents
    crowd = log_array(np.maximum(world.towns.people, 1e-6) / residents.people_reference)
    wage = world.counties.log_wage[world.opening.town_county]
    wish = rules.housing_to_people_elasticity * crowd + rules.housing_to_wage_elasticity * wage
    residents.housing_cost = residents.housing_cost + rules.housing_adjustment_per_quarter * (
        wish - residents.housing_cost
    )
