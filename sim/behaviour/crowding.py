"""Public debt takes room at the banks (挤出).

x = (debt of the county, its parks and its part of the city's) / GDP of the last year, less the same at the opening:
    loan rate      r = r0 + omega x
    wanted capital K* = K0* (1 - sigma (r - r0) / (r0 + depreciation))
    loan limit     limit0 (1 - held locally x GDP / loans of the county's firms), at least a fifth
Interest subsidies of last quarter (贴息) come off r in wanted capital, by four times what was paid over the loans of
the county: firms pay the bank in full, and owners get the subsidy.
Sources: Huang, Pagano & Panizza 2020 (private investment falls where local governments borrow); a county's pool of
credit is its deposits less the bonds its banks hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def public_debt(county_debt: np.ndarray, city_debt: int, parks_debt: np.ndarray, world: World) -> np.ndarray:
    """Debt that local banks and savers carry, yuan by county: the county's, its parks', its part of the city's."""
    opening = world.opening
    debt = county_debt + city_debt * opening.population_share
    np.add.at(debt, opening.plan.county_of_park[: parks_debt.size], parks_debt)
    return debt


def excess(world: World) -> np.ndarray:
    """Public debt over GDP less the same at the opening, by county."""
    opening = world.opening
    first = opening.blocks.treasury.gdp_year
    debt = public_debt(world.counties.debt, world.city.debt, world.parks.debt, world)
    before = public_debt(opening.county_state.debt, opening.city_state.debt, opening.blocks.parks.debt, world)
    return debt / np.maximum(world.treasury.gdp_year, 1.0) - before / np.maximum(first, 1.0)


def read_credit(world: World, now: Quarter) -> None:
    """Loan rate, wanted capital and loan limit of the cells, by the county's public debt beside its opening."""
    rules, credit = world.scenario.parameters.crowding, world.scenario.parameters.credit
    opening, more = world.opening, excess(world)
    dearer = np.maximum(rules.rate_per_debt_share * more, -credit.loan_rate_per_year)
    dearer = np.maximum(dearer + now.outside.loan_rate, -credit.loan_rate_per_year)
    now.loan_rate = now.loan_rate + dearer[opening.county_of]
    user_cost = credit.loan_rate_per_year + 4.0 * opening.depreciation
    borne = dearer - _relief(world, dearer)
    lost = rules.capital_cost_elasticity * borne[opening.county_of] / np.maximum(user_cost, 1e-6)
    now.capital_wish = now.capital_wish * np.clip(1.0 - lost, 0.5, 1.5)
    loans = np.maximum(opening.by_county(world.cells.loans).astype(np.float64), 1.0)
    displaced = rules.bonds_held_locally_share * more * world.treasury.gdp_year / loans
    pool = np.clip(1.0 - displaced, rules.least_pool_share, 1.0)
    now.loan_limit = now.loan_limit * pool[opening.county_of]


def _relief(world: World, dearer: np.ndarray) -> np.ndarray:
    """What interest subsidies of last quarter take off the yearly rate that borrowers bear, by county."""
    treasury, opening = world.treasury, world.opening
    if not treasury.interest_subsidy.any():
        return np.zeros_like(dearer)
    loans = np.maximum(opening.by_county(world.cells.loans).astype(np.float64), 1.0)
    relief = 4.0 * treasury.interest_subsidy / loans
    treasury.interest_subsidy = np.zeros_like(treasury.interest_subsidy)
    return np.minimum(relief, world.scenario.parameters.credit.loan_rate_per_year + dearer)
