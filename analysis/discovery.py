"""Scenario discovery (情景发现): which ranges of the factors go with a result of interest, by PRIM and by CART.

A case is a point of a sweep. It is of interest when at least a share of its finished runs meets a condition. PRIM
(Friedman and Fisher 1999; Bryant and Lempert 2010) peels the space of factors to boxes in which cases of interest are
dense; the library is the EMA Workbench's. Points none of whose runs finished are cases of neither kind and are counted.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.folder import Folder
from analysis.outcome import Condition, Values, by_point
from analysis.targets import paths
from sim.errors import InputError, Problem, unknown_name
from sim.indicators.scores import Aim, met

Array = NDArray[Any]
FEWEST_CASES = 40
FEWEST_OF_A_KIND = 8
"""Cases without which PRIM finds boxes in noise: in all, and of each kind."""
LEAST_MASS = 0.05
"""Share of the cases that a box holds at least."""
SIGNIFICANT = 0.05
"""Quasi-p-value above which a restriction is dropped."""
PEELS = (0.05, 0.1, 0.2)
"""Shares of the cases that a peel takes off, each tried."""
MOST_BOXES = 3
DEPTH = 3
"""Splits of the tree from its root to a leaf at most."""


@dataclass(frozen=True, eq=False)
class Cases:
    """The points of a sweep as cases: factors, share of finished runs that meet the condition, runs that failed."""

    factors: pd.DataFrame
    share: Array
    """NaN where no run of a point finished."""
    failed: Array
    """Runs of a point that failed."""
    least: float
    """Share of runs from which on a case is of interest."""

    @property
    def known(self) -> Array:
        """Points with a finished run."""
        return ~np.isnan(self.share)

    @property
    def of_interest(self) -> Array:
        """Points of interest among those known."""
        return np.asarray(
            self.known & (np.nan_to_num(self.share) >= self.least) & (np.nan_to_num(self.share) > 0.0)
        )


@dataclass(frozen=True)
class Limit:
    """A restriction of a factor: a range, or the values kept; with quasi-p-values of its ends (NaN: not restricted)."""

    factor: str
    low: float
    high: float
    values: tuple[Any, ...]
    p_low: float
    p_high: float
    whole: tuple[Any, ...]
    """The range, or all values, in the sweep."""

    @property
    def p(self) -> float:
        """The smaller quasi-p-value."""
        return float(np.nanmin([self.p_low, self.p_high]))


@dataclass(frozen=True, eq=False)
class Box:
    """A part of the space of factors.

    coverage: share of all cases of interest that lie in it. density: share of its cases that are of interest. mass:
    share of all cases that it holds.
    """

    limits: tuple[Limit, ...]
    coverage: float
    density: float
    mass: float
    cases: int
    of_interest: int
    failed: int
    """Points inside whose runs all failed."""
    trajectory: pd.DataFrame
    """Coverage, density, mass and number of restrictions at each peel."""
    inside: Array


@dataclass(frozen=True)
class Rule:
    """A leaf of the tree: conditions from its root, cases, share of interest."""

    conditions: tuple[str, ...]
    cases: int
    density: float
    coverage: float


@dataclass(frozen=True, eq=False)
class Discovery:
    """What was found."""

    cases: Cases
    boxes: tuple[Box, ...]
    rules: tuple[Rule, ...]


def cases_of(
    folder: Folder, scenario: str, condition: Condition, baseline: str = "", least: float = 0.5
) -> Cases:
    """The points of a sweep as cases of a condition."""
    found = condition.values(folder, scenario, baseline)
    return _cases(folder, found, condition.holds(found.values, bool(baseline)), least)


def cases_of_target(folder: Folder, scenario: str, target: str, least: float = 0.5) -> Cases:
    """The points of a sweep as cases of a stated target that is missed."""
    known = folder.scenario(scenario).get("targets") or {}
    if target not in known:
        raise InputError([unknown_name(str(folder.path), target, known, "target")])
    definition = known[target]
    if definition["kind"] in ("external", "undated"):
        given = f"{target} is {definition['kind']}"
        raise InputError([Problem(str(folder.path), given, "choose a target that can be scored", "target")])
    aim = Aim.of(definition)
    years, judged = paths(folder, scenario, definition)
    if not years.size or not years[0] <= aim.first <= aim.last <= years[-1]:
        given = f"the runs do not reach from {aim.first} to {aim.last}"
        raise InputError([Problem(str(folder.path), given, "run longer, or choose another target", "target")])
    good = met(aim, judged[:, int(np.flatnonzero(years == aim.last)[0])])
    runs = folder.runs
    ours = runs[(runs["scenario"] == scenario) & (runs["status"] == "finished")]["run_id"].sort_values()
    found = by_point(folder, scenario, dict(zip(ours.tolist(), good.astype(float).tolist(), strict=True)))
    return _cases(folder, found, found.values == 0.0, least)


def _cases(folder: Folder, found: Values, holds: Array, least: float) -> Cases:
    done = ~np.isnan(found.values)
    with np.errstate(invalid="ignore"):
        share = (holds & done).sum(1) / done.sum(1)
    return Cases(folder.points[list(folder.factors)], share, found.failed.sum(1), least)


def discover(cases: Cases, density: float | None = None) -> Discovery:
    """Boxes and rules of the cases of interest; raises InputError where there are too few cases of either kind.

    density: least density wanted of a box; left out, the best mean (harmonic) of coverage and density.
    """
    known = cases.known
    kind = cases.of_interest[known]
    count, good = int(known.sum()), int(kind.sum())
    if count < FEWEST_CASES or min(good, count - good) < FEWEST_OF_A_KIND:
        given = f"{good} of {count} cases are of interest"
        allowed = f"discovery needs {FEWEST_CASES} cases at least, {FEWEST_OF_A_KIND} of interest and as many others"
        raise InputError([Problem("discovery", given, allowed)])
    table, names = _coded(cases.factors)
    return Discovery(cases, _boxes(cases, table, names, density), _rules(table[known], kind, names))


def _coded(factors: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, list[Any]]]:
    """Numbers as they are; words and truths as ranks of their sorted values, whose order no hash can change."""
    coded, names = {}, {}
    for name in factors.columns:
        column = factors[name]
        if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
            coded[name] = column.astype(float)
        else:
            names[name] = sorted(column.unique(), key=str)
            coded[name] = column.map({value: rank for rank, value in enumerate(names[name])}).astype(int)
    kept = {name: column for name, column in coded.items() if column.nunique() > 1}
    return pd.DataFrame(kept), names


def _boxes(
    cases: Cases, table: pd.DataFrame, names: dict[str, list[Any]], density: float | None
) -> tuple[Box, ...]:
    """Box after box, each from the cases that the ones before left over, as long as it is denser than what is left."""
    kind, left = cases.of_interest, cases.known.copy()
    known = int(left.sum())
    found: list[Box] = []
    while (
        len(found) < MOST_BOXES
        and kind[left].sum() >= FEWEST_OF_A_KIND
        and left.sum() >= max(FEWEST_CASES / 2, 2 * LEAST_MASS * known)
    ):
        x = table[left].reset_index(drop=True)
        for name in names:
            if name in x:
                x[name] = x[name].astype("category")
        box = _best(x, kind[left], density)
        if box.res_dim == 0 or box.density <= kind[left].mean():
            break
        found.append(_box(cases, table, names, box))
        left &= ~found[-1].inside
    return tuple(found)


def _best(x: pd.DataFrame, kind: Array, density: float | None) -> Any:
    """The best box of slow and quick peeling: a single case at an edge can stop the slow one."""
    boxes = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for alpha in PEELS:
            box = _library().Prim(x, kind.astype(bool), mass_min=LEAST_MASS, peel_alpha=alpha).find_box()
            _choose(box, density)
            boxes.append(box)
    return max(boxes, key=lambda box: _worth(box.coverage, box.density, density))


def _worth(coverage: float, dense: float, wanted: float | None) -> tuple[float, float]:
    """How good a box is: most coverage where the wanted density is reached, else the harmonic mean of both."""
    if wanted is None:
        return 2 * coverage * dense / (coverage + dense) if coverage + dense > 0.0 else 0.0, dense
    return (1.0 + coverage, dense) if dense >= wanted else (dense, coverage)


def _library() -> Any:
    """The PRIM of the EMA Workbench; raises InputError with the command where it is not installed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it tells of extras of its own that are not needed here
            from ema_workbench.analysis import prim
    except ImportError:
        given = "ema_workbench is not installed"
        raise InputError([Problem("discovery", given, "pip install 'baiqianwan[discovery]'")]) from None
    return prim


