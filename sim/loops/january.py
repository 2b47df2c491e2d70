"""Once a year: size class, hazard and rung of every firm; who climbed, by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.behaviour import leave, orders
from sim.behaviour.ladder import climb, yearly_rates
from sim.calendar import EPOCH
from sim.chance import Key, Use, quarter_word
from sim.kernels.maths import I8, I64, U32, kernel, rule
from sim.kernels.pages import (
    BLOCK,
    BORN,
    COMPANY,
    HAZARD,
    INDIVIDUAL,
    LISTED,
    MEMBERS,
    NOISE,
    PROPRIETOR,
    RUNG,
    SALES,
    TITLES,
)
from sim.kernels.philox import philox, uniform32
from sim.loops.fixed import HIGH
from sim.loops.spans import Threads, summed
from sim.tables.recognition import Title

if TYPE_CHECKING:
    from sim.parameters import Parameters
    from sim.tables import Firms

HIGH_TECH, NEWLY_PUBLIC = int(Title.HIGH_TECH), int(Title.NEWLY_PUBLIC)
STEPS = 5
"""Kinds of steps, the first of `tables.recognition.Step`."""


@kernel
def january_loop(
    first,
    last,
    floats,
    flags,
    shorts,
    ids,
    cell,
    live,
    quarter,
    by_age,
    noise,
    death,
    rates,
    climbing,
    marking,
    word,
    seed,
    replicate,
    sums,
):
    """Once a year, from last year's size and age: scale of the noise, hazard of closing, rung.

    A slow size class keeps pairs together: a small change of sales flips no lottery during the year.
    `noise`: sd, limit, exponent, root of the probability. `death`: exponent, limit, large exponent, protected sales.
    `rates` by cell. Firms that go public are marked when `marking`, so that their shares are sold once.
    """
    age_rate = np.empty(BLOCK, np.float32)
    climbed = np.empty(BLOCK, np.int8)
    oldest = by_age.size - 1
    for page in range(first, last):
        x, z, short, who = floats[page], flags[page], shorts[page], ids[page]
        n = live[page]
        for j in range(n):
            age_rate[j] = by_age[min((quarter - I64(short[BORN * BLOCK + j])) >> 2, oldest)]
        for j in range(n):
            sales = x[SALES * BLOCK + j] / x[MEMBERS * BLOCK + j]
            x[NOISE * BLOCK + j] = orders.noise_scale(sales, noise[0], noise[1], noise[2], noise[3])
            x[HAZARD * BLOCK + j] = leave.hazard(sales, age_rate[j], death[0], death[1], death[2], death[3])
        if climbing:
            k = cell[page]
            of, s = rates[k], sums[k]
            rate = (of[0], of[1], of[2], of[3], of[4], of[5], of[6], of[7])
            for j in range(n):
                a, b, _, _ = philox(U32(who[j]), U32(who[j] >> HIGH), word, U32(0), seed, replicate)
                sales = x[SALES * BLOCK + j] / x[MEMBERS * BLOCK + j]
                high_tech = z[TITLES * BLOCK + j] & HIGH_TECH != 0
                climbed[j] = climb(z[RUNG * BLOCK + j], sales, uniform32(a), uniform32(b), high_tech, rate)
            for j in range(n):  # rare rows, so the loop above stays free of sums
                before, after = z[RUNG * BLOCK + j], climbed[j]
                if before != after:
                    z[RUNG * BLOCK + j] = after
                    s[step_of(before, after)] += I64(x[MEMBERS * BLOCK + j])
                    if marking and after == LISTED:
                        z[TITLES * BLOCK + j] = I8(z[TITLES * BLOCK + j] | NEWLY_PUBLIC)


@rule
def step_of(before, after):
    """Which step of the ladder this was, as numbered in `tables.recognition.Step`."""
    if before == INDIVIDUAL:
        return 0 if after == PROPRIETOR else 1
    if before == PROPRIETOR:
        return 2
    return 3 if before == COMPANY else 4


def size_rules(parameters: Parameters) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Hazard by age, noise rules and exit rules as float32, in the order the loop reads them."""
    growth, death = parameters.growth, parameters.exit
    by_age = np.array(death.hazard_by_age_per_year, np.float32) * np.float32(death.scale)
    root = 1.0 / np.sqrt(growth.noise_probability_share)
    noise = (growth.noise_sd_share, growth.noise_sd_limit_share, growth.noise_size_exponent, root)
    limits = (death.size_exponent, death.small_limit_factor, death.large_exponent, death.protected_sales_yuan)
    return by_age, np.array(noise, np.float32), np.array(limits, np.float32)


def reassess(
    firms: Firms,
    parameters: Parameters,
    quarter: int,
    key: Key,
    climbing: bool,
    threads: Threads | None = None,
    rates: np.ndarray | None = None,
    marking: bool = False,
) -> np.ndarray:
    """Set noise scale and exit hazard of all firms from their size and age; let them climb when `climbing`.

    `rates` by cell, those of the scenario's ladder unless given. Returns the steps taken [cells, STEPS].
    """
    cells = firms.head.size
    if rates is None:
        rates = np.tile(np.array(yearly_rates(parameters.ladder), np.float32), (cells, 1))
    (steps,) = summed(
        january_loop,
        firms.used,
        threads,
        ((cells, STEPS),),
        firms.floats,
        firms.flags,
        firms.shorts,
        firms.ids,
        firms.cell,
        firms.live,
        quarter - EPOCH,
        *size_rules(parameters),
        rates,
        climbing,
        marking,
        quarter_word(quarter, Use.LADDER),
        *key,
    )
    return steps
