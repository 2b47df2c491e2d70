"""Births of firms (创业): a stationary rate by town and sector, with sizes around a small firm's.

The number depends on the trend of firm counts only, and each entrant has its own address, so a firm born in both
arms of a comparison is the same firm with the same luck. Source: own tests of the core economy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.chance import Use, quarter_word
from sim.kernels.maths import I8, I64, U32, U64, F, exp32, kernel, power_array, rule
from sim.kernels.pages import COMPANY, INDIVIDUAL, PROPRIETOR
from sim.kernels.philox import philox, uniform64
from sim.kernels.tables import Columns
from sim.loops.columns import B_EQUITY
from sim.rates import per_quarter

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World

TABLE = Columns(
    "weight",
    "size_sd",
    "sd",
    "demand",
    "capital_per_output",
    "price",
    "constrained",
    "loan_share",
    "cash_share",
    "individual",
    "proprietor",
)
(
    WEIGHT,
    SIZE_SD,
    SD,
    DEMAND,
    CAPITAL_PER_OUTPUT,
    PRICE,
    CONSTRAINED_SHARE,
    LOAN_SHARE,
    CASH_SHARE,
    INDIVIDUAL_SHARE,
    PROPRIETOR_SHARE,
) = TABLE.numbers


@rule
def first_rung(chance, individual, proprietor):
    """Legal form of an entrant by the shares of small firms at the opening."""
    if chance < individual:
        return I8(INDIVIDUAL)
    return I8(PROPRIETOR) if chance < individual + proprietor else I8(COMPANY)


@rule
def firm_id(town_code, quarter, sector):
    """First id of a town, quarter of birth and sector: 30 + 10 + 6 bits, the running number below (C3)."""
    return (U64(town_code) << U64(34)) | (U64(quarter) << U64(24)) | (U64(sector) << U64(18))


@rule
def entrant_weight(mean, normal, sd):
    """Order weight of an entrant, log-normal around the mean: m exp(sd z - sd^2/2)."""
    return mean * exp32(sd * normal - F(0.5) * sd * sd)


@rule
def first_order(weight, demand, capital_per_output, price):
    """Capital an entrant orders, yuan: kappa D at next quarter's price and a margin for setting up."""
    return I64(capital_per_output * (weight * demand) * price + F(0.5))


@kernel
def count_births(means, towns, sectors, members, word, seed, replicate):
    """Rows born per town and sector: floor(mean / members + u), u addressed by (town, sector, quarter)."""
    rows = np.empty(means.size, np.int64)
    for group in range(means.size):
        first, second, _, _ = philox(U32(towns[group]), U32(sectors[group]), word, U32(0), seed, replicate)
        rows[group] = I64(means[group] / members + uniform64(first, second))
    return rows


def plan_births(world: World, now: Quarter) -> np.ndarray:
    """Rows to be born this quarter in each town x sector group."""
    entry, opening = world.scenario.parameters.entry, world.opening
    rate = entry.net_growth_per_year + entry.replacement_per_year
    means = per_quarter(rate) * now.firm_index * opening.group_members * opening.group_births
    # Who comes home founds firms of the sectors and towns that others of the county do.
    county = opening.county_of[opening.group_cell]
    usual = np.bincount(county, means, opening.counties)
    more = world.residents.returnee_firms / np.maximum(usual, 1e-9)
    most = world.scenario.parameters.residents.most_extra_births_share
    means = means * (1.0 + np.minimum(more, most))[county]
    word = quarter_word(world.quarter, Use.BIRTH_COUNT)
    return count_births(
        means,
        opening.group_town_code,
        opening.group_sector,
        float(world.scenario.firms_per_agent),
        word,
        *world.key,
    )


def entrant_table(world: World, now: Quarter) -> np.ndarray:
    """Constants of the births, one row a cell."""
    parameters, opening = world.scenario.parameters, world.opening
    return TABLE.fill(
        opening.cells,
        weight=opening.entrant_weight / now.firm_index * world.scenario.firms_per_agent,
        size_sd=parameters.entry.size_sd,
        sd=parameters.productivity.sd_share * opening.noise_scale,
        demand=now.demand / opening.output,
        capital_per_output=opening.capital_per_output / now.price,
        price=now.price_next * (1.0 + parameters.entry.price_margin_share),
        constrained=parameters.credit.constrained_share,
        loan_share=parameters.credit.loan_share_of_capital,
        cash_share=parameters.credit.cash_share_of_quarter,
        individual=opening.small_rung_shares[INDIVIDUAL],
        proprietor=opening.small_rung_shares[PROPRIETOR],
    )


def endow(world: World, now: Quarter) -> None:
    """Post the equity of the quarter's entrants: out of households' deposits, or from outside investors."""
    account = world.ledger.account
    home = account[Holder.HH][world.opening.county_of]
    firms, outside = account[Holder.F], account[Holder.RX]
    world.ledger.post(Kind.FOUNDERS_EQUITY, home, firms, now.births[:, B_EQUITY] - now.equity_outside)
    world.ledger.post(Kind.EQUITY_FROM_OUTSIDE, outside, firms, now.equity_outside)


def advance_trend(world: World) -> None:
    """The trend of the number of firms grows by a quarter."""
    yearly = 1.0 + world.scenario.parameters.entry.net_growth_per_year
    world.city.firm_index *= float(power_array(np.array([yearly]), 0.25)[0])
