"""Entrants put into the free rows of their cell: computed in scratch for up to a page of them, then copied.

Which row a firm gets is never visible: draws go by id and sums are whole numbers.
"""

from __future__ import annotations

import numpy as np

from sim.behaviour import enter, leave, orders, pay
from sim.kernels.maths import I8, I16, I64, U32, U64, F, exp32, kernel, rule
from sim.kernels.pages import (
    BLOCK,
    BORN,
    CASH,
    CONSTRAINED,
    EFFICIENCY,
    HAZARD,
    LOANS,
    MEMBERS,
    NOISE,
    ORDERED,
    ORDERS,
    PRODUCTIVITY,
    RUNG,
    SALES,
    TOWN,
    free_row,
)
from sim.kernels.philox import laplace32, normal32, philox, uniform32
from sim.loops.columns import B_EQUITY, B_LOANS, B_MEMBERS, B_ORDERS
from sim.loops.fixed import HIGH

# Scratch of the draws: two for the size, productivity, access to credit, rung.
FIRST, SECOND, THIRD, FOURTH, FIFTH = range(5)
NEW_FLOATS = (ORDERS, PRODUCTIVITY, EFFICIENCY, SALES, NOISE, HAZARD)


@kernel
def births_loop(
    floats, yuans, flags, shorts, ids, cell, live, following, head, used,
    births, group_cell, group_code, group_town, group_sector, members, table,
    quarter, word, word_form, seed, replicate, infant_rate, noise, death, sums,
):  # fmt: skip
    """Found the quarter's firms, group by group (town x sector); returns the pages in use.

    An entrant has orders, cash, a loan and its first investment order; it owns no machines and employs nobody yet.
    """
    who = np.empty(BLOCK, np.uint64)
    town = np.empty(BLOCK, np.int16)
    draw = np.empty(5 * BLOCK, np.float32)
    x = np.empty(9 * BLOCK, np.float32)
    q = np.empty(3 * BLOCK, np.int64)
    group, number = 0, 0
    while group < births.size:
        k = group_cell[group]
        count = 0
        while group < births.size and group_cell[group] == k and count < BLOCK:
            take = min(births[group] - number, BLOCK - count)
            base = enter.firm_id(group_code[group], quarter, group_sector[group])
            for i in range(take):
                who[count + i] = base | U64((number + i) * members)
                town[count + i] = group_town[group]
            count += take
            number += take
            if number == births[group]:
                group += 1
                number = 0
        if count:
            draw_entrants(who, count, draw, word, word_form, seed, replicate)
            equip_entrants(x, q, draw, count, table[k], members, infant_rate, noise, death, sums[k])
            used = place_entrants(
                floats, yuans, flags, shorts, ids, cell, live, following, head[k], used,
                who, town, draw, x, q, count, table[k], members, quarter,
            )  # fmt: skip
    return used


@rule
def draw_entrants(who, count, draw, word, word_form, seed, replicate):
    """Five uniforms for each entrant."""
    for i in range(count):
        a, b, c, d = philox(U32(who[i]), U32(who[i] >> HIGH), word, U32(0), seed, replicate)
        e, _, _, _ = philox(U32(who[i]), U32(who[i] >> HIGH), word_form, U32(0), seed, replicate)
        draw[FIRST * BLOCK + i] = uniform32(a)
        draw[SECOND * BLOCK + i] = uniform32(b)
        draw[THIRD * BLOCK + i] = uniform32(c)
        draw[FOURTH * BLOCK + i] = uniform32(d)
        draw[FIFTH * BLOCK + i] = uniform32(e)


@rule
def equip_entrants(x, q, draw, count, constant, members, infant_rate, noise, death, sums):
    """Orders, productivity and size class of each entrant; its equity, loan and first order of machines."""
    for i in range(count):
        normal = normal32(draw[FIRST * BLOCK + i], draw[SECOND * BLOCK + i])
        weight = enter.entrant_weight(constant[enter.WEIGHT], normal, constant[enter.SIZE_SD])
        productivity = constant[enter.SD] * laplace32(draw[THIRD * BLOCK + i])
        sales = F(4.0) * (weight * constant[enter.DEMAND])
        x[ORDERS * BLOCK + i] = weight
        x[PRODUCTIVITY * BLOCK + i] = productivity
        x[EFFICIENCY * BLOCK + i] = exp32(productivity)
        x[SALES * BLOCK + i] = sales
    for i in range(count):
        size = x[SALES * BLOCK + i] / F(members)
        x[NOISE * BLOCK + i] = orders.noise_scale(size, noise[0], noise[1], noise[2], noise[3])
        x[HAZARD * BLOCK + i] = leave.hazard(size, infant_rate, death[0], death[1], death[2], death[3])
    for i in range(count):
        weight = x[ORDERS * BLOCK + i]
        order = enter.first_order(
            weight, constant[enter.DEMAND], constant[enter.CAPITAL_PER_OUTPUT], constant[enter.PRICE]
        )
        constrained = draw[FOURTH * BLOCK + i] < constant[enter.CONSTRAINED_SHARE]
        loan = I64(0) if constrained else pay.share_of(constant[enter.LOAN_SHARE], order)
        equity = order - loan + pay.in_yuan(constant[enter.CASH_SHARE] * (weight * constant[enter.DEMAND]))
        q[CASH * BLOCK + i] = equity + loan
        q[LOANS * BLOCK + i] = loan
        q[ORDERED * BLOCK + i] = order
        sums[B_EQUITY] += equity
        sums[B_LOANS] += loan
        sums[B_ORDERS] += order
    sums[B_MEMBERS] += count * members


@rule
def place_entrants(
    floats, yuans, flags, shorts, ids, cell, live, following, page, used,
    who, town, draw, x, q, count, constant, members, quarter,
):  # fmt: skip
    """Copy entrants into the free rows of their cell's pages, opening fresh pages; returns the pages in use."""
    done = 0
    while done < count:
        page, used = free_row(page, live, following, cell, used)
        first = live[page]
        take = min(count - done, BLOCK - first)
        for field in NEW_FLOATS:
            for i in range(take):
                floats[page, field * BLOCK + first + i] = x[field * BLOCK + done + i]
        for field in range(3):
            for i in range(take):
                yuans[page, field * BLOCK + first + i] = q[field * BLOCK + done + i]
        for i in range(take):
            floats[page, MEMBERS * BLOCK + first + i] = F(members)
            constrained = draw[FOURTH * BLOCK + done + i] < constant[enter.CONSTRAINED_SHARE]
            flags[page, CONSTRAINED * BLOCK + first + i] = I8(constrained)
            flags[page, RUNG * BLOCK + first + i] = enter.first_rung(
                draw[FIFTH * BLOCK + done + i],
                constant[enter.INDIVIDUAL_SHARE],
                constant[enter.PROPRIETOR_SHARE],
            )
            shorts[page, BORN * BLOCK + first + i] = I16(quarter)
            shorts[page, TOWN * BLOCK + first + i] = town[done + i]
            ids[page, first + i] = who[done + i]
        live[page] += take
        done += take
    return used