def _choose(box: Any, density: float | None) -> None:
    """Go to the best box on the way of peeling, then drop restrictions that could be chance."""
    way = box.peeling_trajectory
    rated = [_worth(row.coverage, row.density, density) for row in way.itertuples()]
    box.select(rated.index(max(rated)))
    while weak := _weakest(box):
        _drop(box, *weak)


def _weakest(box: Any) -> tuple[str, int] | None:
    """The factor and the end (0 low, 1 high) whose restriction is most likely chance; None where all are sure."""
    ends = [
        (p, name, side)
        for name, two in box.p_values[box._cur_box].items()
        for side, p in enumerate(two)
        if p > SIGNIFICANT
    ]
    return max(ends)[1:] if ends else None


def _drop(box: Any, name: str, side: int) -> None:
    """Open one end of a box again; of words all of them."""
    limits, first = box.box_lims[box._cur_box].copy(), box.box_lims[0]
    if isinstance(first[name].iloc[0], set):
        box.drop_restriction(name)
        return
    limits.loc[side, name] = first.loc[side, name]
    x = box.prim.x
    inside = np.ones(len(x), bool)
    for column in x.columns:
        kept = limits[column]
        held = x[column].isin(kept.iloc[0]) if isinstance(kept.iloc[0], set) else x[column].between(*kept)
        inside &= held.to_numpy(bool)
    box.update(limits, np.flatnonzero(inside))


