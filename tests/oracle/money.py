"""The twin's books: one dictionary of cash, one of flows, one function that pays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

Account = tuple[str, int]
"""Holder and place: ("HH", 0) are the households of the first county, ("F", 3) the firms of the fourth cell."""


class Books:
    """Cash of every account and the quarter's flows by kind, policy and account."""

    def __init__(self, cash: dict[Account, int]) -> None:
        self.cash = dict(cash)
        self.open_quarter()

    def open_quarter(self) -> None:
        """No flows yet; what everybody holds is what plans are made from."""
        self.flows: dict[tuple[str, str, Account], int] = defaultdict(int)
        self.before = dict(self.cash)

    def pay(self, kind: str, payer: Account, receiver: Account, yuan: int, policy: str = "") -> None:
        """Move whole yuan; every payment has a payer, a receiver and a name."""
        assert isinstance(yuan, int) and yuan >= 0, (kind, payer, receiver, yuan)
        self.cash[payer] -= yuan
        self.cash[receiver] += yuan
        self.flows[kind, policy, payer] -= yuan
        self.flows[kind, policy, receiver] += yuan

    def pay_each(
        self, kind: str, payers: Iterable[Account], receivers: Iterable[Account], amounts: Iterable[int]
    ) -> None:
        """One payment after the other."""
        for payer, receiver, yuan in zip(payers, receivers, amounts, strict=True):
            self.pay(kind, payer, receiver, int(yuan))

    def held(self, holder: str, place: int = 0) -> int:
        """Cash when the quarter began."""
        return self.before[holder, place]
