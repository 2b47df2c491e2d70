"""Entrants put into the free rows of their cell: computed in scratch for a whole group, then copied.

Which row a firm gets is never visible: draws go by id and sums are whole numbers.
"""

from __future__ import annotations

import numpy as np

from sim.behaviour import enter, leave, orders, pay
from sim.kernels.maths import I16, I64, U32, U64, F, exp32, kernel
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
from sim.loops.fixed import HIGH

BIRTH_SUMS = ("members", "equity", "loans", "orders")
B_MEMBERS, B_EQUITY, B_LOANS, B_ORDERS = range(4)


@kernel
def births_loop(
    floats, yuans, flags, shorts, ids, cell, live, following, head, used,
    births, group_cell, group_code, group_town, group_sector, members, table,
    quarter, word, word_form, seed, replicate, infant_rate, noise, death, sums,
):  # fmt: skip
    """Found the quarter's firms, group by group (town x sector); returns the pages in use.

    An entrant has orders, cash, a loan and its first investment order; it owns no machines and employs nobody yet.
    """
    for group in range(births.size):
        k = group_cell[group]
        constant = table[k]
        page = head[k]
        base = (U64(group_code[group]) << U64(34)) | (U64(quarter) << U64(24)) | (U64(group_sector[group]) << U64(18))
        for number in range(births[group]):
            who = base | U64(number * members)
            a, b, c, d = philox(U32(who), U32(who >> HIGH), word, U32(0), seed, replicate)
            e, _, _, _ = philox(U32(who), U32(who >> HIGH), word_form, U32(0), seed, replicate)
            weight = enter.entrant_weight(
                constant[enter.WEIGHT], normal32(uniform32(a), uniform32(b)), constant[enter.SIZE_SD]
            )
            output = weight * constant[enter.DEMAND]
            productivity = constant[enter.SD] * laplace32(uniform32(c))
            order = enter.first_order(
                weight, constant[enter.DEMAND], constant[enter.CAPITAL_PER_OUTPUT], constant[enter.PRICE]
            )
            constrained = uniform32(d) < constant[enter.CONSTRAINED_SHARE]
            loan = I64(0) if constrained else pay.share_of(constant[enter.LOAN_SHARE], order)
            equity = order - loan + I64(constant[enter.CASH_SHARE] * output)
            sales = F(4.0) * output
            page, used = free_row(page, live, following, cell, used)
            j = live[page]
            x, q, z, s = floats[page], yuans[page], flags[page], shorts[page]
            x[ORDERS * BLOCK + j] = weight
            x[PRODUCTIVITY * BLOCK + j] = productivity
            x[EFFICIENCY * BLOCK + j] = exp32(productivity)
            x[SALES * BLOCK + j] = sales
            x[MEMBERS * BLOCK + j] = F(members)
            x[NOISE * BLOCK + j] = orders.noise_scale(sales / F(members), noise[0], noise[1], noise[2], noise[3])
            x[HAZARD * BLOCK + j] = leave.hazard(
                sales / F(members), infant_rate, death[0], death[1], death[2], death[3]
            )
            q[CASH * BLOCK + j] = equity + loan
            q[LOANS * BLOCK + j] = loan
            q[ORDERED * BLOCK + j] = order
            z[CONSTRAINED * BLOCK + j] = constrained
            z[RUNG * BLOCK + j] = enter.first_rung(
                uniform32(e), constant[enter.INDIVIDUAL_SHARE], constant[enter.PROPRIETOR_SHARE]
            )
            s[BORN * BLOCK + j] = I16(quarter)
            s[TOWN * BLOCK + j] = I16(group_town[group])
            ids[page, j] = who
            live[page] = j + 1
            sums[k, B_MEMBERS] += members
            sums[k, B_EQUITY] += equity
            sums[k, B_LOANS] += loan
            sums[k, B_ORDERS] += order
    return used
