"""Rungs of a firm (企业梯度): 个转企, 规改股, 股上市. Once a year, by an addressed draw.

A rung is a column. Climbing changes who receives the profit and whether the owner's wage is a residual; by itself it
adds neither orders nor productivity: 87 % of campaign conversions in Zhongshan 2011-13 changed only the form.
A campaign raises the rate of 个转企 from p0 towards p1: p = p0 + (p1 - p0) campaign, where campaign is what a policy
says plus what leaders' effort beyond the usual adds, one at most. Costs of the form (accounts, audits) are small
beside a firm's sales and not charged. A high-tech firm is likelier to be admitted to the stock exchange.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.kernels.maths import I8, F, rule
from sim.kernels.pages import COMPANY, INDIVIDUAL, JOINT_STOCK, LISTED, PROPRIETOR
from sim.tables.treasury import Goal

if TYPE_CHECKING:
    from sim.parameters.firms import Ladder
    from sim.world import World


@rule
def climb(rung, sales, chance, kind, high_tech, rates):
    """The rung after this January: `chance` decides whether the firm climbs, `kind` to which form of enterprise.

    `rates`: individual to enterprise, share becoming sole proprietors, proprietor to company, company to joint-stock
    and its least sales, joint-stock to listed and its least sales (per year, yuan a year), and how many times
    likelier a high-tech firm is listed.
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
    elif rung == JOINT_STOCK:
        admitted = rates[5] * rates[7] if high_tech else rates[5]
        if chance < admitted and sales >= rates[6]:
            return I8(LISTED)
    return rung


def yearly_rates(ladder: Ladder) -> tuple[np.float32, ...]:
    """The rates of `climb` as float32, from the scenario's ladder, without any campaign."""
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
            ladder.listed_high_tech_factor,
        )
    )


def campaign_of(world: World) -> np.ndarray:
    """How far the campaign of 个转企 goes in a county, 0 to 1: a policy's own, and effort beyond the usual."""
    more = np.maximum(world.treasury.effort[:, Goal.LADDER] - 1.0, 0.0)
    response = world.scenario.parameters.ladder.campaign_response_factor
    return np.clip(world.recognition.campaign + response * more, 0.0, 1.0)


def rates_by_cell(world: World) -> np.ndarray:
    """The rates of `climb` by cell, with the campaign of its county [cells, rates]."""
    ladder, opening = world.scenario.parameters.ladder, world.opening
    rates = np.tile(np.array(yearly_rates(ladder), np.float32), (opening.cells, 1))
    usual, full = ladder.individual_to_enterprise_per_year, ladder.campaign_individual_to_enterprise_per_year
    rates[:, 0] = (usual + max(full - usual, 0.0) * campaign_of(world))[opening.county_of]
    return rates
