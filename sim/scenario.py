"""One scenario: everything that decides a run but chance. Resolved YAML in, plain numbers out (C6)."""

from __future__ import annotations

import datetime
import hashlib
import json
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from sim.calendar import first_quarter_from, parse_quarter
from sim.checks import Number, Status, Strict, Whole, parameter
from sim.parameters import Parameters

QuarterText = Annotated[str, Field(pattern=r"^\d{4}Q[1-4]$")]


def _date(value: Any) -> Any:
    if isinstance(value, str) and len(value) != len("2024-06-30"):
        raise ValueError("not an isoformat date")
    return datetime.date.fromisoformat(value) if isinstance(value, str) else value


Date = Annotated[datetime.date, BeforeValidator(_date)]
"""An ISO date; it acts from the first quarter that begins on or after it."""


def _year(value: Any) -> Any:
    return int(value) if isinstance(value, str) and value.isdigit() and len(value) == 4 else value


Year = Annotated[int, BeforeValidator(_year)]
"""A calendar year; the keys of a YAML file are text, so '2026' is one."""


class Title(Strict):
    """A name people read, in both languages."""

    zh: str = ""
    en: str = ""


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


class Programme(Strict):
    """A budget with payers that builds a stock in places (项目资金); primitive of `sim/policy/programme.py`."""

    title: Title = Title()
    payers: dict[str, Number] = Field(min_length=1)
    scope: tuple[str, ...] = Field(min_length=1)
    rule: Literal["equal", "per_head"] = "per_head"
    stocks: dict[Literal["infrastructure", "services"], Number] = Field(min_length=1)
    budget_yuan_per_year: Whole = Field(ge=0, le=100_000_000_000)
    start_date: Date
    end_date: Date | None = None
    ledger: tuple[str, ...] = ()
    source: str = ""
    status: Status = "judgement"

    @model_validator(mode="after")
    def _shares(self) -> Programme:
        for name, shares in (("payers", self.payers), ("stocks", self.stocks)):
            if any(share < 0 for share in shares.values()):
                raise ValueError(f"{name}: a share is negative; shares lie between 0 and 1")
            if abs(sum(shares.values()) - 1.0) > 1e-9:
                raise ValueError(f"{name}: shares sum to {sum(shares.values()):g}; they must sum to 1")
        ends = self.end_date
        if ends is not None and ends <= self.start_date:
            raise ValueError("end_date: it must lie after start_date")
        if ends is not None and first_quarter_from(ends) == first_quarter_from(self.start_date):
            raise ValueError("end_date: no quarter begins between start_date and it; set it later")
        return self


class Policy(Strict):
    """All policies of a scenario, keyed by id; an id is processed in the order of ids (C7)."""

    programmes: dict[str, Programme] = Field(default_factory=dict)


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

    @property
    def start_quarter(self) -> int:
        """The first quarter in which anything may differ, as a number."""
        return parse_quarter(self.start)

    def canonical(self) -> str:
        """Canonical JSON of everything that decides numbers; names and words are left out."""
        return json.dumps(_numbers(self), sort_keys=True, separators=(",", ":"))

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
    Programme: {"title", "ledger", "source", "status"},
    Scenario: {"title"},
}
"""Fields that only describe; names that users give (of policies, payers, links) are never among them."""


def _numbers(value: Any) -> Any:
    """A value as plain data without the fields that only describe."""
    if isinstance(value, Strict):
        left_out = WORDS.get(type(value), set())
        fields = (name for name in type(value).model_fields if name not in left_out)
        return {name: _numbers(getattr(value, name)) for name in fields}
    if isinstance(value, dict):
        return {str(key): _numbers(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list):
        return [_numbers(entry) for entry in value]
    return value.isoformat() if isinstance(value, datetime.date) else value
