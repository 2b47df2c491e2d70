"""Grain, ponds and other specialities (粮食、水产与其他特色产业).

Rice: tonnes = area x two crops x mean yield; high-standard fields bear 15 % more, demonstration fields another 6 %.
Wages above the trend leave rice land fallow (撂荒), never below the grain floor; below the trend land comes back. Ponds
bear more with facilities, other specialities with capital. What differs from the opening is sold outside.
Sources: rice 450 kg a mu and crop (NBS Guangdong); programme norms; ranges with the parameters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.crops import beside, grain_harvest, pond_catch
from sim.outside import sell_outside
from sim.rates import per_quarter
from sim.tables.farms import Works
from sim.upkeep import after_wear

if TYPE_CHECKING:
    from sim.parameters.farming import Farming
    from sim.quarter import Quarter
    from sim.tables import Farms
    from sim.world import World


def sow(world: World, now: Quarter) -> None:
    """Grain, ponds and other specialities against the grain floor."""
    farms, farming = world.farms, world.scenario.parameters.farming
    before = world.opening.blocks.farms
    _wear(farms, farming)
    _abandon_or_return(world, farms, before, farming)
    farms.grain_tonnes = grain_harvest(farms, farming)
    farms.pond_tonnes = pond_catch(farms, farming)
    more = (
        farms.grain_orders * (beside(farms.grain_tonnes, before.grain_tonnes) - 1.0)[world.opening.county_of]
    )
    more = (
        more
        + farms.pond_orders * (beside(farms.pond_tonnes, before.pond_tonnes) - 1.0)[world.opening.county_of]
    )
    sell_outside(world, now, more + _specialities(world, farms, farming))


def _wear(farms: Farms, farming: Farming) -> None:
    """Added works wear, twice as fast without their running costs."""
    added = farms.works - farms.works_opening
    if not added.any():
        return
    running, wear = np.array(farming.running_costs), np.array(farming.wear)
    farms.works = farms.works_opening + after_wear(added, farms.works_paid, running, wear)
    farms.works_paid[:] = 0.0


def _abandon_or_return(world: World, farms: Farms, before: Farms, farming: Farming) -> None:
    """Rice land left fallow, or fallow sown again: a share of it a year per log point of wages beside the trend."""
    pull = per_quarter(farming.abandonment_to_wage_per_year) * world.counties.log_wage
    floor = np.maximum(0.0, farms.grain - farming.grain_floor_share * before.grain)
    left = np.minimum(np.maximum(0.0, pull) * farms.grain, floor)
    back = np.minimum(np.maximum(0.0, -pull) * farms.grain, farms.fallow)
    farms.grain, farms.fallow = farms.grain - left + back, farms.fallow + left - back


def _specialities(world: World, farms: Farms, farming: Farming) -> np.ndarray:
    """Orders that capital added to other specialities brings, yuan by cell: c K / 4 over the value added share."""
    added = (farms.works - farms.works_opening)[:, Works.SPECIALITIES]
    value_added = per_quarter(farming.speciality_output_per_capital) * added
    share = speciality_shares(world, farms)
    return share * value_added[world.opening.county_of] / (1.0 - world.opening.materials_share)


def speciality_shares(world: World, farms: Farms) -> np.ndarray:
    """Share of a cell in its county's other specialities, by value at the opening."""
    total = world.opening.by_county(farms.speciality_orders)[world.opening.county_of]
    return np.where(total > 0.0, farms.speciality_orders / np.where(total > 0.0, total, 1.0), 0.0)
