"""Rungs of a firm (企业梯度): 个转企, 规改股, 股上市. Once a year, by an addressed draw.

A rung is a column. Climbing changes who receives the profit and whether the owner's wage is a residual; by itself it
adds neither orders nor productivity: 87 % of campaign conversions in Zhongshan 2011-13 changed only the form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.kernels.maths import I8, F, rule
from sim.kernels.pages import COMPANY, INDIVIDUAL, JOINT_STOCK, LISTED, PROPRIETOR

if TYPE_CHECKING:
    from sim.parameters.firms import Ladder


@rule
def climb(rung, sales, chance, kind, rates):
    """The rung after this January: `chance` decides whether the firm climbs, `kind` to which form of enterprise.

    `rates`: individual to enterprise, share becoming sole proprietors, proprietor to company, company to joint-stock
    and its least sales, joint-stock to listed and its least sales (per year, yuan a year).
    """
    if rung == INDIVIDUAL:
        if chance < rates[0]:
            return I8(PROPRIETOR) if kind < rates[1] else I8(COMPANY)
    elif rung == PROPRIETOR:
        if chance < rates[2]:
            return I8(COMPANY)
    elif rung == COMPANY:
        if chance < rates[3] and sales >= rates[4]:
            return I8(JOINT_STOCK)
    elif rung == JOINT_STOCK and chance < rates[5] and sales >= rates[6]:
        return I8(LISTED)
    return rung


def yearly_rates(ladder: Ladder) -> tuple[np.float32, ...]:
    """The rates of `climb` as float32, from the scenario's ladder."""
    return tuple(
        F(value)
        for value in (
            ladder.individual_to_enterprise_per_year,
            ladder.sole_proprietor_share,
            ladder.proprietor_to_company_per_year,
            ladder.company_to_joint_stock_per_year,
            ladder.joint_stock_sales_yuan,
            ladder.joint_stock_to_listed_per_year,
            ladder.listed_sales_yuan,
        )
    )
