"""Households (居民): income, consumption, housing; one account a county, booked where the job is.

Consumption is planned from the last quarter's income grown with the trend, and from deposits; its propensity is
solved at the opening, not chosen. Vouchers are spent by a rule of their own: a share buys what would not have been
bought in the next quarter, most of that is bought less in those after it. Source: own tests of the core economy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.loops import columns
from sim.rates import per_quarter

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


INCOME = frozenset(
    (
        Kind.WAGES,
        Kind.SOCIAL_CONTRIBUTIONS,
        Kind.PENSIONS,
        Kind.DEPOSIT_INTEREST,
        Kind.DIVIDENDS,
        Kind.CAPITAL_CALLS,
        Kind.TRANSFERS_TO_HOUSEHOLDS,
        Kind.LAND_COMPENSATION,
        Kind.PLANT_RENT,
        Kind.LAND_RENT,
        Kind.VILLAGE_DIVIDENDS,
        Kind.LEAKAGE,
        Kind.COMMUTER_WAGES,
        Kind.AWARDS,
        Kind.UPGRADE_SUBSIDY,
        Kind.HOUSEHOLD_INTEREST,
        Kind.PAIRING_STAFF,
        Kind.DONATIONS,
        Kind.INTEREST_SUBSIDY,
        Kind.VOUCHERS,
        Kind.SOCIAL_FLOOR,
        Kind.FUND_RETURNS,
    )
)
"""Kinds of flow that are income of households, or paid out of it.

Support to investments (PROJECT_SUBSIDY) is none, whoever grants it: it is a transfer of capital to owners who renew
plots, move or build, spent on that investment and not on consumption, as in national accounts.
"""


def plan(world: World, now: Quarter) -> None:
    """Consumption C = c1 Y(-1) (1+g) + nu M and housing H = h Y(-1) (1+g), whole yuan by county."""
    households = world.scenario.parameters.households
    expected = world.counties.income * (1.0 + now.growth_into)
    deposits = world.ledger.held(Holder.HH)
    wish = world.opening.propensity * expected + households.wealth_per_quarter * deposits
    wish = wish + _vouchers(world)
    now.consumption = np.maximum(wish, 0.0).astype(np.int64)
    now.housing = np.maximum(households.housing_share * expected, 0.0).astype(np.int64)


def _vouchers(world: World) -> np.ndarray:
    """What vouchers of last quarter add to consumption, less what earlier ones brought forward, yuan by county.

    a V - p F, F' = (1 - p) F + (a - b) V: a the share bought beside the usual, b the share that stays a gain.
    """
    rules, counties = world.scenario.parameters.stocks, world.counties
    bought = rules.voucher_spent_share * counties.vouchers
    less = rules.voucher_payback_per_quarter * counties.brought_forward
    gained = np.minimum(rules.voucher_gain_share, rules.voucher_spent_share) * counties.vouchers
    counties.brought_forward = counties.brought_forward - less + bought - gained
    counties.vouchers = np.zeros_like(counties.vouchers)
    return np.asarray(bought - less)


def receive(world: World, now: Quarter) -> None:
    """Wages, contributions, pensions, interest, dividends and calls of the quarter."""
    opening, ledger, sums = world.opening, world.ledger, now.accounts
    account = ledger.account
    homes = account[Holder.HH]
    home = homes[opening.county_of]
    firms, up, bank, outside = (account[h] for h in (Holder.F, Holder.UP, Holder.BK, Holder.RX))
    wages = opening.by_county(sums[:, columns.WAGES])
    contributions = (world.scenario.parameters.households.contribution_share * wages).astype(np.int64)
    pensions = (opening.pensions * now.nominal).astype(np.int64)
    interest = (
        per_quarter(world.scenario.parameters.credit.deposit_rate_per_year) * ledger.held(Holder.HH)
    ).astype(np.int64)
    interest = np.maximum(interest, 0)
    dividends, at_home = sums[:, columns.DIVIDENDS], sums[:, columns.DIVIDENDS_HOUSEHOLDS]
    calls, from_home = sums[:, columns.CALLS], sums[:, columns.CALLS_HOUSEHOLDS]
    caller = np.where(opening.call_payer_up, up, outside)
    ledger.post(Kind.WAGES, firms, home, sums[:, columns.WAGES])
    ledger.post(Kind.SOCIAL_CONTRIBUTIONS, homes, up, contributions)
    ledger.post(Kind.PENSIONS, up, homes, pensions)
    ledger.post(Kind.DEPOSIT_INTEREST, bank, homes, interest)
    ledger.post(Kind.DIVIDENDS, firms, home, at_home)
    ledger.post(Kind.DIVIDENDS, firms, outside, dividends - at_home)
    ledger.post(Kind.CAPITAL_CALLS, home, firms, from_home)
    ledger.post(Kind.CAPITAL_CALLS, caller, firms, calls - from_home)
    now.dividends = opening.by_county(at_home)


def count_income(world: World, now: Quarter) -> None:
    """Disposable income of the quarter, as posted: households' flows under the kinds of income.

    What households plan from leaves vouchers out.
    """
    homes = world.ledger.account[Holder.HH]
    now.income = world.ledger.net(INCOME)[homes]
    world.counties.income = (now.income - world.ledger.net((Kind.VOUCHERS,))[homes]).astype(np.float64)
