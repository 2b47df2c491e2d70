"""The model held against the record: a run from an earlier opening, and what was observed since."""

from __future__ import annotations

import csv
from pathlib import Path

from experiments.composing import Composed, compose
from experiments.running import run_many
from sim.calendar import parse_quarter
from sim.region import Region

HISTORY = "history"
"""The scenario that starts from the earlier opening."""
VARIABLES = {"gdp": ("gdp_nominal", 1e8), "above_scale_industrial_firms": ("firms_above_scale", 1.0)}
"""Series of the region's file, the indicator each is the record of, and its unit in the indicator's."""
GRADES = ("A", "B", "C", "")
"""From the surest to the recalled."""


def held_against_the_record(arm: Composed, folder: Path) -> tuple[Path | None, dict[str, dict[int, float]]]:
    """Run the past beside a finished validation and read the record; nothing where the region has no such opening."""
    settings = arm.settings
    same = [f"region={arm.region.folder}", f"firms_per_agent={arm.scenario.firms_per_agent}"]
    same += [f"replicates={settings.replicates}", f"seed={settings.seed}", f"workers={settings.workers}"]
    past = compose(HISTORY, *same, f"out={folder.parent / (folder.name + '-' + HISTORY)}")
    before = parse_quarter(past.scenario.start) - 1
    observed = recorded(arm.region)
    if before not in [parse_quarter(opening) for opening in arm.region.openings] or not observed:
        return None, {}
    return run_many([past]).folder, observed


def recorded(region: Region) -> dict[str, dict[int, float]]:
    """Yearly figures of the city from the region's series, the surest where there are several."""
    file = Path(region.folder) / "series.csv"
    found: dict[str, dict[int, tuple[int, float]]] = {}
    if not file.is_file():
        return {}
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["area_code"] == region.city_code and row["variable"] in VARIABLES and row["value"]:
                key, unit = VARIABLES[row["variable"]]
                grade, year = GRADES.index(row["grade"]), int(row["year"])
                best = found.setdefault(key, {})
                if year not in best or grade < best[year][0]:
                    best[year] = (grade, float(row["value"]) * unit)
    return {key: {year: value for year, (_, value) in years.items()} for key, years in found.items()}
