"""The bank (银行): loans, interest, bankruptcies, estates; its own capital.

All cash of everybody is a deposit at the bank. Equity = loans + bonds - deposits is kept at 8 % of loans; what is
above goes to its owners outside, what is missing they put in. Source: own tests of the core economy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.calendar import quarter_name
from sim.errors import LedgerError
from sim.loops import columns
from sim.loops.columns import B_EQUITY, B_LOANS

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def lend(world: World, now: Quarter) -> None:
    """Post loans, repayments and interest of firms, entrants included."""
    ledger, sums = world.ledger, now.accounts
    firms, bank = ledger.account[Holder.F], ledger.account[Holder.BK]
    ledger.post(Kind.NEW_LOANS, bank, firms, sums[:, columns.LOANS_NEW] + now.births[:, B_LOANS])
    ledger.post(Kind.LOAN_REPAYMENTS, firms, bank, sums[:, columns.LOANS_REPAID])
    ledger.post(Kind.LOAN_INTEREST, firms, bank, sums[:, columns.INTEREST])


def wind_up(world: World, now: Quarter) -> None:
    """Cash of closed firms, receipts of estates from used capital, loans written off.

    What buyers pay for used capital goes to the estate of the cell: to the bank up to the loans its dead firms of last
    quarter left, then to households; the unpaid rest is the bank's loss.
    """
    opening, ledger, sums = world.opening, world.ledger, now.accounts
    account = ledger.account
    firms, estates, bank = account[Holder.F], account[Holder.EST], account[Holder.BK]
    home = account[Holder.HH][opening.county_of]
    receipts = sums[:, columns.USED_PAID]
    to_bank = np.minimum(receipts, world.cells.estate_loans)
    ledger.post(Kind.USED_CAPITAL, firms, estates, receipts)
    ledger.post(Kind.ESTATE_LOANS, estates, bank, to_bank)
    ledger.post(Kind.ESTATE_REST, estates, home, receipts - to_bank)
    ledger.post(Kind.EXIT_LOANS, firms, bank, sums[:, columns.EXIT_REPAID])
    ledger.post(Kind.EXIT_OVERDRAFT, bank, firms, sums[:, columns.EXIT_OVERDRAFT])
    ledger.post(Kind.EXIT_CASH, firms, home, sums[:, columns.EXIT_HOUSEHOLDS])
    now.writeoffs = world.cells.estate_loans - to_bank
    world.cells.estate_loans = sums[:, columns.EXIT_LOANS].copy()


def count_loans(world: World, now: Quarter) -> None:
    """Loans of the cells' live firms after the quarter: last quarter's, new, repaid, and those of the dead."""
    sums = now.accounts
    change = sums[:, columns.LOANS_NEW] - sums[:, columns.LOANS_REPAID] + now.births[:, B_LOANS]
    world.cells.loans = (
        world.cells.loans + change - sums[:, columns.EXIT_REPAID] - sums[:, columns.EXIT_LOANS]
    ) + now.firm_loans


def keep_capital(world: World, now: Quarter) -> None:
    """Pay out or call in the bank's capital so that equity is its share of loans."""
    ledger = world.ledger
    loans = int(world.cells.loans.sum() + world.cells.estate_loans.sum()) + other_claims(world)
    bonds = int(world.counties.debt.sum()) + world.city.debt
    equity = loans + bonds + int(ledger.of(Holder.BK)[0])
    surplus = equity - int(world.scenario.parameters.credit.bank_equity_share_of_loans * loans)
    bank, outside = ledger.account[Holder.BK], ledger.account[Holder.RX]
    ledger.post_either_way(Kind.BANK_DIVIDEND, Kind.BANK_CAPITAL, bank, outside, np.array([surplus]))


def other_claims(world: World) -> int:
    """Loans of the bank to others than firms and governments, yuan."""
    return int(world.treasury.mortgages.sum() + world.parks.debt.sum())


def firms_own_books(world: World, now: Quarter) -> tuple[np.ndarray, dict[int, np.ndarray]]:
    """What the firms' rows say: cash after the quarter by cell, and net yuan by cell for every kind of flow.

    Raises LedgerError through the ledger's check when posted flows differ; loans are compared here.
    """
    s, births = now.accounts, now.births
    out: dict[int, np.ndarray] = {}
    firms = world.ledger.account[Holder.F]
    cash = s[:, columns.CASH_AFTER] - s[:, columns.EXIT_REPAID] + s[:, columns.EXIT_OVERDRAFT]
    cash = cash - s[:, columns.EXIT_HOUSEHOLDS] + births[:, B_EQUITY] + births[:, B_LOANS]
    out[Kind.WAGES] = -s[:, columns.WAGES]
    out[Kind.PRODUCTION_TAX] = -s[:, columns.TAX_ON_PRODUCTION]
    out[Kind.PROFIT_TAX] = -s[:, columns.TAX_ON_PROFIT]
    out[Kind.LOAN_INTEREST] = -s[:, columns.INTEREST]
    out[Kind.USED_CAPITAL] = -s[:, columns.USED_PAID]
    out[Kind.DIVIDENDS] = -s[:, columns.DIVIDENDS]
    out[Kind.CAPITAL_CALLS] = s[:, columns.CALLS]
    out[Kind.NEW_LOANS] = s[:, columns.LOANS_NEW] + births[:, B_LOANS]
    out[Kind.LOAN_REPAYMENTS] = -s[:, columns.LOANS_REPAID]
    out[Kind.EXIT_LOANS] = -s[:, columns.EXIT_REPAID]
    out[Kind.EXIT_OVERDRAFT] = s[:, columns.EXIT_OVERDRAFT]
    out[Kind.EXIT_CASH] = -s[:, columns.EXIT_HOUSEHOLDS]
    out[Kind.FOUNDERS_EQUITY] = births[:, B_EQUITY] - now.equity_outside
    out[Kind.EQUITY_FROM_OUTSIDE] = now.equity_outside
    out[Kind.ARREARS] = -np.maximum(s[:, columns.PUT_OFF], 0)
    out[Kind.ARREARS_PAID] = np.maximum(-s[:, columns.PUT_OFF], 0)
    for kind, put_in in now.firm_money.items():
        out[kind], cash = put_in, cash + put_in
    _same_rows(world, "opening cash", s[:, columns.CASH_BEFORE], world.ledger.before[firms])
    after = (
        s[:, columns.LOANS_AFTER] - s[:, columns.EXIT_REPAID] - s[:, columns.EXIT_LOANS] + births[:, B_LOANS]
    ) + now.firm_loans
    _same_rows(world, "LOANS", after, world.cells.loans)
    return cash, out


def _same_rows(world: World, what: str, rows: np.ndarray, book: np.ndarray) -> None:
    if np.array_equal(rows, book):
        return
    at = int(np.flatnonzero(rows != book)[0])
    name = world.ledger.names[world.ledger.account[Holder.F][at]]
    raise LedgerError(
        f"{quarter_name(world.quarter)}, {name}, {what}: its rows hold {rows[at]:,} yuan, the book says {book[at]:,}; "
        f"{int(rows[at]) - int(book[at]):+,} yuan were not posted"
    )
