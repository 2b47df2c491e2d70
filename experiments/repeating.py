"""A result made again from its own recipe and compared byte by byte (law 9)."""

from __future__ import annotations

from pathlib import Path

from experiments.composing import Composed
from experiments.folders import find_folders
from experiments.judging import RunSettings, cached_region
from experiments.record import OBSERVED
from experiments.running import plan_of, run_many
from experiments.store import different_files, identity_differences, read_recipe
from sim.errors import InputError, unknown_name


def _kept_firm_facts(folder: Path) -> bool:
    """Whether the runs of a folder kept what validation wants to know of single firms."""
    from pyarrow.parquet import read_metadata

    return any(read_metadata(path).num_rows for path in sorted((folder / "firm_facts").glob("*.parquet")))


def rerun(folder: Path, scratch: Path, scenarios: str | None = None) -> list[str]:
    """Make every run of a result folder again in `scratch`; what differs, in words, or nothing."""
    recipe = read_recipe(folder)
    settings = RunSettings.model_validate(
        {"seed": recipe.seed, "replicates": recipe.replicates, "record": recipe.record}
    )
    folders = find_folders(scenarios)
    arms = []
    for name, scenario in recipe.arms:
        data = folders.region_folder(scenario.region)
        if data is None:
            raise InputError([unknown_name(str(folder), scenario.region, folders.regions(), "region")])
        arms.append(Composed(name, scenario, settings, cached_region(str(data))))
    differences = identity_differences(recipe.identity, plan_of(arms).identity())
    if differences:
        return differences
    run_many(arms, scratch, firm_facts=_kept_firm_facts(folder))
    # The record that stands beside a back-test was given; no run makes it.
    changed = [name for name in different_files(folder, scratch) if name != OBSERVED]
    return [f"{name}: other bytes" for name in changed]
