"""The answer to `bqw goal` read from its folder: mixes tried, mixes tried again with fresh chance, the frontier."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.frontiers import undominated
from sim.errors import InputError, Problem

ANSWER = "goal.json"


@dataclass(frozen=True)
class Mix:
    """Sizes of policies and what their runs say; yuan over all quarters, means over runs, not discounted."""

    sizes: dict[str, float]
    runs: int
    met: int
    cost: float
    by_payer: dict[str, float]
    planned: float
    cut: float
    shares: dict[str, float]
    means: dict[str, float]
    short: float
    first: int
    probability: float
    low: float
    high: float


class GoalAnswer:
    """What was wanted, and what came out."""

    def __init__(self, folder: Path) -> None:
        """Raises InputError where the folder holds no answer."""
        file = Path(folder) / ANSWER
        if not file.is_file():
            raise InputError([Problem(str(folder), "holds no answer to a goal", "make it with bqw goal")])
        found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        self.wanted: list[dict[str, Any]] = found["wanted"]
        self.probability = float(found["probability"])
        self.sizes: list[str] = found["sizes"]
        self.range = (float(found["low"]), float(found["high"]))
        self.titles: dict[str, dict[str, str]] = found["titles"]
        self.tried = [Mix(**one) for one in found["tried"]]
        self.confirmed = [Mix(**one) for one in found["confirmed"]]
        self.answer: int | None = found["answer"]
        self.nearest = self.confirmed[found["nearest"]]

    @property
    def best(self) -> Mix | None:
        """The cheapest mix confirmed, None where none was."""
        return None if self.answer is None else self.confirmed[self.answer]

    @property
    def stated(self) -> Mix | None:
        """The mix of stated sizes, where the search held it."""
        return next((one for one in self.tried if set(one.sizes.values()) == {1.0}), None)

    def frontier(self) -> list[Mix]:
        """Mixes of the search that no other beats in both cost and probability, cheapest first."""
        costs, shares = [one.cost for one in self.tried], [one.probability for one in self.tried]
        return [self.tried[number] for number in undominated(costs, shares)]
