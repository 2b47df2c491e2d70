"""What policies have begun and not finished: one table a primitive, sized by the scenario's entries (政策执行状态)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

BID_YEARS = 4
"""Years of an open bid that are remembered: of the promise, two to keep it in, and the one it is judged in."""


@dataclass
class ProgrammeState:
    """Programmes in id order, their rows and cells as `sim/programmes/layout.py` lays them out; money whole yuan."""

    idle: np.ndarray
    """In the fund and not yet spent [programmes]."""
    shared: np.ndarray
    """One once the shares of the places are worked out [programmes]."""
    weights: np.ndarray
    """Weight of each place until next January [rows]."""
    ceiling: np.ndarray
    """Most that the rule gives to a place in a quarter, yuan; infinite without a limit [rows]."""
    promises: np.ndarray
    """Output per yuan promised by those who won an open bid [rows]."""
    paid: np.ndarray
    """Paid in so far by counties, city, those above, outside, owners by county [programmes, payers]."""
    paid_recipients: np.ndarray
    """Paid in so far by recipients' counties, each for its own places, beside it [programmes, payers]."""
    built: np.ndarray
    """What works, yuan at opening prices [cells]."""
    pipe: np.ndarray
    """What is paid and being built, yuan at opening prices: by cell, one list a quarter of the lag."""
    bid_granted: np.ndarray
    """Granted to places of open bids, by calendar year modulo four [bid rows, 4]."""
    bid_promised: np.ndarray
    """What they promised for it, yuan of output at opening prices [bid rows, 4]."""
    bid_delivered: np.ndarray
    """What was built of it [bid rows, 4]."""

    @classmethod
    def none(
        cls, programmes: int, rows: int = 0, cells: int = 0, payers: int = 0, pipe: int = 0, bids: int = 0
    ) -> ProgrammeState:
        """Nothing paid yet."""
        return cls(
            idle=np.zeros(programmes, np.int64),
            shared=np.zeros(programmes, np.int64),
            weights=np.zeros(rows),
            ceiling=np.full(rows, np.inf),
            promises=np.zeros(rows),
            paid=np.zeros((programmes, payers), np.int64),
            paid_recipients=np.zeros((programmes, payers), np.int64),
            built=np.zeros(cells),
            pipe=np.zeros(pipe),
            bid_granted=np.zeros((bids, BID_YEARS), np.int64),
            bid_promised=np.zeros((bids, BID_YEARS)),
            bid_delivered=np.zeros((bids, BID_YEARS)),
        )


@dataclass
class PairState:
    """One row a pair that has been matched, pairings in id order; grows as pairings start."""

    pairing: np.ndarray
    """Number of the pairing [pairs]."""
    donor: np.ndarray
    """Row of the donor at its level; for firms, the id [pairs]."""
    recipient: np.ndarray
    """Row of the recipient at its level [pairs]."""
    donor_county: np.ndarray
    """County of the donor, -1 outside the region [pairs]."""
    recipient_county: np.ndarray
    """County of the recipient, -1 outside the region [pairs]."""
    similarity: np.ndarray
    """How alike the two were when they were matched, 0 to 1 [pairs]."""
    minutes: np.ndarray
    """Minutes between the two when they were matched [pairs]."""
    gone: np.ndarray
    """Whether the firm that gave has closed [pairs]."""
    joint: np.ndarray
    """What both have built in common, yuan at opening prices [pairs]."""
    cell: np.ndarray
    """Cell in which the firm that gives was last seen, -1 where no firm gives [pairs]."""
    page: np.ndarray
    """Its page, -1 before it was looked for [pairs]."""
    row: np.ndarray
    """Its row in the page [pairs]."""
    post_pair: np.ndarray
    """Row of the pair that posts a first secretary to a village inside its recipient [posts]."""
    post_village: np.ndarray
    """Row of the village that he went to and stays in [posts]."""
    started: np.ndarray
    """Whether a pairing has been matched [pairings]."""

    @classmethod
    def none(cls, pairings: int) -> PairState:
        """Nobody matched yet."""
        whole, real = np.zeros(0, np.int64), np.zeros(0)
        return cls(
            pairing=whole,
            donor=np.zeros(0, np.uint64),
            recipient=whole,
            donor_county=whole,
            recipient_county=whole,
            similarity=real,
            minutes=real,
            gone=np.zeros(0, np.bool_),
            joint=real,
            cell=whole,
            page=whole,
            row=whole,
            post_pair=whole,
            post_village=whole,
            started=np.zeros(pairings, np.bool_),
        )

    def add(self, number: int, **columns: np.ndarray) -> None:
        """List the pairs of a pairing that begins; without `cell` no firm gives."""
        usual = {"pairing": number, "gone": 0, "joint": 0, "cell": -1, "page": -1, "row": -1}
        count = columns["recipient"].size
        for name, values in {**usual, **columns}.items():
            old, new = getattr(self, name), np.broadcast_to(np.asarray(values), count)
            setattr(self, name, np.concatenate([old, new.astype(old.dtype)]))
        self.started[number] = True


@dataclass
class EventState:
    """One row an event in id order."""

    happened: np.ndarray
    """Number of the quarter in which it happened, 0 before [events]."""
    changed: np.ndarray
    """What is left of what events changed of places, in the variable's unit [places of all events in turn]."""

    @classmethod
    def none(cls, events: int, places: int = 0) -> EventState:
        """Nothing has happened yet."""
        return cls(happened=np.zeros(events, np.int64), changed=np.zeros(places))


@dataclass
class TargetState:
    """One row an adopted target in id order."""

    value: np.ndarray
    """What was held against the number last, in the target's unit [targets]."""
    quarters: np.ndarray
    """Indicators of this year's quarters, NaN for those to come [parts of all targets in turn, 4]."""
    years: np.ndarray
    """Values of the years so far, NaN for those to come [places of all targets in turn, years]."""
    settled: np.ndarray
    """One once it was rewarded or punished, else zero [targets, counties]."""
    owed: np.ndarray
    """Rewards to be paid to a county, below zero sanctions to be paid by it, whole yuan [targets, counties]."""

    @classmethod
    def none(
        cls, targets: int, counties: int, parts: int = 0, places: int = 0, years: int = 0
    ) -> TargetState:
        """Nothing measured yet."""
        return cls(
            value=np.full(targets, np.nan),
            quarters=np.full((parts, 4), np.nan),
            years=np.full((places, years), np.nan),
            settled=np.zeros((targets, counties), np.int64),
            owed=np.zeros((targets, counties), np.int64),
        )
