"""The tables that a comparison tells of inequality: measures by level, winners and losers, ranks; in pairs of runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.crossed import Crossed
from analysis.direction import direction, judged
from analysis.inequality.measures import gini, ratio, theil, theil_parts
from analysis.inequality.units import LEVELS, PEOPLE, Units, amount_and_people, check_level, units_of
from analysis.measures import apart_of, measures
from analysis.partners import Pairs
from analysis.places import Place
from analysis.statistics import bands, interval, share
from analysis.years import How, YearValues, split_key
from sim.errors import InputError, Problem

if TYPE_CHECKING:
    from analysis.asked import Years
    from analysis.compare import Comparison

Array = NDArray[Any]
NO_VALUE = "no value"
"""Of a place to which an indicator does not apply: rural income where nobody is rural."""
QUANTILES = ("q05", "q25", "median", "q75", "q95")


def inequality_table(
    comparison: Comparison, key: str, level: str | None = None, year: Years = None, how: How = "abs"
) -> pd.DataFrame:
    """A row a scenario, level, measure and year; all levels when none is asked for, with a reason where one lacks.

    Measures: `theil` (part "" is the whole; its parts `group`, `county`, `town`, … say between whom and add up to it),
    `gini`, `ratio` (richest unit over poorest, a head). Columns as in the comparison table: median, q05 … q95, mean,
    low, high … of the paired difference; value and value_baseline with value_q05 … of the levels; units, reason.
    """
    amount_and_people(key)
    frames = []
    for one in LEVELS if level is None else (check_level(level),):
        try:
            frames.append(pd.DataFrame(_measured(comparison, key, one, year, how)))
        except InputError as error:
            if level is not None or any(problem.key == "year" for problem in error.problems):
                raise
            reason = "; ".join(problem.given for problem in error.problems)
            frames.append(pd.DataFrame([{"indicator": key, "level": one, "reason": reason}]))
    found = pd.concat(frames, ignore_index=True)
    if found.get("scenario") is None or found["scenario"].isna().all():
        return found
    return found[[*frames[_first_full(frames)].columns]]


def _first_full(frames: Sequence[pd.DataFrame]) -> int:
    return next(number for number, frame in enumerate(frames) if "scenario" in frame)


def _measured(
    comparison: Comparison, key: str, level: str, year: Years, how: How
) -> Iterator[dict[str, Any]]:
    if level in ("town", "village") and level not in comparison.folder.layout.levels:
        given = f"{level}s were not recorded"
        raise InputError([Problem(str(comparison.folder.path), given, "run again with record=full")])
    for scenario in comparison.scenarios:
        pairs = comparison.pairs[scenario]
        on, off = (units(comparison, key, level, scenario, at) for at in (0, 1))
        names = [("theil", ""), *(("theil", part) for part in on.parts), ("gini", ""), ("ratio", "")]
        if len(on.parts) == 1:
            names.remove(("theil", on.parts[0]))
        runs = np.arange(len(pairs))
        sides = [YearValues(key, "index", runs, one.years, (), _values(one)) for one in (on, off)]
        sides = [comparison.in_years(one, year) for one in sides]
        found = apart_of(sides[0], sides[1], how)
        told = measures(pairs, sides[0].values, sides[1].values, found.values, how, "points")
        for name, side in (("value", sides[0]), ("value_baseline", sides[1])):
            band = bands(Crossed(side.values, pairs.points, pairs.replicates).units)
            told |= {f"{name}_{quantile}": band[quantile] for quantile in QUANTILES}
        for column, (measure, part) in enumerate(names):
            for row, one in enumerate(found.years):
                yield {
                    "scenario": scenario,
                    "baseline": comparison.baseline,
                    "level": level,
                    "measure": measure,
                    "part": part,
                    "year": int(one),
                    "indicator": key,
                    "how": how,
                    "units": len(on.names),
                    "n": len(pairs),
                    "points": len(np.unique(pairs.points)),
                    **{name: float(values[row, column]) for name, values in told.items()},
                    "reason": "",
                }


def units(comparison: Comparison, key: str, level: str, scenario: str, side: int) -> Units:
    """Amounts and people of the runs of a scenario (side 0) or of the baseline's in its pairs (side 1)."""

    def read(indicator: str, places: Sequence[Place]) -> YearValues:
        return comparison.levels(indicator, places, scenario)[side]

    return units_of(comparison.folder.places, key, level, read)


def _values(found: Units) -> Array:
    """Every measure [runs, years, measures]: Theil, its parts where there are several, Gini, richest over poorest."""
    amount, people = found.amount, found.people
    parts = theil_parts(amount, people, [group for _, group in found.groupings])
    told = [
        theil(amount, people),
        *(parts if len(parts) > 1 else []),
        gini(amount, people),
        ratio(amount, people),
    ]
    return np.stack(told, -1)


