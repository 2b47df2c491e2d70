"""The opening does not know in which order the rows of a region's files stand."""

from __future__ import annotations

import random
import shutil
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from sim.opening import open_region
from sim.region import Region, read_region
from sim.region.reading import PACKAGED
from tests.worlds import scenario_of

COLUMNS = (
    "ids",
    "orders",
    "persons",
    "capital",
    "sales",
    "noise",
    "hazard",
    "cash",
    "loans",
    "ordered",
    "town",
)


@pytest.fixture(scope="module", params=[1, 2])
def shuffled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Region:
    """The pocket region with the rows of all its tables in another order."""
    folder = tmp_path_factory.mktemp("shuffled") / "pocket"
    shutil.copytree(Path(PACKAGED) / "pocket", folder)
    order = random.Random(request.param)
    for file in sorted(folder.rglob("*.csv")):
        head, *rows = file.read_text(encoding="utf-8").splitlines()
        order.shuffle(rows)
        file.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return read_region(folder)


@pytest.mark.parametrize("firms_per_agent", [1, 5])
def test_the_same_opening_from_rows_in_any_order(shuffled, firms_per_agent):
    scenario = scenario_of(firms_per_agent=firms_per_agent)
    one, other = open_region(read_region("pocket"), scenario), open_region(shuffled, scenario)
    left, right = one.firms.by_id(*COLUMNS), other.firms.by_id(*COLUMNS)
    for name in COLUMNS:
        np.testing.assert_array_equal(left[name], right[name], err_msg=name)
    for field in fields(one):
        value = getattr(one, field.name)
        if isinstance(value, np.ndarray):
            np.testing.assert_array_equal(value, getattr(other, field.name), err_msg=field.name)
        elif isinstance(value, (int, float)):
            assert value == getattr(other, field.name), field.name
    for table in ("cells_state", "county_state", "town_state", "city_state"):
        for name, value in vars(getattr(one, table)).items():
            np.testing.assert_array_equal(value, vars(getattr(other, table))[name], err_msg=name)


def test_another_opening_seed_gives_other_firms_of_the_same_totals():
    region = read_region("pocket")
    one, other = (open_region(region, scenario_of(opening_seed=seed)) for seed in (1, 2))
    assert not np.array_equal(one.firms.column("productivity"), other.firms.column("productivity"))
    np.testing.assert_array_equal(one.base_gdp, other.base_gdp)
    np.testing.assert_allclose(one.output, other.output)
    assert one.firms.column("members").sum() == other.firms.column("members").sum()
