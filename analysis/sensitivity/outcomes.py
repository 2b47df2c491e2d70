"""Outcomes of a sweep as numbers: one a point and replicate, the effect of a scenario or its level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from analysis.compare import How
from analysis.folder import Folder
from analysis.sensitivity.sample import Array
from analysis.years import split_key, unit_of, year_values
from sim.errors import InputError, Problem, unknown_name

What = Literal["effect", "level"]
WHATS = ("effect", "level")


@dataclass(frozen=True)
class Outcome:
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


def usual_how(key: str) -> How:
    """Relative for what has a size, in points of the unit for what is a ratio already."""
    item, grows = split_key(key)
    return "abs" if grows or item.kind == "ratio" else "pct"


def outcome(
    folder: Folder,
    key: str,
    place: str = "city",
    year: int | None = None,
    scenario: str | None = None,
    baseline: str | None = None,
    what: str = "effect",
    how: str | None = None,
) -> tuple[Outcome, Array]:
    """An outcome and its values [points, replicates], NaN where a run failed or is not made.

    An effect is scenario less baseline, replicate by replicate, both under the same assumptions. Left out: the last
    whole year, the first arm as the baseline and the second as the scenario. Raises InputError for what is not there.
    """
    if what not in WHATS:
        raise InputError([unknown_name("sensitivity", what, WHATS, "what")])
    chosen = _arms(folder, scenario, baseline if what == "effect" else None, what)
    found = year_values(folder, key, [folder.places.find(place)])
    years = [int(one) for one in found.years]
    if year is not None and year not in years:
        given = f"{year} is not among the years"
        raise InputError([Problem(str(folder.path), given, f"{years[0]} to {years[-1]}", "year")])
    column = years.index(year) if year is not None else len(years) - 1
    of_run = dict(zip(found.runs.tolist(), found.values[:, column, 0].astype(float).tolist(), strict=True))
    design = folder.design
    on = _by_point(design[design["scenario"] == chosen[0]], of_run)
    told = Outcome(key, found.places[0].id, years[column], chosen[0], "", "", found.unit)
    if what == "level":
        return told, on
    off = _by_point(design[design["scenario"] == chosen[1]], of_run)
    if len(off) != len(on):  # no factor touches the baseline: its runs are the partners of every point
        off = np.broadcast_to(off[:1], on.shape)
    manner = how or usual_how(key)
    if manner not in ("pct", "abs"):
        raise InputError([unknown_name("sensitivity", manner, ("pct", "abs"), "how")])
    known = np.isfinite(on) & np.isfinite(off)
    if manner == "pct" and (off[known] == 0.0).any():
        given = f"{key} is zero in {chosen[1]}, so a relative effect is not defined"
        raise InputError([Problem(str(folder.path), given, "write how=abs", "how")])
    values = on - off if manner == "abs" else on / off - 1.0
    unit = unit_of(key) if manner == "abs" else "share"
    return Outcome(key, told.place, told.year, chosen[0], chosen[1], manner, unit), values


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


def _by_point(design: pd.DataFrame, of_run: dict[int, float]) -> Array:
    """Values [points, replicates] of an arm; one row where no factor touches it."""
    values = design["run_id"].map(of_run).astype(float)
    wide = pd.DataFrame({"point": design["point_id"], "replicate": design["replicate"], "value": values})
    table = wide.pivot(index="point", columns="replicate", values="value").sort_index()
    return table.to_numpy()
