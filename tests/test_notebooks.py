"""The notebooks run from the first cell to the last, and leave the pictures and pages that they promise."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent.parent / "analysis" / "notebooks"
LEAVES = {
    "first_look": ("fan.png", "report.html", "explorer.html"),
    "comparing_scenarios": ("dots.png",),
    "a_sweep": ("heatmap.png",),
    "sensitivity": ("sensitivity.png",),
    "writing_a_policy": ("scenarios/policy/western_schools.yaml",),
}


def test_every_notebook_is_known_and_has_cells():
    assert {path.stem for path in FOLDER.glob("*.py")} == set(LEAVES)
    for path in FOLDER.glob("*.py"):
        assert path.read_text(encoding="utf-8").count("\n# %% ") >= 4, path.name


@pytest.mark.slow
@pytest.mark.parametrize("name", LEAVES)
def test_a_notebook_runs(tmp_path, monkeypatch, capsys, name):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "agg")
    runpy.run_path(str(FOLDER / f"{name}.py"))
    assert capsys.readouterr().out
    for left in LEAVES[name]:
        assert (tmp_path / left).stat().st_size > 0, left
