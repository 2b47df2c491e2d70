"""A design file checked by itself, as `bqw check` does: what can be told before its arms are known."""

from __future__ import annotations

from pathlib import Path

from experiments.composing import compose
from experiments.folders import find_folders
from experiments.sweep.designs import FromFile
from experiments.sweep.factors import refused_key
from experiments.sweep.reading import design_of
from experiments.sweep.rows import row_faults
from experiments.sweep.sweeping import Asked, points_of, varying_of
from sim.errors import InputError
from sim.reading import Sheet

ALONE, LIBRARY = "none", "plan"
"""Scenarios that stand in for the arms: one without a policy; one with those of the library, where any is changed."""
OF_POLICY = ("policy.", "policies.", "size.")


def check_design(sheet: Sheet, scenarios: str | Path | None = None) -> None:
    """Raise InputError with every fault of a design file; keys of policies that are not known here are left out."""
    design = design_of(sheet)
    known = find_folders(scenarios).names("scenario")
    keys = [key for name, factor in design.factors.items() for key in factor.keys or (name,)]
    about = isinstance(design, FromFile) or any(key.startswith(OF_POLICY) for key in keys)
    names = (ALONE, LIBRARY) if about and LIBRARY in known else (ALONE,)
    arms = [compose(name, scenarios=scenarios) for name in names]
    varying = varying_of(
        Asked(Path(sheet.where).stem, design, names, scenarios), arms[0].scenario, find_folders(scenarios)
    )
    problems = [
        fault for name in varying.factors for key in varying.keys(name) for fault in refused_key(name, key)
    ]
    if problems:
        raise InputError(problems)
    pairs = tuple((arm.name, arm.scenario) for arm in arms)
    touched = all(any(varying.touched(name, scenario) for _, scenario in pairs) for name in varying.factors)
    if touched and not design.ASKED:
        points = points_of(design, varying, pairs)
        if faults := row_faults(varying, points, pairs, arms[0].region):
            raise InputError(faults)
