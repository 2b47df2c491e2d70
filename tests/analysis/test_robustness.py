"""Robustness measures against numbers worked by hand, in both directions, and how surely they rank the arms."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.outcome import Condition, Outcome, Values, by_point, effect, how_against
from analysis.pages.robustness import notes
from analysis.robustness import Robustness, cvar, high_regret, maximin, mean, regret, robustness, worst_regret
from analysis.years import usual_how
from sim.errors import InputError
from tests.swept import GAIN, made_sweep

#         points   1     2     3     4     5
VALUES = np.array([[4.0, 2.0, 6.0, 1.0, 7.0], [3.0, 3.0, 3.0, 3.0, 3.0], [9.0, 0.0, 5.0, 2.0, 4.0]])


def test_measures_worked_by_hand():
    assert mean(VALUES) == pytest.approx([4.0, 3.0, 4.0])
    assert maximin(VALUES) == pytest.approx([1.0, 3.0, 0.0])
    # best at each point: 9 3 6 3 7
    assert regret(VALUES) == pytest.approx(np.array([[5, 1, 0, 2, 0], [6, 0, 3, 0, 4], [0, 3, 1, 1, 3]]))
    assert worst_regret(regret(VALUES)) == pytest.approx([5.0, 6.0, 3.0])
    # nine in ten of 0 0 1 2 5: position 3.6 of 0..4, 2 + 0.6 x 3
    assert high_regret(regret(VALUES)) == pytest.approx([3.8, 5.2, 3.0])
    # worst 40 %: two points; worst 50 %: two and a half
    assert cvar(VALUES, 0.4) == pytest.approx([1.5, 3.0, 1.0])
    assert cvar(VALUES, 0.5) == pytest.approx([(1 + 2 + 0.5 * 4) / 2.5, 3.0, (0 + 2 + 0.5 * 4) / 2.5])
    assert cvar(VALUES, 0.1) == pytest.approx(maximin(VALUES)), "less than a point is the worst one"


def found(better="up", goal=None):
    return Robustness(("a", "b", "c"), VALUES, better, goal, 0, {})


def of(table, measure, column="value"):
    return table[table["measure"] == measure].set_index("arm")[column]


def test_the_table_ranks_by_each_measure():
    table = found(goal=VALUES >= 3.0).table()
    assert of(table, "mean", "rank").tolist() == [1, 3, 1]
    assert of(table, "maximin", "rank").tolist() == [2, 1, 3]
    assert of(table, "regret_max", "rank").tolist() == [2, 3, 1]
    assert of(table, "satisficing").tolist() == pytest.approx([0.6, 1.0, 0.6])
    worst = table["measure"].isin(["maximin", "regret_max"])
    assert table.loc[worst, ["low", "high", "share_first"]].isna().all(axis=None), (
        "no bootstrap of an extreme"
    )
    known = table[~worst]
    assert (known["low"] <= known["value"] + 1e-12).all() and (known["high"] >= known["value"] - 1e-12).all()
    assert known.groupby("measure")["share_first"].sum().min() >= 1.0, "ties count for each"


def test_where_less_is_better_everything_turns():
    table = found("down").table()
    assert of(table, "mean").tolist() == pytest.approx([4.0, 3.0, 4.0])
    assert of(table, "maximin").tolist() == pytest.approx([7.0, 3.0, 9.0]), "the largest is the worst"
    assert of(table, "maximin", "rank").tolist() == [2, 1, 3]
    # least at each point: 3 0 3 1 3
    assert of(table, "regret_max").tolist() == pytest.approx([4.0, 3.0, 6.0])
    turned = Robustness(("a", "b", "c"), -VALUES, "up", None, 0, {}).table()
    assert np.allclose(table["share_first"], turned["share_first"], equal_nan=True)


def test_the_same_question_has_the_same_answer():
    assert found().table().equals(found().table())


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return made_sweep(tmp_path_factory.mktemp("sweep"), points=14, failed_points=(3, 5))


def test_a_sweep_is_read_with_its_fixed_arm_at_every_point(folder):
    read = robustness(folder, Outcome("gdp_real"), goal=Condition.read("gdp_real > 0"))
    assert read.arms == ("none", "balance_fund") and read.values.shape == (2, 12)
    assert np.ptp(read.values[0]) == 0.0 and np.ptp(read.values[1]) > 0.0
    assert read.left_out == 2 and read.failed == {"none": 0, "balance_fund": 2}
    assert (read.goal == 1.0).all()


def test_effects_are_paired_at_each_point(folder):
    effects = robustness(folder, Outcome("gdp_real"), ["none", "balance_fund"], baseline="none").values
    assert (effects[0] == 0.0).all()
    assert effects[1] == pytest.approx(GAIN * folder_factor(folder), rel=1e-3, abs=2e-4)


def test_arms_are_compared_over_the_replicates_that_all_of_them_finished(folder, monkeypatch):
    """Replicate 0 of point 0 is worth a lot and lacks its partner: it must not make an arm look better."""
    import analysis.robustness as room

    whole = {name: room.outcome_values(folder, Outcome("gdp_real"), name) for name in folder.scenarios}

    def read(folder, outcome, name):
        values, planned, finished = (one.copy() for one in vars(whole[name]).values())
        if name == "none":
            values[0, 0], finished[0, 0] = np.nan, False
        else:
            values[0, 0] *= 100.0
        return Values(values, planned, finished)

    monkeypatch.setattr(room, "outcome_values", read)
    found = robustness(folder, Outcome("gdp_real"))
    assert found.unpaired == 1 and found.left_out == 2
    assert found.values[:, 0] == pytest.approx([one.values[0, 1] for one in whole.values()])
    said = notes(found, found.table(), "en") + notes(found, found.table(), "zh")
    assert any("1 replicates at the points kept" in one for one in said) and any(
        "另有 1 次重复" in one for one in said
    )


def test_a_baseline_of_nought_has_no_share_and_is_no_failed_run(folder, monkeypatch):
    import analysis.outcome as room

    whole = room.outcome_values(folder, Outcome("gdp_real"), "none")
    nought = Values(np.zeros_like(whole.values), whole.planned, whole.finished)
    monkeypatch.setattr(room, "outcome_values", lambda *_: nought)
    assert not nought.failed.any()
    with pytest.raises(InputError, match=r"gdp_real is zero in \d+ of \d+ runs of none; no share"):
        effect(folder, Outcome("gdp_real"), "balance_fund", "none", "pct")
    assert how_against(folder, Outcome("gdp_real"), "none") == "abs"
    assert (effect(folder, Outcome("gdp_real"), "balance_fund", "none").values == 0.0).all()


def test_failed_is_what_did_not_finish_not_what_has_no_value(folder):
    unknown = by_point(folder, "balance_fund", dict.fromkeys(folder.runs["run_id"].tolist(), float("nan")))
    assert not unknown.failed.any()
    assert by_point(folder, "balance_fund", {}).failed.all()


@pytest.mark.parametrize(
    ("key", "how"),
    [
        ("gdp_real", "pct"),
        ("income_rural_per_head", "pct"),
        ("employment", "pct"),
        ("gdp_real_growth", "abs"),
        ("unemployment_rate", "abs"),
        ("urban_rural_ratio", "abs"),
        ("fiscal_balance", "abs"),
        ("net_migration", "abs"),
    ],
)
def test_one_rule_says_how_an_effect_is_told(key, how):
    assert usual_how(key) == how


def folder_factor(folder):
    return folder.points["f0"].drop([3, 5]).to_numpy()


def test_what_cannot_be_compared_is_refused(folder, monkeypatch):
    with pytest.raises(InputError, match="1 arm is there to compare"):
        robustness(folder, Outcome("gdp_real"), ["balance_fund"])
    with pytest.raises(InputError, match="write better=up or better=down"):
        robustness(folder, Outcome("value_added_primary"))
    monkeypatch.setattr("analysis.robustness.FEWEST_POINTS", 13)
    with pytest.raises(InputError, match="12 points have runs of every arm; at least 13 are needed"):
        robustness(folder, Outcome("gdp_real"))
