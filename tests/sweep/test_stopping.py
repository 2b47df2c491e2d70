"""Replicates by rule: rounds until the outcomes are narrow enough at two looks running, or the most is reached."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from scipy import stats

from experiments.running import job_of
from experiments.store import SUCCESS, chunk_file, different_files
from experiments.sweep.engines.local import Local
from experiments.sweep.looks import look
from experiments.sweep.plan import Plan
from experiments.sweep.restoring import read_plan
from experiments.sweep.runner import make_all
from experiments.sweep.stopping import Look, Seen, StopOutcome, StopRule, check_rule, enough, next_round
from sim.errors import InputError
from tests.made import made_plan
from tests.sweep import makers

OUTCOME = StopOutcome(indicator="gdp_real", year=2023, half_width_share=0.006)


def ruled(**of_rule: object) -> Plan:
    """Two arms of the pocket region, a few replicates at first."""
    given = {"first": 4, "more": 3, "most": 40, "outcomes": (OUTCOME,), **of_rule}
    return replace(made_plan(40, "headline", 4), rule=StopRule(**given))  # type: ignore[arg-type]


def made(plan: Plan, folder: Path, maker: makers.Maker = makers.quick) -> list[dict[str, object]]:
    """The looks that the manifest tells of."""
    make_all(plan, replace(job_of(plan, folder), maker=maker), Local())
    return list(json.loads((folder / "manifest.json").read_text())["sweep"]["looks"])


def test_rounds_follow_until_two_looks_running_are_narrow_enough(tmp_path: Path) -> None:
    looks = made(ruled(), tmp_path / "made")
    assert [one["replicates"] for one in looks] == list(range(4, 4 + 3 * len(looks), 3))
    narrow = [one["narrow"] for one in looks]
    assert narrow[-2:] == [True, True] and (True, True) not in pairwise(narrow[:-1])
    runs = pq.read_table(tmp_path / "made" / "parts").num_rows
    assert runs == 2 * looks[-1]["replicates"] < 80  # type: ignore[operator]


def test_an_unreachable_width_ends_at_the_most(tmp_path: Path) -> None:
    tight = OUTCOME.model_copy(update={"half_width_share": 1e-9})
    looks = made(ruled(outcomes=(tight,), most=9), tmp_path / "made")
    assert [one["replicates"] for one in looks] == [4, 7, 9]
    assert (tmp_path / "made" / SUCCESS).exists()


def test_the_half_width_is_that_of_the_paired_differences(tmp_path: Path) -> None:
    plan = made_plan(6, "headline", 4)
    plan = replace(plan, rule=StopRule(first=6, most=6, outcomes=(OUTCOME,)))
    [found] = made(plan, tmp_path / "made")
    series = pq.read_table(tmp_path / "made" / "series").to_pandas()
    city = series[series["place"] == plan.region.city_code].groupby("run_id")["gdp_real"].sum()
    differences = city[1::2].to_numpy() - city[::2].to_numpy()
    half = stats.t.ppf(0.975, 5) * differences.std(ddof=1) / 6**0.5
    [seen] = found["seen"]  # type: ignore[misc]
    assert seen["half_width"] == pytest.approx(half)
    assert seen["wanted"] == pytest.approx(0.006 * city[::2].mean())


def test_failed_runs_are_left_out_with_their_partners(tmp_path: Path) -> None:
    plan = ruled(first=4, most=4)
    make_all(plan, replace(job_of(plan, tmp_path / "made"), maker=makers.raising), Local())
    [seen] = look(tmp_path / "made", plan).seen
    assert seen.half_width is not None and np.isfinite(seen.half_width)


def test_a_sweep_cut_short_in_a_later_round_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    looks = made(ruled(), whole)
    made(ruled(), parts)
    (parts / SUCCESS).unlink()
    last = len(list((parts / "parts").iterdir())) - 1
    for number in (last, last - 1, last - 3):
        chunk_file(parts, "parts", number).unlink()
    plan = read_plan(parts)
    assert len(plan.rounds) == len(looks) and plan.rule == ruled().rule
    assert made(replace(plan, rounds=()), parts) == looks
    assert different_files(whole, parts) == []


def _look(replicates: int, narrow: bool) -> Look:
    return Look(replicates, (Seen("gdp_real", "", 2023, 1.0, 1.0, "none", -1, narrow),))


def test_two_looks_running_and_the_most() -> None:
    rule = StopRule(first=30, more=10, most=60)
    assert not enough(rule, [_look(30, True)])
    assert not enough(rule, [_look(30, True), _look(40, False)])
    assert enough(rule, [_look(30, False), _look(40, True), _look(50, True)])
    assert enough(rule, [_look(60, False)])
    assert next_round(rule, 50) == range(50, 60) and next_round(rule, 55) == range(55, 60)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"outcomes": ()}, "no outcome is named"),
        ({"most": 3}, "at most 3 replicates after 4 at first"),
        ({"outcomes": (OUTCOME.model_copy(update={"year": 2030}),)}, "a whole year of the run, 2023 to 2023"),
        ({"outcomes": (OUTCOME.model_copy(update={"indicator": "gdp_reel"}),)}, "gdp_real"),
        ({"outcomes": (OUTCOME.model_copy(update={"place": "nowhere"}),)}, "nowhere"),
        ({"outcomes": (OUTCOME.model_copy(update={"half_width": 1.0}),)}, "both half_width"),
        ({"outcomes": (OUTCOME.model_copy(update={"half_width_share": -1.0}),)}, "above 0"),
    ],
)
def test_a_rule_that_cannot_be_looked_at_is_refused(change: dict[str, object], words: str) -> None:
    plan = ruled(**change)
    assert plan.rule is not None
    with pytest.raises(InputError, match=words):
        check_rule(plan.rule, plan.region, plan.arms[0][1], plan.record)