def _box(cases: Cases, table: pd.DataFrame, names: dict[str, list[Any]], box: Any) -> Box:
    here = box.box_lims[box._cur_box]
    limits, inside = [], np.ones(len(table), bool)
    for name, two in box.p_values[box._cur_box].items():
        p_low, p_high = (float(one) if one >= 0.0 else float("nan") for one in two)
        column = table[name].to_numpy()
        if name in names:
            kept = sorted(int(code) for code in here[name].iloc[0])
            values, every = tuple(names[name][code] for code in kept), tuple(names[name])
            limits.append(Limit(name, np.nan, np.nan, values, p_low, p_high, every))
            inside &= np.isin(column, kept)
        else:
            ends = (float(column.min()), float(column.max()))
            low = ends[0] if np.isnan(p_low) else float(here[name].iloc[0])
            high = ends[1] if np.isnan(p_high) else float(here[name].iloc[1])
            limits.append(Limit(name, low, high, (), p_low, p_high, ends))
            inside &= (column >= low) & (column <= high)
    known, kind = cases.known, cases.of_interest
    held = int((inside & known).sum())
    good = int((inside & kind).sum())
    return Box(
        limits=tuple(sorted(limits, key=lambda limit: limit.p)),
        coverage=good / int(kind.sum()),
        density=good / held,
        mass=held / int(known.sum()),
        cases=held,
        of_interest=good,
        failed=int((inside & ~known).sum()),
        trajectory=box.peeling_trajectory[["coverage", "density", "mass", "res_dim"]].astype(float),
        inside=inside,
    )


def _rules(x: pd.DataFrame, kind: Array, names: dict[str, list[Any]]) -> tuple[Rule, ...]:
    """Leaves of a small tree (CART), the densest first; words are split one value from the others."""
    from sklearn.tree import DecisionTreeClassifier

    columns: dict[str, Array] = {}
    for name in x.columns:
        if name in names:
            columns |= {
                f"{name} = {value}": (x[name] == code).to_numpy(float)
                for code, value in enumerate(names[name])
            }
        else:
            columns[name] = x[name].to_numpy(float)
    heads, values = list(columns), np.column_stack(list(columns.values()))
    leaf = max(1, round(LEAST_MASS * len(x)))
    tree = (
        DecisionTreeClassifier(max_depth=DEPTH, min_samples_leaf=leaf, random_state=0).fit(values, kind).tree_
    )
    found: list[Rule] = []

    def walk(node: int, rows: Array, said: tuple[str, ...]) -> None:
        if tree.children_left[node] < 0:
            good = int(kind[rows].sum())
            found.append(Rule(said, int(rows.sum()), good / int(rows.sum()), good / int(kind.sum())))
            return
        head, at = heads[tree.feature[node]], float(tree.threshold[node])
        low = values[:, tree.feature[node]] <= at
        word = " = " in head
        left = head.replace(" = ", " ≠ ") if word else f"{head} ≤ {at:.4g}"
        right = head if word else f"{head} > {at:.4g}"
        walk(int(tree.children_left[node]), rows & low, (*said, left))
        walk(int(tree.children_right[node]), rows & ~low, (*said, right))

    walk(0, np.ones(len(x), bool), ())
    return tuple(sorted(found, key=lambda rule: (-rule.density, -rule.coverage)))
