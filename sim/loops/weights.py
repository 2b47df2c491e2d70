"""First loop: draws of the quarter, order weights, productivity, who leaves."""

from __future__ import annotations

import numpy as np

from sim.behaviour import learn, orders, pay
from sim.kernels.maths import I8, I64, U32, exp32, kernel
from sim.kernels.pages import (
    BLOCK,
    EFFICIENCY,
    HAZARD,
    LEAVING,
    NOISE,
    ORDERED,
    ORDERS,
    PRODUCTIVITY,
    rows,
)
from sim.kernels.philox import laplace32, philox, uniform32
from sim.loops.fixed import FIXED, HIGH

WEIGHT_SUMS = ("weight", "weighted_productivity", "investment_new")
S_WEIGHT, S_WEIGHTED, S_INVESTED = range(3)


@kernel
def weights_loop(first, last, floats, yuans, flags, ids, cell, live, table, word, seed, replicate, sums):
    """Draws of the quarter; new order weights and productivity; who leaves; sums of weights and investment orders."""
    draw = np.empty(4 * BLOCK, np.float32)
    for page in range(first, last):
        k = cell[page]
        constant, x, q, z, who = table[k], floats[page], yuans[page], flags[page], ids[page]
        n = rows(live[page])
        probability, replicator = constant[orders.PROBABILITY], constant[orders.REPLICATOR]
        offset, entrants, used = constant[orders.OFFSET], constant[orders.ENTRANTS], constant[orders.USED]
        keep, sd = constant[orders.KEEP], constant[orders.SD]
        for j in range(n):
            a, b, c, d = philox(U32(who[j]), U32(who[j] >> HIGH), word, U32(0), seed, replicate)
            draw[j] = uniform32(a)
            draw[BLOCK + j] = uniform32(b)
            draw[2 * BLOCK + j] = uniform32(c)
            draw[3 * BLOCK + j] = uniform32(d)
        for j in range(n):
            productivity = x[PRODUCTIVITY * BLOCK + j]
            weight = orders.reweigh(
                x[ORDERS * BLOCK + j],
                productivity,
                x[NOISE * BLOCK + j],
                x[HAZARD * BLOCK + j],
                draw[j],
                laplace32(draw[BLOCK + j]),
                probability,
                replicator,
                offset,
                entrants,
            )
            x[ORDERS * BLOCK + j] = weight
            draw[j] = weight * productivity
        for j in range(n):
            productivity = learn.learn(x[PRODUCTIVITY * BLOCK + j], laplace32(draw[2 * BLOCK + j]), keep, sd)
            x[PRODUCTIVITY * BLOCK + j] = productivity
            x[EFFICIENCY * BLOCK + j] = exp32(productivity)
        for j in range(n):
            z[LEAVING * BLOCK + j] = I8(1) if draw[3 * BLOCK + j] < x[HAZARD * BLOCK + j] else I8(0)
        weights = weighted = invested = 0
        for j in range(n):
            weights += I64(x[ORDERS * BLOCK + j] * FIXED)
            weighted += I64(draw[j] * FIXED)
            ordered = q[ORDERED * BLOCK + j]
            invested += ordered - pay.share_of(used, ordered)
        sums[k, S_WEIGHT] += weights
        sums[k, S_WEIGHTED] += weighted
        sums[k, S_INVESTED] += invested
