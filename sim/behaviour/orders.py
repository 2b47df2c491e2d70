"""Orders (订单): which share of a cell's customers a firm keeps from one quarter to the next.

Weights are yuan of quarterly sales at opening prices. A firm never creates demand by itself: weights share out what
the cell sells, local sales by the realised sum of weights, exports by a reference that only outside projects raise.
Source: Dosi et al. (K+S replicator); Laplace growth: Zou 2019; own tests of the core economy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.kernels.maths import F, exp32, exp_array, log32, log_array, rule
from sim.kernels.tables import Columns

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World

SIZE_UNIT = 2e7
"""Yuan of yearly sales at which the noise parameter is quoted: the above-scale threshold (规模以上)."""

TABLE = Columns("probability", "replicator", "offset", "entrants", "keep", "sd", "used")
PROBABILITY, REPLICATOR, OFFSET, ENTRANTS, KEEP, SD, USED = TABLE.numbers


@rule
def noise_scale(sales, sd, limit, exponent, root_probability):
    """Scale b of a firm's Laplace shock, half the yearly sd over the root of the probability of a shock.

    b = 1/2 min(limit, sd x^-exponent) / sqrt(p), x = sales per firm / 20 m yuan; evaluated once a year.
    """
    size = max(sales, F(1e4)) * F(1.0 / SIZE_UNIT)
    return F(0.5) * min(limit, sd * exp32(-exponent * log32(size))) * root_probability


@rule
def reweigh(weight, productivity, noise, hazard, when, shock, probability, replicator, offset, entrants):
    """A firm's new weight: replicator, noise that is fair in the mean, and the customers of the expected dead.

    w' = w exp(chi (ln e - ln e_mean) + b eps 1[u<p]) / (1 - p + p / (1 - b^2/2)) (1 + h - m)

    `shock` is a unit Laplace draw, `when` decides whether it strikes; dividing by its expectation keeps weights a
    martingale (without it small firms gain 14 % a quarter in the mean); h is the firm's OWN hazard.
    """
    hit = noise * shock if when < probability else F(0.0)
    fair = F(1.0) + probability * (F(1.0) / (F(1.0) - F(0.5) * noise * noise) - F(1.0))
    return weight * exp32(replicator * productivity + offset + hit) / fair * (F(1.0) + hazard - entrants)


@rule
def follow(weight, delivered, keep, gain):
    """Customers follow deliveries: w' = (1-psi) w + psi y / (orders per weight)."""
    return keep * weight + gain * delivered


def efficiency_offsets(world: World, now: Quarter) -> np.ndarray:
    """Log efficiency that all firms of a cell share: roads, what blocks give, less its relative wage [cells]."""
    parameters, opening = world.scenario.parameters, world.opening
    gained = world.counties.road_productivity[opening.county_of] + now.log_productivity
    return (
        parameters.growth.productivity_weight * gained
        - opening.labour_share_of_output * world.counties.log_wage[opening.county_of]
    )


def reweigh_table(world: World, now: Quarter) -> np.ndarray:
    """Constants of the weights pass, one row a cell."""
    growth, productivity = world.scenario.parameters.growth, world.scenario.parameters.productivity
    now.efficiency_offset = efficiency_offsets(world, now)
    chi = growth.replicator_per_quarter
    kept = 1.0 - productivity.return_per_quarter
    spread = np.sqrt(1.0 - kept * kept) * productivity.sd_share * world.opening.noise_scale
    mean = world.cells.sector_efficiency[world.opening.sector_of]
    return TABLE.fill(
        world.opening.cells,
        probability=growth.noise_probability_share,
        replicator=chi * growth.productivity_weight,
        offset=chi * (now.efficiency_offset - mean),
        entrants=world.opening.entrant_mass,
        keep=kept,
        sd=spread,
        used=world.cells.used_share,
    )


def normalise(world: World, now: Quarter) -> None:
    """Pull each cell's sum of weights part of the way back to its reference: w (Wref/W)^rho.

    Full normalisation would cancel granular risk: a slump of one large plant would cost its county nothing.
    """
    pull = world.scenario.parameters.growth.normalisation_per_quarter
    held = now.weights > 0
    raw = np.where(held, now.weights, world.cells.order_reference)  # a cell without firms has nothing to pull
    now.scale = exp_array(pull * log_array(world.cells.order_reference / raw))
    now.weights = np.where(held, raw * now.scale, 0.0)
    weight = world.scenario.parameters.growth.productivity_weight
    now.efficiency = weight * (now.weighted_productivity / raw) + now.efficiency_offset
    world.cells.sector_efficiency = world.opening.sector_means(now.efficiency, world.cells.last_output)
