"""What a sweep asked: its kind of design, and its factors with their groups and names, as the folder tells them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.folder import Folder
from analysis.sensitivity.sample import Array, Sample
from sim.errors import InputError, Problem

MORRIS, SOBOL, LATIN = "morris", "sobol", "latin_hypercube"
KINDS = (MORRIS, SOBOL, LATIN)
"""Designs that say which assumptions matter."""


@dataclass(frozen=True, eq=False)
class Asked:
    """The design of a sweep."""

    kind: str
    names: tuple[str, ...]
    groups: tuple[str, ...]
    """The group of each factor; its own name where it stands alone."""
    titles: dict[str, tuple[str, str]]
    """Factor -> its name in Chinese and English; either may be empty."""
    points: Array
    """[points, factors]; truth values and words by number, of which only Sobol' takes more than two."""
    levels: int
    second_order: bool

    def sample(self, values: Array) -> Sample:
        """The design with an outcome [points, replicates]."""
        return Sample(self.names, self.groups, self.points, values)


def asked(folder: Folder) -> Asked:
    """The design of a folder; raises InputError where its kind says nothing of assumptions."""
    question: dict[str, Any] = folder.manifest["identity"].get("design", {})
    design = question.get("design", {})
    kind = str(design.get("kind", ""))
    if kind not in KINDS:
        given = f"its design is {kind}" if kind else "it is no sweep"
        allowed = f"give a sweep by {', '.join(KINDS)}; `bqw sensitivity` makes one"
        raise InputError([Problem(str(folder.path), given, allowed)])
    names = folder.factors
    if kind != SOBOL and (words := [name for name in names if _in_words(folder.points[name])]):
        given = f"{', '.join(words)} takes words, which have no order to go up or down with"
        allowed = "sweep it by a sobol design, or leave it out"
        raise InputError([Problem(str(folder.path), given, allowed)])
    group_of = {name: group for group, members in design.get("groups", {}).items() for name in members}
    factors = design.get("factors", {})
    titles = {name: factors.get(name, {}).get("title", {}) for name in names}
    return Asked(
        kind,
        names,
        tuple(group_of.get(name, name) for name in names),
        {name: (title.get("zh", ""), title.get("en", "")) for name, title in titles.items()},
        np.column_stack([_numbers(folder.points[name]) for name in names]),
        int(design.get("levels", 4)),
        bool(design.get("second_order", False)),
    )


def _in_words(column: pd.Series) -> bool:
    """Whether a factor takes more than two words; two are an off and an on."""
    return not pd.api.types.is_numeric_dtype(column) and column.nunique() > 2


def _numbers(column: pd.Series) -> Array:
    if pd.api.types.is_numeric_dtype(column):
        return column.to_numpy(float)
    return np.asarray(pd.factorize(column, sort=True)[0], float)
