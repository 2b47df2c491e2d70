"""The guide to calibration works as it stands; and the model itself: recovery of a synthetic truth, uniform ranks."""

from __future__ import annotations

import json
import re
import shlex

import numpy as np
import pytest
from scipy import stats

from experiments.calibration.asked import SEARCH, Question, prior_table
from experiments.calibration.declared import Calibration
from experiments.calibration.files import parameter_rows
from experiments.calibration.finding import calibrate, with_errors
from experiments.calibration.landing import landed_in
from experiments.calibration.posterior import ranks
from experiments.cli import FINE, main
from experiments.composing import compose
from experiments.sweep.engines.local import Local
from sim.reading import read_text

PAGES = {"en": "calibration.md", "zh": "calibration.zh-CN.md"}
BLOCK = re.compile(r"```(\w*)\n(.*?)```", re.S)
TRUTH = {
    "parameters.exit.scale": 1.2,
    "parameters.entry.net_growth_per_year": 0.06,
    "parameters.owners.household_share_of_dividends": 0.55,
}
RANGES = {"exit": (0.5, 1.5), "entry": (0.0, 0.1), "owners": (0.1, 0.9)}
MOMENTS = {
    "exits": ("firms_closed", "firms", 0.004),
    "births": ("firms_born", "firms", 0.004),
    "consumption": ("consumption_share", "", 0.004),
    "revenue": ("revenue_share", "", 0.001),
}


def blocks(root, lang):
    return BLOCK.findall((root / "docs" / "guide" / PAGES[lang]).read_text(encoding="utf-8"))


def test_both_languages_show_the_same_blocks(root):
    shown = [blocks(root, lang) for lang in PAGES]
    assert shown[0] == shown[1] and len(shown[0]) == 4


def commands(root, folder):
    """The commands of the guide, once its files are written."""
    lines = []
    for kind, text in blocks(root, "en"):
        if kind == "yaml":
            (folder / re.match(r"# (\S+)\n", text)[1]).write_text(text, encoding="utf-8")
        else:
            lines += [shlex.split(line)[1:] for line in text.splitlines()]
    return lines


def test_what_the_guide_shows_is_taken(root, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    plain = [words for words in commands(root, tmp_path) if "--dry-run" in words]
    assert [main([*words, "lang=en"]) for words in plain] == [FINE, FINE]
    shown = capsys.readouterr().out
    assert "652 runs" in shown and "Exit rates times" in shown
    block = read_text((tmp_path / "region.yaml").read_text(encoding="utf-8"), "region.yaml")
    assert landed_in(block)["parameters.exit.scale"].value == 1.04


@pytest.mark.slow
def test_the_guide_runs(root, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for words in commands(root, tmp_path):
        assert main([*words, "lang=zh"]) == FINE
    assert (tmp_path / "results" / "first-look" / "calibration.png").is_file()
    assert "参数：先验与后验" in capsys.readouterr().out


def stated(observed, **sizes):
    data = {
        "scenario": "history",
        "moments": {
            name: {
                **dict(indicator=key, over=over, statistic="mean", from_year=2020, to_year=2021),
                **dict(observed=observed.get(name, 0.1), uncertainty=error, source="a run of the model"),
            }
            for name, (key, over, error) in MOMENTS.items()
        },
        "parameters": {
            name: {"key": key, "low": low, "high": high}
            for (name, (low, high)), key in zip(RANGES.items(), TRUTH, strict=True)
        },
        **dict(trials=16, replicates=2, batch=8, draws=120, checks=8, kept_share=0.5),
        **sizes,
    }
    return Calibration.model_validate_json(json.dumps(data))


def question(folder, observed, workers=2, **sizes):
    arm = compose("history", "region=jiangmen", "firms_per_agent=1000", "horizon=8", "seed=5")
    return Question("truth", stated(observed, **sizes), arm, folder, Local(workers))


@pytest.mark.slow
def test_the_model_recovers_three_parameters_and_its_ranks_are_uniform(tmp_path):
    blank = question(tmp_path, {})
    made = question(tmp_path / "truth", {}).asking(SEARCH)
    point = dict(zip(RANGES, TRUTH.values(), strict=True))
    [runs] = question(tmp_path / "truth", {}).moments(made, [point], range(900, 901))
    observed = dict(zip(MOMENTS, runs[0].tolist(), strict=True))
    found = calibrate(question(tmp_path, observed))
    rows = parameter_rows(found)
    for row, value in zip(rows, TRUTH.values(), strict=True):
        print(
            row["name"], value, [round(row[key], 3) for key in ("estimate", "q05", "q50", "q95", "shrinkage")]
        )
    assert all(row["q05"] < value < row["q95"] for row, value in zip(rows, TRUTH.values(), strict=True))
    assert found.improves
    table = prior_table(blank)
    noisy = with_errors(blank, table)[table.complete]
    levels = ranks(table.shares[table.complete], noisy, np.arange(len(noisy)), blank.calibration.kept_share)
    values = [float(stats.kstest(column, "uniform").pvalue) for column in levels.T]
    print("uniform ranks, p:", np.round(values, 3))
    assert min(values) > 0.01
