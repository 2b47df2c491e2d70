"""Accounts, kinds of flow, and the check that every yuan has a payer (law 1).

Every payment is posted once, with one amount, to a payer and a receiver, under a named kind. Each quarter every
account's change equals its flows and all cash sums to zero: cash is a deposit at the bank, whose account is the
negative of everybody's. The firms of a cell hold their own cash row by row; the ledger proves that their rows, added
up, paid and received exactly what was posted, kind by kind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from sim.accounts import Holder, Kind, Plan
from sim.calendar import quarter_name
from sim.errors import LedgerError
from sim.kernels.maths import kernel

__all__ = ["Holder", "Kind", "Ledger", "LedgerRows", "Plan"]


@dataclass(frozen=True)
class LedgerRows:
    """Flows of a quarter between holders and places, yuan; policy is the id that caused them, empty for none."""

    payer_holder: np.ndarray
    payer_place: np.ndarray
    receiver_holder: np.ndarray
    receiver_place: np.ndarray
    kind: np.ndarray
    policy: tuple[str, ...]
    yuan: np.ndarray


@kernel
def _move(cash, flows, book, touched, site, slots, payers, receivers, amounts):
    """Pay `amounts[i, j]` from payer i to receiver j under slot i; returns the first negative entry or -1."""
    for i in range(amounts.shape[0]):
        for j in range(amounts.shape[1]):
            yuan = amounts[i, j]
            if yuan < 0:
                return i * amounts.shape[1] + j
            if yuan > 0:
                cash[payers[i]] -= yuan
                cash[receivers[j]] += yuan
                flows[slots[i], payers[i]] -= yuan
                flows[slots[i], receivers[j]] += yuan
                book[slots[i], site[payers[i]], site[receivers[j]]] += yuan
                touched[slots[i], site[payers[i]]] = True
    return -1


@kernel
def _move_pairs(cash, flows, book, touched, site, slots, payers, receivers, amounts):
    """Pay `amounts[i]` from payer i to receiver i under slot i; a list of one serves all.

    Returns the first negative entry or -1.
    """
    each_slot, each_payer, each_receiver = slots.size > 1, payers.size > 1, receivers.size > 1
    for i in range(amounts.size):
        yuan = amounts[i]
        if yuan < 0:
            return i
        if yuan > 0:
            slot = slots[i] if each_slot else slots[0]
            payer = payers[i] if each_payer else payers[0]
            receiver = receivers[i] if each_receiver else receivers[0]
            cash[payer] -= yuan
            cash[receiver] += yuan
            flows[slot, payer] -= yuan
            flows[slot, receiver] += yuan
            book[slot, site[payer], site[receiver]] += yuan
            touched[slot, site[payer]] = True
    return -1


@kernel
def _clear(flows, book, touched):
    """Empty the rows of `flows` and `book` that were written to."""
    for slot in range(touched.shape[0]):
        if touched[slot].any():
            flows[slot] = 0
        for payer in range(touched.shape[1]):
            if touched[slot, payer]:
                touched[slot, payer] = False
                for receiver in range(book.shape[2]):
                    book[slot, payer, receiver] = 0


@kernel
def _net(flows, touched, slots):
    """Sum of the flows over some slots [accounts]."""
    total = np.zeros(flows.shape[1], np.int64)
    for slot in slots:
        if touched[slot].any():
            total += flows[slot]
    return total


@kernel
def _together(book, touched, slots):
    """Sum of the book over some slots [sites, sites]."""
    total = np.zeros(book.shape[1:], np.int64)
    for slot in slots:
        for payer in range(book.shape[1]):
            if touched[slot, payer]:
                for receiver in range(book.shape[2]):
                    total[payer, receiver] += book[slot, payer, receiver]
    return total


@kernel
def _filled(book, touched):
    """Places and amounts of the entries of `book` that are not zero: [n, 3] and [n]."""
    count = 0
    for slot in range(book.shape[0]):
        for payer in range(book.shape[1]):
            if touched[slot, payer]:
                for receiver in range(book.shape[2]):
                    count += book[slot, payer, receiver] != 0
    where = np.empty((count, 3), np.int64)
    yuan = np.empty(count, np.int64)
    n = 0
    for slot in range(book.shape[0]):
        for payer in range(book.shape[1]):
            if not touched[slot, payer]:
                continue
            for receiver in range(book.shape[2]):
                if book[slot, payer, receiver] != 0:
                    where[n, 0], where[n, 1], where[n, 2] = slot, payer, receiver
                    yuan[n] = book[slot, payer, receiver]
                    n += 1
    return where, yuan


@kernel
def _left_over(flows, touched):
    """Sum of the flows over all accounts [slots], zero when what was paid was received."""
    total = np.zeros(flows.shape[0], np.int64)
    for slot in range(flows.shape[0]):
        if touched[slot].any():
            total[slot] = flows[slot].sum()
    return total


@dataclass
class Ledger:
    """All money of a world: cash by account, and this quarter's flows by slot (a kind, or a kind of one policy)."""

    plan: Plan
    names: tuple[str, ...]
    caused: tuple[tuple[Kind, str], ...] = ()
    """Kind and policy of the flows that policies cause, see `sim/declared/slots.py`."""
    cash: np.ndarray = field(init=False)
    flows: np.ndarray = field(init=False)
    """Net yuan of the quarter by slot and account."""
    book: np.ndarray = field(init=False)
    """Yuan of the quarter by slot, payer's and receiver's site (a holder in a county or town)."""

    def __post_init__(self) -> None:
        ordinary = [(kind, "") for kind in Kind]
        self.slots = [*ordinary, *self.caused]
        self._slot_of = {pair: number for number, pair in enumerate(self.slots)}
        self._kind_of_slot = np.array([int(kind) for kind, _ in self.slots], np.int64)
        self._policy_of_slot = tuple(policy for _, policy in self.slots)
        self.site, self.sites = self.plan.sites()
        self.cash = np.zeros(self.plan.accounts, np.int64)
        self.flows = np.zeros((len(self.slots), self.plan.accounts), np.int64)
        self.book = np.zeros((len(self.slots), len(self.sites), len(self.sites)), np.int64)
        self.touched = np.zeros(self.book.shape[:2], np.bool_)
        self.before = self.cash.copy()
        self.account = {holder: self.plan.of(holder) for holder in Holder}

    def slot(self, kind: Kind, policy: str = "") -> int:
        """The number under which a kind of flow of a policy is booked."""
        return self._slot_of[(kind, policy)]

    def _slots_of(self, kinds: Iterable[Kind]) -> np.ndarray:
        """Slots of these kinds, of all policies."""
        wanted = np.zeros(max(Kind) + 1, np.bool_)
        wanted[[int(kind) for kind in kinds]] = True
        return np.flatnonzero(wanted[self._kind_of_slot])

    def of(self, holder: Holder) -> np.ndarray:
        """Cash of a holder's accounts, yuan, a copy in the order of its places."""
        return self.cash[self.account[holder]]

    def held(self, holder: Holder) -> np.ndarray:
        """Cash of a holder's accounts when the quarter began, yuan, a copy in the order of its places."""
        return self.before[self.account[holder]]

    def post(self, slot: int, payer: np.ndarray, receiver: np.ndarray, yuan: np.ndarray) -> None:
        """Move whole yuan from payers to receivers, one by one; a single account serves all partners."""
        self.post_slots(np.array([slot]), payer, receiver, yuan)

    def post_either_way(
        self, there: int, back: int, payer: np.ndarray, receiver: np.ndarray, yuan: np.ndarray
    ) -> None:
        """As `post`; a negative amount flows back from the receiver, under the slot `back`."""
        self.post(there, payer, receiver, np.maximum(yuan, 0))
        self.post(back, receiver, payer, np.maximum(-yuan, 0))

    def post_slots(
        self, slots: np.ndarray, payer: np.ndarray, receiver: np.ndarray, yuan: np.ndarray
    ) -> None:
        """As `post`, each payment under its own slot."""
        payer, receiver, yuan = np.atleast_1d(payer), np.atleast_1d(receiver), np.atleast_1d(yuan)
        self._whole(yuan)
        if {slots.size, payer.size, receiver.size} - {1, yuan.size}:
            raise LedgerError(f"{yuan.size} amounts for {payer.size} payers and {receiver.size} receivers")
        bad = _move_pairs(
            self.cash, self.flows, self.book, self.touched, self.site, slots, payer, receiver, yuan
        )
        if bad >= 0:
            slots, payers, receivers = (np.broadcast_to(one, yuan.shape) for one in (slots, payer, receiver))
            self._refuse(slots[bad], payers[bad], receivers[bad], yuan[bad])

    def post_matrix(
        self, slots: np.ndarray, payers: np.ndarray, receivers: np.ndarray, yuan: np.ndarray
    ) -> None:
        """Move `yuan[i, j]` from payer i to receiver j under slot i."""
        self._whole(yuan)
        bad = _move(self.cash, self.flows, self.book, self.touched, self.site, slots, payers, receivers, yuan)
        if bad >= 0:
            i, j = divmod(bad, yuan.shape[1])
            self._refuse(slots[i], payers[i], receivers[j], yuan[i, j])

    def booked(self, kinds: Iterable[Kind]) -> np.ndarray:
        """Yuan of the quarter by payer's and receiver's site, all kinds together, whatever policy caused them."""
        return _together(self.book, self.touched, self._slots_of(kinds))

    def net(self, kinds: Iterable[Kind]) -> np.ndarray:
        """Net yuan of the quarter by account, all these kinds together, whatever policy caused them."""
        return self.net_of(self._slots_of(kinds))

    def net_of(self, slots: np.ndarray) -> np.ndarray:
        """Net yuan of the quarter by account, these slots together."""
        return np.asarray(_net(self.flows, self.touched, slots))

    def check(self, quarter: int, firm_cash: np.ndarray, firm_flows: dict[int, np.ndarray]) -> None:
        """Stop the run unless the quarter's books balance to the yuan.

        Every account's change equals its flows; every slot sums to zero; all cash sums to zero; the firms' rows hold
        what their account holds and paid, kind by kind, what was posted. `firm_flows`: net yuan by cell for a slot.
        """
        firms = self.account[Holder.F]
        for slot, net in firm_flows.items():
            self._compare(
                quarter, self._kind(slot), firms, self.flows[slot, firms], net, "posted", "paid by its rows"
            )
        everybody = np.arange(self.cash.size)
        after = self.before + self.net_of(np.arange(len(self.slots)))
        self._compare(
            quarter, "all kinds", everybody, self.cash, after, "held", "held before and flowed since"
        )
        self._compare(quarter, "all kinds", firms, self.cash[firms], firm_cash, "held", "held by its rows")
        for unbalanced in np.flatnonzero(_left_over(self.flows, self.touched)):
            slot = int(unbalanced)
            raise LedgerError(
                f"{quarter_name(quarter)}: {self._kind(slot)} does not sum to zero over all accounts"
            )
        if self.cash.sum() != 0:
            raise LedgerError(
                f"{quarter_name(quarter)}: all cash sums to {self.cash.sum():,} yuan, not to zero"
            )

    def open_quarter(self) -> None:
        """Begin a quarter: no flows yet, cash as it stands."""
        _clear(self.flows, self.book, self.touched)
        np.copyto(self.before, self.cash)

    def rows(self) -> LedgerRows:
        """The quarter's flows by kind, policy, holder and place."""
        where, yuan = _filled(self.book, self.touched)
        slots = where[:, 0]
        policy_of = self._policy_of_slot
        payer, receiver = self.sites[where[:, 1]], self.sites[where[:, 2]]
        return LedgerRows(
            payer_holder=payer[:, 0],
            payer_place=payer[:, 1],
            receiver_holder=receiver[:, 0],
            receiver_place=receiver[:, 1],
            kind=self._kind_of_slot[slots],
            policy=tuple([policy_of[slot] for slot in slots.tolist()]) if self.caused else ("",) * yuan.size,
            yuan=yuan,
        )

    def _kind(self, slot: int) -> str:
        kind, policy = self.slots[slot]
        return f"{kind.name} of {policy}" if policy else kind.name

    def _whole(self, yuan: np.ndarray) -> None:
        if yuan.dtype != np.int64:
            raise LedgerError(f"amounts must be whole yuan (int64), not {yuan.dtype}")

    def _refuse(self, slot: int, payer: int, receiver: int, yuan: int) -> None:
        who = f"from {self.names[payer]} to {self.names[receiver]}"
        raise LedgerError(f"{self._kind(slot)}: {yuan:,} yuan {who}; a payment is never negative")

    def _compare(
        self,
        quarter: int,
        kind: str,
        accounts: np.ndarray,
        left: np.ndarray,
        right: np.ndarray,
        one: str,
        other: str,
    ) -> None:
        if np.array_equal(left, right):
            return
        at = int(np.flatnonzero(left != right)[0])
        raise LedgerError(
            f"{quarter_name(quarter)}, {self.names[accounts[at]]}, {kind}: {one} {left[at]:,} yuan, "
            f"{other} {right[at]:,} yuan; {int(left[at]) - int(right[at]):+,} yuan unaccounted for"
        )
