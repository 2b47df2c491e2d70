"""Who can hold money, for what money may flow, and which number an account has."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np


class Holder(IntEnum):
    """Who can hold an account: the columns of the transactions-flow matrix."""

    HH = 0  # households 居民
    F = 1  # firms of a cell 企业
    EST = 2  # estates of closed firms 破产财产
    TG = 3  # town governments 镇街财政
    CG = 4  # county governments 县级财政
    CI = 5  # city government 市本级财政
    FD = 6  # funds 基金
    UP = 7  # province and centre 上级财政
    BK = 8  # bank 银行
    RX = 9  # outside 市外


class Kind(IntEnum):
    """Named kinds of flow, payer to receiver; append only."""

    CONSUMPTION = 0
    HOUSING = 1
    MATERIALS = 2
    EXPORTS = 3
    INVESTMENT = 4
    USED_CAPITAL = 5
    ESTATE_LOANS = 6
    ESTATE_REST = 7
    EXIT_LOANS = 8
    EXIT_CASH = 9
    EXIT_OVERDRAFT = 10
    WAGES = 11
    SOCIAL_CONTRIBUTIONS = 12
    PENSIONS = 13
    PRODUCTION_TAX = 14
    PROFIT_TAX = 15
    TAX_SHARING = 16
    LOAN_INTEREST = 17
    BOND_INTEREST = 18
    DEPOSIT_INTEREST = 19
    DIVIDENDS = 20
    CAPITAL_CALLS = 21
    FOUNDERS_EQUITY = 22
    NEW_LOANS = 23
    LOAN_REPAYMENTS = 24
    BONDS = 25
    TRANSFERS = 26
    REMITTANCES = 27
    GOVERNMENT_PURCHASES = 28
    GOVERNMENT_INVESTMENT = 29
    TRANSFERS_TO_HOUSEHOLDS = 30
    PROGRAMME_CONTRIBUTIONS = 31
    PROGRAMME_GRANTS = 32
    BANK_DIVIDEND = 33
    BANK_CAPITAL = 34
    BOND_REPAYMENTS = 35


@dataclass(frozen=True)
class Plan:
    """Which number an account has: holders one after the other, one account a place (a cell for F and EST)."""

    counties: int
    towns: int
    county_of_cell: np.ndarray

    @property
    def sizes(self) -> tuple[int, ...]:
        """Accounts of each holder, in the order of `Holder`."""
        cells = self.county_of_cell.size
        return (self.counties, cells, cells, self.towns, self.counties, 1, 1, 1, 1, 1)

    @property
    def accounts(self) -> int:
        """Number of accounts."""
        return sum(self.sizes)

    def of(self, holder: Holder) -> np.ndarray:
        """Account numbers of a holder, in the order of its places."""
        first = sum(self.sizes[:holder])
        return np.arange(first, first + self.sizes[holder])

    def sites(self) -> tuple[np.ndarray, np.ndarray]:
        """Site of every account, and holder and place of every site: the cells of a county share one."""
        holders = np.repeat(np.arange(len(self.sizes)), self.sizes)
        places = np.concatenate([np.arange(size) for size in self.sizes])
        of_cell = (holders == Holder.F) | (holders == Holder.EST)
        places[of_cell] = self.county_of_cell[places[of_cell]]
        sites, number = np.unique(np.stack([holders, places], 1), axis=0, return_inverse=True)
        return number.ravel(), sites


def account_names(
    counties: tuple[str, ...], sectors: tuple[str, ...], towns: tuple[str, ...]
) -> tuple[str, ...]:
    """A readable name for every account, for messages."""
    cells = [f"{county} {sector}" for county in counties for sector in sectors]
    singles = [["city"], ["fund"], ["province and centre"], ["bank"], ["outside"]]
    lists = [list(counties), cells, cells, list(towns), list(counties), *singles]
    return tuple(
        f"{holder.name} {name}" for holder, names in zip(Holder, lists, strict=True) for name in names
    )
