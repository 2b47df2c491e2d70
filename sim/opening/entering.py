"""Births that the opening expects: how many, how large, where."""

from __future__ import annotations

import numpy as np

from sim.kernels.maths import ordered_sum, power_array
from sim.opening.economy import Entry
from sim.opening.members import Rows
from sim.opening.structure import Setting
from sim.rates import per_quarter
from sim.tables import Firms


def first_entry(setting: Setting, rows: Rows, firms: Firms, output: np.ndarray) -> Entry:
    """Entrants by cell: their weight from the mean small firm, their mass from the birth rate."""
    rules, cells = setting.scenario.parameters.entry, setting.structure.cells
    small = np.bincount(rows.cell, rows.sales * rows.small, cells) * setting.flow_share
    count = np.bincount(rows.cell, rows.members * rows.small, cells)
    weight = rules.relative_size_share * small / np.maximum(count, 1)
    rate = per_quarter(rules.net_growth_per_year + rules.replacement_per_year)
    rate = rate * birth_factors(setting)[setting.structure.county_of]
    cell = firms.cells_of_rows()
    risk = np.bincount(cell, firms.column("orders").astype(np.float64) * firms.column("hazard"), cells)
    return Entry(weight=weight, mass=rate * count * weight / output, hazard=risk / output)


def birth_factors(setting: Setting) -> np.ndarray:
    """Births of a county's firms beside the city's rate: (GDP a head / the city's)^elasticity; one in the mean."""
    people, gdp = setting.region.county_population, setting.data.county_gdp
    relative = gdp / people * (ordered_sum(people) / ordered_sum(gdp))
    raised = power_array(relative, setting.scenario.parameters.entry.development_elasticity)
    return raised / (ordered_sum(raised * gdp) / ordered_sum(gdp))