def winners_table(
    comparison: Comparison, key: str, year: int | None = None, level: str = "county", counts: bool = False
) -> pd.DataFrame:
    """Places whose effect is surely up, surely down, uncertain or none, with the people who live there.

    The comparison table of a year (the last when left out) with direction, judged (better, worse, neutral), people
    (mean over the baseline's runs in the pairs) and people_share (of those who live in the places told). `counts`: a
    row a scenario and direction instead: places, people, people_share, and the ids of the places.
    """
    from analysis.years import usual_how

    places = comparison.inside(level)
    people = {one: comparison.levels(PEOPLE, places, one)[1] for one in comparison.scenarios}
    if year is None:
        years = next(iter(people.values())).years
        year = int(comparison.years[-1] if comparison.years else years[-1])
    table = comparison.table(key, year, [place.id for place in places], usual_how(key))
    better = split_key(key)[0].better
    told = table.to_dict("records")
    table["direction"] = [NO_VALUE if np.isnan(row["mean"]) else direction(row) for row in told]
    table["judged"] = ["neutral" if way == NO_VALUE else judged(way, better) for way in table["direction"]]
    heads: dict[tuple[str, str], float] = {}
    for one, found in people.items():
        means = _mean_of(found, comparison.pairs[one])[list(found.years).index(year)]
        heads |= {(one, place.id): float(mean) for place, mean in zip(places, means, strict=True)}
    table["people"] = [heads[row["scenario"], row["place"]] for row in told]
    table["people_share"] = table["people"] / table.groupby("scenario")["people"].transform("sum")
    return _counted(table) if counts else table


def _mean_of(found: YearValues, pairs: Pairs) -> Array:
    """Means [years, places], points first, as the comparison table has them."""
    return Crossed(found.values, pairs.points, pairs.replicates).mean


def _counted(table: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for scenario, mine in table.groupby("scenario", sort=False):
        for way in ("up", "down", "uncertain", "unchanged", NO_VALUE):
            of = mine[mine["direction"] == way]
            rows.append(
                {
                    "scenario": scenario,
                    "indicator": mine["indicator"].iloc[0],
                    "year": mine["year"].iloc[0],
                    "direction": way,
                    "places": len(of),
                    "people": of["people"].sum(),
                    "people_share": of["people_share"].sum(),
                    "ids": list(of["place"]),
                }
            )
    return pd.DataFrame(rows)


def ranks_table(
    comparison: Comparison, key: str, year: Years = None, level: str = "county", against: bool = False
) -> pd.DataFrame:
    """Ranks of places, 1 the best (the highest where no way is better), by scenario and year, and how sure they are.

    rank and rank_baseline are those of the means over runs; rank_q05 … are of the rank run by run; change (mean),
    change_q05, change_q95 of the paired change, below zero where a place climbs, change_low, change_high (95 % interval
    of its mean), sure (whether the runs allow a direction); share_climbs, share_falls. Of places that are chosen the
    ranks are still those among all of the level.
    `against`: a row a pair of places instead: in what share of the runs a place stands above another, in both arms;
    equal ones count half.
    """
    places = comparison.folder.places.at(level)
    shown = {place.id for place in comparison.inside(level)}
    worse = split_key(key)[0].better == "down"
    rows: list[dict[str, Any]] = []
    for scenario in comparison.scenarios:
        sides = [comparison.in_years(one, year) for one in comparison.levels(key, places, scenario)]
        on, off = (one.values if worse else -one.values for one in sides)
        head = {"scenario": scenario, "baseline": comparison.baseline, "indicator": key}
        for column, one in enumerate(sides[0].years):
            at = {**head, "year": int(one), "n": len(on)}
            tell = _against if against else _ranked
            told = tell(on[:, column], off[:, column], places)
            rows.extend({**at, **row} for row in told if row["place"] in shown)
    return pd.DataFrame(rows)


def ranks(values: Array) -> Array:
    """Ranks along the last axis, 1 the smallest; equal ones share the mean of theirs, what has no value has no rank."""
    from scipy.stats import rankdata

    return np.asarray(rankdata(values, axis=-1, nan_policy="omit"))


def _ranked(on: Array, off: Array, places: Sequence[Place]) -> Iterator[dict[str, Any]]:
    ours, theirs = ranks(on), ranks(off)
    change = ours - theirs
    band, before, moved = bands(ours), bands(theirs), bands(change)
    climbs, falls = share(change < 0, change), share(change > 0, change)
    places_now, places_before = (ranks(side.mean(0)) for side in (on, off))
    low, high = interval(change)
    for row, place in enumerate(places):
        told = {name: float(moved[name][row]) for name in ("mean", "q05", "q95")}
        told |= {"low": float(low[row]), "high": float(high[row])}
        yield {
            "level": place.level,
            "place": place.id,
            "name_zh": place.zh,
            "name_en": place.en,
            "rank": float(places_now[row]),
            "rank_baseline": float(places_before[row]),
            **{f"rank_{name}": float(band[name][row]) for name in ("q05", "median", "q95")},
            **{f"rank_baseline_{name}": float(before[name][row]) for name in ("q05", "median", "q95")},
            "change": told["mean"],
            **{f"change_{name}": told[name] for name in ("q05", "q95", "low", "high")},
            "sure": direction({"how": "abs", "n": len(change), **told}) != "uncertain",
            "share_climbs": float(climbs[row]),
            "share_falls": float(falls[row]),
        }


def _against(on: Array, off: Array, places: Sequence[Place]) -> Iterator[dict[str, Any]]:
    for row, place in enumerate(places):
        for other, rival in enumerate(places):
            if row != other:
                yield {
                    "place": place.id,
                    "other": rival.id,
                    "share_above": _above(on[:, row], on[:, other]),
                    "share_above_baseline": _above(off[:, row], off[:, other]),
                }


def _above(one: Array, other: Array) -> float:
    return float(share((one < other) + 0.5 * (one == other), one + other))
