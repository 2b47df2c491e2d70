"""Designs: points of every kind, factors that change nothing, policies that leave, priors, a sweep end to end."""

from __future__ import annotations

import numpy as np
import pyarrow.parquet as pq
import pytest
import yaml

from experiments.calibration.landing import Landed
from experiments.cli import FINE, main
from experiments.composing import compose
from experiments.folders import find_folders
from experiments.store_manifest import read_manifest
from experiments.sweep import sweep
from experiments.sweep.designs import (
    KINDS,
    Factorial,
    LatinHypercube,
    Morris,
    OneAtATime,
    Sobol,
    SobolSequence,
)
from experiments.sweep.factor import Factor, Varying
from experiments.sweep.factors import members_of
from experiments.sweep.priors import judged, judgement_factors, prior_range
from experiments.sweep.reading import read_design
from experiments.sweep.sweeping import read_sweep, sweep_plan
from experiments.sweep.values import column
from sim.errors import InputError

POCKET = ("region=pocket", "horizon=4", "firms_per_agent=1000")
TWO = {"a": Factor(low=0.0, high=1.0), "b": Factor(values=(1.0, 2.0, 3.0))}


@pytest.fixture(scope="module")
def funded():
    return compose("balance_fund", *POCKET).scenario


def plan_of(design, *arms, **values):
    asked = read_sweep(design, [*arms, *POCKET], None, values)
    return sweep_plan(asked, asked.arms())


def test_points_of_every_kind_lie_in_the_unit_cube():
    for kind, points in (
        (Factorial(levels=3), 9),
        (LatinHypercube(points=10), 10),
        (SobolSequence(points=8), 8),
        (Sobol(base_points=4), 16),
        (Sobol(base_points=4, second_order=True), 24),
        (Morris(trajectories=5), 15),
    ):
        cube = kind.cube(TWO)
        assert cube.shape == (points, 2) and cube.min() >= 0 and cube.max() <= 1
        assert (cube == kind.cube(TWO)).all()
    three = TWO | {"c": TWO["a"]}
    assert Sobol(base_points=4, groups={"both": ("a", "b")}).cube(three).shape == (16, 3)
    strata = np.sort((LatinHypercube(points=10).cube(TWO) * 10).astype(int), axis=0)
    assert (strata == np.arange(10)[:, None]).all()


def test_values_of_a_range():
    share = np.array([0.0, 0.5, 1.0])
    assert column(Factor(low=2.0, high=4.0), share).tolist() == [2, 3, 4]
    assert column(Factor(low=1.0, high=4.0, distribution="log_uniform"), share) == pytest.approx([1, 2, 4])
    assert column(Factor(low=1.0, high=3.0), np.linspace(0, 1, 7), whole=True).tolist() == [
        1,
        1,
        2,
        2,
        3,
        3,
        3,
    ]
    assert column(Factor(values=(True, False)), share).tolist() == [True, False, False]
    assert column(Factor(low=1e8, high=1e9), share, whole=True).dtype == np.int64


def test_whole_numbers_of_a_logarithmic_range_reach_both_ends_alike():
    factor = Factor(low=1.0, high=3.0, distribution="log_uniform")
    found = column(factor, (np.arange(10000) + 0.5) / 10000, whole=True)
    shares = np.bincount(found, minlength=4)[1:] / 10000
    assert shares == pytest.approx(np.log([2.0, 1.5, 4.0 / 3.0]) / np.log(4.0), abs=2e-4)
    assert column(factor, np.array([0.0, 1.0]), whole=True).tolist() == [1, 3]
    assert column(Factor(low=1.5, high=3.5), np.linspace(0, 1, 5), whole=True).tolist() == [2, 2, 3, 3, 3]


def test_levels_that_fall_on_one_whole_number_are_one_level():
    varying = Varying({"a": Factor(low=1.0, high=2.0), "b": Factor(low=0.0, high=1.0)})
    found = Factorial(levels=4, factors=dict(varying.factors)).columns(varying, (), {"a": True, "b": False})
    assert found["a"].tolist() == [1] * 4 + [2] * 4
    assert found["b"].tolist() == pytest.approx([0, 1 / 3, 2 / 3, 1] * 2)


def test_a_calibrated_parameter_is_drawn_from_its_interval(funded):
    key = "parameters.exit.scale"
    now = funded.parameters.exit.scale
    landed = {key: Landed(value=now, low=0.9 * now, high=1.05 * now, record="fit 2025")}
    factor = judgement_factors(funded, ["exit"], landed=landed)[key]
    assert (factor.low, factor.high, factor.usual) == (0.9 * now, 1.05 * now, now)
    assert factor.source == "calibrated, 90 % interval, fit 2025" and factor.title.zh
    other = {key: Landed(value=1.1 * now, low=now, high=1.2 * now, record="fit 2025")}
    assert judgement_factors(funded, ["exit"], landed=other)[key].source.startswith("judgement"), (
        "set by hand"
    )


