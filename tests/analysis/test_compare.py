"""The one comparison table against answers worked by hand."""

import warnings

import numpy as np
import pytest
from scipy import stats

from analysis import load
from analysis.statistics import bands, interval, variance_ratio
from sim.errors import InputError
from tests.made import EFFECT, GRANT, made_folder, made_plan, made_result


def test_an_effect_of_known_size_is_found(comparison):
    found = comparison.table("gdp_real", year=2024, by="county")
    assert found["mean"].tolist() == pytest.approx([-EFFECT / 2, EFFECT])
    assert found["median"].tolist() == pytest.approx([-EFFECT / 2, EFFECT])
    assert found["share_positive"].tolist() == [0.0, 1.0]
    assert found["n"].tolist() == [6, 6]
    assert found["variance_ratio"].max() < 0.001
    assert (found["low"] <= found["mean"]).all() and (found["mean"] <= found["high"]).all()


def test_differences_and_ratios_come_from_the_same_levels(comparison):
    absolute = comparison.table("gdp_real", by="county", how="abs")
    ratio = comparison.table("gdp_real", by="county", how="ratio")
    assert (absolute["value"] - absolute["value_baseline"]).to_numpy() == pytest.approx(absolute["mean"])
    assert set(absolute["unit"]) == {"yuan of 2022"} and set(ratio["unit"]) == {"ratio"}
    assert ratio["mean"].to_numpy() - 1.0 == pytest.approx(comparison.table("gdp_real", by="county")["mean"])
    assert ratio["share_positive"].tolist() == [0.0] * 3 + [1.0] * 3


def test_every_measure_is_that_of_the_pairs(comparison):
    plan = made_plan()
    county = plan.region.counties.ids[1]
    pairs = []
    for replicate in range(6):
        values = [
            made_result(plan, scenario, replicate, name == "balance_fund").years("gdp_nominal", county)[1]
            for name, scenario in plan.arms
        ]
        pairs.append(float(values[1][2] / values[0][2] - 1.0))
    row = comparison.table("gdp_nominal", year=2025, by=county).iloc[0]
    assert row["mean"] == pytest.approx(np.mean(pairs), rel=1e-12)
    assert row["q05"] == pytest.approx(np.quantile(pairs, 0.05), rel=1e-12)
    assert row["se"] == pytest.approx(np.std(pairs, ddof=1) / np.sqrt(6), rel=1e-12)


def test_a_group_is_the_sum_and_a_ratio_the_ratio_of_sums(comparison):
    west, county = (comparison.table("gdp_real", by=place)["value"].tolist() for place in ("west", "county"))
    assert west == pytest.approx(county[3:])
    city = comparison.table("unemployment_rate", by=["city"], how="abs")
    labour = comparison.table("labour_force", by=["city"], how="abs")["value"]
    assert city["value"].notna().all() and labour.notna().all()


def test_growth_of_an_indicator_can_be_compared(comparison):
    found = comparison.table("gdp_real_growth", by="county", how="abs")
    assert found["year"].unique().tolist() == [2024, 2025]
    assert found["mean"].to_numpy() == pytest.approx(0.0, abs=1e-12)


def test_runs_without_a_partner_are_refused_with_counts(tmp_path):
    runs = load(made_folder(tmp_path / "made", made_plan(), failed=(3, 5)))
    words = "none has 6 finished runs and balance_fund has 4; 2 of none have no partner \\(replicates 1, 2\\)"
    with pytest.raises(InputError, match=words):
        runs.compare(baseline="none")


def test_scenarios_that_differ_in_what_pairs_share_are_refused(folder, tmp_path):
    import json
    import shutil

    other = shutil.copytree(folder, tmp_path / "other")
    manifest = json.loads((other / "manifest.json").read_text())
    manifest["pairing"]["none"]["horizon"] = 8
    (other / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(InputError, match="balance_fund has 12 and none has 8"):
        load(other).compare(baseline="none")


def test_intervals_are_students_below_twenty_and_bootstrapped_from_twenty():
    few = np.random.default_rng(1).normal(1.0, 2.0, (10, 2))
    low, high = interval(few)
    known = stats.t.interval(0.95, 9, few.mean(0), stats.sem(few))
    assert np.allclose([low, high], known)
    many = np.random.default_rng(2).lognormal(0.0, 1.0, (60, 2))
    low, high = interval(many)
    assert ((low < many.mean(0)) & (many.mean(0) < high)).all()
    assert (high - many.mean(0) > many.mean(0) - low).all(), (
        "the interval of a skewed sample leans to the right"
    )
    assert np.array_equal(interval(many)[0], low)


def test_statistics_without_spread_or_with_one_pair_make_no_noise():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert interval(np.full((30, 1), 3.0)) == (3.0, 3.0)
        assert np.isnan(interval(np.ones((1, 2)))).all()
        assert np.isnan(variance_ratio(np.ones((5, 1)), np.ones((5, 1)))).all()
    assert bands(np.arange(101.0))["q05"] == 5.0


def test_the_variance_ratio_is_one_for_strangers_and_small_for_twins():
    draws = np.random.default_rng(3).normal(size=(4000, 3))
    assert variance_ratio(draws[:, :1], draws[:, 1:2]) == pytest.approx(1.0, abs=0.06)
    assert variance_ratio(draws[:, :1] + 0.01 * draws[:, 2:], draws[:, :1]) < 1e-3


def test_donors_and_recipients_to_the_yuan(comparison):
    from analysis.money import donors, recipients

    [payer] = donors(comparison, "balance_fund")
    assert (payer.paid, payer.cut) == (12 * GRANT, 12 * GRANT)
    closed = payer.cut + payer.bonds + payer.cash_drawn + payer.revenue + payer.above + payer.rest
    assert payer.paid == pytest.approx(closed)
    assert not payer.is_city_budget
    assert payer.gdp.mean == pytest.approx(-EFFECT / 2)
    first, everybody = recipients(comparison, "balance_fund")
    gained = comparison.table("gdp_nominal", by=first.name[0], how="abs")["mean"]
    assert first.received_per_year == 4 * GRANT
    assert first.multiplier.mean == pytest.approx(gained.sum() / (12 * GRANT))
    assert everybody.multiplier == first.multiplier
