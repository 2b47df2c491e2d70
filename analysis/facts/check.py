"""One line of the card: what is checked, what was found, within which range."""

from __future__ import annotations

from dataclasses import dataclass

ISSUE = "project range"
"""Ranges set for this model, where no study gives one."""


@dataclass(frozen=True)
class Check:
    """One line of the card: what is checked, the values found, the range they must all lie in."""

    zh: str
    en: str
    values: tuple[float, ...]
    low: float
    high: float
    shares: bool
    source: str
    known: bool = True
    reason: tuple[str, str] = ("", "")
    """Why a value may lie outside all the same; such a line is told, and does not fail the card."""

    @property
    def inside(self) -> bool:
        """Whether every value lies in the range; a line without values is not judged."""
        return not self.known or (
            bool(self.values) and all(self.low <= value <= self.high for value in self.values)
        )

    @property
    def fine(self) -> bool:
        """Whether the line passes: inside, or outside for a stated reason (zh, en)."""
        return self.inside or bool(self.reason[0])
