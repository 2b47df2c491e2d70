"""Saved runs: whole or not at all, and refused when they do not fit."""

from __future__ import annotations

import json

import numpy as np
import pytest

from sim import saving, warmup
from sim.errors import InputError
from sim.plain import plain_scenario
from sim.region import read_region
from sim.run import Run, run
from sim.saving import load

POCKET = read_region("pocket")
SCENARIO = plain_scenario(POCKET, {"horizon": 6})


@pytest.fixture
def saved(tmp_path):
    begun = Run.start(POCKET, SCENARIO, firm_facts=True)
    begun.step()
    begun.save(tmp_path / "half")
    return tmp_path / "half"


def test_a_folder_that_exists_is_left_alone(saved):
    with pytest.raises(InputError, match="is there already"):
        load(saved, POCKET).save(saved)


def test_a_whole_run_and_nothing_else_is_written(saved):
    assert sorted(path.name for path in saved.iterdir()) == ["run.json", "state.npz"]
    assert [path.name for path in saved.parent.iterdir()] == ["half"]


@pytest.mark.parametrize(
    ("fault", "told"), [(OSError(28, "disk full"), InputError), (KeyboardInterrupt(), KeyboardInterrupt)]
)
def test_a_save_that_fails_leaves_nothing(saved, monkeypatch, fault, told):
    def fail(*_arguments, **_arrays):
        raise fault

    begun = load(saved, POCKET)
    monkeypatch.setattr(saving.np, "savez", fail)
    with pytest.raises(told):
        begun.save(saved.parent / "again")
    assert [path.name for path in saved.parent.iterdir()] == ["half"]


def test_going_on_needs_no_warm_up(saved, monkeypatch):
    straight = run(POCKET, SCENARIO, firm_facts=True).digest()
    kept = dict(warmup._kept)
    monkeypatch.setattr(warmup, "_warm", None)
    monkeypatch.setattr(warmup, "_kept", {})
    resumed = load(saved, POCKET)
    while not resumed.finished:
        resumed.step()
    assert resumed.finish().digest() == straight
    assert kept and not warmup._kept


@pytest.mark.parametrize("name", ["counties/income", "firms/ids", "cash", "record/taken", "facts/rows"])
def test_a_missing_array_is_named(saved, name):
    with np.load(saved / "state.npz") as stored:
        arrays = {other: stored[other] for other in stored.files if other != name}
    np.savez(saved / "state.npz", **arrays)
    with pytest.raises(InputError, match=f"the array '{name}' is missing; save the run again"):
        load(saved, POCKET)


def test_a_missing_entry_is_named(saved):
    about = json.loads((saved / "run.json").read_text(encoding="utf-8"))
    del about["events"]
    (saved / "run.json").write_text(json.dumps(about), encoding="utf-8")
    with pytest.raises(InputError, match="events is missing"):
        load(saved, POCKET)


@pytest.mark.parametrize("length", [0, 10, 5000])
def test_a_file_cut_short_is_refused(saved, length):
    content = (saved / "state.npz").read_bytes()
    (saved / "state.npz").write_bytes(content[:length])
    with pytest.raises(InputError, match="no saved run"):
        load(saved, POCKET)


def test_another_region_is_refused(saved):
    with pytest.raises(InputError, match="region"):
        load(saved, read_region("jiangmen"))


def test_a_folder_without_a_run_is_refused(tmp_path):
    with pytest.raises(InputError, match="no saved run"):
        load(tmp_path, POCKET)
