"""The guide to calibration works as it stands; and the model itself: recovery of a synthetic truth, uniform ranks."""

from __future__ import annotations

import json
import re
import shlex

import numpy as np
import pytest
from scipy import stats

from experiments.calibration.asked import SEARCH, Question, Table, prior_table
from experiments.calibration.declared import Calibration
from experiments.calibration.files import parameter_rows
from experiments.calibration.finding import HIGH, LOW, calibrate, posterior_at, with_errors
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


def stated(observed, years=(2020, 2021), **sizes):
    data = {
        "scenario": "history",
        "moments": {
            name: {
                **dict(indicator=key, over=over, statistic="mean", from_year=years[0], to_year=years[1]),
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


TRUTHS = 60
"""Points of the prior that stand for the truth in turn, each against all others."""


@pytest.mark.slow
def test_truths_drawn_from_the_prior_lie_in_their_intervals_on_the_pocket_region(tmp_path):
    """The whole way with the true model: draws, errors of observation, kept share, regression, interval.

    Every truth is a point of the prior with a run of its own, observed with an error. Its 90 % interval, by
    `posterior_at` as a calibration makes it from all other points, must hold it in nine cases of ten, and the share of
    the posterior below it must be uniform.
    """
    arm = compose("none", "region=pocket", "firms_per_agent=100", "horizon=8", "seed=5")
    asked = Question("pocket", stated({}, (2023, 2024), draws=400, kept_share=0.25), arm, tmp_path, Local(2))
    table = prior_table(asked)
    observed = with_errors(asked, table)
    chance = np.random.default_rng(7)
    truths = chance.choice(np.flatnonzero(table.complete), TRUTHS, replace=False)
    inside, below, narrower = [], [], []
    for row in truths.tolist():
        others = np.arange(len(table.shares)) != row
        seen = table.moments[row] + asked.calibration.column("uncertainty") * chance.normal(
            size=observed.shape[1]
        )
        found = posterior_at(asked, Table(table.shares[others], table.moments[others]), seen)
        truth = table.shares[row]
        inside.append((found.quantile(LOW) <= truth) & (truth <= found.quantile(HIGH)))
        below.append(found.below(truth))
        narrower.append(found.shrinkage)
    held = np.mean(inside, axis=0)
    values = [float(stats.kstest(column, "uniform").pvalue) for column in np.array(below).T]
    print(
        "inside 90 %:", dict(zip(RANGES, held.round(3).tolist(), strict=True)), "all:", held.mean().round(3)
    )
    print("uniform, p:", np.round(values, 3), "shrinkage:", np.mean(narrower, axis=0).round(2))
    # Of 60 truths 54 are due; 47 or fewer have a chance of 1 %.
    assert (held * TRUTHS > 47).all() and 0.84 < held.mean() < 0.97
    assert min(values) > 0.01
    assert max(np.mean(narrower, axis=0)) > 0.3, "the data must have something to say"
