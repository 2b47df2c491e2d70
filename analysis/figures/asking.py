"""What figures ask of a comparison: how effects are told, which rows, which row makes the headline, who starts when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from analysis.compare import Comparison
from analysis.direction import direction
from analysis.folder import Folder
from analysis.labels import axis_scale, indicator_name, say
from analysis.levels import level_table
from analysis.places import Place
from analysis.programmes import KINDS
from analysis.years import How, unit_of, usual_how, year_values
from sim.errors import InputError, Problem, unknown_name

Names = str | Iterable[str] | None


class NoValueError(InputError):
    """An indicator has no value at any place asked for: rural income where nobody is rural."""


def told(comparison: Comparison, key: str, how: How | None = None) -> How:
    """How an effect is told: as asked, as the comparison says, shares and balances in their own unit."""
    return how or (usual_how(key) if comparison.how == "pct" else comparison.how)


def arms(comparison: Comparison, scenarios: Names = None) -> tuple[str, ...]:
    """The scenarios wanted, all of the comparison when left out; raises InputError for an unknown one."""
    if scenarios is None:
        return comparison.scenarios
    names = (scenarios,) if isinstance(scenarios, str) else tuple(scenarios)
    unknown = [name for name in names if name not in comparison.scenarios]
    if unknown:
        raise InputError(unknown_name("comparison", one, comparison.scenarios, "scenario") for one in unknown)
    return names


def last_year(comparison: Comparison, key: str, place: Place) -> int:
    """The last year of the comparison."""
    return (comparison.years or tuple(year_values(comparison.folder, key, [place]).years))[-1]


def effects(
    comparison: Comparison,
    key: str,
    by: Names = None,
    scenarios: Names = None,
    how: How | None = None,
    year: int | None = None,
) -> pd.DataFrame:
    """Rows of the comparison table with a column `direction`; places where the indicator has no value are left out.

    Raises NoValueError where none of them has one.
    """
    chosen = replace(comparison, scenarios=arms(comparison, scenarios))
    frame = chosen.table(key, year=year, by=by, how=told(comparison, key, how))
    frame = _with_value(frame, key, [comparison.folder.places.find(one) for one in frame["place"].unique()])
    return frame.assign(direction=[direction(row) for _, row in frame.iterrows()])


def _with_value(frame: pd.DataFrame, key: str, places: Sequence[Place]) -> pd.DataFrame:
    """The rows that have a mean; raises NoValueError where none has."""
    found = frame[frame["mean"].notna()].reset_index(drop=True)
    if found.empty:
        names = ", ".join(place.name("both") for place in places)
        given = f"{names} has no {indicator_name(key, 'en')} ({key})"
        raise NoValueError([Problem("plot", given, "choose another place or indicator")])
    return found


def levels(comparison: Comparison, key: str, places: list[Place], names: Iterable[str]) -> pd.DataFrame:
    """Mean and bands of levels in the years of the comparison; places without a value are left out.

    Raises NoValueError where none of them has one.
    """
    return _with_value(level_table(comparison, key, places, list(names)), key, places)


def telling(rows: pd.DataFrame) -> pd.Series:
    """The row that makes a headline: the largest effect, sure or not."""
    return rows.loc[rows["mean"].abs().idxmax()]


def leading(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of the scenario whose effects are the largest over all places."""
    sizes = rows.assign(size=rows["mean"].abs()).groupby("scenario", sort=False)["size"].sum()
    return rows[rows["scenario"] == sizes.idxmax()]


def scenario_title(folder: Folder, name: str, lang: str) -> str:
    """The name of a scenario in a language."""
    return str(folder.manifest["titles"][name].get(lang) or name)


def scale_of(rows: pd.DataFrame, lang: str) -> tuple[float, str]:
    """What to divide effects by, and their unit on an axis."""
    if rows["how"].iloc[0] == "ratio":
        return 1.0, "×"
    largest = float(rows[["mean", "q05", "q95"]].abs().to_numpy().max())
    return axis_scale(rows["unit"].iloc[0], largest, lang)


def level_scale(key: str, largest: float, lang: str) -> tuple[float, str]:
    """What to divide levels by, and their unit on an axis."""
    return axis_scale(unit_of(key), largest, lang)


def grouped(folder: Folder, places: Iterable[Place]) -> list[tuple[Place | None, list[Place]]]:
    """Places by the area of several counties they lie in, the largest first; places of none last."""
    groups = sorted(folder.places.areas(), key=lambda group: (-len(group.members), group.id))
    parents = {place.id: place.parent for place in folder.places.all}
    found: dict[str, list[Place]] = {name: [] for name in (*(group.id for group in groups), "")}
    for place in places:
        chain, at = {place.id}, place.id
        while parents.get(at) and parents[at] not in chain:
            at = parents[at]
            chain.add(at)
        home = next((group.id for group in groups if place != group and chain & set(group.members)), "")
        found[home].append(place)
    heads: list[tuple[Place | None, list[Place]]] = [(group, found[group.id]) for group in groups]
    return [(head, members) for head, members in [*heads, (None, found[""])] if members]


def head_of(folder: Folder, group: Place | None, members: list[Place], lang: str) -> str:
    """What stands over the places of an area; over counties of none that they stand alone."""
    if group is not None:
        return group.name(lang)
    alone = {place.id for place in folder.places.alone()}
    return say("figures_alone" if {place.id for place in members} <= alone else "figures_other", lang)


def starts(comparison: Comparison, names: Iterable[str]) -> dict[str, float]:
    """When policies that the baseline lacks begin, by scenario, on an axis of years whose numbers stand in mid-year.

    A scenario with an entry that has no date begins with the run and is not told.
    """
    theirs = comparison.folder.scenario(comparison.baseline).get("policy") or {}
    found = {}
    for name in names:
        policy = comparison.folder.scenario(name).get("policy") or {}
        dates = [
            said.get("start_date") or said.get("date")
            for kind in KINDS
            for entry, said in (policy.get(kind) or {}).items()
            if kind != "adopts" and (theirs.get(kind) or {}).get(entry) != said
        ]
        if dates and all(dates):
            found[name] = min(_year(one) for one in dates)
    return found


def _year(text: str) -> float:
    day = date.fromisoformat(str(text))
    return day.year - 0.5 + (day.month - 1) / 12
