"""When replicates are enough (停止规则): the outcomes that must be known, how narrowly, and the looks taken.

Replicates come in rounds. After each the interval of every declared outcome is looked at: of the paired differences of
every arm to the first, at every point of the design (of the values themselves where there is one arm). Once all are
narrow enough at two looks running, no round follows; nor after `most` replicates. One look alone stops too early too
often: with five replicates a nominal 95 % interval covered 87 %, with fifty and two looks 94.7 %.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from sim.checks import Number, Strict, Whole, parameter
from sim.errors import InputError, Problem, unknown_name
from sim.indicators import BY_KEY, at_level
from sim.region import Region, find_place
from sim.scenario import Scenario


class StopOutcome(Strict):
    """One outcome that must be known: an indicator of a place in a year, and how far its interval may reach each way.

    The half-width is given in the indicator's own unit, or as a share of the first arm's mean.
    """

    indicator: str
    place: str = ""
    """Id or name; the city where it is left out."""
    year: Whole = parameter(2030, "year", 1991, 2200, "年份", "design", "given")
    half_width: Number | None = None
    half_width_share: Number | None = None


class StopRule(Strict):
    """Replicates by rule: how many at first, how many more a round, how many at most, and what must be known."""

    first: Whole = parameter(30, "runs", 2, 1_000_000, "首轮重复次数", "guide", "judgement")
    more: Whole = parameter(10, "runs", 1, 1_000_000, "每轮增加次数", "guide", "judgement")
    most: Whole = parameter(200, "runs", 2, 1_000_000, "最多重复次数", "guide", "judgement")
    looks: Whole = parameter(2, "looks", 1, 10, "连续达标次数", "guide", "judgement")
    confidence_share: Number = parameter(0.95, "share", 0.5, 0.999, "置信水平", "guide", "judgement")
    outcomes: tuple[StopOutcome, ...] = ()


@dataclass(frozen=True)
class Seen:
    """What a look saw of one outcome: the widest interval, where that was, and whether it is narrow enough."""

    indicator: str
    place: str
    year: int
    half_width: float | None
    """None while there are fewer than two pairs."""
    wanted: float | None
    scenario: str
    point: int
    narrow: bool


@dataclass(frozen=True)
class Look:
    """A look at the outcomes after so many replicates."""

    replicates: int
    seen: tuple[Seen, ...]

    @property
    def narrow(self) -> bool:
        """Whether every outcome is known narrowly enough."""
        return all(one.narrow for one in self.seen)

    def as_data(self) -> dict[str, Any]:
        """For the manifest."""
        return {
            "replicates": self.replicates,
            "narrow": self.narrow,
            "seen": [asdict(one) for one in self.seen],
        }


def enough(rule: StopRule, looks: list[Look]) -> bool:
    """Whether to stop: narrow at the last looks running, or no replicate is left to add."""
    last = looks[-rule.looks :]
    narrow = len(last) == rule.looks and all(look.narrow for look in last)
    return narrow or looks[-1].replicates >= rule.most


def next_round(rule: StopRule, replicates: int) -> range:
    """Numbers of the replicates that a further round adds to so many."""
    return range(replicates, min(replicates + rule.more, rule.most))


def check_rule(
    rule: StopRule, region: Region, scenario: Scenario, record: str, where: str = "design"
) -> None:
    """Raise InputError with every fault of a rule that cannot be looked at."""
    problems = list(_faults(rule, region, scenario, record, where))
    if problems:
        raise InputError(problems)


def _faults(rule: StopRule, region: Region, scenario: Scenario, record: str, where: str) -> Iterator[Problem]:
    if not rule.outcomes:
        yield Problem(where, "no outcome is named", "name at least one, with its half-width", "outcomes")
    if rule.most < rule.first:
        given = f"at most {rule.most} replicates after {rule.first} at first"
        yield Problem(where, given, "most is no less than first", "most")
    first, last = -(-scenario.start_quarter // 4), (scenario.start_quarter + scenario.horizon) // 4 - 1
    for number, one in enumerate(rule.outcomes):
        key = f"outcomes.{number}"
        if not first <= one.year <= last:
            allowed = f"a whole year of the run, {first} to {last}"
            yield Problem(where, f"{one.year} given", allowed, f"{key}.year")
        if (one.half_width is None) == (one.half_width_share is None):
            given = "neither half_width nor half_width_share is given"
            if one.half_width is not None:
                given = "both half_width and half_width_share are given"
            yield Problem(where, given, "give one of them", key)
        for wanted in (one.half_width, one.half_width_share):
            if wanted is not None and wanted <= 0:
                yield Problem(where, f"a half-width of {wanted} given", "a number above 0 is allowed", key)
        if one.indicator not in BY_KEY:
            yield unknown_name(where, one.indicator, BY_KEY, f"{key}.indicator")
            continue
        try:
            level = find_place(region, one.place, where, f"{key}.place").level if one.place else "city"
        except InputError as error:
            yield from error.problems
            continue
        kept = {item.key for item in at_level(level, record)}
        if not set(BY_KEY[one.indicator].needed) <= kept:
            given = f"{one.indicator} is not recorded of a {level} with record={record}"
            yield Problem(where, given, "choose another record=, place or indicator", f"{key}.indicator")
