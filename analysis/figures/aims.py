"""Targets as figures need them: rows of the board that are scored, and what their runs do."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.compare import Comparison
from analysis.figures.asking import Names, arms
from analysis.labels import choose, say
from analysis.statistics import bands
from analysis.targets import board, paths
from sim.errors import InputError, Problem, unknown_name
from sim.indicators.scores import Aim, first_met
from sim.indicators.units import goal


def scored(comparison: Comparison, targets: Names = None, scenarios: Names = None) -> pd.DataFrame:
    """Rows of the board of targets that the runs decide, the baseline first.

    When left out: the targets that are no inputs. Raises InputError for an unknown target or one that is not scored.
    """
    names = (comparison.baseline, *arms(comparison, scenarios))
    found = board(comparison.folder, names)
    known = found[found["reason"] == ""]
    if targets is None:
        wanted = list(dict.fromkeys(known.loc[~known["paid_for"].astype(bool), "target"]))
    else:
        wanted = [targets] if isinstance(targets, str) else list(targets)
        have = list(dict.fromkeys(known["target"]))
        absent = [one for one in wanted if one not in have]
        if absent:
            raise InputError(unknown_name("targets", one, have, "target") for one in absent)
    if not wanted:
        given, allowed = "no target can be scored", "run with record=full and a longer horizon"
        raise InputError([Problem(str(comparison.folder.path), given, allowed)])
    known = known[known["target"].isin(wanted)]
    order = {name: rank for rank, name in enumerate(wanted)}
    return known.sort_values("target", key=lambda column: column.map(order), kind="stable").reset_index(
        drop=True
    )


def with_bands(comparison: Comparison, rows: pd.DataFrame) -> pd.DataFrame:
    """Those rows with the bands over runs of what is held against the number at the date: q05, q25, q75, q95."""
    found = []
    for row in rows.itertuples():
        definition = comparison.folder.scenario(row.scenario)["targets"][row.target]
        years, judged = paths(comparison.folder, row.scenario, definition)
        found.append(bands(judged[:, int(np.flatnonzero(years == Aim.of(definition).last)[0])]))
    return rows.assign(**{name: [float(one[name]) for one in found] for name in ("q05", "q25", "q75", "q95")})


def years_met(comparison: Comparison, target: str, names: Iterable[str]) -> pd.DataFrame:
    """A row a scenario and year, and `year` NaN for never: how many runs first meet a target then, and their share."""
    rows = []
    for name in names:
        definition = comparison.folder.scenario(name)["targets"][target]
        years, judged = paths(comparison.folder, name, definition)
        first = first_met(Aim.of(definition), years, judged)
        for year in (*years, np.nan):
            runs = int(np.isnan(first).sum() if np.isnan(year) else (first == year).sum())
            rows.append({"target": target, "scenario": name, "year": year, "runs": runs, "n": len(first)})
    frame = pd.DataFrame(rows)
    return frame.assign(share=frame["runs"] / frame["n"])


def name_of(row: pd.Series, lang: str, marked: bool = True) -> str:
    """The name of a target, with the mark of those that paying for meets."""
    said = choose(row["zh"] or row["target"], row["en"] or row["zh"] or row["target"], lang)
    return f"{said} {say('paid_for', lang)}" if marked and row["paid_for"] else said


def goal_of(row: pd.Series, lang: str) -> str:
    """The number of a target with its sign and unit."""
    return goal(row["op"], row["number"], row["unit"], lang)
