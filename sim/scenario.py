"""One scenario: everything that decides a run but chance. Resolved YAML in, plain numbers out (C6)."""

from __future__ import annotations

import datetime
import hashlib
import json
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from sim.calendar import parse_quarter
from sim.checks import Number, Status, Strict, Whole, parameter
from sim.declared.policy import Policy
from sim.declared.target import Target
from sim.declared.terms import Date, Described, Title, Year
from sim.parameters import Parameters

QuarterText = Annotated[str, Field(pattern=r"^\d{4}Q[1-4]$")]


class TrendYear(Strict):
    """Growth of the world outside in one year, shared by demand, productivity, transfers and wages."""

    real_growth_per_year: Number = Field(ge=-0.1, le=0.15, json_schema_extra={"unit": "1/year"})
    price_growth_per_year: Number = Field(ge=-0.05, le=0.15, json_schema_extra={"unit": "1/year"})


class World(Strict):
    """What happens anyway, in every scenario: the trend outside and the links that open."""

    trend: dict[Year, TrendYear] = Field(min_length=1)
    links: dict[str, Date] = Field(default_factory=dict)
    source: str = ""
    status: Status = "judgement"


class Scenario(Strict):
    """A resolved scenario: region, time, scale, world, parameters and policy; chance is not part of it."""

    title: Title = Title()
    region: str = "jiangmen"
    start: QuarterText = "2023Q1"
    horizon: Whole = parameter(44, "quarters", 1, 400, "模拟季数", "2023Q1-2033Q4", "given")
    warmup: Whole = parameter(4, "quarters", 0, 40, "预热季数", "own tests of the core economy", "judgement")
    firms_per_agent: Whole = parameter(
        1, "firms a row", 1, 10_000, "每行企业数", "a setting of the run", "given"
    )
    thin_below_yuan: Number = parameter(
        2e6,
        "yuan of yearly sales",
        0.0,
        2e7,
        "可合并的小企业规模",
        "own tests of the core economy",
        "judgement",
    )
    opening_seed: Whole = parameter(1, "seed", 0, 2**32 - 1, "开局种子", "a setting of the run", "given")
    world: World
    parameters: Parameters = Parameters()
    policy: Policy = Policy()
    targets: dict[str, Target] = Field(default_factory=dict)
    """Stated targets that results are held against; only those a policy adopts decide numbers."""

    @property
    def start_quarter(self) -> int:
        """The first quarter in which anything may differ, as a number."""
        return parse_quarter(self.start)

    def canonical(self) -> str:
        """Canonical JSON of everything that decides numbers; names and words are left out."""
        numbers = _numbers(self)
        numbers["targets"] = {
            key: numbers["targets"][key] for key in self.policy.adopts if key in self.targets
        }
        return json.dumps(numbers, sort_keys=True, separators=(",", ":"))

    @property
    def hash(self) -> str:
        """sha256 of the canonical JSON: the scenario's identity (C6)."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()

    @classmethod
    def read(cls, path: str | Path) -> Scenario:
        """A scenario from a resolved YAML file, without Hydra; raises InputError with every fault."""
        from sim.reading import read_scenario

        return read_scenario(Path(path))


WORDS = {
    World: {"source", "status"},
    Scenario: {"title"},
    Target: {"stated", "why", "also", "paid_for", "reached"},
}
"""Fields that only describe; names that users give (of policies, payers, links) are never among them."""


def _numbers(value: Any) -> Any:
    """A value as plain data without the fields that only describe."""
    if isinstance(value, Strict):
        left_out = WORDS.get(type(value), set())
        if isinstance(value, Described):
            left_out = left_out | set(Described.model_fields)
        fields = (name for name in type(value).model_fields if name not in left_out)
        return {name: _numbers(getattr(value, name)) for name in fields}
    if isinstance(value, dict):
        return {str(key): _numbers(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list):
        return [_numbers(entry) for entry in value]
    return value.isoformat() if isinstance(value, datetime.date) else value
