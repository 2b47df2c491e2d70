"""Moves of people in a world where all places are alike.

Who moves to another county needs a registration and a school there (户籍、入学): such moves are fewer by exp(-cost).
"""

from __future__ import annotations

import numpy as np

from sim.kernels.maths import exp_array, ordered_sum, power_array
from sim.opening.structure import Setting
from sim.rates import per_quarter


def base_moves(setting: Setting) -> np.ndarray:
    """Gross moves a quarter between towns and outside nodes while all are alike: symmetric, by gravity."""
    region, rules = setting.region, setting.scenario.parameters.migration
    terminal = setting.scenario.parameters.trade.terminal_minutes
    towns, nodes = region.towns.n, region.outside.n
    people = np.concatenate([region.town_population, region.outside.population])
    county = region.town_county
    minutes = np.zeros((towns + nodes, towns + nodes))
    minutes[:towns, :towns] = region.travel_passenger[np.ix_(county, county)]
    minutes[:towns, towns:] = region.travel_passenger[county][:, region.counties.n :]
    minutes[towns:, :towns] = minutes[:towns, towns:].T
    minutes = np.maximum(minutes, minutes.T)
    pull = power_array((minutes + terminal).ravel(), -rules.distance_exponent).reshape(minutes.shape)
    flow = people[:, None] * people[None, :] * pull
    flow[np.diag_indices(towns + nodes)] = 0.0
    across = county[:, None] != county[None, :]
    flow[:towns, :towns] *= np.where(across, exp_array(np.array([-rules.hukou_cost]))[0], 1.0)
    flow[towns:, towns:] = 0.0
    residents = ordered_sum(region.town_population)
    for block, rate in (
        ((slice(0, towns), slice(0, towns)), rules.inside_per_year),
        ((slice(0, towns), slice(towns, None)), rules.outside_per_year),
    ):
        total = ordered_sum(flow[block].ravel())
        flow[block] *= per_quarter(rate) * residents / total if total > 0 else 0.0
    flow[towns:, :towns] = flow[:towns, towns:].T
    return flow
