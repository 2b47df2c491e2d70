"""What policies have begun and not finished: one table a primitive, sized by the scenario's entries (政策执行状态)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass
class ProgrammeState:
    """One row a programme in id order, unless named otherwise; money whole yuan."""

    idle: np.ndarray
    """In the fund and not yet spent [programmes]."""

    @classmethod
    def none(cls, programmes: int) -> ProgrammeState:
        """Nothing paid yet."""
        return cls(idle=np.zeros(programmes, np.int64))


@dataclass
class PairState:
    """One row a pair that has been matched, pairings in id order; grows as pairings start."""

    pairing: np.ndarray
    """Number of the pairing [pairs]."""
    donor: np.ndarray
    """Row of the donor at its level; for firms, the id [pairs]."""
    recipient: np.ndarray
    """Row of the recipient at its level [pairs]."""

    @classmethod
    def none(cls) -> PairState:
        """Nobody matched yet."""
        return cls(np.zeros(0, np.int64), np.zeros(0, np.uint64), np.zeros(0, np.int64))


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
