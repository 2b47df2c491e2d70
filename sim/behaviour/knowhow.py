"""Counties learn from counties they are linked to (结对帮带): the gap closes by sector, faster between the alike.

g'_cs = (1 - f/4 (1 - min(1, sum_d i_dc))) g_cs + r/4 sum_d i_dc max(0, ln q_ds - ln q_cs) sim_dc^theta absorption_c

with g log productivity learnt, i the strength of a link, q output a worker (yuan a quarter), sim the similarity of
what donor and recipient make, r the catch-up and f the forgetting a year. A sector that only one of them has teaches
nobody; the donor loses nothing here, its staff are the link's own matter. Outside nodes (universities, cities beyond)
stand a given number of log points above the city's own output a worker. Source: Griffith, Redding & Van Reenen 2004.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.absorption import absorption
from sim.kernels.maths import log_array, power_array
from sim.loops import columns
from sim.loops.fixed import UNFIX
from sim.rates import per_quarter
from sim.similarity import county_similarity

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def use(world: World, now: Quarter) -> None:
    """What was learnt makes firms more productive."""
    if world.knowhow.gained.any():
        now.log_productivity += world.knowhow.gained


def learn(world: World, now: Quarter) -> None:
    """Learn from the quarter's output a worker of linked counties; forget where no link holds."""
    state, rules = world.knowhow, world.scenario.parameters.knowhow
    if not state.linked and not state.gained.any():
        return
    taught = state.intensity.sum(0) + state.from_outside.sum(0)
    held = np.minimum(1.0, taught)[world.opening.county_of]
    kept = 1.0 - per_quarter(rules.forgetting_per_year) * (1.0 - held)
    state.gained = kept * state.gained
    if state.linked:
        state.gained = state.gained + per_quarter(rules.catch_up_per_year) * gaps(world, now).ravel()


def gaps(world: World, now: Quarter) -> np.ndarray:
    """Log points within reach of recipients: sum_d i max(0, gap) sim^theta absorption [counties, sectors]."""
    opening, state = world.opening, world.knowhow
    theta = world.scenario.parameters.knowhow.mismatch_exponent
    fit, used = power_array(county_similarity(world), theta), absorption(world, now)
    weight = state.intensity * fit * used[None, :]
    shape = (opening.counties, opening.sectors)
    output = now.accounts[:, columns.OUTPUT].reshape(shape)
    workers = (now.accounts[:, columns.EMPLOYED] * UNFIX).reshape(shape)
    there = (output > 0) & (workers > 0)
    level = log_array(np.where(there, output, 1.0) / np.where(there, workers, 1.0))
    total = np.zeros(shape)
    for donor in np.flatnonzero(state.intensity.any(1)):
        ahead = np.where(there & there[donor], np.maximum(level[donor] - level, 0.0), 0.0)
        total = total + weight[donor][:, None] * ahead
    if state.from_outside.any():
        total = total + (state.from_outside.sum(0) * used)[:, None] * _behind_outside(world, output, workers)
    return total


def _behind_outside(world: World, output: np.ndarray, workers: np.ndarray) -> np.ndarray:
    """Log points of a county's sectors below the outside's: the city's output a worker plus a lead, above its own."""
    lead = world.scenario.parameters.knowhow.outside_lead_log
    made, people = np.maximum(output.sum(0), 1), np.maximum(workers.sum(0), 1e-9)
    there = (output > 0) & (workers > 0)
    own = log_array(np.where(there, output, 1.0) / np.where(there, workers, 1.0))
    return np.where(there, np.maximum(log_array(made / people) + lead - own, 0.0), 0.0)
