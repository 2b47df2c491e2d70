"""Saved runs: whole or not at all, and refused when they do not fit."""

from __future__ import annotations

import numpy as np
import pytest

from sim.errors import InputError
from sim.plain import plain_scenario
from sim.region import read_region
from sim.run import Run
from sim.saving import load


@pytest.fixture
def saved(tmp_path):
    region = read_region("pocket")
    run = Run.start(region, plain_scenario(region, {"horizon": 4}))
    run.step()
    run.save(tmp_path / "half")
    return tmp_path / "half"


def test_a_folder_that_exists_is_left_alone(saved):
    with pytest.raises(InputError, match="is there already"):
        load(saved, read_region("pocket")).save(saved)


def test_nothing_half_written_stays(saved):
    assert sorted(path.name for path in saved.iterdir()) == ["run.json", "state.npz"]
    assert not saved.with_name("half.part").exists()


def test_a_missing_array_is_named(saved):
    with np.load(saved / "state.npz") as stored:
        arrays = {name: stored[name] for name in stored.files if name != "counties/income"}
    np.savez(saved / "state.npz", **arrays)
    with pytest.raises(InputError, match="counties/income"):
        load(saved, read_region("pocket"))


def test_another_region_is_refused(saved):
    with pytest.raises(InputError, match="region"):
        load(saved, read_region("jiangmen"))


def test_a_folder_without_a_run_is_refused(tmp_path):
    with pytest.raises(InputError, match="no saved run"):
        load(tmp_path, read_region("pocket"))
