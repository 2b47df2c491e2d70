"""What programmes take and give in one quarter, worked out step by step and forgotten."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

Array = np.ndarray
Payment = tuple[Array, Array, Array, Array]
"""Slots, payers, receivers and whole yuan of payments to be posted."""


@dataclass
class Programmes:
    """What programmes take and give this quarter, whole yuan, one row a programme in id order."""

    names: tuple[str, ...]
    planned: Array
    """Budget of the quarter, by programme; nothing where no place qualifies."""
    asked: Array
    """Of counties, the city, those above, outside, owners by county [programmes, payers]."""
    asked_own: Array
    """Of the recipients' counties, each for its own places [programmes, counties]."""
    contributions: Array
    """Of counties and the city, recipients' counties among them [programmes, counties + 1], the city last."""
    from_recipients: Array
    """The recipients' counties' part of it [programmes, counties]."""
    from_above: Array
    from_outside: Array
    from_owners: Array
    """Donations by county [programmes, counties]."""
    own: Array
    """Recipients' own share on top, paid by counties [programmes, counties]."""
    own_villages: Array
    """The same, paid by collectives, by row of the layout."""
    paired: Array
    """What pairings pay in for a place, by row of the layout."""
    granted: Array
    """What a place gets, leakage apart, by row of the layout."""
    leaked: Array
    """[programmes, counties]."""
    grants: Array
    """To county governments [programmes, counties]."""
    returned: Array
    """Money that goes back, by payer [programmes, payers]."""
    unused: Array
    """The part of it that recipients' counties paid this quarter and spend as usual [programmes, counties]."""
    paid_back: Array
    """By places that broke the promise of an open bid [programmes, counties]."""
    cut: Array
    """Planned less paid, by programme."""
    infrastructure: Array
    """Part of the grants spent on infrastructure [programmes, counties]."""
    capital: Array
    """Infrastructure that begins to work, yuan of the quarter [counties]."""
    matured: Array
    """What begins to work, yuan of the quarter, by cell of the layout."""
    running_due: Array
    """Running costs by cell of the layout."""
    running_paid: Array
    bids_decided: list[int] = field(default_factory=list)
    """Open bids whose winners were chosen this quarter."""
    active: bool = False
    """Whether policies act: never in the warm-up."""
    payments: list[Payment] = field(default_factory=list)
    """To be posted when governments pay."""

    @property
    def net_paid(self) -> Array:
        """Paid into funds, own shares included, less what came back, by county, the city last."""
        counties = self.contributions.shape[1] - 1
        out = np.append((self.own + self.paid_back).sum(0), 0)
        return np.asarray(self.contributions.sum(0) + out - self.returned[:, : counties + 1].sum(0))

    @classmethod
    def none(
        cls, names: tuple[str, ...], counties: int, payers: int = 0, rows: int = 0, cells: int = 0
    ) -> Programmes:
        """Nothing asked and nothing paid."""

        def zeros(*shape: int) -> Array:
            return np.zeros(shape, np.int64)

        count = len(names)
        return cls(
            names=names,
            planned=zeros(count),
            asked=zeros(count, payers),
            asked_own=zeros(count, counties),
            contributions=zeros(count, counties + 1),
            from_recipients=zeros(count, counties),
            from_above=zeros(count),
            from_outside=zeros(count),
            from_owners=zeros(count, counties),
            own=zeros(count, counties),
            own_villages=zeros(rows),
            paired=zeros(rows),
            granted=zeros(rows),
            leaked=zeros(count, counties),
            grants=zeros(count, counties),
            returned=zeros(count, payers),
            unused=zeros(count, counties),
            paid_back=zeros(count, counties),
            cut=zeros(count),
            infrastructure=zeros(count, counties),
            capital=zeros(counties),
            matured=zeros(cells),
            running_due=zeros(cells),
            running_paid=zeros(cells),
        )