def test_a_usual_value_changes_nothing(funded):
    factors = judgement_factors(funded) | {
        "fund": Factor(keys=("policy.programmes.*.budget_yuan_per_year",), low=0.5, high=2.0, how="times"),
        "size.balance_fund": Factor(low=0.0, high=2.0),
        "policies.balance_fund": Factor(values=(False, True)),
        "policy.programmes.balance_fund.start_date": Factor(values=("2024-01-01",)),
        "parameters.exit.hazard_by_age_per_year.*": Factor(low=0.5, high=1.5, how="times"),
        "world.trend.*.real_growth_per_year": Factor(low=0.5, high=1.5, how="times"),
        "policy.programmes.balance_fund.payers.east": Factor(values=(0.8,)),
    }
    members, problems = members_of(factors, find_folders())
    varying = Varying(factors, members)
    usual = {name: varying.usual(name, [funded]) for name in factors}
    assert not problems and None not in usual.values()
    assert varying.applied(funded, usual).hash == funded.hash
    twice = varying.applied(funded, {"size.balance_fund": 2.0})
    assert twice.policy.programmes["balance_fund"].budget_yuan_per_year == 600_000_000
    later = varying.applied(funded, {"policy.programmes.balance_fund.start_date": "2026-01-01"})
    assert later.policy.programmes["balance_fund"].start_date.isoformat() == "2026-01-01"
    aged = varying.applied(funded, {"parameters.exit.hazard_by_age_per_year.*": 0.5}).parameters.exit
    assert aged.hazard_by_age_per_year[0] == funded.parameters.exit.hazard_by_age_per_year[0] / 2


@pytest.mark.parametrize("name", ["balance_fund", "rural_roads"])
def test_a_policy_that_leaves_was_never_there(name):
    both = compose("none", *POCKET, "policy=[balance_fund,rural_roads]").scenario
    for factor, out in ((f"policies.{name}", False), (f"size.{name}", 0.0)):
        members, _ = members_of({factor: Factor()}, find_folders())
        left = Varying({factor: Factor()}, members).applied(both, {factor: out})
        other = "rural_roads" if name == "balance_fund" else "balance_fund"
        assert left.hash == compose("none", *POCKET, f"policy=[{other}]").scenario.hash


@pytest.mark.slow
def test_policies_of_the_plan_leave_as_if_they_had_not_been_composed():
    plan, folders = compose("plan").scenario, find_folders()
    factors = {f"policies.{name}": Factor() for name in folders.names("policy")}
    members, _ = members_of(factors, folders)
    varying = Varying(factors, members)
    for factor in [name for name in factors if varying.touched(name, plan)][::8]:
        try:
            left = varying.applied(plan, {factor: False}).hash
        except InputError:
            continue
        dropped = factor.removeprefix("policies.")
        assert left == compose("plan", f"policy_drop=[{dropped}]").scenario.hash, factor


def test_priors_lie_in_the_allowed_range_around_the_default(funded):
    factors = judgement_factors(funded)
    assert len(factors) == len(list(judged())) > 300
    for factor in factors.values():
        assert factor.low is not None and factor.high is not None
        assert factor.low < factor.high and factor.low <= factor.usual <= factor.high
    ends = {name: factor.low for name, factor in factors.items()}
    Varying(factors).applied(funded, ends | {n: round(v) for n, v in ends.items() if n.endswith("_quarters")})
    assert prior_range(0.6, (0.0, 1.0), 0.5, False) == (pytest.approx(0.4), pytest.approx(0.9))
    assert prior_range(0.9, (0.0, 1.0), 0.5, False)[1] == 1.0
    assert prior_range(-1.2, (-2.0, 0.0), 0.5, False) == (pytest.approx(-1.8), pytest.approx(-0.8))
    assert prior_range(0.0, (0.0, 1.0), 0.5, False) == (0.0, 0.25)
    assert prior_range(0.1, (-0.5, 0.5), 0.5, False) == (pytest.approx(0.05), pytest.approx(0.15))
    assert prior_range(1, (1, 12), 0.5, True) == (1, 2)
    some = judgement_factors(funded, ["growth", "entry.size_sd"], without=["growth.following_share"])
    assert len(some) == 6 and "parameters.entry.size_sd" in some


def test_packaged_designs_are_read_and_every_kind_has_one(root):
    folders = find_folders(root / "scenarios")
    kinds = {read_design(name, folders)[1].kind for name in folders.names("design")}
    assert kinds == set(KINDS) - {"ask"}


def test_one_at_a_time():
    design = OneAtATime(
        factors={
            "parameters.exit.scale": Factor(low=0.5, high=1.5),
            "world": Factor(values=("default", "still")),
        }
    )
    points = plan_of(design, "none").points.to_pydict()
    assert points["parameters.exit.scale"] == [1.0, 0.5, 1.5, 1.0]
    assert points["world"] == ["default", "default", "default", "still"]


def test_large_designs_are_checked_quickly():
    wide = {"parameters.growth.following_share": {"low": 0.5, "high": 0.7}}
    with pytest.raises(InputError) as caught:
        plan_of(wide, "none", points=100_000)
    assert len(caught.value.problems) == 4 and "49997 more" in str(caught.value)


def test_a_dry_run_writes_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    words = ["fund", "none", "balance_fund", *POCKET, "replicates=1", "lang=en"]
    assert main(["sweep", *words, "--dry-run"]) == FINE
    said = capsys.readouterr().out
    assert "15 × 1 × 1 + 1 × 1 = 16" in said and "100 m, 200 m" in said and not list(tmp_path.iterdir())


@pytest.mark.slow
def test_a_sweep_from_python(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    fund = {"size.balance_fund": {"values": [1, 2]}}
    folder = sweep(
        fund,
        "none",
        "balance_fund",
        region="pocket",
        horizon=4,
        firms_per_agent=1000,
        replicates=1,
    )
    manifest = read_manifest(folder)
    rows = pq.read_table(folder / "design.parquet").to_pylist()
    assert [(row["scenario"], row["size.balance_fund"]) for row in rows] == [
        ("none", None),
        ("balance_fund", 1),
        ("balance_fund", 2),
    ]
    assert manifest["identity"]["record"] == "headline"
    kept = yaml.safe_load((folder / "design.yaml").read_text(encoding="utf-8"))
    assert kept["factors"]["size.balance_fund"]["usual"] == 1.0
