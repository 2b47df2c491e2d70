"""From a question of which assumptions matter to a design over the judged parameters (敏感性)."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from experiments.sweep.design import Design, Judgement
from experiments.sweep.designs import LatinHypercube, Morris, Sobol
from experiments.sweep.priors import SPREAD, judged, judgement_factors
from sim.errors import InputError, Problem, unknown_name
from sim.faults import COMMAND_LINE
from sim.indicators import BY_KEY
from sim.region import Region
from sim.region.places import find_place
from sim.scenario import Scenario

METHODS = ("morris", "sobol", "prior")
TRAJECTORIES, BASE_POINTS, DRAWS = 12, 64, 200
"""Usual sizes: trajectories of Morris, base points of Sobol', draws of the priors."""
TABLE = "sensitivity.csv"
"""The table that a page leaves in its folder."""
STRENGTH = ("mu_star", "total", "rank")
"""Columns by which a table of an earlier folder may be ranked."""
GROWTH = "_growth"
WIDTHS = ("headline", "standard", "full")


@dataclass(frozen=True)
class Question:
    """Which assumptions decide which outcomes; what is left out has its usual value."""

    method: str = "morris"
    of: tuple[str, ...] = ()
    """Blocks of parameters or single keys; all judged parameters where it is empty."""
    without: tuple[str, ...] = ()
    blocks: bool | None = None
    """Whether the parameters of a block change together; yes unless `of` or `after` names some."""
    after: str = ""
    """Folder of an earlier sensitivity whose strongest are looked at."""
    top: int = 6
    trajectories: int = TRAJECTORIES
    levels: int = 4
    points: int | None = None
    """Base points of Sobol' (64) or draws of the priors (200)."""
    second_order: bool = False
    spread: float = SPREAD
    design_seed: int = 0
    indicators: tuple[str, ...] = ("gdp_real",)
    places: tuple[str, ...] = ("city",)
    year: int | None = None
    what: str = "effect"
    how: str | None = None


def design_of(question: Question, scenario: Scenario) -> Design:
    """The design that answers a question; raises InputError with every name that is not known."""
    wanted = strongest(Path(question.after), question.top) if question.after else question.of
    judgement = Judgement(groups=wanted, without=question.without, spread=question.spread)
    keys = list(judgement_factors(scenario, wanted, question.spread, question.without))
    groups = _blocks(question, wanted, keys)
    if question.method == "prior":
        points = DRAWS if question.points is None else question.points
        return LatinHypercube(points=points, judgement=judgement, seed=question.design_seed)
    if question.method == "sobol":
        return Sobol(
            base_points=BASE_POINTS if question.points is None else question.points,
            second_order=question.second_order,
            groups=groups,
            judgement=judgement,
            seed=question.design_seed,
        )
    return Morris(
        trajectories=question.trajectories,
        levels=question.levels,
        groups=groups,
        judgement=judgement,
        seed=question.design_seed,
    )


def _blocks(question: Question, wanted: Sequence[str], keys: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Blocks that change as one: all of them when nothing is named, those that an earlier folder names as blocks."""
    known = {one.key: one.group for one in judged()}
    if question.blocks is False:
        return {}
    named = set(known.values()) if question.blocks or not wanted else set()
    if question.after:
        named |= {name for name in wanted if name in known.values()}
    found: dict[str, tuple[str, ...]] = {}
    for key in keys:
        block = known[key]
        if block in named:
            found[block] = (*found.get(block, ()), key)
    return found


def strongest(folder: Path, top: int) -> tuple[str, ...]:
    """Names of the assumptions that rank first in a finished sensitivity, whichever of its outcomes they decide."""
    try:
        with open(folder / TABLE, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except OSError:
        given = f"there is no {TABLE} in it"
        allowed = "give the folder of an earlier `bqw sensitivity`"
        raise InputError([Problem(str(folder), given, allowed, "after")]) from None
    best: dict[str, int] = {}
    column = next((name for name in STRENGTH if rows and name in rows[0]), "")
    outcomes: dict[tuple[str, ...], list[tuple[float, str]]] = {}
    for row in rows:
        outcome = (row["indicator"], row["place"], row["year"])
        outcomes.setdefault(outcome, []).append((-abs(float(row[column] or 0.0)), row["name"]))
    for found in outcomes.values():
        for rank, (_, name) in enumerate(sorted(found)):
            best[name] = min(rank, best.get(name, rank))
    return tuple(sorted(best, key=lambda name: (best[name], name))[:top])


def record_of(question: Question, region: Region, scenario: Scenario) -> str:
    """The least that must be recorded for the outcomes; raises InputError for what is not known."""
    problems: list[Problem] = []
    levels = set()
    for place in question.places:
        try:
            levels.add(level_of(place, region))
        except InputError as error:
            problems += error.problems
    width = 0
    for key in question.indicators:
        item = BY_KEY.get(key) or BY_KEY.get(key.removesuffix(GROWTH))
        if item is None:
            problems.append(unknown_name(COMMAND_LINE, key, BY_KEY, "indicator"))
            continue
        for level in sorted(levels):
            if level not in item.levels:
                given = f"{key} is not measured for a {level}"
                problems.append(Problem(COMMAND_LINE, given, f"ask for {' or '.join(item.levels)}", "place"))
                continue
            kept = [
                at
                for at, record in enumerate(WIDTHS)
                if all(BY_KEY[needed].kept(level, record) for needed in item.needed)
            ]
            width = max(width, kept[0] if kept else len(WIDTHS) - 1)
    first, last = scenario.start_quarter, scenario.start_quarter + scenario.horizon
    years = [year for year in range(first // 4, last // 4 + 1) if first <= 4 * year and 4 * year + 4 <= last]
    if not years:
        given = f"{scenario.horizon} quarters from {scenario.start} hold no whole year"
        problems.append(Problem(COMMAND_LINE, given, "give a longer horizon", "horizon"))
    elif question.year is not None and question.year not in years:
        given = f"{question.year} is not among the years"
        problems.append(Problem(COMMAND_LINE, given, f"{years[0]} to {years[-1]}", "year"))
    if problems:
        raise InputError(problems)
    return WIDTHS[width]


def level_of(text: str, region: Region) -> str:
    """The level of a place by any of its names; that of a group is the level of its members."""
    if text == "city":
        return "city"
    level = find_place(region, text, COMMAND_LINE, "place").level
    return "county" if level == "group" else level


def any_above(folder: Path) -> bool:
    """Whether an assumption of a finished sensitivity stands above chance; yes where chance is not known."""
    with open(folder / TABLE, encoding="utf-8", newline="") as file:
        told = {row.get("above", "") for row in csv.DictReader(file)}
    return told != {"False"}
