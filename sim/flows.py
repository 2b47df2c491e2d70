"""The flows of a whole run as one table, with the names its numbers stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.accounts import Holder, Kind
from sim.ledger import LedgerRows
from sim.region import Region

ACCOUNTS = tuple(holder.name for holder in Holder)
KINDS = tuple(kind.name.lower() for kind in Kind)


@dataclass(frozen=True, eq=False)
class LedgerTable:
    """One row a flow: numbers into `accounts`, `places`, `kinds` and `policies`; yuan int64.

    Accounts of the city bear the city's id; those outside the region have an empty place. An empty policy
    means ordinary rules.
    """

    quarter: NDArray[np.int16]
    payer_account: NDArray[np.int16]
    payer_place: NDArray[np.int16]
    receiver_account: NDArray[np.int16]
    receiver_place: NDArray[np.int16]
    kind: NDArray[np.int16]
    policy: NDArray[np.int16]
    yuan: NDArray[np.int64]
    places: tuple[str, ...]
    policies: tuple[str, ...]
    accounts: tuple[str, ...] = ACCOUNTS
    kinds: tuple[str, ...] = KINDS

    def __len__(self) -> int:
        return len(self.yuan)


def ledger_table(region: Region, quarters: Sequence[tuple[int, LedgerRows]]) -> LedgerTable:
    """The flows of some quarters as one table, in the order in which they were booked."""
    places = ("", region.city_code, *region.counties.ids, *region.towns.ids)
    policies = ("", *sorted({name for _, rows in quarters for name in rows.policy} - {""}))
    number = {name: position for position, name in enumerate(policies)}
    first = _first_place(region)

    def joined(parts: list[Any], dtype: Any = np.int16) -> Any:
        return np.concatenate([np.zeros(0, dtype), *(np.asarray(part, dtype) for part in parts)])

    rows = [part for _, part in quarters]
    return LedgerTable(
        quarter=joined([np.full(len(part.yuan), quarter) for quarter, part in quarters]),
        payer_account=joined([part.payer_holder for part in rows]),
        payer_place=joined([first[part.payer_holder] + part.payer_place for part in rows]),
        receiver_account=joined([part.receiver_holder for part in rows]),
        receiver_place=joined([first[part.receiver_holder] + part.receiver_place for part in rows]),
        kind=joined([part.kind for part in rows]),
        policy=joined([[number[name] for name in part.policy] for part in rows]),
        yuan=joined([part.yuan for part in rows], np.int64),
        places=places,
        policies=policies,
    )


def _first_place(region: Region) -> NDArray[np.int64]:
    """Position among the table's places of each holder's first place."""
    first = {Holder.CI: 1, Holder.TG: 2 + region.counties.n}
    first |= {holder: 2 for holder in (Holder.HH, Holder.F, Holder.EST, Holder.CG, Holder.PK, Holder.VC)}
    return np.array([first.get(holder, 0) for holder in Holder])
