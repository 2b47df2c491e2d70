"""Outcomes of a sweep as numbers: one a point and replicate, the effect of a scenario or its level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analysis.folder import Folder
from analysis.outcome import Outcome, effect, how_against, last_year, outcome_values
from analysis.sensitivity.sample import Array
from analysis.years import unit_of
from sim.errors import InputError, Problem, unknown_name

What = Literal["effect", "level"]
WHATS = ("effect", "level")


@dataclass(frozen=True)
class Examined:
    """What is looked at: an indicator at a place in a year, as an effect against a baseline or as a level."""

    key: str
    place: str
    """Its id."""
    year: int
    scenario: str
    baseline: str
    """Empty for a level."""
    how: str
    """pct or abs for an effect; empty for a level."""
    unit: str


def outcome(
    folder: Folder,
    key: str,
    place: str = "city",
    year: int | None = None,
    scenario: str | None = None,
    baseline: str | None = None,
    what: str = "effect",
    how: str | None = None,
) -> tuple[Examined, Array]:
    """An outcome and its values [points, replicates], NaN where a run failed or is not made.

    An effect is scenario less baseline, replicate by replicate, both under the same assumptions. Left out: the last
    whole year, the first arm as the baseline and the second as the scenario. Raises InputError for what is not there.
    """
    if what not in WHATS:
        raise InputError([unknown_name("sensitivity", what, WHATS, "what")])
    chosen = _arms(folder, scenario, baseline if what == "effect" else None, what)
    scenario, baseline = chosen
    asked = Outcome(key, place, year)
    where, when = asked.where(folder).id, year if year is not None else last_year(folder, asked)
    if what == "level":
        found = outcome_values(folder, asked, scenario)
        return Examined(key, where, when, scenario, "", "", unit_of(key)), found.values
    manner = how or how_against(folder, asked, baseline)
    if manner not in ("pct", "abs"):
        raise InputError([unknown_name("sensitivity", manner, ("pct", "abs"), "how")])
    found = effect(folder, asked, scenario, baseline, "pct" if manner == "pct" else "abs")
    unit = unit_of(key) if manner == "abs" else "share"
    return Examined(key, where, when, scenario, baseline, manner, unit), found.values


def _arms(folder: Folder, scenario: str | None, baseline: str | None, what: str) -> tuple[str, str]:
    """Scenario and baseline; the first arm is the baseline unless told."""
    names = folder.scenarios
    unknown = [name for name in (scenario, baseline) if name is not None and name not in names]
    if unknown:
        raise InputError(unknown_name(str(folder.path), name, names, "scenario") for name in unknown)
    if what == "level":
        return scenario or names[-1], ""
    below = baseline or next(name for name in names if name != scenario or len(names) == 1)
    others = [name for name in names if name != below]
    above = scenario or (others[0] if others else below)
    if above == below:
        given = f"only {below} is there to compare"
        raise InputError([Problem(str(folder.path), given, "write what=level", "what")])
    return above, below
